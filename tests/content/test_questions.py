"""The questions as shipped: complete, in order, in the words of the house."""

import re
from collections.abc import Iterator

import pytest

from amt24web.catalogue.conditions import parse
from amt24web.catalogue.loader import load_catalogue
from amt24web.catalogue.review import review
from amt24web.catalogue.structure import AnswerType, Choice, Question
from amt24web.domain.vocabulary import Need, Questionnaire, Stage

CATALOGUE = load_catalogue()
QUESTIONS = list(CATALOGUE.questions.values())
ROLES = {role.id for role in CATALOGUE.roles}
TABLES = {table.id: {column.id for column in table.columns} for table in CATALOGUE.tables}
AVOIDED = re.compile(
    r"\bniedrig|STORK|SUBSTANZIELL|Antragsteller|Nutzerinnen|Service\b|noch zu klären"
    r"|DIN SPEC 91379|[\"']|\bTODO\b"
)


def each_question():
    return pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)


def choices_of(question: Question) -> Iterator[Choice]:
    yield from question.choices
    for column in question.columns:
        yield from column.choices


def texts_of(question: Question) -> Iterator[str]:
    help_texts = (question.help.why, question.help.whom, question.help.example)
    yield from (question.text, question.hint, question.condition_in_words, *help_texts)
    for choice in choices_of(question):
        yield from (choice.text, choice.hint)
    for part in (*question.columns, *question.fixed_rows):
        yield part.text


def test_the_catalogue_passes_its_proof_reading():
    assert review(CATALOGUE) == []


@each_question()
def test_each_question_says_why_it_is_asked_and_whom_to_ask(question: Question):
    assert question.help.why
    assert question.help.whom


@each_question()
def test_each_question_ends_like_a_question(question: Question):
    assert question.text.endswith("?")
    assert len(question.text) <= 80


@each_question()
def test_each_question_knows_its_roles(question: Question):
    assert {question.role, *question.consulted} <= ROLES
    assert question.role not in question.consulted


@each_question()
def test_conditions_look_backward_and_are_said_in_words(question: Question):
    names = parse(question.condition).names if question.condition else set()
    earlier = [q.id for q in QUESTIONS[: QUESTIONS.index(question)]]
    assert names <= set(earlier)
    assert bool(names) == bool(question.condition_in_words)


@each_question()
def test_choices_are_there_where_something_is_chosen_and_only_there(question: Question):
    chosen = question.type in (AnswerType.CHOICE, AnswerType.CHOICES)
    slugs = [choice.slug for choice in question.choices]
    # A computed question may name its results; they are shown, not offered.
    assert bool(slugs) == chosen or question.type is AnswerType.COMPUTED
    assert len(slugs) == len(set(slugs))


@each_question()
def test_each_window_shows_columns_of_its_table(question: Question):
    assert set(question.shown_columns) <= TABLES.get(question.type.value, set())


@each_question()
def test_texts_use_the_words_of_the_house(question: Question):
    assert [text for text in texts_of(question) if AVOIDED.search(text)] == []


def test_rules_ways_kinds_and_roles_use_the_words_of_the_house():
    texts = [rule.message for rule in CATALOGUE.rules]
    for scope in (*CATALOGUE.ways, *CATALOGUE.kinds):
        texts += [scope.text, scope.description]
    for role in CATALOGUE.roles:
        texts += [role.text, role.body, role.tasks]
    for section in CATALOGUE.sections:
        texts += [section.title, section.introduction]
    assert [text for text in texts if AVOIDED.search(text)] == []


BLOCKS = CATALOGUE.sections_of(Questionnaire.FAST_TRACK)
FAST_TRACK = [
    question_id
    for block in BLOCKS
    for question_id in block.shows
    if CATALOGUE.questions[question_id].type is not AnswerType.COMPUTED
]


def test_the_fast_track_asks_59_questions_in_eight_blocks_and_none_twice():
    assert (len(BLOCKS), len(FAST_TRACK), len(set(FAST_TRACK))) == (8, 59, 59)


def test_a_block_of_the_fast_track_has_no_questions_of_its_own():
    assert [block.id for block in BLOCKS if block.questions] == []


def test_39_questions_of_the_fast_track_are_asked_of_everybody():
    # The eight damage criteria are skipped together where no sign-in is needed.
    criteria = [q for q in FAST_TRACK if q.startswith("vnk_")]
    unconditional = [q for q in FAST_TRACK if not CATALOGUE.questions[q].condition]
    assert len(criteria) == 8
    assert len(unconditional) + len(criteria) == 39


@pytest.mark.parametrize("question_id", FAST_TRACK)
def test_the_fast_track_is_required_before_the_kickoff(question_id: str):
    question = CATALOGUE.questions[question_id]
    assert (question.need, question.stage) == (Need.REQUIRED, Stage.KICKOFF)


def test_the_two_switches_come_right_after_name_and_description():
    first = ["leistung_name", "leistung_kurz", "vorhaben_art", "umsetzungsweg"]
    assert list(CATALOGUE.questions)[:4] == first


def test_expressions_of_computed_questions_look_backward():
    ids = list(CATALOGUE.questions)
    for question in QUESTIONS:
        names = parse(question.expression).names if question.expression else set()
        assert names <= set(ids[: ids.index(question.id)])


def test_questions_shown_again_exist():
    shown = {q for section in CATALOGUE.sections for q in section.shows}
    assert shown <= set(CATALOGUE.questions)


def test_scopes_name_questions_that_exist():
    named = {q for scope in (*CATALOGUE.ways, *CATALOGUE.kinds) for q in scope.questions}
    assert named <= set(CATALOGUE.questions)


def test_an_existing_onlinedienst_is_recorded_with_few_questions():
    kind = next(kind for kind in CATALOGUE.kinds if kind.id == "bestand")
    assert len(kind.questions) <= 20


def test_no_section_of_the_klaerung_asks_everybody_too_much():
    for section in CATALOGUE.sections_of(Questionnaire.CLARIFICATION):
        unconditional = [q for q in section.asked if not q.condition]
        assert len(unconditional) <= 24
