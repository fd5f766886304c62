"""What runs inside the rendering process: limits first, then the ink."""

import os
import resource
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from multiprocessing.connection import Connection
from types import MappingProxyType
from typing import Final, TypeAlias

from amt24web.documents.coverage import printable
from amt24web.documents.outline import Contents, Document, Heading, resolved
from amt24web.domain.house_style import OUR_LOOK, Look
from amt24web.domain.vocabulary import DocumentFormat

PRELOADED: Final = "amt24web.documents.preloaded"
"""The module the server process imports before it makes the first child."""
PDF_INK: Final = "amt24web.documents.pdf"
WORD_INK: Final = "amt24web.documents.word"
"""Imported when used: the PDF ink loads Pango, which only the rendering process may do."""
FIRST_PAGE: Final = "Seite 1"
ADDRESS_SPACE: Final = 1_500_000_000
"""Bytes one paper may take; 118 dense pages took 0.4 GB."""


class DrawingFailed(Exception):
    """What went wrong inside the process, as text; for the log, not for people."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong inside, for the log, and the title of the section it goes wrong in."""

    trace: str
    section: str


def draw(
    answering: Connection,
    document: Document,
    file_format: DocumentFormat,
    look: Look,
    seconds: float,
) -> None:
    """Draw the paper within limits and answer its bytes, or a Failure."""
    _limit(seconds)
    answer: bytes | Failure
    try:
        answer = drawn(document, file_format, look)
    except Exception:
        trace = traceback.format_exc()
        answer = Failure(trace, _section_at_fault(document, file_format, look))
    answering.send(answer)
    answering.close()


def _section_at_fault(document: Document, file_format: DocumentFormat, look: Look) -> str:
    """The section with the first block that cannot be drawn by itself; empty if all can."""
    section = FIRST_PAGE
    for block in document.blocks:
        if isinstance(block, Heading):
            section = block.text
        try:
            drawn(replace(document, blocks=(block,)), file_format, look)
        except Exception:
            return section
    return ""


def drawn(document: Document, file_format: DocumentFormat, look: Look = OUR_LOOK) -> bytes:
    """The file; only for processes that may load Pango."""
    return INKS[file_format](document, printable(resolved(document)), look)


def _pdf(outline: Document, shown: Document, look: Look) -> bytes:
    return bytes(import_module(PDF_INK).ink(outline, shown, look))


def _word(outline: Document, shown: Document, look: Look) -> bytes:
    has_contents = any(isinstance(block, Contents) for block in shown.blocks)
    pages = import_module(PDF_INK).page_numbers(shown, look) if has_contents else {}
    return bytes(import_module(WORD_INK).ink(outline, shown, pages, look))


Ink: TypeAlias = Callable[[Document, Document, Look], bytes]
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
