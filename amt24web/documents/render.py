"""From outline to file, in a process of its own.

A paper is drawn in a child of a small server process that has the libraries loaded already
(multiprocessing's forkserver). Whatever happens there (a font that breaks Pango, a paper that
never ends, memory that is not given back) ends with the child; the application goes on.

Each process of the application has a server process of its own, started with its first paper and
gone when the application ends. A process that has drawn a paper must not fork and draw in its child
(web servers fork before).
"""

import hashlib
import multiprocessing
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final

from amt24web.documents import child
from amt24web.documents.child import UNKNOWN_PAGES, Drawing, Wish
from amt24web.documents.coverage import FONT_FOLDER
from amt24web.documents.outline import Contents, Document
from amt24web.domain.errors import RenderingFailed, TooSlow
from amt24web.domain.house_style import OUR_LOOK, Look
from amt24web.domain.vocabulary import DocumentFormat

TIME_LIMIT: Final = 60.0
"""Seconds one paper may take, waiting for its turn included."""
AT_ONCE: Final = 2
"""Papers drawn at the same time by one process; each may need some hundred megabytes."""
LIBRARIES: Final = ("weasyprint", "pydyf", "fonttools", "python-docx", "lxml")

TOO_LONG: Final = (
    "Das Dokument war nach {seconds} Sekunden noch nicht fertig. Bitte versuchen Sie es später "
    "noch einmal. Hilft das nicht, sagen Sie bitte der Verwaltung von amt24web Bescheid."
)
BROKEN: Final = (
    "Das Dokument konnte nicht erstellt werden. Die Angaben sind gespeichert. Bitte sagen Sie der "
    "Verwaltung von amt24web Bescheid."
)
BROKEN_IN: Final = (
    "Das Dokument konnte nicht erstellt werden; es scheitert bei „{section}“. Die Angaben sind "
    "gespeichert. Bitte sehen Sie dort nach ungewöhnlichen Zeichen, oder sagen Sie der Verwaltung "
    "von amt24web Bescheid."
)

_turns = threading.BoundedSemaphore(AT_ONCE)


def draw(wish: Wish, *, seconds: float = TIME_LIMIT) -> Drawing:
    """The paper as a file; the same wish always gives the same bytes.

    Raises TooSlow if it takes longer than ``seconds``, RenderingFailed if it cannot be made.
    """
    deadline = time.monotonic() + seconds
    if not _turns.acquire(timeout=seconds):
        raise _too_long(seconds)
    try:
        with _child(wish, seconds) as answers:
            if not answers.poll(max(0.0, deadline - time.monotonic())):
                raise _too_long(seconds)
            return _received(answers)
    finally:
        _turns.release()


def render(
    document: Document,
    file_format: DocumentFormat,
    look: Look = OUR_LOOK,
    *,
    seconds: float = TIME_LIMIT,
) -> bytes:
    """A file that stands alone: where its Word needs the pages of the PDF, that is drawn first."""
    pages = UNKNOWN_PAGES
    if needs_pages(document, file_format):
        pages = draw(Wish(document, DocumentFormat.PDF, look), seconds=seconds).pages
    return draw(Wish(document, file_format, look, pages), seconds=seconds).content


def needs_pages(document: Document, file_format: DocumentFormat) -> bool:
    """Whether a file prints page numbers that only the PDF of the same paper knows."""
    has_contents = any(isinstance(block, Contents) for block in document.blocks)
    return file_format is DocumentFormat.DOCX and has_contents


@contextmanager
def _child(wish: Wish, seconds: float) -> Iterator[Connection]:
    """A process that draws the paper and answers on the connection; it is gone afterwards."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([child.PRELOADED])
    answers, answering = context.Pipe(duplex=False)
    process: ForkServerProcess = context.Process(
        target=child.draw, args=(answering, wish, seconds), daemon=True
    )
    try:
        with answers, answering:
            process.start()
            answering.close()
            yield answers
    except OSError as error:
        raise RenderingFailed(BROKEN) from error
    finally:
        _end(process)


def _end(process: ForkServerProcess) -> None:
    if process.pid is not None:
        process.kill()
        process.join()
    process.close()


def _received(answers: Connection) -> Drawing:
    """The file, or RenderingFailed with what the child said before it went."""
    try:
        answer: Drawing | child.Failure = answers.recv()
    except EOFError as error:
        raise RenderingFailed(BROKEN) from error
    if isinstance(answer, child.Failure):
        said = BROKEN_IN.format(section=answer.section) if answer.section else BROKEN
        raise RenderingFailed(said) from child.DrawingFailed(answer.trace)
    return answer


def _too_long(seconds: float) -> TooSlow:
    return TooSlow(TOO_LONG.format(seconds=f"{seconds:g}".replace(".", ",")))


@cache
def engine() -> str:
    """What besides the outline decides about the bytes: our inks, the fonts, the libraries."""
    digest = hashlib.sha256()
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for file in _parts():
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def _parts() -> list[Path]:
    here = Path(__file__).parent
    inks = (file for file in here.iterdir() if file.suffix in (".py", ".css", ".docx"))
    return sorted([*inks, *FONT_FOLDER.glob("*.ttf")])
