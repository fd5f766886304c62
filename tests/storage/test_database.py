"""Transactions, moments and journals."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from amt24web.domain.vocabulary import Phase
from amt24web.storage.database import Base, reading, utc_now, writing
from amt24web.storage.editions import Edition
from amt24web.storage.onlinedienste import Onlinedienst
from amt24web.storage.users import count_users
from tests.harness.builders import a_person

pytestmark = pytest.mark.usefixtures("app")
MOMENT = datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=UTC)


def keep_edition(published_at: datetime) -> None:
    with writing() as session:
        session.add(Edition(identity="x", content="{}", published_at=published_at))


def kept_moment() -> datetime:
    with reading() as session:
        found = session.get(Edition, 1)
        assert found is not None
        return found.published_at


def test_what_is_written_is_there_afterwards():
    a_person()
    with reading() as session:
        assert count_users(session) == 1


def test_a_writing_that_fails_changes_nothing():
    def fail() -> None:
        with writing() as session:
            session.add(Edition(identity="x", content="{}", published_at=MOMENT))
            session.flush()
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        fail()
    with reading() as session:
        assert session.get(Edition, 1) is None


def test_a_reading_never_changes_anything():
    with reading() as session:
        session.add(Edition(identity="x", content="{}", published_at=MOMENT))
        session.flush()
    with reading() as session:
        assert session.get(Edition, 1) is None


def test_a_moment_comes_back_to_the_microsecond_in_utc():
    keep_edition(MOMENT)
    assert kept_moment() == MOMENT
    assert kept_moment().tzinfo is UTC


def test_a_moment_of_another_zone_is_the_same_moment():
    dresden = timezone(timedelta(hours=2))
    keep_edition(MOMENT.astimezone(dresden))
    assert kept_moment() == MOMENT


def test_the_clock_of_the_house_knows_its_zone():
    assert utc_now().tzinfo is UTC


def test_a_reference_to_nothing_is_refused():
    with pytest.raises(IntegrityError), writing() as session:
        session.add(
            Onlinedienst(
                uid="u", edition_id=99, phase=Phase.TEST, created_at=MOMENT, created_by_id=99
            )
        )


def test_a_word_outside_its_closed_set_is_refused_before_the_database():
    person = a_person()
    keep_edition(MOMENT)
    with pytest.raises(StatementError), writing() as session:
        session.add(
            Onlinedienst(
                uid="u", edition_id=1, phase="irgendwo", created_at=MOMENT, created_by_id=person.id
            )
        )


def test_a_word_outside_its_closed_set_is_refused_by_the_database_too():
    person = a_person()
    keep_edition(MOMENT)
    statement = text(
        "INSERT INTO onlinedienst (uid, edition_id, phase, created_at, created_by_id)"
        " VALUES ('u', 1, 'irgendwo', '2026-03-02 00:00:00', :who)"
    )
    with pytest.raises(IntegrityError), writing() as session:
        session.execute(statement, {"who": person.id})


def test_every_list_column_and_constraint_has_a_name():
    for table in Base.metadata.sorted_tables:
        assert all(constraint.name for constraint in table.constraints), table.name
