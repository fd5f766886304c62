"""The largest Testplan anybody will hand out: 400 cases, with every kind of sign in them."""

from amt24web.documents.outline import Document
from amt24web.domain.papers.parts import Coverage
from amt24web.domain.papers.testing_plan import CaseToRun
from amt24web.domain.papers.words import Priority
from tests.documents.papers_of_testing import a_case, a_testing_plan, many_cases
from tests.documents.pilot import LONG_WORD

COUNT = 400
TESTERS = ("Sekretariat", "נועה כהן, מזכירות", "ليلى الحسن", f"Stelle für {LONG_WORD}", "")
TITLES = (
    "Feld {n}: Grenzwerte und falsche Angaben",
    LONG_WORD + "sbescheinigungsausfertigungsstelle {n}",
    "Kind von ليلى الحسن und נועה כהן, Fall {n}",
    "Gebühr {n}: ∑ ≤ 3 · √2, x² ≠ ½, 5 € ± 0,1 ‰",
    "Antwort {n} mit 😀, 🚀 und 👨‍👩‍👧 im Freitext",
)
STEPS: tuple[tuple[str, ...], ...] = (
    ("Öffnen Sie den Antrag.", "Tragen Sie „ليلى الحسن“ ein.", "Senden Sie ihn ab."),
    (),
    (f"Suchen Sie nach „{LONG_WORD}“.",),
    ("Rechnen Sie: 2 × 3 ≤ 7 ∧ ∀x ∈ ℝ: x² ≥ 0.", "Vergleichen Sie ∑ und ∏."),
    ("Schreiben Sie 😀🚀 in das Feld.", "Löschen Sie es.\n\nWarten Sie.", "Senden Sie es."),
)


def a_strange_case(n: int) -> CaseToRun:
    """One of many cases: some without steps, data or tester, each kind of sign in its turn."""
    return a_case(
        f"tf-{n:03}",
        title=TITLES[n % len(TITLES)].format(n=n),
        steps=STEPS[n % 7 % len(STEPS)],
        priority=tuple(Priority)[n % 3],
        tester=TESTERS[n % 11 % len(TESTERS)],
        precondition="" if n % 4 == 0 else "Der Dienst ist in der Entwicklung aktiviert.",
        data="" if n % 3 == 0 else f"Familie Testmann, Schulbezirk {n}",
        basis="" if n % 2 else "DIN SPEC 66336",
    )


def a_large_plan() -> Document:
    """A Testplan with 400 cases, of which a few are named as stopping the test."""
    stops = tuple(case for case in many_cases(3) if case.is_stop)
    cases = (*stops, *(a_strange_case(n) for n in range(COUNT - len(stops))))
    covered = tuple(Coverage(f"Anforderung {n}", (f"tf-{n:03}",)) for n in range(0, 90, 3))
    return a_testing_plan(cases=cases, coverage=covered, accounts=(), out_of_scope=(), risks=())
