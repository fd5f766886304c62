"""Questions can wait for a role that nobody holds yet."""

from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.open_points import open_points
from amt24web.rules.responsibility import (
    askable,
    named_people,
    responsible_choices,
    responsible_name,
    waits_for,
)
from amt24web.rules.summary import Standing
from tests.harness.builders import (
    a_catalogue,
    a_content,
    a_question,
    a_role,
    a_row,
    a_standing,
    facts_with,
)

CATALOGUE = a_catalogue(
    a_question("frage", role="pe", consulted=("dsb",)),
    roles=(a_role("pe"), a_role("isb"), a_role("dsb")),
)
HANDED = a_content(None, state=AnswerState.IN_CLARIFICATION, responsible_uid="rolle:dsb")
DSB = {"rolle": "dsb", "person": "Frau Beispiel"}


def handed(**answers: object) -> Standing:
    return a_standing(CATALOGUE, frage=HANDED, **answers)


def test_a_question_waits_for_a_role_before_anybody_is_named():
    point = handed().open_points[0]
    assert (point.role, point.responsible_uid) == ("dsb", "")


def test_as_soon_as_somebody_holds_the_role_it_waits_for_them():
    point = handed(participants=[DSB]).open_points[0]
    assert (point.role, point.responsible_uid) == ("dsb", "z1")


def test_the_name_says_whom_it_waits_for():
    assert responsible_name(CATALOGUE, facts_with(), "rolle:dsb") == (
        "Rolle dsb (noch niemand benannt)"
    )
    named = facts_with(participants=[DSB])
    assert responsible_name(CATALOGUE, named, "rolle:dsb") == "Frau Beispiel"
    assert responsible_name(CATALOGUE, named, "gegangen") == ""


def test_a_question_is_for_whom_it_was_handed_to_and_else_for_its_role():
    question = CATALOGUE.questions["frage"]
    people = [DSB, {"rolle": "pe", "person": "Herr Muster"}]
    untouched = facts_with(participants=people)
    handed_over = facts_with(participants=people, frage=HANDED)
    for facts, whose in ((untouched, "z2"), (handed_over, "z1")):
        assert waits_for(question, facts, frozenset({whose}))
        assert not waits_for(question, facts, frozenset({"z1", "z2"} - {whose}))
        assert not waits_for(question, facts, frozenset())
    assert not waits_for(question, facts_with(), frozenset())


def test_those_who_usually_know_are_offered_first():
    facts = facts_with(a_row("participants", "i1", rolle="isb", person="Herr Muster"))
    choices = [
        value for value, _ in responsible_choices(CATALOGUE, facts, CATALOGUE.questions["frage"])
    ]
    assert choices == ["rolle:pe", "rolle:dsb", "i1"]


def test_a_role_somebody_holds_is_offered_by_name_only():
    facts = facts_with(participants=[DSB])
    choices = dict(responsible_choices(CATALOGUE, facts))
    assert choices["z1"] == "Frau Beispiel"
    assert "rolle:dsb" not in choices


def test_open_points_without_a_hand_over_wait_for_the_role_of_the_question():
    standing = a_standing(CATALOGUE)
    points = open_points(CATALOGUE, standing.facts, standing.assessment, (), standing.phase)
    assert [(point.role, point.responsible_uid) for point in points] == [("pe", "")]


def test_whom_to_ask_is_grouped_by_who_usually_knows():
    facts = facts_with(a_row("participants", "i1", rolle="isb", person="Herr Muster"))
    usually, others = askable(CATALOGUE, facts, CATALOGUE.questions["frage"])
    assert usually.title == "Weiß es meist"
    assert usually.choices == (("rolle:pe", "Rolle pe"), ("rolle:dsb", "Rolle dsb"))
    assert others.choices == (("i1", "Herr Muster – Rolle isb"),)


def test_the_named_stand_there_with_their_role():
    assert named_people(CATALOGUE, facts_with(participants=[DSB])) == ("Frau Beispiel – Rolle dsb",)
