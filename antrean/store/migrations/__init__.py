"""The steps from one schema to the next; additive, run only by `db upgrade` and the demo."""
