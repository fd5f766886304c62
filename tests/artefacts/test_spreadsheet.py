"""XLSX files: the first visible sheet as text; whatever is wrong with a file is said, never run."""

from datetime import date, datetime, time

import pytest

from amt24web.artefacts.spreadsheet import read_spreadsheet
from amt24web.domain.errors import InvalidInput
from tests.harness.workbooks import a_forged_workbook, a_workbook, hostile_files

HOSTILE = list(hostile_files())


@pytest.mark.parametrize(("data", "reason"), [h[1:] for h in HOSTILE], ids=[h[0] for h in HOSTILE])
def test_a_hostile_file_is_refused_with_its_reason(data: bytes, reason: str):
    with pytest.raises(InvalidInput, match=reason):
        read_spreadsheet(data)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Grundschule „Am Park“", "Grundschule „Am Park“"),
        ("zwei\nZeilen", "zwei\nZeilen"),
        ("zwei_x000D_\nZeilen", "zwei\nZeilen"),
        ("😀 Łódź", "😀 Łódź"),
        (146250007007, "146250007007"),
        (146250007007.0, "146250007007"),
        (1.5, "1,5"),
        (True, "ja"),
        (False, "nein"),
        (date(2026, 12, 24), "24.12.2026"),
        (datetime(2026, 12, 24), "24.12.2026"),
        (datetime(2026, 12, 24, 8, 30), "24.12.2026 08:30"),
        (time(8, 30), "08:30:00"),
    ],
)
def test_a_cell_becomes_what_somebody_would_type(value: object, text: str):
    assert read_spreadsheet(a_workbook(["x", value])).rows == (("x", text),)


def test_a_formula_counts_with_what_it_last_showed_and_is_never_computed():
    shown = b"<row r='1'><c r='A1' t='str'><f>1+1</f><v>zwei</v></c><c r='B1'><f>1+1</f></c></row>"
    assert read_spreadsheet(a_forged_workbook(shown)).rows == (("zwei",),)


def test_rows_keep_their_numbers():
    sheet = read_spreadsheet(a_workbook(["a"], [], [None, "b"], [None], [" "]))
    assert sheet.rows == (("a",), (), ("", "b"))


def test_the_first_visible_sheet_is_read_and_the_others_are_counted():
    sheet = read_spreadsheet(a_workbook(["a"], hidden=True, title="Schulen"))
    assert (sheet.title, sheet.rows, sheet.others) == ("Schulen", (("a",),), 0)


def test_a_file_without_visible_sheet_is_refused():
    hidden = b'<sheets><sheet name="a" sheetId="1" state="hidden" r:id="rId1"/></sheets>'
    head = (
        b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    )
    with pytest.raises(InvalidInput, match="kein sichtbares"):
        read_spreadsheet(a_forged_workbook(xl__workbook_xml=head + hidden + b"</workbook>"))


def test_five_thousand_rows_are_read():
    assert len(read_spreadsheet(a_workbook(*(["x"] for _ in range(5_000)))).rows) == 5_000
