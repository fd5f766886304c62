"""What a Testbogen says of itself: until when, to whom it goes back, whose cases stand on it."""

from datetime import date
from typing import Any

from amt24web.domain.testing import NEVER, Round, RoundKind, TrialRecords
from amt24web.rules.test_state import trial_state
from amt24web.rules.testing_sheet import read_sheet_facts
from tests.harness.builders import a_standing, the_real_catalogue
from tests.harness.trials import a_case

PEOPLE = [
    {"rolle": "pe", "person": "Anna Beispiel", "einrichtung": "Amt", "mail": "anna@example.org"},
    {"rolle": "tt", "person": "Erika", "einrichtung": "Schule", "perspektive": "authority"},
    {"rolle": "tt", "person": "Erik", "einrichtung": "Schule"},
]
ERIKA, ERIK = "Erika, Schule", "Erik, Schule"


def a_round(begun_by: str, **said: Any) -> Round:
    usual = {"versions": ("Prozess A, Version 1",), "environment": "Testumgebung", "note": ""}
    return Round(
        id=1, number=3, kind=RoundKind.FULL, begun_by=begun_by, begun_at=NEVER, ended_at=None,
        **{**usual, **said},
    )  # fmt: skip


def facts_for(tester: str, held: Round | None = None) -> Any:
    standing = a_standing(
        the_real_catalogue(),
        participants=PEOPLE,
        umsetzungsweg="blaupause",
        vorhaben_art="neu",
        test_ende="2026-12-24",
        test_personen=[{"person": "z2", "bis": "2026-12-01"}],
    )
    records = TrialRecords(cases=(a_case(1, tester_uid="z2"), a_case(2, tester_uid="z3")))
    return read_sheet_facts(standing, trial_state(standing, records), "u", held, tester)


def test_a_tester_sees_the_own_cases_and_no_namesake_s():
    assert [case.key for case in facts_for(ERIK).cases] == ["T-002"]
    assert [case.key for case in facts_for(ERIKA).cases] == ["T-001"]
    assert len(facts_for("").cases) == 2
    assert facts_for("Eri").cases == ()


def test_it_is_due_when_this_person_is_due_else_when_the_test_ends():
    assert facts_for(ERIKA).until == date(2026, 12, 1)
    assert facts_for(ERIK).until == date(2026, 12, 24)


def test_it_goes_back_to_whoever_began_the_round_else_to_the_prozesseigner():
    owner = "Anna Beispiel, Amt, anna@example.org"
    assert facts_for(ERIKA).back_to == owner
    assert facts_for(ERIKA, a_round("Anna Beispiel")).back_to == owner
    assert facts_for(ERIKA, a_round("Koordination")).back_to == "Koordination"


def test_a_round_brings_its_number_its_versions_and_its_environment():
    facts = facts_for(ERIKA, a_round("Anna Beispiel"))
    assert (facts.identity.round_number, facts.is_for_round) == (3, True)
    assert (facts.versions, facts.environment) == (("Prozess A, Version 1",), "Testumgebung")
    assert not facts_for(ERIKA).is_for_round
