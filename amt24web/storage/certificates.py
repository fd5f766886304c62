"""The file that proves a certification: one at a time, the former ones stay."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.testing import Certificate
from amt24web.storage.database import Base
from amt24web.storage.users import User


class CertificateRow(Base):
    """A file somebody attached; replaced or taken away, it stays as removed."""

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint(
            "(removed_by_id IS NULL) = (removed_at IS NULL)", name="removed_by_somebody"
        ),
        Index("ix_certificate_onlinedienst_id", "onlinedienst_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"))
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))
    attached_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    attached_at: Mapped[datetime]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    removed_at: Mapped[datetime | None]


def find_certificate(session: Session, onlinedienst_id: int) -> Certificate | None:
    """The file that holds now, or None."""
    statement = (
        select(CertificateRow.name, CertificateRow.sha256, User.name, CertificateRow.attached_at)
        .join(User, User.id == CertificateRow.attached_by_id)
        .where(
            CertificateRow.onlinedienst_id == onlinedienst_id, CertificateRow.removed_at.is_(None)
        )
        .order_by(CertificateRow.id.desc())
        .limit(1)
    )
    found = session.execute(statement).one_or_none()
    return Certificate(*found) if found else None


def attach(
    session: Session, onlinedienst_id: int, name: str, sha256: str, *, user_id: int, now: datetime
) -> None:
    """Keep which file holds from now on; its content is kept already. A former one is removed."""
    remove(session, onlinedienst_id, user_id=user_id, now=now)
    session.add(
        CertificateRow(
            onlinedienst_id=onlinedienst_id,
            name=name,
            sha256=sha256,
            attached_by_id=user_id,
            attached_at=now,
        )
    )
    session.flush()


def remove(session: Session, onlinedienst_id: int, *, user_id: int, now: datetime) -> None:
    """No file holds any more."""
    session.execute(
        update(CertificateRow)
        .where(
            CertificateRow.onlinedienst_id == onlinedienst_id, CertificateRow.removed_at.is_(None)
        )
        .values(removed_by_id=user_id, removed_at=now)
    )


def list_file_names(session: Session) -> list[str]:
    """The checksums of all files that were ever attached, each once."""
    names = select(CertificateRow.sha256).distinct().order_by(CertificateRow.sha256)
    return list(session.scalars(names))
