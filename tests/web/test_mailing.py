"""Sending a prepared mail from the page at the end of the fast track."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

import pytest
from flask import Flask

from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole
from amt24web.storage import records
from amt24web.storage.database import writing
from amt24web.usecases import mailing
from tests.harness.app import make_app, statements
from tests.harness.builders import a_member, a_person, a_row, an_onlinedienst, the_real_catalogue
from tests.harness.client import Visitor
from tests.harness.mail_server import HOST, SENDER, Behaviour, free_port, mail_server
from tests.web.pages import faults

KEY = "redaktion"
ODD = "Grüße 😀 „so“ {{ 7 * 7 }} {% raise %}\n<script>alert(1)</script> &amp;\n" + "x" * 1_200
MOST_STATEMENTS = 8


@contextmanager
def sending(**behaviour: Any) -> Iterator[tuple[Flask, Behaviour]]:
    """The application with a real mail server at hand, and no worker."""
    with mail_server(**behaviour) as (server, url):
        app = make_app(smtp_url=url, mail_from=SENDER, jobs="inline")
        with app.app_context():
            yield app, server


def begun() -> tuple[Account, int]:
    """Somebody with an Onlinedienst of which the Redaktion is named."""
    who = a_person("Anna Beispiel")
    number = an_onlinedienst(who, the_real_catalogue())
    cells = {"rolle": "red", "einrichtung": "Redaktion", "mail": "redaktion@example.org"}
    with writing() as session:
        row = a_row("participants", "red", position=7, author_id=who.id, **cells)
        records.keep(session, number, row)
    return who, number


def address(number: int) -> str:
    return f"/onlinedienste/{number}/schnelldurchlauf"


def a_mail(**said: str) -> dict[str, str]:
    usual = {"f_empfaenger": "redaktion@example.org", "f_betreff": "Fragen „Hund“",
             "f_mailtext": "Guten Tag", "seite": "s1"}  # fmt: skip
    return usual | said


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_prepared_mail_is_sent_as_it_was_changed() -> None:
    with sending() as (app, server):
        who, number = begun()
        visitor = Visitor(app, who)
        page = visitor.get(f"{address(number)}/ergebnis").text
        assert faults(page) == []
        assert 'value="redaktion@example.org"' in page
        assert "Antworten gehen an Sie" in page
        sent = visitor.post(f"{address(number)}/mail/{KEY}", a_mail(f_mailtext=ODD))
        assert (sent.status_code, sent.location) == (
            303, f"{address(number)}/ergebnis#stelle-{KEY}"
        )  # fmt: skip
        after = visitor.get(f"{address(number)}/ergebnis").text
    assert server.texts == [ODD + "\n"]
    assert server.messages[0]["Subject"] == "Fragen „Hund“"
    assert server.messages[0]["Reply-To"].addresses[0].addr_spec == who.email
    assert faults(after) == []
    assert re.search(
        r"Mail an redaktion@example\.org gesendet am \d\d\.\d\d\.\d{4}, \d\d:\d\d Uhr, von Anna",
        words(after),
    )


def test_what_cannot_be_sent_stays_as_it_was_typed() -> None:
    with sending() as (app, server):
        who, number = begun()
        typed = a_mail(f_empfaenger="fremd@example.com", f_betreff=" ", f_mailtext=ODD)
        answer = Visitor(app, who).post(f"{address(number)}/mail/{KEY}", typed)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert "<title>Fehler: " in answer.text
    assert "fremd@example.com steht weder unter „Beteiligte“" in words(answer.text)
    assert 'value="fremd@example.com"' in answer.text
    assert ODD in unescape(answer.text)
    assert "<script>alert" not in answer.text
    assert 'name="seite" value="s1"' in answer.text
    assert f'<details class="enquiry" id="stelle-{KEY}" open>' in answer.text
    assert server.taken == []


@pytest.mark.parametrize(
    "forged",
    [
        {"f_betreff": "Hallo\r\nBcc: alle@example.org"},
        {"f_empfaenger": "redaktion@example.org\r\nBcc: redaktion@example.org"},
    ],
)
def test_a_forged_head_is_refused(forged: dict[str, str]) -> None:
    with sending() as (app, server):
        who, number = begun()
        answer = Visitor(app, who).post(f"{address(number)}/mail/{KEY}", a_mail(**forged))
    assert answer.status_code == 422
    assert server.taken == []


def test_a_form_that_is_sent_twice_is_one_mail() -> None:
    with sending() as (app, server):
        who, number = begun()
        visitor = Visitor(app, who)
        for _ in range(2):
            visitor.post(f"{address(number)}/mail/{KEY}", a_mail())
    assert len(server.taken) == 1


def test_a_failed_mail_says_why_and_can_be_tried_again() -> None:
    with sending(refused={"redaktion@example.org": "550 Postfach voll"}) as (app, server):
        who, number = begun()
        visitor, reader = Visitor(app, who), Visitor(app, a_member(number, AccessRole.READER))
        visitor.post(f"{address(number)}/mail/{KEY}", a_mail())
        page = visitor.get(f"{address(number)}/ergebnis").text
        assert faults(page) == []
        assert "nicht gesendet" in words(page)
        assert "550 Postfach voll" in words(page)
        assert "550 Postfach voll" in words(reader.get(f"{address(number)}/ergebnis").text)
        part = f"{address(number)}/mail/{KEY}?noch=1"
        assert "Noch einmal versuchen" in visitor.get(part).text
        assert "Noch einmal versuchen" not in reader.get(part).text
        server.refused.clear()
        again = re.search(rf'action="({address(number)}/mail/{KEY}/\d+)"', page)
        assert again
        assert reader.post(again[1]).status_code == 403
        assert visitor.post(again[1]).status_code == 303
    assert len(server.taken) == 1


def test_while_the_mail_server_is_away_the_page_answers_and_shows_a_waiting_mail() -> None:
    url = f"smtp+plain://{HOST}:{free_port()}"
    app = make_app(smtp_url=url, mail_from=SENDER, jobs="inline")
    with app.app_context():
        who, number = begun()
        visitor = Visitor(app, who)
        assert visitor.post(f"{address(number)}/mail/{KEY}", a_mail()).status_code == 303
        page = visitor.get(f"{address(number)}/ergebnis").text
    assert "noch unterwegs" in words(page)
    assert "nicht erreichbar. Nächster Versuch:" in words(page)


def test_a_bell_that_cannot_be_rung_costs_nobody_a_mail(tmp_path: object) -> None:
    jobs_url = f"sqlite:///{tmp_path}/gibt/es/nicht.sqlite3"
    with mail_server() as (server, url):
        app = make_app(smtp_url=url, mail_from=SENDER, jobs_url=jobs_url)
        with app.app_context():
            who, number = begun()
            answer = Visitor(app, who).post(f"{address(number)}/mail/{KEY}", a_mail())
            assert answer.status_code == 303
            mailing.deliver_waiting(send=app.extensions["amt24web"].postbox.send)
    assert len(server.taken) == 1


def test_a_part_of_the_page_looks_for_itself_until_the_mail_is_out() -> None:
    with sending() as (app, _):
        who, number = begun()
        draft = mailing.MailDraft("redaktion@example.org", "Fragen", "Guten Tag", "s")
        mailing.send_enquiry(
            who=who, onlinedienst_id=number, key=KEY, draft=draft, domain="example.org"
        )
        visitor = Visitor(app, who)
        part = f"{address(number)}/mail/{KEY}"
        page = visitor.get(f"{address(number)}/ergebnis").text
        assert f'hx-get="{part}?noch=14"' in page
        assert f'hx-get="{part}?noch=0"' in visitor.get(f"{part}?noch=1").text
        for last in ("", "?noch=0", "?noch=-5", "?noch=viele"):
            assert "hx-get" not in visitor.get(part + last).text
        app.config["RING"]()
        assert "gesendet am" in visitor.get(f"{part}?noch=1").text
        assert "hx-get" not in visitor.get(f"{part}?noch=1").text


def test_a_reader_sees_what_was_sent_but_no_form() -> None:
    with sending() as (app, _):
        who, number = begun()
        Visitor(app, who).post(f"{address(number)}/mail/{KEY}", a_mail())
        page = Visitor(app, a_member(number, AccessRole.READER)).get(f"{address(number)}/ergebnis")
    assert "gesendet am" in words(page.text)
    assert "f_mailtext" not in page.text
    assert "readonly" in page.text


def test_a_mail_to_a_body_that_need_not_be_asked_any_more_is_still_listed() -> None:
    with sending() as (app, _):
        who, number = begun()
        visitor = Visitor(app, who)
        sent = visitor.post(f"{address(number)}/mail/datenschutz_link", a_mail())
        page = visitor.get(f"{address(number)}/ergebnis").text
    assert sent.status_code == 303
    assert faults(page) == []
    assert "Frühere Mails an andere Stellen Mail an redaktion@example.org gesendet" in words(page)


def test_a_refused_mail_to_such_a_body_is_not_lost_either() -> None:
    with sending() as (app, _):
        who, number = begun()
        typed = a_mail(f_betreff="", f_mailtext="mühsam getippt")
        answer = Visitor(app, who).post(f"{address(number)}/mail/datenschutz_link", typed)
    assert answer.status_code == 422
    assert "mühsam getippt" in answer.text


def test_without_a_mail_server_nothing_of_this_shows(app: Flask) -> None:
    who, number = begun()
    visitor = Visitor(app, who)
    page = visitor.get(f"{address(number)}/ergebnis").text
    assert "readonly" in page
    assert "Senden" not in page
    assert "f_mailtext" not in page
    answer = visitor.post(f"{address(number)}/mail/{KEY}", a_mail(f_mailtext="mühsam getippt"))
    assert answer.status_code == 422
    assert "nicht eingerichtet" in answer.text
    assert "mühsam getippt" in answer.text


def test_the_page_asks_the_database_few_questions_however_much_was_sent() -> None:
    with sending() as (app, _):
        who, number = begun()
        visitor = Visitor(app, who)
        for n in range(12):
            visitor.post(f"{address(number)}/mail/{KEY}", a_mail(seite=str(n)))
        visitor.get(f"{address(number)}/ergebnis")
        with statements() as sent:
            visitor.get(f"{address(number)}/ergebnis")
    assert len(sent) <= MOST_STATEMENTS, sent


def test_no_secret_of_the_mail_server_is_on_any_page() -> None:
    app = make_app(smtp_url="smtp://amt:ganz-geheim@127.0.0.1:1", mail_from=SENDER, jobs="inline")
    with app.app_context():
        who, number = begun()
        visitor = Visitor(app, who)
        visitor.post(f"{address(number)}/mail/{KEY}", a_mail())
        pages = [visitor.get(path).text for path in (
            f"{address(number)}/ergebnis", f"{address(number)}/mail/{KEY}", "/gibtesnicht",
        )]  # fmt: skip
    assert not any("geheim" in page for page in pages)
