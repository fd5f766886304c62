"""The page of the Auftakt in the browser: its papers, and the step to the prototype."""

import html

from flask import Flask

from amt24web.domain.vocabulary import AccessRole, Phase
from amt24web.storage import onlinedienste
from amt24web.storage.database import writing
from tests.harness.builders import a_member, a_person, an_onlinedienst, the_real_catalogue
from tests.harness.client import Visitor
from tests.web.pages import faults

ONWARD = "Auftakt abgeschlossen: weiter zur Phase „Prototyp“"
BACK = "Zurück zur Phase „Auftakt-Meeting“"


class Case:
    """An Onlinedienst in a phase, with its owner at the browser."""

    def __init__(self, app: Flask, phase: Phase) -> None:
        self.app, person = app, a_person()
        self.id = an_onlinedienst(person, the_real_catalogue())
        with writing() as session:
            onlinedienste.keep_phase(session, self.id, phase)
        self.owner = Visitor(app, person)
        self.here = f"/onlinedienste/{self.id}/auftakt"

    def page(self, visitor: Visitor | None = None) -> str:
        answer = (visitor or self.owner).get(self.here)
        assert answer.status_code == 200
        assert faults(answer.text) == []
        return html.unescape(answer.text)


def test_the_owner_ends_the_auftakt_and_takes_it_back(app: Flask) -> None:
    case = Case(app, Phase.KICKOFF)
    assert ONWARD in case.page()
    answer = case.owner.post(f"{case.here}/abgeschlossen", {})
    assert (answer.status_code, answer.location) == (303, case.here)
    page = case.page()
    assert "Der Onlinedienst ist jetzt in der Phase „Prototyp“." in page
    assert BACK in page
    assert ONWARD not in page
    overview = html.unescape(case.owner.get(f"/onlinedienste/{case.id}").text)
    assert 'aria-current="step">3. Prototyp' in overview
    case.owner.post(f"{case.here}/zurueck", {})
    assert ONWARD in case.page()


def test_what_is_missing_is_said_and_holds_nothing_back(app: Flask) -> None:
    page = Case(app, Phase.KICKOFF).page()
    assert "Pflichtangaben. Das hält nicht auf" in page


def test_pressed_twice_it_says_how_it_stands(app: Flask) -> None:
    case = Case(app, Phase.KICKOFF)
    for _ in range(2):
        answer = case.owner.post(f"{case.here}/abgeschlossen", {})
        assert answer.status_code == 303
    assert "inzwischen in einer anderen Phase" in case.page()


def test_before_the_auftakt_the_page_leads_to_the_closing(app: Flask) -> None:
    page = Case(app, Phase.CLARIFICATION).page()
    assert ONWARD not in page
    assert "/abschluss/auftakt" in page


def test_a_colleague_records_and_does_not_move(app: Flask) -> None:
    case = Case(app, Phase.KICKOFF)
    colleague = Visitor(app, a_member(case.id, AccessRole.CONTRIBUTOR))
    assert ONWARD not in case.page(colleague)
    assert colleague.post(f"{case.here}/abgeschlossen", {}).status_code == 403


def test_invitation_and_minutes_are_at_hand(app: Flask) -> None:
    page = Case(app, Phase.KICKOFF).page()
    for name in ("einladung.pdf", "einladung.docx", "auftakt.pdf", "auftakt.docx"):
        assert f"/dokumente/{name}" in page
