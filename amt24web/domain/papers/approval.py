"""What a Freigabeerklärung or an Abnahmeprotokoll says."""

from dataclasses import dataclass
from datetime import date

from amt24web.domain.assessments import ImposedCondition
from amt24web.domain.papers.parts import Artefact, Criterion, Declaration, Defect
from amt24web.domain.papers.words import DeclarationKind, ExaminationResult


@dataclass(frozen=True, slots=True)
class PersonThere:
    """Somebody who took part in the examination."""

    name: str
    body: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """What one perspective found; ``result`` is None as long as it has not looked."""

    perspective: str
    result: ExaminationResult | None = None
    who: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """The facts of a declaration about the Onlinedienst.

    ``declaration`` is the one this paper is about, ``further`` are others who sign. ``basis``
    names the papers it rests on. ``requirements`` are legal and organisational rules that were
    checked. ``passes_to`` takes over the responsibility on ``passes_on``.
    """

    kind: DeclarationKind
    declaration: Declaration
    subjects: tuple[Artefact, ...] = ()
    conditions: tuple[ImposedCondition, ...] = ()
    basis: tuple[str, ...] = ()
    participants: tuple[PersonThere, ...] = ()
    examinations: tuple[Examination, ...] = ()
    defects: tuple[Defect, ...] = ()
    requirements: tuple[Criterion, ...] = ()
    passes_to: str = ""
    passes_on: date | None = None
    further: tuple[Declaration, ...] = ()
