"""Answers to check, narrowed down."""

import pytest

from amt24web.domain.records import Record
from amt24web.domain.vocabulary import AnswerState, Phase, Questionnaire
from amt24web.rules.questionnaire import read_sections
from amt24web.rules.review import SHOWING, CheckedSection, checked_sections
from amt24web.rules.summary import stand
from tests.harness.builders import (
    a_catalogue,
    a_content,
    a_question,
    a_record,
    a_row,
    a_rule,
    a_section,
    facts_with,
    some_rows,
)

CATALOGUE = a_catalogue(
    a_section(
        a_question("name", text="Wie heißt die Straße?"),
        a_question("zahl", "zahl"),
        a_question("leer"),
        a_question("mal", "berechnet", expression="zahl"),
        section_id="eins",
        letter="A",
    ),
    a_section(a_question("frist"), some_rows("orte"), section_id="zwei", letter="B"),
    rules=(a_rule("zahl > 10", "zahl"),),
)
KEPT = (
    a_record("name", "Äußere Weststraße"),
    a_record("zahl", 11, note="laut Statistik"),
    a_record(
        "frist",
        content=a_content(state=AnswerState.IN_CLARIFICATION, reason="fehlt", responsible_uid="p"),
    ),
    a_row("orte", name="Hintere Gasse"),
    a_record("participants", {"person": "Erika"}, row_uid="p"),
    a_record("kommentar:frist", "Wann denn?", row_uid="k"),
    a_record("markierung:name", True),
)


def sections(showing: str = "", words: str = "", kept: tuple[Record, ...] = KEPT):
    standing = stand(CATALOGUE, facts_with(*kept), Phase.CLARIFICATION)
    read = read_sections(
        CATALOGUE, standing.facts, standing.assessment, Questionnaire.CLARIFICATION
    )
    return checked_sections(standing, read, showing, words)


def keys(found: tuple[CheckedSection, ...]) -> list[str]:
    return [answer.reading.key for section in found for answer in section.answers]


@pytest.mark.parametrize(
    ("showing", "expected"),
    [
        ("alle", ["name", "zahl", "leer", "mal", "frist", "orte"]),
        ("", ["name", "zahl", "leer", "mal", "frist", "orte"]),
        ("quatsch", ["name", "zahl", "leer", "mal", "frist", "orte"]),
        ("offen", ["leer"]),
        ("wird_geklaert", ["frist"]),
        ("markiert", ["name"]),
        ("kommentar", ["frist"]),
        ("befund", ["zahl"]),
    ],
)
def test_each_choice_shows_what_it_says(showing: str, expected: list[str]):
    assert keys(sections(showing)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("strasse", ["name"]),
        ("WESTSTRASSE aussere", ["name"]),
        ("statistik", ["zahl"]),
        ("erika", ["frist"]),
        ("gasse", ["orte"]),
        ("A2", ["zahl"]),
        ("wie ist", ["zahl", "leer", "mal", "frist", "orte"]),
        ("wie gibtesnicht", []),
        ("   ", ["name", "zahl", "leer", "mal", "frist", "orte"]),
    ],
)
def test_every_word_must_stand_in_question_or_answer(words: str, expected: list[str]):
    assert keys(sections(words=words)) == expected


def test_choice_and_words_add_up():
    assert keys(sections("markiert", "weststr")) == ["name"]
    assert keys(sections("markiert", "statistik")) == []


def test_every_section_stays_also_without_a_fitting_answer():
    assert [s.reading.key for s in sections("markiert")] == ["eins", "zwei"]


def test_each_choice_has_a_name():
    assert all(text for text, _ in SHOWING.values())
