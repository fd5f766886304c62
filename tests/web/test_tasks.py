"""„Meine Aufgaben“ in the browser: every line leads to where it is done."""

import re

import html5lib
import pytest
from flask import Flask

from amt24web.domain.people import Account
from amt24web.domain.testing import RoundKind
from amt24web.domain.vocabulary import AccessRole, DocumentKind, Phase
from amt24web.rules.submissions import Submission
from amt24web.rules.test_edits import CaseTyped, DefectTyped
from amt24web.storage import onlinedienste
from amt24web.storage.database import writing
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.case_editing import add_own_case
from amt24web.usecases.declaring import declare
from amt24web.usecases.defects import report_defect
from amt24web.usecases.issuing import issue
from amt24web.usecases.test_running import begin_round
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_sign_off,
    a_working_catalogue,
    an_onlinedienst,
)
from tests.harness.client import Visitor
from tests.web.pages import faults

SCRIPT = "<script>alert(1)</script>"
CATALOGUE = a_working_catalogue(
    a_question("eins", text=f"Was ist {SCRIPT}?"),
    a_question("zwei"),
    a_question("spaeter", stage="uebergabe"),
    a_sign_off("eins"),
)


def _hand(owner: Account, number: int, question: str, until: str, uid: str = "m1") -> None:
    parts = {"zustand": ["wird_geklaert"], "verantwortlich": [uid], "bis": [until]}
    record_answer(who=owner, onlinedienst_id=number, target=Target(question), page_id="",
                  sequence=0, submission=Submission(parts, 0))  # fmt: skip


def _busy() -> tuple[Account, int]:
    """Somebody who decides and tests in an Onlinedienst, with one task of every kind."""
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE, name=f"Hund {SCRIPT}")
    busy = a_member(number, AccessRole.PROCESS_OWNER, uid="m1")
    _hand(owner, number, "eins", "1.2.2026")
    _hand(owner, number, "spaeter", "1.2.2099")
    issue(who=owner, onlinedienst_id=number, kind=DocumentKind.CLARIFICATION)
    case = CaseTyped("Fall", "", "Tun Sie etwas.", "Es geht.", "", "high", "nutzende", "m1", 0)
    add_own_case(who=owner, onlinedienst_id=number, typed=case)
    begin_round(who=owner, onlinedienst_id=number, kind=RoundKind.FULL)
    defect = DefectTyped(f"Knopf {SCRIPT}", "hinders", "open", "", "", "1.3.2026", "")
    report_defect(who=owner, onlinedienst_id=number, typed=defect)
    return busy, number


def _links(page: str) -> list[str]:
    root = html5lib.parse(page, namespaceHTMLElements=False)
    lines = (node for node in root.iter("li") if node.get("class") == "tasks__item")
    return [str(link.get("href")) for line in lines for link in line.iter("a")]


def _count(page: str) -> str:
    root = html5lib.parse(page, namespaceHTMLElements=False)
    found = next(n for n in root.iter("p") if n.get("class") == "list-count")
    return " ".join("".join(found.itertext()).split())


def test_every_line_leads_to_the_place_where_it_is_done(app: Flask) -> None:
    busy, number = _busy()
    visitor = Visitor(app, busy)
    page = visitor.get("/aufgaben").text
    start = f"/onlinedienste/{number}"
    assert _links(page) == [
        f"{start}/klaerung/mehr#frage-eins",
        f"{start}/test/abweichungen#F-001",
        f"{start}/klaerung/mehr#frage-spaeter",
        f"{start}/mitzeichnung#dsb",
        f"{start}/dokumente/versionen/1",
        f"{start}/test/durchlaeufe/1?wer={busy.name.replace(' ', '+')}",
    ]
    for link in _links(page):
        path, _, anchor = link.partition("#")
        there = visitor.get(path)
        assert there.status_code == 200, link
        assert not anchor or f'id="{anchor}"' in there.text, link


@pytest.mark.parametrize("query", ["", "?nach=onlinedienst", "?nur=ueberfaellig", "?seite=9"])
def test_the_page_is_whole_however_it_is_asked_for(app: Flask, query: str) -> None:
    busy, _ = _busy()
    page = Visitor(app, busy).get(f"/aufgaben{query}").text
    assert faults(page) == []
    assert SCRIPT not in page


def test_the_count_says_what_is_overdue(app: Flask) -> None:
    visitor = Visitor(app, _busy()[0])
    assert _count(visitor.get("/aufgaben").text) == "6 Aufgaben, davon 2 überfällig."
    late = visitor.get("/aufgaben?nur=ueberfaellig").text
    assert _count(late) == "2 von 6 Aufgaben überfällig."
    assert len(_links(late)) == 2


def test_without_an_onlinedienst_the_page_says_what_to_do(app: Flask) -> None:
    page = Visitor(app, a_person()).get("/aufgaben").text
    assert "bitten Sie einen Prozesseigner um Zugang" in page
    assert faults(page) == []


def test_with_everything_done_the_page_says_so(app: Flask) -> None:
    number = an_onlinedienst(a_person(), a_working_catalogue())
    page = Visitor(app, a_member(number, AccessRole.READER)).get("/aufgaben").text
    assert "Nichts wartet auf Sie" in page


def test_the_navigation_names_the_page_and_marks_it(app: Flask) -> None:
    visitor = Visitor(app, a_person())
    link = re.compile(r'href="/aufgaben"( aria-current="page")?>Meine Aufgaben</a>')
    for path, is_current in (("/aufgaben", True), ("/onlinedienste", False), ("/hilfe", False)):
        page = visitor.get(path).text
        found = link.search(page)
        assert found, path
        assert bool(found[1]) is is_current, path
        assert page.count('aria-current="page">') <= 2


def test_who_speaks_for_one_body_gets_to_their_questions(app: Flask) -> None:
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    body = a_member(number, AccessRole.COMPETENT_BODY, uid="amt")
    _hand(owner, number, "eins", "1.2.2099", uid="amt")
    visitor = Visitor(app, body)
    links = _links(visitor.get("/aufgaben").text)
    assert links[0] == f"/onlinedienste/{number}/fragen#frage-eins"
    assert [visitor.get(link).status_code for link in links] == [200] * len(links)
    assert 'id="frage-eins"' in visitor.get(links[0]).text


def _overview(app: Flask, owner: Account, number: int) -> str:
    page = Visitor(app, owner).get(f"/onlinedienste/{number}").text
    assert faults(page) == []
    return " ".join(page.split())


def test_the_overview_leads_to_the_test_and_says_that_nothing_is_there_yet(app: Flask) -> None:
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    page = _overview(app, owner, number)
    assert page.count(f'href="/onlinedienste/{number}/test"') == 2
    assert "noch keine Testfälle" in page
    assert "keine Version wartet auf Freigabe" in page


def test_the_next_step_of_an_onlinedienst_in_test_is_the_test(app: Flask) -> None:
    busy, number = _busy()
    with writing() as session:
        onlinedienste.keep_phase(session, number, Phase.TEST)
    page = _overview(app, busy, number)
    assert "Testdurchlauf 1 läuft: 0 von 1 Testfall bestanden, 1 offene Abweichung." in page
    assert f'href="/onlinedienste/{number}/test/durchlaeufe/1"><span class="kern-label">' in page
    assert "1 Version wartet auf Freigabe" in page


def test_in_test_without_cases_the_next_step_is_to_take_them_over(app: Flask) -> None:
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    with writing() as session:
        onlinedienste.keep_phase(session, number, Phase.TEST)
    assert "Testfälle übernehmen</span>" in _overview(app, owner, number)


def test_the_overview_says_what_was_declared_and_by_how_many_bodies(app: Flask) -> None:
    busy, number = _busy()
    typed = {"kind": "final_approval", "outcome": "given", "way": "konto"}
    declare(who=busy, onlinedienst_id=number, typed=typed)
    assert "1 offene Abweichung, Freigabe erteilt" in _overview(app, busy, number)
