"""House styles in the browser: the page, uploading, choosing, samples."""

from io import BytesIO

import pytest
from flask import Flask

from amt24web.domain.vocabulary import AccessRole
from tests.harness.builders import a_member, a_person, a_working_catalogue, an_onlinedienst
from tests.harness.client import Visitor
from tests.harness.style_files import SVG_LOGO, a_template, our_file, with_parts
from tests.web.pages import faults

CATALOGUE = a_working_catalogue()


class Site:
    """An Onlinedienst, its owner, the coordination, and somebody who reads."""

    def __init__(self, app: Flask) -> None:
        owner = a_person("Olga Owner")
        self.number = an_onlinedienst(owner, CATALOGUE)
        self.owner = Visitor(app, owner)
        self.reader = Visitor(app, a_member(self.number, AccessRole.READER))
        self.coordination = Visitor(app, a_person(is_coordination=True))
        self.base = f"/onlinedienste/{self.number}"
        self.path = f"{self.base}/hausstil"

    def page(self, path: str = "", who: Visitor | None = None) -> str:
        answer = (who or self.owner).get(path or self.path)
        assert answer.status_code == 200
        assert faults(answer.text) == []
        return " ".join(answer.text.split())

    def upload(self, **fields: object) -> None:
        sent = self.owner.post(self.path, {"name": "Amt & <Söhne>", **fields})
        assert sent.status_code == 303
        assert sent.location == self.path


@pytest.fixture
def site(app: Flask) -> Site:
    return Site(app)


def test_the_papers_lead_to_the_styles_for_those_who_may_see_them(site: Site) -> None:
    papers = f"{site.base}/dokumente"
    assert f'href="{site.path}"' in site.page(papers)
    assert f'href="{site.path}"' in site.page(papers, site.coordination)
    assert "hausstil" not in site.page(papers, site.reader)
    assert site.reader.get(site.path).status_code == 403


def test_a_style_is_uploaded_looked_at_chosen_and_reset(site: Site) -> None:
    assert "Noch hat niemand einen Hausstil hochgeladen." in site.page()
    site.upload(
        template=(BytesIO(a_template()), "brief.docx"),
        logo=(BytesIO(SVG_LOGO), "logo.svg"),
        accent="#123A6B",
    )
    page = site.page()
    assert "Amt &amp; &lt;Söhne&gt;" in page
    assert "brief.docx" in page
    assert "Logo (SVG)" in page
    assert "#123a6b" in page
    for name, start in (("muster.pdf", b"%PDF-1.7"), ("muster.docx", b"PK")):
        sample = site.owner.get(f"{site.path}/versionen/1/{name}")
        assert sample.data.startswith(start)
        assert "muster-amt-soehne-1." in sample.headers["Content-Disposition"]
    assert site.owner.post(f"{site.path}/waehlen", {"version": "1"}).status_code == 303
    page = site.page()
    assert "<strong>Amt &amp; &lt;Söhne&gt;</strong>, Version 1." in page
    site.upload(accent="#222222")
    assert "Es gibt eine neuere Version: Version 2" in site.page()
    assert site.owner.post(f"{site.path}/waehlen", {"version": "0"}).status_code == 303
    assert "Der Stil von amt24web." in site.page()


def test_what_is_refused_stands_beside_its_field_and_what_was_typed_stays(site: Site) -> None:
    macros = with_parts(our_file(), {"word/vbaProject.bin": b"x"})
    fields = {
        "name": "Mein Amt",
        "accent": "#ffff00",
        "template": (BytesIO(macros), "brief.docm"),
        "logo": (BytesIO(SVG_LOGO), "logo.svg"),
    }
    answer = site.owner.post(site.path, fields)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert 'value="Mein Amt"' in answer.text
    assert 'value="#ffff00"' in answer.text
    assert "Die Datei enthält Makros." in answer.text
    assert "auf weißem Papier zu blass" in answer.text
    assert "Bitte wählen Sie das Logo noch einmal aus." in answer.text
    assert "die Word-Vorlage noch einmal" not in answer.text, "its reason stands there"


def test_nothing_sent_is_said_kindly(site: Site) -> None:
    answer = site.owner.post(site.path)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert "Bitte geben Sie dem Hausstil einen Namen." in answer.text


def test_the_coordination_sees_the_page_without_buttons(site: Site) -> None:
    site.upload(accent="#123a6b")
    page = site.page(who=site.coordination)
    assert "Version 1" in page
    assert "Prüfen und speichern" not in page
    assert "Wählen" not in page
    assert site.coordination.post(f"{site.path}/waehlen", {"version": "1"}).status_code == 403


def test_our_file_can_be_fetched_to_begin_with(site: Site) -> None:
    answer = site.owner.get(f"{site.path}/vorlage.docx")
    assert answer.data.startswith(b"PK")
    assert "filename=hausvorlage.docx" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("name", ["versionen/7/muster.pdf", "versionen/0/muster.exe"])
def test_a_sample_that_does_not_exist_is_not_found(site: Site, name: str) -> None:
    assert site.owner.get(f"{site.path}/{name}").status_code == 404


@pytest.mark.parametrize("version", ["7", "99999999999999999999", "", "x", "-1"])
def test_a_version_that_does_not_exist_cannot_be_chosen(site: Site, version: str) -> None:
    assert site.owner.post(f"{site.path}/waehlen", {"version": version}).status_code == 404


def test_an_issued_version_says_in_which_style_it_was_drawn(site: Site) -> None:
    site.upload(accent="#123a6b")
    site.owner.post(f"{site.path}/waehlen", {"version": "1"})
    issued = site.owner.post(f"{site.base}/dokumente/klaerung/ausfertigen")
    site.owner.post(f"{site.path}/waehlen", {"version": "0"})
    assert "Amt &amp; &lt;Söhne&gt;, Version 1" in site.page(str(issued.location))


def test_the_page_says_that_a_word_template_is_for_word_files_only(site: Site) -> None:
    page = site.page()
    assert "Die Word-Vorlage gilt nur für Word-Dateien." in page
    assert "Für PDF gelten Logo und Farbe" in page


def test_the_samples_say_which_file_stays_as_ours(site: Site) -> None:
    pdf_as_ours, word_as_ours = "PDF wie im Stil von amt24web", "Word wie im Stil von amt24web"
    site.upload(template=(BytesIO(a_template()), "brief.docx"))
    page = site.page()
    assert pdf_as_ours in page
    assert word_as_ours not in page
    site.upload(name="Bauamt", logo=(BytesIO(SVG_LOGO), "logo.svg"))
    assert word_as_ours in site.page()


def test_each_file_field_says_what_it_takes_and_how_much(site: Site) -> None:
    page = site.page()
    assert 'accept=".docx,.dotx" data-largest-mb="5"' in page
    assert 'accept=".svg,.png" data-largest-mb="1"' in page
    assert "Höchstens 5 MB." in page
    assert "Höchstens 1 MB." in page


@pytest.fixture
def strict(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests may hold little, so that a test need not send megabytes."""
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 100_000)


@pytest.mark.usefixtures("strict")
def test_a_form_with_a_file_too_large_names_the_limit_and_the_way_back(site: Site) -> None:
    large = {"name": "Amt", "template": (BytesIO(b"x" * 200_000), "brief.docx")}
    answer = site.owner.post(site.path, large, Referer=f"http://localhost{site.path}")
    assert answer.status_code == 413
    assert faults(answer.text) == []
    assert "Die Datei ist zu groß" in answer.text
    assert "Erlaubt sind 25 MB" in answer.text
    assert f'<a class="kern-link" href="{site.path}">Zurück zum Formular</a>' in answer.text


@pytest.mark.usefixtures("strict")
def test_the_way_back_never_leads_elsewhere(site: Site) -> None:
    large = {"template": (BytesIO(b"x" * 200_000), "brief.docx")}
    answer = site.owner.post(site.path, large, Referer="https://example.org/falle")
    assert answer.status_code == 413
    assert "falle" not in answer.text


def test_a_version_is_taken_out_of_the_offer_and_put_back(site: Site) -> None:
    site.upload(accent="#123a6b")
    site.owner.post(f"{site.path}/waehlen", {"version": "1"})
    assert site.owner.post(f"{site.path}/versionen/1/nicht-anbieten").status_code == 303
    page = site.page()
    assert "Zurzeit wird kein Hausstil angeboten." in page
    assert "Diese Version wird seit dem" in page
    assert "Wieder anbieten" in page
    assert site.owner.post(f"{site.path}/versionen/1/anbieten").status_code == 303
    assert "Wieder anbieten" not in site.page()


def test_who_chooses_what_was_just_retired_is_told_so(site: Site) -> None:
    site.upload(accent="#123a6b")
    site.owner.post(f"{site.path}/versionen/1/nicht-anbieten")
    assert site.owner.post(f"{site.path}/waehlen", {"version": "1"}).status_code == 303
    assert "Diese Version wird nicht mehr angeboten. Bitte wählen Sie eine andere." in site.page()


def test_the_summary_names_the_field_of_each_problem(site: Site) -> None:
    sent = {"name": "Amt", "accent": "grün", "logo": (BytesIO(b"GIF89a"), "logo.gif")}
    page = " ".join(site.owner.post(site.path, sent).text.split())
    summary = page.split('id="fehlerliste"')[1].split("</ul>")[0]
    assert "Farbe: Bitte schreiben Sie die Farbe mit sechs Zeichen" in summary
    assert "Logo: Das ist weder ein PNG noch ein SVG." in summary


def test_what_may_be_left_out_says_so(site: Site) -> None:
    optional = ' <span class="question__optional">freiwillig</span></label>'
    page = site.page()
    assert [page.count(f">{name}{optional}") for name in ("Word-Vorlage", "Logo", "Farbe")] == [
        1
    ] * 3
    assert f">Name{optional}" not in page


def test_a_colour_is_kept_the_same_with_and_without_its_sign(site: Site) -> None:
    site.upload(accent=" 00582D ")
    assert "Farbe #00582d" in site.page()
