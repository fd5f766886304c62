"""Editions of the catalogue: what an Onlinedienst asks, kept as it was when that began."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.storage.database import Base, LongText, insert_once


class Edition(Base):
    """A catalogue as it was when its first Onlinedienst began; never changed."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("identity"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str]
    content: Mapped[str] = mapped_column(LongText)
    published_at: Mapped[datetime]


def edition_text(session: Session, edition_id: int) -> str:
    """The canonical JSON of an edition."""
    return session.scalars(select(Edition.content).where(Edition.id == edition_id)).one()


def is_known(session: Session, identity: str) -> bool:
    """Whether an edition is kept here already."""
    return session.scalar(select(Edition.id).where(Edition.identity == identity)) is not None


def keep_edition(session: Session, identity: str, content: str, now: datetime) -> int:
    """The number of an edition; it is published with the first use."""
    statement = select(Edition.id).where(Edition.identity == identity)
    known = session.scalar(statement)
    if known is None:
        insert_once(session, Edition, identity=identity, content=content, published_at=now)
        known = session.scalars(statement).one()
    return known
