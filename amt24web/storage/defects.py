"""Defects found in a test, or without one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.papers.words import DefectClass, DefectState
from amt24web.domain.testing import FoundDefect
from amt24web.storage.database import Base, LongText, enum_type
from amt24web.storage.users import User


class DefectRow(Base):
    """One defect under its number; ``case_id`` is empty if no test case showed it."""

    __tablename__ = "defect"
    __table_args__ = (
        UniqueConstraint("onlinedienst_id", "number"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"))
    number: Mapped[int]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("test_case.id"), index=True)
    title: Mapped[str] = mapped_column(LongText)
    weight: Mapped[DefectClass] = mapped_column(enum_type(DefectClass, "weight"))
    state: Mapped[DefectState] = mapped_column(enum_type(DefectState, "state"))
    workaround: Mapped[str] = mapped_column(LongText)
    responsible: Mapped[str]
    until: Mapped[date | None]
    fixed_in: Mapped[str]
    reported_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reported_at: Mapped[datetime]
    revision: Mapped[int]


CHANGEABLE = ("title", "weight", "state", "workaround", "responsible", "until", "fixed_in")


def list_defects(session: Session, onlinedienst_id: int) -> tuple[FoundDefect, ...]:
    """The defects of an Onlinedienst by number."""
    statement = (
        select(DefectRow, User.name)
        .join(User, User.id == DefectRow.reported_by_id)
        .where(DefectRow.onlinedienst_id == onlinedienst_id)
        .order_by(DefectRow.number)
    )
    return tuple(_defect(row, name) for row, name in session.execute(statement))


def _defect(row: DefectRow, name: str) -> FoundDefect:
    return FoundDefect(
        id=row.id,
        number=row.number,
        case_id=row.case_id,
        title=row.title,
        weight=row.weight,
        state=row.state,
        workaround=row.workaround,
        responsible=row.responsible,
        until=row.until,
        fixed_in=row.fixed_in,
        reported_by=name,
        reported_at=row.reported_at,
        revision=row.revision,
    )


def add_defect(session: Session, onlinedienst_id: int, defect: FoundDefect, *, user_id: int) -> int:
    """Keep a new defect under the next number, and return that."""
    return add_defects(session, onlinedienst_id, [defect], user_id=user_id)[0]


def add_defects(
    session: Session, onlinedienst_id: int, found: Sequence[FoundDefect], *, user_id: int
) -> tuple[int, ...]:
    """Keep new defects under the next numbers, and return those; two statements however many."""
    if not found:
        return ()
    highest = select(func.max(DefectRow.number)).where(DefectRow.onlinedienst_id == onlinedienst_id)
    first = (session.scalar(highest) or 0) + 1
    rows = [
        _columns(defect)
        | {
            "onlinedienst_id": onlinedienst_id,
            "number": number,
            "case_id": defect.case_id,
            "reported_by_id": user_id,
            "reported_at": defect.reported_at,
            "revision": 1,
        }
        for number, defect in enumerate(found, first)
    ]
    session.execute(insert(DefectRow), rows)
    return tuple(range(first, first + len(rows)))


def keep_defect(session: Session, defect: FoundDefect) -> None:
    """Write what is said about a defect now; it gets the next revision."""
    keep_defects(session, [defect])


def keep_defects(session: Session, changed: Sequence[FoundDefect]) -> None:
    """The same for many in one statement."""
    rows = [
        _columns(defect) | {"id": defect.id, "revision": defect.revision + 1} for defect in changed
    ]
    if rows:
        session.execute(update(DefectRow), rows)


def _columns(defect: FoundDefect) -> dict[str, Any]:
    return {name: getattr(defect, name) for name in CHANGEABLE}
