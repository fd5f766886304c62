"""Records: kept whole, revision by revision, each in its table, listed in one statement."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import AccessRole, AnswerState
from amt24web.storage import records
from amt24web.storage.database import reading, writing
from amt24web.storage.records import Answer, CompetentAuthority, Participant, Revision
from tests.harness.app import statements
from tests.harness.builders import a_member, a_person, a_record, a_row, an_onlinedienst

pytestmark = pytest.mark.usefixtures("app")
WHOLE = Content(
    value={"name": "Łódź 🏫", "zahl": 1.5, "liste": ["a"], "leer": None},
    raw={"tag": "nach Ostern\n„bald“"},
    state=AnswerState.IN_CLARIFICATION,
    note="x" * 5_000,
    reason="weil",
    responsible_uid="p1",
    due_on=date(2026, 5, 1),
)


def begun() -> tuple[int, int]:
    """The number of a new Onlinedienst, and of the person who began it."""
    who = a_person()
    return an_onlinedienst(who), who.id


def keep(onlinedienst: int, *kept: Record) -> None:
    with writing() as session:
        for record in kept:
            records.keep(session, onlinedienst, record)


def listed(onlinedienst: int) -> dict[tuple[str, str], Record]:
    with reading() as session:
        found = records.list_records(session, onlinedienst)
    return {(record.key, record.row_uid): record for record in found}


def test_everything_about_a_record_comes_back():
    number, who = begun()
    record = a_record("frage", content=WHOLE, row_uid="z1", position=3, author_id=who,
                      page_id="seite", sequence=7, removed=True)  # fmt: skip
    keep(number, record)
    assert listed(number)["frage", "z1"] == record


def test_nothing_said_comes_back_as_nothing():
    number, who = begun()
    keep(number, a_record(content=Content(), author_id=who))
    assert listed(number)["frage", ""].content.is_empty


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | texts | numbers,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=6,
)


def test_whatever_json_is_kept_comes_back():
    number, who = begun()
    revision = 0

    @settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
    @given(json_values)
    def kept_and_found(value: object) -> None:
        nonlocal revision
        revision += 1
        keep(number, a_record(content=Content(value=value), author_id=who, revision=revision))
        assert listed(number)["frage", ""].content.value == value

    kept_and_found()


def test_each_key_goes_to_its_table():
    number, who = begun()
    for key, uid in (("participants", "p2"), ("authorities", "s1"), ("zeilen", "z1")):
        keep(number, a_row(key, uid, author_id=who))
    with reading() as session:
        counts = [
            session.scalar(select(func.count()).select_from(table).where(table.row_uid == uid))
            for table, uid in ((Participant, "p2"), (CompetentAuthority, "s1"), (Answer, "z1"))
        ]
    assert counts == [1, 1, 1]


def test_the_next_revision_replaces_the_record_and_the_former_stays_readable():
    number, who = begun()
    first = a_record(value="eins", author_id=who)
    second = replace(first, content=Content(value="zwei"), revision=2)
    keep(number, first, second)
    assert listed(number)["frage", ""] == second
    with reading() as session:
        said = [records.find_content(session, number, "frage", "", n) for n in (1, 2, 3)]
    assert said == [first.content, second.content, None]


def test_a_moved_or_removed_row_keeps_what_it_says():
    number, who = begun()
    row = a_row(name="A", author_id=who)
    keep(number, row, replace(row, position=5, revision=2), replace(row, removed=True, revision=3))
    found = listed(number)["zeilen", "z1"]
    assert (found.content, found.removed, found.revision) == (row.content, True, 3)


def test_the_same_revision_cannot_be_written_twice():
    number, who = begun()
    keep(number, a_record(author_id=who))
    with pytest.raises(IntegrityError):
        keep(number, a_record(author_id=who))
    second = a_record(author_id=who, revision=2)
    keep(number, second)
    with pytest.raises(IntegrityError):
        keep(number, second)


def test_a_revision_counts_from_one():
    number, who = begun()
    keep(number, a_record(author_id=who))
    with pytest.raises(IntegrityError), writing() as session:
        session.execute(update(Answer).values(revision=0))


def test_records_of_other_onlinedienste_are_never_listed():
    (one, who), (other, _) = begun(), begun()
    keep(one, a_record(value="eins", author_id=who))
    assert ("frage", "") not in listed(other)
    with reading() as session:
        assert records.find_content(session, other, "frage", "", 1) is None


def test_everything_is_listed_in_one_statement():
    number, who = begun()
    keep(number, *(a_row(uid=f"z{n}", author_id=who) for n in range(20)))
    with statements() as sent:
        listed(number)
    assert len(sent) == 1


def test_the_author_is_named_as_the_account_is_called():
    number, _ = begun()
    author = a_person("Bert Beispiel")
    keep(number, a_record(author_id=author.id, author_name="wird nicht gelesen"))
    assert listed(number)["frage", ""].author_name == "Bert Beispiel"


def test_several_new_records_are_kept_as_first_revisions():
    number, who = begun()
    rows = [a_row(uid=uid, author_id=who, revision=9) for uid in "abc"]
    with writing() as session:
        records.keep_many(session, number, rows)
    assert [listed(number)["zeilen", uid].revision for uid in "abc"] == [1, 1, 1]


def test_members_are_participants_with_an_account():
    who = a_person(email="anna@example.org")
    number = an_onlinedienst(who)
    reader = a_member(number, AccessRole.READER, uid="m1")
    keep(number, a_row("participants", "ohne", author_id=who.id, person="ohne Konto"))
    with reading() as session:
        members = records.list_members(session, number)
    assert list(members.values()) == [
        ("anna@example.org", AccessRole.PROCESS_OWNER), (reader.email, AccessRole.READER)
    ]  # fmt: skip


def test_access_taken_away_leaves_the_participant():
    who = a_person()
    number = an_onlinedienst(who)
    a_member(number, AccessRole.READER, uid="m1")
    with writing() as session:
        records.link_account(session, number, "m1", None, None)
    with reading() as session:
        assert "m1" not in records.list_members(session, number)
    assert ("participants", "m1") in listed(number)


@pytest.mark.parametrize("who", ["somebody", "nobody"])
def test_account_and_access_come_together_or_not_at_all(who: str):
    number, person = begun()
    access = None if who == "somebody" else AccessRole.READER
    keep(number, a_row("participants", "m1", author_id=person))
    with pytest.raises(IntegrityError), writing() as session:
        records.link_account(session, number, "m1", person if access is None else None, access)


def test_every_revision_is_kept_for_ever():
    number, who = begun()
    for revision in range(1, 6):
        keep(number, a_record(value=revision, author_id=who, revision=revision))
    with reading() as session:
        statement = (
            select(Revision.value).where(Revision.key == "frage").order_by(Revision.revision)
        )
        assert list(session.scalars(statement)) == [1, 2, 3, 4, 5]
