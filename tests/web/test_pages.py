"""Every page of the demonstration: valid, guarded, and thrifty with the database."""

from functools import cache

import pytest
from flask import Flask

from amt24web.domain.vocabulary import Questionnaire
from amt24web.usecases import demo
from tests.harness.app import make_app, statements
from tests.harness.builders import the_real_catalogue
from tests.harness.client import Visitor
from tests.web.pages import faults

DEMO_PASSWORD = "demo-passwort-24"
SECTIONS = tuple(
    f"/onlinedienste/1/klaerung/{section.id}"
    for section in the_real_catalogue().sections_of(Questionnaire.CLARIFICATION)
)
BLOCKS = tuple(
    f"/onlinedienste/1/schnelldurchlauf/{block.id}"
    for block in the_real_catalogue().sections_of(Questionnaire.FAST_TRACK)
)
PAGES = (
    *SECTIONS,
    *BLOCKS,
    "/onlinedienste/1/schnelldurchlauf/ergebnis",
    "/onlinedienste/1/vertrauensniveau",
    "/onlinedienste/1/klaerung/xoev",
    "/onlinedienste/1/klaerung/xoev?suche=gibtesnicht",
    "/onlinedienste",
    "/onlinedienste?suche=grundschule&phase=clarification&sortierung=offen",
    "/onlinedienste?suche=gibtesnicht",
    "/onlinedienste/neu",
    "/onlinedienste/1",
    "/onlinedienste/2",
    "/onlinedienste/1/klaerung/leistung?pruefen=ja",
    "/onlinedienste/1/klaerung/pruefen",
    "/onlinedienste/1/mitzeichnung",
    "/onlinedienste/1/abschluss/auftakt",
    "/onlinedienste/1/abschluss/uebergabe",
    "/onlinedienste/1/klaerung/pruefen?zeigen=offen&suche=wie",
    "/onlinedienste/1/klaerung/pruefen?suche=gibtesnicht",
    "/onlinedienste/1/klaerung/kommentare/leistung_kurz",
    "/onlinedienste/1/verlauf",
    "/onlinedienste/1/verlauf?person=999",
    "/onlinedienste/1/verlauf/leistung_kurz",
    "/onlinedienste/1/verlauf/beteiligte",
    "/onlinedienste/1/klaerung/fassung",
    "/onlinedienste/1/offene-punkte",
    "/onlinedienste/1/offene-punkte?wer=ich&stufe=alle",
    "/onlinedienste/2/offene-punkte?art=error",
    "/onlinedienste/1/auftakt",
    "/onlinedienste/1/beteiligte",
    "/onlinedienste/1/dokumente",
    "/onlinedienste/1/test",
    "/onlinedienste/1/test/planung",
    "/onlinedienste/1/test/faelle/1",
    "/onlinedienste/1/test/faelle/neu",
    "/onlinedienste/1/test/abweichungen",
    "/onlinedienste/1/test/freigabe",
    "/onlinedienste/1/hausstil",
    "/onlinedienste/1/stellen",
    "/onlinedienste/1/stellen/einfuegen",
    "/onlinedienste/1/schnelldurchlauf/ergebnis",
    "/onlinedienste/3",
    "/onlinedienste/3/klaerung/zustaendigkeit",
    "/onlinedienste/3/klaerung/vertrauensniveau",
    "/onlinedienste/3/klaerung/kosten_bezahlung",
    "/onlinedienste/3/klaerung/pruefen",
    "/onlinedienste/3/schnelldurchlauf/ergebnis",
    "/onlinedienste/4/klaerung/unterlagen_upload",
    "/onlinedienste/5/klaerung/fachverfahren_standards",
    "/aufgaben",
    "/aufgaben?nach=onlinedienst&nur=ueberfaellig",
    "/hilfe",
    "/gibtesnicht",
)
MOST_STATEMENTS = 8
MORE_FOR_THE_TEST = 6
"""Cases, rounds, results, defects and declarations are tables of their own."""
WITH_THE_TEST = ("/dokumente", "/test", "/livegang", "/zertifizierung")
"""The session, the Onlinedienst, its facts, and room to breathe; RDMO needs 175 and more."""


@cache
def _app() -> Flask:
    app = make_app()
    with app.app_context():
        demo.build_demo(catalogue=the_real_catalogue(), password=DEMO_PASSWORD)
    return app


@cache
def _owner() -> Visitor:
    visitor = Visitor(_app())
    form = {"email": "eigner@example.org", "password": DEMO_PASSWORD}
    assert visitor.post("/anmelden", form).status_code == 303
    return visitor


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_valid_html_with_names_for_everything(path: str) -> None:
    assert faults(_owner().get(path).text) == []


def test_the_sign_in_page_is_valid_too() -> None:
    visitor = Visitor(_app())
    assert faults(visitor.get("/anmelden").text) == []
    assert faults(visitor.post("/anmelden", {"email": "", "password": ""}).text) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_the_database_few_questions(path: str) -> None:
    _owner().get(path)  # the catalogue of the edition is read once per process
    with _app().app_context(), statements() as sent:
        _owner().get(path)
    is_about_test = any(part in path for part in WITH_THE_TEST)
    assert len(sent) <= MOST_STATEMENTS + (MORE_FOR_THE_TEST if is_about_test else 0), sent


@pytest.mark.parametrize("path", PAGES)
def test_a_page_forbids_the_browser_everything_it_does_not_need(path: str) -> None:
    headers = _owner().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_static_files_are_kept_for_ever_under_the_hash_of_their_content() -> None:
    page = _owner().get("/onlinedienste").text
    address = next(
        part.split('"')[0] for part in page.split('href="')[1:] if "amt24web.css" in part
    )
    assert "?v=" in address
    file = _owner().get(address)
    file.close()
    assert "immutable" in file.headers["Cache-Control"]


def test_a_save_while_typing_asks_at_most_eight_questions() -> None:
    path = "/onlinedienste/1/klaerung/antworten/leistung_kurz"
    fields = {"f_leistung_kurz": "kürzer", "f_leistung_kurz-revision": "99", "seite": "s"}
    _owner().post(path, fields | {"folge": "1"}, htmx=True)
    token = _owner().form_token
    fields |= {"f_leistung_kurz": "noch kürzer", "folge": "2"}
    with _app().app_context(), statements() as sent:
        answer = _owner().post(path, fields, htmx=True, token=token)
    assert answer.status_code == 200, answer.text
    assert answer.headers["X-Gespeichert"]
    assert len(sent) <= MOST_STATEMENTS, sent


def test_from_sign_in_to_the_minutes_as_pdf_it_is_two_clicks() -> None:
    first = _owner().get("/onlinedienste").text
    assert 'href="/onlinedienste/1"' in first
    second = _owner().get("/onlinedienste/1").text
    assert 'href="/onlinedienste/1/dokumente/auftakt.pdf"' in second
