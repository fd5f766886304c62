"""The Testbericht: what is recommended and on which results, then every defect and every run."""

from collections.abc import Iterator, Sequence
from typing import Final

from amt24web.documents.coverage_table import coverage_section
from amt24web.documents.defects import NONE_FOUND, counts_section, defects_section
from amt24web.documents.head import Head
from amt24web.documents.outline import (
    Block,
    Callout,
    Document,
    DocumentControl,
    PageBreak,
    TitleBlock,
    cell,
)
from amt24web.documents.prose import read_prose
from amt24web.documents.signatures import approval_section
from amt24web.documents.tabulated import (
    columns,
    in_one_line,
    or_open,
    prose_in_full,
    prose_section,
    rows_section,
    yes_no_open,
)
from amt24web.documents.versions import tested_table, versions_section
from amt24web.domain.papers.parts import Criterion
from amt24web.domain.papers.testing_report import CaseRun, ReportFacts
from amt24web.domain.papers.words import CaseResult, DefectClass, Outcome
from amt24web.domain.wording import counted, german_date, label

KIND: Final = "Testbericht"
SLUG: Final = "testbericht"
RECOMMENDATION: Final = "Empfehlung zur Freigabe"
RECOMMENDED: Final = {
    Outcome.GIVEN: "Der Onlinedienst kann freigegeben werden.",
    Outcome.ON_CONDITION: "Der Onlinedienst kann mit Auflagen freigegeben werden.",
    Outcome.REFUSED: "Der Onlinedienst soll noch nicht freigegeben werden.",
}
NOT_RECOMMENDED: Final = "Die Empfehlung ist noch offen."
RESULTS_TITLE: Final = "Ergebnisse"
RESULT_COLUMNS: Final = columns(
    ("Blickwinkel", 24), ("Testfälle", 12), *((label(result), 16) for result in CaseResult)
)
NO_PERSPECTIVE: Final = "ohne Blickwinkel"
SUM: Final = "zusammen"
NOTHING_RUN: Final = "Es wurde noch kein Testfall durchgeführt."
CRITERIA_COLUMNS: Final = columns(
    ("Kriterium", 44), ("Zielwert", 18), ("Istwert", 20), ("Erfüllt", 18)
)
RUN_COLUMNS: Final = columns(
    ("Testfall", 30), ("Wer, wann, womit", 29), ("Ergebnis", 16), ("Beobachtet", 25)
)
LEFT_TITLE: Final = "Abweichungen, die noch da sind"
NOTHING_LEFT: Final = "Es ist keine Abweichung mehr da."
DONE_TITLE: Final = "Erledigte Abweichungen"
NOTHING_DONE: Final = "Es ist noch keine Abweichung erledigt."


def build_testing_report(head: Head, facts: ReportFacts) -> Document:
    """The report from its facts; page one says what is recommended and on which numbers."""
    criteria = [_criterion(criterion) for criterion in facts.criteria]
    done = [defect for defect in facts.defects if not defect.is_left]
    left = [defect for defect in facts.defects if defect.is_left]
    blocks = (
        *_page_one(facts),
        PageBreak(),
        *prose_in_full("Begründung der Empfehlung", facts.reasons),
        *defects_section(LEFT_TITLE, left, NOTHING_LEFT if facts.defects else _nothing(facts)),
        *(defects_section(DONE_TITLE, done, NOTHING_DONE) if facts.defects else ()),
        *rows_section("Kriterien", CRITERIA_COLUMNS, criteria, "Es sind keine Kriterien genannt."),
        *coverage_section(facts.coverage),
        *prose_section("Was anders war als geplant", facts.differences),
        *versions_section(facts.subjects, "Testobjekte"),
        *rows_section("Durchführung", RUN_COLUMNS, [_run(r) for r in facts.runs], NOTHING_RUN),
        *approval_section("Freigabe des Testberichts", facts.approvals),
        DocumentControl(),
    )
    return Document(head, blocks)


def _page_one(facts: ReportFacts) -> Iterator[Block]:
    reasons = read_prose(facts.reasons)
    said = RECOMMENDED[facts.recommendation] if facts.recommendation else NOT_RECOMMENDED
    yield TitleBlock()
    yield tested_table(facts.subjects, facts.begins, facts.ends, facts.environment)
    yield Callout(RECOMMENDATION, (*cell(said), *reasons[:1], *cell(_left(facts))))
    yield from rows_section(RESULTS_TITLE, RESULT_COLUMNS, _results(facts.runs), NOTHING_RUN)
    yield from counts_section("Abweichungen nach Klassen", facts.defects, _nothing(facts))


def _nothing(facts: ReportFacts) -> str:
    """What no defects mean: that none was found, or that nobody has looked."""
    return NONE_FOUND if facts.runs else NOTHING_RUN


def _left(facts: ReportFacts) -> str:
    """What still speaks against a release: the defects of the gravest class that are left."""
    grave = [d for d in facts.defects if d.is_left and d.weight is DefectClass.PREVENTS]
    if not grave:
        return ""
    number = counted(len(grave), "Abweichung", "Abweichungen")
    return f"Noch da: {number} der Klasse „{label(DefectClass.PREVENTS)}“."


def _results(runs: Sequence[CaseRun]) -> list[tuple[str, ...]]:
    """One row per perspective in the order in which they occur, and their sum."""
    names = dict.fromkeys(run.perspective for run in runs)
    rows = [_counted(name or NO_PERSPECTIVE, [r for r in runs if r.perspective == name])
            for name in names]  # fmt: skip
    return [*rows, _counted(SUM, runs)] if len(rows) > 1 else rows


def _counted(name: str, runs: Sequence[CaseRun]) -> tuple[str, ...]:
    results = [run.result for run in runs]
    return (name, str(len(runs)), *(str(results.count(result)) for result in CaseResult))


def _criterion(criterion: Criterion) -> tuple[str, ...]:
    return (
        criterion.text,
        or_open(criterion.target),
        or_open(criterion.actual),
        yes_no_open(criterion.is_met),
    )


def _run(run: CaseRun) -> tuple[str, ...]:
    found = f"Abweichung {run.defect}" if run.defect else ""
    return (
        in_one_line(run.case, run.title, between=" "),
        in_one_line(run.tester, german_date(run.day), run.on),
        label(run.result),
        in_one_line(run.observed, found, between="\n"),
    )
