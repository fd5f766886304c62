"""The checklists in the browser: read, tick, take back, refuse."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from amt24web.catalogue.checklists import ProvingFact
from amt24web.domain.vocabulary import AccessRole, AuditEvent
from amt24web.rules.checklist_facts import FACT_RULES
from amt24web.storage.audit import AuditRow
from amt24web.storage.database import reading
from tests.harness.builders import a_member, a_person, an_onlinedienst, the_real_catalogue
from tests.harness.client import Visitor
from tests.web.pages import faults

HAND, PROVEN = "pr-hinweise", "pr-bitv-plan"


class Site:
    """An Onlinedienst with the real questions, its owner, a reader and a stranger."""

    def __init__(self, app: Flask) -> None:
        owner = a_person("Olga Owner")
        self.number = an_onlinedienst(owner, the_real_catalogue())
        self.owner = Visitor(app, owner)
        self.colleague = Visitor(app, a_member(self.number, AccessRole.CONTRIBUTOR))
        self.reader = Visitor(app, a_member(self.number, AccessRole.READER))
        self.stranger = Visitor(app, a_person())
        self.list = f"/onlinedienste/{self.number}/checklisten/3"

    def page(self, who: Visitor | None = None, query: str = "") -> str:
        answer = (who or self.owner).get(f"{self.list}{query}")
        assert answer.status_code == 200
        assert faults(answer.text) == []
        return " ".join(answer.text.split())

    def item(self, item_id: str = HAND, **said: str) -> str:
        page = self.page(**said)
        found = re.search(
            rf'<li[^>]*id="punkt-{item_id}">.*?(?=<li class="checklist__item"|</ol>)', page
        )
        return found[0] if found else ""

    def tick(
        self,
        state: str,
        note: str = "",
        *,
        revision: int = 0,
        who: Visitor | None = None,
        item: str = HAND,
    ) -> tuple[int, str]:
        form = {"stand": state, "notiz": note, "revision": str(revision)}
        answer = (who or self.owner).post(f"{self.list}/{item}", form)
        return answer.status_code, answer.text


@pytest.fixture
def site(app: Flask) -> Site:
    return Site(app)


def test_the_list_shows_what_is_open_and_where_it_is_proven(site: Site) -> None:
    page = site.page()
    assert "Checkliste Phase 3: Prototyp" in page
    assert "zum Abhaken" in page
    place = f"/onlinedienste/{site.number}/klaerung/qualitaet#frage-bitv_plan"
    assert place in site.item(PROVEN)
    assert 'id="frage-bitv_plan"' in site.owner.get(place).text


@pytest.mark.parametrize("fact", FACT_RULES)
def test_every_fact_leads_to_a_place_that_is_there(site: Site, fact: ProvingFact) -> None:
    place = FACT_RULES[fact].place
    answer = site.owner.get(f"/onlinedienste/{site.number}/{place}")
    assert answer.status_code == 200
    path, _, anchor = place.partition("#")
    assert not anchor or f'id="{anchor}"' in answer.text, path


def test_an_answer_puts_its_item_on_proven(site: Site) -> None:
    site.owner.post(
        f"/onlinedienste/{site.number}/klaerung/qualitaet",
        {"abschnitt": "qualitaet", "f_bitv_plan": "guidelines", "f_bitv_plan-revision": "0"},
    )
    assert "belegt" in site.item(PROVEN)
    assert site.item(PROVEN, query="?zeigen=offen") == ""


def test_an_item_is_ticked_with_a_note_and_opened_again(site: Site) -> None:
    assert site.tick("done", "machBAR gelesen")[0] == 303
    item = site.item()
    assert "erledigt" in item
    assert "Olga Owner" in item
    assert "machBAR gelesen" in item
    assert "Wieder öffnen" in item
    assert site.tick("open", "machBAR gelesen", revision=1, who=site.colleague)[0] == 303
    assert "Erledigt" in site.item()
    assert "machBAR gelesen" in site.item()


def test_what_does_not_apply_needs_a_reason_and_what_was_typed_stays(site: Site) -> None:
    status, _ = site.tick("not_applicable")
    assert status == 422
    status, text = site.tick("vielleicht", "mein langer Text")
    assert status == 422
    assert "mein langer Text" in text
    assert faults(text) == []
    assert site.tick("not_applicable", "Nichts übernommen.", item=PROVEN)[0] == 303
    assert "trifft nicht zu" in site.item(PROVEN)


def test_who_comes_second_is_told_and_keeps_the_note(site: Site) -> None:
    site.tick("done", "zuerst")
    status, text = site.tick("not_applicable", "zu spät", who=site.colleague)
    assert status == 422
    assert "inzwischen" in text
    assert "zuerst" in site.item()
    assert site.tick("done", "zuerst", revision=0)[0] == 303  # the same again changes nothing


def test_readers_see_the_list_and_tick_nothing(site: Site) -> None:
    assert "Abhaken" not in site.item(who=site.reader)
    assert site.tick("done", who=site.reader)[0] == 403
    assert site.tick("done", who=site.stranger)[0] == 404
    assert site.stranger.get(site.list).status_code == 404
    assert "erledigt" not in site.item()


@pytest.mark.parametrize("number", [0, 1, 2, 7, 8, 99])
def test_other_phases_have_no_list(site: Site, number: int) -> None:
    path = f"/onlinedienste/{site.number}/checklisten/{number}"
    assert site.owner.get(path).status_code == 404


def test_an_item_of_another_list_or_of_none_is_not_there(site: Site) -> None:
    assert site.tick("done", item="te-testplan")[0] == 404
    assert site.tick("done", item="gibtesnicht")[0] == 404


def test_a_tick_stands_in_the_audit_log(site: Site) -> None:
    site.tick("done")
    with reading() as session:
        statement = select(AuditRow.detail).where(AuditRow.event == AuditEvent.CHECKLIST_TICKED)
        assert list(session.scalars(statement)) == [f"{HAND}>done"]


def test_the_overview_leads_to_the_lists(site: Site) -> None:
    assert site.list in site.owner.get(f"/onlinedienste/{site.number}").text


def test_feedback_goes_to_the_owners_of_the_list_if_they_gave_an_address(
    app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "mailto:" not in site.page()
    ours = the_real_catalogue()
    heads = tuple(
        head.model_copy(update={"feedback": "liste@example.org"}) for head in ours.checklists
    )
    changed = ours.model_copy(update={"checklists": heads})
    monkeypatch.setitem(app.config, "CATALOGUE", changed)
    assert "mailto:liste@example.org" in site.page()
