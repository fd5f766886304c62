"""Declarations about an Onlinedienst: added and withdrawn, never changed."""

import json
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.papers.words import DeclarationKind, Outcome
from amt24web.domain.testing import Declared, DeclaredCondition
from amt24web.domain.vocabulary import SignOffWay
from amt24web.storage.database import Base, LongText, enum_type, read_json
from amt24web.storage.users import User


class DeclarationRow(Base):
    """What somebody declared; ``basis`` is the fingerprint of what it rested on.

    ``conditions`` is JSON: a list of objects with ``text``, ``who`` and ``until`` (ISO day).
    """

    __tablename__ = "declaration"
    __table_args__ = (
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason = '')", name="withdrawn_has_a_reason"
        ),
        Index("ix_declaration_onlinedienst_id", "onlinedienst_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"))
    kind: Mapped[DeclarationKind] = mapped_column(enum_type(DeclarationKind, "kind"))
    outcome: Mapped[Outcome] = mapped_column(enum_type(Outcome, "outcome"))
    body: Mapped[str]
    name: Mapped[str]
    function: Mapped[str]
    day: Mapped[date]
    way: Mapped[SignOffWay] = mapped_column(enum_type(SignOffWay, "way"))
    words: Mapped[str] = mapped_column(LongText)
    conditions: Mapped[str] = mapped_column(LongText)
    basis: Mapped[str]
    versions: Mapped[str] = mapped_column(LongText)
    evidence_name: Mapped[str]
    evidence_sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(LongText)


def list_declarations(session: Session, onlinedienst_id: int) -> tuple[Declared, ...]:
    """All declarations of an Onlinedienst in the order they were recorded."""
    statement = (
        select(DeclarationRow, User.name)
        .join(User, User.id == DeclarationRow.recorded_by_id)
        .where(DeclarationRow.onlinedienst_id == onlinedienst_id)
        .order_by(DeclarationRow.id)
    )
    return tuple(_declared(row, name) for row, name in session.execute(statement))


def _declared(row: DeclarationRow, name: str) -> Declared:
    return Declared(
        id=row.id,
        kind=row.kind,
        outcome=row.outcome,
        body=row.body,
        name=row.name,
        function=row.function,
        day=row.day,
        way=row.way,
        words=row.words,
        conditions=tuple(
            DeclaredCondition(c["text"], c["who"], date.fromisoformat(c["until"]))
            for c in read_json(row.conditions)
        ),
        basis=row.basis,
        versions=tuple(read_json(row.versions)),
        evidence_name=row.evidence_name,
        evidence_sha256=row.evidence_sha256 or "",
        recorded_by=name,
        recorded_at=row.recorded_at,
        withdrawn_reason=row.withdrawn_reason,
        is_withdrawn=row.withdrawn_at is not None,
    )


def add_declaration(
    session: Session, onlinedienst_id: int, declared: Declared, *, user_id: int
) -> None:
    """Keep a declaration."""
    session.add(
        DeclarationRow(
            onlinedienst_id=onlinedienst_id,
            kind=declared.kind,
            outcome=declared.outcome,
            body=declared.body,
            name=declared.name,
            function=declared.function,
            day=declared.day,
            way=declared.way,
            words=declared.words,
            conditions=conditions_json(declared),
            basis=declared.basis,
            versions=json.dumps(list(declared.versions), ensure_ascii=False),
            evidence_name=declared.evidence_name,
            evidence_sha256=declared.evidence_sha256 or None,
            recorded_by_id=user_id,
            recorded_at=declared.recorded_at,
            withdrawn_reason="",
        )
    )


def conditions_json(declared: Declared) -> str:
    """The conditions of a declaration as they are kept."""
    said = [asdict(c) | {"until": c.until.isoformat()} for c in declared.conditions]
    return json.dumps(said, ensure_ascii=False)


def withdraw_declaration(session: Session, declaration_id: int, reason: str, now: datetime) -> None:
    """Note that a declaration does not hold any more, and why."""
    session.execute(
        update(DeclarationRow)
        .where(DeclarationRow.id == declaration_id)
        .values(withdrawn_at=now, withdrawn_reason=reason)
    )
