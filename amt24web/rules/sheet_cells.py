"""Cells of a spreadsheet: what somebody typed there, understood like an answer on a page; and back.

A page sends the slug of an option; in a spreadsheet people write its text, or „x“.
"""

import re
from functools import lru_cache

from amt24web.catalogue.structure import AnswerType, Column
from amt24web.domain.records import Record
from amt24web.domain.wording import folded, spelled_out
from amt24web.rules import typed_text
from amt24web.rules.answer_kind import People, Reading
from amt24web.rules.answers import KINDS, choices_of
from amt24web.rules.facts import cells

NOT_IN_A_SHEET = frozenset({AnswerType.PARTICIPANT, AnswerType.COMPUTED})
"""Somebody is chosen from the list of participants; a name alone does not say who is meant."""
YES_WORDS = frozenset({"ja", "j", "x", "yes", "y", "wahr", "true", "1"})
NO_WORDS = frozenset({"nein", "n", "no", "falsch", "false", "0"})
FAULTS_OF_EXCEL = frozenset(
    {"#NV", "#N/A", "#BEZUG!", "#REF!", "#WERT!", "#VALUE!", "#NAME?", "#DIV/0!", "#ZAHL!", "#NUM!",
     "#NULL!"}
)  # fmt: skip
LONGEST_EXCERPT = 60
LONGEST_WORDS = 200
"""Longer is neither an option nor the name of a column."""
FAULT_OF_EXCEL = "Das ist ein Fehler aus Excel, keine Angabe."
NOT_A_CHOICE = "Das gibt es hier nicht. Möglich: {choices}."
NEITHER = "Das heißt weder ja noch nein. Möglich: ja, nein, x."
SEVERAL = re.compile(r"[;\n]")
BETWEEN = "; "


def can_be_read(column: Column) -> bool:
    """Whether a column can be filled from text."""
    return column.type not in NOT_IN_A_SHEET


@lru_cache(maxsize=2048)
def spellings(text: str) -> frozenset[str]:
    """A text without case, blanks and signs, with its umlauts spelled both ways."""
    short = text[:LONGEST_WORDS]
    return frozenset(re.sub(r"[^a-z0-9]", "", folded(way)) for way in (short, spelled_out(short)))


def read_cell(text: str, column: Column) -> Reading:
    """Understand a cell; what cannot be read comes back with the German reason."""
    clean = typed_text.clean(text)
    if clean.upper() in FAULTS_OF_EXCEL:
        return Reading(problem=FAULT_OF_EXCEL, raw=clean)
    kind = KINDS[column.type]
    if not choices_of(column):
        one_line = clean if column.type is AnswerType.LONG_TEXT else " ".join(clean.split())
        return kind.read([one_line], column)
    several = column.type is AnswerType.CHOICES
    parts = [part.strip() for part in SEVERAL.split(clean)] if several else [clean]
    slugs = [_slug(part, column) for part in parts if part]
    if not all(slugs):
        return Reading(problem=_possible(column), raw=clean)
    return kind.read(slugs, column)


def _slug(text: str, column: Column) -> str:
    """The option somebody means, or nothing."""
    if len(text) > LONGEST_WORDS:
        return ""
    wanted = spellings(text)
    if column.type is AnswerType.YES_NO:
        return "ja" if wanted & YES_WORDS else "nein" if wanted & NO_WORDS else ""
    choices = choices_of(column)
    exact = next((choice.slug for choice in choices if text in (choice.slug, choice.text)), "")
    if exact or wanted == {""}:
        return exact
    alike = (c.slug for c in choices if wanted & (spellings(c.text) | spellings(c.slug)))
    return next(alike, "")


def _possible(column: Column) -> str:
    if column.type is AnswerType.YES_NO:
        return NEITHER
    return NOT_A_CHOICE.format(choices=", ".join(choice.text for choice in choices_of(column)))


def cell_text(row: Record, column: Column, people: People) -> str:
    """A cell the way it can be typed again; what could not be read stands as it was typed."""
    raw = row.content.raw.get(column.id, "")
    value = cells(row.content).get(column.id)
    if raw or value in (None, "", []):
        return raw
    shown = KINDS[column.type].show(value, column, people)
    return shown.text or shown.prose or BETWEEN.join(shown.items)


def excerpt(text: str) -> str:
    """As much of what somebody typed as is needed to recognise it."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_EXCERPT else f"{line[:LONGEST_EXCERPT]}…"
