"""How far a Klärung is: only what is asked counts, and what cannot exist yet is not missing."""

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AnswerState, Phase, Stage
from amt24web.rules.progress import STAGE_OF_PHASE, Progress, added, is_due, state_of
from tests.harness.builders import (
    a_catalogue,
    a_content,
    a_fixed_row,
    a_question,
    a_row,
    a_section,
    a_standing,
    facts_with,
    some_rows,
)

CLARIFYING = Content(state=AnswerState.IN_CLARIFICATION)
PUT_ASIDE = Content(state=AnswerState.NOT_APPLICABLE, reason="gibt es bei uns nicht")
CATALOGUE = a_catalogue(
    a_question("eins", "ja_nein"),
    a_question("zwei", condition="eins == 'ja'"),
    a_question("drei", need="E"),
    a_question("spaeter", stage="freigabe"),
    a_question("gerechnet", "berechnet", expression="1 == 1"),
    a_section(a_question("ziel"), section_id="auftakt", letter="Z", questionnaire="auftakt"),
)


def progress(phase: Phase = Phase.CLARIFICATION, **answers: object) -> Progress:
    return a_standing(CATALOGUE, phase=phase, **answers).progress


def test_nothing_answered():
    assert progress() == Progress(total=3, done=0, in_clarification=0, due=1)


def test_a_question_counts_from_when_it_is_asked():
    assert progress(eins="ja") == Progress(total=4, done=1, in_clarification=0, due=1)
    assert progress(eins="nein") == Progress(total=3, done=1, in_clarification=0, due=0)


def test_an_answer_that_is_not_asked_does_not_count():
    assert progress(eins="nein", zwei="x").done == 1


def test_what_is_recommended_counts_but_is_never_due():
    assert progress(drei="x") == Progress(total=3, done=1, in_clarification=0, due=1)


def test_what_is_needed_later_is_due_later():
    assert [
        progress(phase).due for phase in (Phase.CLARIFICATION, Phase.PROTOTYPE, Phase.TEST)
    ] == [1, 1, 2]


def test_the_kickoff_does_not_count_for_the_klaerung():
    assert progress(ziel="x") == progress()


def test_a_promise_is_not_done_and_still_due():
    assert progress(eins=CLARIFYING) == Progress(total=3, done=0, in_clarification=1, due=1)


def test_not_applicable_is_done_once_it_has_a_reason():
    without = Content(state=AnswerState.NOT_APPLICABLE)
    assert progress(eins=PUT_ASIDE).done == 1
    assert progress(eins=without) == progress()


def test_unreadable_text_is_not_done():
    assert progress(drei=Content(raw={"value": "?"})).done == 0


def test_a_repeatable_question_is_answered_by_a_row_with_something_in_it():
    question = some_rows()
    assert state_of(question, facts_with()) is AnswerState.OPEN
    assert state_of(question, facts_with(a_row())) is AnswerState.OPEN
    assert state_of(question, facts_with(a_row(name="A"))) is AnswerState.ANSWERED
    assert state_of(question, facts_with(a_row(name="A", removed=True))) is AnswerState.OPEN


def test_fixed_rows_alone_answer_nothing():
    question = some_rows(fixed_rows=(a_fixed_row("z1"),))
    assert state_of(question, facts_with()) is AnswerState.OPEN
    assert state_of(question, facts_with(a_row(name="A"))) is AnswerState.ANSWERED


def test_rows_may_be_promised_or_put_aside_as_a_whole():
    question = some_rows()
    for content in (CLARIFYING, PUT_ASIDE):
        assert state_of(question, facts_with(zeilen=content)) is content.state


def test_stages_follow_each_other_through_the_phases():
    due = {phase: [stage for stage in Stage if is_due(stage, phase)] for phase in Phase}
    assert due[Phase.CLARIFICATION] == due[Phase.KICKOFF] == [Stage.KICKOFF]
    assert due[Phase.PROTOTYPE] == [Stage.KICKOFF, Stage.PROTOTYPE]
    assert due[Phase.TEST] == [Stage.KICKOFF, Stage.PROTOTYPE, Stage.APPROVAL]
    assert all(due[phase] == list(Stage) for phase in list(Phase)[4:])
    assert set(STAGE_OF_PHASE) == set(Phase)


@pytest.mark.parametrize(
    ("total", "done", "percent"), [(0, 0, 0), (3, 1, 33), (3, 2, 66), (200, 199, 99), (3, 3, 100)]
)
def test_a_hundred_per_cent_means_everything(total: int, done: int, percent: int):
    progress = Progress(total=total, done=done)
    assert progress.percent == percent
    assert progress.is_complete is (percent == 100)


@given(st.lists(st.builds(Progress, *[st.integers(0, 9)] * 4)))
def test_progress_adds_up(parts: list[Progress]):
    whole = astuple(added(parts))
    assert whole == tuple(map(sum, zip(*map(astuple, parts), strict=True))) or not parts
    assert added([]) == Progress()


def test_an_answer_being_typed_is_done_as_soon_as_it_can_be_read():
    assert progress(drei=a_content("x", note="noch prüfen")).done == 1
