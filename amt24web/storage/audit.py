"""The audit log: who did what, by number only, each row chained to the one before."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import ForeignKey, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.vocabulary import AuditEvent
from amt24web.storage.database import Base, storable

CHAIN_LOCK = 2402
"""Number of the advisory lock that keeps the chain in one line on PostgreSQL."""


class AuditRow(Base):
    """One event. ``hash`` covers the row and the hash before it, so that no row can vanish."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    event: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    onlinedienst_id: Mapped[int | None] = mapped_column(index=True)
    detail: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]


def record(
    session: Session,
    event: AuditEvent,
    at: datetime,
    *,
    user_id: int | None = None,
    onlinedienst_id: int | None = None,
    detail: str = "",
) -> None:
    """Add one row to the end of the chain. ``detail`` never holds a password or a session id."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": CHAIN_LOCK})
    last = session.scalar(select(AuditRow.hash).order_by(AuditRow.id.desc()).limit(1)) or ""
    row = AuditRow(
        at=at,
        event=event,
        user_id=user_id,
        onlinedienst_id=onlinedienst_id,
        detail=storable(detail)[:300],
        previous_hash=last,
        hash="",
    )
    row.hash = chained_hash(row)
    session.add(row)
    session.flush()


def chained_hash(row: AuditRow) -> str:
    """SHA-256 over what the row says and the hash before it."""
    said = [row.at.isoformat(), row.event, row.user_id, row.onlinedienst_id, row.detail]
    return hashlib.sha256(json.dumps([*said, row.previous_hash]).encode()).hexdigest()


def list_broken(session: Session) -> list[int]:
    """The numbers of rows that do not fit the chain; empty if nothing was changed."""
    broken, previous = [], ""
    for row in session.scalars(select(AuditRow).order_by(AuditRow.id)):
        if row.previous_hash != previous or row.hash != chained_hash(row):
            broken.append(row.id)
        previous = row.hash
    return broken
