"""The Go-Live-Paket in the browser."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from flask import Flask

from amt24web.documents.package_check import check_package
from amt24web.domain.vocabulary import AccessRole
from amt24web.usecases import rendering
from tests.harness.builders import a_member, a_person, an_onlinedienst, the_real_catalogue
from tests.harness.client import Visitor
from tests.web.pages import faults


class Site:
    """An Onlinedienst with the real questions, its owner, and somebody who reads."""

    def __init__(self, app: Flask) -> None:
        owner = a_person("Olga Owner")
        self.number = an_onlinedienst(owner, the_real_catalogue())
        self.owner = Visitor(app, owner)
        self.reader = Visitor(app, a_member(self.number, AccessRole.READER))
        self.package = f"/onlinedienste/{self.number}/livegang/paket"

    def page(self, who: Visitor | None = None) -> str:
        answer = (who or self.owner).get(self.package)
        assert answer.status_code == 200
        assert faults(answer.text) == []
        return " ".join(answer.text.split())


@pytest.fixture
def site(app: Flask) -> Site:
    return Site(app)


def test_the_page_shows_every_part_and_where_to_mend_what_is_missing(site: Site) -> None:
    page = site.page()
    for words in ("Teile fehlen noch", "Zertifizierungsinformation", "fehlt noch", "liegt bei",
                  "nicht nötig", "Paket herunterladen", "Es wird Version 1.",
                  "Bisher wurde kein Paket geschnürt."):  # fmt: skip
        assert words in page
    place = f"/onlinedienste/{site.number}/klaerung/antragsinhalt#frage-amt24_mandant"
    assert place in page
    section = site.owner.get(place).text
    assert 'id="frage-amt24_mandant"' in section


def test_the_page_is_found_from_the_overview_and_from_the_documents(site: Site) -> None:
    for path in ("", "/dokumente"):
        assert site.package in site.owner.get(f"/onlinedienste/{site.number}{path}").text


def test_the_package_is_handed_out_and_then_stands_in_the_list(site: Site) -> None:
    answer = site.owner.get(f"{site.package}.zip")
    assert answer.status_code == 200
    assert "v1-unvollstaendig.zip" in answer.headers["Content-Disposition"]
    assert check_package(answer.data).problems == ()
    page = site.page()
    assert "Seit Version 1 hat sich nichts geändert" in page
    assert "aktuell" in page
    again = site.owner.get(f"{site.package}/versionen/1.zip")
    assert again.data == answer.data
    assert site.owner.get(f"{site.package}/versionen/2.zip").status_code == 404


def test_what_has_changed_since_a_version_is_said(site: Site) -> None:
    site.owner.get(f"{site.package}.zip")
    path = f"/onlinedienste/{site.number}/klaerung/antworten/leistung_kurz"
    fields = {"f_leistung_kurz": "Kurz gesagt", "f_leistung_kurz-revision": "0"}
    assert site.owner.post(path, fields, htmx=True).status_code == 200
    page = site.page()
    assert "Seit Version 1 hat sich etwas geändert; es wird Version 2." in page
    assert "geändert: Klärungsbogen, Entwurf (PDF)" in page


def test_a_page_waits_while_papers_are_drawn(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "SOON_SECONDS", 0.0)
    answer = site.owner.get(f"{site.package}.zip")
    assert answer.status_code == 202
    assert answer.headers["Refresh"] == "3"
    assert faults(answer.text) == []
    assert "Das Paket wird geschnürt" in answer.text


def test_who_only_reads_sees_the_parts_and_gets_no_file(site: Site) -> None:
    site.owner.get(f"{site.package}.zip")
    page = site.page(site.reader)
    assert "Herunterladen kann es ein Prozesseigner." in page
    assert ".zip" not in page
    for path in (f"{site.package}.zip", f"{site.package}/versionen/1.zip"):
        assert site.reader.get(path).status_code == 403


def test_the_mail_to_the_servicedesk_brings_the_package_or_a_link(site: Site) -> None:
    assert "An den Servicedesk" not in site.page()
    assert site.owner.get(f"{site.package}.eml").status_code == 404
    _say_when_it_goes_live(site)
    assert "E-Mail mit Paket" in site.page()
    assert "An den Servicedesk" not in site.page(site.reader)
    sent = _opened(site, "")
    assert sent["X-Unsent"] == "1"
    assert str(sent["Subject"]).startswith("Go-Live-Übergabe: ")
    assert "Ticketnummer (bitte ergänzen)" in _text(sent)
    (attached,) = sent.iter_attachments()
    assert attached.get_filename().endswith("v1-unvollstaendig.zip")
    assert attached.get_content() == site.owner.get(f"{site.package}.zip").data
    linked = _opened(site, "?mit=link")
    assert list(linked.iter_attachments()) == []
    assert f"http://127.0.0.1:8024{site.package}" in _text(linked)
    assert site.reader.get(f"{site.package}.eml").status_code == 403


def test_the_mail_is_addressed_if_the_setting_names_the_servicedesk(app: Flask) -> None:
    app.config["SETTINGS"] = replace(
        app.config["SETTINGS"], handover_mail_to="servicedesk@example.org"
    )
    site = Site(app)
    _say_when_it_goes_live(site)
    assert _opened(site, "?mit=link")["To"] == "servicedesk@example.org"
    assert 'href="mailto:servicedesk@example.org?subject=' in site.page()


def _say_when_it_goes_live(site: Site) -> None:
    path = f"/onlinedienste/{site.number}/klaerung/antworten/einspieltermin"
    fields = {"abschnitt": "uebergabe", "f_einspieltermin": "29.3.2027",
              "f_einspieltermin-revision": "0"}  # fmt: skip
    assert site.owner.post(path, fields, htmx=True).status_code == 200


def _opened(site: Site, wish: str) -> EmailMessage:
    answer = site.owner.get(f"{site.package}.eml{wish}")
    assert answer.status_code == 200
    assert answer.content_type == "message/rfc822"
    read = message_from_bytes(answer.data, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def _text(mail: EmailMessage) -> str:
    body = mail.get_body()
    assert body is not None
    return str(body.get_content())
