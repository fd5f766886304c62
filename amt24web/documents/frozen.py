"""Frozen facts of a paper, back to an outline: what was issued is drawn from nothing else."""

import json
from datetime import date
from typing import Any, Final

from amt24web.documents.head import Head
from amt24web.documents.outline import (
    SCHEMA,
    Callout,
    CheckItem,
    Checklist,
    Column,
    Contents,
    Document,
    DocumentControl,
    Heading,
    Item,
    KeyValue,
    Listing,
    Moment,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Timeline,
    TitleBlock,
    WritingLines,
)

KNOWN: Final = {
    part.__name__: part
    for part in (
        Callout, Checklist, CheckItem, Column, Contents, Document, DocumentControl, Head, Heading,
        Item, KeyValue, Listing, Moment, PageBreak, Paragraph, Run, Table, Timeline, TitleBlock,
        WritingLines,
    )
}  # fmt: skip
DAY: Final = "day"
"""The one field of a head and of a moment that is text in JSON and a date here."""
DATED: Final = frozenset({Head.__name__, Moment.__name__})


def thaw(facts: bytes) -> Document:
    """The outline whose facts these are, as ``outline.facts`` wrote them.

    How far the paper had come is no part of the facts; the head says draft until told otherwise.
    Raises ValueError for facts of another schema or with a block nobody knows.
    """
    content = json.loads(facts)
    if content.pop("schema", None) != SCHEMA:
        raise ValueError("facts of an unknown schema")
    document = _thawed(content)
    if not isinstance(document, Document):
        raise ValueError("facts of something else than a document")
    return document


def _thawed(said: Any) -> Any:
    if isinstance(said, list):
        return tuple(_thawed(part) for part in said)
    if not isinstance(said, dict):
        return said
    name = said.get("block")
    if name not in KNOWN:
        raise ValueError(f"unknown block {name}")
    parts = {key: _thawed(part) for key, part in said.items() if key != "block"}
    if name in DATED:
        parts[DAY] = date.fromisoformat(parts[DAY])
    return KNOWN[name](**parts)
