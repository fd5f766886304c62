"""Prose that people type: paragraphs, lists, emphasis, safe links, nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt24web.documents.outline import Cell, Item, Listing, Paragraph, Run
from amt24web.documents.prose import LONGEST_MARKED_UP, read_prose


def runs_of(content: Cell) -> list[Run]:
    """All runs of some prose in reading order."""
    found: list[Run] = []
    for block in content:
        if isinstance(block, Paragraph):
            found += block.text
        elif isinstance(block, Listing):
            found += [run for item in block.items for run in runs_of(item.body)]
    return found


def said(typed: str) -> str:
    """What is left of typed prose, without its form."""
    return "".join(run.text for run in runs_of(read_prose(typed)))


def test_an_empty_line_parts_paragraphs() -> None:
    assert read_prose("Eins.\n\nZwei.") == (
        Paragraph((Run("Eins."),)),
        Paragraph((Run("Zwei."),)),
    )


def test_a_typed_line_break_stays_one() -> None:
    assert read_prose("Eins\nZwei") == (Paragraph((Run("Eins\nZwei"),)),)


def test_emphasis_becomes_voice() -> None:
    (block,) = read_prose("Das ist **wichtig** und *schräg*.")
    assert isinstance(block, Paragraph)
    assert [run.text for run in block.text if run.bold] == ["wichtig"]
    assert [run.text for run in block.text if run.italic] == ["schräg"]


def test_emphasis_can_be_nested() -> None:
    assert Run("b", bold=True, italic=True) in runs_of(read_prose("**a *b* c**"))


def test_lists_stay_lists_even_within_lists() -> None:
    inner = Listing((Item((Paragraph((Run("b"),)),)),), ordered=True)
    expected = Listing((Item((Paragraph((Run("a"),)), inner)),))
    assert read_prose("- a\n  1. b") == (expected,)


def test_a_numbered_list_begins_where_it_was_typed_to_begin() -> None:
    (block,) = read_prose("3. drei\n4. vier")
    assert isinstance(block, Listing)
    assert block.start == 3


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("[Amt24](https://example.org/a)", "https://example.org/a"),
        ("<https://example.org/b>", "https://example.org/b"),
        ("siehe https://example.org/c?x=1.", "https://example.org/c?x=1"),
        ("(https://example.org/d)", "https://example.org/d"),
        ("[Post](mailto:amt@example.org)", "mailto:amt@example.org"),
        ("[Weg](https://example.org/größe)", "https://example.org/gr%C3%B6%C3%9Fe"),
    ],
)
def test_web_and_mail_addresses_become_links(typed: str, address: str) -> None:
    assert [run.link for run in runs_of(read_prose(typed)) if run.link] == [address]


@pytest.mark.parametrize(
    "typed",
    [
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        "[x](file:///etc/passwd)",
        "[x](//example.org)",
        "<script>alert(1)</script>",
        "<b>fett</b>",
        "# keine Überschrift",
        "> kein Zitat",
        "`kein Code`",
        "| a | b |",
    ],
)
def test_everything_else_stays_the_text_that_was_typed(typed: str) -> None:
    assert said(typed) == typed
    assert not any(run.link for run in runs_of(read_prose(typed)))


def test_a_picture_is_not_fetched_but_named() -> None:
    assert said("![Bild](https://example.org/x.png)") == "!Bild"


def test_control_characters_are_dropped() -> None:
    assert said("a\x00\x07b\u2028c") == "ab\nc"


def test_very_long_prose_is_taken_as_plain_paragraphs() -> None:
    typed = "**a** " * LONGEST_MARKED_UP + "\n\nEnde"
    assert said(typed).startswith("**a** **a**")
    assert len(read_prose(typed)) == 2


@given(st.text())
def test_no_text_breaks_the_reading_and_nothing_forbidden_is_left(typed: str) -> None:
    for run in runs_of(read_prose(typed)):
        assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", run.text)
        assert not run.link or re.match("(https?://|mailto:)", run.link, re.IGNORECASE)


@given(st.text(alphabet="abcäöüß 0123456789", max_size=80))
def test_plain_words_are_read_as_they_are(typed: str) -> None:
    assert said(typed) == typed.strip()
