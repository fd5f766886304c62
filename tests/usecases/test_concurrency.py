"""Many people at once: every accepted save is there afterwards, none overwrites another unseen."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import func, select

from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, Action
from amt24web.rules.submissions import Submission
from amt24web.storage import records
from amt24web.storage.database import reading, utc_now, writing
from amt24web.storage.editions import Edition
from amt24web.storage.open_points import OpenPointRow
from amt24web.storage.records import Revision
from amt24web.usecases import upkeep
from amt24web.usecases.answering import Saved, Target, record_answer
from amt24web.usecases.dossier import close_dossier, open_dossier
from amt24web.usecases.rows import add_row
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_record,
    a_working_catalogue,
    an_onlinedienst,
    some_rows,
)

THREADS, SAVES = 8, 400
A_MOMENT = 0.3
"""Long enough for another thread to arrive at a lock."""
OWN = [f"eigene_{n}" for n in range(THREADS)]
CATALOGUE = a_working_catalogue(
    *(a_question(key, need="O") for key in (*OWN, "geteilt")), some_rows(need="O")
)
Result = TypeVar("Result")


def all_at_once(app: Flask, deeds: Sequence[Callable[[], Result]]) -> list[Result]:
    """Do every deed in a thread of its own, all starting at the same moment."""
    start = Barrier(len(deeds))

    def do(deed: Callable[[], Result]) -> Result:
        with app.app_context():
            start.wait(timeout=30)
            return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def save(
    who: Account, number: int, key: str, text: str, *, shown: int, page: str, sequence: int
) -> Saved:
    return record_answer(
        who=who, onlinedienst_id=number, target=Target(key),
        submission=Submission({"value": [text]}, shown), page_id=page, sequence=sequence,
    )  # fmt: skip


def somebody_saving(
    who: Account, number: int, n: int
) -> Callable[[], tuple[list[tuple[str, str]], int]]:
    """Saves in turn to a question of one's own and to the one all share; returns what was taken."""

    def work() -> tuple[list[tuple[str, str]], int]:
        taken, conflicts, shown = [], 0, 0
        for sequence in range(1, SAVES // THREADS + 1):
            key = "geteilt" if sequence % 5 == 0 else OWN[n]
            text = f"{n}-{sequence}"
            saved = save(who, number, key, text, shown=shown if key == "geteilt" else 0,
                         page=f"seite-{n}", sequence=sequence)  # fmt: skip
            if saved.conflicts:
                conflicts += 1
                shown = saved.conflicts[0].newest.revision
            else:
                assert saved.written == 1
                taken.append((key, text))
        return taken, conflicts

    return work


def test_of_hundreds_of_saves_at_once_none_is_lost(app: Flask):
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    people = [owner, *(a_member(number, AccessRole.CONTRIBUTOR) for _ in range(THREADS - 1))]
    results = all_at_once(app, [somebody_saving(who, number, n) for n, who in enumerate(people)])
    taken = [save for saves, _ in results for save in saves]
    with reading() as session:
        statement = select(Revision.key, Revision.value, Revision.revision).where(
            Revision.key.in_([*OWN, "geteilt"])
        )
        kept = session.execute(statement).all()
        newest = {r.key: r for r in records.list_records(session, number)}
    assert len(taken) + sum(conflicts for _, conflicts in results) == SAVES
    assert Counter((row.key, row.value) for row in kept) == Counter(taken)
    for key in (*OWN, "geteilt"):
        revisions = sorted((row.revision, row.value) for row in kept if row.key == key)
        assert [revision for revision, _ in revisions] == list(range(1, len(revisions) + 1))
        assert revisions[-1] == (newest[key].revision, newest[key].content.value)
    assert upkeep.check_integrity() == []


def test_rows_added_at_once_are_all_there_in_a_row(app: Flask):
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)

    def add() -> str:
        return add_row(
            who=owner, onlinedienst_id=number, question_id="zeilen", section_id=""
        ).row_uid

    uids = all_at_once(app, [add] * THREADS)
    with reading() as session:
        rows = [r for r in records.list_records(session, number) if r.key == "zeilen"]
    assert {row.row_uid for row in rows} == set(uids)
    assert sorted(row.position for row in rows) == list(range(1, THREADS + 1))


def test_onlinedienste_begun_at_once_share_one_edition(app: Flask):
    people = [a_person() for _ in range(THREADS)]
    catalogue = a_working_catalogue(a_question("neu"))
    numbers = all_at_once(app, [lambda who=who: an_onlinedienst(who, catalogue) for who in people])
    with reading() as session:
        assert len(set(numbers)) == THREADS
        assert session.scalar(select(func.count()).select_from(Edition)) == 1
    assert upkeep.check_integrity() == []


def test_a_button_pressed_twice_begins_one(app: Flask):
    who = a_person()
    numbers = all_at_once(app, [lambda: an_onlinedienst(who, CATALOGUE)] * 4)
    assert len(set(numbers)) == 1


def open_points(number: int) -> list[tuple[Any, ...]]:
    columns = (OpenPointRow.key, OpenPointRow.title, OpenPointRow.stage, OpenPointRow.role)
    with reading() as session:
        statement = select(*columns).where(OpenPointRow.onlinedienst_id == number)
        return sorted(tuple(row) for row in session.execute(statement))


def test_open_points_fit_the_facts_even_if_a_save_had_to_wait(app: Flask):
    """One person closes a point; another, who waits meanwhile, opens the same point again."""
    owner = a_person()
    number = an_onlinedienst(owner, a_working_catalogue(a_question("eins")))
    is_held = Event()

    def close_the_point() -> None:
        with writing() as session:
            dossier = open_dossier(session, owner, number, Action.ANSWER, for_update=True)
            is_held.set()
            sleep(A_MOMENT)
            answer = a_record("eins", "x", author_id=owner.id)
            close_dossier(session, dossier, [answer], utc_now())

    def open_it_again() -> None:
        is_held.wait(timeout=10)
        assert save(owner, number, "eins", "", shown=1, page="a", sequence=1).written == 1

    before = open_points(number)
    all_at_once(app, [close_the_point, open_it_again])
    assert open_points(number) == before


def test_catalogues_of_two_onlinedienste_do_not_mix(app: Flask):
    owner = a_person()
    one = an_onlinedienst(owner, a_working_catalogue(a_question("eins")), name="Eins")
    other = an_onlinedienst(owner, a_working_catalogue(a_question("zwei")), name="Zwei")

    def answer(number: int, key: str) -> Callable[[], Saved]:
        return lambda: save(owner, number, key, "x", shown=0, page="a", sequence=1)

    saved = all_at_once(app, [answer(one, "eins"), answer(other, "zwei")] * 2)
    assert {s.title for s in saved} == {"Eins", "Zwei"}
