"""The Go-Live-Übergabe of the pilot, in plain functions."""

from datetime import date
from typing import Any

from amt24web.documents import handover
from amt24web.documents.outline import Document
from amt24web.domain.papers.handover import (
    CompetentBody,
    HandoverFacts,
    Interface,
    LiveTest,
    PackageContent,
    Parameter,
    SupportLevel,
)
from amt24web.domain.papers.parts import Declaration, Limitation, PlannedStep
from amt24web.domain.papers.words import ContentState, ExaminationResult
from tests.documents.papers import a_condition, an_open_point
from tests.documents.pilot import (
    APPROVED,
    APPROVED_BY_MAIL,
    ARTEFACTS,
    LONG_WORD,
    OFFICE,
    SCHOOL,
    SHA256,
    a_later_head,
)

CONTENTS = (
    "Übergabesteckbrief", "Zertifizierungsinformation", "Freigabe Prozesseigner",
    "Freigabe zur Produktivsetzung SK 44", "Artefaktliste mit Versionen", "Parameterblatt",
    "Prozessdatenschutzerklärung", "Testbericht", "Support- und Kontaktblatt",
    "Zuständigkeitsliste je Gebiet", "Schnittstellenblatt",
)  # fmt: skip


def a_content(number: int, text: str, **changes: Any) -> PackageContent:
    """A content of the package that is there."""
    facts: dict[str, Any] = {
        "state": ContentState.THERE, "file": f"{number:02}-inhalt.pdf", "version": "1.0",
        "sha256": SHA256,
    }  # fmt: skip
    return PackageContent(str(number), text, **{**facts, **changes})


def package() -> tuple[PackageContent, ...]:
    """A package of which all is there but the payment, which is not needed, and one file."""
    there = (a_content(n, text) for n, text in enumerate(CONTENTS, start=1))
    unneeded = a_content(12, "Zahlungsblatt", state=ContentState.NOT_NEEDED, file="", version="",
                         sha256="", words="Der Dienst ist kostenfrei.")  # fmt: skip
    missing = PackageContent("15", "Einspielplan", words="kommt mit der Freigabe")
    return (*there, unneeded, missing)


def handover_facts(**changes: Any) -> HandoverFacts:
    """A handover in which everything is said."""
    facts: dict[str, Any] = {
        "amt24_mandant": "Landesamt für Schule und Bildung", "process_key": "lasub.grundschule",
        "process_name": "Anmeldung Grundschule", "process_version": "1.4",
        "forms": ARTEFACTS[1:], "umsetzungsweg": "Weg A: Blaupause",
        "wished_on": date(2027, 7, 19), "replaces": "1.3",
        "contact": "Erika Beispiel, schulanmeldung@example.org, 0371 1234-0",
        "certified": ExaminationResult.ON_CONDITION, "certified_on": date(2027, 6, 14),
        "certified_by": "Beispiel GmbH", "certified_versions": "Prozess 1.4, Formular 1.2",
        "approvals": (APPROVED, APPROVED_BY_MAIL, Declaration("Redaktion Amt24 (SK 42)")),
        "reachable": ("Max Muster, 0371 1234-1, 8 bis 18 Uhr", "Erika Beispiel, 0371 1234-0"),
        "conditions": (a_condition(number="1", title="Anlage für Pflegeeltern ergänzen",
                                   until=date(2027, 7, 15)),),
        "contents": package(),
        "description": "Eltern melden ihr Kind zur Grundschule an. Die Schule erhält den Antrag "
                       "im Behördenkonto.",
        "audience": ("Sorgeberechtigte", "Pflegeeltern mit Vollmacht"),
        "parameters": (
            Parameter("empfaengerAdresse", "Text", True, "test@example.org", "schule@example.org",
                      responsible="Behördenredakteur"),
            Parameter("zugangFachverfahren", "Geheimnis", True, is_secret=True,
                      deposited_by="Max Muster", responsible="Prozessmodellierer",
                      expires=date(2028, 6, 30)),
            Parameter(f"{LONG_WORD}Aktiv", "Wahrheitswert"),
        ),
        "interfaces": (Interface("Behördenkonto", "ausgehend", "XTA 2", "Amt24", SCHOOL,
                                 "SID", "servicedesk@example.org", "Antrag bleibt liegen und wird "
                                 "nach einer Stunde wieder zugestellt."), Interface("E-Akte")),
        "bodies": (CompetentBody(SCHOOL, "Schulbezirk 4", "Beraten und Antrag annehmen",
                                 "Behördenkonto", "12.07.2027"), CompetentBody(OFFICE)),
        "support": (
            SupportLevel("1 fachlich", OFFICE, "schulanmeldung@example.org", "Mo bis Fr, 9–15 Uhr"),
            SupportLevel("2 technisch", "Anwendungsbetreuung SID", "servicedesk@example.org",
                         "Mo bis Fr, 7–17 Uhr", "verhindernd", "1 Stunde", "8 Stunden"),
            SupportLevel("3", "Prozessmodellierung"),
        ),
        "escalation": "Nach vier Stunden ohne Lösung: Referatsleitung 21, danach SK 44.",
        "operation": "- Protokolle werden wöchentlich gesichtet.\n- Wartung dienstags ab 18 Uhr.",
        "limitations": (Limitation("Nur ein Kind je Antrag", "Geschwister brauchen zwei Anträge"),),
        "protection": "Die Prozessdatenschutzerklärung liegt bei. Schutzbedarf: normal.",
        "steps": (
            PlannedStep("Prozess und Formulare einspielen", "Anwendungsbetreuung SID",
                        date(2027, 7, 19), date(2027, 7, 19), "Version 1.3 wieder aktivieren"),
            PlannedStep("Parameter der Produktion setzen, Geheimnisse schützen",
                        "Behördenredakteur", date(2027, 7, 20)),
            PlannedStep("Prozess aktivieren und mit der Leistung verbinden"),
        ),
        "way_back": "Abbruch, wenn der erste Testfall scheitert. Ersatzweg: Anmeldung auf Papier.",
        "live_tests": (LiveTest("Ganzer Antrag bis zum Eingang", "Ole Probe", "21.07.2027",
                                cleaning="Antrag als Test gekennzeichnet"),),
        "open_points": (an_open_point("N 4", title="Wer prüft neue Versionen?"),),
        "trial": "Vier Wochen. Ansprechperson: Max Muster.",
        "care": "Zertifikat FIT-Connect läuft am 30.06.2028 ab.",
        "passes_to": "Anwendungsbetreuung SID (technischer Erstkontakt)",
        "passes_on": date(2027, 8, 16),
    }  # fmt: skip
    return HandoverFacts(**{**facts, **changes})


def a_handover(**changes: Any) -> Document:
    """The Go-Live-Übergabe of the pilot."""
    return handover.build_handover(a_later_head(handover.KIND), handover_facts(**changes))
