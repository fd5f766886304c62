"""Mails to the bodies: kept with the request, sent by whoever takes them, once."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound, Unavailable
from amt24web.domain.mail import Letter
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, MailState
from amt24web.postbox import Postbox, Undelivered
from amt24web.rules.mailing import MailDraft
from amt24web.storage import outgoing_mail
from amt24web.storage.database import reading, writing
from amt24web.storage.outgoing_mail import MailLine, OutgoingMail
from amt24web.usecases import mailing
from amt24web.usecases.mailing import (
    AGAIN_AFTER,
    LEASE,
    MAILS_A_DAY,
    MAILS_AT_ONCE,
    deliver_waiting,
    list_mails,
    send_again,
    send_enquiry,
)
from tests.harness.app import statements
from tests.harness.builders import a_member, a_person, a_row, a_working_catalogue, an_onlinedienst
from tests.harness.mail_server import HOST, SENDER, free_port, mail_server

pytestmark = pytest.mark.usefixtures("app")
KEY = "rolle_tt"
DOMAIN = "example.org"
MINUTE = timedelta(minutes=1)
DOWN = Undelivered("Der Mailserver ist nicht erreichbar.", is_general=True)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, time: timedelta) -> None:
        self.now += time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time as the use case sees it."""
    clock = Clock()
    monkeypatch.setattr(mailing, "utc_now", clock)
    return clock


class Server:
    """Remembers what it was given; answers with the troubles it was told, one after the other."""

    def __init__(self, *troubles: Undelivered) -> None:
        self.troubles = list(troubles)
        self.taken: list[Letter] = []

    def __call__(self, letter: Letter) -> Mapping[str, str]:
        if self.troubles:
            raise self.troubles.pop(0)
        self.taken.append(letter)
        return {}


def begun() -> tuple[Account, int]:
    """Somebody with an Onlinedienst where post@example.org takes part."""
    who = a_person("Anna Beispiel")
    number = an_onlinedienst(who, a_working_catalogue())
    with writing() as session:
        row = a_row("participants", "post", position=7, mail="post@example.org", author_id=who.id)
        mailing.records.keep(session, number, row)
    return who, number


def write(who: Account, number: int, text: str = "Guten Tag", **said: Any) -> None:
    draft = {"recipients": "post@example.org", "subject": "Fragen", "text": text, "page_id": "s"}
    draft |= {name: said.pop(name) for name in list(said) if name in draft}
    usual = {"key": KEY, "domain": DOMAIN, **said}
    send_enquiry(who=who, onlinedienst_id=number, draft=MailDraft(**draft), **usual)


def mails(who: Account, number: int) -> tuple[MailLine, ...]:
    return list_mails(who=who, onlinedienst_id=number, key=KEY).lines


def only(who: Account, number: int) -> MailLine:
    (mail,) = mails(who, number)
    return mail


def kept() -> list[OutgoingMail]:
    with reading() as session:
        rows = list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))
        session.expunge_all()
    return rows


# Writing


def test_a_mail_is_kept_first_and_sent_afterwards(clock: Clock):
    who, number = begun()
    write(who, number, "Grüße 😀 {{ 7 * 7 }}")
    waiting = only(who, number)
    assert (waiting.state, waiting.author) == (MailState.WAITING, "Anna Beispiel")
    clock.pass_by(MINUTE)
    server = Server()
    assert deliver_waiting(send=server) is False
    (letter,) = server.taken
    assert letter.recipients == ("post@example.org",)
    assert (letter.writer, letter.reply_to) == (who.name, who.email)
    assert letter.text == "Grüße 😀 {{ 7 * 7 }}"
    assert letter.message_id.endswith("@example.org>")
    sent = only(who, number)
    assert (sent.state, sent.sent_at) == (MailState.SENT, clock.now)


def test_a_refused_draft_leaves_nothing_behind():
    who, number = begun()
    with pytest.raises(InvalidInput) as caught:
        write(who, number, recipients="fremd@example.com", subject="Hallo\nBcc: x@example.org")
    assert set(caught.value.problems) == {"recipients", "subject"}
    assert kept() == []


def test_addresses_of_members_and_ones_own_are_known_too():
    who, number = begun()
    member = a_member(number, AccessRole.READER)
    write(who, number, recipients=f"{member.email}, {who.email}")
    assert only(who, number).recipients == [member.email, who.email]


def test_only_who_answers_may_send_and_everybody_inside_may_see():
    owner, number = begun()
    write(a_member(number, AccessRole.CONTRIBUTOR), number)
    reader = a_member(number, AccessRole.READER)
    with pytest.raises(NotAllowed):
        write(reader, number)
    with pytest.raises(NotAllowed):
        send_again(who=reader, onlinedienst_id=number, key=KEY, mail_id=1)
    with pytest.raises(NotFound):
        write(a_person(), number)
    with pytest.raises(NotFound):
        mails(a_person(), number)
    assert len(mails(reader, number)) == len(mails(owner, number)) == 1


@pytest.mark.parametrize("key", ["gibtesnicht", "", "\0", "rolle_gibtesnicht"])
def test_there_is_no_mail_to_nobody(key: str):
    who, number = begun()
    with pytest.raises(NotFound):
        write(who, number, key=key)
    assert list_mails(who=who, onlinedienst_id=number, key=key).lines == ()
    with pytest.raises(NotFound):
        send_again(who=who, onlinedienst_id=number, key=key, mail_id=1)


def test_without_a_mail_server_nothing_is_kept():
    who, number = begun()
    with pytest.raises(InvalidInput, match="nicht eingerichtet"):
        write(who, number, domain="")
    assert kept() == []


def test_somebody_without_a_real_address_cannot_get_an_answer():
    who = a_person(email="chef@büro")
    number = an_onlinedienst(who, a_working_catalogue())
    with pytest.raises(InvalidInput, match="Antworten"):
        write(who, number, recipients=who.email)


def test_a_form_that_is_sent_twice_is_one_mail():
    who, number = begun()
    write(who, number)
    write(who, number)
    write(who, number, "etwas anderes")
    write(who, number, page_id="noch einmal, mit Absicht")
    assert len(kept()) == 3


def test_a_form_that_is_sent_twice_at_once_is_one_mail(app: Flask):
    who, number = begun()
    all_at_once(app, [lambda: write(who, number)] * 4)
    assert len(kept()) == 1


def test_fifty_mails_a_day_and_not_one_more(clock: Clock):
    who, number = begun()
    for n in range(MAILS_A_DAY):
        write(who, number, f"Mail {n}")
    with pytest.raises(InvalidInput, match="50 Mails"):
        write(who, number, "eine zu viel")
    assert len(kept()) == MAILS_A_DAY
    write(a_member(number, AccessRole.CONTRIBUTOR), number)
    clock.pass_by(timedelta(days=1))
    write(who, number, "am nächsten Tag")


def test_a_refused_mail_does_not_count(clock: Clock):
    who, number = begun()
    for n in range(MAILS_A_DAY - 1):
        write(who, number, f"Mail {n}")
    for _ in range(3):
        with pytest.raises(InvalidInput, match="prüfen"):
            write(who, number, "")
    write(who, number, "die letzte")


# Sending


def test_while_the_server_is_down_a_mail_waits_and_nothing_is_lost_or_doubled(clock: Clock):
    who, number = begun()
    for n in range(3):
        write(who, number, f"Mail {n}")
    port = free_port()
    postbox = Postbox(f"smtp+plain://{HOST}:{port}", SENDER)
    for _ in range(60):
        deliver_waiting(send=postbox.send)
        clock.pass_by(MINUTE)
    assert all(mail.state is MailState.WAITING for mail in kept())
    assert "nicht erreichbar" in mails(who, number)[-1].last_error
    with mail_server(port) as (server, _):
        for _ in range(180):
            deliver_waiting(send=postbox.send)
            clock.pass_by(MINUTE)
    assert sorted(server.texts) == ["Mail 0\n", "Mail 1\n", "Mail 2\n"]
    assert len({mail["Message-ID"] for mail in server.messages}) == 3
    assert all(mail.state is MailState.SENT and not mail.last_error for mail in kept())


def test_after_each_failure_it_waits_longer_and_then_gives_up(clock: Clock):
    who, number = begun()
    write(who, number)
    began = clock.now
    attempts = []

    def server(_letter: Letter) -> Mapping[str, str]:
        attempts.append(clock.now - began)
        raise DOWN

    for _ in range(60 * 4):
        deliver_waiting(send=server)
        clock.pass_by(MINUTE)
    assert attempts == [sum(AGAIN_AFTER[:n], timedelta()) for n in range(len(AGAIN_AFTER) + 1)]
    mail = only(who, number)
    assert mail.state is MailState.FAILED
    assert mail.last_error == DOWN.reason


def test_what_will_never_be_accepted_fails_at_once(clock: Clock):
    who, number = begun()
    write(who, number)
    deliver_waiting(send=Server(Undelivered("Gibt es nicht (550)", is_final=True)))
    assert only(who, number).state is MailState.FAILED


def test_one_bad_mail_does_not_stop_the_others_but_a_dead_server_is_asked_once(clock: Clock):
    who, number = begun()
    for n in range(3):
        write(who, number, f"Mail {n}")
    server = Server(Undelivered("Später (451)"))
    deliver_waiting(send=server)
    assert [letter.text for letter in server.taken] == ["Mail 1", "Mail 2"]
    write(who, number, "Mail 3")
    write(who, number, "Mail 4")
    dead = Server(DOWN)
    deliver_waiting(send=dead)
    assert (dead.troubles, dead.taken) == ([], [])


def test_who_was_refused_while_others_were_not_is_named(clock: Clock):
    who, number = begun()
    write(who, number)
    deliver_waiting(send=lambda _letter: {"x@example.org": "550 Gibt es nicht"})
    mail = only(who, number)
    assert mail.state is MailState.SENT
    assert mail.last_error == "nicht angenommen für x@example.org (550 Gibt es nicht)"


def test_many_mails_are_sent_in_portions(clock: Clock):
    who, number = begun()
    for n in range(MAILS_AT_ONCE + 1):
        write(who, number, f"Mail {n}")
    server = Server()
    assert deliver_waiting(send=server) is True
    assert len(server.taken) == MAILS_AT_ONCE
    assert deliver_waiting(send=server) is False
    assert len(server.taken) == MAILS_AT_ONCE + 1


def test_two_workers_at_once_send_each_mail_once(app: Flask):
    who, number = begun()
    for n in range(12):
        write(who, number, f"Mail {n}")
    server = Server()
    all_at_once(app, [lambda: deliver_waiting(send=server)] * 4)
    assert sorted(letter.text for letter in server.taken) == sorted(f"Mail {n}" for n in range(12))
    assert all(mail.state is MailState.SENT and mail.attempts == 1 for mail in kept())


def test_a_mail_somebody_is_sending_is_left_alone_until_the_lease_is_over(clock: Clock):
    who, number = begun()
    write(who, number)

    def dies(_letter: Letter) -> Mapping[str, str]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver_waiting(send=dies)
    server = Server()
    clock.pass_by(LEASE - MINUTE)
    deliver_waiting(send=server)
    assert server.taken == []
    clock.pass_by(MINUTE)
    deliver_waiting(send=server)
    assert len(server.taken) == 1
    assert only(who, number).state is MailState.SENT


def test_a_worker_that_dies_each_time_does_not_send_for_ever(clock: Clock):
    who, number = begun()
    write(who, number)
    sent = []

    def dies(letter: Letter) -> Mapping[str, str]:
        sent.append(letter)
        raise KeyboardInterrupt

    for _ in range(20):
        with suppress(KeyboardInterrupt):
            deliver_waiting(send=dies)
        clock.pass_by(LEASE)
    assert len(sent) == len(AGAIN_AFTER) + 1
    mail = only(who, number)
    assert mail.state is MailState.FAILED
    assert "unterbrochen" in mail.last_error


def test_a_late_failure_does_not_disturb_who_took_the_mail_over(clock: Clock):
    who, number = begun()
    write(who, number)
    with writing() as session:
        late = outgoing_mail.take_next(session, clock.now, LEASE)
    clock.pass_by(LEASE)
    with writing() as session:
        outgoing_mail.take_next(session, clock.now, LEASE)
    assert late is not None
    with writing() as session:
        outgoing_mail.note_failed(session, late, "zu spät", None)
    assert only(who, number).state is MailState.WAITING
    with writing() as session:
        outgoing_mail.note_sent(session, late.id, clock.now, "")
    assert only(who, number).state is MailState.SENT


def test_a_database_that_is_busy_just_after_sending_is_asked_again(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    who, number = begun()
    write(who, number)
    right, busy = outgoing_mail.note_sent, [Unavailable(), Unavailable()]

    def note(*said: Any) -> None:
        if busy:
            raise busy.pop()
        right(*said)

    monkeypatch.setattr(outgoing_mail, "note_sent", note)
    monkeypatch.setattr(mailing, "sleep", lambda _seconds: None)
    deliver_waiting(send=Server())
    assert only(who, number).state is MailState.SENT


def test_an_empty_outbox_costs_one_statement():
    with statements() as sent:
        deliver_waiting(send=Server())
    assert len(sent) == 1


# Once more


def test_a_failed_mail_is_sent_once_more_as_the_same_mail(clock: Clock):
    who, number = begun()
    write(who, number)
    deliver_waiting(send=Server(Undelivered("Gibt es nicht (550)", is_final=True)))
    again = {"who": a_member(number, AccessRole.CONTRIBUTOR), "onlinedienst_id": number,
             "key": KEY, "mail_id": only(who, number).id}  # fmt: skip
    before = kept()[0].message_id
    send_again(**again)
    send_again(**again)
    server = Server()
    deliver_waiting(send=server)
    assert [letter.message_id for letter in server.taken] == [before]
    assert server.taken[0].reply_to == who.email
    send_again(**again)
    assert deliver_waiting(send=server) is False
    assert len(server.taken) == 1


def test_trying_again_counts_as_a_mail(clock: Clock):
    who, number = begun()
    write(who, number)
    again = {"who": who, "onlinedienst_id": number, "key": KEY, "mail_id": kept()[0].id}
    refused = Undelivered("Nein (550)", is_final=True)
    for _ in range(MAILS_A_DAY - 1):
        deliver_waiting(send=Server(refused))
        send_again(**again)
    deliver_waiting(send=Server(refused))
    with pytest.raises(InvalidInput, match="50 Mails"):
        send_again(**again)
    assert only(who, number).state is MailState.FAILED


@pytest.mark.parametrize("mail_id", [0, -1, 999, 2**31, 10**30])
def test_a_mail_of_another_onlinedienst_is_not_there(mail_id: int):
    who, number = begun()
    write(who, number)
    other = an_onlinedienst(who, a_working_catalogue(), name="Zweiter")
    for wrong in (mail_id, kept()[0].id):
        with pytest.raises(NotFound):
            send_again(who=who, onlinedienst_id=other, key=KEY, mail_id=wrong)


def all_at_once(app: Flask, deeds: list[Callable[[], object]]) -> None:
    """Do every deed in a thread of its own, all starting at the same moment."""
    start = Barrier(len(deeds))

    def do(deed: Callable[[], object]) -> None:
        with app.app_context():
            start.wait(timeout=30)
            deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        list(pool.map(do, deeds))
