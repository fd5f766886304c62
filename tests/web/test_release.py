"""Certification and Livegang in the browser: sections, papers, the steps between the phases."""

import hashlib
import html
import re
from dataclasses import dataclass
from io import BytesIO

import pytest
from flask import Flask

from amt24web.domain.vocabulary import AccessRole, Phase
from amt24web.storage import onlinedienste
from amt24web.storage.database import writing
from tests.harness.builders import a_member, a_person, an_onlinedienst, the_real_catalogue
from tests.harness.client import Visitor
from tests.web.pages import faults


@dataclass(frozen=True, slots=True)
class Step:
    """A phase, its page, the deed that ends it, and what the two buttons say."""

    phase: Phase
    page: str
    deed: str
    onward: str
    back: str


STEPS = (
    Step(
        Phase.CERTIFICATION, "zertifizierung", "abgeschlossen",
        "Zertifizierung abgeschlossen: weiter zur Phase „Livegang und produktive Abnahme“",
        "Zurück zur Phase „Zertifizierung und Planung des Rollouts“",
    ),
    Step(
        Phase.GO_LIVE, "livegang", "abgenommen",
        "Produktiv abgenommen: weiter zur Phase „Betrieb und Wartung“",
        "Zurück zur Phase „Livegang und produktive Abnahme“",
    ),
)  # fmt: skip
SECTIONS = (
    "zertifizierung/versionen", "zertifizierung/zertifizierung", "livegang/rollout",
    "livegang/parameter_schnittstellen", "livegang/uebergabe", "livegang/produktive_abnahme",
)  # fmt: skip
each_step = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.page)


class Case:
    """An Onlinedienst in a phase, with its owner at the browser."""

    def __init__(self, app: Flask, phase: Phase = Phase.GO_LIVE, way: str = "blaupause") -> None:
        self.app, person = app, a_person()
        self.id = an_onlinedienst(person, the_real_catalogue(), way=way)
        with writing() as session:
            onlinedienste.keep_phase(session, self.id, phase)
        self.owner = Visitor(app, person)
        self.here = f"/onlinedienste/{self.id}"

    def page(self, path: str, visitor: Visitor | None = None) -> str:
        answer = (visitor or self.owner).get(f"{self.here}/{path}".rstrip("/"))
        assert answer.status_code == 200
        assert faults(answer.text) == []
        return html.unescape(answer.text)

    def autosave(self, question: str, text: str, section: str) -> str:
        answer = self.owner.post(
            f"{self.here}/klaerung/antworten/{question}",
            {"abschnitt": section, f"f_{question}": text, f"f_{question}-revision": "99"},
            htmx=True,
        )
        assert answer.status_code == 200
        return html.unescape(answer.text)


@pytest.mark.parametrize("path", SECTIONS)
def test_each_section_has_a_page_without_faults(app: Flask, path: str) -> None:
    page = Case(app).page(path)
    assert 'aria-current="step"' in page
    assert "hier nichts gefragt" not in page


@each_step
def test_the_owner_takes_the_step_and_takes_it_back(app: Flask, step: Step) -> None:
    case = Case(app, step.phase)
    assert step.onward in case.page(step.page)
    assert "Pflichtangaben. Das hält nicht auf" in case.page(step.page)
    answer = case.owner.post(f"{case.here}/{step.page}/{step.deed}", {})
    assert (answer.status_code, answer.location) == (303, f"{case.here}/{step.page}")
    assert step.back in case.page(step.page)
    case.owner.post(f"{case.here}/{step.page}/zurueck", {})
    assert step.onward in case.page(step.page)


@each_step
def test_pressed_twice_it_says_how_it_stands(app: Flask, step: Step) -> None:
    case = Case(app, step.phase)
    for _ in range(2):
        assert case.owner.post(f"{case.here}/{step.page}/{step.deed}", {}).status_code == 303
    assert "inzwischen in einer anderen Phase" in case.page(step.page)


@each_step
def test_a_colleague_records_and_does_not_move(app: Flask, step: Step) -> None:
    case = Case(app, step.phase)
    colleague = Visitor(app, a_member(case.id, AccessRole.CONTRIBUTOR))
    shown = case.page(step.page, colleague)
    assert "Speichern und weiter" in shown
    assert step.onward not in shown
    assert colleague.post(f"{case.here}/{step.page}/{step.deed}", {}).status_code == 403


def test_who_reads_along_sees_no_button(app: Flask) -> None:
    case = Case(app)
    reader = Visitor(app, a_member(case.id, AccessRole.READER))
    assert "Speichern und weiter" not in case.page("livegang", reader)


def test_save_and_go_on_leads_through_the_sections_to_the_overview(app: Flask) -> None:
    case = Case(app)
    found = []
    path = f"{case.here}/livegang"
    for section in ("rollout", "parameter_schnittstellen", "uebergabe", "produktive_abnahme"):
        answer = case.owner.post(path, {"abschnitt": section, "weiter": "ja"})
        path = str(answer.location)
        found.append(path.removeprefix(case.here))
    assert found == [
        "/livegang/parameter_schnittstellen", "/livegang/uebergabe",
        "/livegang/produktive_abnahme", "",
    ]  # fmt: skip


def test_an_autosave_keeps_the_side_list_of_its_page(app: Flask) -> None:
    case = Case(app)
    fragment = case.autosave("einspieltermin", "29.3.2027", "uebergabe")
    assert f"{case.here}/livegang/rollout" in fragment
    assert "Abschnitte der Klärung" not in fragment


def test_without_a_model_of_ones_own_the_page_leads_to_the_livegang(app: Flask) -> None:
    case = Case(app, Phase.CERTIFICATION, way="amt24_vorhanden")
    page = case.page("zertifizierung")
    assert "Eine eigene Zertifizierung braucht nur" in page
    assert f"{case.here}/livegang" in page
    assert "Zertifizierung abgeschlossen: weiter" in page


def test_papers_are_offered_once_there_is_something_to_print(app: Flask) -> None:
    case = Case(app)
    assert "/dokumente/uebergabe.pdf" not in case.page("livegang")
    case.autosave("einspieltermin", "29.3.2027", "uebergabe")
    page = case.page("livegang")
    for name in ("uebergabe.pdf", "servicedesk.docx", "servicedesk.txt"):
        assert f"/dokumente/{name}" in page


def test_the_mail_is_plain_text_with_its_subject_first(app: Flask) -> None:
    case = Case(app)
    path = f"{case.here}/dokumente/servicedesk.txt"
    assert case.owner.get(path).status_code == 404
    case.autosave("einspieltermin", "29.3.2027", "uebergabe")
    answer = case.owner.get(path)
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.text.startswith("Betreff: Go-Live-Übergabe: Grundschule anmelden")
    assert "Gewünschter Einspieltermin: 29.03.2027" in answer.text


def test_the_overview_leads_there(app: Flask) -> None:
    case = Case(app)
    page = case.page("")
    links = re.findall(rf'href="({case.here}/(?:zertifizierung|livegang))"', page)
    assert set(links) == {f"{case.here}/zertifizierung", f"{case.here}/livegang"}
    assert "Zum Livegang fehlen noch" in page


def test_the_certificate_is_attached_shown_saved_and_taken_away(app: Flask) -> None:
    case = Case(app, Phase.CERTIFICATION)
    where = f"{case.here}/zertifizierung/nachweis"
    sent = case.owner.post(where, {"evidence": (BytesIO(b"%PDF-1.7 x"), "Bericht.pdf")})
    assert sent.headers["Location"].endswith("/zertifizierung/zertifizierung#nachweis")
    page = case.page("zertifizierung/zertifizierung")
    assert "Bericht.pdf" in page
    assert hashlib.sha256(b"%PDF-1.7 x").hexdigest() in page
    assert "Datei ersetzen" in page
    assert "Bericht.pdf" not in case.page("zertifizierung/versionen")
    saved = case.owner.get(where)
    assert saved.data == b"%PDF-1.7 x"
    assert saved.headers["Content-Type"] == "application/octet-stream"
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert saved.headers["X-Content-Type-Options"] == "nosniff"
    assert case.owner.post(f"{where}/entfernen").status_code == 303
    assert "Bericht.pdf" not in case.page("zertifizierung/zertifizierung")
    assert case.owner.get(where).status_code == 404


def test_a_certificate_that_cannot_be_kept_is_said_at_its_field(app: Flask) -> None:
    case = Case(app, Phase.CERTIFICATION)
    file = (BytesIO(b"MZ"), "Bericht.pdf")
    answer = case.owner.post(f"{case.here}/zertifizierung/nachweis", {"evidence": file})
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert "passt nicht zu ihrer Endung" in answer.text
    assert "Was hat die Prüfung ergeben?" in answer.text


def test_readers_see_the_name_of_the_certificate_and_no_form(app: Flask) -> None:
    case = Case(app, Phase.CERTIFICATION)
    file = (BytesIO(b"Bestanden"), "Mail.txt")
    case.owner.post(f"{case.here}/zertifizierung/nachweis", {"evidence": file})
    reader = Visitor(app, a_member(case.id, AccessRole.READER))
    page = case.page("zertifizierung/zertifizierung", reader)
    assert "Mail.txt" in page
    assert "Datei ersetzen" not in page
    assert reader.get(f"{case.here}/zertifizierung/nachweis").status_code == 403


def test_a_certification_to_reconsider_is_said_and_confirmed_with_a_reason(app: Flask) -> None:
    case = Case(app, Phase.CERTIFICATION)
    case.autosave("ze_ergebnis", "bestanden", "zertifizierung")
    case.autosave("umsetzungsweg", "eigenes_modell", "leistung")
    page = case.page("zertifizierung/zertifizierung")
    assert "bisher „Amt24-Blaupause“, jetzt „eigenes Prozessmodell“" in page
    assert "Zertifizierung überprüfen" in case.page("zertifizierung/versionen")
    assert "seit dem Ergebnis geändert: Umsetzungsweg" in case.page("")
    assert "Zertifizierung überprüfen" not in case.page("livegang")
    shown = re.search(r'name="gezeigt"\s+value="(\w+)"', page)
    assert shown
    where = f"{case.here}/zertifizierung/bleibt-gueltig"
    refused = case.owner.post(where, {"gezeigt": shown[1], "reason": ""})
    assert refused.status_code == 422
    assert faults(refused.text) == []
    assert "warum die Zertifizierung gültig bleibt" in refused.text
    said = case.owner.post(where, {"gezeigt": shown[1], "reason": "Nur der Weg heißt anders."})
    assert said.status_code == 303
    page = case.page("zertifizierung/zertifizierung")
    assert "Nur der Weg heißt anders." in page
    assert "Umsetzungsweg: Amt24-Blaupause → eigenes Prozessmodell" in page
    assert "zu überprüfen" not in case.page("")


def test_who_cannot_confirm_is_told_who_does(app: Flask) -> None:
    case = Case(app, Phase.CERTIFICATION)
    case.autosave("ze_ergebnis", "bestanden", "zertifizierung")
    case.autosave("umsetzungsweg", "eigenes_modell", "leistung")
    contributor = Visitor(app, a_member(case.id, AccessRole.CONTRIBUTOR))
    page = case.page("zertifizierung/zertifizierung", contributor)
    assert "sagt ein Prozesseigner" in page
    assert "Bleibt gültig</span>" not in page
