"""Small pieces of many papers: facts side by side, rows of words, and words for what is not there.

What is not known is said as „noch offen“; a list without entries says so instead of an empty table.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, TypeAlias

from amt24web.documents.answers import cell_paragraphs
from amt24web.documents.outline import (
    Block,
    Cell,
    Column,
    Heading,
    Item,
    KeyValue,
    Listing,
    Table,
    cell,
    paragraph,
    text,
)
from amt24web.documents.prose import read_prose
from amt24web.domain.wording import german_date

STILL_OPEN: Final = "noch offen"
YES, NO = "ja", "nein"
NAMES_WIDTH: Final = 28

Words: TypeAlias = str | Cell
"""What stands in a cell: plain words, or blocks."""


def or_open(words: str) -> str:
    """The words, or that they are still open."""
    return words or STILL_OPEN


def day_or_open(day: date | None) -> str:
    """The date as it is said, or that it is still open."""
    return or_open(german_date(day))


def who_and_when(who: str, until: date | None) -> str:
    """Who does it by when, in one line; „noch offen“ once if neither is known."""
    return f"{or_open(who)}, {day_or_open(until)}" if who or until else STILL_OPEN


def period(begins: date | None, ends: date | None) -> str:
    """From when to when; nothing as long as neither is known."""
    return f"{day_or_open(begins)} bis {day_or_open(ends)}" if begins or ends else ""


def yes_no_open(answer: bool | None) -> str:
    """Yes, no, or not known yet."""
    return STILL_OPEN if answer is None else (YES if answer else NO)


def in_one_line(*parts: str, between: str = ", ") -> str:
    """What was said, in one line; empty parts are left out."""
    return between.join(part for part in parts if part)


def columns(*titles: tuple[str, int]) -> tuple[Column, ...]:
    """Columns from title and width; the first names the row."""
    return tuple(Column(title, width, is_row_header=n == 0) for n, (title, width)
                 in enumerate(titles))  # fmt: skip


def listed(lines: Iterable[str]) -> Cell:
    """Plain lines as a list; a single one needs no bullet."""
    said = [line for line in lines if line]
    if len(said) == 1:
        return cell(said[0])
    return (Listing(tuple(Item(cell_paragraphs(line)) for line in said)),) if said else ()


def facts_table(
    caption: str, facts: Iterable[tuple[str, Words]], *, adds_standing: bool = False
) -> KeyValue:
    """Names and what is known about them; what is not known is said."""
    rows = tuple((text(name), _cell(words) or cell(STILL_OPEN)) for name, words in facts)
    return KeyValue(caption, rows, NAMES_WIDTH, adds_standing)


def rows_table(
    caption: str, heads: Sequence[Column], rows: Iterable[Sequence[Words]], *, is_wide: bool = False
) -> Table:
    """Rows of words under the heads; for tables whose caption stands above as a heading.

    A column in which nothing was said is left out.
    """
    drawn = [[_cell(words) for words in row] for row in rows]
    filled = [n for n in range(len(heads)) if n == 0 or any(row[n] for row in drawn)]
    kept = tuple(tuple(row[n] for n in filled) for row in drawn)
    shown = tuple(heads[n] for n in filled)
    return Table(caption, shown, kept, shows_caption=False, is_wide=is_wide)


def shortened_section(
    title: str, heads: Sequence[Column], rows: Sequence[Sequence[Words]], nothing: str,
    *, most: int, more: str,
) -> tuple[Block, ...]:  # fmt: skip
    """The first rows under a heading for page one; the sentence ``more`` says where all stand."""
    rest = () if len(rows) <= most else (paragraph(more.format(count=len(rows)), muted=True),)
    return (*rows_section(title, heads, rows[:most], nothing), *rest)


def rows_section(
    title: str, heads: Sequence[Column], rows: Sequence[Sequence[Words]], nothing: str,
    *, level: int = 1, is_wide: bool = False,
) -> tuple[Block, ...]:  # fmt: skip
    """A heading with its rows; without rows the sentence ``nothing``."""
    if not rows:
        return (Heading(level, title), paragraph(nothing))
    return (Heading(level, title), rows_table(title, heads, rows, is_wide=is_wide))


def prose_section(
    title: str, typed: str, nothing: str = "", *, level: int = 1
) -> tuple[Block, ...]:
    """A heading with what people typed; without it the sentence ``nothing``, or no section."""
    said = read_prose(typed) or cell(nothing)
    return (Heading(level, title), *said) if said else ()


def prose_in_full(title: str, typed: str) -> tuple[Block, ...]:
    """What people typed under a heading, if page one has only the first paragraph of it."""
    return prose_section(title, typed) if read_prose(typed)[1:] else ()


def list_section(
    title: str, lines: Sequence[str], nothing: str = "", *, level: int = 1
) -> tuple[Block, ...]:
    """A heading with a list; without entries the sentence ``nothing``, or no section."""
    said = listed(lines) or cell(nothing)
    return (Heading(level, title), *said) if said else ()


def _cell(words: Words) -> Cell:
    return cell(words) if isinstance(words, str) else words
