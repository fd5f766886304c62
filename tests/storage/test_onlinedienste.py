"""Onlinedienste: found with the access of whoever asks, listed, sorted, searched."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, Phase, PointKind, Stage
from amt24web.domain.wording import folded
from amt24web.storage import editions, onlinedienste, open_points
from amt24web.storage.database import reading, writing
from amt24web.storage.onlinedienste import Listed, Onlinedienst, SummaryRow
from amt24web.storage.open_points import OpenPointRow
from tests.harness.app import statements
from tests.harness.builders import KEPT_AT, a_member, a_person, an_onlinedienst

pytestmark = pytest.mark.usefixtures("app")


def named(who: Account, *names: str) -> list[int]:
    return [an_onlinedienst(who, name=name) for name in names]


def change_summary(number: int, **values: object) -> None:
    with writing() as session:
        session.execute(
            update(SummaryRow).where(SummaryRow.onlinedienst_id == number).values(**values)
        )


def page(who: Account | None = None, words: str = "", **said: object) -> tuple[list[Listed], int]:
    usual = {"phase": None, "sorting": "titel", "limit": 25, "offset": 0}
    with reading() as session:
        return onlinedienste.list_for(
            session,
            user_id=who.id if who else None,
            words=folded(words).split(),
            **{**usual, **said},
        )


def titles(who: Account | None = None, words: str = "", **said: object) -> list[str]:
    return [line.title for line in page(who, words, **said)[0]]


def test_it_is_found_with_the_access_of_whoever_asks():
    owner, stranger = a_person(), a_person()
    number = an_onlinedienst(owner)
    reader = a_member(number, AccessRole.READER, uid="m1")
    with reading() as session:
        found = [onlinedienste.find(session, number, who.id) for who in (owner, reader, stranger)]
        assert onlinedienste.find(session, number + 1, owner.id) is None
    assert [one.roles for one in found if one] == [
        {AccessRole.PROCESS_OWNER}, {AccessRole.READER}, set()
    ]  # fmt: skip
    assert [one.own_uids for one in found[1:] if one] == [{"m1"}, set()]


def test_two_rows_of_one_person_add_their_access():
    owner = a_person()
    number = an_onlinedienst(owner)
    a_member(number, AccessRole.READER, owner, uid="m1")
    with reading() as session:
        found = onlinedienste.find(session, number, owner.id)
    assert found is not None
    assert found.roles == {AccessRole.PROCESS_OWNER, AccessRole.READER}
    assert len(found.own_uids) == 2


@pytest.mark.parametrize("number", [0, -1, 10**12, 10**30])
def test_a_number_that_cannot_be_is_simply_not_found(number: int):
    with reading() as session:
        assert onlinedienste.find(session, number, 1) is None


def test_the_list_shows_what_somebody_takes_part_in():
    anna, bert = a_person(), a_person()
    named(anna, "Anmelden", "Beantragen")
    named(bert, "Melden")
    assert titles(anna) == ["Anmelden", "Beantragen"]
    assert titles(bert) == ["Melden"]
    assert titles() == ["Anmelden", "Beantragen", "Melden"]


def test_who_was_taken_out_does_not_see_it_any_more():
    anna = a_person()
    (number,) = named(anna, "Anmelden")
    reader = a_member(number, AccessRole.READER, uid="m1")
    assert titles(reader) == ["Anmelden"]
    with writing() as session:
        session.execute(
            update(onlinedienste.Participant)
            .where(onlinedienste.Participant.row_uid == "m1")
            .values(removed=True)
        )
    assert titles(reader) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("grund", ["Grundschule anmelden"]),
        ("GRUNDSCHULE", ["Grundschule anmelden"]),
        ("anmelden grund", ["Grundschule anmelden"]),
        ("anmelden", ["Grundschule anmelden", "Straßenfest anmelden"]),
        ("strassenfest", ["Straßenfest anmelden"]),
        ("Straße", ["Straßenfest anmelden"]),
        ("uber", ["Über 100 % der Fälle"]),
        ("100 %", ["Über 100 % der Fälle"]),
        ("%", ["Über 100 % der Fälle"]),
        ("_", []),
        ("\\", []),
        ("'; drop table", []),
        (
            "amt für prüfung",
            ["Grundschule anmelden", "Straßenfest anmelden", "Über 100 % der Fälle"],
        ),
        ("nirgends", []),
    ],
)
def test_the_list_is_searched_in_names_keys_and_bodies(words: str, found: list[str]):
    named(a_person(), "Grundschule anmelden", "Straßenfest anmelden", "Über 100 % der Fälle")
    assert sorted(titles(words=words)) == found


def test_the_list_comes_in_pages_with_the_whole_number():
    named(a_person(), *(f"Dienst {n}" for n in range(5)))
    lines, total = page(limit=2, offset=2)
    assert ([line.title for line in lines], total) == (["Dienst 2", "Dienst 3"], 5)
    assert page(limit=2, offset=99) == ([], 5)


def test_the_list_is_narrowed_to_a_phase():
    anna = a_person()
    an_onlinedienst(anna, name="Neu")
    an_onlinedienst(anna, name="Geändert", kind="aenderung")
    assert titles(phase=Phase.PROTOTYPE) == ["Geändert"]
    assert titles(phase=Phase.OPERATION) == []


def test_the_list_is_sorted_as_asked_and_never_by_chance():
    one, two, three = named(a_person(), "C", "A", "B")
    change_summary(one, open_points=1, next_due_on=date(2026, 5, 2))
    change_summary(two, open_points=3, next_due_on=None)
    change_summary(three, open_points=3, next_due_on=date(2026, 5, 1))
    assert titles(sorting="titel") == titles(sorting="gibtsnicht") == ["A", "B", "C"]
    assert titles(sorting="offen") == ["A", "B", "C"]
    assert titles(sorting="termin") == ["B", "C", "A"]


def test_a_page_of_the_list_needs_two_statements():
    named(a_person(), *(f"Dienst {n}" for n in range(5)))
    with statements() as sent:
        page(words="dienst")
    assert len(sent) == 2


def test_an_edition_is_kept_once():
    with writing() as session:
        numbers = [editions.keep_edition(session, identity, "{}", KEPT_AT) for identity in "aba"]
    assert numbers[0] == numbers[2] != numbers[1]
    with reading() as session:
        assert editions.edition_text(session, numbers[0]) == "{}"


def test_open_points_are_replaced_as_a_whole():
    (number,) = named(a_person(), "Anmelden")
    point = {
        "key": "k", "kind": PointKind.UNANSWERED, "question": "frage", "section": "teil",
        "title": "?", "severity": None,
        "stage": Stage.KICKOFF, "role": "pe", "responsible_uid": "", "due_on": None,
    }  # fmt: skip
    with writing() as session:
        open_points.keep(session, number, [point, {**point, "key": "l"}])
        open_points.keep(session, number, [{**point, "key": "m"}])
    with reading() as session:
        assert list(session.scalars(select(OpenPointRow.key))) == ["m"]
        assert onlinedienste.find_summary(session, number)["title"] == "Anmelden"
        assert onlinedienste.find_summary(session, number + 1) == {}


def test_what_was_begun_a_moment_ago_is_recognised():
    anna, bert = a_person(), a_person()
    (number,) = named(anna, "Anmelden")
    with writing() as session:
        begun = session.scalars(select(Onlinedienst.created_at)).one()
        just_now, later = begun - timedelta(seconds=1), begun + timedelta(seconds=1)
        assert onlinedienste.find_recent(session, anna.id, "Anmelden", just_now) == number
        assert onlinedienste.find_recent(session, anna.id, "Anmelden", later) is None
        assert onlinedienste.find_recent(session, anna.id, "Abmelden", just_now) is None
        assert onlinedienste.find_recent(session, bert.id, "Anmelden", just_now) is None


def test_all_onlinedienste_are_listed_oldest_first():
    numbers = named(a_person(), "B", "A")
    with reading() as session:
        assert onlinedienste.list_ids(session) == numbers
        assert onlinedienste.find_any(session, numbers[0]).phase is Phase.CLARIFICATION
