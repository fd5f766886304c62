"""The third ink: a paper as plain text, for previews, comparison and search."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from amt24web.documents.arrangement import entries
from amt24web.documents.html_blocks import EMPTY_BOX, TICKED_BOX
from amt24web.documents.outline import (
    Block,
    Callout,
    Cell,
    Checklist,
    Contents,
    Document,
    Heading,
    KeyValue,
    Listing,
    PageBreak,
    Paragraph,
    Table,
    Text,
    Timeline,
    TitleBlock,
    WritingLines,
    resolved,
)
from amt24web.domain.wording import german_date

BETWEEN_CELLS: Final = " | "
LINE: Final = "_" * 60


def ink(document: Document) -> str:
    """The whole paper as lines, blocks set apart by an empty line."""
    whole = resolved(document)
    drawn = ("\n".join(_in_paper(whole, block)) for block in whole.blocks)
    return "\n\n".join(part for part in drawn if part) + "\n"


def said(words: Text) -> str:
    """What a text says, without its voice."""
    return "".join(run.text for run in words)


def lines(block: Block) -> Iterator[str]:
    """What a block says line by line; title and contents say nothing without their paper."""
    yield from DRAWN[type(block)](block)


def cell_text(content: Cell) -> str:
    """What a cell says, its parts below each other."""
    return "\n".join(_cell_lines(content))


def _in_paper(document: Document, block: Block) -> Iterator[str]:
    if isinstance(block, TitleBlock):
        head = document.head
        yield from filter(None, (head.organisation, head.kind, head.onlinedienst, head.leika_key))
    elif isinstance(block, Contents):
        yield from (entry.heading.text for entry in entries(document.blocks, block.depth))
    else:
        yield from lines(block)


def _heading(block: Heading) -> Iterator[str]:
    yield f"{'#' * block.level} {block.text}"


def _paragraph(block: Paragraph) -> Iterator[str]:
    yield said(block.text)


def _listing(block: Listing) -> Iterator[str]:
    for number, item in enumerate(block.items, start=block.start):
        first, *rest = _cell_lines(item.body) or [""]
        yield f"{number}. {first}" if block.ordered else f"- {first}"
        yield from (f"   {line}" for line in rest)


def _checklist(block: Checklist) -> Iterator[str]:
    for item in block.items:
        yield f"{TICKED_BOX if item.is_checked else EMPTY_BOX} {said(item.text)}"


def _writing_lines(block: WritingLines) -> Iterator[str]:
    yield from [LINE] * block.count


def _table(block: Table) -> Iterator[str]:
    yield block.caption
    yield BETWEEN_CELLS.join(column.title for column in block.columns)
    for row in block.rows:
        yield BETWEEN_CELLS.join(cell_text(content) for content in row)


def _key_value(block: KeyValue) -> Iterator[str]:
    for name, content in block.rows:
        yield f"{said(name)}: {cell_text(content)}"


def _timeline(block: Timeline) -> Iterator[str]:
    for moment in block.moments:
        yield f"{german_date(moment.day)}: {moment.words}"


def _callout(block: Callout) -> Iterator[str]:
    yield f"{block.title}: {cell_text(block.body)}"


def _page_break(_: PageBreak) -> Iterator[str]:
    yield ""


def _cell_lines(content: Cell) -> list[str]:
    return [line for part in content for line in DRAWN[type(part)](part)]


DRAWN: Final[dict[type, Callable[[Any], Iterator[str]]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Listing: _listing,
    Checklist: _checklist,
    WritingLines: _writing_lines,
    Table: _table,
    KeyValue: _key_value,
    Timeline: _timeline,
    Callout: _callout,
    PageBreak: _page_break,
}
"""How each block is drawn; title and contents need the whole paper."""
