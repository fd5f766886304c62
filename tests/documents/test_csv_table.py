"""Tables as CSV: what goes in comes out, and nothing is ever calculated."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt24web.documents.csv_table import BYTE_ORDER_MARK, FORMULA_SIGNS, csv_table, harmless

CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=30)


def read(content: bytes) -> list[list[str]]:
    text = content.decode().removeprefix(BYTE_ORDER_MARK)
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


def test_excel_finds_its_mark_semicolons_and_line_ends():
    content = csv_table(("Nr.", "Frage"), [("A 1", "Größe; „so“")])
    assert content == '\ufeff"Nr.";"Frage"\r\n"A 1";"Größe; „so“"\r\n'.encode()


@pytest.mark.parametrize(
    "cell", ["=1+1", "+49 351", "-5", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "＝1", "\n=1"]
)
def test_what_looks_like_a_formula_is_a_text(cell: str):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "A 1", "a=b", "– Strich", "'=1", "„=“"])
def test_everything_else_stays_as_it_is(cell: str):
    assert harmless(cell) == cell


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_goes_in_comes_out_and_is_harmless(rows: list[tuple[str, str]]):
    back = read(csv_table(("a", "b"), rows))
    assert back[1:] == [[harmless(cell) for cell in row] for row in rows]
    assert not any(cell.lstrip().startswith(FORMULA_SIGNS) for row in back for cell in row)
    assert [[c.removeprefix("'") for c in row] for row in back[1:]] == [
        [c.removeprefix("'") for c in row] for row in rows
    ]
