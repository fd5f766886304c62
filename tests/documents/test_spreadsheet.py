"""Tables as XLSX: text stays text, options are offered, and what is read back is the same."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from amt24web.artefacts.spreadsheet import read_spreadsheet
from amt24web.artefacts.text_table import bounded
from amt24web.documents.spreadsheet import LOOKS_LIKE_A_FORMULA, SheetColumn, spreadsheet

COLUMNS = (SheetColumn("Stelle"), SheetColumn("nimmt an", ("Ja", "Nein")), SheetColumn("Telefon"))
SPECIAL = [
    "=1+1",
    "+49 351",
    "-",
    "@SUM(A1)",
    '"',
    "\t",
    "\n",
    "ß",
    "😀",
    "0351",
    "a",
    " ",
]
cells = st.lists(st.sampled_from(SPECIAL), max_size=4).map("".join)
rows = st.lists(st.tuples(cells, cells, cells), max_size=4)


def made(*table: tuple[str, str, str]) -> bytes:
    return spreadsheet("Stellen", COLUMNS, table, room=1_000)


@settings(max_examples=60, deadline=None)
@given(rows)
def test_what_is_written_is_read_back_to_the_letter(table: list[tuple[str, str, str]]):
    head = tuple(column.head for column in COLUMNS)
    assert read_spreadsheet(made(*table)).rows == bounded([head, *table])


@given(st.lists(st.sampled_from(SPECIAL), min_size=1, max_size=4).map("".join))
@settings(max_examples=40, deadline=None)
def test_no_cell_is_a_formula_and_what_looks_like_one_stays_text_when_edited(text: str):
    sheet = load_workbook(io.BytesIO(made((text, "", "")))).active
    cell = sheet["A2"]
    assert (cell.data_type, cell.value, cell.number_format) == ("s", text, "@")
    assert cell.quotePrefix is text.startswith(LOOKS_LIKE_A_FORMULA)


def test_options_are_offered_from_a_hidden_sheet_for_every_row():
    book = load_workbook(io.BytesIO(made()))
    (offer,) = book.active.data_validations.dataValidation
    assert (str(offer.sqref), offer.formula1) == ("B2:B1001", "Auswahl!$B$1:$B$2")
    assert [cell.value for cell in book["Auswahl"]["B"]] == ["Ja", "Nein"]
    assert book["Auswahl"].sheet_state == "hidden"


def test_characters_that_xml_cannot_hold_are_left_out():
    assert read_spreadsheet(made(("a\x00\x1fb", "", ""))).rows[1] == ("ab",)
