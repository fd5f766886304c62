"""The test in the browser: plan, case, round, defects, release; nothing typed is lost."""

import re
from io import BytesIO

import pytest
from docx import Document as read_word
from flask import Flask

from amt24web.domain.vocabulary import AccessRole
from tests.harness.app import statements
from tests.harness.builders import a_member, a_person, an_onlinedienst, the_real_catalogue
from tests.harness.client import Visitor
from tests.web.pages import faults

MOST_STATEMENTS = 12


class Site:
    """An Onlinedienst whose cases are taken over, its owner, and somebody who only reads."""

    def __init__(self, app: Flask) -> None:
        owner = a_person("Olga Owner")
        self.number = an_onlinedienst(owner, the_real_catalogue())
        self.owner = Visitor(app, owner)
        self.reader = Visitor(app, a_member(self.number, AccessRole.READER))
        self.test = f"/onlinedienste/{self.number}/test"
        assert self.owner.post(f"{self.test}/faelle").status_code == 303

    def page(self, path: str, who: Visitor | None = None) -> str:
        answer = (who or self.owner).get(path)
        assert answer.status_code == 200
        assert faults(answer.text) == []
        return answer.text

    def begin(self) -> str:
        sent = self.owner.post(f"{self.test}/durchlaeufe", {"art": "full"})
        assert sent.status_code == 303
        return str(sent.location)


@pytest.fixture
def site(app: Flask) -> Site:
    return Site(app)


def test_the_plan_lists_its_cases_and_can_be_filtered(site: Site) -> None:
    whole = site.page(site.test)
    assert "T-001" in whole
    assert "Durchlauf beginnen" in whole
    of_one_view = site.page(f"{site.test}?blick=sicherheit")
    assert 0 < of_one_view.count('scope="row"') < whole.count('scope="row"')
    assert "Kein Testfall passt" in site.page(f"{site.test}?ergebnis=failed")


def test_a_reader_sees_the_plan_and_may_not_change_it(site: Site) -> None:
    page = site.page(site.test, site.reader)
    assert "T-001" in page
    assert "Durchlauf beginnen" not in page
    case = site.page(f"{site.test}/faelle/1", site.reader)
    assert "Testfall speichern" not in case


def test_what_was_typed_into_a_case_stays_when_it_cannot_be_kept(site: Site) -> None:
    typed = {"title": "", "steps": "Nur ein Schritt", "expected": "Etwas", "revision": "1"}
    answer = site.owner.post(f"{site.test}/faelle/1", typed)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert "Nur ein Schritt" in answer.text
    assert "Bitte geben Sie dem Testfall einen Namen" in answer.text


def test_test_data_that_are_too_long_are_said_beside_their_field(site: Site) -> None:
    typed = {"title": "Fall", "steps": "Schritt", "expected": "Etwas", "revision": "1",
             "test_data": "x" * 5_001}  # fmt: skip
    answer = site.owner.post(f"{site.test}/faelle/1", typed)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert 'id="test_data-fehler"' in answer.text


def test_an_own_case_is_added(site: Site) -> None:
    site.page(f"{site.test}/faelle/neu")
    typed = {"title": "Zwei <b>Kinder</b>", "steps": "Anmelden", "expected": "Beide sind da",
             "priority": "low", "perspective": "nutzende"}  # fmt: skip
    sent = site.owner.post(f"{site.test}/faelle/neu", typed)
    assert sent.status_code == 303
    assert "Zwei &lt;b&gt;Kinder&lt;/b&gt;" in site.page(str(sent.location))


def test_a_tester_goes_from_case_to_case(site: Site) -> None:
    held = site.begin()
    page = site.page(held, site.reader)
    first = re.search(rf'href="({re.escape(held)}/faelle/\d+)\?wer="', page)
    assert first is not None
    where = first.group(1)
    site.page(where, site.reader)
    sent = site.reader.post(where, {"result": "passed", "seite": "a", "folge": "1"})
    assert sent.status_code == 303
    assert str(sent.location) != where
    assert str(sent.location).startswith(f"{held}/faelle/")
    assert "1 bestanden" in site.page(held)


def test_skipping_a_case_asks_about_what_was_typed(site: Site) -> None:
    where = f"{site.begin()}/faelle/1"
    asked = site.owner.post(where, {"observed": "Halb geschrieben", "ueberspringen": "ja"})
    assert asked.status_code == 200
    assert faults(asked.text) == []
    assert "Halb geschrieben" in asked.text
    assert "Nicht speichern, weiter" in asked.text
    typed = {"observed": "Halb geschrieben", "ueberspringen": "verwerfen"}
    assert str(site.owner.post(where, typed).location) != where
    assert site.owner.post(where, {"observed": "", "ueberspringen": "ja"}).status_code == 303
    assert "Halb geschrieben" not in site.page(f"{site.test}/faelle/1")


def test_a_failed_case_keeps_its_words_its_picture_and_opens_a_defect(site: Site) -> None:
    held = site.begin()
    where = f"{held}/faelle/1"
    half = site.owner.post(where, {"result": "failed", "tester": "Frau Muster", "day": "gestern"})
    assert half.status_code == 422
    assert faults(half.text) == []
    assert 'value="Frau Muster"' in half.text
    assert 'value="gestern"' in half.text
    said = {"result": "failed", "observed": "Feld fehlt", "opens_defect": "y", "weight": "hinders",
            "evidence": (BytesIO(b"\x89PNG\r\n\x1a\nrest"), "bild.png"),
            "seite": "a", "folge": "1"}  # fmt: skip
    assert site.owner.post(where, said).status_code == 303
    assert "F-001" in site.page(f"{site.test}/abweichungen")
    case = site.page(f"{site.test}/faelle/1")
    assert "Feld fehlt" in case
    link = re.search(r'href="([^"]+/nachweis)"', case)
    assert link is not None
    file = site.owner.get(link.group(1))
    assert file.data.startswith(b"\x89PNG")
    assert "attachment" in file.headers["Content-Disposition"]


def test_a_round_that_is_over_says_so_where_results_come_too_late(site: Site) -> None:
    held = site.begin()
    assert site.owner.post(f"{held}/ende").status_code == 303
    late = site.owner.post(f"{held}/faelle/1", {"result": "passed"})
    assert late.status_code == 422
    assert "Dieser Durchlauf ist beendet" in late.text
    assert site.owner.post(f"{held}/ende", {"weiter": "ja"}).status_code == 303
    assert site.owner.post(f"{held}/faelle/1", {"result": "passed"}).status_code == 303


def test_a_defect_is_reported_and_changed(site: Site) -> None:
    where = f"{site.test}/abweichungen"
    wrong = site.owner.post(where, {"f0-title": "Falsche Farbe"})
    assert wrong.status_code == 422
    assert faults(wrong.text) == []
    assert "Falsche Farbe" in wrong.text
    said = {"f0-title": "Falsche Farbe", "f0-weight": "minor", "f0-state": "open"}
    assert site.owner.post(where, said).status_code == 303
    changed = {"f1-title": "Falsche Farbe", "f1-weight": "minor", "f1-state": "mended",
               "f1-fixed_in": "v1.1", "f1-revision": "1"}  # fmt: skip
    assert site.owner.post(f"{where}/1", changed).status_code == 303
    stale = site.owner.post(f"{where}/1", changed)
    assert stale.status_code == 422
    assert "inzwischen jemand anderes" in stale.text


def test_a_release_is_declared_withdrawn_and_printed(site: Site) -> None:
    where = f"{site.test}/freigabe"
    assert "noch kein Testfall durchgeführt" in site.page(where)
    half = site.owner.post(where, {"kind": "final_approval", "words": "Mein Text"})
    assert half.status_code == 422
    assert faults(half.text) == []
    assert "Mein Text" in half.text
    said = {"kind": "final_approval", "outcome": "given", "way": "konto"}
    assert site.owner.post(where, said).status_code == 303
    page = site.page(where)
    assert "Finale Freigabe" in page
    back = re.search(r'action="([^"]+/zurueckziehen)"', page)
    name = re.search(r'name="(e\d+-reason)"', page)
    assert back is not None
    assert name is not None
    assert site.owner.post(back.group(1), {name.group(1): ""}).status_code == 422
    assert site.owner.post(back.group(1), {name.group(1): "Irrtum"}).status_code == 303
    assert "Irrtum" in site.page(where)


def test_conditions_are_asked_one_by_one_and_stand_on_page_and_paper(site: Site) -> None:
    where = f"{site.test}/freigabe"
    site.owner.post(where, {"kind": "final_approval", "outcome": "given", "way": "konto"})
    said = {"kind": "final_approval", "outcome": "on_condition", "way": "konto", "seite": "a",
            "a1-text": "Hinweis ergänzen", "a1-who": "Frau Muster", "a1-until": "bald"}  # fmt: skip
    more = site.owner.post(where, said | {"mehr": "ja"})
    assert more.status_code == 200
    assert faults(more.text) == []
    assert "Hinweis ergänzen" in more.text
    assert 'name="a2-text"' in more.text
    half = site.owner.post(where, said | {"a2-text": "", "a2-who": "", "a2-until": ""})
    assert half.status_code == 422
    assert faults(half.text) == []
    assert 'id="a1-until-fehler"' in half.text
    for _ in range(2):
        assert site.owner.post(where, said | {"a1-until": "1.9.2026"}).status_code == 303
    assert site.page(where).count("Hinweis ergänzen (Frau Muster, bis 01.09.2026)") == 1
    paper = site.owner.get(f"/onlinedienste/{site.number}/dokumente/abnahme.docx")
    words = "\n".join(
        cell.text for table in read_word(BytesIO(paper.data)).tables
        for row in table.rows for cell in row.cells
    )  # fmt: skip
    assert "Hinweis ergänzen" in words


@pytest.mark.parametrize("kind", ["testplan", "testbericht", "abnahme"])
def test_the_papers_of_the_test_are_there(site: Site, kind: str) -> None:
    file = site.owner.get(f"/onlinedienste/{site.number}/dokumente/{kind}.docx")
    assert file.status_code == 200
    assert file.data[:2] == b"PK"


def test_the_plan_needs_the_same_statements_however_many_results_there_are(site: Site) -> None:
    held = site.begin()
    with statements() as few:
        site.page(site.test)
    for number in range(1, 9):
        site.owner.post(
            f"{held}/faelle/{number}", {"result": "passed", "seite": f"s{number}", "folge": "1"}
        )
    with statements() as many:
        site.page(site.test)
    assert len(many) == len(few) <= MOST_STATEMENTS
