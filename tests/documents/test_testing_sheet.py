"""The Testbogen: page one, the cases to tick, and the table that is filled in and read back."""

import io
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from amt24web.artefacts.spreadsheet import read_spreadsheet
from amt24web.documents.case_sheets import NO_CASES
from amt24web.documents.head import Head
from amt24web.documents.outline import Document, Heading, Table
from amt24web.documents.plain import ink
from amt24web.documents.testing_sheet import build_testing_sheet
from amt24web.documents.testing_workbook import HEADS, HIDDEN_PLACE, build_workbook
from amt24web.domain.papers.testing_plan import CaseToRun
from amt24web.domain.papers.testing_sheet import (
    RESULT,
    TO_FILL,
    WEIGHT,
    Identity,
    SheetFacts,
    read_identity,
)

HEAD = Head("Testbogen", "Hundesteuer & Co.", date(2026, 11, 25), state=None)
FORMULAS = ("=1+1", "+49", "-x", "@SUM(A1)")


def a_case(number: int = 1, **said: Any) -> CaseToRun:
    usual = {"title": f"Fall {number}", "steps": ("Anmelden",), "expected": "Es geht."}
    return CaseToRun(**{"key": f"T-{number:03d}", **usual, **said})


def some_facts(*cases: CaseToRun, **said: Any) -> SheetFacts:
    return SheetFacts(**{"identity": Identity("u-1", 2, "Erika Beispiel"), "cases": cases, **said})


def sheet_of(facts: SheetFacts) -> Any:
    return load_workbook(io.BytesIO(build_workbook(HEAD, facts))).worksheets[0]


def said_by(document: Document) -> str:
    return ink(document)


def test_page_one_says_who_what_until_when_where_and_to_whom_it_goes_back():
    facts = some_facts(
        a_case(), scope="Nachtest", versions=("Prozess Hundesteuer, Version 1.2",),
        environment="Testumgebung", until=date(2026, 12, 1), back_to="Anna, anna@example.org",
    )  # fmt: skip
    said = said_by(build_testing_sheet(HEAD, facts))
    for words in ("Erika Beispiel", "1 Testfall im Testdurchlauf 2 (Nachtest)", "01.12.2026",
                  "Prozess Hundesteuer, Version 1.2", "Testumgebung", "anna@example.org",
                  "betriebsverhindernd"):  # fmt: skip
        assert words in said


def test_each_case_has_its_boxes_and_stop_cases_come_first():
    facts = some_facts(a_case(1, tester="E"), a_case(2, tester="E", is_stop=True))
    blocks = build_testing_sheet(HEAD, facts).blocks
    tables = [b for b in blocks if isinstance(b, Table) and len(b.columns) == 4]
    assert [len(table.rows) for table in tables] == [1, 1]
    assert "T-002" in repr(tables[0].rows)
    assert repr(tables[0].rows).count("CheckItem") == 4


def test_without_a_round_the_sheet_says_that_it_only_prepares_and_without_cases_that_too():
    facts = some_facts(identity=Identity("u-1", 0))
    said = said_by(build_testing_sheet(HEAD, facts))
    assert "dient der Vorbereitung" in said
    assert "alle, die testen" in said
    assert NO_CASES in said
    assert [b.text for b in build_testing_sheet(HEAD, facts).blocks if isinstance(b, Heading)]


def test_the_same_facts_give_the_same_bytes_and_other_facts_others():
    facts = some_facts(a_case(1), a_case(2))
    assert build_workbook(HEAD, facts) == build_workbook(HEAD, facts)
    assert build_workbook(HEAD, facts) != build_workbook(HEAD, some_facts(a_case(1)))


def test_only_what_is_to_be_filled_in_can_be_changed():
    sheet = sheet_of(some_facts(a_case()))
    assert sheet.protection.sheet
    unlocked = {
        head for place, head in enumerate(HEADS, 1) if not sheet.cell(2, place).protection.locked
    }
    assert unlocked == set(TO_FILL)


def test_which_sheet_it_is_stands_in_a_hidden_column():
    sheet = sheet_of(some_facts(a_case()))
    cell = sheet.cell(1, HIDDEN_PLACE)
    assert sheet.column_dimensions[cell.column_letter].hidden
    assert cell.protection.locked
    assert read_identity(cell.value) == Identity("u-1", 2, "Erika Beispiel")


def test_results_and_classes_are_chosen_from_lists_in_every_row():
    sheet = sheet_of(some_facts(a_case(1), a_case(2)))
    offers = {str(o.sqref): o.formula1 for o in sheet.data_validations.dataValidation}
    letters = {head: sheet.cell(1, place).column_letter for place, head in enumerate(HEADS, 1)}
    assert offers == {
        f"{letters[RESULT]}2:{letters[RESULT]}3":
            '"bestanden,nicht bestanden,blockiert,nicht durchgeführt"',
        f"{letters[WEIGHT]}2:{letters[WEIGHT]}3":
            '"betriebsverhindernd,betriebsbehindernd,leicht"',
    }  # fmt: skip


def test_it_prints_landscape_with_its_heads_on_every_page():
    sheet = sheet_of(some_facts(a_case()))
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "C2"
    assert sheet.oddFooter.left.text == "Testbogen: Hundesteuer && Co."


TEXTS = st.lists(
    st.sampled_from([*FORMULAS, "a", "ß", "😀", '"', ";", "1", " "]), min_size=1, max_size=4
).map("".join)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS)
def test_no_text_becomes_a_formula_and_all_come_back_to_the_letter(title: str, expected: str):
    facts = some_facts(a_case(title=title, expected=expected))
    sheet = sheet_of(facts)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(c.quotePrefix for c in cells if c.value.startswith(("=", "+", "-", "@")))
    (_, row) = read_spreadsheet(build_workbook(HEAD, facts)).rows
    assert (row[1], row[4] if len(row) > 4 else "") == (title, expected if expected.strip() else "")


@given(st.from_regex(r"[0-9a-f-]{4,36}", fullmatch=True), st.integers(0, 9_999), TEXTS)
def test_an_identity_is_read_back_as_it_was_written(uid: str, number: int, tester: str):
    assert read_identity(Identity(uid, number, tester).as_text) == Identity(
        uid, number, tester.strip()
    )


def test_other_texts_are_no_identity():
    for text in ("", "Testfall", "amt24web-testbogen;u", "amt24web-testbogen;u;x;", "a;b;1;c",
                 "amt24web-testbogen;u;²;", f"amt24web-testbogen;u;{'9' * 40};"):  # fmt: skip
        assert read_identity(text) is None
