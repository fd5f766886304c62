"""Downloading papers: the right file, once made, kept by content."""

import io
import zipfile

import pytest
from flask import Flask
from sqlalchemy import func, select

from amt24web.storage.database import reading
from amt24web.storage.renditions import Rendition, StoredFile
from amt24web.usecases import drawing, rendering
from tests.documents.files import words_of_word
from tests.harness.builders import a_person, an_onlinedienst, the_real_catalogue
from tests.harness.client import Visitor
from tests.web.pages import faults

KINDS = ("auftakt", "einladung", "klaerung", "leer", "status")


def _begun(app: Flask) -> tuple[Visitor, str]:
    who = a_person()
    number = an_onlinedienst(who, the_real_catalogue(), name="Hund anmelden")
    return Visitor(app, who), f"/onlinedienste/{number}/dokumente"


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_comes_as_pdf_and_for_word_with_a_telling_name(app: Flask, kind: str) -> None:
    visitor, base = _begun(app)
    pdf = visitor.get(f"{base}/{kind}.pdf")
    assert pdf.data.startswith(b"%PDF-1.7")
    assert f"{kind}-hund-anmelden-" in pdf.headers["Content-Disposition"]
    word = visitor.get(f"{base}/{kind}.docx")
    with zipfile.ZipFile(io.BytesIO(word.data)) as package:
        assert "Hund anmelden" in package.read("word/document.xml").decode()


def test_the_same_facts_are_drawn_once(app: Flask) -> None:
    visitor, base = _begun(app)
    first, second = (visitor.get(f"{base}/auftakt.docx") for _ in range(2))
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Rendition)) == 1
        assert session.scalar(select(func.count()).select_from(StoredFile)) == 1


def test_other_facts_are_another_paper(app: Flask) -> None:
    visitor, base = _begun(app)
    first = visitor.get(f"{base}/klaerung.docx")
    here = base.replace("dokumente", "klaerung/antworten/leistung_kurz")
    visitor.post(here, {"f_leistung_kurz": "Ein Satz.", "f_leistung_kurz-revision": "9"}, htmx=True)
    second = visitor.get(f"{base}/klaerung.docx")
    assert first.headers["ETag"] != second.headers["ETag"]


def test_an_excerpt_holds_what_was_ticked(app: Flask) -> None:
    visitor, base = _begun(app)
    whole = words_of_word(visitor.get(f"{base}/klaerung.docx").data)
    chosen = visitor.get(f"{base}/auszug.docx?offen=ja&hilfe=ja&aenderungen=ja")
    words = words_of_word(chosen.data)
    assert "nur offene Fragen, mit Hilfetexten, ohne offene Punkte" in words
    assert "Unter diesem Namen steht der Onlinedienst" not in whole
    assert "Letzte Änderungen" in words
    assert chosen.headers["ETag"] != visitor.get(f"{base}/auszug.docx?offen=ja").headers["ETag"]


@pytest.mark.parametrize("name", ["auftakt.exe", "auszug.txt", "gibtesnicht.pdf", "leer.xlsx"])
def test_a_paper_that_does_not_exist_is_not_found(app: Flask, name: str) -> None:
    visitor, base = _begun(app)
    assert visitor.get(f"{base}/{name}").status_code == 404


def test_a_paper_that_takes_long_gets_a_page_that_asks_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "SOON_SECONDS", 0.0)
    rung: list[bool] = []
    monkeypatch.setitem(app.config, "RING_PAPERS", lambda: rung.append(True))
    visitor, base = _begun(app)
    answer = visitor.get(f"{base}/auszug.docx?offen=ja&hilfe=ja")
    assert answer.status_code == 202
    assert answer.headers["Refresh"] == "3"
    assert faults(answer.text) == []
    assert "auszug.docx?offen=ja&amp;hilfe=ja" in answer.text
    assert rung == [True]
    drawing.draw_waiting()
    assert visitor.get(f"{base}/auszug.docx?offen=ja&hilfe=ja").status_code == 200
