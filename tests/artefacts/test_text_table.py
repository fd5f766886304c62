"""Pasted tables: cells by tab or semicolon, quotes as spreadsheets set them, nothing swallowed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.artefacts.text_table import (
    LONGEST_TABLE,
    MOST_COLUMNS,
    MOST_LINES,
    bounded,
    read_table,
    write_table,
)
from amt24web.domain.errors import InvalidInput

SPECIAL = [
    "ß",
    "ü",
    "“",
    '"',
    '""',
    "\t",
    "\n",
    "\r",
    ";",
    "=",
    "+1",
    "-",
    "@",
    "'",
    "😀",
    " ",
    "a",
    "",
]
cells = st.lists(st.sampled_from(SPECIAL), max_size=6).map("".join) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"),
    max_size=12,
)
tables = st.lists(st.lists(cells, max_size=5), max_size=6)


def uniform(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=400)
@given(tables)
def test_what_is_written_is_read_back_also_after_a_browser_has_carried_it(rows: list[list[str]]):
    expected = bounded([[uniform(cell) for cell in row] for row in rows])
    text = write_table(rows)
    assert read_table(text) == expected
    assert read_table(text.replace("\n", "\r\n")) == expected


@given(tables)
def test_what_was_understood_once_is_understood_the_same_way_again(rows: list[list[str]]):
    once = read_table("\n".join(";".join(row) for row in rows))
    assert read_table(write_table(once)) == once


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", ()),
        ("\n\n", ()),
        ("a\tb\r\nc", (("a", "b"), ("c",))),
        ("a;b\nc;d", (("a", "b"), ("c", "d"))),
        ("\ufeffa;b", (("a", "b"),)),
        ("Amt; Referat 1\tDresden", (("Amt; Referat 1", "Dresden"),)),
        ("a\n\n\tb\n\n", (("a",), (), ("", "b"))),
        ('"zwei\nZeilen"\t"„so“ ""und"" so"', (("zwei\nZeilen", '„so“ "und" so'),)),
        ("nur eine Spalte\nnoch eine", (("nur eine Spalte",), ("noch eine",))),
        ("a\x00\x08b\tc\x0b", (("ab", "c"),)),
    ],
)
def test_a_table_is_read(text: str, rows: object):
    assert read_table(text) == rows


@pytest.mark.parametrize("name", ['"Am Park" Schule', '"offen', 'Schule "Am Park"', '5" Rohr', '"'])
def test_a_quote_that_belongs_to_a_name_swallows_nothing(name: str):
    text = f"{name}\tDresden\nzweite\tGörlitz"
    assert read_table(text) == ((name, "Dresden"), ("zweite", "Görlitz"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\n" * MOST_LINES + "a", "5.000 Zeilen"),
        ("\t" * MOST_COLUMNS + "a", "60 Spalten"),
        ("a" * (LONGEST_TABLE + 1), "MB Text"),
        ("\n" * 1_900_000 + "a", "5.000 Zeilen"),
        ("\t" * 1_900_000 + "a", "5.000 Zeilen"),
        ('"x""\t' * 300_000, "5.000 Zeilen"),
    ],
)
def test_more_than_anybody_types_is_refused(text: str, reason: str):
    with pytest.raises(InvalidInput, match=reason):
        read_table(text)


def test_as_much_as_is_allowed_is_read():
    assert len(read_table("a\tb\n" * MOST_LINES + "\n" * 9_000)) == MOST_LINES
    assert len(read_table("\t".join("a" * MOST_COLUMNS))[0]) == MOST_COLUMNS
