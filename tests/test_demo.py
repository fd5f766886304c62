"""What the demonstration tells: complete, readable, and nothing that falls on deaf ears."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from amt24web.catalogue.structure import AnswerType, Question
from amt24web.domain.vocabulary import AnswerState, Phase, Questionnaire, Severity
from amt24web.rules.facts import all_columns
from amt24web.rules.progress import has_unreadable, state_of
from amt24web.rules.summary import Standing
from amt24web.usecases import demo
from tests.harness.demo import NUMBERS, STORIES, demo_standings

WAITING_FOR_THE_WAY = {"vn_ergebnis", "konten"}
"""The kind „bestand“ names them, the way „amt24_vorhanden“ does not; both have to ask."""
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+|https?://[^\s\"]+")
PHONE = re.compile(r"(?<![\d-])0\d{2,5}[ /-]\d[\d -]*")


def each_story():
    return pytest.mark.parametrize("number", NUMBERS, ids=[file.stem for file in STORIES])


def _story(number: int) -> dict[str, Any]:
    return tomllib.loads(STORIES[number - 1].read_text(encoding="utf-8"))


def _asked_of_people(standing: Standing) -> Iterator[Question]:
    for question in standing.catalogue.questions.values():
        section = standing.catalogue.section_of[question.id]
        if (
            question.id in standing.assessment.asked
            and question.type is not AnswerType.COMPUTED
            and section.questionnaire is Questionnaire.CLARIFICATION
        ):
            yield question


@each_story()
def test_every_asked_question_is_settled_or_waits_for_somebody_until_a_day(number: int) -> None:
    standing = demo_standings()[number]
    left = []
    for question in _asked_of_people(standing):
        content = standing.facts.record(question.id).content
        state = state_of(question, standing.facts)  # open without a reason, if not applicable
        waits_for = content.responsible_uid and content.due_on
        if state is AnswerState.OPEN or (state is AnswerState.IN_CLARIFICATION and not waits_for):
            left.append(question.id)
    assert left == []


@each_story()
def test_nothing_is_unreadable(number: int) -> None:
    standing = demo_standings()[number]
    questions = standing.catalogue.questions.values()
    assert [q.id for q in questions if has_unreadable(q, standing.facts)] == []


@each_story()
def test_nothing_is_told_that_nobody_asks(number: int) -> None:
    standing, story = demo_standings()[number], _story(number)
    told = {*story["antworten"], *story["zeilen"]}
    handed_on = [question for part in story.get("offen", ()) for question in part["fragen"]]
    assert len(handed_on) == len({*handed_on} - story["antworten"].keys())
    assert told | {*handed_on} <= standing.assessment.asked | WAITING_FOR_THE_WAY
    for question_id, rows in story["zeilen"].items():
        question = standing.catalogue.questions[question_id]
        columns = {column.id for column in all_columns(standing.catalogue, question)}
        assert {cell for row in rows for cell in row} <= columns | {*demo.NAMES}


@each_story()
def test_the_wrong_answers_are_warnings_at_most(number: int) -> None:
    found = demo_standings()[number].findings
    assert [f.rule_id for f in found if f.severity is Severity.ERROR] == []


def test_no_address_and_no_number_reaches_anybody() -> None:
    for file in STORIES:
        text = file.read_text(encoding="utf-8")
        assert all("example.org" in address for address in ADDRESS.findall(text)), file.name
        assert {number.strip() for number in PHONE.findall(text)} <= {"0351 000-0"}, file.name


def test_the_onlinedienste_differ_in_way_kind_and_phase_and_the_pilot_comes_first() -> None:
    standings = demo_standings()
    assert standings[1].title == "Anmeldung zur Grundschule im digitalen Pilotverfahren"
    values = [standing.assessment.values for standing in standings.values()]
    assert len({(v["umsetzungsweg"], v["vorhaben_art"]) for v in values}) == len(values)
    assert {s.phase for s in standings.values()} >= {Phase.CLARIFICATION, Phase.OPERATION}


def test_a_warning_somebody_took_note_of_stays_taken_note_of() -> None:
    for number in NUMBERS:
        noted = {f.rule_id for f in demo_standings()[number].findings if f.acknowledged}
        assert noted == set(_story(number).get("befunde", {}))
