"""What runs inside the rendering process: limits first, then the ink."""

import os
import resource
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from multiprocessing.connection import Connection
from types import MappingProxyType
from typing import Final, TypeAlias

from amt24web.documents.coverage import printable
from amt24web.documents.outline import Document, Heading, resolved
from amt24web.domain.house_style import OUR_LOOK, Look
from amt24web.domain.vocabulary import DocumentFormat

PRELOADED: Final = "amt24web.documents.preloaded"
"""The module the server process imports before it makes the first child."""
PDF_INK: Final = "amt24web.documents.pdf"
WORD_INK: Final = "amt24web.documents.word"
"""Imported when used: the PDF ink loads Pango, which only the rendering process may do."""
FIRST_PAGE: Final = "Seite 1"
Pages: TypeAlias = Mapping[str, int]
UNKNOWN_PAGES: Final[Pages] = {}
ADDRESS_SPACE: Final = 1_500_000_000
"""Bytes one paper may take; 118 dense pages took 0.4 GB."""


class DrawingFailed(Exception):
    """What went wrong inside the process, as text; for the log, not for people."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be drawn, and how. ``pages`` are those of its PDF, for a table of contents."""

    document: Document
    file_format: DocumentFormat
    look: Look = OUR_LOOK
    pages: Pages = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn file. ``pages`` says on which page of a PDF each heading stands, by its anchor."""

    content: bytes
    pages: Pages


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong inside, for the log, and the title of the section it goes wrong in."""

    trace: str
    section: str


def draw(answering: Connection, wish: Wish, seconds: float) -> None:
    """Draw the paper within limits and answer a Drawing, or a Failure."""
    _limit(seconds)
    answer: Drawing | Failure
    try:
        answer = drawn(wish)
    except Exception:
        answer = Failure(traceback.format_exc(), _section_at_fault(wish))
    answering.send(answer)
    answering.close()


def _section_at_fault(wish: Wish) -> str:
    """The section with the first block that cannot be drawn by itself; empty if all can."""
    section = FIRST_PAGE
    for block in wish.document.blocks:
        if isinstance(block, Heading):
            section = block.text
        try:
            drawn(replace(wish, document=replace(wish.document, blocks=(block,))))
        except Exception:
            return section
    return ""


def drawn(wish: Wish) -> Drawing:
    """The file; only for processes that may load Pango."""
    return INKS[wish.file_format](wish, printable(resolved(wish.document)))


def _pdf(wish: Wish, shown: Document) -> Drawing:
    content, pages = import_module(PDF_INK).ink(wish.document, shown, wish.look)
    return Drawing(bytes(content), dict(pages))


def _word(wish: Wish, shown: Document) -> Drawing:
    content = import_module(WORD_INK).ink(wish.document, shown, wish.pages, wish.look)
    return Drawing(bytes(content), UNKNOWN_PAGES)


Ink: TypeAlias = Callable[[Wish, Document], Drawing]
INKS: Final[Mapping[DocumentFormat, Ink]] = MappingProxyType(
    {DocumentFormat.PDF: _pdf, DocumentFormat.DOCX: _word}
)


def _limit(seconds: float) -> None:
    """Bound memory and time by the kernel too: the parent that watches may be gone."""
    os.nice(5)
    allowed = int(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, allowed + 1))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
