"""Migrations lead exactly to the tables of the program, back, and there again."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from amt24web.storage.database import Base, db
from amt24web.usecases.health import is_ready
from tests.harness.app import DATABASES, make_app, new_database
from tests.harness.builders import a_person, a_working_catalogue, an_onlinedienst


@pytest.fixture(params=DATABASES)
def bare(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on a database in which nothing has been done yet."""
    app = make_app(new_database(request.param), migrated=False)
    with app.app_context():
        yield app
        db.engine.dispose()


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def constraints() -> dict[str, set[str | None]]:
    """The names of checks, unique keys and foreign keys by table; autogenerate skips checks."""
    look = inspect(db.engine)
    return {
        name: {
            found["name"]
            for listed in (
                look.get_check_constraints,
                look.get_unique_constraints,
                look.get_foreign_keys,
            )
            for found in listed(name)
        }
        for name in look.get_table_names()
        if name != "alembic_version"
    }


@pytest.mark.usefixtures("bare")
def test_migrations_lead_to_the_tables_of_the_program():
    upgrade()
    assert tables() == set(Base.metadata.tables)
    assert differences() == []


@pytest.mark.usefixtures("bare")
def test_migrations_make_the_same_checks_as_the_program():
    upgrade()
    migrated = constraints()
    downgrade(revision="base")
    Base.metadata.create_all(db.engine)
    assert migrated == constraints()


@pytest.mark.usefixtures("bare")
def test_there_and_back_and_there_again():
    upgrade()
    downgrade(revision="base")
    assert tables() == set()
    upgrade()
    assert differences() == []
    assert an_onlinedienst(a_person(), a_working_catalogue()) == 1


PACKAGES = {"import_origin", "go_live_package"}
ORDERS = {"paper_order"} | PACKAGES
STYLES = {"house_style", "house_style_version", "chosen_style", "issued_style"}
ISSUED = STYLES | {"issued_document", "issued_file"}


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("revision", "gone"),
    [
        ("0006", PACKAGES),
        ("0004", ORDERS),
        ("0003", ORDERS | STYLES),
        ("0002", ORDERS | ISSUED),
        ("0001", ORDERS | ISSUED | {"outgoing_mail"}),
    ],
)
def test_later_tables_can_be_taken_away_and_put_back_and_nothing_else_is_touched(
    revision: str, gone: set[str]
):
    upgrade()
    a_person()
    before = tables()
    downgrade(revision=revision)
    assert before - tables() == gone
    upgrade()
    assert differences() == []
    assert a_person().id == 2


@pytest.mark.usefixtures("bare")
def test_running_migrations_again_keeps_the_data():
    upgrade()
    a_person()
    upgrade()
    assert a_person().id == 2


@pytest.mark.usefixtures("bare")
def test_readiness_is_said_only_when_every_migration_has_run():
    assert not is_ready()
    upgrade()
    assert is_ready()


def test_a_database_that_cannot_be_reached_is_not_ready(tmp_path: object):
    app = make_app(f"sqlite:///{tmp_path}/gibt/es/nicht.sqlite3", migrated=False)
    with app.app_context():
        assert not is_ready()
