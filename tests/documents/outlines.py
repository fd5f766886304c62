"""Looks into outlines: their headings, their tables, and what stands on page one."""

from amt24web.documents.outline import Document, Heading, PageBreak, Table
from amt24web.documents.plain import ink


def headings(document: Document, level: int = 1) -> list[str]:
    """The headings of one level, in their order."""
    return [b.text for b in document.blocks if isinstance(b, Heading) and b.level == level]


def tables(document: Document) -> dict[str, Table]:
    """The tables of a paper by their captions."""
    return {block.caption: block for block in document.blocks if isinstance(block, Table)}


def page_one(document: Document) -> str:
    """What stands in front of the first page break, as plain text."""
    end = next(n for n, block in enumerate(document.blocks) if isinstance(block, PageBreak))
    return ink(Document(document.head, document.blocks[:end]))
