"""Whom the Auftakt needs, read from the participants, the roles and the open points."""

from datetime import date

from amt24web.domain.papers.invitation import Invited, PointToPrepare, Vacancy
from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.invitation import CHAIR, KICKOFF_DAY, read_invitation
from tests.harness.builders import a_question, a_standing, a_working_catalogue

TODAY = date(2027, 1, 4)
CATALOGUE = a_working_catalogue(
    a_question("jetzt"),
    a_question("spaeter", stage="uebergabe", need="E"),
    a_question(KICKOFF_DAY, "datum", stage="uebergabe", need="O"),
    a_question(CHAIR, "beteiligter", stage="uebergabe", need="O"),
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


def handed(until: date) -> Content:
    return Content(state=AnswerState.IN_CLARIFICATION, responsible_uid="z1", due_on=until)


def test_what_was_promised_for_after_the_meeting_need_not_be_clear_by_then() -> None:
    meeting = {KICKOFF_DAY: "2027-01-12"}
    for until, is_later in ((date(2027, 1, 12), False), (date(2027, 1, 13), True)):
        standing = a_standing(CATALOGUE, participants=[ANNA], jetzt=handed(until), **meeting)
        anna = next(p for p in read_invitation(standing, TODAY).prepared if p.who == ANNA["person"])
        assert any(point.until == until for point in anna.later) is is_later
        assert any(point.until == until for point in anna.points) is not is_later


def test_without_a_day_of_the_meeting_nothing_is_later() -> None:
    standing = a_standing(CATALOGUE, participants=[ANNA], jetzt=handed(date(2030, 1, 1)))
    assert not any(prepared.later for prepared in read_invitation(standing, TODAY).prepared)


def test_who_leads_can_be_reached_as_far_as_it_is_known() -> None:
    known = ANNA | {"einrichtung": "Landesamt", "mail": "anna@example.org", "telefon": "0351 1"}
    for row, said in ((known, "anna@example.org, Telefon 0351 1"),
                      (ANNA, "")):  # fmt: skip
        standing = a_standing(CATALOGUE, participants=[row], **{CHAIR: "z1"})
        assert read_invitation(standing, TODAY).contact == said
    assert read_invitation(a_standing(CATALOGUE, participants=[ANNA]), TODAY).contact == ""


def test_who_comes_is_said_three_working_days_before_unless_that_has_passed() -> None:
    standing = a_standing(CATALOGUE, **{KICKOFF_DAY: "2027-01-12"})
    assert read_invitation(standing, TODAY).answer_by == date(2027, 1, 7)
    assert read_invitation(standing, date(2027, 1, 8)).answer_by is None
    assert read_invitation(a_standing(CATALOGUE), TODAY).answer_by is None
