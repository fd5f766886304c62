"""The facts leave and come back: the same facts, other people, and nothing from a bad file."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from amt24web.artefacts.exchange_file import read_exchange_file, write_exchange_file
from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.records import Content, Json, Record
from amt24web.domain.vocabulary import AccessRole, AnswerState, Phase
from amt24web.rules.submissions import VALUE, Submission
from amt24web.storage import onlinedienste, records
from amt24web.storage import users as stored_users
from amt24web.storage.database import Base, reading, writing
from amt24web.storage.users import User
from amt24web.usecases import answer_history, demo, exchange, exchange_parts, users
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.exchange import TakenOver
from amt24web.usecases.onlinedienste import view_onlinedienst
from amt24web.usecases.participants import change_access, view_members
from amt24web.usecases.upkeep import check_integrity, rebuild_summaries
from tests.harness.app import make_app
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_record,
    a_row,
    a_rule,
    a_sign_off,
    a_working_catalogue,
    an_onlinedienst,
    some_rows,
    the_real_catalogue,
)

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(
    a_question("eins", "langtext"),
    a_question("tag", "datum"),
    some_rows("zeilen"),
    a_rule("eins == 'x'", question="eins"),
    a_sign_off("eins"),
)
NEWEST = 2**31 - 1
SIGNED = {
    "outcome": "zugestimmt", "words": "", "way": "mail", "name": "Eva", "function": "DSB",
    "day": "2026-03-01", "open": [], "answers": {"eins": "0123"},
}  # fmt: skip
CLOSED = {
    "day": "2026-03-01",
    "conditions": [{
        "key": "eins", "question": "eins", "title": "Eins", "who": "m7", "name": "Kim",
        "until": "2026-05-01",
    }],
    "counts": {"total": 5, "done": 4, "open": 1},
}  # fmt: skip


class Case:
    """An Onlinedienst with something of everything, and its owner."""

    def __init__(self) -> None:
        self.owner = a_person("Olga Owner", function="Referat 21")
        self.number = an_onlinedienst(self.owner, CATALOGUE)
        kim = a_member(self.number, AccessRole.CONTRIBUTOR, a_person("Kim", function=""), "m7")
        whole = Content(
            "Ein *Text*", {}, AnswerState.IN_CLARIFICATION, "Notiz", "", "m7", date(2026, 5, 1)
        )
        by_kim = {"author_id": kim.id}
        kept = (
            a_record("eins", content=whole, revision=4, **by_kim),
            a_record("tag", raw={"value": "bald"}, **by_kim),
            a_row("zeilen", "z1", 1, name="Ada", **by_kim),
            a_row("zeilen", "z2", 2, name="Bob", removed=True, **by_kim),
            a_row("authorities", "s1", 1, name="Stadt A", ansprechperson="m7", **by_kim),
            a_record("kommentar:eins", "Wirklich?", row_uid="k1", position=1, **by_kim),
            a_record("markierung:eins", True, **by_kim),
            a_record("befund:R1", "0123", reason="passt", **by_kim),
            a_record("mitzeichnung:dsb", SIGNED, **by_kim),
            a_record("abschluss:auftakt", CLOSED, **by_kim),
            a_record("frueher", "was niemand mehr fragt", **by_kim),
            a_record("vorhaben_art", "neu", responsible_uid="weg", revision=2, **by_kim),
        )
        with writing() as session:
            records.keep_arrived(session, self.number, [r for r in kept if r.revision != 2])
            records.keep_all(session, self.number, [r for r in kept if r.revision == 2])
            onlinedienste.keep_phase(session, self.number, Phase.TEST)
        rebuild_summaries()

    def export(self, who: Account | None = None, number: int = 0) -> bytes:
        return exchange.export_onlinedienst(
            who=who or self.owner, onlinedienst_id=number or self.number
        ).content


def take(content: bytes, who: Account | None = None) -> TakenOver:
    return exchange.take_over(who=who or a_person(), content=content)


def listed(number: int) -> dict[tuple[str, str], Record]:
    with reading() as session:
        return {(r.key, r.row_uid): r for r in records.list_records(session, number)}


def rows_in_all_tables() -> dict[str, int]:
    with reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_out_and_in_and_out_again_are_the_same_facts():
    case = Case()
    content = case.export()
    guest = a_person()
    taken = take(content, guest)
    assert case.export(guest, taken.onlinedienst_id) == content


def test_a_second_instance_that_knows_nothing_has_the_same_facts_afterwards():
    demo.build_demo(catalogue=the_real_catalogue(), password="demo-passwort-24")
    reader = exchange.account_for(email="eigner@example.org")
    files = [exchange.export_onlinedienst(who=reader, onlinedienst_id=n).content for n in (1, 3)]
    with make_app().app_context():
        for content in files:
            guest = a_person()
            taken = take(content, guest)
            again = exchange.export_onlinedienst(who=guest, onlinedienst_id=taken.onlinedienst_id)
            assert again.content == content
        assert check_integrity() == []


def test_each_record_arrives_as_it_was_said_and_by_whom():
    case = Case()
    taken = take(case.export())
    before, after = listed(case.number), listed(taken.onlinedienst_id)
    for place, record in before.items():
        arrived = after[place]
        waits_for = "" if place[0] == "vorhaben_art" else record.content.responsible_uid
        assert arrived.content == replace(record.content, responsible_uid=waits_for), place
        assert arrived.author_name == record.author_name
        assert arrived.saved_at == record.saved_at
        assert (arrived.revision, arrived.position, arrived.removed) == (
            record.revision, record.position, record.removed,
        )  # fmt: skip
        assert arrived.author_id != record.author_id, "nobody here said it"


def test_phase_and_summary_come_along():
    case = Case()
    guest = a_person()
    taken = take(case.export(), guest)
    view = view_onlinedienst(who=guest, onlinedienst_id=taken.onlinedienst_id)
    assert view is not None
    assert view.summary.phase is Phase.TEST
    assert view.summary.title == taken.title == "Grundschule anmelden"
    assert check_integrity() == []


def test_only_whoever_takes_it_over_gets_access():
    case = Case()
    guest = a_person("Gast")
    taken = take(case.export(), guest)
    page = view_members(who=guest, onlinedienst_id=taken.onlinedienst_id)
    assert [(m.name, m.access) for m in page.lines if m.access] == [
        ("Gast, Amt für Prüfung", AccessRole.PROCESS_OWNER)
    ]
    with pytest.raises(NotFound):
        view_onlinedienst(who=case.owner, onlinedienst_id=taken.onlinedienst_id)


def test_whoever_stands_in_the_file_already_gets_no_second_row():
    case = Case()
    taken = take(case.export(), case.owner)
    page = view_members(who=case.owner, onlinedienst_id=taken.onlinedienst_id)
    assert [m.name for m in page.lines if m.access] == ["Olga Owner, Referat 21"]
    assert len(page.lines) == 2


def test_the_row_of_the_guest_is_no_fact_until_somebody_says_something_there():
    case = Case()
    guest = a_person("Gast")
    number = take(case.export(), guest).onlinedienst_id
    assert b"Gast" not in case.export(guest, number)
    row = next(r for r in listed(number).values() if r.author_id == guest.id)
    said = a_record("participants", {"person": "Gast", "rolle": "pm"}, row_uid=row.row_uid,
                    revision=2, author_id=guest.id)  # fmt: skip
    with writing() as session:
        records.keep_all(session, number, [said])
    assert b"Gast" in case.export(guest, number)


def test_authors_who_have_no_account_here_can_neither_sign_in_nor_be_given_access():
    case = Case()
    guest = a_person()
    number = take(case.export(), guest).onlinedienst_id
    author = listed(number)["eins", ""].author_id
    with reading() as session:
        email = session.scalar(select(User.email).where(User.id == author)) or ""
        assert author not in {one.id for one in stored_users.list_accounts(session)}
    assert "@" not in email
    assert not users.has_password(email=email, password="")
    with pytest.raises(InvalidInput):
        change_access(who=guest, onlinedienst_id=number, uid="m7", email=email,
                      role=AccessRole.READER)  # fmt: skip


def test_a_new_answer_is_by_whoever_gives_it_and_the_history_begins_with_what_arrived():
    case = Case()
    guest = a_person("Gast")
    number = take(case.export(), guest).onlinedienst_id
    record_answer(
        who=guest, onlinedienst_id=number, target=Target("eins"),
        submission=Submission({VALUE: ["Neu"]}, NEWEST), page_id="p", sequence=1,
    )  # fmt: skip
    record = listed(number)["eins", ""]
    assert (record.author_name, record.revision) == ("Gast", 5)
    page = answer_history.view_answer_history(who=guest, onlinedienst_id=number, question_id="eins")
    assert [entry.run.last.author_name for entry in page.entries] == ["Gast", "Kim"]


def test_no_account_leaves():
    case = Case()
    content = case.export().decode()
    kept = json.loads(content)["onlinedienst"]["parts"]["records"]
    assert {r["author"]["name"] for group in kept.values() for r in group} == {"Kim", "Olga Owner"}
    for word in ("password", "author_id", "user_id", "access", "page_id", "example.com"):
        assert word not in content


def test_the_same_origin_is_said_with_those_one_may_see():
    case = Case()
    guest = a_person()
    assert (take(case.export(), guest).known_here, take(case.export(), case.owner).mine[0][0]) == (
        1, case.number,
    )  # fmt: skip
    third = take(case.export(), a_person())
    assert (third.known_here, third.mine) == (3, ())


def test_pressing_the_button_twice_takes_it_over_once():
    case = Case()
    guest = a_person()
    first, second = take(case.export(), guest), take(case.export(), guest)
    assert first == second


def test_who_may_not_take_it_along_is_told_so_and_a_stranger_learns_nothing():
    case = Case()
    reader = a_member(case.number, AccessRole.CONTRIBUTOR)
    with pytest.raises(NotAllowed):
        case.export(reader)
    with pytest.raises(NotFound):
        case.export(a_person())


# Files that somebody made


def forged(content: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The file with something else in it, and a checksum that fits again."""
    said = read_exchange_file(content)
    whole = {"parts": dict(said.parts), "edition": dict(said.edition)}
    whole = json.loads(json.dumps(whole))
    change(whole)
    return write_exchange_file(replace(said, parts=whole["parts"], edition=whole["edition"]))


def asked(whole: dict[str, Any]) -> list[dict[str, Any]]:
    return whole["parts"]["records"]["asked"]


def one(whole: dict[str, Any], key: str) -> dict[str, Any]:
    return next(r for r in asked(whole) if r["key"] == key)


def saying(key: str, /, **said: Json) -> Callable[[dict[str, Any]], None]:
    return lambda whole: one(whole, key).update(said)


BAD = {
    "an unknown question": (saying("eins", key="gibtesnicht"), "unbekannte Frage „gibtesnicht“"),
    "an unknown rule": (saying("befund:R1", key="befund:R9"), "unbekannte Frage"),
    "a strange kind": (saying("befund:R1", key="zauber:R1"), "unbekannte Frage"),
    "a number for a text": (saying("eins", value=5), "„eins“ passt nicht"),
    "a list for a text": (saying("eins", value=["a"]), "„eins“ passt nicht"),
    "an unknown option": (saying("vorhaben_art", value="x"), "„vorhaben_art“ passt nicht"),
    "an unknown column": (saying("zeilen", value={"x": "y"}), "„zeilen“ passt nicht"),
    "a row without uid": (saying("zeilen", row=""), "„zeilen“ passt nicht"),
    "an answer with uid": (saying("tag", row="z1"), "„tag“ passt nicht"),
    "half a sign-off": (saying("mitzeichnung:dsb", value={"outcome": "x"}), "passt nicht"),
    "half a closing": (saying("abschluss:auftakt", value={"day": 1}), "passt nicht"),
    "a mark of words": (saying("markierung:eins", value="ja"), "passt nicht"),
    "a bad uid": (saying("zeilen", row="../../etc"), "row"),
    "a long uid": (saying("zeilen", row="z" * 61), "row"),
    "a bad state": (saying("eins", state="fertig"), "state"),
    "a bad day": (saying("eins", due="bald"), "due"),
    "a number for a day": (saying("eins", due=5), "due"),
    "a moment without zone": (saying("eins", saved_at="2026-01-01T00:00:00"), "saved_at"),
    "a moment out of time": (saying("eins", saved_at="0001-01-01T00:00:00+00:00"), "saved_at"),
    "revision nought": (saying("eins", revision=0), "revision"),
    "a revision as text": (saying("eins", revision="1"), "revision"),
    "a huge position": (saying("zeilen", position=2**40), "position"),
    "no author": (saying("eins", author=None), "author"),
    "an account as author": (saying("eins", author={"name": "x", "id": 1}), "author.id"),
    "a part nobody knows": (saying("eins", mehr=1), "mehr"),
    "somebody who is not there": (saying("eins", responsible="niemand"), "„Beteiligte“"),
    "a role that is not there": (saying("eins", responsible="rolle:xy"), "„Beteiligte“"),
    "one answer twice": (lambda w: asked(w).append(dict(one(w, "eins"))), "steht zweimal"),
    "a record that is none": (lambda w: asked(w).append(7), "nicht lesbar"),
    "records that are none": (lambda w: w["parts"].update(records=[]), "fehlen die Angaben"),
    "no records": (lambda w: w["parts"].clear(), "fehlen die Angaben"),
    "a group nobody knows": (
        lambda w: w["parts"]["records"].update(mehr=[]), "fehlen die Angaben"
    ),
    "a former answer that is asked": (
        lambda w: w["parts"]["records"]["former"].append(one(w, "eins") | {"row": "x"}),
        "passt nicht",
    ),
    "a part of a newer program": (lambda w: w["parts"].update(zukunft={}), "amt24web erneuern"),
    "a newer edition": (lambda w: w["edition"].update(schema=99), "neuer als das Programm"),
    "no edition": (lambda w: w["edition"].clear(), "Fassung des Fragenkatalogs"),
    "a strange edition": (lambda w: w["edition"].update(katalog={"x": 1}), "nicht lesbar"),
    "an edition that asks nobody": (
        lambda w: w["edition"].update(katalog={"abschnitt": []}), "passt nicht"
    ),
    "a condition that is none": (
        lambda w: w["edition"]["katalog"]["regel"][0].update(bedingung="import os"), "fehlerhaft"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_in_one_sentence_and_leaves_nothing_behind(what: str):
    change, words = BAD[what]
    content = forged(Case().export(), change)
    guest = a_person()
    before = rows_in_all_tables()
    with pytest.raises(InvalidInput) as refused:
        take(content, guest)
    assert words in refused.value.message
    assert not refused.value.problems
    assert rows_in_all_tables() == before


def test_what_no_paper_can_say_is_refused_even_if_every_record_fits(
    monkeypatch: pytest.MonkeyPatch,
):
    content = Case().export()
    before = rows_in_all_tables()

    def trips(*_: object) -> None:
        raise KeyError("day")

    monkeypatch.setattr(exchange, "paper_of", trips)
    with pytest.raises(InvalidInput, match="passen nicht zusammen"):
        take(content, exchange.account_for(email=_some_address()))
    assert rows_in_all_tables() == before


def _some_address() -> str:
    with reading() as session:
        return stored_users.list_accounts(session)[0].email


def test_an_edition_that_nobody_could_proof_read_is_refused(monkeypatch: pytest.MonkeyPatch):
    content = Case().export()
    for limit in ("LONGEST_EDITION", "MOST_ENTRIES"):
        with monkeypatch.context() as patched:
            patched.setattr(exchange, limit, 3)
            with pytest.raises(InvalidInput, match="zu groß"):
                take(content)


JUNK: tuple[Json, ...] = (
    None, True, -1, 1.5, "", "ja", "2026-01-01", "rolle:pe", "participants", "<b>", [], ["a"],
    [1], {}, {"a": 1},
)  # fmt: skip


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000), st.sampled_from(JUNK))
def test_whatever_stands_somewhere_it_is_taken_whole_or_refused_in_one_sentence(
    where: int, junk: Json
):
    case = Case()

    def change(whole: dict[str, Any]) -> None:
        places = list(_places(whole["parts"]["records"]))
        inside, name = places[where % len(places)]
        inside[name] = junk

    guest = a_person()
    try:
        taken = take(forged(case.export(), change), guest)
    except InvalidInput:
        return
    assert view_onlinedienst(who=guest, onlinedienst_id=taken.onlinedienst_id)
    assert case.export(guest, taken.onlinedienst_id)


def _places(inside: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in the records at which something stands."""
    names = inside if isinstance(inside, dict) else range(len(inside))
    for name in names:
        yield inside, name
        if isinstance(inside[name], dict | list):
            yield from _places(inside[name])


def test_further_stories_add_their_part(monkeypatch: pytest.MonkeyPatch):
    arrived: list[Json] = []
    part = exchange_parts.Part(lambda _: ["T-001"], lambda _, said: arrived.append(said))
    monkeypatch.setitem(exchange_parts.PARTS, "test_cases", part)
    take(Case().export())
    assert arrived == [["T-001"]]


def test_on_the_command_line_the_only_account_gets_access_and_of_several_one_is_named():
    with pytest.raises(InvalidInput, match="kein Konto"):
        exchange.account_for(email="")
    first = a_person()
    assert exchange.account_for(email="").id == first.id
    second = a_person()
    with pytest.raises(InvalidInput, match="2 Konten"):
        exchange.account_for(email="")
    assert exchange.account_for(email=second.email.upper()).id == second.id
    with pytest.raises(InvalidInput, match="kein Konto"):
        exchange.account_for(email="nobody@example.org")
