"""What several papers speak of: versions, tests, defects, declarations, steps."""

from dataclasses import dataclass
from datetime import date

from amt24web.domain.assessments import ImposedCondition
from amt24web.domain.papers.words import DefectClass, DefectState, Outcome
from amt24web.domain.vocabulary import SignOffWay


@dataclass(frozen=True, slots=True)
class Artefact:
    """A process model, a form or an interface in one version.

    ``kind`` says what it is („Prozess“), ``status`` what Amt24 says of it, ``environment`` where.
    """

    kind: str
    name: str
    version: str = ""
    status: str = ""
    environment: str = ""

    @property
    def as_line(self) -> str:
        """What it is, its name and its version in one line."""
        return f"{self.kind} {self.name}, Version {self.version or 'noch offen'}"


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that has to hold: what was aimed at, what came out, whether it is met."""

    text: str
    target: str = ""
    actual: str = ""
    is_met: bool | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which test cases prove a requirement, and with what result."""

    requirement: str
    cases: tuple[str, ...] = ()
    result: str = ""


@dataclass(frozen=True, slots=True)
class Defect:
    """Something in which the Onlinedienst differs from what was expected.

    ``until`` is when it is to be mended; ``fixed_in`` the version in which it is.
    """

    number: str
    title: str
    weight: DefectClass
    state: DefectState = DefectState.OPEN
    case: str = ""
    workaround: str = ""
    responsible: str = ""
    until: date | None = None
    fixed_in: str = ""

    @property
    def is_left(self) -> bool:
        """Whether it is still there, accepted or not; what is mended needs a retest first."""
        return self.state is not DefectState.RETESTED


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one role declares; ``outcome`` is None as long as it has not.

    ``attachment`` names the file that proves it, such as the mail of somebody without an account;
    ``recorded_by`` is who wrote it down, if that was not the person who declared it. ``words`` are
    reasons or remarks; ``conditions`` are there if it was given „mit Auflagen“.
    """

    role: str
    outcome: Outcome | None = None
    name: str = ""
    function: str = ""
    day: date | None = None
    way: SignOffWay | None = None
    attachment: str = ""
    recorded_by: str = ""
    words: str = ""
    conditions: tuple[ImposedCondition, ...] = ()

    @property
    def who(self) -> str:
        """The name with what stands behind it."""
        return ", ".join(part for part in (self.name, self.function) if part)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step of a plan: who does it when, whether it is done, and how to go back."""

    text: str
    who: str = ""
    planned: date | None = None
    done: date | None = None
    way_back: str = ""


@dataclass(frozen=True, slots=True)
class Limitation:
    """Something the Onlinedienst is known not to do: what that means, and how to live with it."""

    text: str
    effect: str = ""
    workaround: str = ""
    planned: str = ""
