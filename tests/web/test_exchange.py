"""Taking an Onlinedienst along and taking one in, in the browser."""

import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from amt24web.artefacts.exchange_file import read_exchange_file, write_exchange_file
from amt24web.domain.vocabulary import AccessRole
from tests.harness.builders import a_member, a_person, an_onlinedienst
from tests.harness.client import Visitor
from tests.harness.random_trials import a_said_trial
from tests.web.pages import faults

UPLOAD = "/onlinedienste/uebernehmen"


class Site:
    """An Onlinedienst, its owner, somebody who reads, and somebody from elsewhere."""

    def __init__(self, app: Flask) -> None:
        owner = a_person("Olga Owner")
        self.number = an_onlinedienst(owner)
        self.owner = Visitor(app, owner)
        self.reader = Visitor(app, a_member(self.number, AccessRole.READER))
        self.guest = Visitor(app, a_person("Gast"))
        self.file = f"/onlinedienste/{self.number}/angaben.json"
        self.documents = f"/onlinedienste/{self.number}/dokumente"

    def send(self, content: bytes, name: str = "dienst.json") -> tuple[int, str]:
        """Upload a file as the guest; the status and the page that says what came of it."""
        sent = self.guest.post(UPLOAD, {"file": (BytesIO(content), name)})
        page = self.guest.get(str(sent.location)) if sent.status_code == 303 else sent
        assert faults(page.text) == []
        return sent.status_code, " ".join(page.text.split())


@pytest.fixture
def site(app: Flask) -> Site:
    return Site(app)


def test_an_owner_takes_the_facts_along_as_a_file(site: Site) -> None:
    assert "Angaben exportieren" in site.owner.get(site.documents).text
    answer = site.owner.get(site.file)
    assert answer.status_code == 200
    assert "onlinedienst-grundschule-anmelden.json" in answer.headers["Content-Disposition"]
    assert json.loads(answer.data)["format"] == "amt24web-onlinedienst"


def test_who_only_reads_finds_no_button_and_gets_no_file(site: Site) -> None:
    assert "Angaben exportieren" not in site.reader.get(site.documents).text
    assert site.reader.get(site.file).status_code == 403


def test_somebody_else_takes_it_over_and_is_told_what_is_here_already(site: Site) -> None:
    assert UPLOAD in site.guest.get("/onlinedienste").text
    assert faults(site.guest.get(UPLOAD).text) == []
    status, page = site.send(site.owner.get(site.file).data)
    assert status == 303
    assert "Onlinedienst übernommen. Zugang haben bisher nur Sie." in page
    assert "gab es hier schon 1 Mal. Zugang dazu haben Sie nicht." in page
    assert "Grundschule anmelden" in page


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"kein JSON", "Das ist keine JSON-Datei"),
        (b"[" * 5000, "zu tief verschachtelt"),
        (b"{}", "Das ist keine Datei, in der amt24web"),
    ],
)
def test_a_bad_file_is_answered_with_one_sentence_at_its_field(
    site: Site, content: bytes, message: str
) -> None:
    status, page = site.send(content)
    assert status == 422
    assert message in page
    assert "Fehler: " in page


def test_no_file_is_asked_for(site: Site) -> None:
    sent = site.guest.post(UPLOAD)
    assert sent.status_code == 422
    assert "Bitte wählen Sie eine Datei aus." in sent.text


def with_trial(content: bytes, **said: Any) -> bytes:
    """The file with a test in it, and a checksum that fits again."""
    facts, trial = read_exchange_file(content), a_said_trial() | said
    trial["cases"][1].pop("tester_uid")
    trial["results"][0]["evidence_name"] = "bild.png"
    trial["declarations"][0]["evidence_name"] = "freigabe.eml"
    return write_exchange_file(replace(facts, parts={**facts.parts, "trial": trial}))


def test_a_test_that_came_along_opens_on_every_page_and_says_which_files_stayed(site: Site) -> None:
    sent = site.guest.post(
        UPLOAD, {"file": (BytesIO(with_trial(site.owner.get(site.file).data)), "dienst.json")}
    )
    here = f"{sent.location}/test"
    pages = {
        path: site.guest.get(f"{here}{path}")
        for path in ("", "/faelle/7", "/durchlaeufe/2", "/durchlaeufe/2/faelle/7", "/abweichungen",
                     "/freigabe")
    }  # fmt: skip
    for path, page in pages.items():
        assert page.status_code == 200, path
        assert faults(page.text) == [], path
    for path, name in (("/faelle/7", "bild.png"), ("/freigabe", "freigabe.eml")):
        words = " ".join(pages[path].text.split())
        assert f"{name}" in words
        assert "Die Datei ist in der Instanz geblieben" in words
        assert "nachweis" not in words


def test_a_test_nobody_could_have_kept_is_refused_at_the_field(site: Site) -> None:
    content = with_trial(site.owner.get(site.file).data, rounds=[])
    status, page = site.send(content)
    assert status == 422
    assert "Die Angaben zum Test nennen etwas, was die Datei nicht enthält." in page
