"""A condition or a refusal is an open point until the sign-off is renewed."""

from typing import Any

import pytest

from amt24web.domain.vocabulary import Phase, PointKind, Severity
from amt24web.rules.closing import points_of
from amt24web.rules.open_points import OpenPoint
from amt24web.rules.sign_off_view import sign_off_view
from amt24web.rules.signing import Signer
from amt24web.rules.summary import Standing, stand
from amt24web.rules.unsettled import sign_off_key
from tests.harness.builders import (
    a_catalogue,
    a_question,
    a_record,
    a_role,
    a_sign_off,
    facts_with,
)

CATALOGUE = a_catalogue(
    a_question("null"),
    a_question("eins", condition="null == 'ja'", stage="prototyp"),
    a_question("zwei", role="tt", stage="prototyp"),
    sign_offs=(a_sign_off("eins", "zwei"),),
    roles=(a_role("pe"), a_role("tt")),
)
OWNER = {"rolle": "pe", "person": "Anna"}
KEY = sign_off_key("dsb")


def standing(outcome: str, phase: Phase = Phase.CLARIFICATION, **said: Any) -> Standing:
    value = {"outcome": outcome, "name": "Eva", "words": "Frist\n\nnennen", "day": "2026-03-01"}
    kept = a_record(KEY, {**value, "way": "mail", "answers": {}, "open": []})
    return stand(CATALOGUE, facts_with(kept, participants=[OWNER], zwei="b", **said), phase)


def points(here: Standing) -> list[OpenPoint]:
    return [point for point in here.open_points if point.key == KEY]


@pytest.mark.parametrize(
    ("outcome", "severity", "title"),
    [
        ("mit Auflage", Severity.WARNING, "Auflage zu „Datenschutz“ von Eva: Frist nennen"),
        ("abgelehnt", Severity.ERROR, "„Datenschutz“ abgelehnt von Eva: Frist nennen"),
    ],
)
def test_it_waits_for_the_process_owner_at_the_first_question_asked(
    outcome: str, severity: Severity, title: str
):
    (point,) = points(standing(outcome))
    assert (point.severity, point.kind, point.title) == (severity, PointKind(severity), title)
    assert (point.question, point.role, point.responsible_uid) == ("zwei", "pe", "z1")
    (point,) = points(standing(outcome, null="ja"))
    assert point.question == "eins"


def test_who_agrees_asks_for_nothing():
    assert points(standing("zugestimmt")) == []


@pytest.mark.parametrize("phase", Phase)
def test_it_is_open_in_every_phase_and_met_when_a_stage_is_closed(phase: Phase):
    here = standing("mit Auflage", phase)
    (point,) = points(here)
    assert point in points_of(here, point.stage)


def test_nobody_takes_note_of_it_instead():
    (finding,) = (f for f in standing("mit Auflage").findings if f.rule_id == KEY)
    assert not finding.may_be_acknowledged


def test_the_sign_off_does_not_repeat_itself_as_a_finding():
    here = standing("mit Auflage")
    view = sign_off_view(here, CATALOGUE.sign_offs[0], Signer("", "", ()))
    assert view.findings == ()
