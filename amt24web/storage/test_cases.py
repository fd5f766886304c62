"""Test cases as they are kept: numbered for good, derived and edited text apart."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.papers.words import CaseKind, CaseStage, Perspective, Priority
from amt24web.domain.testing import CaseMarks, CaseText, PlannedCase
from amt24web.storage.database import Base, LongText, read_json


class CaseRow(Base):
    """One test case; ``rule_id`` and ``subject`` say where a derived one comes from.

    Texts are JSON. ``edited`` is empty as long as nobody wrote anything else.
    """

    __tablename__ = "test_case"
    __table_args__ = (
        UniqueConstraint("onlinedienst_id", "number"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"))
    number: Mapped[int]
    rule_id: Mapped[str]
    subject: Mapped[str]
    fingerprint: Mapped[str]
    text: Mapped[str] = mapped_column(LongText)
    marks: Mapped[str] = mapped_column(LongText)
    edited: Mapped[str] = mapped_column(LongText)
    tester_uid: Mapped[str]
    is_dropped: Mapped[bool]
    revision: Mapped[int]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    changed_at: Mapped[datetime]


def list_cases(session: Session, onlinedienst_id: int) -> tuple[PlannedCase, ...]:
    """All cases of an Onlinedienst by number, dropped ones too."""
    rows = session.scalars(
        select(CaseRow).where(CaseRow.onlinedienst_id == onlinedienst_id).order_by(CaseRow.number)
    )
    return tuple(_case(row) for row in rows)


def _case(row: CaseRow) -> PlannedCase:
    return PlannedCase(
        id=row.id,
        number=row.number,
        rule_id=row.rule_id,
        subject=row.subject,
        fingerprint=row.fingerprint,
        text=_text(read_json(row.text)),
        marks=_marks(read_json(row.marks)),
        edited=_text(read_json(row.edited)) if row.edited else None,
        tester_uid=row.tester_uid,
        is_dropped=row.is_dropped,
        revision=row.revision,
        changed_at=row.changed_at,
    )


def _text(kept: Mapping[str, Any]) -> CaseText:
    return CaseText(
        title=kept["title"],
        preconditions=tuple(kept["preconditions"]),
        steps=tuple(kept["steps"]),
        expected=kept["expected"],
        data=kept["data"],
    )


def _marks(kept: Mapping[str, Any]) -> CaseMarks:
    return CaseMarks(
        stage=CaseStage(kept["stage"]),
        kind=CaseKind(kept["kind"]),
        perspective=Perspective(kept["perspective"]),
        priority=Priority(kept["priority"]),
        executors=tuple(kept["executors"]),
        is_stop=kept["is_stop"],
        is_core=kept["is_core"],
        basis=kept["basis"],
    )


def add_case(
    session: Session, onlinedienst_id: int, case: PlannedCase, *, user_id: int, now: datetime
) -> None:
    """Keep a new case under the number it brings along."""
    session.add(
        CaseRow(
            onlinedienst_id=onlinedienst_id,
            number=case.number,
            rule_id=case.rule_id,
            subject=case.subject,
            changed_by_id=user_id,
            changed_at=now,
            **columns_of(case),
        )
    )


def keep_cases(
    session: Session, cases: Iterable[PlannedCase], *, user_id: int, now: datetime
) -> None:
    """Write what is different about cases that are kept already; each gets the next revision."""
    rows = [
        columns_of(case)
        | {
            "id": case.id,
            "revision": case.revision + 1,
            "changed_by_id": user_id,
            "changed_at": now,
        }
        for case in cases
    ]
    if rows:
        session.execute(update(CaseRow), rows)


def columns_of(case: PlannedCase) -> dict[str, Any]:
    """What of a case changes, as columns."""
    return {
        "fingerprint": case.fingerprint,
        "text": _json(case.text),
        "marks": _json(case.marks),
        "edited": _json(case.edited) if case.edited else "",
        "tester_uid": case.tester_uid,
        "is_dropped": case.is_dropped,
        "revision": case.revision,
    }


def _json(said: CaseText | CaseMarks) -> str:
    return json.dumps(asdict(said), ensure_ascii=False, separators=(",", ":"))


def next_number(session: Session, onlinedienst_id: int) -> int:
    """The number the next case gets; cases are never thrown away, so none is given twice."""
    wanted = select(func.max(CaseRow.number)).where(CaseRow.onlinedienst_id == onlinedienst_id)
    return (session.scalar(wanted) or 0) + 1
