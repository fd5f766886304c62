"""From what a page sends to a content: what is not sent stays, what cannot be read is kept."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.submissions import (
    REASON_MISSING,
    Submission,
    cell_problems,
    due_text,
    problems,
    understand,
    understand_row,
)
from tests.harness.builders import a_column, a_content, a_question

NUMBER = a_question("anzahl_der_faelle", "zahl")
COLUMNS = (a_column("name"), a_column("zahl", "zahl"))


def sent(**parts: str) -> Submission:
    return Submission({part: [text] for part, text in parts.items()}, revision=0)


def test_a_value_makes_an_answer():
    assert understand(NUMBER, sent(value="5"), Content()) == a_content(5)


def test_an_unreadable_value_stays_as_raw_text_and_the_question_stays_open():
    content = understand(NUMBER, sent(value="fünf"), a_content(5))
    assert content == Content(raw={"value": "fünf"})
    assert "keine Zahl" in problems(NUMBER, content)["value"]


def test_a_readable_value_replaces_the_raw_text():
    assert understand(NUMBER, sent(value="5"), Content(raw={"value": "fünf"})) == a_content(5)


def test_an_emptied_field_takes_the_answer_back():
    assert understand(NUMBER, sent(value=" "), a_content(5)).is_empty


def test_what_is_not_sent_stays_as_it_was():
    base = a_content(5, note="laut Statistik", responsible_uid="p1", due_on=date(2026, 5, 1))
    assert understand(NUMBER, sent(), base) == base


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("wird_geklaert", AnswerState.IN_CLARIFICATION),
        ("nicht_zutreffend", AnswerState.NOT_APPLICABLE),
        ("beantwortet", AnswerState.ANSWERED),
        ("", AnswerState.ANSWERED),
        ("<script>", AnswerState.ANSWERED),
    ],
)
def test_the_state_is_what_was_chosen_or_follows_from_the_answer(written: str, state: AnswerState):
    assert understand(NUMBER, sent(zustand=written, value="5"), Content()).state is state


def test_a_promise_is_kept_while_the_answer_is_typed():
    promised = Content(state=AnswerState.IN_CLARIFICATION)
    assert understand(NUMBER, sent(value="5"), promised).state is AnswerState.IN_CLARIFICATION
    assert understand(NUMBER, sent(value="5", zustand=""), promised).state is AnswerState.ANSWERED


def test_who_until_when_and_why_are_read():
    parts = {"verantwortlich": "p1", "bis": "1.5.2026", "notiz": " bald ", "grund": "weil"}
    assert understand(NUMBER, sent(**parts), Content()) == Content(
        responsible_uid="p1", due_on=date(2026, 5, 1), note="bald", reason="weil"
    )


def test_an_unreadable_due_date_is_kept_and_named():
    content = understand(NUMBER, sent(bis="nach Ostern"), Content(due_on=date(2026, 5, 1)))
    assert (content.due_on, due_text(content)) == (None, "nach Ostern")
    assert "kein Datum" in problems(NUMBER, content)["due"]


def test_an_unreadable_due_date_survives_the_next_answer():
    base = Content(raw={"due": "nach Ostern"})
    assert understand(NUMBER, sent(value="fünf"), base).raw == {
        "due": "nach Ostern",
        "value": "fünf",
    }


def test_a_readable_due_date_replaces_the_unreadable_one():
    content = understand(NUMBER, sent(bis="1.5.2026"), Content(raw={"due": "nach Ostern"}))
    assert (content.raw, due_text(content)) == ({}, "01.05.2026")


def test_not_applicable_asks_for_a_reason():
    content = understand(NUMBER, sent(zustand="nicht_zutreffend"), Content())
    assert problems(NUMBER, content) == {"reason": REASON_MISSING}
    assert not problems(NUMBER, understand(NUMBER, sent(grund="gibt es nicht"), content))


def test_columns_that_were_not_sent_keep_their_cells():
    base = a_content({"name": "A", "zahl": 1})
    assert understand_row(COLUMNS, sent(zahl="2"), base).value == {"name": "A", "zahl": 2}


def test_an_unreadable_cell_is_kept_beside_the_others():
    content = understand_row(COLUMNS, sent(name="A", zahl="viele"), Content())
    assert (content.value, content.raw) == ({"name": "A"}, {"zahl": "viele"})
    assert "keine Zahl" in cell_problems(COLUMNS, content)["zahl"]
    assert understand_row(COLUMNS, sent(zahl="2"), content).raw == {}


def test_a_row_emptied_cell_by_cell_is_open_again():
    content = understand_row(COLUMNS, sent(name="", zahl=""), a_content({"name": "A", "zahl": 1}))
    assert content.is_empty


def test_cells_of_unknown_columns_are_not_taken():
    assert understand_row(COLUMNS, sent(fremd="x"), Content()).is_empty


parts = st.dictionaries(
    st.sampled_from(["value", "zustand", "notiz", "grund", "verantwortlich", "bis", "fremd"]),
    st.lists(
        st.text(max_size=20) | st.sampled_from(["5", "1.5.2026", "wird_geklaert"]), max_size=2
    ),
)


@settings(deadline=None, max_examples=300)
@given(parts, parts)
def test_sending_it_again_changes_nothing(
    first: dict[str, list[str]], second: dict[str, list[str]]
):
    base = understand(NUMBER, Submission(first, 0), Content())
    once = understand(NUMBER, Submission(second, 0), base)
    assert understand(NUMBER, Submission(second, 0), once) == once
    assert set(problems(NUMBER, once)) >= set(once.raw)


HANDED_ON = a_content(
    "alt", state=AnswerState.IN_CLARIFICATION, responsible_uid="rolle:dsb"
)  # fmt: skip


def test_answering_what_was_handed_on_takes_it_back():
    still_chosen = sent(value="neu", fragen="rolle:dsb", fragen_vorher="rolle:dsb")
    assert understand(a_question(), still_chosen, HANDED_ON) == a_content("neu")


@pytest.mark.parametrize("value", ["alt", " "])
def test_what_is_handed_on_stays_so_without_a_new_answer(value: str):
    content = understand(a_question(), sent(value=value, fragen="rolle:dsb"), HANDED_ON)
    assert content.state is AnswerState.IN_CLARIFICATION
    assert content.responsible_uid == "rolle:dsb"


def test_a_page_that_still_shows_the_hand_over_does_not_hand_on_again():
    late = sent(value="neuer", fragen="rolle:dsb", fragen_vorher="rolle:dsb")
    assert understand(a_question(), late, a_content("neu")) == a_content("neuer")


def test_handing_on_keeps_the_answer():
    chosen = sent(value="alt", fragen="rolle:dsb", fragen_vorher="")
    assert understand(a_question(), chosen, a_content("alt")) == HANDED_ON


def test_a_new_answer_together_with_another_choice_is_handed_on():
    both = sent(value="neu", fragen="rolle:isb", fragen_vorher="rolle:dsb")
    content = understand(a_question(), both, HANDED_ON)
    assert (content.value, content.responsible_uid) == ("neu", "rolle:isb")
    assert content.state is AnswerState.IN_CLARIFICATION


def test_being_clarified_by_nobody_yet_survives_a_page_that_says_nothing_new():
    waiting = a_content("alt", state=AnswerState.IN_CLARIFICATION)
    untouched = sent(value="alt", fragen="", fragen_vorher="")
    assert understand(a_question(), untouched, waiting) == waiting
