"""Where an Onlinedienst came from that was taken over from another instance."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.storage.database import Base
from amt24web.storage.onlinedienste import Onlinedienst, SummaryRow


class ImportOrigin(Base):
    """The name an Onlinedienst has everywhere, and the checksum of the facts it arrived with.

    ``guest_uid`` is the row of whoever took it over, if one was made for them; until somebody says
    something there it is no fact of the Onlinedienst.
    """

    __tablename__ = "import_origin"

    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"), primary_key=True)
    origin_uid: Mapped[str] = mapped_column(index=True)
    sha256: Mapped[str]
    guest_uid: Mapped[str]
    imported_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    imported_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Known:
    """An Onlinedienst of the same origin that is here already."""

    onlinedienst_id: int
    title: str


def find_origin(session: Session, onlinedienst_id: int) -> ImportOrigin | None:
    """Where an Onlinedienst came from; None if it began here."""
    return session.get(ImportOrigin, onlinedienst_id)


def list_known(session: Session, uid: str) -> tuple[Known, ...]:
    """What is here of the same origin, the oldest first: begun here, or taken over before."""
    origin = ImportOrigin
    statement = (
        select(Onlinedienst.id, SummaryRow.title)
        .outerjoin(origin, origin.onlinedienst_id == Onlinedienst.id)
        .join(SummaryRow, SummaryRow.onlinedienst_id == Onlinedienst.id)
        .where(or_(Onlinedienst.uid == uid, origin.origin_uid == uid))
        .order_by(Onlinedienst.id)
    )
    return tuple(Known(number, title) for number, title in session.execute(statement))


def find_taken_over(session: Session, user_id: int, sha256: str, since: datetime) -> int | None:
    """What somebody took over a moment ago from the very same facts, or None."""
    statement = select(ImportOrigin.onlinedienst_id).where(
        ImportOrigin.imported_by_id == user_id,
        ImportOrigin.sha256 == sha256,
        ImportOrigin.imported_at >= since,
    )
    return session.scalar(statement.limit(1))
