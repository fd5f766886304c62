"""Closing a stage in the browser."""

import html
import io
import re
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from amt24web.domain.vocabulary import AccessRole
from amt24web.domain.wording import german_date
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_rule,
    a_working_catalogue,
    an_onlinedienst,
    the_real_catalogue,
)
from tests.harness.client import Visitor
from tests.web.pages import faults

CATALOGUE = a_working_catalogue(
    a_question("eins"), a_question("zwei"), a_rule("umsetzungsweg == 'blaupause'", "eins", "R1")
)
WHO = {"wer-eins": "rolle:tt", "wer-zwei": "rolle:tt", "wer-R1": "rolle:pm"}
COMING = german_date(date.today() + timedelta(days=30))
GONE = german_date(date.today() - timedelta(days=2))


class Case:
    """An Onlinedienst with three open points, and its owner at the browser."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.id = an_onlinedienst(person := a_person("Anna Beispiel"), CATALOGUE)
        self.owner = Visitor(app, person)
        self.overview = f"/onlinedienste/{self.id}"
        self.here = f"{self.overview}/abschluss/auftakt"

    def close(self, **fields: str) -> Any:
        return self.owner.post(self.here, {**WHO, "alle-bis": COMING, **fields})

    def page(self, path: str = "") -> str:
        answer = self.owner.get(path or self.here)
        assert answer.status_code == 200
        return html.unescape(answer.text)


def test_closing_leads_to_the_overview_that_says_so(app: Flask) -> None:
    case = Case(app)
    answer = case.close(bemerkung="So vereinbart.")
    assert (answer.status_code, answer.location) == (303, case.overview)
    page = case.page(case.overview)
    assert "Klärung für den Auftakt abgeschlossen." in page
    assert re.search(r"abgeschlossen am [\d.]{10} \(mit 3 Auflagen, noch offen: 3\)", page)
    assert 'aria-current="step">2. Auftakt-Meeting' in page
    closed = case.page()
    assert "So vereinbart." in closed
    assert closed.count(COMING) == 3
    assert faults(closed) == faults(page) == []
    assert "mit 3 Auflagen" in case.page(f"{case.overview}/klaerung/pruefen")


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"alle-bis": ""}, "Bitte schreiben Sie, bis wann."),
        ({"bis-eins": "bald", "alle-bis": COMING}, "Das ist kein Datum"),
        ({"bis-eins": GONE}, "Dieser Tag ist schon vorbei."),
        ({"alle-bis": "irgendwann"}, "Das ist kein Datum"),
        ({"wer-eins": ""}, "wer sich darum kümmert"),
        ({"bemerkung": "x" * 2_100}, "zu lang"),
    ],
)
def test_a_refused_closing_keeps_everything_typed(
    app: Flask, fields: dict[str, str], complaint: str
) -> None:
    case = Case(app)
    sent = {"bis-zwei": "24. Dezember 2039", "bemerkung": "Getippt.", "wer-zwei": "rolle:pm"}
    answer = case.close(**{**sent, **fields})
    assert answer.status_code == 422
    assert faults(answer.text) == []
    page = html.unescape(answer.text)
    assert complaint in page
    assert 'value="24. Dezember 2039"' in page
    assert 'value="rolle:pm" selected' in page.split('id="wer-zwei"')[1]
    for name, text in fields.items():
        if text and not name.startswith("wer-"):
            assert text in page
    assert "abgeschlossen am" not in case.page(case.overview)


def test_every_complaint_leads_to_its_field(app: Flask) -> None:
    case = Case(app)
    page = case.owner.post(case.here, {}).text
    wanted = re.findall(r'href="#((?:wer|bis)-[^"]+)"', page)
    assert len(wanted) == 6
    assert all(f'id="{name}"' in page for name in wanted)


def test_the_klaerungsbogen_says_so_too(app: Flask) -> None:
    case = Case(app)
    case.close()
    paper = case.owner.get(f"{case.overview}/dokumente/klaerung.docx")
    with zipfile.ZipFile(io.BytesIO(paper.data)) as package:
        text = package.read("word/document.xml").decode()
    assert "Mitzeichnungen und Abschlüsse" in text
    assert "3 Auflagen, davon 3 offen" in text


def test_without_open_points_one_button_closes(app: Flask) -> None:
    who = a_person()
    number = an_onlinedienst(who, a_working_catalogue())
    visitor, here = Visitor(app, who), f"/onlinedienste/{number}/abschluss/auftakt"
    assert "Nichts. Alles" in visitor.get(here).text
    assert visitor.post(here).status_code == 303
    page = visitor.get(here).text
    assert "Es war nichts offen." in page
    assert "(mit" not in visitor.get(f"/onlinedienste/{number}").text


def test_a_stage_is_opened_again_with_a_reason(app: Flask) -> None:
    case = Case(app)
    case.close()
    again = f"{case.here}/wieder-oeffnen"
    refused = case.owner.post(again, {"reason": "", "zurueck": "ja"})
    assert refused.status_code == 422
    assert 'value="ja" checked' in refused.text
    assert faults(refused.text) == []
    assert case.owner.post(again, {"reason": "neues Gesetz"}).status_code == 303
    assert "neues Gesetz" in case.page()
    assert 'aria-current="step">2. Auftakt-Meeting' in case.page(case.overview)
    case.close()
    assert case.owner.post(again, {"reason": "noch eins", "zurueck": "ja"}).status_code == 303
    assert 'aria-current="step">1. Grundlegende Klärung' in case.page(case.overview)


def test_closing_a_closed_stage_shows_that_it_is(app: Flask) -> None:
    case = Case(app)
    case.close()
    answer = case.close(bemerkung="zu spät")
    assert answer.status_code == 422
    assert "inzwischen abgeschlossen" in answer.text
    assert faults(answer.text) == []


@pytest.mark.parametrize("role", [AccessRole.CONTRIBUTOR, AccessRole.READER])
def test_who_may_not_close_sees_what_is_open_and_no_form_fields(
    app: Flask, role: AccessRole
) -> None:
    case = Case(app)
    page = Visitor(app, a_member(case.id, role)).get(case.here).text
    assert "Abschließen kann ein Prozesseigner." in page
    assert 'name="wer-eins"' not in page
    assert faults(page) == []


@pytest.mark.parametrize("slug", ["gibtesnicht", "kickoff", "AUFTAKT"])
def test_a_stage_that_does_not_exist_is_not_found(app: Flask, slug: str) -> None:
    case = Case(app)
    assert case.owner.get(f"{case.overview}/abschluss/{slug}").status_code == 404
    assert case.owner.post(f"{case.overview}/abschluss/{slug}").status_code == 404


def test_nothing_typed_is_ever_executed(app: Flask) -> None:
    case = Case(app)
    script = "<script>alert(1)</script>"
    for fields in ({"bis-eins": script}, {"alle-bis": script}, {"wer-eins": script}):
        assert script not in case.close(**fields).text
    case.close(bemerkung=script)
    case.owner.post(f"{case.here}/wieder-oeffnen", {"reason": script})
    for path in (case.here, case.overview):
        assert script not in case.owner.get(path).text


@pytest.mark.parametrize("slug", ["auftakt", "prototyp", "freigabe", "uebergabe"])
@pytest.mark.parametrize("way", ["blaupause", "nur_link"])
def test_every_stage_of_the_real_klaerung_can_be_closed(app: Flask, slug: str, way: str) -> None:
    who = a_person()
    number = an_onlinedienst(who, the_real_catalogue(), way=way)
    visitor, here = Visitor(app, who), f"/onlinedienste/{number}/abschluss/{slug}"
    page = visitor.get(here).text
    assert faults(page) == []
    fields = {"alle-bis": COMING} | dict(
        re.findall(r'<select[^>]*?name="(wer-[^"]+)".*?value="([^"]+)" selected', page, re.DOTALL)
    )
    assert visitor.post(here, fields).status_code == 303
    assert faults(visitor.get(here).text) == []
