"""The annex that says what differs between two versions of a paper, section by section."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from amt24web.documents.comparison import Change, SectionChange
from amt24web.documents.head import Head
from amt24web.documents.outline import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValue,
    Paragraph,
    Table,
    Text,
    TitleBlock,
    cell,
    paragraph,
    text,
)
from amt24web.domain.wording import counted

KIND: Final = "Änderungsübersicht"
COLUMNS: Final = (
    Column("Stelle", 26, is_row_header=True),
    Column("Änderung", 12),
    Column("Vorher", 31),
    Column("Nachher", 31),
)
NO_CHANGE: Final = "Zwischen beiden gibt es keinen Unterschied."


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared with what, in words such as „Version 1, freigegeben“."""

    paper: str
    before: str
    after: str


def build_changes(head: Head, compared: Compared, sections: Sequence[SectionChange]) -> Document:
    """The annex; nobody approves it, and it says so when nothing differs."""
    count = sum(len(section.changes) for section in sections)
    blocks = (
        TitleBlock(),
        KeyValue("Was verglichen wird", tuple(_lines(compared, count))),
        *(block for section in sections for block in _section(section)),
        *(() if sections else (paragraph(NO_CHANGE),)),
    )
    return Document(head, blocks)


def _lines(compared: Compared, count: int) -> Iterator[tuple[Text, Cell]]:
    yield text("Dokument"), cell(compared.paper)
    yield text("Vorher"), cell(compared.before)
    yield text("Nachher"), cell(compared.after)
    yield text("Umfang"), cell(counted(count, "Änderung", "Änderungen"))


def _section(section: SectionChange) -> Iterator[Block]:
    yield Heading(1, section.title)
    rows = tuple(_row(change) for change in section.changes)
    yield Table(section.title, COLUMNS, rows, shows_caption=False)


def _row(change: Change) -> tuple[Cell, ...]:
    return (
        cell(change.label or "Text"),
        cell(change.kind),
        _passage(change.before),
        _passage(change.after),
    )


def _passage(words: str) -> Cell:
    return tuple(Paragraph(text(line)) for line in words.split("\n") if line.strip())
