"""Answers read anew: what still fits is a value, everything else waits as raw text."""

from typing import Any

import pytest

from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.conversion import converted, converted_cells, is_read_alike
from amt24web.rules.submissions import problems
from tests.harness.builders import a_column, a_content, a_question, some_choices, some_rows

PEOPLE = {"p1": "Anna Beispiel, Amt", "p2": "Bert"}
BOTH, ONE = some_choices("eltern", "vereine"), some_choices("eltern")


def asked(type: str, *choices: Any, **said: Any) -> Any:
    return a_question("f", type, choices=choices, **said)


@pytest.mark.parametrize(
    ("old", "value", "new", "expected"),
    [
        (asked("text"), "1.200", asked("zahl"), 1200),
        (asked("text"), "1. Mai 2026", asked("datum"), "2026-05-01"),
        (asked("zahl"), 12.5, asked("text"), "12,5"),
        (asked("datum"), "2026-05-01", asked("text"), "01.05.2026"),
        (asked("langtext"), "Zwei\n\nAbsätze", asked("text"), "Zwei\n\nAbsätze"),
        (asked("ja_nein"), "ja", asked("auswahl", *some_choices("ja", "nein")), "ja"),
        (asked("auswahl", *BOTH), "vereine", asked("mehrfach", *BOTH), ["vereine"]),
        (asked("mehrfach", *BOTH), ["vereine"], asked("auswahl", *BOTH), "vereine"),
        (asked("mehrfach", *BOTH), ["eltern", "vereine"], asked("text"), "Eltern, Vereine"),
        (asked("text"), "Vereine", asked("auswahl", *BOTH), "vereine"),
        (asked("beteiligter"), "p1", asked("text"), "Anna Beispiel, Amt"),
        (asked("text"), "Bert", asked("beteiligter"), "p2"),
        (asked("leika"), "99006053006000", asked("text"), "99-006-053-006-000"),
        (None, "2026-05-01", asked("datum"), None),
        (None, ["eltern"], asked("mehrfach", *BOTH), None),
        (None, 12.5, asked("text"), "12,5"),
        (None, "p9", asked("beteiligter"), None),
    ],
)
def test_what_still_fits_is_read(old: Any, value: Any, new: Any, expected: Any):
    content, found = converted(a_content(value), old, new, PEOPLE)
    assert content == a_content(value if expected is None else expected)
    assert (found is None) is (expected in (None, value))


@pytest.mark.parametrize(
    ("old", "value", "new", "raw"),
    [
        (asked("text"), "viele", asked("zahl"), "viele"),
        (asked("zahl"), 500, asked("zahl", maximum=100), "500"),
        (asked("langtext"), "x" * 501, asked("text"), "x" * 501),
        (asked("auswahl", *BOTH), "vereine", asked("auswahl", *ONE), "Vereine"),
        (asked("mehrfach", *BOTH), ["eltern", "vereine"], asked("mehrfach", *ONE),
         "Vereine, eltern"),
        (asked("mehrfach", *BOTH), ["eltern", "vereine"], asked("auswahl", *BOTH),
         "Eltern, Vereine"),
        (asked("text"), "Anna", asked("beteiligter"), "„Anna“"),
        (asked("text"), "Frau X", asked("beteiligter"), "Frau X"),
        (asked("beteiligter"), "p9", asked("mailadresse"), "nicht mehr beteiligt"),
        (asked("text"), "im Herbst", some_rows("f"), "im Herbst"),
        (asked("datum"), "2026-05-01", asked("ja_nein"), "01.05.2026"),
    ],
)  # fmt: skip
def test_what_fits_no_more_waits_as_text_beside_an_error(old: Any, value: Any, new: Any, raw: str):
    content, found = converted(a_content(value), old, new, PEOPLE)
    assert (content.value, content.raw, content.state) == (None, {"value": raw}, AnswerState.OPEN)
    assert problems(new, content)["value"]
    assert found is not None
    assert found.raw == raw


def test_a_choice_that_is_gone_is_told_from_an_answer_of_another_kind():
    gone = converted(a_content("vereine"), asked("auswahl", *BOTH), asked("auswahl", *ONE), {})[1]
    other = converted(a_content("viele"), asked("text"), asked("zahl"), {})[1]
    assert gone is not None
    assert other is not None
    assert (gone.lost_choice, other.lost_choice) == (True, False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (asked("text"), asked("text", text="Anders?", need="O")),
        (asked("auswahl", *BOTH), asked("auswahl", *reversed(BOTH))),
        (asked("berechnet", expression="1 == 1"), asked("berechnet", expression="2 == 2")),
    ],
)
def test_what_is_read_alike_is_not_touched(old: Any, new: Any):
    assert is_read_alike(old, new)
    content = a_content("irgendetwas")
    assert converted(content, old, new, {}) == (content, None)


def test_more_options_change_no_answer_and_not_their_order():
    content = a_content(["vereine", "eltern"])
    new = asked("mehrfach", *some_choices("amt", "eltern", "vereine"))
    assert converted(content, asked("mehrfach", *BOTH), new, {}) == (content, None)


def test_text_that_waited_may_be_an_answer_again():
    waiting = Content(raw={"value": "Vereine, eltern", "due": "bald"}, note="so")
    content, _ = converted(waiting, asked("mehrfach", *ONE), asked("mehrfach", *BOTH), {})
    assert content.value == ["eltern", "vereine"]
    assert (content.raw, content.note, content.state) == (
        {"due": "bald"}, "so", AnswerState.ANSWERED,
    )  # fmt: skip


def test_text_with_commas_is_not_taken_apart():
    waiting = Content(raw={"value": "viele, sehr viele"})
    content, _ = converted(waiting, asked("zahl"), asked("mehrfach", *BOTH), {})
    assert content.raw == {"value": "viele, sehr viele"}


@pytest.mark.parametrize("state", [AnswerState.IN_CLARIFICATION, AnswerState.NOT_APPLICABLE])
def test_what_was_said_around_an_answer_stays(state: AnswerState):
    content = a_content("viele", state=state, reason="weil", responsible_uid="p1")
    after, _ = converted(content, asked("text"), asked("zahl"), {})
    assert (after.state, after.reason, after.responsible_uid) == (state, "weil", "p1")


def test_what_is_worked_out_from_now_on_becomes_a_note():
    after, _ = converted(
        a_content("hoch", note="laut ISB"), asked("text"), asked("berechnet", expression="1"), {}
    )
    assert (after.value, after.raw) == (None, {})
    assert after.note == "laut ISB\nBisherige Angabe: hoch"


def test_nothing_said_is_nothing_to_read():
    assert converted(Content(note="x"), asked("text"), asked("zahl"), {}) == (
        Content(note="x"), None,
    )  # fmt: skip


# Cells


def cells(old: list[Any], new: list[Any], **said: Any) -> Content:
    raw = said.pop("raw", {})
    columns = ({column.id: column for column in each} for each in (old, new))
    return converted_cells(a_content(said or None, raw=raw), *columns, PEOPLE)[0]


def test_a_cell_that_fits_no_more_waits_in_its_cell():
    after = cells([a_column("a"), a_column("b")], [a_column("a", "zahl"), a_column("b")],
                  a="viele", b="x")  # fmt: skip
    assert (after.value, after.raw) == ({"b": "x"}, {"a": "viele"})


def test_a_cell_that_still_fits_is_read():
    after = cells([a_column("a")], [a_column("a", "zahl")], a="12")
    assert (after.value, after.raw) == ({"a": 12}, {})


def test_the_cells_of_a_column_that_is_gone_stay():
    after = cells([a_column("a", "zahl"), a_column("b")], [a_column("b")], a=3, b="x")
    assert after.value == {"a": 3, "b": "x"}


def test_raw_text_in_a_column_that_is_gone_stays_where_it_troubles_nobody():
    after = cells([a_column("a", "zahl")], [a_column("b")], b="x", raw={"a": "viele"})
    assert (after.value, after.raw) == ({"a": "viele", "b": "x"}, {})


def test_a_column_that_comes_back_is_read_again():
    after = cells([a_column("b")], [a_column("a", "zahl"), a_column("b")], a="viele", b="x")
    assert (after.value, after.raw) == ({"b": "x"}, {"a": "viele"})


def test_a_row_that_is_read_alike_is_not_touched():
    content = a_content({"a": "x"}, raw={"b": "?"})
    columns = {c.id: c for c in (a_column("a"), a_column("b", "zahl"))}
    assert converted_cells(content, columns, columns, {}) == (content, {})
