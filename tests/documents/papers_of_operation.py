"""Papers at the beginning and at the end of the operation of the pilot, in plain functions."""

from dataclasses import replace
from datetime import date
from typing import Any

from amt24web.documents import operational_approval, shutdown
from amt24web.documents.outline import Document
from amt24web.domain.papers.operational_approval import OperationalApprovalFacts
from amt24web.domain.papers.parts import Declaration, Limitation, PlannedStep
from amt24web.domain.papers.shutdown import (
    Announcement,
    DataStock,
    RemainingWork,
    ShutdownFacts,
)
from amt24web.domain.papers.words import Outcome
from amt24web.domain.vocabulary import SignOffWay
from tests.documents.papers import a_condition, an_open_point
from tests.documents.pilot import ARTEFACTS, LONG_WORD, OFFICE, a_later_head

NOBODY_DECLARED = OperationalApprovalFacts(
    Declaration("Anwendungsbetreuung"), Declaration("Anwendungsbetreuung"),
    Declaration("Informationssicherheitsbeauftragte"), Declaration("Datenschutzbeauftragte"),
)  # fmt: skip
LIVE = tuple(replace(part, status="FINAL", environment="Produktion") for part in ARTEFACTS)
BY_MAIL = {"day": date(2027, 8, 9), "way": SignOffWay.MAIL, "recorded_by": "Anna Beispiel"}


def operational_approval_facts(**changes: Any) -> OperationalApprovalFacts:
    """An operational approval on a condition; data protection has not judged yet."""
    operation, security = NOBODY_DECLARED.operation, NOBODY_DECLARED.security
    facts: dict[str, Any] = {
        "declaration": replace(operation, outcome=Outcome.ON_CONDITION, name="Bea Betrieb",
                               function="SID", words="Die Überwachung wird bis September ergänzt.",
                               attachment="betriebsfreigabe.eml", **BY_MAIL),
        "operation": replace(operation, outcome=Outcome.ON_CONDITION, name="Bea Betrieb",
                             words="Es fehlt die Überwachung der Zustellung.", **BY_MAIL),
        "security": replace(security, outcome=Outcome.GIVEN, name="Ina Sicher",
                            day=date(2027, 8, 6), way=SignOffWay.ACCOUNT),
        "subjects": LIVE, "environment": "Produktion", "live_since": date(2027, 7, 21),
        "scope": ("Betrieb in der Produktion für alle 12 Pilotschulen",
                  "Ohne die Anlage für Pflegeeltern"),
        "care_by": "Anwendungsbetreuung SID, servicedesk@example.org",
        "conditions": (a_condition(number="1", title="Überwachung der Zustellung einrichten",
                                   who="Bea Betrieb", until=date(2027, 9, 15)),),
        "basis": ("Abnahmeprotokoll vom 22.07.2027", "Zertifizierungsinformation 1.0"),
        "limitations": (Limitation("Nur ein Kind je Antrag", "Geschwister brauchen zwei Anträge"),),
        "trial_until": date(2027, 8, 16), "trial_contact": "Max Muster, 0371 1234-1",
        "passes_to": "Anwendungsbetreuung SID", "passes_on": date(2027, 8, 16),
        "further": (Declaration("Prozesseigner", name="Erika Beispiel"),),
    }  # fmt: skip
    return replace(NOBODY_DECLARED, **{**facts, **changes})


def an_operational_approval(**changes: Any) -> Document:
    """The betriebliche Freigabeerklärung of the pilot."""
    return operational_approval.build_operational_approval(
        a_later_head(operational_approval.KIND), operational_approval_facts(**changes)
    )


def shutdown_facts(**changes: Any) -> ShutdownFacts:
    """A shutdown that is almost done."""
    facts: dict[str, Any] = {
        "subjects": LIVE, "shut_on": date(2031, 7, 31), "last_application_on": date(2031, 7, 15),
        "decided_by": "Referatsleitung 21", "decided_on": date(2031, 2, 3),
        "reasons": "Der Dienst wird durch einen gemeinsamen Dienst der Länder abgelöst.\n\n"
                   "Der alte Dienst wird danach nicht mehr gebraucht.",
        "successor": "Schulanmeldung der Länder, https://example.org/schulanmeldung",
        "other_way": "Anmeldung auf Papier bei der Grundschule",
        "remaining": (
            RemainingWork("Anträge in Bearbeitung", 1214, date(2031, 7, 16),
                          "Die Schulen bearbeiten sie bis zum Bescheid."),
            RemainingWork("Gespeicherte Entwürfe", 38, date(2031, 7, 16),
                          "Alle Personen sind benachrichtigt."),
            RemainingWork("Rückfragen ohne Antwort"),
        ),
        "announcements": (
            Announcement("Antragstellende Personen", "Hinweis im Prozess", date(2031, 7, 1),
                         "Der Dienst endet am 31.07.2031."),
            Announcement("Zuständige Stellen", "Rundmail"),
        ),
        "steps": (
            PlannedStep("Zeitgesteuertes Undeployment einrichten", "Prozessmodellierer",
                        date(2031, 7, 31), date(2031, 7, 31)),
            PlannedStep("Aktivierungen und Links entfernen", "Behördenredakteur",
                        date(2031, 8, 1), date(2031, 8, 1)),
            PlannedStep("Empfangskanäle und Zugänge abmelden", "Max Muster", date(2031, 8, 15)),
        ),
        "stocks": (
            DataStock("Entwürfe in Amt24", "gelöscht", "SID", date(2031, 8, 31), "loeschung.pdf"),
            DataStock("Testnachweise, Freigaben", "archiviert", OFFICE),
            DataStock(f"Unterlagen zum {LONG_WORD}"),
        ),
        "contact": "Erika Beispiel, schulanmeldung@example.org",
        "contact_until": date(2031, 12, 31),
        "open_points": (an_open_point("1", title="Zertifikat für FIT-Connect abmelden"),),
        "signatures": (Declaration("Prozesseigner", name="Erika Beispiel"),
                       Declaration("Anwendungsbetreuung", Outcome.GIVEN, "Bea Betrieb", "SID",
                                   date(2031, 9, 2), SignOffWay.MAIL, "abschaltung.eml",
                                   "Anna Beispiel")),
    }  # fmt: skip
    return ShutdownFacts(**{**facts, **changes})


def a_shutdown(**changes: Any) -> Document:
    """The Abschaltprotokoll of the pilot."""
    return shutdown.build_shutdown(a_later_head(shutdown.KIND), shutdown_facts(**changes))
