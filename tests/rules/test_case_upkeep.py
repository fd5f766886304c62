"""Keeping test cases: numbers are given once, and what people did is never overwritten."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.domain.vocabulary import Phase
from amt24web.rules.case_upkeep import StoredCase, case_number, look_after
from amt24web.rules.test_cases import CaseOrigin, DerivedCase, derive
from tests.harness.builders import a_catalogue, a_question
from tests.harness.cases import a_case_rule, the_case, written
from tests.rules.random_answers import Drawn, answers, standing_with


def derived(rule_id: str = "tf-eins", fingerprint: str = "neu", subject: str = "") -> DerivedCase:
    case = the_case(a_catalogue(a_question(), test_cases=(a_case_rule(rule_id),)))
    return replace(case, origin=CaseOrigin(rule_id, subject), fingerprint=fingerprint)


def stored(number: int = 1, rule_id: str = "tf-eins", **said: object) -> StoredCase:
    usual = {"origin": CaseOrigin(rule_id), "fingerprint": "neu"}
    return StoredCase(**{"number": number, **usual, **said})


def test_new_cases_get_the_next_numbers_in_their_order():
    upkeep = look_after([stored(4)], [derived(), derived("tf-b"), derived("tf-c")])
    assert [(new.number, new.derived.origin.rule_id) for new in upkeep.new] == [
        (5, "tf-b"),
        (6, "tf-c"),
    ]


def test_the_first_case_of_all_is_number_one():
    assert [new.number for new in look_after([], [derived()]).new] == [1]
    assert case_number(1) == "T-001"
    assert case_number(1234) == "T-1234"


def test_a_number_that_was_given_once_is_not_given_again():
    assert look_after([], [derived()], highest_number=7).new[0].number == 8
    dropped = stored(3, "tf-alt", is_dropped=True)
    assert look_after([dropped], [derived()]).new[0].number == 4


def test_an_untouched_case_follows_the_answers():
    upkeep = look_after([stored(fingerprint="alt")], [derived()])
    assert [kept.stored.number for kept in upkeep.updated] == [1]
    assert upkeep.to_rework == ()


@pytest.mark.parametrize("touched", [{"is_tested": True}, {"edited_text": "Mein Text"}])
def test_what_somebody_tested_or_wrote_is_to_be_reworked(touched: dict[str, object]):
    upkeep = look_after([stored(fingerprint="alt", **touched)], [derived()])
    assert [kept.stored.number for kept in upkeep.to_rework] == [1]
    assert upkeep.updated == ()
    assert upkeep.changes_nothing


def test_it_is_no_longer_to_be_reworked_when_the_answers_are_what_they_were():
    tested = stored(fingerprint="alt", is_tested=True)
    assert look_after([tested], [derived(fingerprint="alt")]).to_rework == ()


def test_what_is_no_longer_derived_is_dropped_once_and_kept():
    case = stored(is_tested=True)
    assert look_after([case], []).dropped == (case,)
    assert look_after([replace(case, is_dropped=True)], []).dropped == ()


def test_a_dropped_case_comes_back_under_its_number():
    upkeep = look_after([stored(3, is_dropped=True)], [derived()])
    assert [kept.stored.number for kept in upkeep.returned] == [3]
    assert upkeep.new == ()


def test_a_tested_case_that_comes_back_with_other_answers_is_to_be_reworked():
    back = stored(is_dropped=True, is_tested=True, fingerprint="alt")
    upkeep = look_after([back], [derived()])
    assert upkeep.returned == upkeep.to_rework != ()


def test_a_case_that_a_person_made_up_is_left_alone_but_keeps_its_number():
    own = StoredCase(2, None, edited_text="Regen auf dem Schulhof")
    upkeep = look_after([own], [derived()])
    assert upkeep.dropped == ()
    assert [new.number for new in upkeep.new] == [3]


def test_the_same_row_of_another_rule_is_another_case():
    upkeep = look_after([stored()], [derived(), derived(subject="z1")])
    assert [new.derived.origin for new in upkeep.new] == [CaseOrigin("tf-eins", "z1")]


@pytest.mark.parametrize("twice", [[stored(1), stored(2)], [stored(1), stored(1, "tf-b")]])
def test_a_store_that_contradicts_itself_is_refused(twice: list[StoredCase]):
    with pytest.raises(ValueError, match="share an origin or a number"):
        look_after(twice, [])


# A life of answers


def plan(drawn: Drawn) -> tuple[DerivedCase, ...]:
    standing = standing_with(drawn, Phase.TEST)
    return derive(standing.catalogue, standing.facts, standing.assessment)


def handled(kept: Sequence[StoredCase], chance: Random) -> list[StoredCase]:
    """Somebody tests a few cases and rewrites a few."""
    return [
        replace(
            case,
            is_tested=case.is_tested or chance.random() < 0.2,
            edited_text=case.edited_text or ("Anders" if chance.random() < 0.1 else None),
        )
        for case in kept
    ]


@settings(deadline=None, max_examples=60)
@given(st.lists(answers, min_size=2, max_size=4), st.integers())
def test_through_all_changes_numbers_stay_and_a_second_look_changes_nothing(
    life: list[Drawn], seed: int
):
    chance, kept = Random(seed), list[StoredCase]()
    numbers: dict[CaseOrigin | None, int] = {}
    for drawn in life:
        cases = plan(drawn)
        kept = written(kept, look_after(kept, cases))
        for case in kept:
            assert numbers.setdefault(case.origin, case.number) == case.number
        assert len(set(numbers.values())) == len(numbers) == len(kept)
        assert {c.origin for c in kept if not c.is_dropped} == {c.origin for c in cases}
        again = look_after(kept, cases)
        assert again.changes_nothing
        assert again == look_after(written(kept, again), cases)
        kept = handled(kept, chance)


@settings(deadline=None, max_examples=60)
@given(answers, answers, st.integers())
def test_what_people_touched_keeps_its_fingerprint(first: Drawn, second: Drawn, seed: int):
    kept = handled(written([], look_after([], plan(first))), Random(seed))
    after = {case.number: case for case in written(kept, look_after(kept, plan(second)))}
    for case in kept:
        if case.is_touched:
            assert after[case.number].fingerprint == case.fingerprint
            assert after[case.number].edited_text == case.edited_text
