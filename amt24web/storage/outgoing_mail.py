"""The outbox: mails written in the same transaction as what caused them, sent by the worker."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.mail import Letter
from amt24web.domain.vocabulary import MailState
from amt24web.storage.database import Base, LongText, enum_type, insert_once, storable
from amt24web.storage.users import User

MOST_SHOWN = 100
LONGEST_ERROR = 300
HIGHEST_ID = 2**31 - 1


class OutgoingMail(Base):
    """A mail somebody wrote to a body, and how far it got. This row is the truth about it.

    Whoever sends it takes it first: ``next_attempt_at`` moves past the time sending may last.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        UniqueConstraint("message_id"),
        CheckConstraint(
            "(state = 'waiting') = (next_attempt_at IS NOT NULL)", name="waiting_has_a_next_attempt"
        ),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_a_time"),
        CheckConstraint("attempts >= 0", name="attempts_count_from_zero"),
        Index("ix_outgoing_mail_state_next_attempt_at", "state", "next_attempt_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"), index=True)
    key: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    reply_to: Mapped[str]
    recipients: Mapped[list[str]] = mapped_column(JSON)
    subject: Mapped[str] = mapped_column(LongText)
    text: Mapped[str] = mapped_column(LongText)
    message_id: Mapped[str]
    state: Mapped[MailState] = mapped_column(enum_type(MailState, "state"))
    attempts: Mapped[int]
    next_attempt_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str]
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail as the page shows it: to whom, by whom, and what became of it."""

    id: int
    key: str
    recipients: list[str]
    subject: str
    author: str
    state: MailState
    next_attempt_at: datetime | None
    sent_at: datetime | None
    last_error: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that this worker and no other may send now, for the ``attempt``-th time."""

    id: int
    attempt: int
    letter: Letter


def keep(session: Session, onlinedienst_id: int, key: str, author_id: int, letter: Letter) -> None:
    """Put a letter into the outbox, due at once; one with the same message id stays as it is."""
    insert_once(
        session,
        OutgoingMail,
        onlinedienst_id=onlinedienst_id,
        key=key,
        author_id=author_id,
        reply_to=letter.reply_to,
        recipients=list(letter.recipients),
        subject=letter.subject,
        text=letter.text,
        message_id=letter.message_id,
        state=MailState.WAITING,
        attempts=0,
        next_attempt_at=letter.written_at,
        sent_at=None,
        last_error="",
        created_at=letter.written_at,
    )


def is_kept(session: Session, message_id: str) -> bool:
    """Whether a mail with this message id is in the outbox already."""
    statement = select(OutgoingMail.id).where(OutgoingMail.message_id == message_id)
    return session.scalar(statement) is not None


def list_lines(
    session: Session, onlinedienst_id: int, key: str | None = None
) -> tuple[MailLine, ...]:
    """The newest mails of an Onlinedienst, newest first; those to one body if ``key`` is given."""
    mail = OutgoingMail
    statement = (
        select(
            mail.id,
            mail.key,
            mail.recipients,
            mail.subject,
            User.name.label("author"),
            mail.state,
            mail.next_attempt_at,
            mail.sent_at,
            mail.last_error,
            mail.created_at,
        )
        .join(User, User.id == mail.author_id)
        .where(mail.onlinedienst_id == onlinedienst_id)
        .order_by(mail.id.desc())
        .limit(MOST_SHOWN)
    )
    if key is not None:
        statement = statement.where(mail.key == storable(key))
    return tuple(MailLine(**row) for row in session.execute(statement).mappings())


def take_next(session: Session, now: datetime, lease: timedelta) -> Taken | None:
    """The mail that has been due longest, for this worker alone while the lease lasts, or None.

    One that nobody comes back for is due again after the lease. On PostgreSQL a row somebody else
    is just taking is passed over; SQLite lets only one writer in at a time.
    """
    statement = (
        select(OutgoingMail, User.name)
        .join(User, User.id == OutgoingMail.author_id)
        .where(OutgoingMail.state == MailState.WAITING, OutgoingMail.next_attempt_at <= now)
        .order_by(OutgoingMail.next_attempt_at, OutgoingMail.id)
        .limit(1)
        .with_for_update(of=OutgoingMail, skip_locked=True)
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        return None
    mail, writer = found
    mail.attempts += 1
    mail.next_attempt_at = now + lease
    session.flush()
    return Taken(mail.id, mail.attempts, _letter(mail, writer))


def _letter(mail: OutgoingMail, writer: str) -> Letter:
    return Letter(
        message_id=mail.message_id,
        written_at=mail.created_at,
        writer=writer,
        reply_to=mail.reply_to,
        recipients=tuple(mail.recipients),
        subject=mail.subject,
        text=mail.text,
    )


def note_sent(session: Session, mail_id: int, now: datetime, remark: str) -> None:
    """The mail server has it. That holds whoever sent it and whatever was noted meanwhile."""
    session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.id == mail_id)
        .values(
            state=MailState.SENT,
            next_attempt_at=None,
            sent_at=now,
            last_error=remark[:LONGEST_ERROR],
        )
    )


def note_failed(
    session: Session, taken: Taken, reason: str, next_attempt_at: datetime | None
) -> None:
    """It did not go out: try again then or, with None, never; not if another took it meanwhile."""
    session.execute(
        update(OutgoingMail)
        .where(
            OutgoingMail.id == taken.id,
            OutgoingMail.state == MailState.WAITING,
            OutgoingMail.attempts == taken.attempt,
        )
        .values(
            state=MailState.WAITING if next_attempt_at else MailState.FAILED,
            next_attempt_at=next_attempt_at,
            last_error=reason[:LONGEST_ERROR],
        )
    )


def is_to(session: Session, onlinedienst_id: int, key: str, mail_id: int) -> bool:
    """Whether this mail was written to this body for this Onlinedienst."""
    if not 0 < mail_id <= HIGHEST_ID:
        return False
    statement = select(OutgoingMail.id).where(
        OutgoingMail.id == mail_id,
        OutgoingMail.onlinedienst_id == onlinedienst_id,
        OutgoingMail.key == storable(key),
    )
    return session.scalar(statement) is not None


def wake(session: Session, mail_id: int, now: datetime) -> bool:
    """Make a mail that failed due again, with all its attempts; False if it had not failed."""
    woken = session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.id == mail_id, OutgoingMail.state == MailState.FAILED)
        .values(state=MailState.WAITING, attempts=0, next_attempt_at=now, last_error="")
        .returning(OutgoingMail.id)
    )
    return woken.first() is not None
