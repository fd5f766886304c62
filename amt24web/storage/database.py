"""The database: typed base of all tables, and the two kinds of transaction a use case may open."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from threading import Lock
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Engine, Enum, MetaData, String, Text, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from amt24web.domain.errors import Unavailable

DECODER = json.JSONDecoder()
WRITING = "amt24web_writing"
BUSY_TIMEOUT_MS = 5000
WAL_FIXED = (3, 51, 3)
WAL_BACKPORTS = ((3, 50, 7), (3, 44, 6))

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with time zone, kept in UTC on every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        # Read in one step where it is kept as text: every page reads hundreds of them.
        return _read_utc if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _read_utc(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


def enum_type(words: type[StrEnum], name: str) -> Enum:
    """A closed set of words as text with a named check."""
    return Enum(
        words,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """Typed base of all tables."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime, str: String(300), dict[str, Any]: JSON},
    )


LongText = Text
db = SQLAlchemy(model_class=Base)
migrate = Migrate()


def init_app(app: Flask) -> None:
    """Connect the application to its database."""
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"json_deserializer": read_json}
    db.init_app(app)
    migrate.init_app(app, db, directory=app.config["MIGRATIONS"], render_as_batch=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _prepare_sqlite(db.engine)


def read_json(kept: str | bytes) -> Any:
    """JSON as we wrote it, without spaces around it: every page reads hundreds of values."""
    return DECODER.raw_decode(kept)[0] if isinstance(kept, str) else json.loads(kept)


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL only where its known corruption bug is fixed, else the rollback journal."""
    backported = any(fixed[:2] == version[:2] and version >= fixed for fixed in WAL_BACKPORTS)
    return "WAL" if version >= WAL_FIXED or backported else "DELETE"


def _prepare_sqlite(engine: Engine) -> None:
    journal = journal_mode(sqlite3.sqlite_version_info)

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        # The driver's own transaction handling would begin too late; BEGIN is said below.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {BUSY_TIMEOUT_MS}",
            f"journal_mode = {journal}",
            "synchronous = FULL",
            "foreign_keys = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def reading() -> Iterator[Session]:
    """A transaction that only looks; whatever it did is rolled back.

    Raises Unavailable if the database does not answer.
    """
    with _in_german(), Session(db.engine, autoflush=False) as session:
        yield session
        session.rollback()


ONE_WRITER = Lock()
"""SQLite lets one write at a time and finds the next by chance, so that one who is unlucky gives
up; within this process writers wait in line instead."""


@contextmanager
def writing() -> Iterator[Session]:
    """A transaction that changes something: wholly kept, or not at all.

    On SQLite it takes the write lock at once (BEGIN IMMEDIATE), so that reading, judging and
    writing happen without anybody in between. Raises Unavailable if the database does not answer.
    """
    engine = db.engine.execution_options(**{WRITING: True})
    with (
        _in_german(),
        _turn(engine),
        Session(engine, autoflush=False, expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


@contextmanager
def _in_german() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        raise Unavailable from error


def _turn(engine: Engine) -> AbstractContextManager[object]:
    return ONE_WRITER if engine.dialect.name == "sqlite" else nullcontext()


def insert_once(session: Session, table: type[Base], **values: Any) -> None:
    """Insert a row unless it is there already, even if somebody else is inserting it just now."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(dialect.insert(table).values(**values).on_conflict_do_nothing())


def storable(text: str) -> str:
    """A text without what PostgreSQL cannot keep: the NUL character and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def utc_now() -> datetime:
    """The moment now; the one clock of the house, replaced in tests."""
    return datetime.now(UTC)
