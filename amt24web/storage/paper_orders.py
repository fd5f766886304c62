"""Papers that take longer than a request may wait: what is to be drawn, and how far that got.

A row is gone as soon as its file is kept; without a next attempt it could not be drawn.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.vocabulary import DocumentFormat, DocumentState
from amt24web.storage.database import Base, LongText, enum_type, insert_once


class PaperOrder(Base):
    """One file to be made. ``key`` is that of its rendition, so the same file is ordered once."""

    __tablename__ = "paper_order"
    __table_args__ = (
        CheckConstraint("attempts >= 0", name="attempts_count_from_zero"),
        Index("ix_paper_order_next_attempt_at", "next_attempt_at"),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    facts: Mapped[str] = mapped_column(LongText)
    state: Mapped[DocumentState | None] = mapped_column(enum_type(DocumentState, "state"))
    approval: Mapped[str] = mapped_column(LongText)
    file_format: Mapped[DocumentFormat] = mapped_column(enum_type(DocumentFormat, "file_format"))
    style_version_id: Mapped[int | None] = mapped_column(ForeignKey("house_style_version.id"))
    attempts: Mapped[int]
    next_attempt_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(LongText)
    ordered_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order as plain data; ``has_failed`` if nobody will try again by themselves."""

    key: str
    facts: bytes
    state: DocumentState | None
    approval: str
    file_format: DocumentFormat
    style_version_id: int | None
    attempts: int
    last_error: str
    has_failed: bool


def keep_order(session: Session, order: Ordered, now: datetime) -> None:
    """Put an order into the book, due at once; the same one again stays as it is."""
    insert_once(
        session,
        PaperOrder,
        key=order.key,
        facts=order.facts.decode(),
        state=order.state,
        approval=order.approval,
        file_format=order.file_format,
        style_version_id=order.style_version_id,
        attempts=0,
        next_attempt_at=now,
        last_error="",
        ordered_at=now,
    )


def find_order(session: Session, key: str) -> Ordered | None:
    """The order for a file, or None."""
    row = session.get(PaperOrder, key)
    return _ordered(row) if row else None


def take_order(session: Session, now: datetime, lease: timedelta) -> Ordered | None:
    """The order that has been due longest, for this worker alone while the lease lasts, or None.

    One that nobody comes back for is due again after the lease.
    """
    statement = (
        select(PaperOrder)
        .where(PaperOrder.next_attempt_at <= now)
        .order_by(PaperOrder.next_attempt_at, PaperOrder.key)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = session.scalars(statement).one_or_none()
    if row is None:
        return None
    row.attempts += 1
    row.next_attempt_at = now + lease
    session.flush()
    return _ordered(row)


def _ordered(row: PaperOrder) -> Ordered:
    return Ordered(
        key=row.key,
        facts=row.facts.encode(),
        state=row.state,
        approval=row.approval,
        file_format=row.file_format,
        style_version_id=row.style_version_id,
        attempts=row.attempts,
        last_error=row.last_error,
        has_failed=row.next_attempt_at is None,
    )


def remove_order(session: Session, key: str) -> None:
    """The file is there, or somebody tries anew."""
    session.execute(delete(PaperOrder).where(PaperOrder.key == key))


def give_back(session: Session, key: str, next_attempt_at: datetime) -> None:
    """The order was taken and not tried: this was no attempt, and it is due again then."""
    session.execute(
        update(PaperOrder)
        .where(PaperOrder.key == key)
        .values(attempts=PaperOrder.attempts - 1, next_attempt_at=next_attempt_at)
    )


def note_not_drawn(
    session: Session, key: str, reason: str, next_attempt_at: datetime | None
) -> None:
    """It did not work: try again then or, with None, never."""
    session.execute(
        update(PaperOrder)
        .where(PaperOrder.key == key)
        .values(last_error=reason, next_attempt_at=next_attempt_at)
    )
