"""How the bench measures: CPU of this process, SQL of one request, the ink of a paper."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from amt24web.documents.child import Wish, drawn
from amt24web.documents.outline import Document
from amt24web.domain.vocabulary import DocumentFormat
from tests.harness.app import statements

ROUNDS = 30


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    yardstick: str
    wanted: str
    measured: str


def measured(what: str, yardstick: str, wanted: str, ask: Callable[[], None]) -> Row:
    """A request with its CPU and how many statements it sends."""
    ask()
    with statements() as sent:
        ask()
    return Row(what, yardstick, wanted, f"{cpu(ask):.1f} ms, {len(sent)} SQL")


def inks(outline: Document) -> tuple[float, float, int]:
    """Milliseconds of CPU of the Word file once its pages are known, of the PDF, and its pages."""
    pages = drawn(Wish(outline, DocumentFormat.PDF)).pages
    word = cpu(lambda: drawn(Wish(outline, DocumentFormat.DOCX, pages=pages)) and None, rounds=8)
    pdf = cpu(lambda: drawn(Wish(outline, DocumentFormat.PDF)) and None, rounds=4)
    return word, pdf, max(pages.values())


def cpu(ask: Callable[[], None], rounds: int = ROUNDS) -> float:
    """Median CPU in milliseconds, after a round to warm up."""
    ask()
    taken = []
    for _ in range(rounds):
        before = time.process_time()
        ask()
        taken.append((time.process_time() - before) * 1000)
    return median(taken)
