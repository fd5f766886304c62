"""Whom the Auftakt needs, read from the participants, the roles and the open points."""

from datetime import date

from amt24web.domain.papers.invitation import Invited, PointToPrepare, Vacancy
from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.invitation import read_invitation
from tests.harness.builders import a_question, a_standing, a_working_catalogue

TODAY = date(2027, 1, 4)
CATALOGUE = a_working_catalogue(
    a_question("jetzt"), a_question("spaeter", stage="uebergabe", need="E")
)
ANNA = {"rolle": "pe", "person": "Anna Beispiel"}


def test_somebody_with_two_roles_is_invited_once_with_both() -> None:
    people = [ANNA, {"rolle": "tt", "person": "Anna Beispiel"}, {"person": "Ole Probe"}]
    facts = read_invitation(a_standing(CATALOGUE, participants=people), TODAY)
    assert facts.invited == (
        Invited("Anna Beispiel", ("Rolle pe", "Rolle tt")),
        Invited("Ole Probe"),
    )


def test_only_roles_that_are_needed_and_free_are_named_as_missing() -> None:
    facts = read_invitation(a_standing(CATALOGUE, participants=[ANNA]), TODAY)
    assert facts.vacancies == (Vacancy("Rolle tt"),)


def test_what_is_due_by_the_auftakt_is_prepared_by_whom_it_waits_for() -> None:
    handed = Content(
        state=AnswerState.IN_CLARIFICATION, responsible_uid="z1", due_on=date(2027, 1, 8)
    )
    standing = a_standing(CATALOGUE, participants=[ANNA], jetzt=handed, spaeter=handed)
    prepared = {p.who: p.points for p in read_invitation(standing, TODAY).prepared}
    assert prepared["Anna Beispiel"][0] == PointToPrepare("C 1", "Wie ist jetzt?", date(2027, 1, 8))
    assert not any(point.number == "C 2" for points in prepared.values() for point in points)
