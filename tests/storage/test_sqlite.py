"""What SQLite is told: the safe journal, written through, one writer at a time."""

import sqlite3
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from amt24web.storage.database import db, journal_mode, writing
from tests.harness.app import shared_app


@pytest.fixture
def sqlite() -> Iterator[Flask]:
    """The application on SQLite."""
    with shared_app("sqlite").app_context() as context:
        yield context.app


@pytest.mark.usefixtures("sqlite")
def test_every_connection_waits_its_turn_and_writes_through():
    with db.engine.connect() as connection:

        def pragma(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

        assert pragma("foreign_keys") == 1
        assert pragma("synchronous") == 2
        assert pragma("busy_timeout") == 5000
        assert str(pragma("journal_mode")).upper() == journal_mode(sqlite3.sqlite_version_info)


@pytest.mark.usefixtures("sqlite")
def test_whoever_writes_has_the_lock_from_the_beginning():
    with writing() as session:
        session.execute(text("SELECT 1"))
        other = sqlite3.connect(str(db.engine.url.database), timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_the_journal_is_chosen_by_the_version(version: tuple[int, ...], mode: str):
    assert journal_mode(version) == mode
