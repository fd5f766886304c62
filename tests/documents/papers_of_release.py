"""Declarations and certification of the pilot, in plain functions."""

from datetime import date
from typing import Any

from amt24web.documents import approval, certification
from amt24web.documents.outline import Document
from amt24web.domain.papers.approval import ApprovalFacts, Examination, PersonThere
from amt24web.domain.papers.certification import (
    CertificationFacts,
    CertificationFinding,
    CertifiedSubject,
    Inspection,
)
from amt24web.domain.papers.parts import (
    Criterion,
    Declaration,
)
from amt24web.domain.papers.words import (
    DeclarationKind,
    ExaminationResult,
)
from tests.documents.papers import a_condition
from tests.documents.pilot import (
    APPROVED,
    APPROVED_BY_MAIL,
    ARTEFACTS,
    LONG_WORD,
    OFFICE,
    SCHOOL,
    SHA256,
    a_defect,
    a_later_head,
)


def approval_facts(**changes: Any) -> ApprovalFacts:
    """A final approval on one condition, given in the own account."""
    facts: dict[str, Any] = {
        "kind": DeclarationKind.FINAL_APPROVAL, "declaration": APPROVED, "subjects": ARTEFACTS,
        "conditions": (a_condition(number="1", title="Anlage für Pflegeeltern ergänzen",
                                   until=date(2027, 7, 15)),),
        "basis": ("Testplan 1.0", "Testbericht 1.0 vom 24.05.2027"),
        "participants": (PersonThere("Erika Beispiel", OFFICE, "Prozesseigner"),
                         PersonThere("Ole Probe", SCHOOL)),
        "examinations": (Examination("Nutzende", ExaminationResult.PASSED, "Testkreis", "flüssig"),
                         Examination("antragannehmende Stelle", ExaminationResult.ON_CONDITION,
                                     "Ole Probe", "E-Akte folgt"),
                         Examination("Entwicklung")),
        "defects": (a_defect(),),
        "requirements": (Criterion("Datenschutzerklärung abgestimmt", actual="Mail vom 20.05.2027",
                                   is_met=True),
                         Criterion("Barrierefreiheit geprüft", is_met=None)),
        "passes_to": "Landesamt für Schule und Bildung", "passes_on": date(2027, 8, 1),
        "further": (Declaration("Dienstleister", name="Dora Dienst"),),
    }  # fmt: skip
    return ApprovalFacts(**{**facts, **changes})


def an_approval(**changes: Any) -> Document:
    """A declaration about the pilot."""
    facts = approval_facts(**changes)
    return approval.build_approval(a_later_head(approval.MEANINGS[facts.kind].kind), facts)


def an_approval_by_mail(**changes: Any) -> Document:
    """The approval of somebody who has no account, as a mail kept as a file."""
    facts = {"kind": DeclarationKind.PRODUCTION_APPROVAL, "declaration": APPROVED_BY_MAIL}
    return an_approval(**{**facts, **changes})


def certification_facts(**changes: Any) -> CertificationFacts:
    """A certification with one condition, handed on to the operation."""
    passed = ExaminationResult.PASSED
    facts: dict[str, Any] = {
        "way": "Weg A: automatische Prüfung des Formulars, Status „Prüfung erfolgreich“",
        "examiner": "Unabhängige Prüfstelle (Beispiel GmbH)", "order": "ZERT-2027-0042",
        "handed_in": date(2027, 6, 1), "examined": date(2027, 6, 14),
        "result": ExaminationResult.ON_CONDITION,
        "subjects": (CertifiedSubject(ARTEFACTS[0], passed),
                     CertifiedSubject(ARTEFACTS[1], ExaminationResult.ON_CONDITION, "Auflage 1"),
                     CertifiedSubject(ARTEFACTS[2])),
        "conditions": (a_condition(number="1", title="Protokolltexte ohne Namen schreiben"),),
        "inspections": (Inspection("Portalbetrieb", passed),
                        Inspection("Logging", ExaminationResult.ON_CONDITION, "siehe Befund 1"),
                        Inspection("Endlosschleifen")),
        "findings": (CertificationFinding("1", "Ein Protokolltext enthält den Namen des Kindes.",
                                          "Text geändert, Version 1.4", True),
                     CertificationFinding("2", f"{LONG_WORD} ohne Zeitgrenze")),
        "proof": "pruefvermerk-zert-2027-0042.pdf", "proof_sha256": SHA256,
        "forwarded_to": "Anwendungsbetreuung SID", "forwarded_on": date(2027, 6, 16),
        "lead": "Anfragen stellt die Prozessmodellierung **vier Wochen** vorher.",
        "remarks": "Die Prüfstelle bittet um Nachricht nach dem Livegang.",
    }  # fmt: skip
    return CertificationFacts(**{**facts, **changes})


def a_certification(**changes: Any) -> Document:
    """The Zertifizierungsinformation of the pilot."""
    return certification.build_certification(
        a_later_head(certification.KIND), certification_facts(**changes)
    )
