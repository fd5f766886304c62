"""The Testbogen of one tester: page one says what to do until when, then come the cases."""

from collections.abc import Iterator, Sequence
from typing import Final

from amt24web.documents.case_sheets import NO_CASES, TITLE, boxes, in_order, steps_cell
from amt24web.documents.head import Head
from amt24web.documents.outline import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    TitleBlock,
    WritingLines,
    cell,
    paragraph,
    text,
)
from amt24web.documents.tabulated import (
    columns,
    day_or_open,
    facts_table,
    list_section,
    listed,
    rows_section,
)
from amt24web.documents.testing_plan import CLASSES
from amt24web.domain.papers.testing_plan import CaseToRun
from amt24web.domain.papers.testing_sheet import SheetFacts
from amt24web.domain.wording import counted, label

KIND: Final = "Testbogen"
SLUG: Final = "testbogen"
EVERYBODY: Final = "alle, die testen"
NO_ROUND_YET: Final = (
    "Es läuft noch kein Testdurchlauf. Dieser Bogen dient der Vorbereitung; "
    "die Ergebnisse gehören in den Bogen des Durchlaufs."
)
CLASS_COLUMNS: Final = columns(("Klasse", 34), ("Das heißt", 66))
CASE_COLUMNS: Final = (
    Column("Testfall und Schritte", 38, is_row_header=True),
    Column("Erwartetes Ergebnis", 21),
    Column("Ergebnis", 23),
    Column("Beobachtung", 18),
)
WEIGHT_TO_WRITE: Final = "Klasse, Tag:"
CLASSES_TITLE: Final = "Wie schwer eine Abweichung wiegt"
HOW_TITLE: Final = "So füllen Sie den Bogen aus"
HOW: Final = (
    "Gehen Sie die Testfälle der Reihe nach durch und kreuzen Sie je Fall ein Ergebnis an.",
    "Ist etwas nicht bestanden oder blockiert, schreiben Sie, was Sie gesehen haben. "
    "Bei „nicht bestanden“ nennen Sie auch die Klasse.",
    "Notieren Sie Tag, Gerät und Browser. Schreiben Sie keine Passwörter und keine PIN auf.",
    "Was Sie nicht geschafft haben, lassen Sie leer.",
)


def build_testing_sheet(head: Head, facts: SheetFacts) -> Document:
    """The sheet from its facts; what is not known yet is said."""
    return Document(head, (*_page_one(facts), PageBreak(), *_cases(facts.cases)))


def _page_one(facts: SheetFacts) -> Iterator[Block]:
    yield TitleBlock()
    yield facts_table(
        "Auf einen Blick",
        (
            ("Wer testet", facts.identity.tester or EVERYBODY),
            ("Was", what(facts)),
            ("Bis wann", day_or_open(facts.until)),
            ("Versionen", listed(facts.versions)),
            ("Umgebung", facts.environment),
            ("Ausgefüllt zurück an", facts.back_to),
        ),
        adds_standing=True,
    )
    if not facts.is_for_round:
        yield paragraph(NO_ROUND_YET)
    yield from list_section(HOW_TITLE, HOW)
    classes = [(label(weight), meaning) for weight, meaning, _ in CLASSES]
    yield from rows_section(CLASSES_TITLE, CLASS_COLUMNS, classes, "")
    yield Heading(1, "Wer getestet hat")
    yield facts_table(
        "Wer getestet hat", [(name, " ") for name in ("Name", "Tag", "Gerät und Browser")]
    )


def what(facts: SheetFacts) -> str:
    """How many cases of which round."""
    number = counted(len(facts.cases), "Testfall", "Testfälle")
    if not facts.is_for_round:
        return number
    scope = f" ({facts.scope})" if facts.scope else ""
    return f"{number} im Testdurchlauf {facts.identity.round_number}{scope}"


def _cases(cases: Sequence[CaseToRun]) -> Iterator[Block]:
    """All cases of a stretch in one table: seven or so on a page, with room to write."""
    yield Heading(1, TITLE)
    if not cases:
        yield paragraph(NO_CASES)
    for title, stretch in in_order(cases):
        yield Heading(2, title)
        rows = tuple(
            (_case(case), cell(case.expected), (boxes(),), _room_to_write()) for case in stretch
        )
        yield Table(title, CASE_COLUMNS, rows, shows_caption=False)


def _case(case: CaseToRun) -> Cell:
    return (Paragraph(text(f"{case.key} {case.title}", bold=True)), *steps_cell(case))


def _room_to_write() -> Cell:
    return (WritingLines(2), *cell(WEIGHT_TO_WRITE, muted=True))
