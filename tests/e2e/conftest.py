"""The halls of the end-to-end tests: those of the store tests, on both engines."""

from tests.store.conftest import engine, halls, mini_url, postgres

__all__ = ["engine", "halls", "mini_url", "postgres"]
