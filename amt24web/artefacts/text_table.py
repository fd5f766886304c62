"""Tables as text, the way a spreadsheet puts them on the clipboard: one line per row, tabs between.

A cell with a line break, a tab or a quote in it stands in double quotes. A quote that does not
open and close a whole cell is an ordinary character, so that one left open swallows nothing.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TypeAlias

from amt24web.domain.errors import InvalidInput
from amt24web.domain.wording import german_number

Rows: TypeAlias = tuple[tuple[str, ...], ...]

MOST_LINES = 5_000
MOST_COLUMNS = 60
LONGEST_TABLE = 2_000_000
"""Bytes of all texts together: what goes back and forth between preview and confirmation."""
MOST_CELLS = MOST_LINES * MOST_COLUMNS
UNWANTED = {
    **dict.fromkeys((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF)),
    **dict.fromkeys(range(0xD800, 0xE000)),
}
TAB, SEMICOLON = "\t", ";"
NEEDS_QUOTES = re.compile(r'[\t\n";]')
TOO_LONG = (
    f"Die Tabelle enthält mehr als {german_number(LONGEST_TABLE // 1_000_000)} MB Text. "
    "Bitte teilen Sie sie auf."
)
TOO_MANY_LINES = (
    f"Die Tabelle hat mehr als {german_number(MOST_LINES)} Zeilen. Leere Zeilen mit Formatierung "
    "zählen mit. Bitte löschen Sie überflüssige Zeilen oder teilen Sie die Tabelle auf."
)
TOO_MANY_COLUMNS = (
    f"Die Tabelle hat mehr als {MOST_COLUMNS} Spalten. Bitte löschen Sie, was nicht gebraucht wird."
)


def read_table(text: str) -> Rows:
    """The rows of a pasted text, empty ones in between too; the place of a row is its number.

    Tabs separate the cells, or semicolons if they divide more lines. Raises InvalidInput for more
    than anybody types.
    """
    plain = _without_tail(uniform(text.removeprefix("\ufeff")))
    if len(plain.encode("utf-8", "replace")) > LONGEST_TABLE:
        raise InvalidInput(TOO_LONG)
    by_tab, by_semicolon = (_split(plain, separator) for separator in (TAB, SEMICOLON))
    rows = by_semicolon if _divided(by_semicolon) > _divided(by_tab) else by_tab
    return bounded(rows)


def uniform(text: str) -> str:
    """One kind of line end, and no characters that a page could not carry back."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(UNWANTED)


def _without_tail(text: str) -> str:
    """Without the empty lines at the end."""
    kept = text.rstrip("\n\t; ")
    return kept + text[len(kept) :].split("\n", 1)[0]


def _divided(rows: Sequence[Sequence[str]]) -> float:
    """The share of rows with more than one cell; a row written with padding always has."""
    return sum(len(row) > 1 for row in rows) / len(rows)


def write_table(rows: Iterable[Sequence[str]]) -> str:
    """Rows as text that ``read_table`` reads back to the same rows."""
    kept = [tuple(map(uniform, row)) for row in rows]
    width = max((len(row) for row in kept), default=0)
    return "\n".join(
        TAB.join(_quoted(cell) for cell in (*row, *("",) * (width - len(row)))) for row in kept
    )


def bounded(rows: Iterable[Sequence[str]]) -> Rows:
    """Rows without empty cells and rows at their ends. Raises InvalidInput if they are too many."""
    kept: list[tuple[str, ...]] = []
    for row in rows:
        kept.append(_trimmed(row))
        if len(kept[-1]) > MOST_COLUMNS:
            raise InvalidInput(TOO_MANY_COLUMNS)
        if len(kept) > MOST_LINES and kept[-1]:
            raise InvalidInput(TOO_MANY_LINES)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    last = max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)
    return tuple(row[:last])


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if NEEDS_QUOTES.search(cell) else cell


def _cell_pattern(separator: str) -> re.Pattern[str]:
    quoted = rf'"([^"]*+(?:""[^"]*+)*+)"(?=[{separator}\n]|\Z)'
    return re.compile(rf"(?:{quoted}|([^{separator}\n]*))({separator}|\n|\Z)")


CELLS = {separator: _cell_pattern(separator) for separator in (TAB, SEMICOLON)}


def _split(text: str, separator: str) -> list[list[str]]:
    """The cells, row by row. Raises InvalidInput where there are far too many to go on."""
    rows: list[list[str]] = [[]]
    for match in islice(CELLS[separator].finditer(text), MOST_CELLS):
        quoted, plain, end = match.groups()
        rows[-1].append(plain if quoted is None else quoted.replace('""', '"'))
        if not end:
            return rows
        if end == "\n":
            rows.append([])
    raise InvalidInput(TOO_MANY_LINES)
