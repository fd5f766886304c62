"""The Testbogen as XLSX: one row per case to fill in and read back, and a sheet that says how.

Only what is to be filled in can be changed. Which sheet it is stands in a hidden cell beside the
heads. The same facts give the same bytes.
"""

import io
import zipfile
from datetime import UTC, date, datetime, time
from typing import Final

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from amt24web.documents.head import Head
from amt24web.documents.reproducible import packed
from amt24web.documents.spreadsheet import FIRST_ROW, MADE_WITH, NOT_IN_THE_LIST, write_text
from amt24web.documents.tabulated import day_or_open, or_open
from amt24web.documents.testing_plan import CLASSES
from amt24web.documents.testing_sheet import EVERYBODY, KIND, NO_ROUND_YET, what
from amt24web.domain.papers.testing_plan import CaseToRun
from amt24web.domain.papers.testing_sheet import (
    CASE,
    DAY,
    EXPECTED,
    GIVEN,
    NAME,
    OBSERVED,
    ON,
    PRECONDITIONS,
    RESULT,
    STEPS,
    TITLE,
    TO_FILL,
    WEIGHT,
    SheetFacts,
)
from amt24web.domain.papers.words import CaseResult, DefectClass
from amt24web.domain.wording import label

HEADS: Final = (*GIVEN, *TO_FILL)
WIDTHS: Final = {
    CASE: 9, TITLE: 26, PRECONDITIONS: 24, STEPS: 42, EXPECTED: 32, RESULT: 17, OBSERVED: 34,
    WEIGHT: 19, DAY: 12, ON: 18, NAME: 18,
}  # fmt: skip
OPTIONS: Final = {
    RESULT: tuple(label(result) for result in CaseResult),
    WEIGHT: tuple(label(weight) for weight in DefectClass),
}
HIDDEN_PLACE: Final = len(HEADS) + 1
HELP_SHEET: Final = "Hinweise"
CORE: Final = "docProps/core.xml"
TO_READ: Final = PatternFill("solid", fgColor="E6EAF0")
TO_WRITE: Final = PatternFill("solid", fgColor="FFF7DB")
THIN: Final = Side(style="thin", color="B8C0CC")
BOX: Final = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
TOP: Final = Alignment(wrap_text=True, vertical="top")
SMALL: Final = Font(size=10)
A4: Final = 9
LINE_HEIGHT: Final = 13.5
CHARACTERS_PER_WIDTH: Final = 1.05
HIGHEST: Final = 400.0
HOW: Final = (
    "Füllen Sie auf dem Blatt „Testbogen“ die gelben Spalten aus, eine Zeile je Testfall.",
    "Ergebnis und Klasse wählen Sie aus der Liste. Was Sie nicht geschafft haben, bleibt leer.",
    "Bei „nicht bestanden“ und „blockiert“ schreiben Sie unter Beobachtung, was Sie gesehen haben.",
    "Soll daraus eine Abweichung werden, wählen Sie zu „nicht bestanden“ auch die Klasse.",
    "Ohne Namen in der Zeile gilt der Name oben, ohne Tag der Tag des Einlesens.",
    "Schreiben Sie keine Passwörter und keine PIN auf. Ändern Sie nichts an den anderen Spalten.",
)


def build_workbook(head: Head, facts: SheetFacts) -> bytes:
    """The sheet as XLSX; every text of ours is text, whatever sign it begins with."""
    book = Workbook()
    sheet = book.active
    sheet.title = KIND
    _write_heads(sheet, facts)
    for number, case in enumerate(facts.cases, FIRST_ROW):
        _write_case(sheet, number, case)
    _offer(sheet, max(len(facts.cases), 1))
    _protect(sheet)
    _set_print(sheet, head)
    _write_help(book.create_sheet(HELP_SHEET), head, facts)
    return _saved(book, head)


def _write_heads(sheet: Worksheet, facts: SheetFacts) -> None:
    for place, name in enumerate(HEADS, 1):
        write_text(sheet, 1, place, name)
        cell = sheet.cell(1, place)
        cell.font, cell.alignment, cell.border = Font(bold=True, size=10), TOP, BOX
        cell.fill = TO_WRITE if name in TO_FILL else TO_READ
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS[name]
    write_text(sheet, 1, HIDDEN_PLACE, facts.identity.as_text)
    sheet.cell(1, HIDDEN_PLACE).protection = Protection(locked=True, hidden=True)
    sheet.column_dimensions[get_column_letter(HIDDEN_PLACE)].hidden = True
    sheet.freeze_panes = "C2"


def _write_case(sheet: Worksheet, number: int, case: CaseToRun) -> None:
    texts = _texts(case)
    for place, name in enumerate(HEADS, 1):
        write_text(sheet, number, place, texts.get(name, ""))
        cell = sheet.cell(number, place)
        cell.font, cell.alignment, cell.border = SMALL, TOP, BOX
        cell.protection = Protection(locked=name not in TO_FILL)
    lines = max(_lines(text, WIDTHS[name]) for name, text in texts.items())
    sheet.row_dimensions[number].height = min(HIGHEST, LINE_HEIGHT * (lines + 1))


def _texts(case: CaseToRun) -> dict[str, str]:
    before = (case.precondition, f"Testdaten: {case.data}" if case.data else "")
    steps = (f"{n}. {step}" for n, step in enumerate(case.steps, 1))
    return {
        CASE: case.key,
        TITLE: case.title,
        PRECONDITIONS: "\n".join(part for part in before if part),
        STEPS: "\n".join(steps),
        EXPECTED: case.expected,
    }


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column, roughly: spreadsheets do not say beforehand."""
    room = max(1, int(width * CHARACTERS_PER_WIDTH))
    return sum(1 + len(line) // room for line in text.split("\n"))


def _offer(sheet: Worksheet, rows: int) -> None:
    for name, options in OPTIONS.items():
        letter = get_column_letter(HEADS.index(name) + 1)
        offer = DataValidation(
            type="list",
            formula1=f'"{",".join(options)}"',
            allow_blank=True,
            showErrorMessage=True,
            error=NOT_IN_THE_LIST,
        )
        offer.add(f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + rows - 1}")
        sheet.add_data_validation(offer)


def _protect(sheet: Worksheet) -> None:
    """Against mistakes, so without a password; rows and columns may be made larger."""
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
    sheet.protection.formatColumns = False


def _set_print(sheet: Worksheet, head: Head) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{get_column_letter(len(HEADS))}{sheet.max_row}"
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, 0.4)
    sheet.page_margins.bottom = 0.7
    # An ampersand begins a code in a footer; doubled it is one.
    sheet.oddFooter.left.text = head.title.replace("&", "&&")[:120]
    sheet.oddFooter.right.text = "Seite &P von &N"


def _write_help(sheet: Worksheet, head: Head, facts: SheetFacts) -> None:
    rows = [
        (head.title, ""),
        ("Wer testet", facts.identity.tester or EVERYBODY),
        ("Was", what(facts)),
        ("Bis wann", day_or_open(facts.until)),
        ("Versionen", or_open("\n".join(facts.versions))),
        ("Umgebung", or_open(facts.environment)),
        ("Ausgefüllt zurück an", or_open(facts.back_to)),
        ("", "" if facts.is_for_round else NO_ROUND_YET),
        *(("So geht es" if n == 0 else "", line) for n, line in enumerate(HOW)),
        *((label(weight), meaning) for weight, meaning, _ in CLASSES),
    ]
    for number, row in enumerate((row for row in rows if any(row)), 1):
        for place, words in enumerate(row, 1):
            write_text(sheet, number, place, words)
            sheet.cell(number, place).alignment = TOP if number > 1 else Alignment()
        sheet.cell(number, 1).font = Font(bold=True, size=14 if number == 1 else 10)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90
    sheet.protection.sheet = True


def _saved(book: Workbook, head: Head) -> bytes:
    target = io.BytesIO()
    book.save(target)
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts | {CORE: _properties(head)})


def _properties(head: Head) -> bytes:
    """What file viewers show; saving would put the clock in it."""
    moment = _noon(head.day)
    said = DocumentProperties(
        creator=MADE_WITH, title=head.title, created=moment, modified=moment, language="de-DE"
    )
    return bytes(tostring(said.to_tree()))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC).replace(tzinfo=None)
