"""Go-Live-Pakete as they were handed over: never changed, each with what it was made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.storage.database import Base
from amt24web.storage.users import User

HIGHEST_ID = 2**31 - 1


class GoLivePackage(Base):
    """One version. ``contents`` holds a fingerprint of each file by its path."""

    __tablename__ = "go_live_package"
    __table_args__ = (
        UniqueConstraint("onlinedienst_id", "version"),
        CheckConstraint("version > 0", name="version_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"), index=True)
    version: Mapped[int]
    file_sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))
    contents: Mapped[dict[str, Any]] = mapped_column(JSON)
    is_complete: Mapped[bool]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class PackageVersion:
    """One version as stories see it; ``made_by`` is empty if an operator made it."""

    id: int
    version: int
    sha256: str
    contents: Mapping[str, list[str]]
    is_complete: bool
    made_by: str
    made_at: datetime


def list_versions(session: Session, onlinedienst_id: int) -> tuple[PackageVersion, ...]:
    """All versions of an Onlinedienst, the newest first."""
    statement = (
        select(GoLivePackage, User.name)
        .outerjoin(User, User.id == GoLivePackage.made_by_id)
        .where(GoLivePackage.onlinedienst_id == onlinedienst_id)
        .order_by(GoLivePackage.version.desc())
    )
    return tuple(_version(row, name or "") for row, name in session.execute(statement))


def _version(row: GoLivePackage, made_by: str) -> PackageVersion:
    return PackageVersion(
        id=row.id,
        version=row.version,
        sha256=row.file_sha256,
        contents=row.contents,
        is_complete=row.is_complete,
        made_by=made_by,
        made_at=row.made_at,
    )


def keep_version(
    session: Session,
    onlinedienst_id: int,
    made: PackageVersion,
    *,
    user_id: int | None,
) -> None:
    """Keep a new version; its file is kept already."""
    session.add(
        GoLivePackage(
            onlinedienst_id=onlinedienst_id,
            version=made.version,
            file_sha256=made.sha256,
            contents=dict(made.contents),
            is_complete=made.is_complete,
            made_by_id=user_id,
            made_at=made.made_at,
        )
    )


def list_file_names(session: Session) -> list[str]:
    """The SHA-256 of the file of every version, each once."""
    return sorted(set(session.scalars(select(GoLivePackage.file_sha256))))
