"""Each plausibility rule as shipped: when it speaks, and when it must be silent."""

from collections.abc import Mapping

import pytest

from amt24web.catalogue.condition_functions import is_answered
from amt24web.catalogue.conditions import Step, compile_steps, parse
from amt24web.catalogue.loader import load_catalogue
from tests.content.rule_cases import A_TO_F, AT_SCHOOL, TESTER, Values
from tests.content.rule_cases_from_g import FROM_G

CATALOGUE = load_catalogue()
RULES = {rule.id: rule for rule in CATALOGUE.rules}
RANKS = {q.id: q.ranks for q in CATALOGUE.questions.values() if q.ranks}
GIVEN = {"rollen_noetig"}
EXCLUSIVE = (
    ("anpassen-widerspruch", "beschreibung_anpassen", "nichts", "kosten"),
    ("parameter-widerspruch", "stellen_parameter", "nichts", "gebuehren"),
    ("vertretung-widerspruch", "vertretung", "niemand", "vollmacht"),
    ("rueckkanal-widerspruch", "rueckkanal", "keine", "post"),
    ("status-widerspruch", "status", "keine", "beschieden"),
    ("datenarten-widerspruch", "datenarten", "keine", "kontakt"),
    ("dsfa-merkmale-widerspruch", "dsfa_kriterien", "keine", "umfang"),
    ("bitv-widerspruch", "bitv_plan", "keine", "extern"),
)
"""Rule, question, the option that excludes all others, and one of the others."""
SPEAKS_AND_IS_SILENT = {
    **A_TO_F,
    **FROM_G,
    **{r: ({q: [other, alone]}, {q: [alone]}) for r, q, alone, other in EXCLUSIVE},
}
ONE_CAUSE: Mapping[str, Values] = {
    "PR13": {
        "bescheid_form": "pdf", "schriftform_bescheid": "ja", "siegel": "nein",
        "rueckkanal": ["postfach"],
    },
    "PN9": {"bescheid_form": "papier", "rueckkanal": ["keine"]},
    "bescheid-ohne-weg": {
        "bescheid_form": "pdf", "rueckkanal": ["keine"], "vn_entbehrlich": "ja",
    },
    "rueckkanal-widerspruch": {"bescheid_form": "pdf", "rueckkanal": ["keine", "post"]},
    "vn-entbehrlich-postfach": {
        "bescheid_form": "pdf", "rueckkanal": ["postfach"], "vn_entbehrlich": "ja",
    },
    "vn-entbehrlich-recht": {
        "bescheid_form": "pdf", "rueckkanal": ["post"], "vn_entbehrlich": "ja",
        "vn_untergrenze": 2, "datenarten": ["bilder"],
    },
    "vn-entbehrlich-bescheid": {
        "bescheid_form": "pdf", "rueckkanal": ["postfach"], "vn_entbehrlich": "ja",
        "vn_ergebnis": "ohne", "anmeldung_noetig": "freiwillig",
    },
    "PR31": {
        "fachverfahren": [{"import_moeglich": "nein"}], "empfangskanal": "fit_connect",
        "xoev_standards": [{"fachverfahren_kann": "nein"}], "xoev_relevant": "ja",
        "uebergabeformat": ["pdf"],
    },
    "vertretung-widerspruch": {
        "zielgruppe": ["unternehmen"], "vertretung": ["niemand", "vollmacht"],
    },
    "bitv-widerspruch": {"bitv_plan": ["keine", "extern"]},
}  # fmt: skip
"""Answers in which several rules could see a fault; the rule that alone speaks about it."""


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


@pytest.mark.parametrize("rule_id", ONE_CAUSE)
def test_one_cause_is_one_finding(rule_id: str):
    assert [other for other in RULES if speaks(other, ONE_CAUSE[rule_id])] == [rule_id]


def test_testers_are_looked_for_in_both_tables():
    assert speaks("PR50", {"beteiligte": [TESTER]})
    assert not speaks("PR50", {"beteiligte": [TESTER, AT_SCHOOL]})
    assert not speaks("PR50", {"beteiligte": [TESTER], "auftakt_testerkreis": [AT_SCHOOL]})


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


@pytest.mark.parametrize("rule_id", [rule.id for rule in RULES.values() if rule.values])
def test_what_a_message_shows_is_there_when_the_rule_speaks(rule_id: str):
    shown = RULES[rule_id].values.items()
    steps = [Step(f"wert:{name}", parse(text)) for name, text in shown]
    found = compile_steps(steps, RANKS)(SPEAKS_AND_IS_SILENT[rule_id][0])
    assert all(is_answered(value) for value in found.values())


def test_roles_are_needed_by_what_the_klaerung_asks():
    for role in CATALOGUE.roles:
        names = parse(role.needed_if).names if role.needed_if else set()
        assert names <= set(CATALOGUE.questions)
        assert not (role.needed_if and role.never_needed)
