"""Measures the pages people wait for and prints them beside the yardstick (``make bench``).

The yardstick is RDMO 2.5.2 with 60 questions on two cores. Ours is the whole catalogue as shipped,
nearly everything answered. CPU is that of this process: the request and its test client.
"""

import gzip
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from amt24web.documents.outline import Document
from amt24web.documents.render import render
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, DocumentFormat, DocumentKind
from amt24web.storage.database import reading
from amt24web.usecases import papers
from amt24web.usecases.dossier import open_dossier
from tests.bench.filled import filled, the_catalogue
from tests.bench.measuring import Row, inks, measured
from tests.bench.others import beside_others
from tests.bench.trial import trial_rows
from tests.documents.papers_of_testing import a_testing_plan, many_cases
from tests.harness.app import make_app
from tests.harness.builders import a_person
from tests.harness.client import Visitor

STATIC = Path(__file__).resolve().parents[2] / "static"
QUESTION, SECTION = "leistung_kurz", "leistung"
PAPERS_BESIDE, PAGES_WHEN_QUIET, PAUSE = 4, 60, 0.02
WIDTHS = (44, 24, 26, 26)


@dataclass(frozen=True)
class Plan:
    """A Testplan as it was measured: milliseconds of CPU by format, and how many pages it has."""

    paper: Document
    word_file: bytes
    pages: int
    costs: Mapping[DocumentFormat, float]


def main() -> int:
    """Measure everything and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(f"sqlite:///{folder}/bench.sqlite3")
        with app.app_context():
            who = a_person()
            number = filled(who)
            plan = _measured_plan()
            _print(
                [
                    *_requests(Visitor(app, who), number),
                    *_papers(who, number),
                    *_plan_rows(plan),
                    *trial_rows(app),
                    *_beside_papers(Visitor(app, who), number),
                    *_weights(app),
                ]
            )
            print()
            print(*beside_others(plan.paper, plan.word_file, plan.costs), sep="\n")
    return 0


def _requests(visitor: Visitor, number: int) -> list[Row]:
    base = f"/onlinedienste/{number}"
    token = visitor.form_token
    counter = iter(range(10_000))

    def save() -> None:
        fields = {
            f"f_{QUESTION}": f"Antwort {next(counter)}",
            f"f_{QUESTION}-revision": "999999",
            "abschnitt": SECTION,
        }
        answer = visitor.post(
            f"{base}/klaerung/antworten/{QUESTION}", fields, htmx=True, token=token
        )
        assert answer.status_code == 200, answer.text

    def page(path: str) -> Callable[[], None]:
        def ask() -> None:
            assert visitor.get(base + path).status_code == 200

        return ask

    return [
        measured("eine Antwort speichern", "106–110 ms, 30 SQL", "≤ 11 ms, ≤ 8 SQL", save),
        measured("Übersicht", "52–60 ms, 41 SQL", "≤ 15 ms, ≤ 10 SQL", page("")),
        measured("ein Abschnitt", "–", "–", page(f"/klaerung/{SECTION}")),
        measured("Dokumente mit Versionen", "–", "–", page("/dokumente")),
        measured("ein Block des Schnelldurchlaufs", "–", "–", page("/schnelldurchlauf/weichen")),
        measured("Ergebnis des Schnelldurchlaufs", "–", "–", page("/schnelldurchlauf/ergebnis")),
        measured(
            "alle Antworten", "89–109 ms, 16 SQL", "≤ 30 ms, ≤ 6 SQL",
            page("/klaerung/pruefen"),
        ),
    ]  # fmt: skip


def _papers(who: Account, number: int) -> list[Row]:
    with reading() as session:
        dossier = open_dossier(session, who, number, Action.DOWNLOAD_DOCUMENTS)
    outline = papers.paper_of(dossier, DocumentKind.CLARIFICATION)

    word, pdf, _ = inks(outline)
    return [
        Row(
            "DOCX (alle Antworten), Umbruch bekannt",
            "173–231 ms (60)",
            "≤ 40 ms (60)",
            f"{word:.0f} ms",
        ),
        Row("PDF/A-3a + PDF/UA-1 (alle Antworten)", "1752 ms (60)", "≤ 440 ms (60)",
            f"{pdf:.0f} ms"),
    ]  # fmt: skip


def _beside_papers(visitor: Visitor, number: int) -> list[Row]:
    """How long the overview takes while four papers are drawn, against a quiet moment."""
    plan = a_testing_plan(cases=many_cases(60))

    def ask() -> None:
        assert visitor.get(f"/onlinedienste/{number}").status_code == 200

    render(plan, DocumentFormat.PDF)
    quiet = _waits(ask, lambda taken: len(taken) < PAGES_WHEN_QUIET)
    with ThreadPoolExecutor(PAPERS_BESIDE) as pool:
        made = [pool.submit(render, plan, DocumentFormat.PDF) for _ in range(PAPERS_BESIDE)]
        beside = _waits(ask, lambda _: not all(paper.done() for paper in made))
    slower = _nearly_worst(beside) / _nearly_worst(quiet)
    return [
        Row("Übersicht, während vier PDF entstehen", "–", "≤ 2-fach, ≤ 250 ms",
            f"{slower:.1f}-fach, höchstens {max(beside):.0f} ms"),
    ]  # fmt: skip


def _waits(ask: Callable[[], None], goes_on: Callable[[list[float]], bool]) -> list[float]:
    """Milliseconds by the clock of each request, one after the other."""
    taken: list[float] = []
    while goes_on(taken):
        before = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - before) * 1000)
        time.sleep(PAUSE)
    return taken


def _nearly_worst(taken: list[float]) -> float:
    """What 95 of 100 requests stay below."""
    return sorted(taken)[int(len(taken) * 0.95)]


def _measured_plan() -> Plan:
    """A Testplan of 60 cases: what the Word file costs once its pages are known, and the PDF."""
    paper = a_testing_plan(cases=many_cases(60))
    word, pdf, pages = inks(paper)
    costs = {DocumentFormat.DOCX: word, DocumentFormat.PDF: pdf}
    return Plan(paper, render(paper, DocumentFormat.DOCX), pages, costs)


def _plan_rows(plan: Plan) -> list[Row]:
    word, pdf = plan.costs[DocumentFormat.DOCX], plan.costs[DocumentFormat.PDF]
    return [
        Row("Testplan (60 Fälle): DOCX, Umbruch bekannt", "–", "≤ 50 ms", f"{word:.0f} ms"),
        Row(
            "Testplan (60 Fälle): PDF",
            "–",
            "≤ 100 ms je Seite",
            f"{pdf / plan.pages:.0f} ms je Seite",
        ),
    ]


def _weights(app: object) -> list[Row]:
    files = [f for f in STATIC.rglob("*") if f.suffix in (".css", ".js") and f.is_file()]
    fonts = sum(f.stat().st_size for f in STATIC.rglob("*.woff2"))
    text = sum(len(gzip.compress(f.read_bytes(), 6)) for f in files)
    total = (text + fonts) / 1024
    return [Row("Dateien des ersten Besuchs", "–", "≤ 150 KB", f"{total:.0f} KB")]


def _print(rows: list[Row]) -> None:
    heads = (
        "",
        "RDMO 2.5.2 (60 Fragen)",
        "Ziel",
        f"amt24web ({len(the_catalogue().questions)} Fragen)",
    )
    for line in (heads, *((r.what, r.yardstick, r.wanted, r.measured) for r in rows)):
        print("".join(cell.ljust(width) for cell, width in zip(line, WIDTHS, strict=True)))


if __name__ == "__main__":
    sys.exit(main())
