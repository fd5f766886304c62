"""Closing a stage: where it leads, what it is closed with, and that no point is counted twice."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.catalogue.structure import STAGES, Catalogue
from amt24web.domain.errors import InvalidInput
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import AnswerState, Phase, Stage
from amt24web.domain.wording import LABELS, STAGE_TITLES
from amt24web.rules.closing import (
    PHASE_ORDER,
    at_stage,
    closing_summary,
    done_by,
    next_stage,
    phase_after,
    phase_before,
    points_of,
    read_closing,
    read_closings,
    record_key,
    sections_done,
)
from amt24web.rules.imposing import (
    Closing,
    ClosingForm,
    assigned,
    close,
    points_to_close,
    reason_to_reopen,
)
from amt24web.rules.progress import STAGE_ORDER
from amt24web.rules.summary import Standing, stand, summarise
from tests.harness.builders import a_catalogue, a_question, a_record, a_role, a_rule, facts_with
from tests.rules.random_answers import Drawn, answers, standing_with

TODAY = date(2026, 11, 24)
CATALOGUE = a_catalogue(
    a_question("eins"),
    a_question("zwei", role="tt"),
    a_question("spaeter", stage="freigabe"),
    a_question("frei", need="O"),
    rules=(a_rule("frei == 'a'", "frei", "R1"),),
    roles=(a_role("pe"), a_role("tt")),
)
stages, phases = st.sampled_from(Stage), st.sampled_from(Phase)
PEOPLE = [{"rolle": "pe", "person": "Anna"}]


def standing(
    *kept: Record, phase: Phase = Phase.CLARIFICATION, catalogue: Catalogue = CATALOGUE, **said: Any
) -> Standing:
    return stand(catalogue, facts_with(*kept, **said), phase)


def closed(now: Standing, stage: Stage = Stage.KICKOFF, **form: Any) -> Closing:
    who = {p.point.key: p.who for p in points_to_close(now, stage)}
    usual = {"until_all": "24.12.2026", "who": who}
    return close(now, stage, ClosingForm(**{**usual, **form}), TODAY)


def kept(closing: Closing, stage: Stage = Stage.KICKOFF) -> Record:
    return a_record(record_key(stage), content=closing.content)


# Phases


@given(phases, st.sets(stages))
def test_closing_leads_on_and_never_back_and_once_is_enough(phase: Phase, closed_ones: set[Stage]):
    after = phase_after(phase, closed_ones)
    assert PHASE_ORDER[after] >= PHASE_ORDER[phase]
    assert phase_after(after, closed_ones) is after


@given(phases, st.sets(stages), stages)
def test_closing_one_more_stage_never_leads_less_far(phase: Phase, some: set[Stage], more: Stage):
    assert PHASE_ORDER[phase_after(phase, some | {more})] >= PHASE_ORDER[phase_after(phase, some)]


@pytest.mark.parametrize("order", list(permutations(Stage)))
def test_whatever_the_order_all_stages_closed_lead_to_the_same_phase(order: tuple[Stage, ...]):
    phase = Phase.CLARIFICATION
    for number in range(1, len(order) + 1):
        phase = phase_after(phase, order[:number])
    assert phase is Phase.CERTIFICATION


@pytest.mark.parametrize(
    ("phase", "stage", "after"),
    [
        (Phase.CLARIFICATION, Stage.KICKOFF, Phase.KICKOFF),
        (Phase.KICKOFF, Stage.KICKOFF, Phase.KICKOFF),
        (Phase.KICKOFF, Stage.PROTOTYPE, Phase.TEST),
        (Phase.PROTOTYPE, Stage.PROTOTYPE, Phase.TEST),
        (Phase.TEST, Stage.APPROVAL, Phase.CERTIFICATION),
        (Phase.CERTIFICATION, Stage.HANDOVER, Phase.CERTIFICATION),
        (Phase.GO_LIVE, Stage.HANDOVER, Phase.GO_LIVE),
        (Phase.CLARIFICATION, Stage.APPROVAL, Phase.CLARIFICATION),
        (Phase.OPERATION, Stage.KICKOFF, Phase.OPERATION),
    ],
)
def test_each_stage_ends_its_own_phase(phase: Phase, stage: Stage, after: Phase):
    assert phase_after(phase, {stage}) is after


@given(stages, phases)
def test_opening_again_leads_back_only_to_what_lies_behind(stage: Stage, phase: Phase):
    before = phase_before(stage, phase)
    assert before is None or PHASE_ORDER[before] < PHASE_ORDER[phase]
    assert before is None or phase_after(before, {stage}) is not before


def test_the_next_stage_is_the_first_open_one_from_where_the_phase_is():
    assert next_stage(standing()) is Stage.KICKOFF
    assert next_stage(standing(phase=Phase.TEST)) is Stage.APPROVAL
    closing = kept(closed(standing()))
    assert next_stage(standing(closing, phase=Phase.KICKOFF)) is Stage.PROTOTYPE
    for phase in (Phase.OPERATION, Phase.SHUTDOWN):
        assert next_stage(standing(phase=phase)) is None


def test_every_stage_has_its_title():
    assert set(STAGE_TITLES) == set(Stage) == set(STAGES.values()) == set(LABELS[Stage])


# What is open


@settings(deadline=None, max_examples=40)
@given(answers, phases, stages)
def test_the_points_of_a_stage_are_due_by_then_and_none_is_there_twice(
    drawn: Drawn, phase: Phase, stage: Stage
):
    now = standing_with(drawn, phase)
    points = points_of(now, stage)
    keys = [point.key for point in points]
    assert len(set(keys)) == len(keys)
    assert all(STAGE_ORDER[point.stage] <= STAGE_ORDER[stage] for point in points)
    assert set(keys) <= {point.key for point in at_stage(now, stage).open_points}
    total = done_by(now, stage)
    assert total.done <= total.total == sum(s.progress.total for s in sections_done(now, stage))


def test_a_later_stage_is_looked_at_as_if_it_had_come():
    now = standing(eins="a", zwei="b")
    assert points_of(now, Stage.KICKOFF) == ()
    assert [p.key for p in points_of(now, Stage.APPROVAL)] == ["spaeter"]
    assert now.phase is Phase.CLARIFICATION


def test_what_is_open_from_stages_before_belongs_to_a_stage():
    keys = [p.key for p in points_of(standing(phase=Phase.TEST), Stage.APPROVAL)]
    assert keys == ["eins", "zwei", "spaeter"]
    assert [p.key for p in points_of(standing(phase=Phase.TEST), Stage.KICKOFF)] == keys[:2]


# Closing


@settings(deadline=None, max_examples=30)
@given(answers, phases, stages)
def test_with_somebody_and_a_day_everything_can_be_closed_and_every_point_is_a_condition(
    drawn: Drawn, phase: Phase, stage: Stage
):
    now = standing_with(drawn, phase)
    form = ClosingForm(
        who={p.point.key: p.choices[0][0] for p in points_to_close(now, stage)},
        until_all="24.12.2026",
    )
    closing = close(now, stage, form, TODAY)
    assert [c.point for c in closing.conditions] == list(points_of(now, stage))
    reading = read_closing(_with(now, kept(closing, stage)), stage)
    assert reading.is_closed
    assert reading.open_conditions == len(reading.conditions) == len(closing.conditions)
    assert all(c.who and c.until == date(2026, 12, 24) for c in reading.conditions)


@settings(deadline=None, max_examples=30)
@given(answers, stages)
def test_a_closing_adds_no_open_point_and_changes_no_answer(drawn: Drawn, stage: Stage):
    now = standing_with(drawn, Phase.KICKOFF)
    form = ClosingForm(
        who={p.point.key: p.choices[0][0] for p in points_to_close(now, stage)},
        until_all="24.12.2026",
    )
    closing = close(now, stage, form, TODAY)
    contents = assigned(now, closing.conditions)
    records = [a_record(key, content=content) for key, content in contents.items()]
    after = _with(now, kept(closing, stage), *records)
    before_keys, keys_after = ([p.key for p in s.open_points] for s in (now, after))
    assert set(keys_after) <= set(before_keys)
    for gone in set(before_keys) - set(keys_after):  # a day that was not readable is one now
        assert "due" in now.facts.record(gone).content.raw
    assert after.assessment.values == now.assessment.values
    assert summarise(after).done == summarise(now).done
    for key, content in contents.items():
        before = now.facts.record(key).content
        assert (content.value, content.state, content.note, content.reason) == (
            before.value, before.state, before.note, before.reason,
        )  # fmt: skip


def _with(now: Standing, *records: Record) -> Standing:
    facts = facts_with(*now.facts.records, *records)
    return stand(now.catalogue, facts, now.phase)


def test_without_open_points_it_is_a_plain_closing():
    closing = close(standing(eins="a", zwei="b"), Stage.KICKOFF, ClosingForm(), TODAY)
    assert closing.conditions == ()
    assert closing.content.value == {
        "day": "2026-11-24", "conditions": [], "counts": {"total": 3, "done": 2, "open": 0},
    }  # fmt: skip


def test_points_are_filled_in_with_what_they_say_themselves():
    waiting = Content(responsible_uid="rolle:tt", due_on=date(2026, 12, 1))
    now = standing(participants=PEOPLE, zwei=waiting)
    points = {p.point.key: p for p in points_to_close(now, Stage.KICKOFF)}
    assert (points["eins"].who, points["eins"].until) == ("z1", "")
    assert (points["zwei"].who, points["zwei"].until) == ("rolle:tt", "01.12.2026")
    for point in points.values():
        assert point.who in {value for value, _ in point.choices}


WHO = {"eins": "rolle:pe", "zwei": "rolle:tt"}


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"who": {}}, ["wer-eins", "wer-zwei"]),
        ({"who": {**WHO, "eins": "niemand"}}, ["wer-eins"]),
        ({"until_all": ""}, ["bis-eins", "bis-zwei"]),
        ({"until_all": "", "until": {"eins": "1.1.2027"}}, ["bis-zwei"]),
        ({"until": {"eins": "bald"}}, ["bis-eins"]),
        ({"until": {"eins": "23.11.2026"}}, ["bis-eins"]),
        ({"until": {"eins": "1.1.9999"}}, ["bis-eins"]),
        ({"until_all": "gestern"}, ["alle-bis"]),
        ({"until_all": "23.11.2026", "until": {"eins": "1.1.2027"}}, ["alle-bis"]),
        ({"note": "x" * 2_001}, ["bemerkung"]),
        ({"note": "\ue000"}, ["bemerkung"]),
    ],
)
def test_what_a_condition_still_needs_is_named_at_its_field(form: dict[str, Any], wrong: list[str]):
    with pytest.raises(InvalidInput) as refusal:
        closed(standing(), **{"who": WHO, **form})
    assert list(refusal.value.problems) == wrong


@pytest.mark.parametrize("day", ["24.11.2026", "2026-11-24", "24. Dezember 2026"])
def test_today_is_early_enough(day: str):
    assert closed(standing(), who=WHO, until_all=day).conditions[0].until >= TODAY


def test_a_day_of_its_own_counts_before_the_day_for_all():
    closing = closed(standing(), who=WHO, until={"zwei": "1.2.2027", "gibtsnicht": "bald"})
    assert [c.until for c in closing.conditions] == [date(2026, 12, 24), date(2027, 2, 1)]


def test_who_and_until_when_go_to_the_question_and_an_unreadable_day_is_replaced():
    now = standing(zwei=Content(value="b", raw={"due": "bald", "value": "?"}, note="so"))
    contents = assigned(now, closed(now, who=WHO).conditions)
    assert contents["zwei"] == Content(
        value="b", raw={"value": "?"}, note="so", responsible_uid="rolle:tt",
        due_on=date(2026, 12, 24),
    )  # fmt: skip
    after = _with(now, a_record("zwei", content=contents["zwei"]))
    assert "zwei" not in assigned(after, closed(after, who=WHO).conditions)


def test_a_finding_waits_for_whom_it_was_promised_to_until_the_stage_is_opened_again():
    said = {"eins": "a", "zwei": "b", "frei": "a", "participants": PEOPLE}
    now = standing(**said)
    closing = closed(now, who={"R1": "rolle:tt"})
    assert assigned(now, closing.conditions) == {}
    (point,) = standing(kept(closing), **said).open_points
    assert (point.key, point.role, point.responsible_uid) == ("R1", "tt", "")
    assert point.due_on == date(2026, 12, 24)
    (again,) = standing(a_record(record_key(Stage.KICKOFF)), **said).open_points
    assert (again.role, again.responsible_uid, again.due_on) == ("pe", "z1", None)


# Reading


def test_a_condition_is_open_until_its_point_is_settled():
    closing = kept(closed(standing(), note="So vereinbart."))
    reading = read_closing(standing(closing, eins="a"), Stage.KICKOFF)
    assert [(c.number, c.key, c.is_open) for c in reading.conditions] == [
        ("A 1", "eins", False), ("A 2", "zwei", True),
    ]  # fmt: skip
    assert (reading.closed_on, reading.closed_by) == (TODAY, "Anna Beispiel")
    assert (reading.done, reading.total, reading.note) == (0, 3, "So vereinbart.")
    assert reading.conditions[1].who == "Rolle tt (noch niemand benannt)"


def test_a_stage_opened_again_says_why():
    again = a_record(record_key(Stage.KICKOFF), content=Content(reason="neues Gesetz"))
    reading = read_closing(standing(again), Stage.KICKOFF)
    assert not reading.is_closed
    assert reading.reopened == "Wieder geöffnet am 02.03.2026 von Anna Beispiel: neues Gesetz"
    assert [r.slug for r in read_closings(standing(again))] == ["auftakt"]
    assert closing_summary(standing(again), may_close=True).closed == ()
    assert read_closings(standing()) == ()


def test_opening_again_needs_a_reason():
    assert reason_to_reopen(" neues Gesetz\x00") == "neues Gesetz"
    for typed in ("", "  ", "x" * 2_001):
        with pytest.raises(InvalidInput):
            reason_to_reopen(typed)


def test_the_state_of_a_question_stays_when_somebody_is_put_in_charge():
    now = standing(eins=Content(state=AnswerState.IN_CLARIFICATION))
    contents = assigned(now, closed(now, who=WHO).conditions)
    assert contents["eins"].state is AnswerState.IN_CLARIFICATION
    assert contents["zwei"].state is AnswerState.OPEN
