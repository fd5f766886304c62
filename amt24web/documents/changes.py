"""The annex that says what differs between two versions of a paper, section by section."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from amt24web.documents.answers import NOTHING
from amt24web.documents.comparison import Change, ChangeKind, SectionChange
from amt24web.documents.head import Head
from amt24web.documents.outline import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValue,
    Paragraph,
    Run,
    Table,
    Text,
    TitleBlock,
    cell,
    paragraph,
    text,
)
from amt24web.domain.differences import Fate, Piece, Pieces
from amt24web.domain.wording import counted

KIND: Final = "Änderungsübersicht"
COLUMNS: Final = (
    Column("Stelle", 26, is_row_header=True),
    Column("Änderung", 12),
    Column("Vorher", 31),
    Column("Nachher", 31),
)
MARKS: Final = "Wo etwas geändert ist: Durchgestrichen ist, was wegfällt. Fett ist, was hinzukommt."
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
        *((paragraph(MARKS, muted=True),) if _has_marks(sections) else ()),
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
        cell(change.label),
        cell(change.kind),
        _passage(change.was),
        _passage(change.became),
    )


def _has_marks(sections: Sequence[SectionChange]) -> bool:
    kinds = (change.kind for section in sections for change in section.changes)
    return ChangeKind.CHANGED in kinds


def _passage(pieces: Pieces) -> Cell:
    """What was said, with the words that went or came marked without any colour."""
    return (Paragraph(tuple(map(_run, pieces))),) if pieces else cell(NOTHING)


def _run(piece: Piece) -> Run:
    return Run(piece.text, bold=piece.fate is Fate.ADDED, struck=piece.fate is Fate.REMOVED)
