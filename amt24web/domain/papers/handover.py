"""What the Go-Live-Übergabe says; the mail to the Servicedesk is made from the same facts."""

from dataclasses import dataclass
from datetime import date

from amt24web.domain.assessments import ImposedCondition
from amt24web.domain.papers.parts import Artefact, Declaration, Limitation, PlannedStep
from amt24web.domain.papers.words import ContentState, ExaminationResult
from amt24web.domain.reading import OpenPointReading


@dataclass(frozen=True, slots=True)
class PackageContent:
    """One entry of the Go-Live-Paket; ``words`` say why it is missing or not needed."""

    number: str
    text: str
    state: ContentState = ContentState.MISSING
    file: str = ""
    version: str = ""
    sha256: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A Prozessparameter in both environments.

    Of a secret only who deposited it is known: its values stay empty, and no paper prints them.
    """

    name: str
    kind: str = ""
    is_required: bool | None = None
    development: str = ""
    production: str = ""
    is_secret: bool = False
    deposited_by: str = ""
    responsible: str = ""
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Interface:
    """A system the Onlinedienst talks to, how, and what happens when it does not answer."""

    system: str
    direction: str = ""
    protocol: str = ""
    source: str = ""
    target: str = ""
    operator: str = ""
    contact: str = ""
    on_failure: str = ""


@dataclass(frozen=True, slots=True)
class CompetentBody:
    """A body in its area, and by which channel it receives applications."""

    name: str
    area: str = ""
    part: str = ""
    channel: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class SupportLevel:
    """Who helps on one level, and how fast with which kind of disturbance."""

    level: str
    body: str
    contact: str = ""
    hours: str = ""
    disturbance: str = ""
    reaction: str = ""
    restoration: str = ""


@dataclass(frozen=True, slots=True)
class LiveTest:
    """One case that is tried in production: by whom, when, with what result, and cleaned how."""

    case: str
    who: str = ""
    when: str = ""
    result: str = ""
    cleaning: str = ""


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """The facts of a handover.

    ``replaces`` is the version that is replaced; ``is_new`` says that there is none.
    ``reachable`` are the people who can be reached on the day, with how. Prose: ``description``,
    ``escalation``, ``operation``, ``protection``, ``way_back``, ``trial`` (Anlaufphase), ``care``.
    """

    amt24_mandant: str = ""
    process_name: str = ""
    process_key: str = ""
    process_version: str = ""
    process_environment: str = ""
    forms: tuple[Artefact, ...] = ()
    umsetzungsweg: str = ""
    wished_on: date | None = None
    is_new: bool | None = None
    replaces: str = ""
    contact: str = ""
    certified: ExaminationResult | None = None
    certified_on: date | None = None
    certified_by: str = ""
    certified_versions: str = ""
    approvals: tuple[Declaration, ...] = ()
    reachable: tuple[str, ...] = ()
    conditions: tuple[ImposedCondition, ...] = ()
    contents: tuple[PackageContent, ...] = ()
    description: str = ""
    audience: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    bodies: tuple[CompetentBody, ...] = ()
    support: tuple[SupportLevel, ...] = ()
    escalation: str = ""
    operation: str = ""
    limitations: tuple[Limitation, ...] = ()
    protection: str = ""
    steps: tuple[PlannedStep, ...] = ()
    way_back: str = ""
    live_tests: tuple[LiveTest, ...] = ()
    open_points: tuple[OpenPointReading, ...] = ()
    trial: str = ""
    care: str = ""
    passes_to: str = ""
    passes_on: date | None = None
    signatures: tuple[Declaration, ...] = ()
