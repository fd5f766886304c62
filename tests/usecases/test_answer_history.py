"""The history of an answer: everything is told, and what was said before can be brought back."""

import pytest

from amt24web.domain.errors import NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, Deed
from amt24web.rules.submissions import Submission
from amt24web.usecases import participants, upkeep
from amt24web.usecases.answering import Target, record_answer
from tests.harness.builders import a_member, a_person
from tests.usecases.history_case import SHOWN_BEFORE, Case, texts

pytestmark = pytest.mark.usefixtures("app")


def test_saves_of_one_person_in_ten_minutes_are_one_entry_that_unfolds(
    monkeypatch: pytest.MonkeyPatch,
):
    case = Case(monkeypatch)
    for text in ("a", "ab", "abc"):
        case.say(text)
        case.later(2)
    case.later(10)
    case.say("abcd")
    page = case.look()
    assert [texts(e)["Antwort"] for e in page.entries] == ["abcd", "abc"]
    assert [e.run.between for e in page.entries] == [0, 2]
    unfolded = case.look(unfolded=3)
    assert [texts(e)["Antwort"] for e in unfolded.entries] == ["abcd", "abc", "ab", "a"]
    assert (page.total, unfolded.total) == (2, 4)


def test_an_entry_tells_what_surrounds_the_answer():
    case = Case()
    case.say("a", notiz="nachfragen", zustand="wird_geklaert", bis="01.05.2027")
    (entry,) = case.look().entries
    assert texts(entry) == {
        "Antwort": "a", "Stand": "wird geklärt", "Bis wann": "01.05.2027", "Notiz": "nachfragen",
    }  # fmt: skip


def test_a_question_nobody_answered_has_an_empty_history():
    page = Case().look()
    assert (page.entries, page.total, page.page, page.pages) == ((), 0, 1, 1)


def test_restoring_makes_a_new_revision_and_keeps_all_others():
    case = Case()
    case.say("alt", notiz="dazu")
    case.say("neu")
    colleague = a_member(case.id, AccessRole.CONTRIBUTOR)
    done = case.restore(1, shown=2, who=colleague)
    assert done.is_written
    assert case.kept() == ("alt", 3, colleague.name)
    assert [texts(e)["Antwort"] for e in case.look(unfolded=2).entries] == ["alt", "neu", "alt"]
    assert case.look().entries[0].deed is Deed.CHANGED
    assert upkeep.check_integrity() == []


def test_if_somebody_saved_meanwhile_nothing_is_written_and_both_are_shown():
    case = Case()
    case.say("alt")
    case.say("neu")
    colleague = a_member(case.id, AccessRole.CONTRIBUTOR)
    case.say("von nebenan", who=colleague)
    done = case.restore(1, shown=2)
    assert not done.is_written
    assert done.newest is not None
    assert done.newest.author_name == colleague.name
    assert [(p.text, p.fate) for p in done.changes[0].pieces] == [
        ("von nebenan", "removed"), ("alt", "added"),
    ]  # fmt: skip
    assert case.kept() == ("von nebenan", 3, colleague.name)
    assert case.restore(1, shown=3).is_written


def test_restoring_what_is_there_writes_nothing():
    case = Case()
    case.say("gleich")
    done = case.restore(1, shown=1)
    assert (done.is_written, done.newest) == (False, None)
    assert case.kept()[1] == 1


@pytest.mark.parametrize(("key", "row", "revision"), [
    ("eins", "", 9), ("eins", "", 0), ("gibtesnicht", "", 1), ("zeilen", "gibtesnicht", 1),
    ("eins", "gibtesnicht", 1),
])  # fmt: skip
def test_what_does_not_exist_cannot_be_restored(key: str, row: str, revision: int):
    case = Case()
    case.say("a")
    with pytest.raises(NotFound):
        case.restore(revision, 1, key, row)


def test_a_question_lists_its_rows_and_a_removed_one_is_brought_back():
    case = Case()
    one, other = case.add_row("eins"), case.add_row("zwei")
    case.remove_row(other)
    page = case.look("zeilen")
    assert [line.name for line in page.rows] == ["eins"]
    assert [line.name for line in page.removed] == ["zwei"]
    removed = page.removed[0].record
    assert case.restore(removed.revision, removed.revision, "zeilen", other).is_written
    assert [line.record.row_uid for line in case.look("zeilen").rows] == [one, other]
    assert [e.deed for e in case.look("zeilen", other).entries] == [
        Deed.BROUGHT_BACK, Deed.REMOVED, Deed.ADDED,
    ]  # fmt: skip
    assert upkeep.check_integrity() == []


def test_a_row_goes_back_to_what_it_said_and_comes_back_with_it():
    case = Case()
    uid = case.add_row("alt")
    case.say("neu", "zeilen", uid)
    case.remove_row(uid)
    assert case.restore(2, 4, "zeilen", uid).is_written
    assert case.kept("zeilen", uid)[0] == {"name": "alt"}
    assert case.look("zeilen").removed == ()


def test_a_row_that_was_removed_meanwhile_is_not_brought_back_by_the_way():
    case = Case()
    uid = case.add_row("alt")
    case.say("neu", "zeilen", uid)
    case.remove_row(uid)
    assert case.restore(2, 3, "zeilen", uid).newest is not None
    assert len(case.look("zeilen").removed) == 1


def test_a_stranger_learns_nothing():
    case, stranger = Case(), a_person()
    case.say("a")
    for deed in (
        lambda: case.look(who=stranger),
        lambda: case.look("zeilen", "x", who=stranger),
        lambda: case.look_at_all(who=stranger),
        lambda: case.restore(1, 1, who=stranger),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_reader_sees_the_history_and_may_not_change_it():
    case = Case()
    reader = a_member(case.id, AccessRole.READER)
    case.say("alt")
    case.say("neu")
    page = case.look(who=reader)
    assert (page.may_restore, [e.may_restore for e in page.entries]) == (False, [False])
    with pytest.raises(NotAllowed):
        case.restore(1, 2, who=reader)


def test_answers_of_the_kickoff_have_a_history_too():
    case = Case()
    case.say("alt", "punkt")
    case.say("neu", "punkt")
    assert case.restore(1, 2, "punkt").is_written


def bodies(case: Case) -> tuple[Account, str, str]:
    """Somebody who speaks for one body; its row, and that of another body."""
    body = a_member(case.id, AccessRole.COMPETENT_BODY, uid="amt")
    own, other = case.add_row("Stadt A", "stellen"), case.add_row("Stadt B", "stellen")
    record_answer(
        who=case.owner, onlinedienst_id=case.id, target=Target("stellen", own),
        submission=Submission({"ansprechperson": ["amt"]}, SHOWN_BEFORE), page_id="", sequence=0,
    )  # fmt: skip
    return body, own, other


def test_a_competent_body_sees_and_restores_its_own_rows_only():
    case = Case()
    body, own, other = bodies(case)
    case.say("Stadt A neu", "stellen", own, who=body)
    page = case.look("stellen", own, who=body)
    assert (page.may_restore, page.may_view) == (True, False)
    assert page.subject.row.startswith("Stadt A neu")
    assert case.restore(3, 4, "stellen", own, who=body).is_written
    for deed in (
        lambda: case.look("stellen", other, who=body),
        lambda: case.look("stellen", "gibtesnicht", who=body),
        lambda: case.look("stellen", who=body),
        lambda: case.look(who=body),
        lambda: case.look_at_all(who=body),
        lambda: case.restore(1, 2, "stellen", other, who=body),
        lambda: case.restore(1, 1, "leistung_name", who=body),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_competent_body_does_not_bring_back_a_row_that_was_removed():
    case = Case()
    body, own, _ = bodies(case)
    case.remove_row(own, "stellen")
    newest = case.look("stellen", own).newest.revision
    assert not case.look("stellen", own, who=body).may_restore
    with pytest.raises(NotAllowed):
        case.restore(newest, newest, "stellen", own, who=body)


def test_a_participant_with_an_account_is_brought_back_by_who_manages_members():
    case = Case()
    contributor = a_member(case.id, AccessRole.CONTRIBUTOR)
    reader = a_member(case.id, AccessRole.READER, uid="gast")
    case.remove_row("gast", "beteiligte")
    newest = case.look("beteiligte", "gast").newest.revision
    with pytest.raises(NotAllowed, match="Zugang"):
        case.restore(newest, newest, "beteiligte", "gast", who=contributor)
    with pytest.raises(NotFound):
        case.look(who=reader)
    assert case.restore(newest, newest, "beteiligte", "gast").is_written
    assert case.look(who=reader).may_view
    case.remove_row("gast", "beteiligte")
    participants_without_account = case.add_row("ohne Konto", "beteiligte")
    case.remove_row(participants_without_account, "beteiligte")
    newest = case.look("beteiligte", participants_without_account).newest.revision
    assert case.restore(
        newest, newest, "beteiligte", participants_without_account, who=contributor
    ).is_written
    assert participants.view_members(who=case.owner, onlinedienst_id=case.id).lines
