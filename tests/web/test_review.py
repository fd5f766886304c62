"""The narrowed list of answers in the browser."""

import pytest
from flask import Flask

from tests.harness.builders import (
    a_person,
    a_question,
    a_working_catalogue,
    an_onlinedienst,
    some_rows,
)
from tests.harness.client import Visitor
from tests.web.pages import faults

CATALOGUE = a_working_catalogue(a_question("eins"), some_rows("zeilen", need="O"))


class Site:
    """An Onlinedienst as its owner sees it."""

    def __init__(self, app: Flask) -> None:
        owner = a_person("Olga Owner")
        self.owner = Visitor(app, owner)
        self.here = f"/onlinedienste/{an_onlinedienst(owner, CATALOGUE)}/klaerung"

    def review(self, query: str = "") -> str:
        page = self.owner.get(f"{self.here}/pruefen{query}").text
        assert faults(page) == []
        return " ".join(page.split())


@pytest.fixture
def site(app: Flask) -> Site:
    return Site(app)


def test_answers_are_narrowed_down_and_the_address_says_how(site: Site) -> None:
    site.owner.post(f"{site.here}/kommentare/eins", {"kommentar": "Stimmt das?"})
    page = site.review("?zeigen=kommentar&suche=eins")
    assert "1 von 7 Fragen" in page
    assert 'value="kommentar" selected' in page
    assert 'name="suche" value="eins"' in page
    assert f'href="{site.here}/kommentare/eins"' in page
    assert "Abschnitte ohne passende Frage" in page
    assert f'href="{site.here}/leistung"' in page


def test_everything_is_shown_without_a_wish(site: Site) -> None:
    page = site.review()
    assert "7 Fragen</p>" in page
    assert "Abschnitte ohne passende Frage" not in page


def test_nothing_found_says_what_to_do_and_keeps_the_open_points(site: Site) -> None:
    everything, nothing = site.review(), site.review("?suche=gibtesnicht")
    assert "Suchen Sie mit weniger Wörtern" in nothing
    assert "0 von 7 Fragen" in nothing
    assert everything.count('class="point') == nothing.count('class="point') > 0


@pytest.mark.parametrize("query", ["?zeigen=drop", "?suche=" + "a+" * 300, "?suche=%25_%27--"])
def test_a_strange_address_shows_the_page(site: Site, query: str) -> None:
    assert "Antworten prüfen" in site.review(query)
