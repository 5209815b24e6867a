"""The subcommands of `antrean`, one file for each place in the hall."""
