"""Cells of a spreadsheet, understood like answers on a page, and written so that they return."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt24web.catalogue.structure import Choice, Column
from amt24web.rules.sheet_cells import can_be_read, cell_text, excerpt, read_cell, spellings
from tests.harness.builders import a_column, a_row

CHANNEL = a_column(
    "empfangskanal",
    "auswahl",
    choices=(
        Choice(slug="behoerdenkonto", text="Behördenkonto"),
        Choice(slug="fit_connect", text="FIT-Connect"),
        Choice(slug="welle_2", text="2. Welle"),
    ),
)
SEVERAL = a_column("mehrere", "mehrfach", choices=CHANNEL.choices)
YES_NO = a_column("zeigt", "ja_nein")
texts = st.text(st.characters(exclude_categories=["Cs", "Co", "Cc"]), max_size=40)


@pytest.mark.parametrize("typed", ["ja", "Ja", " JA ", "j", "x", "X", "wahr", "TRUE", "1", "ja!"])
def test_there_are_many_ways_to_say_yes(typed: str):
    assert read_cell(typed, YES_NO).value == "ja"


@pytest.mark.parametrize("typed", ["nein", "Nein", "n", "FALSCH", "0"])
def test_and_some_to_say_no(typed: str):
    assert read_cell(typed, YES_NO).value == "nein"


@pytest.mark.parametrize("typed", ["vielleicht", "-", "ja nein", "xx", "😀"])
def test_what_is_neither_is_refused(typed: str):
    reading = read_cell(typed, YES_NO)
    assert (reading.value, reading.raw) == (None, typed)
    assert "weder ja noch nein" in reading.problem


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Behördenkonto", "behoerdenkonto"),
        ("behoerdenkonto", "behoerdenkonto"),
        ("BEHÖRDEN KONTO", "behoerdenkonto"),
        ("Behordenkonto", "behoerdenkonto"),
        ("fit connect", "fit_connect"),
        ("fit_connect", "fit_connect"),
        ("2.Welle", "welle_2"),
        ("Welle 2", "welle_2"),
    ],
)
def test_an_option_is_known_by_its_text_and_by_its_slug(typed: str, slug: str):
    assert read_cell(typed, CHANNEL).value == slug


@pytest.mark.parametrize("typed", ["Fax", "x" * 5_000, "…"])
def test_an_unknown_option_names_those_that_exist(typed: str):
    problem = read_cell(typed, CHANNEL).problem
    assert "Behördenkonto, FIT-Connect, 2. Welle" in problem


def test_several_options_stand_between_semicolons():
    assert read_cell("FIT-Connect; 2. Welle\n", SEVERAL).value == ["fit_connect", "welle_2"]
    assert read_cell("FIT-Connect; Fax", SEVERAL).problem


@pytest.mark.parametrize("typed", ["#NV", "#REF!", "#name?"])
def test_a_fault_of_excel_is_no_answer(typed: str):
    assert "Fehler aus Excel" in read_cell(typed, a_column()).problem


def test_a_line_break_within_a_cell_is_a_blank_but_not_in_prose():
    assert read_cell(" Amt\n Bautzen ", a_column()).value == "Amt Bautzen"
    assert read_cell("a\n\nb", a_column(type="langtext")).value == "a\n\nb"


def test_what_a_page_refuses_is_refused_here_for_the_same_reason():
    assert "keine E-Mail" in read_cell("abc", a_column(type="mailadresse")).problem
    assert "zwölf Ziffern" in read_cell("14", a_column(type="ars")).problem
    assert "zu lang" in read_cell("x" * 501, a_column()).problem


def test_somebody_is_not_chosen_by_name():
    assert not can_be_read(a_column(type="beteiligter"))
    assert can_be_read(a_column())


@given(st.sampled_from([CHANNEL, SEVERAL, YES_NO, a_column(), a_column("x", "ars")]), st.data())
def test_a_kept_cell_is_written_so_that_it_is_read_back(column: Column, data: st.DataObject):
    kept = {
        "auswahl": st.sampled_from([c.slug for c in column.choices] or [""]),
        "mehrfach": st.lists(st.sampled_from([c.slug for c in column.choices] or [""]), min_size=1,
                             unique=True).map(sorted),
        "ja_nein": st.sampled_from(["ja", "nein"]),
        "text": texts.map(lambda text: " ".join(text.split())).filter(bool),
        "ars": st.from_regex(r"[0-9]{12}", fullmatch=True).filter(str.isascii),
    }  # fmt: skip
    value = data.draw(kept[column.type])
    written = cell_text(a_row(**{column.id: value}), column, {})
    found = read_cell(written, column).value
    assert found == value or (column.type == "text" and found == read_cell(value, column).value)


@given(texts)
def test_spellings_are_letters_and_digits_whatever_is_typed(text: str):
    assert all(word.isascii() and (word.isalnum() or not word) for word in spellings(text))


def test_a_long_text_is_quoted_by_its_beginning():
    assert excerpt("a\n b") == "a b"
    assert len(excerpt("x" * 400)) == 61
