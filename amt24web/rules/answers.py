"""One class per answer type, each with four faces: read, kept as JSON, shown, compared.

No other place converts. ``read`` takes what the browser sent; what cannot be read comes back as
raw text beside a German message, so that nothing typed is lost.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from amt24web.catalogue.structure import AnswerType, Choice
from amt24web.domain.reading import Shown
from amt24web.domain.records import Json
from amt24web.domain.wording import german_date, german_number
from amt24web.rules import typed_text
from amt24web.rules.answer_kind import AnswerKind, People, Reading, Spec
from amt24web.rules.identifiers import FimSchema, LeikaKey, MailAddress, RegionKey

SEPARATOR = ", "
"""Between several options of which one cannot be read."""
NOT_A_CHOICE = "Diese Auswahl gibt es nicht. Bitte wählen Sie noch einmal."
NOT_A_DATE = "Das ist kein Datum. Schreiben Sie zum Beispiel 24.12.2026."
NOT_A_NUMBER = "Das ist keine Zahl. Schreiben Sie zum Beispiel 1.200."
NOT_IN_ROWS = (
    "Das steht noch nicht in den Zeilen. Bitte tragen Sie es dort ein und leeren Sie dieses Feld."
)
PARTICIPANT_UID = re.compile(r"[A-Za-z0-9_-]{1,60}")
"""How a row of the participants is named; a name that people go by is none without quotes."""
NOT_A_PARTICIPANT = "Diese Person oder Stelle steht nicht (mehr) unter „Beteiligte“."


class LongText(AnswerKind):
    """Prose with paragraphs, lists, bold and links (a small Markdown subset)."""

    longest = 20_000

    def show(self, value: Json, spec: Spec, people: People) -> Shown:
        return Shown(prose=str(value))


class Number(AnswerKind):
    """A number, written as Germans write it, kept as int or float."""

    def understand(self, text: str, spec: Spec) -> Reading:
        number = typed_text.read_number(text)
        if number is None:
            return Reading(problem=NOT_A_NUMBER, raw=text)
        if problem := _out_of_bounds(number, spec):
            return Reading(problem=problem, raw=text)
        return Reading(value=number)

    def show(self, value: Json, spec: Spec, people: People) -> Shown:
        return Shown(text=german_number(value) if isinstance(value, int | float) else str(value))


def _out_of_bounds(number: float, spec: Spec) -> str:
    low, high = spec.minimum, spec.maximum
    if (low is None or number >= low) and (high is None or number <= high):
        return ""
    if low is not None and high is not None:
        return f"Geben Sie eine Zahl zwischen {german_number(low)} und {german_number(high)} ein."
    if low is not None:
        return f"Geben Sie eine Zahl ab {german_number(low)} ein."
    return f"Geben Sie eine Zahl bis {german_number(high or 0)} ein."


class Date(AnswerKind):
    """A day, written in any usual way, kept as ISO text."""

    def understand(self, text: str, spec: Spec) -> Reading:
        day = typed_text.read_date(text)
        return Reading(value=day.isoformat()) if day else Reading(problem=NOT_A_DATE, raw=text)

    def show(self, value: Json, spec: Spec, people: People) -> Shown:
        return Shown(text=german_date(date.fromisoformat(str(value))))

    def compare(self, value: Json, spec: Spec) -> Any:
        return date.fromisoformat(str(value))


class OneOf(AnswerKind):
    """One option, kept as its slug."""

    def choices(self, spec: Spec) -> Sequence[Choice]:
        """The options on offer."""
        return spec.choices

    def understand(self, text: str, spec: Spec) -> Reading:
        if any(choice.slug == text for choice in self.choices(spec)):
            return Reading(value=text)
        return Reading(problem=NOT_A_CHOICE, raw=text)

    def show(self, value: Json, spec: Spec, people: People) -> Shown:
        return Shown(text=choice_text(self.choices(spec), str(value)))


YES_NO = (Choice.named("ja", "ja"), Choice.named("nein", "nein"))


class YesNo(OneOf):
    """Yes or no, kept as ``ja`` or ``nein``."""

    def choices(self, spec: Spec) -> Sequence[Choice]:
        return YES_NO


class SeveralOf(AnswerKind):
    """Several options, kept as list of slugs in the order of the options."""

    def read(self, submitted: Sequence[str], spec: Spec) -> Reading:
        chosen = {slug for text in submitted if (slug := typed_text.clean(text))}
        known = [choice.slug for choice in spec.choices if choice.slug in chosen]
        if len(known) < len(chosen):
            return Reading(problem=NOT_A_CHOICE, raw=SEPARATOR.join(sorted(chosen)))
        return Reading(value=list(known) or None)

    def show(self, value: Json, spec: Spec, people: People) -> Shown:
        slugs = value if isinstance(value, list) else []
        return Shown(items=tuple(choice_text(spec.choices, str(slug)) for slug in slugs))


class Suggested(AnswerKind):
    """A text for which the catalogue suggests entries; one's own words are as welcome."""


class ParticipantReference(AnswerKind):
    """Somebody from the table of participants, kept as uid of the row."""

    def understand(self, text: str, spec: Spec) -> Reading:
        if PARTICIPANT_UID.fullmatch(text):
            return Reading(value=text)
        return Reading(problem=NOT_A_PARTICIPANT, raw=text)

    def show(self, value: Json, spec: Spec, people: People) -> Shown:
        return Shown(text=people.get(str(value), "nicht mehr beteiligt"))


class Computed(AnswerKind):
    """Worked out from other answers; nobody types it. With options it is a rank or their slugs."""

    def read(self, submitted: Sequence[str], spec: Spec) -> Reading:
        return Reading()

    def show(self, value: Json, spec: Spec, people: People) -> Shown:
        if isinstance(value, list):
            return Shown(items=tuple(choice_text(spec.choices, str(slug)) for slug in value))
        ranked = next((c for c in spec.choices if c.rank is not None and c.rank == value), None)
        if ranked:
            return Shown(text=ranked.text)
        return Shown(text=german_number(value) if isinstance(value, int | float) else str(value))


class Rows(AnswerKind):
    """Rows of typed columns; each row is a record of its own, so there is no single value.

    Text is what was said before the question had rows: it waits to be entered there.
    """

    def read(self, submitted: Sequence[str], spec: Spec) -> Reading:
        text = typed_text.clean(submitted[0] if submitted else "")
        return Reading(problem=NOT_IN_ROWS, raw=text) if text else Reading()


KINDS: Mapping[AnswerType, AnswerKind] = {
    AnswerType.TEXT: AnswerKind(),
    AnswerType.LONG_TEXT: LongText(),
    AnswerType.NUMBER: Number(),
    AnswerType.DATE: Date(),
    AnswerType.YES_NO: YesNo(),
    AnswerType.CHOICE: OneOf(),
    AnswerType.CHOICES: SeveralOf(),
    AnswerType.LEIKA_KEY: LeikaKey(),
    AnswerType.FIM_SCHEMA: FimSchema(),
    AnswerType.REGION_KEY: RegionKey(),
    AnswerType.MAIL_ADDRESS: MailAddress(),
    AnswerType.SUGGESTED: Suggested(),
    AnswerType.PARTICIPANT: ParticipantReference(),
    AnswerType.COMPUTED: Computed(),
    AnswerType.ROWS: Rows(),
    AnswerType.PARTICIPANTS: Rows(),
    AnswerType.AUTHORITIES: Rows(),
}


def choice_text(choices: Sequence[Choice], slug: str) -> str:
    """The text of an option; the slug itself if the option no longer exists."""
    return next((choice.text for choice in choices if choice.slug == slug), slug)


def choices_of(spec: Spec) -> Sequence[Choice]:
    """The options that a question or column offers, also those that come with its type."""
    kind = KINDS[spec.type]
    return kind.choices(spec) if isinstance(kind, OneOf) else spec.choices
