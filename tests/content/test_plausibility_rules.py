"""Each plausibility rule as shipped: when it speaks, and when it must be silent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from amt24web.catalogue.conditions import Step, compile_steps, parse
from amt24web.catalogue.loader import load_catalogue

CATALOGUE = load_catalogue()
RULES = {rule.id: rule for rule in CATALOGUE.rules}
RANKS = {q.id: q.ranks for q in CATALOGUE.questions.values() if q.ranks}
GIVEN = {"rollen_noetig"}

Values = Mapping[str, Any]
TESTER = {"rolle": "tt", "perspektive": "nutzende"}
AT_SCHOOL = {"rolle": "tt", "perspektive": "annehmende_stelle"}
SHOWN = {"name": "Landesamt", "zeigt": "ja", "nimmt_an": "nein", "welle": "keine"}
SCHOOL = {
    "name": "Grundschule", "zeigt": "nein", "nimmt_an": "ja", "auspraegung": "beraten",
    "kontakt": "schule@example.org", "ansprechperson": "p1", "welle": "pilot",
}  # fmt: skip
EARLY, LATE = date(2027, 1, 12), date(2027, 9, 1)

SPEAKS_AND_IS_SILENT: Mapping[str, tuple[Values, Values]] = {
    "PR43": (
        {"leika": [{"schluessel": "08…", "schluessel_instanz": "08"}]},
        {"leika": [{"schluessel": "14…", "schluessel_instanz": "14"}]},
    ),
    "PR44": (
        {"leika": [{"schluessel_verrichtung": "000"}]},
        {"leika": [{"schluessel_verrichtung": "006"}]},
    ),
    "leika-entsteht": ({"leika_fehlt": "ja"}, {"leika_fehlt": "nein"}),
    "PR46": ({"fim_typ": "typ_1"}, {"fim_typ": "typ_2_3"}),
    "PR48": (
        {"sdg": "ja", "mehrsprachig": ["deutsch"]},
        {"sdg": "ja"},
    ),
    "stichtage-mehr-als-jahr": (
        {"fallzahl_jahr": 100, "stichtage": [{"erwartete_antraege": 60}] * 2},
        {"fallzahl_jahr": 100, "stichtage": [{"anlass": "Ferien"}]},
    ),
    "PR45": (
        {"beschreibung_vorhanden": "nein", "termin_start": LATE},
        {"beschreibung_vorhanden": "nein"},
    ),
    "anpassen-widerspruch": (
        {"beschreibung_anpassen": ["kosten", "nichts"]},
        {"beschreibung_anpassen": ["nichts"]},
    ),
    "efa-vertrag-offen": (
        {"efa_anschlussvertrag": "in_vorbereitung"},
        {"efa_anschlussvertrag": "geschlossen"},
    ),
    "efa-parameter-fehlen": ({"efa_parameterblatt": "nein"}, {"efa_parameterblatt": "ja"}),
    "rollen-fehlen": (
        {"rollen_noetig": ["pe", "tt"], "beteiligte": [{"rolle": "pe"}]},
        {"rollen_noetig": ["pe", "tt"]},
    ),
    "PR50": ({"beteiligte": [TESTER]}, {"beteiligte": [TESTER, AT_SCHOOL]}),
    "PN7": (
        {"pe_aufteilung": [{"bis_bereitstellung": "p1"}]},
        {"pe_aufteilung": [{"bis_bereitstellung": "p1", "danach": "p2"}]},
    ),
    "PN3": (
        {"umsetzungsweg": "blaupause", "empfaenger_je_antrag": "mehrere_zugleich"},
        {"umsetzungsweg": "blaupause", "empfaenger_je_antrag": "genau_eine"},
    ),
    "stellen-widerspruch": (
        {"zustaendige_stellen": "genau_eine", "stellen": [SCHOOL, SCHOOL]},
        {"zustaendige_stellen": "genau_eine", "stellen": [SHOWN, SCHOOL]},
    ),
    "stellen-ohne-annahme": (
        {"umsetzungsweg": "blaupause", "stellen": [SHOWN]},
        {"umsetzungsweg": "nur_link", "stellen": [SHOWN]},
    ),
    "stellen-ohne-anzeige": ({"stellen": [SCHOOL]}, {"stellen": [SCHOOL, SHOWN]}),
    "stellen-nur-beraten": (
        {"umsetzungsweg": "blaupause", "stellen": [SCHOOL]},
        {"umsetzungsweg": "blaupause", "stellen": [SCHOOL, SHOWN]},
    ),
    "stellen-ohne-kontakt": (
        {"umsetzungsweg": "blaupause", "stellen": [SCHOOL, SHOWN]},
        {"umsetzungsweg": "blaupause", "stellen": [SCHOOL]},
    ),
    "stellen-ohne-ansprechperson": ({"stellen": [SHOWN]}, {"stellen": [SCHOOL]}),
    "stellen-zahl": (
        {"stellen_erfasst": 2, "stellen_anzahl": 12},
        {"stellen_erfasst": 13, "stellen_anzahl": 12},
    ),
    "pilot-ohne-stellen": (
        {"teilnahme_start": "nur_pilotstellen", "stellen": [SHOWN]},
        {"teilnahme_start": "nur_pilotstellen"},
    ),
    "alle-aber-wellen": (
        {"teilnahme_start": "alle", "stellen": [{"welle": "welle_2"}]},
        {"teilnahme_start": "alle", "stellen": [{"welle": "pilot"}]},
    ),
    "parameter-widerspruch": (
        {"stellen_parameter": ["gebuehren", "nichts"]},
        {"stellen_parameter": ["nichts"]},
    ),
    "weiterleitung-ohne-grundlage": (
        {"weiterleitung_liste": [{"empfaenger": "Kammer"}]},
        {"weiterleitung_liste": [{"empfaenger": "Kammer", "rechtsgrundlage": "§ 1"}]},
    ),
    "reifegrad-zu-hoch": (
        {"reifegrad_modell": "modell_1_1", "reifegrad_ziel": "stufe_5"},
        {"reifegrad_modell": "modell_2_0", "reifegrad_ziel": "stufe_5"},
    ),
    "reifegrad-sinkt": (
        {"reifegrad_heute": "stufe_3", "reifegrad_ziel": "stufe_2"},
        {"reifegrad_ziel": "stufe_2"},
    ),
    "auftakt-nach-start": (
        {"auftakt_datum": LATE, "termin_start": EARLY},
        {"auftakt_datum": LATE},
    ),
    "auftakt-ziel-strittig": (
        {"auftakt_ziel_getragen": "nein"},
        {"auftakt_ziel_getragen": "ja"},
    ),
    "auftakt-support-einseitig": (
        {"auftakt_support": [{"ebene": "fachlich"}]},
        {"auftakt_support": [{"ebene": "fachlich"}, {"ebene": "technisch"}]},
    ),
    "auftakt-aufgabe-unvollstaendig": (
        {"auftakt_aufgaben": [{"aufgabe": "Zugang beantragen", "verantwortlich": "p1"}]},
        {"auftakt_aufgaben": [{"aufgabe": "…", "verantwortlich": "p1", "bis": LATE}]},
    ),
    "auftakt-folgetermin": (
        {"auftakt_datum": LATE, "auftakt_naechster_termin": EARLY},
        {"auftakt_datum": EARLY, "auftakt_naechster_termin": LATE},
    ),
}


def speaks(rule_id: str, values: Values) -> bool:
    step = Step("regel", parse(RULES[rule_id].condition))
    return bool(compile_steps([step], RANKS)(values)["regel"])


def test_every_rule_has_a_case_for_and_a_case_against():
    assert set(SPEAKS_AND_IS_SILENT) == set(RULES)


@pytest.mark.parametrize("rule_id", SPEAKS_AND_IS_SILENT)
def test_a_rule_speaks_when_something_does_not_fit(rule_id: str):
    assert speaks(rule_id, SPEAKS_AND_IS_SILENT[rule_id][0])


@pytest.mark.parametrize("rule_id", SPEAKS_AND_IS_SILENT)
def test_a_rule_is_silent_when_it_fits_or_nobody_knows_yet(rule_id: str):
    assert not speaks(rule_id, SPEAKS_AND_IS_SILENT[rule_id][1])


@pytest.mark.parametrize("rule_id", RULES)
def test_an_empty_answer_is_never_also_a_finding(rule_id: str):
    assert not speaks(rule_id, {"rollen_noetig": ["pe"]})


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_asks_only_what_is_known_and_shows_only_what_it_declares(rule_id: str):
    rule = RULES[rule_id]
    expressions = (rule.condition, *rule.values.values())
    names = set().union(*(parse(text).names for text in expressions))
    assert names <= {*CATALOGUE.questions, *GIVEN}
    assert rule.message.format_map(dict.fromkeys(rule.values, "x"))


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_speaks_at_a_question_it_looks_at(rule_id: str):
    rule = RULES[rule_id]
    assert rule.question in parse(rule.condition).names


def test_roles_are_needed_by_what_the_klaerung_asks():
    for role in CATALOGUE.roles:
        names = parse(role.needed_if).names if role.needed_if else set()
        assert names <= set(CATALOGUE.questions)
        assert not (role.needed_if and role.never_needed)
