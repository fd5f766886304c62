"""What several papers of the pilot say: people, versions, declarations, defects."""

from datetime import date
from typing import Any

from amt24web.documents.head import Head
from amt24web.domain.papers.parts import (
    Artefact,
    Declaration,
    Defect,
)
from amt24web.domain.papers.words import (
    DefectClass,
    Outcome,
)
from amt24web.domain.vocabulary import SignOffWay
from tests.documents.papers import a_head

SCHOOL, OFFICE = "Grundschule am Park", "Landesamt für Schule und Bildung, Referat 21"
LONG_WORD = "Grundschulanmeldungszuständigkeitsermittlungsverfahren"
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
ARTEFACTS = (
    Artefact("Prozess", "Anmeldung Grundschule", "1.4", "TEST", "Entwicklung"),
    Artefact("Formular", "Anmeldung zur Grundschule, Antrag", "1.2", "TEST", "Entwicklung"),
    Artefact("Formular", f"Anlage {LONG_WORD}", "0.9"),
)
APPROVED_BY_MAIL = Declaration(
    "Projektleitung Amt24 (SK 44)", Outcome.GIVEN, "Paul Probe", "SK 44", date(2027, 6, 28),
    SignOffWay.MAIL, "freigabe-sk44.eml", "Anna Beispiel",
)  # fmt: skip
APPROVED = Declaration(
    "Prozesseigner", Outcome.ON_CONDITION, "Erika Beispiel", "Referat 21", date(2027, 5, 31),
    SignOffWay.ACCOUNT, words="Die Anlage für Pflegeeltern folgt bis 15.07.2027.",
)  # fmt: skip
OWNERS_SIGNATURE = Declaration("Prozesseigner", name="Erika Beispiel", function="Referat 21")


def a_later_head(kind: str, **changes: Any) -> Head:
    """The head of a draft of the later phases."""
    return a_head(**{"kind": kind, "day": date(2027, 4, 12), **changes})


def a_defect(number: str = "1", **changes: Any) -> Defect:
    """A grave defect that is still open."""
    facts: dict[str, Any] = {
        "title": "Zwei Wunschschulen sind Pflicht, im Text steht „bis zu zwei“",
        "weight": DefectClass.HINDERS,
        "case": "tf-pflichtfelder",
        "responsible": "Max Muster",
        "until": date(2027, 5, 28),
    }
    return Defect(**{**facts, **changes, "number": number})
