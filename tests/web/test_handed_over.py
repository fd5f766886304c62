"""Whoever was asked answers in the browser: in the section, or on a page of their own."""

import pytest
from flask import Flask

from amt24web.domain.vocabulary import AccessRole
from tests.harness.builders import (
    a_column,
    a_member,
    a_person,
    a_question,
    a_working_catalogue,
    an_onlinedienst,
    some_rows,
)
from tests.harness.client import Visitor
from tests.web.pages import faults

CATALOGUE = a_working_catalogue(
    a_question("eins"), a_question("zwei"), some_rows("zeilen", a_column("was"), need="O")
)
MARK, ADD = "Markieren", "hinzufuegen:zeilen"


class Site:
    """An Onlinedienst, its owner, and somebody who is asked two of its questions."""

    def __init__(self, app: Flask, role: AccessRole) -> None:
        owner = a_person("Olga Owner")
        self.number = an_onlinedienst(owner, CATALOGUE)
        asked = a_member(self.number, role)
        self.owner, self.asked = Visitor(app, owner), Visitor(app, asked)
        self.base = f"/onlinedienste/{self.number}"
        for question in ("eins", "zeilen"):
            said = {"zustand": "wird_geklaert", "verantwortlich": f"m{asked.id}", "revision": "0"}
            fields = {f"f_{question}-{part}": text for part, text in said.items()}
            path = f"{self.base}/klaerung/antworten/{question}"
            assert self.owner.post(path, fields, htmx=True).status_code == 200

    def page(self, path: str) -> str:
        answer = self.asked.get(f"{self.base}{path}")
        assert answer.status_code == 200, path
        assert faults(answer.text) == []
        return answer.text


@pytest.fixture
def site(app: Flask) -> Site:
    return Site(app, AccessRole.READER)


def test_a_reader_saves_a_handed_question_with_the_ordinary_button(site: Site) -> None:
    path = f"{site.base}/klaerung/mehr"
    assert '<span class="kern-label">Speichern</span>' in site.page("/klaerung/mehr")
    sent = site.asked.post(path, {"f_eins": "Das gilt", "f_eins-revision": "1"})
    assert sent.status_code == 303
    assert "Das gilt" in site.page("/klaerung/mehr")
    assert site.asked.post(path, {"f_zwei": "fremd", "f_zwei-revision": "0"}).status_code == 403


@pytest.mark.parametrize("place", ["/klaerung/mehr", "/fragen"])
def test_a_reader_adds_a_row_to_a_handed_question(site: Site, place: str) -> None:
    sent = site.asked.post(f"{site.base}{place}", {"tat": ADD, "f_eins-revision": "1"})
    assert sent.status_code == 303
    assert sent.location.startswith(f"{site.base}{place}#zeile-zeilen-")
    assert "Zeile 1" in site.page(place)


def test_a_reader_is_not_offered_what_would_be_refused(site: Site) -> None:
    assert MARK not in site.page("/klaerung/mehr")
    assert MARK not in site.page("/fragen")
    assert MARK in site.owner.get(f"{site.base}/klaerung/mehr").text


def test_an_answer_can_be_called_settled_with_one_button(site: Site) -> None:
    settle = "Ist damit geklärt<span"
    assert settle not in site.page("/fragen"), "there is no answer yet"
    site.asked.post(f"{site.base}/fragen", {"f_eins": "Das gilt", "f_eins-revision": "1"})
    assert settle in site.page("/fragen")
    # The button stands before the choices of the page, and so does what it says.
    pressed = {"f_eins-zustand": ["", "wird_geklaert"], "f_eins-revision": "2"}
    assert site.asked.post(f"{site.base}/fragen", pressed).status_code == 303
    assert 'id="frage-eins"' not in site.page("/fragen")


def test_a_body_sees_nothing_on_its_page_that_is_closed_to_it(app: Flask) -> None:
    site = Site(app, AccessRole.COMPETENT_BODY)
    page = site.page("/fragen")
    assert 'id="frage-eins"' in page
    assert 'id="frage-zwei"' not in page
    links = {part.split('"')[0] for part in page.split('href="')[1:]}
    inner = {link for link in links if link.startswith(f"{site.base}/")}
    assert inner == {f"{site.base}/stellen"}
    assert all(site.asked.get(link).status_code == 200 for link in inner)


def test_the_page_says_so_when_nothing_waits(site: Site) -> None:
    page = site.owner.get(f"{site.base}/fragen").text
    assert faults(page) == []
    assert "Zurzeit wartet hier keine Frage auf Sie." in page
