"""Migrations lead exactly to the tables of the program, back, and there again."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

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


LATER = {"certificate", "checklist_tick", "sending"}
PACKAGES = {"import_origin", "go_live_package"} | LATER
STYLES = {"house_style", "house_style_version", "chosen_style", "issued_style"}
TESTING = {"test_case", "test_round", "test_result", "defect", "declaration"}
ORDERS = {"paper_order"} | TESTING | PACKAGES
ISSUED = STYLES | {"issued_document", "issued_file"}


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("revision", "gone"),
    [
        ("0010", LATER),
        ("0008", PACKAGES),
        ("0007", PACKAGES | TESTING),
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


def add_style(number: int, name: str, *versions: tuple[int, int, str]) -> None:
    """A style as it was kept before its name had a key: number, version, day of each upload."""
    style = "INSERT INTO house_style (id, name) VALUES (:id, :name)"
    version = (
        "INSERT INTO house_style_version (id, style_id, version, template_name, accent,"
        " uploaded_by_id, uploaded_at) VALUES (:id, :style, :version, '', '#123a6b', 1, :at)"
    )
    with db.engine.begin() as connection:
        connection.execute(text(style), {"id": number, "name": name})
        for version_id, counted, day in versions:
            said = {"id": version_id, "style": number, "version": counted, "at": f"{day} 12:00:00"}
            connection.execute(text(version), said)


@pytest.mark.usefixtures("bare")
def test_styles_that_differ_by_case_only_become_one_with_versions_as_they_came():
    upgrade(revision="0006")
    a_person()
    add_style(1, "Landesamt", (11, 1, "2026-01-01"), (12, 2, "2026-03-01"))
    add_style(2, "Bauamt", (13, 1, "2026-01-05"))
    add_style(3, "landesamt", (14, 1, "2026-02-01"), (15, 2, "2026-04-01"))
    upgrade()
    with db.engine.connect() as connection:
        styles = connection.execute(text("SELECT name, name_key FROM house_style ORDER BY id"))
        assert styles.all() == [("Landesamt", "landesamt"), ("Bauamt", "bauamt")]
        asked = "SELECT id FROM house_style_version WHERE style_id = 1 ORDER BY version"
        assert connection.scalars(text(asked)).all() == [11, 14, 12, 15]


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
