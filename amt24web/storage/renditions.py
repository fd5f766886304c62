"""Documents kept by content: the second time a paper is asked for, it costs nothing."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.storage.database import Base, insert_once


class StoredFile(Base):
    """A file, addressed by its own SHA-256."""

    __tablename__ = "stored_file"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int]
    created_at: Mapped[datetime]


class Rendition(Base):
    """Which file a rendering gave; ``key`` covers facts, style and library versions."""

    __tablename__ = "rendition"

    key: Mapped[str] = mapped_column(primary_key=True)
    file_sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))


def find(session: Session, key: str) -> tuple[str, bytes] | None:
    """The file of a rendering with its SHA-256, or None."""
    statement = (
        select(StoredFile.sha256, StoredFile.content)
        .join(Rendition, Rendition.file_sha256 == StoredFile.sha256)
        .where(Rendition.key == key)
    )
    found = session.execute(statement).one_or_none()
    return (found[0], found[1]) if found else None


def keep(session: Session, key: str, sha256: str, content: bytes, now: datetime) -> None:
    """Keep a rendering; somebody else may have kept the same one meanwhile."""
    keep_file(session, sha256, content, now)
    insert_once(session, Rendition, key=key, file_sha256=sha256)


def keep_file(session: Session, sha256: str, content: bytes, now: datetime) -> None:
    """Keep a file under its name; the same bytes are kept once."""
    insert_once(
        session, StoredFile, sha256=sha256, content=content, size=len(content), created_at=now
    )


def content_of(session: Session, sha256: str) -> bytes | None:
    """The bytes kept under this name, unverified, or None."""
    return session.scalar(select(StoredFile.content).where(StoredFile.sha256 == sha256))
