"""Ticks of the checklists, and what may prove an item without one: two statements for a page."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    String,
    UniqueConstraint,
    cast,
    insert,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.checklists import KeptProofs, Tick, TickState, TriedCase
from amt24web.domain.papers.words import (
    CaseKind,
    CaseResult,
    CaseStage,
    DeclarationKind,
    DefectState,
    Outcome,
)
from amt24web.domain.vocabulary import DocumentKind, DocumentState
from amt24web.storage.database import Base, LongText, enum_type
from amt24web.storage.declarations import DeclarationRow
from amt24web.storage.defects import DefectRow
from amt24web.storage.issued_documents import IssuedDocument
from amt24web.storage.onlinedienste import SummaryRow
from amt24web.storage.packages import GoLivePackage
from amt24web.storage.test_cases import CaseRow
from amt24web.storage.test_rounds import RoundRow
from amt24web.storage.test_totals import last_result
from amt24web.storage.users import User

CASE, ROUND, DEFECT, PAPER, DECLARED, PACKAGE, MATTERS = "CRDPEKM"


class ChecklistTick(Base):
    """What was said last about one item by hand. ``revision`` tells what somebody was shown."""

    __tablename__ = "checklist_tick"
    __table_args__ = (UniqueConstraint("onlinedienst_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"))
    item_id: Mapped[str]
    state: Mapped[TickState] = mapped_column(enum_type(TickState, "state"))
    note: Mapped[str] = mapped_column(LongText)
    revision: Mapped[int]
    ticked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    ticked_at: Mapped[datetime]


def list_ticks(session: Session, onlinedienst_id: int) -> dict[str, Tick]:
    """What was said about the items of an Onlinedienst, by item."""
    statement = (
        select(ChecklistTick, User.name)
        .join(User, User.id == ChecklistTick.ticked_by_id)
        .where(ChecklistTick.onlinedienst_id == onlinedienst_id)
    )
    return {
        row.item_id: Tick(row.item_id, row.state, row.note, name, row.ticked_at, row.revision)
        for row, name in session.execute(statement)
    }


def keep_tick(session: Session, onlinedienst_id: int, tick: Tick, *, user_id: int) -> None:
    """Keep what is said about an item now, for the first time with revision 1.

    The Onlinedienst is locked by whoever says it, so that nobody comes between.
    """
    row = ChecklistTick
    said = {
        "state": tick.state,
        "note": tick.note,
        "revision": tick.revision,
        "ticked_by_id": user_id,
        "ticked_at": tick.at,
    }
    place = {"onlinedienst_id": onlinedienst_id, "item_id": tick.item_id}
    if tick.revision == 1:
        session.execute(insert(row).values(**place, **said))
    else:
        session.execute(update(row).filter_by(**place).values(**said))


def find_proofs(session: Session, onlinedienst_id: int) -> KeptProofs:
    """Everything beyond the answers that may prove an item, in one statement."""
    rows = [tuple(row) for row in session.execute(_everything(onlinedienst_id))]
    of = {what: [row[1:] for row in rows if row[0] == what] for what in "CRDPEKM"}
    return KeptProofs(
        cases=tuple(_cases(of[CASE])),
        rounds=tuple(kind for _, kind, *_ in of[ROUND]),
        defects=tuple(DefectState(state) for _, state, *_ in of[DEFECT]),
        papers=frozenset(
            (DocumentKind(kind), DocumentState(state)) for _, kind, state, _ in of[PAPER]
        ),
        declared=tuple(
            (DeclarationKind(kind), body, Outcome(outcome))
            for _, kind, body, outcome in sorted(of[DECLARED])
        ),
        has_complete_package=bool(of[PACKAGE]),
        matters=next((matters for _, matters, *_ in of[MATTERS]), "[]"),
    )


def _cases(rows: Iterable[tuple[Any, ...]]) -> Iterable[TriedCase]:
    for number, rule_id, marks, last in rows:
        said = json.loads(marks)
        yield TriedCase(
            number=number,
            rule_id=rule_id,
            stage=CaseStage(said["stage"]),
            kind=CaseKind(said["kind"]),
            last=CaseResult(last) if last else None,
        )


def _everything(onlinedienst_id: int) -> Any:
    """One row for each thing: what it is, its number, and up to three words about it."""

    def of(what: str, table: Any, number: Any, *words: Any, only: Iterable[Any] = ()) -> Any:
        padded = (*words, *(literal("") for _ in range(3 - len(words))))
        texts = (cast(word, String) for word in padded)
        here = table.onlinedienst_id == onlinedienst_id
        return select(literal(what), number, *texts).where(here, *only)

    case, held, issued, said = CaseRow, RoundRow, IssuedDocument, DeclarationRow
    return union_all(
        of(CASE, case, case.number, case.rule_id, case.marks, last_result(),
           only=(case.is_dropped.is_(False),)),
        of(ROUND, held, held.number, held.kind, only=(held.ended_at.is_not(None),)),
        of(DEFECT, DefectRow, DefectRow.number, DefectRow.state),
        of(PAPER, issued, issued.id, issued.kind, issued.state),
        of(DECLARED, said, said.id, said.kind, said.body, said.outcome,
           only=(said.withdrawn_at.is_(None),)),
        of(PACKAGE, GoLivePackage, GoLivePackage.id, only=(GoLivePackage.is_complete.is_(True),)),
        of(MATTERS, SummaryRow, literal(0), SummaryRow.matters),
    )  # fmt: skip
