"""What a Statusbericht says: how far the Onlinedienst is, what is open, what comes next."""

from dataclasses import dataclass
from datetime import date

from amt24web.domain.assessments import ClosingReading, SignOffReading
from amt24web.domain.vocabulary import Phase, PointKind


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """How far one section of the Klärung is."""

    letter: str
    title: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something with a day: what, who, until when, and whether that day has passed."""

    what: str
    who: str
    until: date
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day that is known; ``is_begin`` if something has to begin on it at the latest."""

    day: date
    text: str
    is_begin: bool = False


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """The facts of a Statusbericht on its day.

    ``points`` counts the open points by what they are, the gravest first. ``steps`` are those with
    a day, the most urgent first. ``closings`` are stages that are closed or were opened again.
    """

    phase: Phase
    done: int = 0
    total: int = 0
    overdue: int = 0
    wished_start: date | None = None
    sections: tuple[SectionStatus, ...] = ()
    points: tuple[tuple[PointKind, int], ...] = ()
    steps: tuple[NextStep, ...] = ()
    days: tuple[KnownDay, ...] = ()
    closings: tuple[ClosingReading, ...] = ()
    sign_offs: tuple[SignOffReading, ...] = ()
