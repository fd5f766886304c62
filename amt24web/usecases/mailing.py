"""Writing to the bodies: a mail is kept with the request, and the worker sends it afterwards."""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import sleep
from typing import TypeAlias

from sqlalchemy.orm import Session

from amt24web.domain.errors import InvalidInput, NotFound, Unavailable
from amt24web.domain.mail import Letter, is_address
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action
from amt24web.postbox import Undelivered
from amt24web.rules.enquiries import is_body
from amt24web.rules.mailing import (
    MailContent,
    MailDraft,
    known_addresses,
    message_id,
    read_draft,
)
from amt24web.storage import outgoing_mail, records, users
from amt24web.storage.database import reading, utc_now, writing
from amt24web.storage.outgoing_mail import MailLine, Taken
from amt24web.usecases.dossier import Dossier, open_dossier

Send: TypeAlias = Callable[[Letter], Mapping[str, str]]
"""Hands a letter to the mail server, as postbox.Postbox.send does."""

MAILS_A_DAY = 50
DAY = timedelta(days=1)
AGAIN_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
)
"""How long to wait after each attempt; after the last one the mail has failed."""
LEASE = timedelta(minutes=30)
"""How long a mail belongs to the worker that took it; longer than any mail server may take.

Only if that worker dies between the server's word and ours is the mail sent a second time, half an
hour later and with the same Message-ID, by which mail systems recognise it.
"""
MAILS_AT_ONCE = 20
"""After so many the worker may be asked to end."""
PAUSES = (0.5, 2.0, 8.0)
"""Seconds between tries to write down that a mail was sent: unwritten, it would be sent again."""

UNKNOWN_BODY = "Diese Stelle gibt es in dieser Fassung des Fragenkatalogs nicht."
UNKNOWN_MAIL = "Diese Mail gibt es nicht."
NOT_SET_UP = "Der Versand ist nicht eingerichtet. Bitte senden Sie die Mail mit Ihrem Mailprogramm."
NO_REPLY_ADDRESS = (
    "Die E-Mail-Adresse Ihres Kontos taugt nicht für Antworten. Bitte wenden Sie sich an die "
    "Verwaltung, oder senden Sie die Mail mit Ihrem Mailprogramm."
)
TOO_MANY = (
    f"In 24 Stunden gehen höchstens {MAILS_A_DAY} Mails von Ihnen hinaus. Bitte senden Sie diese "
    "Mail später oder mit Ihrem Mailprogramm."
)
INTERRUPTED = (
    "Der letzte Versuch wurde unterbrochen. Vielleicht ist die Mail angekommen; bitte fragen Sie "
    "nach, bevor Sie sie noch einmal senden."
)
ONLY_SOME = "nicht angenommen für {refused}"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MailsToBody:
    """What was written to one body, newest first, and whether the person may send more."""

    lines: tuple[MailLine, ...]
    may_send: bool


def send_enquiry(
    *, who: Account, onlinedienst_id: int, key: str, draft: MailDraft, domain: str
) -> None:
    """Put a mail to a body into the outbox. A form that was sent twice is one mail.

    ``domain`` is that of the sender, empty if no mail server is set up. Raises NotFound for an
    unknown body, InvalidInput with what is wrong where; then nothing is sent.
    """
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.SEND_MAIL)
        if not is_body(dossier.standing.catalogue, key):
            raise NotFound(UNKNOWN_BODY)
        _require_way_out(who, domain)
        content = read_draft(draft, _known(session, dossier, who))
        identity = message_id(content, (dossier.uid, who.id, key), draft.page_id, domain)
        if outgoing_mail.is_kept(session, identity):
            return
        _count(session, who, now)
        letter = _letter(content, who, identity, now)
        outgoing_mail.keep(session, dossier.id, key, who.id, letter)


def _require_way_out(who: Account, domain: str) -> None:
    if not domain:
        raise InvalidInput(NOT_SET_UP)
    if not is_address(who.email):
        raise InvalidInput(NO_REPLY_ADDRESS)


def _known(session: Session, dossier: Dossier, who: Account) -> frozenset[str]:
    members = records.list_members(session, dossier.id).values()
    return known_addresses(dossier.standing, [who.email], [email for email, _ in members])


def _count(session: Session, who: Account, now: datetime) -> None:
    """Count one mail of today. Raises InvalidInput beyond the limit; then it does not count."""
    if users.count_attempt(session, f"mail:{who.id}", now, DAY) > MAILS_A_DAY:
        raise InvalidInput(TOO_MANY)


def _letter(content: MailContent, who: Account, identity: str, now: datetime) -> Letter:
    return Letter(
        message_id=identity,
        written_at=now,
        writer=who.name,
        reply_to=who.email,
        recipients=content.recipients,
        subject=content.subject,
        text=content.text,
    )


def send_again(*, who: Account, onlinedienst_id: int, key: str, mail_id: int) -> None:
    """Send a mail that failed once more; one that is on its way or there stays as it is.

    Raises NotFound if nothing of the kind was written to this body, InvalidInput beyond the limit.
    """
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.SEND_MAIL)
        if not outgoing_mail.is_to(session, dossier.id, key, mail_id):
            raise NotFound(UNKNOWN_MAIL)
        if outgoing_mail.wake(session, mail_id, now):
            _count(session, who, now)


def list_mails(*, who: Account, onlinedienst_id: int, key: str) -> MailsToBody:
    """What was written to one body; nothing for a body nobody knows."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
        lines = outgoing_mail.list_lines(session, dossier.id, key)
    return MailsToBody(lines, dossier.may(Action.SEND_MAIL))


def deliver_waiting(*, send: Send) -> bool:
    """Send what is due; returns whether more may be due. Doing it twice sends nothing twice.

    Each mail is taken in a transaction of its own before it is sent, so that workers share the
    work; while the mail server is out of reach the rest simply waits.
    """
    for _ in range(MAILS_AT_ONCE):
        with writing() as session:
            taken = outgoing_mail.take_next(session, utc_now(), LEASE)
        if taken is None or not _deliver(taken, send):
            return False
    return True


def _deliver(taken: Taken, send: Send) -> bool:
    """Send one mail and note what became of it; False if no other would fare better now."""
    if taken.attempt > len(AGAIN_AFTER) + 1:
        _fail(taken, Undelivered(INTERRUPTED, is_final=True))
        return True
    try:
        refused = send(taken.letter)
    except Undelivered as trouble:
        _fail(taken, trouble)
        return not trouble.is_general
    _note_sent(taken, refused)
    return True


def _fail(taken: Taken, trouble: Undelivered) -> None:
    # What is said about one mail names its recipients; that belongs on the page and in no log.
    said = trouble.reason if trouble.is_general else "not accepted"
    logger.warning("mail %s, attempt %s: %s", taken.id, taken.attempt, said)
    waits = AGAIN_AFTER[taken.attempt - 1 : taken.attempt]
    again_at = utc_now() + waits[0] if waits and not trouble.is_final else None
    with writing() as session:
        outgoing_mail.note_failed(session, taken, trouble.reason, again_at)


def _note_sent(taken: Taken, refused: Mapping[str, str]) -> None:
    said = ", ".join(f"{address} ({why})" for address, why in refused.items())
    remark = ONLY_SOME.format(refused=said) if said else ""
    for pause in PAUSES:
        with suppress(Unavailable):
            return _write_sent(taken, remark)
        sleep(pause)
    return _write_sent(taken, remark)


def _write_sent(taken: Taken, remark: str) -> None:
    with writing() as session:
        outgoing_mail.note_sent(session, taken.id, utc_now(), remark)
