"""A mail is sent with its button and nothing else, and the page sees it go out."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from amt24web.domain.mail import Letter
from amt24web.usecases import mailing
from tests.e2e.stage import PASSWORD, begun, somebody
from tests.harness.browser import site, visit
from tests.harness.builders import the_real_catalogue

MAIL = "#stelle-redaktion"


@pytest.fixture
def _sending(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The running site as if a mail server were set up; the worker is this test."""
    config = site().app.config
    settings = replace(
        config["SETTINGS"], smtp_url="smtp+plain://127.0.0.1", mail_from="amt24web@example.org"
    )
    monkeypatch.setitem(config, "SETTINGS", settings)
    monkeypatch.setitem(config, "RING", lambda: None)
    yield
    monkeypatch.undo()


@pytest.mark.usefixtures("_sending")
def test_the_page_sees_the_mail_go_out_and_the_enter_key_sends_nothing() -> None:
    owner = somebody("Olga Eigner")
    number = begun(owner, the_real_catalogue())
    sent: list[Letter] = []

    def send(letter: Letter) -> dict[str, str]:
        sent.append(letter)
        return {}

    with visit(owner.email, password=PASSWORD) as page:
        page.goto(f"/onlinedienste/{number}/schnelldurchlauf/ergebnis{MAIL}")
        form = page.locator(MAIL)
        form.get_by_label("An", exact=True).fill(owner.email)
        form.get_by_label("Betreff").fill("Fragen zum Text")
        form.get_by_label("Betreff").press("Enter")
        expect(form.get_by_label("Betreff")).to_have_value("Fragen zum Text")
        form.get_by_role("button", name="Senden").click()
        expect(form.locator(".mails__one")).to_contain_text("unterwegs")
        expect(form.locator(".mails__one")).to_have_count(1)
        with site().app.app_context():
            mailing.deliver_waiting(send=send)
        expect(form.locator(".mails__one")).to_contain_text("gesendet am")
        expect(form.locator("#mailstand-redaktion")).to_have_text("Mail gesendet")
    assert [letter.subject for letter in sent] == ["Fragen zum Text"]
