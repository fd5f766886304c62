"""The shipped test catalogue with any answers: what is true of every plan that comes out."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.catalogue.conditions import Step, compile_steps, named_in, parse
from amt24web.catalogue.structure import AnswerType
from amt24web.domain.papers.words import Priority
from amt24web.domain.vocabulary import Phase
from amt24web.rules.case_grounds import grounds_of
from amt24web.rules.case_subjects import Known
from amt24web.rules.facts import gather
from amt24web.rules.summary import Standing
from amt24web.rules.test_cases import CaseOrigin, DerivedCase, derive
from amt24web.rules.visibility import assess
from tests.harness.builders import a_standing
from tests.rules.random_answers import CATALOGUE, Drawn, answers, many, numbers, standing_with

calmly = settings(deadline=None, max_examples=60)
RANKS = {q.id: q.ranks for q in CATALOGUE.questions.values() if q.ranks}
RULES = {rule.id: rule for rule in CATALOGUE.test_cases}

PLAIN = 7
"""A multiple of it is an answer without anything beside it."""
BUILT = (0, 3 * PLAIN)
"""The numbers for which „Amt24-Blaupause“ and „eigenes Prozessmodell“ are answered."""
BEHIND = sorted({key for grounds in grounds_of(CATALOGUE).values() for key in grounds.whole})


def plan(standing: Standing) -> tuple[DerivedCase, ...]:
    return derive(standing.catalogue, standing.facts, standing.assessment)


def by_origin(standing: Standing) -> dict[CaseOrigin, DerivedCase]:
    return {case.origin: case for case in plan(standing)}


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[CaseOrigin]:
    """The cases that are there both times and whose fingerprints differ."""
    was, now = (by_origin(a_standing(CATALOGUE, **said)) for said in (before, after))
    return {o for o in was.keys() & now.keys() if was[o].fingerprint != now[o].fingerprint}


ONE_ANSWER: tuple[tuple[dict[str, Any], dict[str, Any], set[CaseOrigin]], ...] = (
    ({"upload_max_mb": 5}, {"upload_max_mb": 10}, {CaseOrigin("tf-upload-groesse")}),
    ({"zwischen_tage": 14}, {"zwischen_tage": 30},
     {CaseOrigin("tf-zwischenspeichern"), CaseOrigin("tf-entwurf-loeschung")}),
    ({"zahlarten": ["kreditkarte"]}, {"zahlarten": ["kreditkarte", "rechnung"]},
     {CaseOrigin("tf-zahlung-abgelehnt")}),
    ({"authorities": [{"name": "Amt", "nimmt_an": "ja"}, {"name": "Rat", "nimmt_an": "ja"}]},
     {"authorities": [{"name": "Amt", "nimmt_an": "ja"}, {"name": "Ort", "nimmt_an": "ja"}]},
     {CaseOrigin("tf-eingang-behoerde", "z2")}),
    ({"leistung_kurz": "Hund anmelden"}, {"leistung_kurz": "Hund abmelden"}, set()),
)  # fmt: skip
"""What was said before and after, and which cases that concerns."""


@pytest.mark.parametrize(("before", "after", "concerned"), ONE_ANSWER)
def test_one_answer_concerns_exactly_these_cases(
    before: dict[str, Any], after: dict[str, Any], concerned: set[CaseOrigin]
):
    common = {
        "umsetzungsweg": "eigenes_modell", "upload": "ja", "zwischenspeichern": "konto",
        "kosten": "ja", "zahlungszeitpunkt": "vor_absenden", "bezahlung_online": "ja",
    }  # fmt: skip
    assert changed({**common, **before}, {**common, **after}) == concerned


@calmly
@given(answers)
def test_the_same_answers_give_the_same_cases(drawn: Drawn):
    standing = standing_with(drawn, Phase.TEST)
    again = gather(reversed(standing.facts.records))
    assert derive(CATALOGUE, again, assess(CATALOGUE, again)) == plan(standing)


@calmly
@given(answers)
def test_the_condition_of_every_case_holds(drawn: Drawn):
    standing = standing_with(drawn, Phase.TEST)
    for rule_id in {case.origin.rule_id for case in plan(standing)}:
        condition = RULES[rule_id].condition or "1 == 1"
        step = Step("bedingung", parse(condition))
        assert compile_steps([step], RANKS)(standing.assessment.values)["bedingung"]


@calmly
@given(answers)
def test_no_case_is_there_twice_and_they_are_in_order(drawn: Drawn):
    cases = plan(standing_with(drawn, Phase.TEST))
    assert len({case.origin for case in cases}) == len(cases)
    order = [(not c.is_stop, list(Priority).index(c.priority)) for c in cases]
    assert all(one <= other for one, other in pairwise(order))


def seen(standing: Standing) -> dict[str, object]:
    """What is kept for each question that counts as answered, rows too."""
    known = Known(standing.catalogue, standing.facts, standing.assessment)
    return {
        key: standing.facts.rows.get(q.record_key) if q.row_source else
        standing.facts.record(key).content.value
        for key in standing.catalogue.questions
        if (q := known.question(key)) and q.type is not AnswerType.COMPUTED
    }  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(many, st.sampled_from(BUILT), st.sampled_from(BEHIND), numbers)
def test_a_changed_answer_changes_the_cases_that_depend_on_it_and_no_others(
    drawn: Drawn, way: int, key: str, number: int
):
    told = {**drawn, "umsetzungsweg": way}
    before, after = (standing_with(d, Phase.TEST) for d in (told, {**told, key: number * PLAIN}))
    was, now = seen(before), seen(after)
    moved = {k for k in was.keys() | now.keys() if was.get(k) != now.get(k)}
    cases, others = by_origin(before), by_origin(after)
    for origin in cases.keys() & others.keys():
        rule = RULES[origin.rule_id]
        is_changed = cases[origin].fingerprint != others[origin].fingerprint
        assert not is_changed or moved & set(cases[origin].depends_on)
        whole = {*named_in(rule.condition or "1 == 1"), *rule.givens}
        is_plain = all(not q.row_source for k in moved & whole if (q := CATALOGUE.questions[k]))
        if moved & whole and is_plain:
            assert is_changed


@calmly
@given(many)
def test_what_nobody_answered_has_no_part_in_it(drawn: Drawn):
    standing = standing_with(drawn, Phase.TEST)
    for case in plan(standing):
        assert {r.question for r in case.reasons} <= set(case.depends_on)
        assert {r.question for r in case.reasons} <= standing.assessment.values.keys()


def test_another_moment_or_author_is_no_other_answer():
    standing = standing_with(dict.fromkeys(sorted(CATALOGUE.questions), 7), Phase.TEST)
    later = gather(replace(r, revision=9, author_name="Bea") for r in standing.facts.records)
    fingerprints = {case.origin: case.fingerprint for case in plan(standing)}
    again = derive(CATALOGUE, later, assess(CATALOGUE, later))
    assert {case.origin: case.fingerprint for case in again} == fingerprints
