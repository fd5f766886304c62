"""What pages sent: the same page sending the same again is known, however much later."""

import hashlib
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.storage.database import Base


class SendingRow(Base):
    """One sending that added something; ``digest`` covers the page and what it sent.

    ``number`` is what was added, where it has a number.
    """

    __tablename__ = "sending"
    __table_args__ = (UniqueConstraint("onlinedienst_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"))
    digest: Mapped[str]
    number: Mapped[int]


def find_number(session: Session, onlinedienst_id: int, page_id: str, sent: Any) -> int | None:
    """The number of what this page added when it sent the same before; None if it did not."""
    return session.scalar(
        select(SendingRow.number).where(
            SendingRow.onlinedienst_id == onlinedienst_id,
            SendingRow.digest == _digest(page_id, sent),
        )
    )


def note(session: Session, onlinedienst_id: int, page_id: str, sent: Any, number: int = 0) -> None:
    """Remember a sending; one without the id of its page cannot be known again."""
    if page_id:
        digest = _digest(page_id, sent)
        session.add(SendingRow(onlinedienst_id=onlinedienst_id, digest=digest, number=number))


def is_new(session: Session, onlinedienst_id: int, page_id: str, sent: Any) -> bool:
    """Whether this page sends this for the first time; from now on it is known."""
    if find_number(session, onlinedienst_id, page_id, sent) is not None:
        return False
    note(session, onlinedienst_id, page_id, sent)
    return True


def _digest(page_id: str, sent: Any) -> str:
    return hashlib.sha256(f"{page_id} {sent!r}".encode()).hexdigest()
