"""Issued papers in the browser: list, version, approval with a file, withdrawal, download."""

from io import BytesIO

import pytest
from flask import Flask

from amt24web.domain.vocabulary import AccessRole
from tests.documents.files import words_of_word
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_working_catalogue,
    an_onlinedienst,
)
from tests.harness.client import Visitor
from tests.web.pages import faults

CATALOGUE = a_working_catalogue(a_question("eins", "langtext"))


class Site:
    """An Onlinedienst with a little answer, its owner, and somebody who reads."""

    def __init__(self, app: Flask) -> None:
        owner = a_person("Olga Owner")
        self.number = an_onlinedienst(owner, CATALOGUE)
        self.owner = Visitor(app, owner)
        self.reader = Visitor(app, a_member(self.number, AccessRole.READER))
        self.papers = f"/onlinedienste/{self.number}/dokumente"
        self.say("Erster Stand", 0)

    def say(self, text: str, revision: int) -> None:
        path = f"/onlinedienste/{self.number}/klaerung/antworten/eins"
        fields = {"f_eins": text, "f_eins-revision": str(revision)}
        assert self.owner.post(path, fields, htmx=True).status_code == 200

    def issue(self, note: str = "") -> str:
        sent = self.owner.post(f"{self.papers}/klaerung/ausfertigen", {"anlass": note})
        assert sent.status_code == 303
        return str(sent.location)

    def page(self, path: str, who: Visitor | None = None) -> str:
        answer = (who or self.owner).get(path)
        assert answer.status_code == 200
        assert faults(answer.text) == []
        return answer.text


@pytest.fixture
def site(app: Flask) -> Site:
    return Site(app)


def test_a_paper_is_issued_and_then_stands_in_the_list(site: Site) -> None:
    assert "Klärungsbogen ausfertigen" in site.page(site.papers)
    version = site.issue("<b>für den Auftakt</b>")
    assert "&lt;b&gt;für den Auftakt&lt;/b&gt;" in site.page(version)
    listed = site.page(site.papers)
    assert "zur Freigabe" in listed
    assert "Klärungsbogen ausfertigen" not in listed, "nothing has changed since"
    site.say("Zweiter Stand", 1)
    assert "1 Änderung<" in site.page(site.papers)
    page = site.page(version)
    assert '<del><span class="sr-only">entfernt: </span>Erster<' in page
    assert '<ins><span class="sr-only">hinzugefügt: </span>Zweiter<' in page
    assert "jetzt: " in page


def test_between_two_versions_the_newer_one_is_not_called_now(site: Site) -> None:
    first = site.issue()
    site.say("Zweiter Stand", 1)
    second = site.issue()
    page = site.page(f"{first}?mit={second.rpartition('/')[2]}")
    assert "nachher: " in page
    assert "jetzt: " not in page
    for mit, name in (("", "-v1-heute-"), (second.rpartition("/")[2], "-v1-v2-")):
        annex = site.owner.get(f"{first}/aenderungen.docx?mit={mit}")
        assert f"aenderungen-klaerung{name}" in annex.headers["Content-Disposition"]


def test_an_approval_by_mail_comes_with_its_file(site: Site) -> None:
    version = site.issue()
    told = {"way": "mail", "name": "Eva Leitung", "day": "1.3.2026",
            "evidence": (BytesIO(b"From: eva"), "freigabe.eml")}  # fmt: skip
    assert site.owner.post(f"{version}/freigeben", told).status_code == 303
    assert "Eva Leitung, 01.03.2026, per E-Mail" in " ".join(site.page(version).split())
    proof = site.owner.get(f"{version}/nachweis")
    assert proof.data == b"From: eva"
    assert "attachment" in proof.headers["Content-Disposition"]
    for name in ("zur-freigabe.pdf", "freigegeben.pdf", "freigegeben.docx"):
        assert site.owner.get(f"{version}/{name}").status_code == 200
    assert site.owner.get(f"{version}/erfunden.pdf").status_code == 404


def test_what_cannot_be_taken_is_said_beside_the_field_and_stays(site: Site) -> None:
    version = site.issue()
    told = {"way": "papier", "name": "Eva", "day": "morgen",
            "evidence": (BytesIO(b"x"), "freigabe.html")}  # fmt: skip
    answer = site.owner.post(f"{version}/freigeben", told)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert 'value="Eva"' in answer.text
    assert 'value="morgen"' in answer.text
    assert 'id="day-fehler"' in answer.text
    assert "zur Freigabe" in site.page(version)
    without_reason = site.owner.post(f"{version}/zurueckziehen", {"reason": " "})
    assert without_reason.status_code == 422
    assert "warum die Version zurückgezogen wird" in without_reason.text


def test_a_withdrawn_version_stays_to_be_read(site: Site) -> None:
    version = site.issue()
    assert site.owner.post(f"{version}/zurueckziehen", {"reason": "Irrtum"}).status_code == 303
    page = site.page(version)
    assert "zurückgezogen" in page
    assert "Irrtum" in page
    assert "Freigabe festhalten" not in page
    assert site.owner.get(f"{version}/zur-freigabe.pdf").status_code == 200


def test_who_comes_too_late_is_told_so_on_the_page_of_the_version(site: Site) -> None:
    version = site.issue()
    site.owner.post(f"{version}/zurueckziehen", {"reason": "Irrtum"})
    late = site.owner.post(f"{version}/freigeben", {"way": "konto"})
    assert (late.status_code, late.location) == (303, version)
    assert "Freigeben lässt sich nur eine Version, die zur Freigabe steht" in site.page(version)
    site.issue()
    again = site.owner.post(f"{site.papers}/klaerung/ausfertigen", {})
    assert (again.status_code, again.location) == (303, site.papers)
    assert "Seit Version 2 hat sich nichts geändert" in site.page(site.papers)


def test_a_file_of_a_withdrawn_version_says_so_in_its_name(site: Site) -> None:
    version = site.issue()
    site.owner.post(f"{version}/zurueckziehen", {"reason": "Irrtum"})
    file = site.owner.get(f"{version}/zur-freigabe.pdf")
    assert "zurueckgezogen" in file.headers["Content-Disposition"]
    assert "gilt nicht mehr" in site.page(version)
    assert "gilt nicht mehr" in site.page(site.papers)


def test_a_mail_that_proves_an_approval_is_not_for_readers(site: Site) -> None:
    version = site.issue()
    told = {"way": "mail", "name": "Eva Leitung", "day": "1.3.2026",
            "evidence": (BytesIO(b"From: eva"), "freigabe.eml")}  # fmt: skip
    site.owner.post(f"{version}/freigeben", told)
    assert "freigabe.eml" not in site.page(version, site.reader)
    assert site.reader.get(f"{version}/nachweis").status_code == 403


def test_a_reader_sees_versions_and_no_buttons(site: Site) -> None:
    version = site.issue()
    listed, page = site.page(site.papers, site.reader), site.page(version, site.reader)
    assert "ausfertigen" not in listed.replace("Ausfertigen hält", "")
    assert "Freigabe festhalten" not in page
    assert "Zurückziehen" not in page


def test_the_differences_can_be_printed(site: Site) -> None:
    version = site.issue()
    site.say("Zweiter Stand", 1)
    annex = site.owner.get(f"{version}/aenderungen.docx")
    words = words_of_word(annex.data)
    for part in ("Änderungsübersicht", "Version 1, zur Freigabe", "Stand von heute",
                 "Erster Stand", "Zweiter Stand"):  # fmt: skip
        assert part in words
    assert site.owner.get(f"{version}/aenderungen.txt").status_code == 404


def test_an_unknown_paper_cannot_be_issued(site: Site) -> None:
    assert site.owner.post(f"{site.papers}/roman/ausfertigen").status_code == 404
