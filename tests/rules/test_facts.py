"""Records sorted into facts: order of rows, names of people, what conditions may look at."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.catalogue.structure import Table
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.facts import all_columns, columns_of, compared, gather, person_label, rows_of
from tests.harness.builders import (
    AUTHORITY_COLUMNS,
    a_catalogue,
    a_column,
    a_content,
    a_fixed_row,
    a_question,
    a_row,
    facts_with,
    some_choices,
    some_rows,
)

ROWS = some_rows("zeilen", a_column("name"), a_column("tag", "datum"), a_column("key", "leika"))
CATALOGUE = a_catalogue(ROWS)


def test_a_question_nobody_touched_has_an_empty_record():
    record = facts_with().record("frage")
    assert (record.revision, record.content) == (0, Content())


def test_rows_stand_in_the_order_of_their_positions():
    facts = facts_with(
        a_row(uid="b", position=2), a_row(uid="c", position=1), a_row(uid="a", position=2)
    )
    assert [row.row_uid for row in facts.rows["zeilen"]] == ["c", "a", "b"]


def test_a_removed_row_is_kept_apart_and_can_still_be_found():
    facts = facts_with(a_row(uid="a"), a_row(uid="b", removed=True))
    assert [row.row_uid for row in facts.rows["zeilen"]] == ["a"]
    assert facts.row("zeilen", "b") is not None
    assert facts.row("zeilen", "c") is None


@settings(deadline=None)
@given(
    st.permutations(
        [a_row(uid=uid, position=p) for uid, p in zip("abcde", (3, 1, 2, 2, 3), strict=True)]
    )
)
def test_the_order_does_not_depend_on_the_database(records: list[Record]):
    assert [row.row_uid for row in gather(records).rows["zeilen"]] == ["b", "c", "d", "a", "e"]


def test_people_are_known_by_name_and_body():
    facts = facts_with(
        participants=[{"person": "Anna Beispiel", "einrichtung": "Amt"}, {"rolle": "tt"}]
    )
    assert facts.people == {"z1": "Anna Beispiel, Amt", "z2": "noch ohne Namen"}
    assert person_label({"einrichtung": "Amt", "person": ""}) == "Amt"


def test_a_removed_participant_is_nobody_any_more():
    assert not facts_with(a_row("participants", removed=True, person="Anna Beispiel")).people


def test_everything_kept_is_listed_and_the_newest_is_known():
    facts = facts_with(a_row(uid="a"), a_row(uid="b", removed=True), frage="x")
    assert {(r.key, r.row_uid) for r in facts.records} == {
        ("zeilen", "a"),
        ("zeilen", "b"),
        ("frage", ""),
    }
    assert facts.newest is not None
    assert facts_with().newest is None


def test_a_window_shows_the_chosen_columns_and_knows_them_all():
    window = a_question("stellen", "stellen", shown_columns=("kontakt", "name"))
    catalogue = a_catalogue(window, tables=(Table(id="stellen", columns=AUTHORITY_COLUMNS),))
    assert [c.id for c in columns_of(catalogue, window)] == ["kontakt", "name"]
    assert all_columns(catalogue, window) == AUTHORITY_COLUMNS
    assert columns_of(CATALOGUE, ROWS) == ROWS.columns


def test_fixed_rows_are_there_before_anybody_fills_them_and_none_beside():
    question = some_rows(fixed_rows=(a_fixed_row("eins"), a_fixed_row("zwei")))
    rows = rows_of(question, facts_with(a_row(uid="zwei", name="B"), a_row(uid="fremd")))
    assert [(row.row_uid, row.revision) for row in rows] == [("eins", 0), ("zwei", 1)]


@pytest.mark.parametrize("state", [AnswerState.IN_CLARIFICATION, AnswerState.NOT_APPLICABLE])
def test_what_is_being_clarified_counts_as_unanswered_for_conditions(state: AnswerState):
    question = a_question()
    facts = facts_with(frage=Content(value="x", state=state))
    assert compared(a_catalogue(question), question, facts) is None


def test_unreadable_text_counts_as_unanswered():
    question = a_question(type="zahl")
    assert (
        compared(a_catalogue(question), question, facts_with(frage=Content(raw={"value": "?"})))
        is None
    )


def test_conditions_see_days_options_and_the_parts_of_keys():
    question = a_question(type="mehrfach", choices=some_choices("a", "b"))
    assert compared(a_catalogue(question), question, facts_with(frage=["a"])) == ["a"]
    rows = facts_with(zeilen=[{"name": "A", "tag": "2026-05-01", "key": "99006053006000"}])
    assert compared(CATALOGUE, ROWS, rows) == [
        {"name": "A", "tag": date(2026, 5, 1), "key": "99006053006000",
         "key_instanz": "99", "key_verrichtung": "006"}
    ]  # fmt: skip


def test_empty_rows_are_no_answer_and_retired_columns_are_not_seen():
    assert compared(CATALOGUE, ROWS, facts_with(a_row(uid="a"), a_row(uid="b"))) is None
    facts = facts_with(a_row(uid="a", name="A", abgeschafft="x", tag=""), a_row(uid="b"))
    assert compared(CATALOGUE, ROWS, facts) == [{"name": "A"}, {}]


def test_rows_put_aside_as_not_applicable_are_unanswered():
    facts = facts_with(a_row(name="A"), zeilen=a_content(None, state=AnswerState.NOT_APPLICABLE))
    assert compared(CATALOGUE, ROWS, facts) is None
