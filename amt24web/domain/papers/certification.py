"""What the Zertifizierungsinformation says."""

from dataclasses import dataclass
from datetime import date

from amt24web.domain.assessments import ImposedCondition
from amt24web.domain.papers.parts import Artefact
from amt24web.domain.papers.words import ExaminationResult


@dataclass(frozen=True, slots=True)
class CertifiedSubject:
    """One artefact that was examined, and what came out for it; None as long as it is not."""

    artefact: Artefact
    result: ExaminationResult | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """One subject the examiner looks at, such as logging or endless loops."""

    text: str
    result: ExaminationResult | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class CertificationFinding:
    """Something the examiner found, and how it was mended."""

    number: str
    text: str
    mended: str = ""
    is_settled: bool | None = None


@dataclass(frozen=True, slots=True)
class CertificationFacts:
    """The facts of a certification.

    ``way`` says how it is certified (by an automatic check of the form, or by a revision),
    ``order`` under which number it was asked for. ``proof`` names the file of the examiner with
    its SHA-256. ``forwarded_to`` received the information on ``forwarded_on``. ``renewal`` lists
    what makes a new certification necessary; ``lead`` says how long before it is asked for.
    """

    way: str = ""
    examiner: str = ""
    order: str = ""
    handed_in: date | None = None
    examined: date | None = None
    result: ExaminationResult | None = None
    subjects: tuple[CertifiedSubject, ...] = ()
    conditions: tuple[ImposedCondition, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    findings: tuple[CertificationFinding, ...] = ()
    proof: str = ""
    proof_sha256: str = ""
    forwarded_to: str = ""
    forwarded_on: date | None = None
    renewal: tuple[str, ...] = ()
    lead: str = ""
    remarks: str = ""
