"""Lists declared once and filled into questions: options and expressions."""

from typing import Any

import pytest

from amt24web.catalogue.conditions import Step, compile_steps, parse
from amt24web.catalogue.filling import LEVELS, filled

LISTS = ("rolle", "weg", "art", "mittel", "untergrenze")


def content(question: dict[str, Any], **lists: list[dict[str, Any]]) -> dict[str, Any]:
    given = {name: lists.get(name, []) for name in LISTS}
    whole = filled({**given, "abschnitt": [{"id": "teil", "frage": [question]}]})
    found: dict[str, Any] = whole["abschnitt"][0]["frage"][0]
    return found


def worked_out(text: str, **answers: Any) -> Any:
    ranks = {"vn_ergebnis": {level: rank for rank, level in enumerate(LEVELS)}}
    return compile_steps([Step("ergebnis", parse(text))], ranks)(answers)["ergebnis"]


FLOORS = [
    {"id": "eins", "bedingung": "recht == 'a' or recht == 'b'", "niveau": "substantiell"},
    {"id": "zwei", "bedingung": "recht == 'b'", "niveau": "hoch"},
]
MEANS = [
    {"id": "passwort", "text": "Passwort", "konto": "bundid", "niveau": "basis"},
    {"id": "ausweis", "text": "Ausweis", "konto": "bundid", "niveau": "hoch"},
    {"id": "zertifikat", "text": "Zertifikat", "konto": "muk", "niveau": "substantiell"},
]


@pytest.mark.parametrize(("law", "rank"), [("a", 2), ("b", 3)])
def test_the_legal_floor_is_the_highest_that_holds(law: str, rank: int):
    question = content({"id": "boden", "ausdruck_aus": "untergrenzen"}, untergrenze=FLOORS)
    assert worked_out(question["ausdruck"], recht=law) == rank


def test_without_a_reason_in_law_there_is_no_floor():
    question = content({"id": "boden", "ausdruck_aus": "untergrenzen"}, untergrenze=FLOORS)
    assert not worked_out(f"{question['ausdruck']} is not leer", recht="c")


def test_nothing_declared_gives_an_expression_that_is_never_answered():
    question = content({"id": "boden", "ausdruck_aus": "untergrenzen"})
    assert worked_out(f"{question['ausdruck']} is leer")


@pytest.mark.parametrize(
    ("accounts", "level", "means"),
    [(["bundid"], "basis", ["passwort", "ausweis"]), (["bundid", "muk"], "substantiell",
     ["ausweis", "zertifikat"]), (["muk"], "substantiell", ["zertifikat"])],
)  # fmt: skip
def test_means_follow_from_accounts_and_level(accounts: list[str], level: str, means: list[str]):
    asked = {"id": "mittel", "ausdruck_aus": "mittel", "optionen_aus": "mittel"}
    question = content(asked, mittel=MEANS)
    assert worked_out(question["ausdruck"], konten=accounts, vn_ergebnis=level) == means
    assert [option["text"] for option in question["optionen"]] == [
        "Passwort", "Ausweis", "Zertifikat"]  # fmt: skip


def test_options_of_columns_are_filled_too():
    asked = {"id": "wer", "spalte": [{"id": "rolle", "optionen_aus": "rollen"}]}
    question = content(asked, rolle=[{"id": "pe", "text": "Prozesseigner"}])
    assert question["spalte"][0]["optionen"] == [{"id": "pe", "text": "Prozesseigner"}]
