"""The test plans of the demonstration, read as a tester reads them: nothing a service has not."""

from collections.abc import Mapping

import pytest

from amt24web.rules.test_cases import DerivedCase, derive
from tests.harness.demo import demo_standings

PILOT, DOG_TAX, ROADS, WASTE, PARKING = 1, 2, 3, 4, 5
COUNTS = {PILOT: (45, 60), DOG_TAX: (4, 8), ROADS: (90, 110), WASTE: (25, 35), PARKING: (10, 20)}
PAYMENT = (
    "tf-zahlung-", "tf-betrag", "tf-ermaessigung", "tf-kassenzeichen", "tf-erstattung",
    "tf-gebuehr-info",
)  # fmt: skip
ACCOUNTS = (
    "tf-login-", "tf-ohne-anmeldung", "tf-freiwillig", "tf-doppellogin", "tf-ausweis-geraete",
    "tf-muk-", "tf-sitzung", "tf-vorbefuellung", "tf-abweichung", "tf-postfach-niveau",
    "tf-eingang-nachricht", "tf-bescheid", "tf-einwilligung", "tf-rueckfrage", "tf-status",
    "tf-benachrichtigung",
)  # fmt: skip
UPLOAD = ("tf-upload-", "tf-nachweis-fehlt", "tf-nachreichen")
DRAFTS = ("tf-zwischenspeichern", "tf-entwurf")
SEVERAL_BODIES = (
    "tf-zustaendigkeit-", "tf-mehrere-empfaenger", "tf-auswahl-wechsel", "tf-nicht-teilnehmend",
    "tf-stellenparameter",
)  # fmt: skip
CHANNELS = ("tf-zustellung", "tf-schema", "tf-ziel-nicht-erreichbar")
ELSEWHERE = ("tf-link",)
FORM = ("tf-pflichtfelder", "tf-tastatur", "tf-screenreader", "tf-zusammenfassung", "tf-log")
HAS_NOT = {
    PILOT: (*PAYMENT, *UPLOAD, *DRAFTS, *CHANNELS, *ELSEWHERE, "tf-login-", "tf-freiwillig",
            "tf-muk-", "tf-vollmacht", "tf-zweite-person", "tf-eakte", "tf-log", "tf-last",
            "tf-sprache", "tf-automatisch", "tf-registerabruf", "tf-mehrere-empfaenger"),
    DOG_TAX: (*PAYMENT, *ACCOUNTS, *UPLOAD, *DRAFTS, *SEVERAL_BODIES, *CHANNELS, *ELSEWHERE, *FORM,
              "tf-prod-pretest"),
    ROADS: (*ELSEWHERE, "tf-freiwillig", "tf-entwurfsdatei", "tf-mehrere-empfaenger",
            "tf-vertretung-gesetzlich", "tf-zweite-person", "tf-automatisch", "tf-registerabruf",
            "tf-statistik"),
    WASTE: (*PAYMENT, *ACCOUNTS, *DRAFTS, *SEVERAL_BODIES, *CHANNELS, *ELSEWHERE,
            "tf-nachweis-fehlt", "tf-nachreichen", "tf-vollmacht", "tf-zweite-person", "tf-last",
            "tf-vertretung-gesetzlich", "tf-wiederholgruppe", "tf-statistik", "tf-drittdienste"),
    PARKING: (*FORM, *ACCOUNTS, *UPLOAD, *DRAFTS, "tf-zahlung-", "tf-betrag", "tf-eakte",
              "tf-last", "tf-nicht-teilnehmend", "tf-mehrere-empfaenger"),
}  # fmt: skip
HAS = {
    PILOT: {
        "tf-geradeaus": 1, "tf-eingang-behoerde": 1, "tf-zustaendigkeit-treffer": 2,
        "tf-abhaengigkeiten": 2, "tf-wiederholgruppe": 1, "tf-nicht-teilnehmend": 1,
        "tf-vertretung-gesetzlich": 1, "tf-stellenparameter": 1, "tf-support-anzeige": 1,
        "tf-schleife": 1, "tf-ohne-anmeldung": 1,
    },
    DOG_TAX: {"tf-geradeaus": 1, "tf-eingang-behoerde": 1, "tf-finden": 1},
    ROADS: {
        "tf-login-bundid": 4, "tf-login-muk": 1, "tf-muk-vertretung": 1, "tf-zahlung-ok": 3,
        "tf-betrag": 2, "tf-nachweis-fehlt": 4, "tf-zustellung": 3, "tf-eingang-behoerde": 3,
        "tf-schema": 1, "tf-vollmacht": 1, "tf-sprache": 1, "tf-eakte": 1, "tf-log": 1,
        "tf-postfach-niveau": 1, "tf-drittdienste": 1, "tf-last": 1, "tf-abhaengigkeiten": 3,
    },
    WASTE: {
        "tf-upload-format": 1, "tf-upload-schad": 1, "tf-sprache": 1, "tf-eakte": 1,
        "tf-vorabpruefung": 1, "tf-log": 1, "tf-kopie": 1, "tf-eingang-behoerde": 1,
    },
    PARKING: {
        "tf-link": 1, "tf-eingang-behoerde": 2, "tf-zustellung": 1, "tf-schema": 1,
        "tf-zustaendigkeit-treffer": 1, "tf-stellenparameter": 2, "tf-gebuehr-info": 1,
    },
}  # fmt: skip


def each_service():
    return pytest.mark.parametrize("number", COUNTS)


def plan(number: int) -> tuple[DerivedCase, ...]:
    standing = demo_standings()[number]
    return derive(standing.catalogue, standing.facts, standing.assessment)


def counted(number: int) -> Mapping[str, int]:
    ids = [case.origin.rule_id for case in plan(number)]
    return {rule_id: ids.count(rule_id) for rule_id in ids}


@each_service()
def test_the_plan_is_as_long_as_the_service_is_rich(number: int):
    low, high = COUNTS[number]
    assert low <= len(plan(number)) <= high


@each_service()
def test_nothing_is_tested_that_the_service_has_not(number: int):
    unwanted = [c.title for c in plan(number) if c.origin.rule_id.startswith(HAS_NOT[number])]
    assert unwanted == []


@each_service()
def test_what_it_has_is_tested_as_often_as_it_has_it(number: int):
    assert {rule: counted(number).get(rule, 0) for rule in HAS[number]} == HAS[number]


@each_service()
def test_no_case_is_there_twice_and_none_has_a_gap(number: int):
    cases = plan(number)
    assert len({case.origin for case in cases}) == len(cases)
    assert len({case.title for case in cases}) == len(cases)
    for case in cases:
        texts = (case.title, case.expected, case.data, *case.steps, *case.preconditions)
        assert not any("{" in text or "„“" in text for text in texts), case.title


@each_service()
def test_titles_fit_into_a_line(number: int):
    assert [case.title for case in plan(number) if len(case.title) > 100] == []


@each_service()
def test_stop_cases_come_first_and_high_priority_next(number: int):
    order = [(not case.is_stop, case.priority.value != "high") for case in plan(number)]
    assert order == sorted(order)


@each_service()
def test_every_case_but_one_can_say_why_it_is_there(number: int):
    assert {case.origin.rule_id for case in plan(number) if not case.reasons} == {"tf-finden"}
