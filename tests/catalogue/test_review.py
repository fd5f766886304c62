"""Proof-reading: each mistake an editor can make is named in one German sentence."""

import pytest

from amt24web.catalogue.review import review
from amt24web.catalogue.structure import Catalogue
from tests.harness.builders import (
    a_catalogue,
    a_column,
    a_question,
    a_role,
    a_rule,
    a_scope,
    a_section,
    a_working_catalogue,
    some_choices,
    some_rows,
)

WAY = a_question("weg", "auswahl", choices=some_choices("a", "b"))
HALF_RANKED = (*some_choices("a", ranked=True), *some_choices("b"))


def test_a_sound_catalogue_gives_no_remark():
    assert review(a_working_catalogue(a_question("mehr", condition="umsetzungsweg == 'nur_link'"),
                                      a_rule("mehr == 'x'", "mehr"))) == []  # fmt: skip


def test_a_condition_without_words_is_mentioned():
    question = a_question("zwei", condition="weg == 'a'", condition_in_words="")
    assert review(a_catalogue(WAY, question)) == [
        "Frage „zwei“: die Bedingung steht nicht in Worten da."
    ]


MISTAKES: dict[str, tuple[Catalogue, str]] = {
    "an unknown question": (
        a_catalogue(a_question("eins", condition="gibtsnicht == 'x'")),
        "Frage „eins“: „gibtsnicht“ gibt es nicht.",
    ),
    "a question asked later": (
        a_catalogue(a_question("eins", condition="zwei == 'x'"), a_question("zwei")),
        "Frage „eins“: „zwei“ wird erst später gefragt.",
    ),
    "a question that depends on itself": (
        a_catalogue(a_question("eins", condition="eins == 'x'")),
        "Frage „eins“: „eins“ wird erst später gefragt.",
    ),
    "an unknown option": (
        a_catalogue(WAY, a_question("zwei", condition="weg == 'c'")),
        "Frage „zwei“: „weg“ hat keine Option „c“.",
    ),
    "an unknown option in a list": (
        a_catalogue(WAY, a_question("zwei", condition="weg in ['a', 'c']")),
        "Frage „zwei“: „weg“ hat keine Option „c“.",
    ),
    "a broken condition": (
        a_catalogue(WAY, a_question("zwei", condition="weg == ")),
        "Frage „zwei“: „weg == “ ist keine Bedingung",
    ),
    "a rank without order": (
        a_catalogue(WAY, a_question("zwei", condition="rang(weg) > 1")),
        "Frage „zwei“: „weg“ hat keine geordneten Optionen (rang).",
    ),
    "a rank for some options only": (
        a_catalogue(a_question("eins", "auswahl", choices=HALF_RANKED)),
        "Frage „eins“: nicht jede Option hat einen Rang.",
    ),
    "a choice without options": (
        a_catalogue(a_question("eins", "auswahl")),
        "Frage „eins“: „eins“ hat keine Optionen.",
    ),
    "a column without options": (
        a_catalogue(some_rows("eins", a_column("art", "auswahl"))),
        "Frage „eins“: „art“ hat keine Optionen.",
    ),
    "an option twice": (
        a_catalogue(a_question("eins", "mehrfach", choices=some_choices("a", "a"))),
        "Frage „eins“: eine Option von „eins“ gibt es doppelt.",
    ),
    "a question twice": (
        a_catalogue(a_question("eins"), a_question("eins")),
        "Frage „eins“ gibt es 2-mal.",
    ),
    "rows without columns": (
        a_catalogue(a_question("eins", "zeilen")),
        "Frage „eins“ hat keine Spalten.",
    ),
    "rows within rows": (
        a_catalogue(some_rows("eins", a_column("innen", "zeilen"))),
        "Frage „eins“: „zeilen“ geht nicht als Spalte.",
    ),
    "an unknown role": (
        a_catalogue(a_question("eins", role="xy")),
        "Frage „eins“: die Rolle „xy“ gibt es nicht.",
    ),
    "a section that shows what is not there": (
        a_catalogue(a_section(a_question("eins"), shows=("zwei",))),
        "Abschnitt „teil“ zeigt die unbekannte Frage „zwei“.",
    ),
    "a way with an unknown section": (
        a_catalogue(a_question("eins"), ways=(a_scope("w", sections=("Z",)),)),
        "„w“ nennt den unbekannten Abschnitt „Z“.",
    ),
    "a kind with an unknown question": (
        a_catalogue(a_question("eins"), kinds=(a_scope("k", questions=("zwei",)),)),
        "„k“ nennt die unbekannte Frage „zwei“.",
    ),
    "a rule at an unknown question": (
        a_catalogue(a_question("eins"), rules=(a_rule("eins == 'x'", "zwei"),)),
        "Regel „R1“: die Frage „zwei“ gibt es nicht.",
    ),
    "a rule that looks at an unknown question": (
        a_catalogue(a_question("eins"), rules=(a_rule("zwei == 'x'", "eins"),)),
        "Regel „R1“: „zwei“ gibt es nicht.",
    ),
    "a message with an undeclared value": (
        a_catalogue(a_question("eins"), rules=(a_rule("eins == 'x'", "eins", message="{was}"),)),
        "Regel „R1“: die Meldung nennt einen Wert, der nicht erklärt ist.",
    ),
    "a role needed for an unknown reason": (
        a_catalogue(a_question("eins"), roles=(a_role(), a_role("tt", needed_if="zwei == 'x'"))),
        "Rolle „tt“: „zwei“ gibt es nicht.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named(mistake: str):
    catalogue, remark = MISTAKES[mistake]
    assert any(found.startswith(remark) for found in review(catalogue)), review(catalogue)


def test_a_circle_of_conditions_cannot_pass():
    circle = a_catalogue(
        a_question("eins", condition="drei == 'x'"),
        a_question("zwei", condition="eins == 'x'"),
        a_question("drei", condition="zwei == 'x'"),
    )
    assert "Frage „eins“: „drei“ wird erst später gefragt." in review(circle)


def test_a_retired_question_may_not_be_relied_on():
    catalogue = a_catalogue(
        a_question("eins", retired=True), a_question("zwei", condition="eins == 'x'")
    )
    assert review(catalogue) == ["Frage „zwei“: „eins“ gibt es nicht."]
