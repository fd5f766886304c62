"""The audit log: whatever is changed in it afterwards is found."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from amt24web.domain.vocabulary import AuditEvent
from amt24web.storage import audit
from amt24web.storage.audit import AuditRow
from amt24web.storage.database import reading, writing
from tests.harness.builders import KEPT_AT, a_person

pytestmark = pytest.mark.usefixtures("app")


def some_events(number: int = 5) -> None:
    person = a_person()
    with writing() as session:
        for n in range(number):
            audit.record(
                session, AuditEvent.SIGNED_IN, KEPT_AT + timedelta(seconds=n), user_id=person.id,
                onlinedienst_id=n, detail=f"Nr. {n} „Prüfung“",
            )  # fmt: skip


def broken() -> list[int]:
    with reading() as session:
        return audit.list_broken(session)


def test_an_untouched_log_fits_together():
    assert broken() == []
    some_events()
    assert broken() == []


def test_each_row_stands_on_the_one_before():
    some_events(3)
    with reading() as session:
        columns = select(AuditRow.previous_hash, AuditRow.hash).order_by(AuditRow.id)
        rows = session.execute(columns).all()
    assert [row.previous_hash for row in rows] == ["", *(row.hash for row in rows[:-1])]


def change(**values: object) -> Callable[[Session], object]:
    return lambda session: session.execute(
        update(AuditRow).where(AuditRow.id == 3).values(**values)
    )


def remove(session: Session) -> None:
    session.execute(delete(AuditRow).where(AuditRow.id == 3))


def swap(session: Session) -> None:
    two, three = session.get(AuditRow, 2), session.get(AuditRow, 3)
    assert two is not None
    assert three is not None
    two.detail, three.detail = three.detail, two.detail
    session.flush()


def rewrite_one(session: Session) -> None:
    row = session.get(AuditRow, 3)
    assert row is not None
    row.detail = "anders"
    row.hash = audit.chained_hash(row)
    session.flush()


TAMPERING = {
    "another text": change(detail="anders"),
    "another event": change(event="signed_out"),
    "another moment": change(at=KEPT_AT),
    "nobody did it": change(user_id=None),
    "another Onlinedienst": change(onlinedienst_id=99),
    "another hash": change(hash="0" * 64),
    "another beginning": change(previous_hash="0" * 64),
    "a row taken out": remove,
    "two rows swapped": swap,
    "a row written anew with its own hash": rewrite_one,
}


@pytest.mark.parametrize("tampering", TAMPERING)
def test_tampering_is_found(tampering: str):
    some_events()
    with writing() as session:
        TAMPERING[tampering](session)
    assert broken()
    assert set(broken()) <= {2, 3, 4}


def test_a_long_detail_is_cut_before_it_is_chained():
    with writing() as session:
        audit.record(session, AuditEvent.ACCESS_REFUSED, KEPT_AT, detail="x" * 999)
    assert broken() == []


def test_names_stand_nowhere_in_the_log():
    person = a_person("Anna Beispiel")
    with writing() as session:
        audit.record(session, AuditEvent.SIGNED_IN, KEPT_AT, user_id=person.id)
    with reading() as session:
        row = session.scalars(select(AuditRow)).one()
        assert "Anna" not in str(
            {key: value for key, value in vars(row).items() if key != "_sa_instance_state"}
        )
