"""The test catalogue as shipped: complete, in order, and written so that a tester understands."""

import re

import pytest

from amt24web.catalogue.test_cases import CaseRule
from amt24web.domain.papers.words import CaseStage, Priority
from tests.harness.builders import the_real_catalogue

RULES = {rule.id: rule for rule in the_real_catalogue().test_cases}
FROM_BOTH_LISTS = """
pflichtfelder zeichen grenzwerte zurueck doppelabsenden zusammenfassung kopie absenden-fehler
fehlertext support-anzeige login-bundid login-muk muk-vertretung sitzung zwischenspeichern
upload-format upload-groesse upload-anzahl upload-schad upload-name last schleife log gebuehr-info
zahlung-ok zahlung-abbruch zahlung-asynchron zustaendigkeit-treffer zustaendigkeit-keine schema
eingang-behoerde bescheid rueckfrage abhaengigkeiten warnhinweis sprache tastatur screenreader
mobil zoom fachfremd eakte prod-pretest
"""
FROM_THE_QUESTIONS = """
geradeaus neuladen ohne-anmeldung freiwillig ausweis-geraete vorbefuellung vorbefuellung-luecke
abweichung entwurfsdatei entwurf-loeschung nachweis-fehlt nachreichen zahlung-abgelehnt
zahlung-doppelt betrag ermaessigung kassenzeichen erstattung stellenparameter zustellung
ziel-nicht-erreichbar postfach-niveau einwilligung status vertretung-gesetzlich vollmacht
zweite-person wiederholgruppe vorabpruefung registerabruf benachrichtigung drittdienste
rechte-behoerde automatisch
"""
FROM_THE_PROCESS = """
finden doppellogin injektion eingang-nachricht zahlung-timeout zustaendigkeit-mehrere datenschutz
kontrast statistik
"""
NEW = "mehrere-empfaenger auswahl-wechsel nicht-teilnehmend abbrechen referenznummer link"
PARTS = (FROM_BOTH_LISTS, FROM_THE_QUESTIONS, FROM_THE_PROCESS, NEW)
NEVER_CASES = {"tf-loeschung", "tf-abnahme", "tf-freischaltung", "tf-regress-version"}
"""What others do: the data protection officer, the approval, the go-live list, a kind of run."""
REPLACED = {
    "tf-pflichtfelder": {1, 2, 3, 4, 5},
    "tf-grenzwerte": {*range(9, 25)},
    "tf-abhaengigkeiten": {6, 7, 8, *range(30, 38)},
    "tf-upload-format": {*range(38, 43)},
    "tf-upload-groesse": {*range(38, 43)},
    "tf-upload-anzahl": {*range(38, 43)},
    "tf-wiederholgruppe": {43, 44},
    "tf-sprache": {47, 48},
    "tf-login-bundid": {52, 53},
    "tf-login-muk": {52, 53},
    "tf-tastatur": {54},
    "tf-zoom": {54},
    "tf-zwischenspeichern": {55},
    "tf-sitzung": {55},
    "tf-abbrechen": {55},
}
"""The numbers of the field cases (``ff-``) that take the place of a general one."""
STOPS = {"tf-geradeaus", "tf-eingang-behoerde", "tf-zustaendigkeit-treffer"}


def each_rule():
    return pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def all_steps(rule: CaseRule) -> list[str]:
    voices = (rule, rule.each, *rule.each.options)
    return [step for voice in voices for step in voice.steps]


def all_texts(rule: CaseRule) -> list[str]:
    voices = (rule.each, *rule.each.options)
    return [t for t in (*rule.general_texts, *(t for v in voices for t in v.all_texts)) if t]


def test_there_are_92_cases_and_no_others():
    wanted = {f"tf-{name}" for part in PARTS for name in part.split()}
    assert len(wanted) == 92
    assert set(RULES) == wanted
    assert not NEVER_CASES & set(RULES)


def test_the_three_stop_cases_are_marked_and_weigh_most():
    stops = {rule.id for rule in RULES.values() if rule.is_stop}
    assert stops == STOPS
    assert {RULES[stop].priority for stop in stops} == {Priority.HIGH}
    assert all(RULES[stop].is_core for stop in stops)


def test_field_cases_of_an_imported_form_take_the_place_of_general_ones():
    numbers = {
        rule.id: {int(case.removeprefix("ff-")) for case in rule.replaced_by}
        for rule in RULES.values()
        if rule.replaced_by
    }
    assert numbers == REPLACED


def test_the_core_is_small_enough_to_be_run_with_each_version():
    core = [rule for rule in RULES.values() if rule.is_core]
    assert 10 <= len(core) <= 20


def test_a_linked_service_is_only_found_and_followed():
    for_links = {r.id for r in RULES.values() if not r.ways or "nur_link" in r.ways}
    assert for_links == {"tf-finden", "tf-link"}


def test_what_happens_elsewhere_is_not_tested_here():
    elsewhere = {r.id for r in RULES.values() if "efa" in r.ways}
    built_here = {"tf-pflichtfelder", "tf-tastatur", "tf-zahlung-ok", "tf-sitzung", "tf-login-muk"}
    assert not elsewhere & built_here


@each_rule()
def test_a_case_says_where_it_comes_from(rule: CaseRule):
    assert rule.source.strip()
    assert rule.as_of


@each_rule()
def test_steps_are_short_sentences(rule: CaseRule):
    for step in all_steps(rule):
        assert step.endswith("."), step
        assert len(step) <= 160, step


@each_rule()
def test_a_tester_gets_between_one_and_five_steps(rule: CaseRule):
    voices = (rule, rule.each, *rule.each.options)
    assert all(1 <= len(voice.steps) <= 5 for voice in voices if voice.steps)


@each_rule()
def test_words_are_those_of_the_house(rule: CaseRule):
    for text in all_texts(rule):
        assert not re.search(r"\"|--|\bUser\b|\bService\b|Antragsteller\b|  ", text), text
        assert not re.search(r"\bFehlerbericht|Ticket|STORK", text), text
        assert text.count("„") == text.count("“"), text


@each_rule()
def test_who_proves_it_in_production_does_so_last(rule: CaseRule):
    assert (rule.stage is CaseStage.LIVE) == (rule.id == "tf-prod-pretest")
