"""Open points: one cause, one point; what is not asked or not due yet is none."""

from datetime import date

import pytest

from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AnswerState, Phase, Severity, Stage
from amt24web.rules.open_points import OpenPoint, readings
from amt24web.rules.progress import is_missing, state_of
from amt24web.rules.summary import stand
from tests.harness.builders import (
    a_catalogue,
    a_question,
    a_role,
    a_row,
    a_rule,
    a_section,
    a_standing,
    facts_with,
    some_rows,
)

PROMISED = Content(state=AnswerState.IN_CLARIFICATION, note="Frau Beispiel fragt nach",
                   responsible_uid="z2", due_on=date(2026, 5, 1))  # fmt: skip
PEOPLE = [{"rolle": "pe", "person": "Anna"}, {"rolle": "tt", "person": "Bert"}]
CATALOGUE = a_catalogue(
    a_section(
        a_question("eins"),
        a_question("zwei", need="O", role="tt"),
        a_question("drei", condition="eins == 'x'", role="pm"),
        a_question("spaeter", stage="uebergabe"),
        section_id="vorn",
    ),
    a_section(a_question("ziel"), section_id="auftakt", letter="Z", questionnaire="auftakt"),
    rules=(a_rule("eins == 'y'", "zwei", "R-y", severity="FEHLER"),),
    roles=(a_role("pe"), a_role("tt"), a_role("pm")),
)


def points(phase: Phase = Phase.CLARIFICATION, **answers: object) -> dict[str, OpenPoint]:
    return {p.key: p for p in a_standing(CATALOGUE, phase=phase, **answers).open_points}


def test_a_required_answer_that_is_due_is_open():
    assert {key: point.detail for key, point in points().items()} == {
        "eins": "noch nicht beantwortet"
    }


def test_an_answer_closes_its_point_and_may_open_another():
    assert list(points(eins="x")) == ["drei"]
    assert list(points(eins="z")) == []


def test_what_is_due_later_is_open_later():
    assert list(points(Phase.GO_LIVE, eins="z")) == ["spaeter"]


def test_a_promise_is_open_even_where_an_answer_is_optional():
    point = points(eins="z", zwei=PROMISED, participants=PEOPLE)["zwei"]
    assert point.detail == "wird geklärt – Frau Beispiel fragt nach"
    assert (point.responsible_uid, point.due_on) == ("z2", date(2026, 5, 1))


def test_unreadable_text_is_open_even_where_an_answer_is_optional():
    point = points(eins="z", zwei=Content(raw={"value": "?"}))["zwei"]
    assert point.detail == "eine Angabe ist nicht lesbar"


def test_an_unreadable_cell_is_open():
    catalogue = a_catalogue(some_rows(need="O"))
    row = a_row(content=Content(value={"name": "A"}, raw={"tag": "?"}))
    points_of_rows = stand(catalogue, facts_with(row), Phase.CLARIFICATION).open_points
    assert [point.key for point in points_of_rows] == ["zeilen"]


def test_a_question_that_is_not_asked_has_no_open_point():
    assert "drei" not in points(eins="z", drei=PROMISED)


def test_a_finding_is_a_point_of_its_own_behind_its_question():
    found = points(eins="y", zwei=PROMISED)
    assert list(found) == ["zwei", "R-y"]
    assert found["R-y"].severity is Severity.ERROR
    assert found["R-y"].detail == "Fehler zu „Wie ist zwei?“"
    assert found["R-y"].stage is Stage.KICKOFF


def test_one_cause_is_one_point():
    keys = [p.key for p in a_standing(CATALOGUE, eins="y", zwei=PROMISED).open_points]
    assert len(keys) == len(set(keys))


def test_what_the_kickoff_lacks_is_no_point_of_the_klaerung():
    assert "ziel" not in points(Phase.GO_LIVE, eins="z")


@pytest.mark.parametrize(("people", "responsible"), [([], ""), (PEOPLE, "z1")])
def test_without_a_promise_whoever_has_the_role_is_responsible(
    people: list[dict[str, str]], responsible: str
):
    assert points(participants=people)["eins"].responsible_uid == responsible


def test_a_point_reads_with_a_name_or_at_least_a_role():
    standing = a_standing(CATALOGUE, eins="x", zwei=PROMISED, participants=PEOPLE)
    named, unnamed = readings(CATALOGUE, standing.facts, standing.open_points)
    assert (named.section, named.responsible, named.due) == ("A 2", "Bert", "01.05.2026")
    assert (unnamed.responsible, unnamed.due, unnamed.stage) == ("Rolle pm", "", "bis zum Auftakt")


def test_somebody_who_left_is_replaced_by_the_role():
    gone = Content(state=AnswerState.IN_CLARIFICATION, responsible_uid="weg")
    standing = a_standing(CATALOGUE, eins="z", zwei=gone)
    assert readings(CATALOGUE, standing.facts, standing.open_points)[0].responsible == "Rolle tt"


def test_each_point_says_where_it_can_be_mended():
    standing = a_standing(CATALOGUE, eins="y")
    assert standing.places == {"R-y": "vorn#frage-zwei"}


def test_a_promise_does_not_count_as_an_answer_that_is_there():
    facts = facts_with(eins=PROMISED)
    question = CATALOGUE.questions["eins"]
    assert is_missing(question, state_of(question, facts), Phase.CLARIFICATION)
