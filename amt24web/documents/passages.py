"""What a paper says, passage by passage: the pieces by which two versions of it are compared.

A row of a table is a passage, so is an answer, a callout, a paragraph. Version, date and whoever
edited the paper are none.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from amt24web.documents import plain
from amt24web.documents.answers import NOTHING
from amt24web.documents.outline import (
    Block,
    Callout,
    Cell,
    Contents,
    Document,
    DocumentControl,
    Heading,
    KeyValue,
    PageBreak,
    Table,
    Timeline,
    TitleBlock,
)

TITLE: Final = "Titel"
TOP: Final = "Kopf"
"""What stands above the first heading."""
TEXT: Final = "Text"
TIMELINE: Final = "Zeitstrahl"
ABOUT_ITSELF: Final = (TitleBlock, Contents, DocumentControl, PageBreak)
"""Blocks that say nothing of their own: they follow from the head, or from the other blocks."""
LONGEST_LABEL: Final = 120
CODE: Final = re.compile(r"[^\W\d]{0,3} ?\d+\w?")
"""A name that only who knows the number understands: „A 31“."""
BULLET: Final = re.compile(r"^( *)- ", re.MULTILINE)

Field: TypeAlias = tuple[str, str]
"""What is said, and under which head."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: below which headings, and in which table or kind of text."""

    section: str
    below: str
    block: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a paper.

    ``name`` tells it from its neighbours and is empty for running text; ``label`` is how people
    find it. ``number`` is its place in a table that counts its rows; ``is_sample`` if the table
    shows its first rows only and says of how many.
    """

    place: Place
    label: str
    name: str
    said: tuple[Field, ...]
    number: str = ""
    is_sample: bool = False

    @property
    def text(self) -> str:
        """All it says, line by line, each with its head if there are several."""
        if len(self.said) == 1:
            return self.said[0][1]
        return "\n".join(in_a_line(field) for field in self.said if field[1])


def in_a_line(field: Field) -> str:
    """What is said behind its head."""
    head, words = field
    below = "\n" if words.startswith("•") else " "
    return f"{head}:{below}{words}" if head and words else words


def passages(document: Document) -> tuple[Passage, ...]:
    """Everything a paper says, in reading order."""
    return tuple(_in_order(document))


def top_of(document: Document) -> str:
    """How what stands above the first heading is called; a paper without one is all top."""
    has_headings = any(isinstance(b, Heading) and b.level == 1 for b in document.blocks)
    return TOP if has_headings else document.head.kind or TOP


def name_of_table(caption: str) -> str:
    """The caption of a table without what it counts: „Geklärt: 28 von 111“ is „Geklärt“."""
    name, colon, counted = caption.partition(": ")
    return name if colon and any(map(str.isdigit, counted)) else caption


def _in_order(document: Document) -> Iterator[Passage]:
    head = document.head
    for name, said in (("Onlinedienst", head.onlinedienst), ("Stelle", head.organisation),
                       ("LeiKa-Schlüssel", head.leika_key)):  # fmt: skip
        yield Passage(Place(TITLE, "", ""), name, name, ((name, said),))
    section, below = "", ""
    for block in document.blocks:
        if isinstance(block, Heading):
            section, below = (block.text, "") if block.level == 1 else (section, block.text)
        elif not isinstance(block, ABOUT_ITSELF):
            yield from _of_block(block, section, below)


def _of_block(block: Block, section: str, below: str) -> Iterator[Passage]:
    place = Place(section, below, type(block).__name__)
    if isinstance(block, KeyValue):
        for name, content in block.rows:
            yield _named(place, plain.said(name), _words(content))
    elif isinstance(block, Table):
        yield from _of_table(block, section, below)
    elif isinstance(block, Callout):
        yield _named(place, block.title, _words(block.body))
    elif isinstance(block, Timeline):
        yield _named(place, TIMELINE, "\n".join(plain.lines(block)))
    else:
        said = BULLET.sub(r"\1• ", "\n".join(plain.lines(block)))
        yield Passage(Place(section, below, TEXT), below or TEXT, "", (("", said),))


def _named(place: Place, name: str, said: str) -> Passage:
    return Passage(place, _label(place.below, name), name, ((name, said),))


def _of_table(table: Table, section: str, below: str) -> Iterator[Passage]:
    title = name_of_table(table.caption)
    place = Place(section, below, title)
    rows = [[_words(content) for content in row] for row in table.rows]
    counts = table.shows_caption and title != table.caption
    if len(rows) == 1 and not any(column.is_row_header for column in table.columns):
        said = "\n".join(([table.caption] if counts else []) + rows[0])
        yield Passage(place, title, title, ((title, said),))
        return
    if counts:
        where = Place(section, below, f"{title}:")
        yield Passage(where, title, title, ((title, table.caption),))
    above = "" if title in (section, below) else title
    for row in _of_rows(table, place, _label(below, above), rows):
        yield replace(row, is_sample=counts)


def _of_rows(
    table: Table, place: Place, above: str, rows: Sequence[Sequence[str]]
) -> Iterator[Passage]:
    is_counted = _is_counted(rows)
    naming = _naming_column(table, rows)
    for row in rows:
        name = row[naming] if row else ""
        if CODE.fullmatch(name) and naming + 1 < len(row):
            name = f"{name} {row[naming + 1]}".strip()
        said = tuple(
            (column.title, words) for column, words in zip(table.columns, row, strict=True)
        )
        number = row[0] if is_counted else ""
        yield Passage(place, _label(above, name) or TEXT, name, said, number)


def _is_counted(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first column only counts the rows and is not all there is."""
    return all(len(row) > 1 and row[0] == str(n) for n, row in enumerate(rows, start=1))


def _naming_column(table: Table, rows: Sequence[Sequence[str]]) -> int:
    """The column of names, else the first; days, weeks and numbers are no names, what follows is.

    So a row keeps its name when its day moves.
    """
    marked = next((n for n, column in enumerate(table.columns) if column.is_row_header), 0)
    for n in range(marked, len(table.columns)):
        if any(row[n] and not row[n][0].isdigit() for row in rows):
            return n
    return marked


def _words(content: Cell) -> str:
    said = BULLET.sub(r"\1• ", plain.cell_text(content))
    return "" if said == NOTHING else said


def _label(above: str, name: str) -> str:
    """Both in one line, cut behind a word if it is long."""
    label = " ".join(" – ".join(part for part in (above, name) if part).split())
    if len(label) <= LONGEST_LABEL:
        return label
    short = textwrap.shorten(label, LONGEST_LABEL, placeholder=" …")
    return short if len(short) > LONGEST_LABEL // 2 else f"{label[: LONGEST_LABEL - 1]}…"
