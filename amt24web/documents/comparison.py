"""What differs between two papers of the same kind, section by section, for people.

Compared is what is said, not how it is set: tables row by row, questions by their text, running
text by its words. Version, date and whoever edited it are no change.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from amt24web.documents import plain
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
    TitleBlock,
)

FIRST_PAGE: Final = "Seite 1"
HEAD: Final = "Titel"
ABOUT_ITSELF: Final = (TitleBlock, Contents, DocumentControl, PageBreak)
"""Blocks that say nothing of their own: they follow from the head, or from the other blocks."""
LONGEST_LABEL: Final = 160


class ChangeKind(StrEnum):
    """What became of a passage."""

    ADDED = "neu"
    REMOVED = "entfallen"
    CHANGED = "geändert"


@dataclass(frozen=True, slots=True)
class Change:
    """One passage that is another now; ``label`` names it if it has a name."""

    kind: ChangeKind
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SectionChange:
    """The changes below one heading."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A piece of a paper: what it is called, which one of that name, and what it says."""

    label: str
    said: str


_Key = tuple[str, str, int]


def compare(before: Document, after: Document) -> tuple[SectionChange, ...]:
    """The differences by section, in the order of the newer paper; what is gone comes last."""
    old, new = _passages(before), _passages(after)
    found: dict[str, list[Change]] = {}
    for key in [*new, *(key for key in old if key not in new)]:
        if change := _change(old.get(key), new.get(key)):
            found.setdefault(key[0], []).append(change)
    return tuple(SectionChange(title, tuple(changes)) for title, changes in found.items())


def count(sections: tuple[SectionChange, ...]) -> int:
    """How many passages differ."""
    return sum(len(section.changes) for section in sections)


def _change(before: _Passage | None, after: _Passage | None) -> Change | None:
    if before is None and after is not None:
        return Change(ChangeKind.ADDED, after.label, "", after.said)
    if after is None and before is not None:
        return Change(ChangeKind.REMOVED, before.label, before.said, "")
    if before is None or after is None or before.said == after.said:
        return None
    return Change(ChangeKind.CHANGED, after.label, before.said, after.said)


def _passages(document: Document) -> dict[_Key, _Passage]:
    """Everything a paper says, by section, name and the how-manieth of that name."""
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[_Key, _Passage] = {}
    for title, passage in _in_order(document):
        place = (title, passage.label or passage.said)
        seen[place] += 1
        found[(*place, seen[place])] = passage
    return found


def _in_order(document: Document) -> Iterator[tuple[str, _Passage]]:
    title, below = FIRST_PAGE, ""
    for name, said in (("Onlinedienst", document.head.onlinedienst),
                       ("Stelle", document.head.organisation),
                       ("LeiKa-Schlüssel", document.head.leika_key)):  # fmt: skip
        yield HEAD, _Passage(name, said)
    for block in document.blocks:
        if isinstance(block, Heading):
            title, below = (block.text, "") if block.level == 1 else (title, block.text)
        elif not isinstance(block, ABOUT_ITSELF):
            yield from ((title, passage) for passage in _of_block(block, below))


def _of_block(block: Block, below: str) -> Iterator[_Passage]:
    if isinstance(block, KeyValue):
        for name, content in block.rows:
            yield _named(below, plain.said(name), plain.cell_text(content))
    elif isinstance(block, Table):
        for row in block.rows:
            yield _row(block, row)
    elif isinstance(block, Callout):
        yield _named(below, block.title, plain.cell_text(block.body))
    else:
        yield _named(below, "", "\n".join(plain.lines(block)))


def _row(table: Table, row: tuple[Cell, ...]) -> _Passage:
    """A row is called after its table and the cell that names it, else after its first."""
    naming = next((n for n, c in enumerate(table.columns) if c.is_row_header), 0)
    cells = [plain.cell_text(content) for content in row]
    said = [
        f"{column.title}: {text}" for column, text in zip(table.columns, cells, strict=True) if text
    ]
    return _named(table.caption, cells[naming] if cells else "", "\n".join(said))


def _named(above: str, name: str, said: str) -> _Passage:
    label = " – ".join(part for part in (above, name) if part) if name else ""
    return _Passage(label[:LONGEST_LABEL], said)
