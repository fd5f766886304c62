"""A paper without ink: frozen blocks in reading order, the same for Word, PDF and plain text."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from operator import is_
from typing import Any, Final, TypeAlias, TypeVar, cast

from amt24web.documents.characters import legible
from amt24web.documents.head import Head

SCHEMA: Final = 1
IDENTITY_LENGTH: Final = 12
DAY_OF_PAPER: Final = "Stand"
BEGIN: Final = "Beginnen"
# Approval changes these, never the content; see Head.
OUTSIDE_THE_FACTS: Final = frozenset({"state", "approval"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one voice; ``\\n`` breaks the line, ``link`` is a web or mail address.

    ``struck`` is said no more.
    """

    text: str
    bold: bool = False
    italic: bool = False
    muted: bool = False
    link: str = ""
    struck: bool = False


Text: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``keeps_next`` holds it on the page of what follows."""

    text: Text
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: paragraphs, and lists below it."""

    body: "tuple[Paragraph | Listing, ...]"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with bullets, or with numbers if ``ordered``."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class CheckItem:
    """A box to tick, with its text."""

    text: Text
    is_checked: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """Boxes to tick, one below the other."""

    items: tuple[CheckItem, ...]


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Empty lines to write on."""

    count: int


Inner: TypeAlias = Paragraph | Listing | Checklist | WritingLines
Cell: TypeAlias = tuple[Inner, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; levels are never skipped."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``width`` is its share of all widths, ``is_row_header`` names the row."""

    title: str
    width: int
    is_row_header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a repeated head. ``is_wide`` turns the page; ``is_tall`` leaves room to write."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shows_caption: bool = True
    is_wide: bool = False
    is_tall: bool = False


@dataclass(frozen=True, slots=True)
class KeyValue:
    """Names on the left, what is said about them on the right.

    ``caption`` is read aloud, not shown. ``names_width`` is the share of the left column in
    percent. ``adds_standing`` appends the line that says how far the paper has come.
    """

    caption: str
    rows: tuple[tuple[Text, Cell], ...]
    names_width: int = 25
    adds_standing: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One day and what is on it; ``is_begin`` if something has to begin on it at the latest."""

    day: date
    text: str
    is_begin: bool = False

    @property
    def words(self) -> str:
        """What is on the day, in words that say whether something begins."""
        return f"{BEGIN}: {self.text}" if self.is_begin else self.text


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days along a line, a picture where the ink can draw one; ``alt`` says the same in words.

    ``adds_day`` marks the day of the paper among them.
    """

    moments: tuple[Moment, ...]
    alt: str
    adds_day: bool = False


@dataclass(frozen=True, slots=True)
class DocumentControl:
    """The table that says version, date, state, editing and approval of the paper."""


@dataclass(frozen=True, slots=True)
class Callout:
    """Something to see first, set apart by a line at its side."""

    title: str
    body: Cell


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """Kind, Onlinedienst and organisation, large, at the top of the paper."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Table of contents with the headings down to ``depth``."""

    depth: int = 1


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block: TypeAlias = (
    Inner | Heading | Table | KeyValue | Timeline | DocumentControl | Callout | TitleBlock
    | Contents | PageBreak
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """One paper: what it says about itself, and its blocks."""

    head: Head
    blocks: tuple[Block, ...]


def text(words: str, *, bold: bool = False, italic: bool = False, muted: bool = False) -> Text:
    """Plain words as text in one voice; no words, no text."""
    return (Run(words, bold=bold, italic=italic, muted=muted),) if words else ()


def paragraph(words: str, *, muted: bool = False) -> Paragraph:
    """Plain words as one paragraph."""
    return Paragraph(text(words, muted=muted))


def cell(words: str, *, muted: bool = False) -> Cell:
    """Plain words as the content of a table cell; no words, an empty cell."""
    return (paragraph(words, muted=muted),) if words else ()


def resolved(document: Document) -> Document:
    """The same paper with everything that comes from its head written out as plain tables."""
    return replace(document, blocks=tuple(_resolved(b, document.head) for b in document.blocks))


def _resolved(block: Block, head: Head) -> Block:
    if isinstance(block, DocumentControl):
        rows = tuple((text(name), cell(value)) for name, value in head.control_rows())
        return KeyValue("Angaben zum Dokument", rows)
    if isinstance(block, KeyValue) and block.adds_standing:
        row = (text("Dokument"), cell(head.standing))
        return replace(block, rows=(*block.rows, row), adds_standing=False)
    if isinstance(block, Timeline) and block.adds_day:
        moments = sorted((*block.moments, Moment(head.day, DAY_OF_PAPER)), key=lambda m: m.day)
        return replace(block, moments=tuple(moments), adds_day=False)
    return block


def with_texts(value: T, change: Callable[[str], str]) -> T:
    """The same outline with every text changed; numbers, dates and enumerations stay.

    What holds no changed text is the very same object: most papers need no change at all.
    """
    changed: Any = value
    if type(value) is str:  # an enumeration of texts is none
        changed = change(changed)
    elif isinstance(value, tuple):
        parts = tuple(with_texts(part, change) for part in value)
        changed = value if all(map(is_, parts, value)) else parts
    elif kept := _kept(changed.__class__):
        old = ((name, getattr(value, name)) for name, _ in kept)
        new = {name: part for name, was in old if (part := with_texts(was, change)) is not was}
        changed = replace(changed, **new) if new else value
    return cast(T, changed)


@cache
def _kept(kind: type[Any]) -> tuple[tuple[str, Any], ...] | None:
    """The fields of a kind of block with their defaults; None for what is no block."""
    return tuple((f.name, f.default) for f in fields(kind)) if is_dataclass(kind) else None


def facts(document: Document) -> bytes:
    """The paper as canonical JSON: what is attached to the PDF and what the fingerprint covers."""
    content = {"schema": SCHEMA, **_as_json(with_texts(document, legible))}
    compact = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return compact.encode()


def fingerprint(document: Document) -> str:
    """SHA-256 of the facts; approval does not change it."""
    return hashlib.sha256(facts(document)).hexdigest()


def identity(document: Document) -> str:
    """The Inhaltskennung: the first twelve characters of the fingerprint, as printed."""
    return fingerprint(document)[:IDENTITY_LENGTH]


def _as_json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_as_json(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    kept = _kept(value.__class__)
    if kept is None:
        return value.value if isinstance(value, Enum) else value
    said = ((name, getattr(value, name), default) for name, default in kept)
    return {"block": type(value).__name__, **dict(_parts(said))}


def _parts(said: Iterable[tuple[str, Any, Any]]) -> Iterator[tuple[str, Any]]:
    """What differs from the default, so that a new field does not change old fingerprints."""
    for name, value, default in said:
        is_default = default is not MISSING and default == value
        if name not in OUTSIDE_THE_FACTS and not is_default:
            yield name, _as_json(value)
