"""What the Abschaltprotokoll says."""

from dataclasses import dataclass
from datetime import date

from amt24web.domain.papers.parts import Artefact, Declaration, PlannedStep
from amt24web.domain.reading import OpenPointReading


@dataclass(frozen=True, slots=True)
class RemainingWork:
    """Applications or drafts that were still on their way: how many on which day, what was done.

    ``count`` is None as long as nobody has counted.
    """

    what: str
    count: int | None = None
    counted_on: date | None = None
    handling: str = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What users or bodies were told, by which way and when."""

    told: str
    way: str
    day: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class DataStock:
    """Data or papers, and where they went: deleted, archived, handed over; with the proof."""

    what: str
    fate: str = ""
    who: str = ""
    day: date | None = None
    proof: str = ""


@dataclass(frozen=True, slots=True)
class ShutdownFacts:
    """The facts of a shutdown.

    ``successor`` is what takes the place of the Onlinedienst, ``other_way`` how people apply until
    then. ``reasons`` is prose.
    """

    subjects: tuple[Artefact, ...] = ()
    shut_on: date | None = None
    last_application_on: date | None = None
    decided_by: str = ""
    decided_on: date | None = None
    reasons: str = ""
    successor: str = ""
    other_way: str = ""
    remaining: tuple[RemainingWork, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    steps: tuple[PlannedStep, ...] = ()
    stocks: tuple[DataStock, ...] = ()
    contact: str = ""
    contact_until: date | None = None
    open_points: tuple[OpenPointReading, ...] = ()
    signatures: tuple[Declaration, ...] = ()
