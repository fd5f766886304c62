"""What the betriebliche Freigabeerklärung says."""

from dataclasses import dataclass
from datetime import date

from amt24web.domain.assessments import ImposedCondition
from amt24web.domain.papers.parts import Artefact, Declaration, Limitation


@dataclass(frozen=True, slots=True)
class OperationalApprovalFacts:
    """The facts of the operational approval.

    ``declaration`` is that of the whole; ``operation``, ``security`` and ``protection`` are the
    judgements of the three sides it rests on. ``scope`` says what is approved, ``basis`` names the
    papers it rests on. ``care_by`` is the Anwendungsbetreuung in charge; ``trial_until`` the end of
    the Anlaufphase.
    """

    declaration: Declaration
    operation: Declaration
    security: Declaration
    protection: Declaration
    subjects: tuple[Artefact, ...] = ()
    environment: str = ""
    live_since: date | None = None
    scope: tuple[str, ...] = ()
    care_by: str = ""
    conditions: tuple[ImposedCondition, ...] = ()
    basis: tuple[str, ...] = ()
    limitations: tuple[Limitation, ...] = ()
    trial_until: date | None = None
    trial_contact: str = ""
    passes_to: str = ""
    passes_on: date | None = None
    further: tuple[Declaration, ...] = ()
