"""Which questions are asked, what is computed, which rules fire."""

import pytest

from amt24web.catalogue.structure import Catalogue
from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.visibility import Assessment, asking_condition, assess
from tests.harness.builders import (
    a_catalogue,
    a_column,
    a_question,
    a_role,
    a_rule,
    a_scope,
    a_section,
    facts_with,
    some_choices,
    some_rows,
)

CHAIN = a_catalogue(
    a_question("eins", "ja_nein"),
    a_question("zwei", "ja_nein", condition="eins == 'ja'"),
    a_question("drei", condition="zwei == 'ja'"),
    a_question("vier", condition="drei is leer"),
)
WAY = a_question("umsetzungsweg", "auswahl", choices=some_choices("blaupause", "nur_link"))
KIND = a_question("vorhaben_art", "auswahl", choices=some_choices("neu", "bestand"))
SCOPED = a_catalogue(
    a_section(KIND, WAY, a_question("immer"), section_id="a", letter="A"),
    a_section(a_question("genau"), a_question("sonst"), section_id="b", letter="B"),
    ways=(a_scope("blaupause"), a_scope("nur_link", sections=("A",), questions=("genau",))),
    kinds=(a_scope("neu"), a_scope("bestand", sections=("A", "B"))),
)


def asked(catalogue: Catalogue, **answers: object) -> set[str]:
    return set(assess(catalogue, facts_with(**answers)).asked)


def test_a_question_without_condition_is_always_asked():
    assert asked(CHAIN) == {"eins", "vier"}


def test_conditions_work_through_a_chain():
    assert asked(CHAIN, eins="ja", zwei="ja") == {"eins", "zwei", "drei", "vier"}
    assert asked(CHAIN, eins="ja", zwei="ja", drei="x") == {"eins", "zwei", "drei"}


def test_an_answer_that_is_not_asked_any_more_counts_as_unanswered_down_the_chain():
    assert asked(CHAIN, eins="nein", zwei="ja", drei="x") == {"eins", "vier"}


def test_answers_that_are_not_asked_are_no_values_but_stay_in_the_facts():
    facts = facts_with(eins="nein", zwei="ja")
    assert assess(CHAIN, facts).values == {"eins": "nein"}
    assert facts.record("zwei").content.value == "ja"


def test_an_answer_being_clarified_again_asks_what_hangs_on_it_no_more():
    answer = Content(value="ja", state=AnswerState.IN_CLARIFICATION)
    assert asked(CHAIN, eins=answer, zwei="ja") == {"eins", "vier"}


@pytest.mark.parametrize(
    ("answers", "not_asked"),
    [
        ({}, set()),
        ({"umsetzungsweg": "blaupause"}, set()),
        ({"umsetzungsweg": "nur_link"}, {"sonst"}),
        ({"vorhaben_art": "bestand"}, set()),
        ({"vorhaben_art": "bestand", "umsetzungsweg": "nur_link"}, {"sonst"}),
    ],
)
def test_way_and_kind_narrow_what_is_asked(answers: dict[str, str], not_asked: set[str]):
    assert asked(SCOPED, **answers) == set(SCOPED.questions) - not_asked


def test_the_questions_that_decide_the_scope_are_never_narrowed():
    assert asking_condition(SCOPED, SCOPED.questions["umsetzungsweg"]) == ""
    assert asking_condition(SCOPED, SCOPED.questions["vorhaben_art"]) == ""


def test_scope_and_own_condition_must_both_hold():
    conditional = a_question("zusatz", condition="immer == 'x'")
    catalogue = a_catalogue(
        a_section(WAY, a_question("immer"), letter="A"),
        a_section(conditional, letter="B", section_id="b"),
        ways=(a_scope("blaupause"), a_scope("nur_link", sections=("A",))),
    )
    assert "zusatz" in asked(catalogue, umsetzungsweg="blaupause", immer="x")
    assert "zusatz" not in asked(catalogue, umsetzungsweg="nur_link", immer="x")
    assert "zusatz" not in asked(catalogue, umsetzungsweg="blaupause", immer="y")


def test_a_question_before_the_way_cannot_depend_on_it():
    catalogue = a_catalogue(
        a_section(a_question("vorher"), letter="Z"),
        a_section(WAY, section_id="b", letter="B"),
        ways=(a_scope("blaupause"), a_scope("nur_link", sections=("B",))),
    )
    assert "vorher" in asked(catalogue, umsetzungsweg="nur_link")


def test_a_retired_question_is_not_asked():
    assert asked(a_catalogue(a_question("eins"), a_question("zwei", retired=True))) == {"eins"}


VERY_MUCH = a_rule(
    "summe_aller > 100", "zeilen", message="{n} ist viel.", values={"n": "summe_aller"}
)
COMPUTED = a_catalogue(
    some_rows("zeilen", a_column("zahl", "zahl")),
    a_question("summe_aller", "berechnet", expression="summe(zeilen, 'zahl')"),
    a_question("viel", condition="summe_aller > 10"),
    rules=(VERY_MUCH,),
)


def total(*numbers: int) -> Assessment:
    return assess(COMPUTED, facts_with(zeilen=[{"zahl": number} for number in numbers]))


def test_a_computed_value_is_there_as_soon_as_it_can_be_worked_out():
    assert total(4, 5).values["summe_aller"] == 9
    assert "summe_aller" not in assess(COMPUTED, facts_with()).values


def test_a_computed_value_decides_what_is_asked_and_what_fires():
    assert "viel" not in total(10).asked
    assert "viel" in total(11).asked
    assert [fired.message for fired in total(60, 50).fired] == ["110 ist viel."]


def test_a_retired_rule_is_silent():
    catalogue = a_catalogue(a_question(), rules=(a_rule("frage is leer", retired=True),))
    assert not assess(catalogue, facts_with()).fired


def test_a_rule_looks_only_at_what_is_asked():
    catalogue = a_catalogue(*CHAIN.questions.values(), rules=(a_rule("zwei == 'ja'", "eins"),))
    assert assess(catalogue, facts_with(eins="ja", zwei="ja")).fired
    assert not assess(catalogue, facts_with(eins="nein", zwei="ja")).fired


def test_roles_are_needed_always_sometimes_or_never():
    roles = (a_role("pe"), a_role("pm", needed_if="frage == 'x'"), a_role("pl", never_needed=True))
    catalogue = a_catalogue(a_question(), roles=roles)
    assert assess(catalogue, facts_with()).needed_roles == ("pe",)
    assert assess(catalogue, facts_with(frage="x")).needed_roles == ("pe", "pm")


def test_a_message_names_roles_in_words():
    rule = a_rule("fehlend(rollen_noetig, beteiligte, 'rolle') is not leer", "beteiligte",
                  message="Es fehlt: {wer}.",
                  values={"wer": "fehlend(rollen_noetig, beteiligte, 'rolle')"})  # fmt: skip
    people = some_rows("beteiligte", a_column("rolle", "auswahl", choices=some_choices("pe", "tt")))
    catalogue = a_catalogue(people, rules=(rule,), roles=(a_role("pe"), a_role("tt")))
    fired = assess(catalogue, facts_with(beteiligte=[{"rolle": "pe"}])).fired
    assert [f.message for f in fired] == ["Es fehlt: Rolle tt."]
