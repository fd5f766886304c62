"""From what a page sends to a content: the answer, its state, note, who clarifies, until when.

What a page does not send stays as it was; what cannot be read is kept as raw text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from amt24web.catalogue.structure import Column, Question
from amt24web.domain.records import Content, Json
from amt24web.domain.vocabulary import AnswerState
from amt24web.domain.wording import german_date
from amt24web.rules import typed_text
from amt24web.rules.answers import KINDS, NOT_A_DATE
from amt24web.rules.secrets import secret_problems, without_secrets

VALUE = "value"
HANDED = "fragen"
"""„Weiß ich nicht, fragen: …“: whom the question is handed to; empty means one answers oneself."""
HANDED_BEFORE = "fragen_vorher"
"""Whom the page had shown there: what stands as shown says nothing new."""
DUE = "due"
LONGEST_UID = 60
"""Longer is no uid of a participant, and more than the database keeps."""
REASON_MISSING = "Bitte schreiben Sie kurz, warum die Frage nicht zutrifft."
EXPLICIT_STATES = {
    "wird_geklaert": AnswerState.IN_CLARIFICATION,
    "nicht_zutreffend": AnswerState.NOT_APPLICABLE,
}
"""What a page sends as state; anything else means that the answer itself says how it stands."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What a page sent for one question or row: parts by name, and the revision it had shown."""

    parts: Mapping[str, Sequence[str]]
    revision: int

    def text(self, part: str) -> str | None:
        """One part as clean text, or None if it was not sent."""
        sent = self.parts.get(part)
        return None if sent is None else typed_text.clean(sent[0] if sent else "")


def understand(question: Question, submission: Submission, base: Content) -> Content:
    """The content of a question after this submission, read on top of ``base``."""
    value, raw = base.value, {key: text for key, text in base.raw.items() if key == VALUE}
    if VALUE in submission.parts:
        reading = KINDS[question.type].read(submission.parts[VALUE], question)
        value, raw = reading.value, {VALUE: reading.raw} if reading.raw else {}
    handed = _handed_anew(submission, base, value)
    content = _with_hand_over(_with_surroundings(replace(base, value=value), submission), handed)
    raw |= {DUE: content.raw[DUE]} if DUE in content.raw else {}
    return replace(content, raw=raw, state=_state(submission, base, value, handed))


def understand_row(columns: Sequence[Column], submission: Submission, base: Content) -> Content:
    """The content of a row after this submission; columns that were not sent keep their cells."""
    values: dict[str, Json] = dict(base.value) if isinstance(base.value, dict) else {}
    raw = dict(base.raw)
    for column in columns:
        if column.id in submission.parts:
            reading = KINDS[column.type].read(submission.parts[column.id], column)
            values.pop(column.id, None)
            raw.pop(column.id, None)
            values |= {column.id: reading.value} if reading.value is not None else {}
            raw |= {column.id: reading.raw} if reading.raw else {}
    state = AnswerState.ANSWERED if values else AnswerState.OPEN
    content = replace(base, value=values or None, raw=raw, state=state)
    return without_secrets(columns, content)


def _with_surroundings(base: Content, submission: Submission) -> Content:
    def sent(part: str, kept: str) -> str:
        text = submission.text(part)
        return kept if text is None else text

    content = replace(
        base,
        note=sent("notiz", base.note),
        reason=sent("grund", base.reason),
        responsible_uid=sent("verantwortlich", base.responsible_uid)[:LONGEST_UID],
    )
    due = submission.text("bis")
    return content if due is None else _with_due(content, due)


def _handed_anew(submission: Submission, base: Content, value: Json) -> str | None:
    """Whom this submission hands the question to, empty for taking it back; None for neither.

    Whoever answers a question that waits for somebody takes it back. An older page may still show
    a hand-over that was taken back since: only another choice than it had shown hands it on.
    """
    handed = submission.text(HANDED)
    if handed is None:
        return None
    waits_for = base.responsible_uid if base.state is AnswerState.IN_CLARIFICATION else ""
    if handed not in (waits_for, submission.text(HANDED_BEFORE)):
        return handed
    return "" if value is not None and value != base.value else None


def taken_back(content: Content) -> Content:
    """A content whose rows were filled in on the fast track: it waits for nobody any more."""
    if content.state is not AnswerState.IN_CLARIFICATION:
        return content
    return replace(content, state=AnswerState.OPEN, responsible_uid="")


def _with_hand_over(content: Content, handed: str | None) -> Content:
    if handed is None or (not handed and content.state is not AnswerState.IN_CLARIFICATION):
        return content
    return replace(content, responsible_uid=handed[:LONGEST_UID])


def _with_due(content: Content, due: str) -> Content:
    day = typed_text.read_date(due)
    unreadable = {DUE: due} if due and day is None else {}
    return replace(content, due_on=day, raw=unreadable)


def _state(submission: Submission, base: Content, value: Json, handed: str | None) -> AnswerState:
    sent = submission.text("zustand") if handed is None else _state_handed(handed, base)
    explicit = base.state if sent is None else EXPLICIT_STATES.get(sent)
    if explicit in EXPLICIT_STATES.values():
        return AnswerState(explicit or AnswerState.OPEN)
    return AnswerState.OPEN if value is None else AnswerState.ANSWERED


def _state_handed(handed: str, base: Content) -> str | None:
    """Handing over means that it is being clarified; taking it back means answering it."""
    if handed:
        return "wird_geklaert"
    return "" if base.state is AnswerState.IN_CLARIFICATION else None


def problems(question: Question, content: Content) -> Mapping[str, str]:
    """What is wrong with a content as it stands, by part: ``value``, ``due``, ``reason``."""
    found: dict[str, str] = {}
    if VALUE in content.raw:
        found[VALUE] = KINDS[question.type].read([content.raw[VALUE]], question).problem
    if DUE in content.raw:
        found[DUE] = NOT_A_DATE
    if content.state is AnswerState.NOT_APPLICABLE and not content.reason:
        found["reason"] = REASON_MISSING
    return found


def cell_problems(columns: Sequence[Column], content: Content) -> Mapping[str, str]:
    """What is wrong in a row, by column."""
    unreadable = {
        column.id: KINDS[column.type].read([content.raw[column.id]], column).problem
        for column in columns
        if column.id in content.raw
    }
    return {**unreadable, **secret_problems(columns, content)}


def due_text(content: Content) -> str:
    """The due date as it stands in its field."""
    return german_date(content.due_on) or content.raw.get(DUE, "")
