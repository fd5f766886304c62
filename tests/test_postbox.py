"""The way out of the house, with a real mail server at the other end."""

import socket
import threading
from contextlib import suppress
from dataclasses import replace
from email import policy
from email.header import decode_header, make_header
from email.parser import BytesParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt24web.domain.mail import Letter
from amt24web.postbox import Postbox, Undelivered, composed
from tests.harness.builders import KEPT_AT
from tests.harness.mail_server import (
    HOST,
    NAME,
    PASSWORD,
    SENDER,
    certificate,
    encrypted_server,
    free_port,
    mail_server,
)

LETTER = Letter(
    message_id="<eins@example.org>",
    written_at=KEPT_AT,
    writer="Jörg Ärmel, Amt für „alles“",
    reply_to="joerg@example.org",
    recipients=("a@example.org", "b@example.org"),
    subject="Onlinedienst „Hund anmelden“: Fragen",
    text="Guten Tag,\n\nbitte prüfen Sie.\n",
)
HEADERS = {"From", "Reply-To", "To", "Subject", "Date", "Message-ID", "Content-Type",
           "Content-Transfer-Encoding", "MIME-Version"}  # fmt: skip
ODD_TEXTS = (
    "Grüße 😀 „so“ – {{ 7 * 7 }} {% raise %} ${x} %s <b>&amp;</b>",
    ".\n..\nFrom hier\n.QUIT",
    "x" * 5_000,
    "ä" * 5_000 + "\n" + "Wort " * 400,
    "  eingerückt\n\n\nnach drei Zeilen",
)
ONE_LINE = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=500
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip


def refusal(postbox: Postbox, letter: Letter = LETTER) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        postbox.send(letter)
    return caught.value


def test_a_letter_arrives_as_it_was_written() -> None:
    with mail_server() as (server, url):
        assert Postbox(url, SENDER).send(LETTER) == {}
    (envelope,), (mail,) = server.taken, server.messages
    assert envelope.mail_from == "amt24web@example.org"
    assert envelope.rcpt_tos == list(LETTER.recipients)
    assert mail["From"] == SENDER
    assert mail["To"] == "a@example.org, b@example.org"
    assert mail["Reply-To"].addresses[0].display_name == LETTER.writer
    assert mail["Reply-To"].addresses[0].addr_spec == LETTER.reply_to
    assert mail["Subject"] == LETTER.subject
    assert mail["Message-ID"] == LETTER.message_id
    assert mail["Date"].datetime == KEPT_AT
    assert mail["Auto-Submitted"] is None
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content_charset() == "utf-8"
    assert server.texts == [LETTER.text]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_a_text_arrives_letter_by_letter_in_lines_no_server_cuts(text: str) -> None:
    with mail_server() as (server, url):
        Postbox(url, SENDER).send(replace(LETTER, text=text))
    assert server.texts[0].removesuffix("\n") == text
    assert max(len(line) for line in server.taken[0].original_content.split(b"\r\n")) <= 998


@given(subject=ONE_LINE, writer=ONE_LINE)
def test_subject_and_name_come_through_whatever_they_hold(subject: str, writer: str) -> None:
    letter = replace(LETTER, subject=subject, writer=writer)
    raw = composed(letter, SENDER).as_bytes()
    # Python's newer parser puts a blank between two encoded words of a name; RFC 2047 has none.
    mail = BytesParser(policy=policy.compat32).parsebytes(raw)
    assert str(make_header(decode_header(mail["Subject"]))) == subject
    assert str(make_header(decode_header(mail["Reply-To"]))) == f"{writer} <{letter.reply_to}>"
    assert set(mail.keys()) == HEADERS
    assert all(line.isascii() for line in raw.splitlines()[:8])


@pytest.mark.parametrize(
    "forged",
    [
        {"subject": "Hallo\r\nBcc: alle@example.org"},
        {"subject": "Hallo\nBcc: alle@example.org"},
        {"subject": "Hallo\u2028Bcc: alle@example.org"},
        {"recipients": ("a@example.org\r\nBcc: alle@example.org",)},
        {"recipients": ("a@example.org, alle@example.org",)},
        {"recipients": ("Alle <alle@example.org>",)},
        {"recipients": ()},
        {"reply_to": "x@example.org\nBcc: alle@example.org"},
        {"message_id": "<x@example.org>\r\nBcc: alle@example.org"},
    ],
)
def test_nothing_slips_into_the_head_of_a_mail(forged: dict[str, object]) -> None:
    with mail_server() as (server, url):
        trouble = refusal(Postbox(url, SENDER), replace(LETTER, **forged))  # type: ignore[arg-type]
    assert trouble.is_final
    assert server.taken == []


def test_a_name_with_line_breaks_is_only_a_name() -> None:
    with mail_server() as (server, url):
        Postbox(url, SENDER).send(replace(LETTER, writer="Eva\r\nBcc: alle@example.org"))
    assert server.messages[0]["Bcc"] is None
    assert "Bcc: alle@example.org" in server.messages[0]["Reply-To"].addresses[0].display_name


def test_without_a_server_it_says_so_and_may_try_again() -> None:
    trouble = refusal(Postbox(f"smtp+plain://{HOST}:{free_port()}", SENDER))
    assert "nicht erreichbar" in trouble.reason
    assert trouble.is_general
    assert not trouble.is_final


@pytest.mark.parametrize(
    ("answer", "is_final", "is_general"),
    [("554 Kein Interesse", True, False), ("451 Später", False, False), ("421 Ende", False, True)],
)
def test_what_the_server_says_to_the_mail_decides_whether_to_try_again(
    answer: str, is_final: bool, is_general: bool
) -> None:
    with mail_server(answer_to_data=answer) as (_, url):
        trouble = refusal(Postbox(url, SENDER))
    assert answer.split(maxsplit=1)[0] in trouble.reason
    assert (trouble.is_final, trouble.is_general) == (is_final, is_general)


def test_if_one_recipient_is_refused_the_others_get_it() -> None:
    with mail_server(refused={"b@example.org": "550 Gibt es nicht"}) as (server, url):
        refused = Postbox(url, SENDER).send(LETTER)
    assert refused == {"b@example.org": "550 Gibt es nicht"}
    assert server.taken[0].rcpt_tos == ["a@example.org"]


def test_if_all_recipients_are_refused_it_says_who_and_why() -> None:
    wrong = dict.fromkeys(LETTER.recipients, "550 Gibt es nicht")
    with mail_server(refused=wrong) as (_, url):
        trouble = refusal(Postbox(url, SENDER))
    assert trouble.is_final
    assert "a@example.org (550 Gibt es nicht)" in trouble.reason
    with mail_server(refused={**wrong, "b@example.org": "450 Später"}) as (_, url):
        assert not refusal(Postbox(url, SENDER)).is_final


@pytest.mark.parametrize("goodbye", ["421 Zu viel los", "hang up"])
def test_a_goodbye_that_goes_wrong_does_not_make_a_mail_look_undelivered(goodbye: str) -> None:
    with mail_server(goodbye=goodbye) as (server, url):
        assert Postbox(url, SENDER).send(LETTER) == {}
    assert len(server.taken) == 1


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts the certificate of the test server."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate()))


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_over_an_encrypted_line_it_signs_in(scheme: str) -> None:
    with encrypted_server(scheme) as (server, url):
        assert Postbox(url, SENDER).send(LETTER) == {}
    assert server.sign_ins == [NAME.encode()]
    assert len(server.taken) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_certificate_nobody_vouches_for_gets_neither_password_nor_mail(scheme: str) -> None:
    with encrypted_server(scheme) as (server, url):
        trouble = refusal(Postbox(url, SENDER))
    assert "Zertifikat" in trouble.reason
    assert (server.sign_ins, server.taken) == ([], [])


def test_a_server_without_encryption_gets_neither_password_nor_mail() -> None:
    with mail_server() as (server, url):
        place = url.removeprefix("smtp+plain://")
        trouble = refusal(Postbox(f"smtp://{NAME}:{PASSWORD}@{place}", SENDER))
    assert "STARTTLS" in trouble.reason
    assert (server.sign_ins, server.taken) == ([], [])


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_named_but_never_repeated() -> None:
    with encrypted_server(password="falsch-und-geheim") as (_, url):
        postbox = Postbox(url, SENDER)
        trouble = refusal(postbox)
    assert "Anmeldung" in trouble.reason
    assert trouble.is_general
    for said in (trouble.reason, repr(trouble), str(postbox), repr(postbox)):
        assert "falsch-und-geheim" not in said


@pytest.mark.usefixtures("trusted")
def test_an_answer_that_repeats_the_password_is_cleaned() -> None:
    answer = f"554 5.7.1 {PASSWORD}\x1b[31m " + "x" * 400
    with encrypted_server(answer_to_data=answer) as (_, url):
        reason = refusal(Postbox(url, SENDER)).reason
    assert "554 5.7.1 …" in reason
    assert PASSWORD not in reason
    assert reason.isprintable()
    assert len(reason) <= 300


def test_a_server_that_speaks_something_else_is_trouble_and_no_crash() -> None:
    with socket.create_server((HOST, 0)) as listening:
        port = listening.getsockname()[1]

        def babble() -> None:
            with suppress(OSError):
                caller, _ = listening.accept()
                caller.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                caller.close()

        threading.Thread(target=babble, daemon=True).start()
        trouble = refusal(Postbox(f"smtp+plain://{HOST}:{port}", SENDER))
    assert trouble.is_general
