"""`python -m antrean` is the `antrean` command."""

from antrean.cli import main

if __name__ == "__main__":
    main()
