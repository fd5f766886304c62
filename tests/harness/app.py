"""The application on a database of its own: SQLite in a temporary folder, or PostgreSQL."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event, text
from sqlalchemy.engine import Connection

from amt24web.app import create_app
from amt24web.storage.database import Base, db
from amt24web.usecases import rendering
from tests.harness import postgres

DATABASES = ("sqlite", "postgresql")
SECRET = "only-for-tests-" * 3
NUMBERS = count(1)


def new_database(kind: str = "sqlite") -> str:
    """The address of a new, empty database; PostgreSQL absent skips the test."""
    name = f"test_{next(NUMBERS)}"
    if kind == "postgresql":
        return postgres.create_database(name)
    return f"sqlite:///{Path(_folder().name) / name}.sqlite3"


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    memory = Path("/dev/shm")  # spares the disk
    return tempfile.TemporaryDirectory(
        prefix="amt24web-test-", dir=memory if memory.is_dir() else None
    )


rendering.SOON_SECONDS = 60.0
"""A loaded machine must not decide whether a test gets its paper at once."""


def make_app(database_url: str = "", *, migrated: bool = True, **overrides: Any) -> Flask:
    """The application with test settings, on a new SQLite database unless told otherwise."""
    url = database_url or new_database()
    app = create_app({"secret_key": SECRET, "database_url": url, **overrides})
    if migrated:
        with app.app_context():
            upgrade()
    return app


@cache
def shared_app(kind: str) -> Flask:
    """One application per kind of database and test process; empty it before each test."""
    return make_app(new_database(kind))


def empty(app: Flask) -> None:
    """Take every row out of every table and start counting anew."""
    with app.app_context(), db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
        else:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL statements sent meanwhile, without those that open and close a transaction."""
    sent: list[str] = []

    def note(_c: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
