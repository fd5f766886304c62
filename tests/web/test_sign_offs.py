"""The page „Für DSB und ISB“ in the browser."""

import html
import re
from typing import Any

import pytest
from flask import Flask

from amt24web.domain.vocabulary import AccessRole
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_sign_off,
    a_working_catalogue,
    an_onlinedienst,
    the_real_catalogue,
)
from tests.harness.client import Visitor
from tests.web.pages import faults

CATALOGUE = a_working_catalogue(a_question("eins"), a_sign_off("eins"))
SHOWN = re.compile(r'name="dsb-shown" value="([^"]+)"')
SCRIPT = "<script>alert(1)</script>"


class Case:
    """An Onlinedienst with one sign-off, and its owner at the browser."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.person = a_person("Anna Beispiel")
        self.id = an_onlinedienst(self.person, CATALOGUE)
        self.owner = Visitor(app, self.person)
        self.here = f"/onlinedienste/{self.id}/mitzeichnung"

    def visitor(self, role: AccessRole) -> Visitor:
        return Visitor(self.app, a_member(self.id, role))

    def page(self, visitor: Visitor | None = None) -> str:
        answer = (visitor or self.owner).get(self.here)
        assert answer.status_code == 200
        return html.unescape(answer.text)

    def sign(self, visitor: Visitor | None = None, **typed: str) -> Any:
        who = visitor or self.owner
        shown = SHOWN.search(who.get(self.here).text)
        usual = {"outcome": "zugestimmt", "way": "mail", "name": "Eva Muster", "day": "1.3.2026"}
        usual |= {"shown": shown[1] if shown else ""}
        fields = {f"dsb-{name}": text for name, text in {**usual, **typed}.items()}
        return who.post(f"{self.here}/dsb", fields)


def test_signing_leads_back_to_the_sign_off_and_says_so(app: Flask) -> None:
    case = Case(app)
    answer = case.sign(function="Referat 3")
    assert (answer.status_code, answer.location) == (303, f"{case.here}#dsb")
    page = case.page()
    section = page.split('<section class="sign-off" id="dsb"')[1]
    assert "Entscheidung zu „Datenschutz“ festgehalten: zugestimmt." in section
    assert page.count("„Datenschutz“ festgehalten") == 1
    assert "Eva Muster, Referat 3" in page
    assert "festgehalten von Anna Beispiel" in page
    assert "Bei der Entscheidung war noch offen: C 1" in page
    assert faults(case.owner.get(case.here).text) == []


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"outcome": ""}, "wie entschieden wurde"),
        ({"outcome": "mit Auflage"}, "welche Auflage gilt"),
        ({"outcome": "abgelehnt"}, "warum abgelehnt wurde"),
        ({"way": ""}, "wie die Entscheidung gekommen ist"),
        ({"name": ""}, "wer entschieden hat"),
        ({"day": "31.12.2099"}, "in der Zukunft"),
        ({"day": "neulich"}, "kein Datum"),
        ({"shown": "älter"}, "etwas geändert"),
    ],
)
def test_a_refused_form_keeps_everything_typed_and_names_what_is_wrong(
    app: Flask, typed: dict[str, str], complaint: str
) -> None:
    case = Case(app)
    sent = {"function": "Getippte Funktion", "name": "Getippter Name", "words": "", **typed}
    answer = case.sign(**sent)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    page = html.unescape(answer.text)
    assert complaint in page
    assert page.count(complaint) == 2  # in the summary and at the field
    assert "<title>Fehler: " in answer.text
    for name, text in sent.items():
        if text and name not in ("outcome", "shown"):
            assert f'value="{text}"' in page
    assert "noch nicht mitgezeichnet" in page


def test_words_and_choices_survive_a_refusal(app: Flask) -> None:
    case = Case(app)
    answer = case.sign(words="Frist\nfehlt", outcome="mit Auflage", day="")
    assert "Frist\nfehlt</textarea>" in answer.text
    assert 'value="mit Auflage" checked' in answer.text
    assert 'value="mail" checked' in answer.text


def test_a_refused_form_can_be_sent_again_with_what_it_shows_now(app: Flask) -> None:
    case = Case(app)
    refused = case.sign(shown="älter")
    shown = SHOWN.search(refused.text)
    assert shown
    assert case.sign(shown=shown[1]).status_code == 303


@pytest.mark.parametrize("role", [AccessRole.READER, AccessRole.COMPETENT_BODY])
def test_who_has_the_role_signs_with_one_choice(app: Flask, role: AccessRole) -> None:
    case = Case(app)
    eva = case.visitor(role)
    page = case.page(eva)
    assert "Sie zeichnen als" in page
    assert 'name="dsb-name"' not in page
    assert case.sign(eva, way="konto", name="", day="").status_code == 303
    assert "im eigenen Konto" in case.page(eva)


def test_no_word_on_the_page_expects_that_somebody_agrees(app: Flask) -> None:
    case = Case(app)
    eva = case.visitor(AccessRole.READER)
    page = case.page(eva)
    assert "Ihre Entscheidung zu diesen Antworten" in page
    assert "Entscheidung festhalten" in page
    assert "Ihre Entscheidung" not in case.page()
    case.sign(eva, way="konto", outcome="abgelehnt", words="Rechtsgrundlage fehlt")
    page = case.page(eva)
    assert "festgehalten: abgelehnt." in page
    assert "Begründung: Rechtsgrundlage fehlt" in page
    assert "mitzeichnen" not in page.split("<main")[1]


def test_open_questions_are_parted_by_whom_they_wait_for(app: Flask) -> None:
    case = Case(app)
    eva = Visitor(app, a_member(case.id, AccessRole.READER, uid="m1"))
    assert "von Ihnen" not in case.page(eva)
    fields = {"f_eins": "", "f_eins-zustand": "wird_geklaert", "f_eins-verantwortlich": "m1"}
    fields["f_eins-revision"] = "9"
    place = f"/onlinedienste/{case.id}/klaerung/antworten/eins"
    assert case.owner.post(place, fields, htmx=True).status_code == 200
    page = case.page(eva)
    assert "1 Frage offen – von Ihnen: 1 · von anderen: 0" in page
    mine = f"/onlinedienste/{case.id}/offene-punkte?wer=ich&stufe=alle"
    assert f'href="{mine}"' in page
    assert "Wie ist eins?" in html.unescape(eva.get(mine).text)


def test_who_decides_anew_finds_the_last_decision_in_the_form(app: Flask) -> None:
    case = Case(app)
    eva = case.visitor(AccessRole.READER)
    case.sign(eva, way="konto", outcome="mit Auflage", words="Löschfrist nennen")
    form = case.page(eva).split('id="dsb-zeichnen"')[1]
    assert 'value="mit Auflage" checked' in form
    assert "Löschfrist nennen</textarea>" in form
    form = case.page().split('id="dsb-zeichnen"')[1]
    assert "checked" not in form
    assert "Löschfrist nennen</textarea>" not in form


def test_the_owner_sees_whose_decision_they_would_replace(app: Flask) -> None:
    case = Case(app)
    eva = case.visitor(AccessRole.READER)
    case.sign(eva, way="konto")
    page = case.page()
    form = page.split('id="dsb-zeichnen"')[1].split("</section>")[0]
    assert "<details>" in form
    assert "Für jemand anderen festhalten" in form
    assert "Sie ersetzen damit die Entscheidung von " in form
    assert "zurueckziehen" not in form
    assert "/mitzeichnung/dsb/zurueckziehen" in case.page(eva)
    assert "Sie ersetzen" not in case.page(eva)
    refused = case.sign()
    assert refused.status_code == 422
    assert refused.text.count("warum Sie diese Entscheidung ersetzen") == 2
    assert faults(refused.text) == []
    assert case.owner.post(f"{case.here}/dsb/zurueckziehen", {}).status_code == 403
    assert case.sign(proof="Vermerk vom 2. März").status_code == 303
    page = case.page()
    assert "Ersetzt die Entscheidung von " in page
    assert "Vermerk vom 2. März" in page
    history = html.unescape(case.owner.get(f"/onlinedienste/{case.id}/verlauf").text)
    assert "Ersetzt die Entscheidung von" in history
    assert "Vermerk vom 2. März" in history


def test_a_competent_body_gets_no_links_it_may_not_follow(app: Flask) -> None:
    case = Case(app)
    page = case.page(case.visitor(AccessRole.COMPETENT_BODY))
    assert "/klaerung/" not in page
    assert f'href="/onlinedienste/{case.id}"' not in page
    assert faults(page) == []


def test_who_only_looks_gets_no_form(app: Flask) -> None:
    case = Case(app)
    page = case.page(Visitor(app, a_person(is_coordination=True)))
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert "Ändern" not in page


def test_a_changed_answer_is_named_with_a_link_and_marked(app: Flask) -> None:
    case = Case(app)
    case.sign()
    fields = {"f_eins": "neu", "f_eins-revision": "9"}
    case.owner.post(f"/onlinedienste/{case.id}/klaerung/antworten/eins", fields, htmx=True)
    page = case.page()
    assert "Seit der Entscheidung geändert: C 1" in page
    assert 'href="#dsb-frage-eins"' in page
    assert page.count('id="dsb-frage-eins"') == 1
    assert "Neu entscheiden" in page
    assert faults(case.owner.get(case.here).text) == []


def test_a_signature_is_taken_back_with_a_reason(app: Flask) -> None:
    case = Case(app)
    case.sign()
    back = f"{case.here}/dsb/zurueckziehen"
    refused = case.owner.post(back, {"dsb-zurueck-reason": "x" * 2_100})
    assert refused.status_code == 422
    assert "x" * 2_100 in refused.text
    assert faults(refused.text) == []
    assert case.owner.post(back, {"dsb-zurueck-reason": " "}).status_code == 422
    assert case.owner.post(back, {"dsb-zurueck-reason": "zu früh"}).status_code == 303
    page = case.page()
    assert "zurückgezogen" in page
    assert "zu früh" in page
    assert case.owner.post(back, {"dsb-zurueck-reason": "noch einmal"}).status_code == 404


def test_nothing_typed_is_ever_executed(app: Flask) -> None:
    case = Case(app)
    case.sign(name=SCRIPT, function=SCRIPT, words=SCRIPT)
    answers = [case.owner.get(case.here).text]
    answers.append(case.sign(name=SCRIPT, words=SCRIPT, day="").text)
    assert not any(SCRIPT in text for text in answers)


def test_comments_and_notes_stand_at_the_question(app: Flask) -> None:
    case = Case(app)
    klaerung = f"/onlinedienste/{case.id}/klaerung"
    for text in ("Frist fehlt", "Empfänger auch"):
        case.owner.post(f"{klaerung}/kommentare/eins", {"kommentar": text})
    link = f'href="{klaerung}/kommentare/eins"'
    assert case.page().count(link) == 1
    for value in ("", "da"):
        fields = {"f_eins": value, "f_eins-notiz": "Amt fragen", "f_eins-revision": "9"}
        case.owner.post(f"{klaerung}/antworten/eins", fields, htmx=True)
        page = case.page()
        assert (page.count(link), "2 Kommentare" in page, "Amt fragen" in page) == (1, True, True)
        assert faults(case.owner.get(case.here).text) == []
    body = case.page(case.visitor(AccessRole.COMPETENT_BODY))
    assert "Kommentare" not in body


def test_the_participants_say_who_signs_off(app: Flask) -> None:
    case = Case(app)
    case.visitor(AccessRole.READER)
    members = case.owner.get(f"/onlinedienste/{case.id}/beteiligte").text
    assert members.count("liest mit, zeichnet mit") == 1
    assert members.count("zeichnet mit") == 1


def test_one_part_alone_can_be_shown_to_be_printed(app: Flask) -> None:
    who = a_person()
    number = an_onlinedienst(who, the_real_catalogue())
    here = f"/onlinedienste/{number}/mitzeichnung"

    def sections(query: str) -> list[str]:
        page = Visitor(app, who).get(here + query).text
        assert faults(page) == []
        assert "data-print" in page
        return re.findall(r'<section class="sign-off" id="(\w+)"', page)

    assert sections("") == sections("?teil=gibtsnicht") == ["dsb", "isb"]
    assert sections("?teil=isb") == ["isb"]


def test_a_signature_says_the_time_of_day(app: Flask) -> None:
    case = Case(app)
    case.sign()
    assert re.search(
        r"01\.03\.2026, per E-Mail, festgehalten von .* am .*, \d\d:\d\d Uhr", case.page()
    )
    eva = case.visitor(AccessRole.READER)
    case.sign(eva, way="konto")
    assert re.search(r"\d{4}, \d\d:\d\d Uhr, im eigenen Konto", case.page())


@pytest.mark.parametrize("way", ["blaupause", "nur_link", "efa"])
@pytest.mark.parametrize("kind", ["neu", "bestand"])
def test_the_page_fits_every_way_and_kind(app: Flask, way: str, kind: str) -> None:
    who = a_person()
    number = an_onlinedienst(who, the_real_catalogue(), way=way, kind=kind)
    page = Visitor(app, who).get(f"/onlinedienste/{number}/mitzeichnung").text
    assert faults(page) == []
    assert ('id="dsb"' in page) is (kind == "neu")
    assert ('id="isb"' in page) is (kind == "neu" and way == "blaupause")


def test_the_overview_leads_to_the_page(app: Flask) -> None:
    case = Case(app)
    assert f'href="{case.here}"' in case.owner.get(f"/onlinedienste/{case.id}").text
