"""Moving an Onlinedienst to the catalogue in force: who may, what is written, what stays."""

from pathlib import Path

import pytest
from sqlalchemy import select

from amt24web.catalogue.editions import identity_of, read_edition
from amt24web.catalogue.structure import Catalogue
from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import AccessRole, AuditEvent
from amt24web.rules.submissions import Submission
from amt24web.storage import audit, onlinedienste, open_points, records
from amt24web.storage.audit import AuditRow
from amt24web.storage.database import reading
from amt24web.storage.editions import Edition
from amt24web.usecases import upkeep
from amt24web.usecases.answer_history import restore, view_answer_history
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.edition_move import CHANGED_MEANWHILE, MovePage, move_edition, view_move
from amt24web.usecases.history import view_history
from amt24web.usecases.onlinedienste import view_onlinedienst
from amt24web.usecases.rows import add_row
from tests.harness.app import statements
from tests.harness.builders import (
    a_column,
    a_member,
    a_person,
    a_question,
    a_rule,
    a_working_catalogue,
    an_onlinedienst,
    some_choices,
    some_rows,
    the_real_catalogue,
)

pytestmark = pytest.mark.usefixtures("app")
SCHEMA_1 = Path(__file__).parent.parent / "editions" / "schema_1.json"
OLD = a_working_catalogue(
    a_question("zahl", need="O"),
    a_question("weg", "auswahl", choices=some_choices("bahn", "bus"), need="O"),
    a_question("alt", need="O"),
    some_rows("zeilen", a_column("was"), need="O"),
)
NEW = a_working_catalogue(
    a_question("zahl", "zahl", need="O"),
    a_question("weg", "auswahl", choices=some_choices("bahn"), need="O"),
    some_rows("zeilen", a_column("was", "datum"), need="O"),
    a_question("neu"),
    a_rule("weg is leer", "weg"),
)
MOST_PER_MOVE = 20


def begun(**answers: str) -> tuple[Account, int]:
    owner = a_person()
    number = an_onlinedienst(owner, OLD)
    for key, text in answers.items():
        say(owner, number, Target(key), {"value": text})
    return owner, number


def say(who: Account, number: int, target: Target, parts: dict[str, str]) -> None:
    submission = Submission({name: [text] for name, text in parts.items()}, 9)
    record_answer(who=who, onlinedienst_id=number, target=target, submission=submission,
                  page_id="", sequence=0)  # fmt: skip


def seen(who: Account, number: int, catalogue: Catalogue = NEW) -> MovePage:
    return view_move(who=who, onlinedienst_id=number, catalogue=catalogue)


def move(who: Account, number: int, catalogue: Catalogue = NEW) -> int:
    return move_edition(who=who, onlinedienst_id=number, catalogue=catalogue,
                        seen=identity_of(catalogue))  # fmt: skip


def kept(number: int) -> dict[tuple[str, str], Record]:
    with reading() as session:
        return {(r.key, r.row_uid): r for r in records.list_records(session, number)}


def edition_of(number: int) -> str:
    with reading() as session:
        found = onlinedienste.find_any(session, number)
        return session.scalars(select(Edition.identity).where(Edition.id == found.edition_id)).one()


def test_it_stays_on_its_edition_until_somebody_moves_it():
    owner, number = begun(zahl="viele")
    assert seen(owner, number).move is not None
    assert edition_of(number) == identity_of(OLD)
    move(owner, number)
    assert edition_of(number) == identity_of(NEW)
    assert seen(owner, number).move is None


def test_looking_changes_nothing():
    owner, number = begun(zahl="viele", weg="bus")
    before = kept(number)
    seen(owner, number)
    assert kept(number) == before
    assert upkeep.check_integrity() == []


def test_the_page_says_what_moving_then_does():
    owner, number = begun(zahl="viele", weg="bus", alt="Das bleibt")
    page = seen(owner, number)
    assert page.move is not None
    assert [line.said for line in page.move.unreadable] == ["viele"]
    assert [line.said for line in page.move.lost_choices] == ["Bus"]
    assert [line.said for line in page.move.unasked] == ["Das bleibt"]
    assert [line.text for line in page.move.required] == ["Wie ist neu?"]
    assert [entry.id for entry in page.changes.questions.retired] == ["alt"]
    assert move(owner, number) == 2
    after = view_onlinedienst(who=owner, onlinedienst_id=number)
    assert [p.key for p in after.open_points] == [p.key for p in page.move.after.open_points]
    assert after.progress == page.move.after.progress


def test_what_cannot_be_read_is_written_as_a_revision_by_whoever_moves():
    owner, number = begun(zahl="viele")
    before = kept(number)["zahl", ""]
    move(owner, number)
    after = kept(number)["zahl", ""]
    assert (after.content.value, after.content.raw) == (None, {"value": "viele"})
    assert (after.revision, after.author_id) == (before.revision + 1, owner.id)
    with reading() as session:
        former = records.find_content(session, number, "zahl", "", before.revision)
    assert former == before.content


def test_rows_are_converted_and_nothing_else_is_touched():
    owner, number = begun(alt="Das bleibt")
    uid = add_row(who=owner, onlinedienst_id=number, question_id="zeilen", section_id="").row_uid
    say(owner, number, Target("zeilen", uid), {"was": "bald"})
    before = kept(number)
    move(owner, number)
    after = kept(number)
    assert after.keys() == before.keys()
    assert after["zeilen", uid].content.raw == {"was": "bald"}
    assert {key for key in after if after[key] != before[key]} == {("zeilen", uid)}


def test_summary_and_open_points_are_those_of_the_new_edition():
    owner, number = begun(zahl="viele")
    move(owner, number)
    assert upkeep.check_integrity() == []
    with reading() as session:
        keys = [point["key"] for point in open_points.list_kept(session, number)]
    assert keys == ["zahl", "R1", "neu"]


def test_it_is_recorded_who_moved_it_and_between_which_editions():
    owner, number = begun()
    move(owner, number)
    with reading() as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.event == AuditEvent.EDITION_MOVED))
        said = [(row.user_id, row.onlinedienst_id, row.detail) for row in rows]
        assert audit.list_broken(session) == []
    assert said == [(owner.id, number, f"{identity_of(OLD)[:12]} {identity_of(NEW)[:12]}")]


def test_the_old_edition_stays_stored_for_whoever_uses_it():
    owner, number = begun()
    other = an_onlinedienst(owner, OLD, name="Ein anderer")
    move(owner, number)
    assert edition_of(other) == identity_of(OLD)
    with reading() as session:
        assert set(session.scalars(select(Edition.identity))) == {
            identity_of(OLD), identity_of(NEW),
        }  # fmt: skip


def test_doing_it_twice_changes_nothing_more():
    owner, number = begun(zahl="viele")
    move(owner, number)
    before = kept(number)
    assert move(owner, number) == 0
    assert kept(number) == before
    with reading() as session:
        moved = select(AuditRow).where(AuditRow.event == AuditEvent.EDITION_MOVED)
        assert len(session.scalars(moved).all()) == 1


@pytest.mark.parametrize("shown", ["", "0" * 64, "\x00"])
def test_what_was_not_looked_at_is_not_moved_to(shown: str):
    owner, number = begun(zahl="viele")
    with pytest.raises(InvalidInput) as refusal:
        move_edition(who=owner, onlinedienst_id=number, catalogue=NEW, seen=shown)
    assert refusal.value.message == CHANGED_MEANWHILE
    assert edition_of(number) == identity_of(OLD)
    assert kept(number)["zahl", ""].content.value == "viele"


def test_only_a_prozesseigner_moves_it_and_whoever_may_look_sees_what_it_means():
    _, number = begun()
    for role in (AccessRole.CONTRIBUTOR, AccessRole.READER):
        member = a_member(number, role)
        assert not seen(member, number).may_move
        with pytest.raises(NotAllowed):
            move(member, number)
    coordination = a_person(is_coordination=True)
    assert not seen(coordination, number).may_move
    with pytest.raises(NotAllowed):
        move(coordination, number)
    body = a_member(number, AccessRole.COMPETENT_BODY)
    for deed in (seen, move):
        with pytest.raises(NotAllowed):
            deed(body, number)
    assert edition_of(number) == identity_of(OLD)


@pytest.mark.parametrize("deed", [seen, move])
def test_a_stranger_learns_nothing(deed: object):
    owner, number = begun()
    refusals = set()
    for who, there in ((a_person(), number), (a_person(is_admin=True), number), (owner, 10**12)):
        with pytest.raises(NotFound) as refusal:
            deed(who, there)  # type: ignore[operator]
        refusals.add(refusal.value.message)
    assert len(refusals) == 1


def test_the_first_published_edition_moves_to_the_catalogue_in_force():
    old, new = read_edition(SCHEMA_1.read_text(encoding="utf-8").strip()), the_real_catalogue()
    owner = a_person()
    number = an_onlinedienst(owner, old)
    say(owner, number, Target("leistung_kurz"), {"value": "Hund anmelden"})
    say(owner, number, Target("fallzahl_jahr"), {"value": "1.200"})
    before = kept(number)
    page = seen(owner, number, new)
    assert page.move is not None
    assert len(page.changes.questions.new) > 100
    move(owner, number, new)
    assert kept(number).keys() == before.keys()
    overview = view_onlinedienst(who=owner, onlinedienst_id=number, in_force=new)
    assert overview.description == "Hund anmelden"
    assert not overview.has_newer_edition
    assert overview.progress.done == page.before.progress.done
    assert upkeep.check_integrity() == []


def test_the_overview_says_so_if_the_catalogue_in_force_is_another():
    owner, number = begun()

    def newer(catalogue: Catalogue | None) -> bool:  # fmt: skip
        page = view_onlinedienst(who=owner, onlinedienst_id=number, in_force=catalogue)
        return page.has_newer_edition

    assert (newer(NEW), newer(OLD), newer(None)) == (True, False, False)


def test_whoever_goes_on_answering_does_so_in_the_new_edition():
    owner, number = begun(zahl="viele")
    move(owner, number)
    say(owner, number, Target("zahl"), {"value": "12"})
    say(owner, number, Target("neu"), {"value": "x"})
    assert kept(number)["zahl", ""].content.value == 12
    with pytest.raises(NotFound):
        say(owner, number, Target("alt"), {"value": "zu spät"})
    assert upkeep.check_integrity() == []


def test_looking_and_moving_need_few_statements():
    owner, number = begun(zahl="viele", weg="bus")
    with statements() as sent:
        seen(owner, number)
    assert len(sent) <= 3
    with statements() as sent:
        move(owner, number)
    assert len(sent) <= MOST_PER_MOVE


# What was said before the move


def revision_of(number: int, key: str, uid: str = "") -> int:
    return kept(number)[key, uid].revision


def bring_back(who: Account, number: int, key: str, revision: int, uid: str = "") -> bool:
    return restore(
        who=who,
        onlinedienst_id=number,
        question_id=key,
        row_uid=uid,
        revision=revision,
        shown_revision=revision_of(number, key, uid),
    ).is_written


def test_what_was_said_before_is_still_told_in_the_history():
    owner, number = begun(weg="bus", zahl="viele")
    uid = add_row(who=owner, onlinedienst_id=number, question_id="zeilen", section_id="").row_uid
    say(owner, number, Target("zeilen", uid), {"was": "bald"})
    move(owner, number)
    assert len(view_history(who=owner, onlinedienst_id=number).entries) > 5
    for key, row in (("weg", ""), ("zahl", ""), ("zeilen", uid)):
        page = view_answer_history(who=owner, onlinedienst_id=number, question_id=key, row_uid=row)
        assert page.entries


def test_what_is_brought_back_from_another_edition_waits_as_text_too():
    owner, number = begun(zahl="viele")
    former = revision_of(number, "zahl")
    move(owner, number)
    say(owner, number, Target("zahl"), {"value": "12"})
    assert bring_back(owner, number, "zahl", former)
    content = kept(number)["zahl", ""].content
    assert (content.value, content.raw) == (None, {"value": "viele"})
    assert not bring_back(owner, number, "zahl", former)


def test_what_is_brought_back_and_fits_is_an_answer():
    owner, number = begun(zahl="1.200")
    former = revision_of(number, "zahl")
    move(owner, number)
    say(owner, number, Target("zahl"), {"value": "12"})
    assert bring_back(owner, number, "zahl", former)
    assert kept(number)["zahl", ""].content.value == 1200


def test_a_row_is_brought_back_in_the_new_edition():
    owner, number = begun()
    uid = add_row(who=owner, onlinedienst_id=number, question_id="zeilen", section_id="").row_uid
    say(owner, number, Target("zeilen", uid), {"was": "bald"})
    former = revision_of(number, "zeilen", uid)
    move(owner, number)
    say(owner, number, Target("zeilen", uid), {"was": "1.5.2026"})
    assert bring_back(owner, number, "zeilen", former, uid)
    assert kept(number)["zeilen", uid].content.raw == {"was": "bald"}
