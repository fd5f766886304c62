"""Which column of a spreadsheet is which: by its head, else by its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from amt24web.catalogue.structure import AnswerType, Column
from amt24web.rules.sheet_cells import LONGEST_WORDS, can_be_read, excerpt, spellings

Rows = Sequence[Sequence[str]]
MAIL_HEADS = ("E-Mail", "Mail", "E-Mail-Adresse", "Mailadresse")
IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
LINES_ABOVE = 10
"""A head further down is none."""

NO_HEAD = "Keine Kopfzeile erkannt. Die Spalten werden in der Reihenfolge gelesen, die hier steht."
ABOVE = "Die Zeilen über der Kopfzeile (Zeile {line}) werden übergangen."
UNKNOWN_HEAD = "Die Spalte „{head}“ ist unbekannt und wird übergangen."
NAMELESS = "Die {place}. Spalte hat keine Überschrift und wird übergangen."
TWICE = "Die Spalte „{head}“ steht zweimal im Kopf. Gelesen wird die erste."
NOT_READ = (
    "Die Spalte „{head}“ wird nicht übernommen. Wählen Sie die Ansprechperson auf der Seite der "
    "Stelle aus der Liste der Beteiligten."
)


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands in each place; ``first`` is the number of the first line with data.

    ``head_line`` is the number of the head, 0 without one. ``remarks`` say what is passed over.
    """

    places: tuple[Column | None, ...]
    head_line: int
    remarks: tuple[str, ...]

    @property
    def first(self) -> int:
        """The number of the first line with data."""
        return self.head_line + 1

    @property
    def known(self) -> tuple[Column, ...]:
        """The columns that are there."""
        return tuple(column for column in self.places if column)


def recognise_columns(rows: Rows, columns: Sequence[Column]) -> Heads:
    """Find the head and what its cells mean; without a head the columns stand in their order."""
    names = _names(columns)
    number = _head_line(rows, names)
    if not number:
        readable = tuple(column for column in columns if can_be_read(column))
        return Heads(readable, 0, (NO_HEAD,) if rows else ())
    above = (ABOVE.format(line=number),) if any(map(any, rows[: number - 1])) else ()
    places, remarks = _places(rows[number - 1], names)
    nameless = _nameless(rows[number - 1], rows[number:])
    return Heads(places, number, (*above, *remarks, *nameless))


def _nameless(head: Sequence[str], data: Rows) -> list[str]:
    width = max(map(len, data), default=0)
    padded = [*head, *[""] * (width - len(head))]
    return [
        NAMELESS.format(place=place)
        for place, cell in enumerate(padded, 1)
        if not cell.strip() and any(row[place - 1 : place] not in ((), ("",)) for row in data)
    ]


def _names(columns: Sequence[Column]) -> Mapping[str, Column]:
    """Every way a column may be called; what two columns share belongs to the first."""
    names: dict[str, Column] = {}
    for ways in (_exact, _without_brackets):
        for column in columns:
            for way in ways(column):
                for spelling in spellings(way):
                    names.setdefault(spelling, column)
    mails = [column for column in columns if column.type is AnswerType.MAIL_ADDRESS]
    for head in MAIL_HEADS if len(mails) == 1 else ():
        for spelling in spellings(head):
            names.setdefault(spelling, mails[0])
    names.pop("", None)
    return names


def _exact(column: Column) -> tuple[str, ...]:
    return column.id, column.text


def _without_brackets(column: Column) -> tuple[str, ...]:
    return (IN_BRACKETS.sub("", column.text),)


def _head_line(rows: Rows, names: Mapping[str, Column]) -> int:
    """The number of the line that is a head: at least half of it are names of columns."""
    seen = 0
    for number, row in enumerate(rows[:LINES_ABOVE], 1):
        filled = [cell for cell in row if cell.strip()]
        known = sum(_column(cell, names) is not None for cell in filled)
        # Below other lines one word alone is no head.
        if known * 2 >= len(filled) > 0 and known > bool(seen):
            return number
        seen += bool(filled)
    return 0


def _column(head: str, names: Mapping[str, Column]) -> Column | None:
    if len(head) > LONGEST_WORDS:
        return None
    ways = (head, IN_BRACKETS.sub("", head))
    return next((names[s] for way in ways for s in spellings(way) if s in names), None)


def _places(
    head: Sequence[str], names: Mapping[str, Column]
) -> tuple[tuple[Column | None, ...], list[str]]:
    places: list[Column | None] = []
    remarks: list[str] = []
    for cell in head:
        column = _column(cell, names)
        complaint = _complaint(cell, column, places)
        remarks += [complaint] if complaint else []
        places.append(None if complaint else column)
    return tuple(places), remarks


def _complaint(cell: str, column: Column | None, before: Sequence[Column | None]) -> str:
    """Why a column is passed over; nothing if it is read, or if its head is empty."""
    head = excerpt(cell)
    if column is None:
        return UNKNOWN_HEAD.format(head=head) if head else ""
    if not can_be_read(column):
        return NOT_READ.format(head=head)
    return TWICE.format(head=head) if column in before else ""
