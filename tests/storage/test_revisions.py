"""Revisions read back: every save of everything, in order, with what it said."""

import pytest

from amt24web.domain.records import Record
from amt24web.storage import records, revisions
from amt24web.storage.database import reading, writing
from tests.harness.builders import a_person, a_record, a_row, an_onlinedienst

pytestmark = pytest.mark.usefixtures("app")


def begun(*kept: Record) -> int:
    """An Onlinedienst in which these records were kept one after the other."""
    who = a_person()
    number = an_onlinedienst(who)
    with writing() as session:
        for record in kept:
            records.keep(session, number, record)
    return number


TOLD = (
    a_record("frage", "alt"),
    a_row("zeilen", "z1", name="eins"),
    a_record("frage", "neu", revision=2),
    a_row("participants", "p1", person="Anna"),
    a_row("zeilen", "z1", name="zwei", revision=2, removed=True),
)


def test_every_save_is_a_step_the_oldest_first():
    number = begun(*TOLD)
    with reading() as session:
        found = revisions.list_steps(session, number)
    assert [(s.key, s.row_uid, s.revision, s.removed) for s in found[-5:]] == [
        ("frage", "", 1, False),
        ("zeilen", "z1", 1, False),
        ("frage", "", 2, False),
        ("participants", "p1", 1, False),
        ("zeilen", "z1", 2, True),
    ]
    assert {s.author_name for s in found} == {"Anna Beispiel"}


def test_the_steps_of_one_question_or_row_are_listed_alone():
    number = begun(*TOLD)
    with reading() as session:
        question = revisions.list_steps(session, number, "frage")
        row = revisions.list_steps(session, number, "zeilen", "z1")
        nothing = revisions.list_steps(session, number, "zeilen")
    assert [s.revision for s in question] == [s.revision for s in row] == [1, 2]
    assert nothing == []


def test_revisions_come_back_with_what_they_said():
    number = begun(*TOLD)
    with reading() as session:
        steps = revisions.list_steps(session, number, "zeilen", "z1")
        by_id = revisions.list_by_id(session, number, {steps[1].id})
        by_number = revisions.list_by_number(session, number, "frage", "", {1, 2, 9})
    assert by_id[steps[1].id].content.value == {"name": "zwei"}
    assert by_id[steps[1].id].removed
    assert {n: r.content.value for n, r in by_number.items()} == {1: "alt", 2: "neu"}
    assert by_number[1].author_name == "Anna Beispiel"


def test_the_revisions_of_another_onlinedienst_are_not_found():
    one, other = begun(*TOLD), begun()
    with reading() as session:
        ids = {step.id for step in revisions.list_steps(session, one)}
        assert revisions.list_by_id(session, other, ids) == {}
        assert revisions.list_by_number(session, other, "frage", "", {1}) == {}
