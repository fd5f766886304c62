"""What somebody wants to send: read from what they typed, judged, or refused field by field."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from amt24web.catalogue.structure import AnswerType
from amt24web.domain.errors import InvalidInput
from amt24web.domain.mail import is_address
from amt24web.rules import typed_text
from amt24web.rules.facts import all_columns, cells, rows_of
from amt24web.rules.summary import Standing

MOST_RECIPIENTS = 5
LONGEST_SUBJECT = 500
LONGEST_TEXT = 20_000
TABLES = (AnswerType.PARTICIPANTS, AnswerType.AUTHORITIES)
BETWEEN_ADDRESSES = re.compile(r"[\s,;]+")
MAILS = uuid.UUID("b0a3c7d2-54a4-4d55-9c61-2f9f2d6f7f10")
"""The name space of our message ids."""

CHECK = "Bitte prüfen Sie Ihre Angaben. Gesendet wurde noch nichts."
NO_RECIPIENT = "Bitte schreiben Sie, an welche Adresse die Mail geht."
TOO_MANY_RECIPIENTS = f"Eine Mail geht an höchstens {MOST_RECIPIENTS} Adressen."
NOT_AN_ADDRESS = "„{word}“ ist keine E-Mail-Adresse. Erwartet wird zum Beispiel post@example.org."
NOT_ASCII = (
    "„{word}“ hat Umlaute oder Zeichen, die nicht jeder Mailserver annimmt. Bitte senden Sie diese "
    "Mail mit Ihrem Mailprogramm."
)
UNKNOWN_ADDRESS = (
    "{address} steht weder unter „Beteiligte“ noch unter „Zuständige Stellen“. Bitte tragen Sie "
    "die Adresse zuerst dort ein."
)
NO_SUBJECT = "Bitte schreiben Sie einen Betreff."
MORE_THAN_A_LINE = "Der Betreff ist eine einzige Zeile. Bitte nehmen Sie den Umbruch heraus."
NO_TEXT = "Bitte schreiben Sie einen Text."


@dataclass(frozen=True, slots=True)
class MailDraft:
    """What was typed, as it was typed; ``page_id`` tells one page from another."""

    recipients: str
    subject: str
    text: str
    page_id: str = ""


@dataclass(frozen=True, slots=True)
class MailContent:
    """What can be sent."""

    recipients: tuple[str, ...]
    subject: str
    text: str


def read_draft(draft: MailDraft, known: frozenset[str]) -> MailContent:
    """What can be sent. Raises InvalidInput with a message for each field that cannot.

    ``known`` are the addresses of this Onlinedienst, in small letters: a mail goes nowhere else.
    """
    recipients = tuple(dict.fromkeys(filter(None, BETWEEN_ADDRESSES.split(draft.recipients))))
    subject = " ".join(typed_text.clean(draft.subject).split())
    text = typed_text.clean(draft.text)
    found = {
        "recipients": _wrong_with_recipients(recipients, known),
        "subject": _wrong_with_subject(draft.subject, subject),
        "text": NO_TEXT if not text else typed_text.problem(text, LONGEST_TEXT),
    }
    if problems := {field: problem for field, problem in found.items() if problem}:
        raise InvalidInput(CHECK, problems)
    return MailContent(recipients, subject, text)


def _wrong_with_recipients(recipients: tuple[str, ...], known: frozenset[str]) -> str:
    if not recipients:
        return NO_RECIPIENT
    if strange := next((word for word in recipients if not is_address(word)), ""):
        refusal = NOT_AN_ADDRESS if strange.isascii() else NOT_ASCII
        return refusal.format(word=strange[:80])
    if foreign := next((each for each in recipients if each.casefold() not in known), ""):
        return UNKNOWN_ADDRESS.format(address=foreign)
    return TOO_MANY_RECIPIENTS if len(recipients) > MOST_RECIPIENTS else ""


def _wrong_with_subject(typed: str, subject: str) -> str:
    if len(typed.splitlines()) > 1:
        return MORE_THAN_A_LINE
    return typed_text.problem(subject, LONGEST_SUBJECT) if subject else NO_SUBJECT


def known_addresses(standing: Standing, *others: Iterable[str]) -> frozenset[str]:
    """The addresses of the participants and competent bodies, and ``others``, in small letters."""
    questions = (q for q in standing.catalogue.questions.values() if q.type in TABLES)
    written = {
        str(cells(row.content).get(column.id) or "").casefold()
        for question in questions
        for column in all_columns(standing.catalogue, question)
        if column.type is AnswerType.MAIL_ADDRESS
        for row in rows_of(question, standing.facts)
    }
    return frozenset(written | {each.casefold() for group in others for each in group}) - {""}


def message_id(content: MailContent, origin: tuple[object, ...], page_id: str, domain: str) -> str:
    """The same for a form that is sent twice, another for everything else."""
    said = repr((origin, page_id, content.recipients, content.subject, content.text))
    return f"<{uuid.uuid5(MAILS, said)}@{domain}>"
