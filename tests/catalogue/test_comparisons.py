"""More and less are only asked between things of one kind."""

import pytest

from amt24web.catalogue.review import review
from tests.harness.builders import a_catalogue, a_question, a_rule, some_choices, some_rows

QUESTIONS = (
    a_question("anzahl_a", "zahl"),
    a_question("tag", "datum"),
    a_question("spaeter", "datum"),
    a_question("name"),
    a_question("stufe", "auswahl", choices=some_choices("eins", "zwei", ranked=True)),
    some_rows("zeilen"),
)


@pytest.mark.parametrize(
    "condition",
    [
        "anzahl_a > '100'",
        "name >= 3",
        "tag < '2027-01-01'",
        "zeilen > 2",
        "name == 'x' or (anzahl_a <= 'y' and stufe is leer)",
    ],
)
def test_what_cannot_be_more_or_less_is_named(condition: str) -> None:
    remarks = review(a_catalogue(*QUESTIONS, rules=(a_rule(condition, "name"),)))
    assert any("vergleicht" in remark for remark in remarks)


@pytest.mark.parametrize(
    "condition",
    ["anzahl_a > 100", "tag < spaeter", "stufe >= 'zwei'", "anzahl(zeilen) > 2", "name == 'x'"],
)
def test_what_can_be_compared_is_not(condition: str) -> None:
    remarks = review(a_catalogue(*QUESTIONS, rules=(a_rule(condition, "name"),)))
    assert not any("vergleicht" in remark for remark in remarks)
