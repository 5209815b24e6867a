"""The queue on disk: SQLite or PostgreSQL behind `Store.read()` and `Store.write()`."""
