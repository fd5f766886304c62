"""Conditions by example: what editors may write, and how refusals read."""

from collections.abc import Mapping
from typing import Any

import pytest

from amt24web.catalogue.conditions import ConditionError, Step, compile_steps, parse

RANKS = {"niveau": {"niedrig": 1, "substantiell": 2, "hoch": 3}}
STELLEN = [{"name": "A", "zahl": 2}, {"name": "B", "zahl": 5}, {"name": "C"}]


def worked_out(text: str, **answers: Any) -> Any:
    return compile_steps([Step("ergebnis", parse(text))], RANKS)(answers)["ergebnis"]


HOLDING: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("weg == 'blaupause'", {"weg": "blaupause"}),
    ("weg in ['blaupause', 'eigen']", {"weg": "eigen"}),
    ("weg is leer", {}),
    ("weg is leer", {"weg": []}),
    ("weg is not leer", {"weg": "blaupause"}),
    ("zahl > 3 and zahl <= 5", {"zahl": 5}),
    ("1 < zahl < 9", {"zahl": 5}),
    ("'a' in liste and anzahl(liste) > 1", {"liste": ["a", "b"]}),
    ("not (weg == 'x' or zahl == 1)", {"weg": "y", "zahl": 2}),
    ("not weg is leer", {"weg": "y"}),
    ("rang(niveau) >= rang(niveau, 'substantiell')", {"niveau": "hoch"}),
    ("irgendeine(stellen, 'zahl', '>', 4)", {"stellen": STELLEN}),
    ("irgendeine(stellen, 'zahl', 'leer')", {"stellen": STELLEN}),
    ("irgendeine(stellen, 'name', 'in', ['B', 'X'])", {"stellen": STELLEN}),
    ("irgendeine(stellen, 'name', 'beginnt', 'C')", {"stellen": STELLEN}),
    ("irgendeine(stellen, 'name', 'beginnt nicht', ['A', 'B'])", {"stellen": STELLEN}),
    ("alle(stellen, 'name', 'nicht leer')", {"stellen": STELLEN}),
    ("beginnt(weg, 'blau')", {"weg": "blaupause"}),
    ("summe(stellen, 'zahl') == 7", {"stellen": STELLEN}),
    ("hoechste(stellen, 'zahl') == 5", {"stellen": STELLEN}),
    ("hoechste(eins, zwei) == 2", {"eins": 2}),
    ("fehlend(noetig, stellen, 'name') is not leer", {"noetig": ["A", "X"], "stellen": STELLEN}),
    ("fehlend(noetig, stellen, 'name') is leer", {"noetig": ["A"], "stellen": STELLEN}),
    ("zaehle(stellen, 'zahl', '>', 1) == 2", {"stellen": STELLEN}),
    ("zaehle(stellen, 'name', '==', 'X') == 0", {"stellen": STELLEN}),
    ("irgendeine(texte, 'name', 'laenger', 3)", {"texte": [{"name": "lang"}]}),
    ("wenn(weg == 'x', 0) is not leer", {"weg": "x"}),
    ("wenn(weg == 'x', 0) is leer", {}),
    ("hoechste(wenn(weg == 'x', 3), wenn(weg == 'y', 1)) == 1", {"weg": "y"}),
    ("'b' in auflistung(wenn(zahl > 1, 'a'), wenn(zahl > 2, 'b'))", {"zahl": 3}),
    ("auflistung(wenn(zahl > 1, 'a')) is leer", {"zahl": 1}),
)
NOT_HOLDING: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("weg == 'blaupause'", {}),
    ("weg != 'blaupause'", {}),
    ("weg not in ['blaupause']", {}),
    ("not weg == 'blaupause'", {}),
    ("eins == zwei", {}),
    ("eins != zwei", {"eins": 1}),
    ("zahl < 3", {}),
    ("not (weg == 'x' or zahl == 1)", {"weg": "y"}),
    ("anzahl(liste) == 0", {}),
    ("alle(stellen, 'zahl', '>', 1)", {"stellen": STELLEN}),
    ("alle(stellen, 'zahl', '>', 1)", {"stellen": []}),
    ("irgendeine(stellen, 'zahl', '!=', 2)", {}),
    ("not irgendeine(stellen, 'zahl', '==', 2)", {}),
    ("rang(niveau) < 2", {}),
    ("beginnt(weg, 'blau')", {}),
    ("fehlend(noetig, stellen, 'name') is not leer", {"stellen": STELLEN}),
    ("zaehle(stellen, 'zahl', '>', 1) == 0", {}),
    ("irgendeine(texte, 'name', 'laenger', 4)", {"texte": [{"name": "lang"}]}),
)


@pytest.mark.parametrize(("text", "answers"), HOLDING)
def test_a_condition_holds(text: str, answers: Mapping[str, Any]):
    assert worked_out(text, **answers)


@pytest.mark.parametrize(("text", "answers"), NOT_HOLDING)
def test_a_condition_does_not_hold(text: str, answers: Mapping[str, Any]):
    assert not worked_out(text, **answers)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "keine Bedingung"),
        ("weg ==", "keine Bedingung"),
        ("weg == 'x' weg", "steht noch etwas"),
        ("weg.upper() == 'X'", "nicht erlaubt|gibt es"),
        ("weg.__class__", "nicht erlaubt"),
        ("weg['x']", "nicht erlaubt"),
        ("weg | upper", "nicht erlaubt|keine Bedingung"),
        ("weg ~ 'x'", "nicht erlaubt"),
        ("zahl + 1 > 2", "nicht erlaubt"),
        ("2 ** 99999", "nicht erlaubt"),
        ("'x' if weg else 'y'", "nicht erlaubt"),
        ("{'a': 1}", "nicht erlaubt"),
        ("range(9)", "Funktion „range“ gibt es"),
        ("weg()", "Funktion „weg“ gibt es"),
        ("anzahl(x=1)", "Funktion „anzahl“ gibt es"),
        ("anzahl(*liste)", "Funktion „anzahl“ gibt es"),
        ("anzahl()", "zu viel oder zu wenig Angaben"),
        ("summe(stellen)", "zu viel oder zu wenig Angaben"),
        ("irgendeine(stellen, 'zahl', '=', 1)", "kennt .* den Vergleich nicht"),
        ("irgendeine(stellen, 'zahl', weg, 1)", "kennt .* den Vergleich nicht"),
        ("weg is defined", "nur „is leer“ erlaubt"),
        ("weg is leer(1)", "nur „is leer“ erlaubt"),
        ("weg is leer(a=1)", "nur „is leer“ erlaubt"),
        ("weg == '" + "x" * 5_000 + "'", "länger als 4000 Zeichen"),
        ("not " * 60 + "weg", "zu tief verschachtelt"),
        ("(" * 900 + "weg" + ")" * 900, "zu tief verschachtelt"),
    ],
)
def test_what_is_not_allowed_is_refused_in_german(text: str, reason: str):
    with pytest.raises(ConditionError, match=reason):
        parse(text)


@pytest.mark.parametrize("text", ["rang(weg)", "rang('hoch')"])
def test_a_rank_needs_a_question_with_ordered_options(text: str):
    with pytest.raises(ConditionError, match="keine geordneten Optionen"):
        worked_out(text)


def test_a_condition_names_its_questions_and_the_options_it_compares_with():
    condition = parse("a == 'x' and b in ['y', 'z'] or irgendeine(c, 'spalte', '==', 'w')")
    assert condition.names == {"a", "b", "c"}
    assert condition.compared == {("a", "x"), ("b", "y"), ("b", "z")}


def test_a_question_that_is_not_asked_counts_as_unanswered_from_there_on():
    steps = [
        Step("gefragt:b", parse("a == 'ja'"), masks="b"),
        Step("regel", parse("b == 'x'")),
        Step("leer", parse("b is leer")),
    ]
    asked = compile_steps(steps)({"a": "ja", "b": "x"})
    hidden = compile_steps(steps)({"a": "nein", "b": "x"})
    assert (asked["regel"], asked["leer"]) == (True, False)
    assert (hidden["regel"], hidden["leer"]) == (False, True)


def test_a_computed_value_is_seen_by_what_comes_after_it():
    steps = [Step("summe_", parse("summe(r, 'x')")), Step("viel", parse("summe_ > 3"))]
    evaluate = compile_steps(steps)
    assert evaluate({"r": [{"x": 2}, {"x": 2}]})["viel"] is True
    assert evaluate({})["viel"] is False


def test_names_of_the_machinery_do_not_leak_into_conditions():
    steps = [Step("eins", parse("1 == 1")), Step("zwei", parse("anzahl is leer"))]
    assert compile_steps(steps)({})["eins"] is True
    assert worked_out("weg == 'x'", unbeteiligt=1) is False
