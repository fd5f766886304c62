"""Derived open points, kept beside the summary row."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.vocabulary import PointKind, Severity, Stage
from amt24web.storage.database import Base, LongText, enum_type


class OpenPointRow(Base):
    """A derived open point, kept so that lists over all Onlinedienste need no evaluation."""

    __tablename__ = "open_point"
    __table_args__ = (
        UniqueConstraint("onlinedienst_id", "key"),
        Index("ix_open_point_responsible_uid", "responsible_uid", "onlinedienst_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"))
    key: Mapped[str]
    kind: Mapped[PointKind] = mapped_column(enum_type(PointKind, "kind"))
    question: Mapped[str]
    section: Mapped[str]
    title: Mapped[str] = mapped_column(LongText)
    severity: Mapped[Severity | None] = mapped_column(enum_type(Severity, "severity"))
    stage: Mapped[Stage] = mapped_column(enum_type(Stage, "stage"))
    role: Mapped[str]
    responsible_uid: Mapped[str]
    due_on: Mapped[date | None]


def keep(session: Session, onlinedienst_id: int, points: Iterable[dict[str, Any]]) -> None:
    """Replace the derived open points."""
    session.execute(delete(OpenPointRow).where(OpenPointRow.onlinedienst_id == onlinedienst_id))
    rows = [{"onlinedienst_id": onlinedienst_id, **point} for point in points]
    if rows:
        session.execute(insert(OpenPointRow), rows)


def list_kept(session: Session, onlinedienst_id: int) -> list[dict[str, Any]]:
    """The derived open points as they were kept, in their order."""
    derived = [c for c in OpenPointRow.__table__.columns if c.name not in ("id", "onlinedienst_id")]
    statement = select(*derived).where(OpenPointRow.onlinedienst_id == onlinedienst_id)
    return [dict(row) for row in session.execute(statement.order_by(OpenPointRow.id)).mappings()]
