"""Findings: shown where they can be mended, counted once, and taken note of until facts change."""

from typing import Any

import pytest

from amt24web.domain.records import Record
from amt24web.domain.vocabulary import Phase, Severity
from amt24web.rules.findings import Finding, record_key
from amt24web.rules.summary import Standing, stand
from tests.harness.builders import (
    a_catalogue,
    a_content,
    a_question,
    a_record,
    a_rule,
    facts_with,
    some_choices,
)

NUMBERS = (a_question("eins", "zahl"), a_question("zwei", "zahl"), a_question("drei"))


def standing(
    *noted: Record, phase: Phase = Phase.CLARIFICATION, rule: Any = None, **answers: Any
) -> Standing:
    catalogue = a_catalogue(*NUMBERS, rules=(rule or a_rule("eins > zwei", "zwei"),))
    return stand(catalogue, facts_with(*noted, **answers), phase)


def the_finding(*noted: Record, **said: Any) -> Finding:
    (finding,) = standing(*noted, **said).findings
    return finding


def noted(finding: Finding, reason: str = "so vereinbart") -> Record:
    return a_record(record_key(finding.rule_id), finding.fingerprint, reason=reason)


def test_a_rule_that_holds_gives_a_finding_at_its_question():
    finding = the_finding(eins=2, zwei=1)
    assert (finding.rule_id, finding.question, finding.message) == (
        "R1",
        "zwei",
        "Das passt nicht.",
    )
    assert finding.is_open


def test_what_fits_gives_none():
    assert not standing(eins=1, zwei=2).findings
    assert not standing(eins=1).findings


def test_a_finding_at_a_question_that_is_not_asked_is_not_shown():
    hidden = a_question("zwei", condition="eins == 'ja'")
    catalogue = a_catalogue(a_question("eins"), hidden, rules=(a_rule("eins == 'x'", "zwei"),))
    assert not stand(catalogue, facts_with(eins="x"), Phase.CLARIFICATION).findings


def test_a_finding_taken_note_of_with_a_reason_is_not_open_any_more():
    note = noted(the_finding(eins=2, zwei=1))
    finding = the_finding(note, eins=2, zwei=1)
    assert finding.acknowledged == note
    assert not finding.is_open


def test_a_note_without_reason_does_not_count():
    note = noted(the_finding(eins=2, zwei=1), reason="")
    assert the_finding(note, eins=2, zwei=1).is_open


def test_a_note_lapses_when_the_facts_behind_it_change_and_holds_again_when_they_return():
    note = noted(the_finding(eins=2, zwei=1))
    assert the_finding(note, eins=3, zwei=1).is_open
    assert not the_finding(note, eins=2, zwei=1).is_open


def test_other_facts_texts_and_people_do_not_touch_a_note():
    finding = the_finding(eins=2, zwei=1)
    reworded = a_rule("eins > zwei", "zwei", message="Anders gesagt.", severity="WARNUNG")
    assert the_finding(eins=2, zwei=1, drei="x").fingerprint == finding.fingerprint
    assert the_finding(eins=a_content(2, note="?"), zwei=1).fingerprint == finding.fingerprint
    assert the_finding(eins=2, zwei=1, rule=reworded).fingerprint == finding.fingerprint


def test_unanswered_is_a_fact_of_its_own():
    rule = a_rule("eins > 1 and drei is leer", "eins")
    assert the_finding(eins=2, rule=rule).fingerprint != the_finding(eins=3, rule=rule).fingerprint


@pytest.mark.parametrize(
    ("severity", "phase", "is_open"),
    [
        ("FEHLER", Phase.TEST, True),
        ("WARNUNG", Phase.TEST, True),
        ("HINWEIS", Phase.TEST, False),
        ("FEHLER", Phase.CLARIFICATION, False),
        ("FEHLER", Phase.OPERATION, True),
    ],
)
def test_a_finding_counts_when_it_weighs_and_is_due(severity: str, phase: Phase, is_open: bool):
    rule = a_rule("eins > zwei", "zwei", severity=severity, stage="freigabe")
    assert the_finding(eins=2, zwei=1, rule=rule, phase=phase).is_open is is_open


@pytest.mark.parametrize(
    ("severity", "may"), [("FEHLER", False), ("WARNUNG", True), ("HINWEIS", True)]
)
def test_an_error_is_mended_not_noted(severity: str, may: bool):
    rule = a_rule("eins > zwei", "zwei", severity=severity)
    assert the_finding(eins=2, zwei=1, rule=rule).may_be_acknowledged is may


def test_findings_come_in_the_order_of_the_rules():
    rules = (a_rule("eins > 1", "zwei", "B"), a_rule("eins > 0", "eins", "A", severity="FEHLER"))
    found = stand(a_catalogue(*NUMBERS, rules=rules), facts_with(eins=2), Phase.TEST).findings
    assert [(f.rule_id, f.severity) for f in found] == [
        ("B", Severity.WARNING),
        ("A", Severity.ERROR),
    ]


def test_values_of_every_kind_have_a_fingerprint():
    catalogue = a_catalogue(
        a_question("tag", "datum"),
        a_question("wahl", "mehrfach", choices=some_choices("a", "b")),
        rules=(a_rule("tag is not leer and 'a' in wahl", "wahl"),),
    )
    found = stand(catalogue, facts_with(tag="2026-05-01", wahl=["a"]), Phase.TEST).findings
    assert len(found[0].fingerprint) == 64
