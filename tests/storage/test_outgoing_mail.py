"""The outbox refuses nonsense, whoever writes it."""

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from amt24web.domain.mail import Letter
from amt24web.storage import outgoing_mail
from amt24web.storage.database import reading, writing
from amt24web.storage.outgoing_mail import OutgoingMail
from tests.harness.builders import KEPT_AT, a_person, a_working_catalogue, an_onlinedienst

pytestmark = pytest.mark.usefixtures("app")


def a_letter(message_id: str = "<eins@example.org>", text: str = "Guten Tag") -> Letter:
    return Letter(message_id, KEPT_AT, "Anna", "a@example.org", ("b@example.org",), "Fragen", text)


def a_kept_mail(*letters: Letter) -> int:
    who = a_person()
    number = an_onlinedienst(who, a_working_catalogue())
    with writing() as session:
        for letter in letters or (a_letter(),):
            outgoing_mail.keep(session, number, "rolle_tt", who.id, letter)
    return number


@pytest.mark.parametrize(
    ("nonsense", "name"),
    [
        ({"state": "sent", "next_attempt_at": None}, "sent_has_a_time"),
        ({"sent_at": KEPT_AT}, "sent_has_a_time"),
        ({"next_attempt_at": None}, "waiting_has_a_next_attempt"),
        ({"state": "failed"}, "waiting_has_a_next_attempt"),
        ({"attempts": -1}, "attempts_count_from_zero"),
    ],
)
def test_a_mail_is_never_in_two_minds(nonsense: dict[str, Any], name: str):
    a_kept_mail()
    with pytest.raises(IntegrityError, match=name), writing() as session:
        session.execute(update(OutgoingMail).values(**nonsense))


def test_the_same_message_is_kept_once_as_it_was_first():
    number = a_kept_mail(a_letter(), a_letter(text="anders"), a_letter("<zwei@example.org>"))
    with reading() as session:
        assert len(outgoing_mail.list_lines(session, number)) == 2
        assert outgoing_mail.is_kept(session, "<eins@example.org>")
        assert not outgoing_mail.is_kept(session, "<drei@example.org>")


def test_mails_are_listed_newest_first_and_by_body():
    number = a_kept_mail(a_letter(), a_letter("<zwei@example.org>"))
    with reading() as session:
        assert [m.id for m in outgoing_mail.list_lines(session, number)] == [2, 1]
        assert len(outgoing_mail.list_lines(session, number, "rolle_tt")) == 2
        assert outgoing_mail.list_lines(session, number, "rolle_pe") == ()
