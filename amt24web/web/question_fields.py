"""From the fields of a page to submissions: names in, parts by question and row out.

A question's field is ``f_<id>``; what surrounds it is ``f_<id>-notiz`` and the like; a cell of a
row is ``f_<id>-<row>-<column>``. The revision the page had shown comes as ``…-revision``.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from amt24web.catalogue.structure import AnswerType
from amt24web.rules.submissions import HANDED, HANDED_BEFORE, VALUE, Submission
from amt24web.usecases.answering import Target

FIELD = re.compile(r"f_([a-z0-9_]{1,60})(?:-([A-Za-z0-9_]{1,60}))?(?:-([a-z0-9_]{1,60}))?")
REVISION = "revision"
AROUND = frozenset(
    {"zustand", "notiz", "grund", "verantwortlich", "bis", HANDED, HANDED_BEFORE, REVISION}
)
HIGHEST = 2**31 - 1
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Field:
    """How a type of answer is drawn: the template, and what helps the keyboard of a tablet."""

    file: str
    input_type: str = "text"
    inputmode: str = ""
    placeholder: str = ""
    is_short: bool = False


FIELDS: Mapping[AnswerType, Field] = {
    AnswerType.TEXT: Field("text"),
    AnswerType.LONG_TEXT: Field("langtext"),
    AnswerType.NUMBER: Field("text", inputmode="decimal", is_short=True),
    AnswerType.DATE: Field("text", placeholder="TT.MM.JJJJ", is_short=True),
    AnswerType.LEIKA_KEY: Field("text", inputmode="numeric", placeholder="99-000-000-000-000"),
    AnswerType.FIM_SCHEMA: Field("text", placeholder="S00000000000"),
    AnswerType.REGION_KEY: Field("text", inputmode="numeric", placeholder="14 0 00 0000 000"),
    AnswerType.MAIL_ADDRESS: Field("text", inputmode="email"),
    AnswerType.SUGGESTED: Field("vorschlag"),
    AnswerType.YES_NO: Field("auswahl"),
    AnswerType.CHOICE: Field("auswahl"),
    AnswerType.CHOICES: Field("mehrfach"),
    AnswerType.PARTICIPANT: Field("beteiligter"),
    AnswerType.COMPUTED: Field("berechnet"),
}
"""Text fields for numbers and dates too: a browser's number field loses what it cannot read."""


def read_submissions(form: MultiDict[str, str]) -> dict[Target, Submission]:
    """Everything a page sent, by question and row; rows and questions in the order sent."""
    parts: dict[Target, dict[str, list[str]]] = defaultdict(dict)
    for name, values in form.lists():
        if place := _place(name):
            target, part = place
            parts[target][part] = values
    return {target: _submission(sent) for target, sent in parts.items()}


def read_submission(form: MultiDict[str, str], target: Target) -> Submission:
    """What a page sent for one question or row."""
    return read_submissions(form).get(target) or Submission({}, revision=0)


def _place(name: str) -> tuple[Target, str] | None:
    match = FIELD.fullmatch(name)
    if not match:
        return None
    question, second, third = match.groups()
    if third:
        return Target(question, second), third
    if second is None:
        return Target(question), VALUE
    return (Target(question), second) if second in AROUND else None


def _submission(sent: dict[str, list[str]]) -> Submission:
    revision = sent.pop(REVISION, ["0"])[0]
    return Submission(sent, whole_number(revision))


def whole_number(text: str) -> int:
    """A small whole number from a field nobody types in; anything else counts as 0."""
    is_number = text.isdecimal() and text.isascii() and len(text) <= MOST_DIGITS
    return min(int(text), HIGHEST) if is_number else 0


def page_origin(form: MultiDict[str, str]) -> tuple[str, int]:
    """Which page sent this, and the how-manieth save of that page it is."""
    return form.get("seite", "")[:60], whole_number(form.get("folge", ""))
