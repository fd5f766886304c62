"""Papers at the beginning and at the end of the operation of the pilot, in plain functions."""

from dataclasses import replace
from datetime import date
from typing import Any

from amt24web.documents import operational_approval
from amt24web.documents.outline import Document
from amt24web.domain.papers.operational_approval import OperationalApprovalFacts
from amt24web.domain.papers.parts import Declaration, Limitation
from amt24web.domain.papers.words import Outcome
from amt24web.domain.vocabulary import SignOffWay
from tests.documents.papers import a_condition
from tests.documents.pilot import ARTEFACTS, a_later_head

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
