"""Answering: what is sent is saved, kept raw, or shown as a conflict, and never lost."""

from typing import Any

import pytest
from sqlalchemy import func, select

from amt24web.domain.errors import NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AccessRole, Action, AnswerState
from amt24web.rules.submissions import Submission
from amt24web.storage import records
from amt24web.storage.database import Base, reading
from amt24web.storage.records import Revision
from amt24web.usecases import upkeep
from amt24web.usecases.answering import Saved, Target, record_answer, record_answers
from amt24web.usecases.participants import change_access
from amt24web.usecases.rows import add_row
from tests.harness.builders import (
    a_column,
    a_fixed_row,
    a_member,
    a_person,
    a_question,
    a_rule,
    a_section,
    a_working_catalogue,
    an_onlinedienst,
    some_rows,
)

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(
    a_question("eins"),
    a_question("zahl", "zahl", need="O"),
    a_question("zwei", condition="eins == 'ja'"),
    some_rows("zeilen", a_column("name"), a_column("tag", "datum"), need="O"),
    some_rows("fest", a_column("wer"), fixed_rows=(a_fixed_row("aufgabe"),), need="O"),
    a_section(a_question("ziel"), section_id="auftakt", letter="Z", questionnaire="auftakt"),
    a_rule("zahl > 10", "zahl"),
)


class Desk:
    """One person at one page of one Onlinedienst."""

    def __init__(self, who: Account, number: int, page: str = "seite") -> None:
        self.who, self.number, self.page, self.sequence = who, number, page, 0

    def save(self, key: str, row: str = "", *, shown: int = 0, **parts: Any) -> Saved:
        self.sequence += 1
        texts = {part: text if isinstance(text, list) else [text] for part, text in parts.items()}
        return record_answer(
            who=self.who, onlinedienst_id=self.number, target=Target(key, row),
            submission=Submission(texts, shown), page_id=self.page, sequence=self.sequence,
        )  # fmt: skip


def a_desk() -> Desk:
    owner = a_person("Anna Beispiel")
    return Desk(owner, an_onlinedienst(owner, CATALOGUE))


def a_second_desk(first: Desk, name: str = "Bert Beispiel") -> Desk:
    colleague = a_member(first.number, AccessRole.CONTRIBUTOR, a_person(name))
    return Desk(colleague, first.number, "andere-seite")


def kept(desk: Desk, key: str, row: str = "") -> Content:
    with reading() as session:
        found = records.list_records(session, desk.number)
    return next((r.content for r in found if (r.key, r.row_uid) == (key, row)), Content())


def revisions(key: str) -> int:
    with reading() as session:
        statement = select(func.count()).select_from(Revision).where(Revision.key == key)
        return session.scalar(statement) or 0


def everything() -> dict[str, list[tuple[Any, ...]]]:
    with reading() as session:
        return {
            t.name: [tuple(r) for r in session.execute(select(t))]
            for t in Base.metadata.sorted_tables
        }


def test_an_answer_is_saved():
    desk = a_desk()
    saved = desk.save("eins", value="ja", notiz="laut Gesetz")
    assert (saved.written, saved.conflicts) == (1, ())
    assert kept(desk, "eins") == Content(value="ja", state=AnswerState.ANSWERED, note="laut Gesetz")


def test_the_reply_shows_the_section_as_it_is_now():
    saved = a_desk().save("eins", value="ja")
    asked = {view.question.id for view in saved.view.asked}
    assert saved.view.section.id == "mehr"
    assert "zwei" in asked
    assert "zwei" not in saved.asked_before
    assert saved.may_answer


def test_the_reply_shows_the_section_the_page_is_about():
    desk = a_desk()
    saved = record_answers(
        who=desk.who, onlinedienst_id=desk.number, page_id="a", sequence=1, section_id="leistung",
        submissions={Target("eins"): Submission({"value": ["x"]}, 0)},
    )  # fmt: skip
    assert saved.view.section.id == "leistung"


def test_a_changed_name_is_the_new_title():
    desk = a_desk()
    assert desk.save("leistung_name", shown=1, value="Neuer Name").title == "Neuer Name"


def test_the_reply_names_questions_whose_findings_changed():
    desk = a_desk()
    assert desk.save("zahl", value="11").findings_changed == {"zahl"}
    assert desk.save("zahl", value="12").findings_changed == set()
    assert desk.save("zahl", value="1").findings_changed == {"zahl"}


def test_what_cannot_be_read_is_kept_as_it_was_typed():
    desk = a_desk()
    saved = desk.save("zahl", value="viele")
    assert kept(desk, "zahl") == Content(raw={"value": "viele"})
    assert saved.view.problems == 1


def test_an_answer_to_a_question_that_is_not_asked_any_more_is_kept():
    desk = a_desk()
    desk.save("eins", value="ja")
    desk.save("zwei", value="wichtig")
    desk.save("eins", value="nein")
    assert kept(desk, "zwei").value == "wichtig"
    assert desk.save("zwei", value="wichtiger").written == 1


def test_the_same_again_writes_nothing():
    desk = a_desk()
    desk.save("eins", value="ja")
    before = everything()
    assert desk.save("eins", value="ja").written == 0
    assert everything() == before


def test_typing_on_on_the_same_page_needs_no_new_revision_number():
    desk = a_desk()
    for text in ("j", "ja", "ja!"):
        assert desk.save("eins", value=text, shown=0).written == 1
    assert (kept(desk, "eins").value, revisions("eins")) == ("ja!", 3)


def test_two_people_saying_different_things_is_a_conflict_that_shows_both():
    anna = a_desk()
    bert = a_second_desk(anna)
    anna.save("eins", value="von Anna")
    saved = bert.save("eins", value="von Bert")
    (conflict,) = saved.conflicts
    assert saved.written == 0
    assert (conflict.mine.text, conflict.theirs.text) == ("von Bert", "von Anna")
    assert (conflict.newest.author_name, conflict.newest.revision) == ("Anna Beispiel", 1)
    assert kept(anna, "eins").value == "von Anna"


def test_a_conflict_is_settled_by_sending_what_was_decided():
    anna = a_desk()
    bert = a_second_desk(anna)
    anna.save("eins", value="von Anna")
    newest = bert.save("eins", value="von Bert").conflicts[0].newest
    assert bert.save("eins", value="von beiden", shown=newest.revision).written == 1


def test_a_conflict_of_surroundings_is_shown_too():
    anna = a_desk()
    bert = a_second_desk(anna)
    anna.save("eins", value="", zustand="wird_geklaert", notiz="Anna fragt")
    (conflict,) = bert.save("eins", value="", zustand="wird_geklaert", notiz="Bert fragt").conflicts
    assert (conflict.mine.text, conflict.theirs.text) == (
        "wird geklärt · Bert fragt",
        "wird geklärt · Anna fragt",
    )


def test_who_did_not_touch_a_field_never_conflicts_about_it():
    anna = a_desk()
    bert = a_second_desk(anna)
    anna.save("eins", value="alt", notiz="")
    anna.save("eins", value="neu", notiz="neue Notiz")
    saved = bert.save("eins", value="alt", notiz="", shown=1)
    assert (saved.written, saved.conflicts) == (0, ())
    assert kept(anna, "eins").value == "neu"


def test_who_sends_only_one_untouched_field_never_conflicts_about_it():
    anna = a_desk()
    bert = a_second_desk(anna)
    anna.save("eins", value="alt")
    anna.save("eins", value="neu", notiz="neue Notiz")
    assert bert.save("eins", value="alt", shown=1).conflicts == ()
    assert kept(anna, "eins").value == "neu"


def test_a_whole_page_saves_what_does_not_conflict():
    anna = a_desk()
    bert = a_second_desk(anna)
    anna.save("eins", value="von Anna")
    saved = record_answers(
        who=bert.who, onlinedienst_id=bert.number, page_id="b", sequence=1, section_id="mehr",
        submissions={
            Target("eins"): Submission({"value": ["von Bert"]}, 0),
            Target("zahl"): Submission({"value": ["5"]}, 0),
        },
    )  # fmt: skip
    assert (saved.written, [c.question.id for c in saved.conflicts]) == (1, ["eins"])
    assert kept(bert, "zahl").value == 5


def test_a_page_that_sends_nothing_changes_nothing():
    desk = a_desk()
    before = everything()
    saved = record_answers(who=desk.who, onlinedienst_id=desk.number, submissions={}, page_id="a",
                           sequence=1, section_id="mehr")  # fmt: skip
    assert saved.written == 0
    assert everything() == before


def test_a_row_is_saved_cell_by_cell():
    desk = a_desk()
    uid = a_row_at(desk)
    desk.save("zeilen", uid, name="A")
    desk.save("zeilen", uid, tag="bald")
    assert kept(desk, "zeilen", uid) == Content(
        value={"name": "A"}, raw={"tag": "bald"}, state=AnswerState.ANSWERED
    )


def a_row_at(desk: Desk) -> str:
    return add_row(
        who=desk.who, onlinedienst_id=desk.number, question_id="zeilen", section_id=""
    ).row_uid


def test_a_fixed_row_is_there_from_the_beginning():
    desk = a_desk()
    assert desk.save("fest", "aufgabe", wer="Landesamt").written == 1
    assert kept(desk, "fest", "aufgabe").value == {"wer": "Landesamt"}


@pytest.mark.parametrize(
    ("key", "row"),
    [("gibtsnicht", ""), ("zeilen", "gibtsnicht"), ("fest", "gibtsnicht"), ("eins", "z1"),
     ("befund:R1", ""), ("", "")],
)  # fmt: skip
def test_an_unknown_question_or_row_is_refused_and_nothing_changes(key: str, row: str):
    desk = a_desk()
    before = everything()
    with pytest.raises(NotFound):
        desk.save(key, row, value="x", name="x")
    assert everything() == before


def test_one_unknown_question_on_a_page_undoes_the_whole_save():
    desk = a_desk()
    before = everything()
    with pytest.raises(NotFound):
        record_answers(
            who=desk.who, onlinedienst_id=desk.number, page_id="a", sequence=1, section_id="mehr",
            submissions={
                Target("eins"): Submission({"value": ["x"]}, 0),
                Target("gibtsnicht"): Submission({"value": ["x"]}, 0),
            },
        )  # fmt: skip
    assert everything() == before


def test_a_row_of_another_onlinedienst_cannot_be_reached():
    anna = a_desk()
    other = Desk(anna.who, an_onlinedienst(anna.who, CATALOGUE, name="Anderes"))
    uid = a_row_at(other)
    with pytest.raises(NotFound):
        anna.save("zeilen", uid, name="x")


def test_a_stranger_learns_nothing_and_changes_nothing():
    desk = a_desk()
    stranger = Desk(a_person(), desk.number)
    nowhere = Desk(desk.who, desk.number + 1)
    before = everything()
    with pytest.raises(NotFound) as foreign:
        stranger.save("eins", value="x")
    with pytest.raises(NotFound) as unknown:
        nowhere.save("eins", value="x")
    assert foreign.value.message == unknown.value.message
    assert everything() == before


@pytest.mark.parametrize(
    ("role", "key", "allowed"),
    [
        (AccessRole.PROCESS_OWNER, "eins", True),
        (AccessRole.CONTRIBUTOR, "eins", True),
        (AccessRole.CONTRIBUTOR, "ziel", True),
        (AccessRole.READER, "eins", False),
        (AccessRole.READER, "ziel", False),
        (AccessRole.COMPETENT_BODY, "eins", False),
    ],
)
def test_who_may_answer(role: AccessRole, key: str, allowed: bool):
    desk = a_desk()
    member = Desk(a_member(desk.number, role), desk.number)
    if allowed:
        assert member.save(key, value="x").written == 1
    else:
        with pytest.raises(NotAllowed):
            member.save(key, value="x")


@pytest.mark.parametrize("flag", ["is_admin", "is_coordination"])
def test_neither_administration_nor_coordination_answers(flag: str):
    desk = a_desk()
    with pytest.raises((NotFound, NotAllowed)):
        Desk(a_person(**{flag: True}), desk.number).save("eins", value="x")


def test_a_competent_body_writes_its_own_rows_and_no_others():
    desk = a_desk()
    body = Desk(a_member(desk.number, AccessRole.COMPETENT_BODY, uid="m1"), desk.number)
    own, foreign = authority(desk, "m1"), authority(desk, "jemand")
    assert body.save("stellen", own, shown=2, name="Grundschule").written == 1
    with pytest.raises(NotAllowed):
        body.save("stellen", foreign, shown=2, name="x")
    with pytest.raises(NotAllowed):
        body.save("eins", value="x")


def authority(desk: Desk, contact: str) -> str:
    uid = add_row(
        who=desk.who, onlinedienst_id=desk.number, question_id="stellen", section_id=""
    ).row_uid
    desk.save("stellen", uid, shown=1, ansprechperson=contact)
    return uid


def test_who_was_taken_out_cannot_answer_any_more():
    desk = a_desk()
    member = Desk(a_member(desk.number, AccessRole.CONTRIBUTOR, uid="m1"), desk.number)
    change_access(who=desk.who, onlinedienst_id=desk.number, uid="m1", email="", role=None)
    with pytest.raises(NotFound):
        member.save("eins", value="x")


def test_the_right_of_the_page_is_asked_before_that_of_each_question():
    desk = a_desk()
    reader = a_member(desk.number, AccessRole.READER)
    with pytest.raises(NotAllowed):
        record_answers(who=reader, onlinedienst_id=desk.number, submissions={}, page_id="a",
                       sequence=1, section_id="mehr", action=Action.ANSWER)  # fmt: skip


def test_overlong_surroundings_do_not_break_the_save():
    desk = a_desk()
    assert desk.save("eins", notiz="x" * 9_000, verantwortlich="y" * 9_000, grund="z").written == 1
    assert upkeep.check_integrity() == []
