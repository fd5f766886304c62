"""What an invitation to the Auftakt says beside the answers about date and place."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is invited, with every role they have, and who comes in their place."""

    who: str
    roles: tuple[str, ...] = ()
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A role that is needed and has nobody yet; ``body`` is where to ask, if it is known."""

    role: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class PointToPrepare:
    """An open point by its number in the Klärung; ``until`` is the day it was promised for."""

    number: str
    title: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What somebody brings an answer to, or the meeting decides; the most urgent points first.

    ``later`` was promised for a day after the meeting.
    """

    who: str
    points: tuple[PointToPrepare, ...]
    later: tuple[PointToPrepare, ...] = ()


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """The facts of an invitation.

    ``contact`` is how to reach who leads the meeting, ``answer_by`` the day until when they want to
    know who comes. Empty or None where it is not known.
    """

    invited: tuple[Invited, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    prepared: tuple[Prepared, ...] = ()
    contact: str = ""
    answer_by: date | None = None
