"""Reading what people type: forgiving with what they mean, careful with what they might mean."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.domain.wording import german_date, german_number
from amt24web.rules.typed_text import PRIVATE_USE, clean, problem, read_date, read_number

unhurried = settings(deadline=None, max_examples=300)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12), ("1.200", 1200), ("1.234.567", 1_234_567), ("12,5", 12.5), ("1.200,50", 1200.5),
        ("12.5", 12.5), ("1 200", 1200), ("1\u202f200", 1200), ("1'200", 1200), ("-3", -3),
        ("+3", 3), ("0", 0), ("3,0", 3), ("007", 7), ("999999999999999", 999_999_999_999_999),
    ],
)  # fmt: skip
def test_a_number_is_read_as_germans_write_it(typed: str, number: float):
    assert read_number(typed) == number
    assert type(read_number(typed)) is type(number)


@pytest.mark.parametrize(
    "typed",
    ["", "zwölf", "12 Stück", "1,2,3", "1.20.3", "1e5", "0x10", "½", "nan", "inf", "--1", "1.",
     ",5", "1" * 16, "1" + ".000" * 100, "12,1234567", "1.200,1234567"],
)  # fmt: skip
def test_what_is_no_number_is_not_guessed(typed: str):
    assert read_number(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["24.12.2026", "24.12.26", " 24. 12. 2026", "24/12/2026", "2026-12-24", "24. Dezember 2026",
     "24 Dez 2026", "24. dez. 2026", "24.\u00a0Dezember 2026"],
)  # fmt: skip
def test_a_date_is_read_in_any_usual_spelling(typed: str):
    assert read_date(typed) == date(2026, 12, 24)


def test_a_month_with_umlaut_may_be_written_plainly():
    assert read_date("1. März 2027") == read_date("1. Marz 2027") == date(2027, 3, 1)


@pytest.mark.parametrize(
    "typed",
    ["", "morgen", "31.2.2026", "0.1.2026", "1.13.2026", "2026-13-01", "24.12.", "12/2026",
     "1. Ju 2026", "1. Quartal 2026", "24.12.20266", "0000-01-01", "24.12.0000"],
)  # fmt: skip
def test_what_is_no_day_is_not_guessed(typed: str):
    assert read_date(typed) is None


@unhurried
@given(st.dates())
def test_every_day_that_is_shown_can_be_typed_again(day: date):
    assert read_date(german_date(day)) == day
    assert read_date(day.isoformat()) == day


@unhurried
@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_whole_number_that_is_shown_can_be_typed_again(number: int):
    assert read_number(german_number(number)) == number


@unhurried
@given(st.decimals(-(10**9), 10**9, places=6))
def test_a_number_with_decimals_is_shown_as_it_was_typed(number: object):
    read = read_number(str(number))
    assert read is not None
    assert read_number(german_number(read)) == read


@unhurried
@given(st.text())
def test_no_text_breaks_the_readers(typed: str):
    read_number(typed)
    read_date(typed)
    problem(clean(typed), 10)


@unhurried
@given(st.text())
def test_clean_text_stays_as_it_is(typed: str):
    once = clean(typed)
    assert clean(once) == once


@unhurried
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"])))
def test_no_character_that_can_be_printed_is_lost(typed: str):
    assert clean(typed) == unicodedata.normalize("NFC", typed).strip()


@unhurried
@given(st.text())
def test_clean_text_has_nothing_that_breaks_documents(typed: str):
    assert not set(clean(typed)) & {*map(chr, range(9)), "\x0b", "\x0c", "\r", "\ufffe", "\uffff"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  a  ", "a"), ("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\x0bb", "a\nb"), ("a\x00b", "ab"),
     ("a\tb", "a\tb"), ("u\u0308", "ü")],
)  # fmt: skip
def test_text_is_cleaned(typed: str, kept: str):
    assert clean(typed) == kept


def test_a_text_that_is_too_long_says_how_long_it_is():
    assert problem("x" * 1_501, 500) == (
        "Der Text ist zu lang: 1.501 Zeichen, erlaubt sind 500. Bitte kürzen Sie ihn."
    )
    assert problem("x" * 500, 500) == ""


@pytest.mark.parametrize("character", ["\ue000", "\U000f0000", "\ud800"])
def test_characters_nobody_can_show_are_refused(character: str):
    assert problem(f"Amt {character}", 500) == PRIVATE_USE


def test_characters_of_all_the_world_are_welcome():
    assert problem("Łódź, Đà Nẵng, Ελλάδα, مرحبا, 漢字, 🏫", 500) == ""


@pytest.mark.parametrize("text", ["ca. 600", "ca 600", "etwa 600", "rund 600", "~600", "Circa 600"])
def test_an_estimate_is_a_number(text: str):
    assert read_number(text) == 600


@pytest.mark.parametrize(("text", "day"), [("September 2027", date(2027, 9, 1)),
                                           ("Mai 2027", date(2027, 5, 1))])  # fmt: skip
def test_a_month_alone_means_its_first_day(text: str, day: date):
    assert read_date(text) == day


@pytest.mark.parametrize("text", ["Herbst 2027", "Monat 2027", "September"])
def test_a_season_is_no_day(text: str):
    assert read_date(text) is None
