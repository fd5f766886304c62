"""The tests here run on an empty SQLite and on an empty PostgreSQL database."""

from tests.harness.fixtures import app

__all__ = ["app"]
