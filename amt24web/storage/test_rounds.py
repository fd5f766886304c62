"""Rounds of testing and what came out in them; a result is added, never changed."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    UniqueConstraint,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.papers.words import CaseResult
from amt24web.domain.tasks import TouchedCase
from amt24web.domain.testing import Recorded, Round, RoundKind
from amt24web.storage.database import Base, LongText, enum_type, read_json
from amt24web.storage.test_cases import CaseRow
from amt24web.storage.users import User


class RoundRow(Base):
    """A round of testing; ``versions`` is JSON, a list of what was tested in which version.

    ``cases`` is JSON too: the numbers of the cases it was about when it ended.
    """

    __tablename__ = "test_round"
    __table_args__ = (
        UniqueConstraint("onlinedienst_id", "number"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"))
    number: Mapped[int]
    kind: Mapped[RoundKind] = mapped_column(enum_type(RoundKind, "kind"))
    versions: Mapped[str] = mapped_column(LongText)
    environment: Mapped[str]
    note: Mapped[str] = mapped_column(LongText)
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    cases: Mapped[str] = mapped_column(LongText)


class ResultRow(Base):
    """What came out once. ``page_id`` and ``sequence`` tell a repeated sending from a new one."""

    __tablename__ = "test_result"
    __table_args__ = (UniqueConstraint("round_id", "case_id", "page_id", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("test_round.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("test_case.id"), index=True)
    result: Mapped[CaseResult] = mapped_column(enum_type(CaseResult, "result"))
    tester: Mapped[str]
    day: Mapped[date]
    on: Mapped[str] = mapped_column("tested_on")
    observed: Mapped[str] = mapped_column(LongText)
    evidence_name: Mapped[str]
    evidence_sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    page_id: Mapped[str]
    sequence: Mapped[int]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime]


def list_rounds(session: Session, onlinedienst_id: int) -> tuple[Round, ...]:
    """The rounds of an Onlinedienst, newest first."""
    statement = (
        select(RoundRow, User.name)
        .join(User, User.id == RoundRow.begun_by_id)
        .where(RoundRow.onlinedienst_id == onlinedienst_id)
        .order_by(RoundRow.number.desc())
    )
    return tuple(_round(row, name) for row, name in session.execute(statement))


def _round(row: RoundRow, name: str) -> Round:
    return Round(
        id=row.id,
        number=row.number,
        kind=row.kind,
        versions=tuple(read_json(row.versions)),
        environment=row.environment,
        note=row.note,
        begun_by=name,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        cases=tuple(read_json(row.cases)),
    )


def begin_round(
    session: Session,
    onlinedienst_id: int,
    *,
    kind: RoundKind,
    versions: Sequence[str],
    environment: str,
    note: str,
    user_id: int,
    now: datetime,
) -> int:
    """Keep a new round under the next number, and return that."""
    highest = select(func.max(RoundRow.number)).where(RoundRow.onlinedienst_id == onlinedienst_id)
    number = (session.scalar(highest) or 0) + 1
    row = RoundRow(
        onlinedienst_id=onlinedienst_id,
        number=number,
        kind=kind,
        versions=json.dumps(list(versions), ensure_ascii=False),
        environment=environment,
        note=note,
        begun_by_id=user_id,
        begun_at=now,
        ended_at=None,
        cases="[]",
    )
    session.add(row)
    session.flush()
    return number


def end_round(
    session: Session, round_id: int, ended_at: datetime | None, cases: Sequence[int] = ()
) -> None:
    """The round is over and was about these cases; None takes that back."""
    said = {"ended_at": ended_at, "cases": json.dumps(list(cases))}
    session.execute(update(RoundRow).where(RoundRow.id == round_id).values(**said))


def list_touched(session: Session, onlinedienst_id: int) -> tuple[TouchedCase, ...]:
    """The derived cases that count and that somebody tested or edited, by number."""
    is_tested = exists().where(ResultRow.case_id == CaseRow.id)
    statement = (
        select(CaseRow.number, CaseRow.rule_id, CaseRow.subject, CaseRow.fingerprint)
        .where(
            CaseRow.onlinedienst_id == onlinedienst_id,
            CaseRow.is_dropped.is_(False),
            CaseRow.rule_id != "",
            (CaseRow.edited != "") | is_tested,
        )
        .order_by(CaseRow.number)
    )
    return tuple(TouchedCase(*row) for row in session.execute(statement))


def list_results(session: Session, onlinedienst_id: int) -> tuple[Recorded, ...]:
    """Every result of an Onlinedienst in the order they were recorded."""
    statement = (
        select(ResultRow, User.name)
        .join(CaseRow, CaseRow.id == ResultRow.case_id)
        .join(User, User.id == ResultRow.recorded_by_id)
        .where(CaseRow.onlinedienst_id == onlinedienst_id)
        .order_by(ResultRow.id)
    )
    return tuple(_recorded(row, name) for row, name in session.execute(statement))


def _recorded(row: ResultRow, name: str) -> Recorded:
    return Recorded(
        id=row.id,
        round_id=row.round_id,
        case_id=row.case_id,
        result=row.result,
        tester=row.tester,
        day=row.day,
        on=row.on,
        observed=row.observed,
        evidence_name=row.evidence_name,
        evidence_sha256=row.evidence_sha256 or "",
        recorded_by=name,
        recorded_at=row.recorded_at,
    )


def add_results(
    session: Session,
    results: Sequence[tuple[Recorded, int]],
    *,
    round_id: int,
    page_id: str,
    user_id: int,
) -> frozenset[tuple[int, int]]:
    """Keep results of one sending, each with its place in it, in two statements however many.

    Returns case and place of those that were kept already; sending again changes nothing.
    """
    known = select(ResultRow.case_id, ResultRow.sequence).where(
        ResultRow.round_id == round_id, ResultRow.page_id == page_id
    )
    there = frozenset((case_id, sequence) for case_id, sequence in session.execute(known))
    rows = [
        _columns(recorded) | {"page_id": page_id, "sequence": sequence, "recorded_by_id": user_id}
        for recorded, sequence in results
        if (recorded.case_id, sequence) not in there
    ]
    if rows:
        session.execute(insert(ResultRow), rows)
    return there


def _columns(recorded: Recorded) -> dict[str, Any]:
    return {
        "round_id": recorded.round_id,
        "case_id": recorded.case_id,
        "result": recorded.result,
        "tester": recorded.tester,
        "day": recorded.day,
        "on": recorded.on,
        "observed": recorded.observed,
        "evidence_name": recorded.evidence_name,
        "evidence_sha256": recorded.evidence_sha256 or None,
        "recorded_at": recorded.recorded_at,
    }
