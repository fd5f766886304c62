"""Test cases on paper: one small table each, with boxes to tick for what came out."""

from collections.abc import Iterator, Sequence
from typing import Final

from amt24web.documents.answers import cell_paragraphs
from amt24web.documents.outline import (
    Block,
    Cell,
    CheckItem,
    Checklist,
    Column,
    Heading,
    Item,
    Listing,
    Paragraph,
    Run,
    Table,
    WritingLines,
    cell,
    paragraph,
    text,
)
from amt24web.documents.tabulated import in_one_line
from amt24web.domain.papers.testing_plan import CaseToRun
from amt24web.domain.papers.words import CaseResult, Priority
from amt24web.domain.wording import counted, label

TITLE: Final = "Testfälle"
NO_CASES: Final = "Es sind noch keine Testfälle festgelegt."
ORDER: Final = (
    "Zuerst kommen die Fälle, ohne die alle anderen vergeblich sind. Danach folgt für jede "
    "testende Stelle, was sie prüft, das Wichtigste zuerst. Kreuzen Sie das Ergebnis an."
)
FIRST_TITLE: Final = "Zuerst: Scheitert einer dieser Fälle, wird nicht weiter getestet"
NOBODY: Final = "Noch niemandem zugeteilt"
COLUMNS: Final = (
    Column("Voraussetzung und Schritte", 46, is_row_header=True),
    Column("Erwartetes Ergebnis", 30),
    Column("Ergebnis", 24),
)
TO_WRITE: Final = "Datum, Nr. der Abweichung:"
WEIGHTS: Final = {priority: weight for weight, priority in enumerate(Priority)}


def cases_section(cases: Sequence[CaseToRun]) -> Iterator[Block]:
    """The annex: the cases that stop a test first, then tester by tester."""
    yield Heading(1, TITLE)
    if not cases:
        yield paragraph(NO_CASES)
        return
    yield paragraph(f"{counted(len(cases), 'Testfall', 'Testfälle')}. {ORDER}")
    for title, stretch in in_order(cases):
        yield Heading(2, title)
        for case in stretch:
            yield from case_blocks(case)


def in_order(cases: Sequence[CaseToRun]) -> tuple[tuple[str, tuple[CaseToRun, ...]], ...]:
    """The cases in stretches with their titles: what stops a test, then who tests what.

    Testers come in the order in which they first occur, cases of nobody last.
    """
    stretches: dict[str, list[CaseToRun]] = {FIRST_TITLE: []}
    for case in sorted(cases, key=lambda case: not case.tester):
        stretches.setdefault(FIRST_TITLE if case.is_stop else case.tester or NOBODY, []).append(
            case
        )
    return tuple(
        (title, tuple(sorted(stretch, key=lambda case: WEIGHTS[case.priority])))
        for title, stretch in stretches.items()
        if stretch
    )


def case_blocks(case: CaseToRun) -> tuple[Block, ...]:
    """One case with its title, what it is about, and its table."""
    title = in_one_line(case.key, case.title, between=" ")
    about = in_one_line(
        f"Priorität {label(case.priority)}",
        case.perspective,
        case.tester if case.is_stop else "",
        f"Bezug: {case.basis}" if case.basis else "",
        between=" · ",
    )
    row = (steps_cell(case), cell(case.expected), _result())
    return (
        Heading(3, title),
        Paragraph(text(about, muted=True), keeps_next=True),
        Table(title, COLUMNS, (row,), shows_caption=False),
    )


def steps_cell(case: CaseToRun) -> Cell:
    """What to have ready, and what to do."""
    before = (("Voraussetzung: ", case.precondition), ("Testdaten: ", case.data))
    known = tuple(Paragraph((Run(name, muted=True), Run(said))) for name, said in before if said)
    steps = tuple(Item(cell_paragraphs(step)) for step in case.steps)
    return (*known, Listing(steps, ordered=True)) if steps else known


def boxes() -> Checklist:
    """The results to tick, one below the other."""
    return Checklist(tuple(CheckItem(text(label(result))) for result in CaseResult))


def _result() -> Cell:
    return (boxes(), *cell(TO_WRITE, muted=True), WritingLines(1))
