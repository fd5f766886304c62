"""Comments and marks in the browser."""

import pytest
from flask import Flask

from amt24web.domain.vocabulary import AccessRole
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_working_catalogue,
    an_onlinedienst,
    some_rows,
)
from tests.harness.client import Visitor
from tests.web.pages import faults

CATALOGUE = a_working_catalogue(a_question("eins"), some_rows("zeilen", need="O"))
SCRIPT = "<script>alert(1)</script>"


class Site:
    """An Onlinedienst, its owner and somebody who reads."""

    def __init__(self, app: Flask) -> None:
        owner = a_person("Olga Owner")
        self.owner = Visitor(app, owner)
        self.number = an_onlinedienst(owner, CATALOGUE)
        self.reader = Visitor(app, a_member(self.number, AccessRole.READER))
        self.here = f"/onlinedienste/{self.number}/klaerung"

    def comment(self, text: str, who: Visitor | None = None, key: str = "eins") -> str:
        path = f"{self.here}/kommentare/{key}"
        answer = (who or self.owner).post(path, {"kommentar": text, "abschnitt": "mehr"})
        assert answer.status_code == 303, answer.text
        return answer.location

    def section(self, who: Visitor | None = None, query: str = "") -> str:
        page = (who or self.owner).get(f"{self.here}/mehr{query}").text
        assert faults(page) == []
        return page


@pytest.fixture
def site(app: Flask) -> Site:
    return Site(app)


def test_a_comment_appears_at_its_question_and_counts(site: Site) -> None:
    place = site.comment("Stimmt das?", site.reader)
    assert place == f"{site.here}/mehr?kommentiert=eins#kommentare-eins"
    site.comment("Ja.")
    page = site.section(query="?kommentiert=eins")
    assert "2 Kommentare" in page
    assert "Stimmt das?" in page
    assert 'id="kommentare-eins" open' in page


def test_a_question_with_rows_takes_comments_too(site: Site) -> None:
    site.comment("Fehlt da nicht eine?", key="zeilen")
    assert "1 Kommentar<" in site.section()


def test_only_ones_own_comment_can_be_taken_back(site: Site) -> None:
    site.comment("von der Leserin", site.reader)
    assert "/entfernen" not in site.section()
    path = site.section(site.reader).split('formaction="')[1].split('"')[0]
    assert site.owner.post(path).status_code == 403
    assert site.reader.post(path, {"abschnitt": "mehr"}).status_code == 303
    assert "von der Leserin" not in site.section()


def test_hostile_text_appears_literally(site: Site) -> None:
    site.comment(f"{SCRIPT} {{{{7*7}}}}\n<b>fett</b>")
    for page in (site.section(), site.owner.get(f"{site.here}/kommentare/eins").text):
        assert SCRIPT not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}}" in page
        assert "<b>fett</b>" not in page


def test_too_much_is_refused_and_stays_in_its_field(site: Site) -> None:
    text = "Grundschule " * 1_667
    answer = site.owner.post(f"{site.here}/kommentare/eins", {"kommentar": text})
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert "erlaubt sind 5.000" in answer.text
    assert answer.text.count("Grundschule ") >= 1_666
    assert 'href="#kommentar"' in answer.text
    assert "Kommentare zu" in answer.text


def test_an_empty_comment_is_refused_in_words(site: Site) -> None:
    answer = site.reader.post(f"{site.here}/kommentare/eins", {"kommentar": "  "})
    assert answer.status_code == 422
    assert "Bitte schreiben Sie Ihren Kommentar" in answer.text


def test_a_comment_sent_with_an_old_form_is_kept_and_can_be_sent_again(site: Site) -> None:
    path = f"{site.here}/kommentare/eins"
    answer = site.owner.post(path, {"kommentar": "mühsam getippt"}, token="alt")
    assert answer.status_code == 400
    assert "mühsam getippt" in answer.text


def test_a_mark_shows_who_put_it_and_is_taken_off_again(site: Site) -> None:
    path = f"{site.here}/markierungen/eins"
    answer = site.owner.post(path, {"markiert": "ja", "abschnitt": "mehr"})
    assert answer.location == f"{site.here}/mehr#frage-eins"
    assert "(markiert von Olga Owner)" in site.section(site.reader)
    assert 'name="markiert"' not in site.section(site.reader)
    assert site.reader.post(path, {"markiert": "nein"}).status_code == 403
    site.owner.post(path, {"markiert": "nein", "abschnitt": "mehr"})
    assert "markiert von" not in site.section()


def test_a_question_that_appears_while_typing_brings_its_comments(app: Flask) -> None:
    owner = a_person()
    catalogue = a_working_catalogue(
        a_question("wer", "ja_nein"), a_question("dann", condition="wer == 'ja'")
    )
    number = an_onlinedienst(owner, catalogue)
    visitor = Visitor(app, owner)
    visitor.post(f"/onlinedienste/{number}/klaerung/kommentare/dann", {"kommentar": "Später!"})
    fields = {"f_wer": "ja", "f_wer-revision": "0", "gezeigt": "wer", "abschnitt": "mehr"}
    answer = visitor.post(f"/onlinedienste/{number}/klaerung/antworten/wer", fields, htmx=True)
    assert "Später!" in answer.text
    page = visitor.get(f"/onlinedienste/{number}/klaerung/mehr").text
    assert 'form="kommentar-dann"' in answer.text
    assert 'id="kommentar-dann"' in page
