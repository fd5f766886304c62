"""What the program works out for people to decide on: plain readings for pages and papers."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LegalReason:
    """One legal reason for a level: the level in words, the sentence, where it is written."""

    level: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class DamageReading:
    """One damage criterion with the class chosen (0–3); decisive if no other is higher."""

    question: str
    number: str
    text: str
    answer: str
    rank: int
    is_decisive: bool


@dataclass(frozen=True, slots=True)
class MeansReading:
    """One way to sign in that reaches the level."""

    text: str
    people: str
    written_form: str


@dataclass(frozen=True, slots=True)
class NiveauReading:
    """The Vertrauensniveau with its reasons: proposed, decided, and which means follow.

    ``decided`` and ``proposed`` are labels, empty while unknown. ``missing`` names the criteria
    without an answer; until then the proposal is not made. ``may_rise`` names legal questions that
    are open and could still lift the floor. ``means_are_chosen`` tells means of the
    accounts chosen from those that would come into question.
    """

    decided: str
    proposed: str
    deviates: bool
    is_dispensable: bool
    floors: tuple[LegalReason, ...]
    damage: str
    criteria: tuple[DamageReading, ...]
    missing: tuple[str, ...]
    may_rise: tuple[str, ...]
    compensation: str
    is_lowered: bool
    deviation_reason: str
    means: tuple[MeansReading, ...]
    means_are_chosen: bool
    other_way: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been said about it yet."""
        return not (self.decided or self.proposed or self.floors or self.criteria)


@dataclass(frozen=True, slots=True)
class LeadTimeReading:
    """What must be begun by when; ``begin_by`` is None while no day for the go-live is known."""

    key: str
    text: str
    who: str
    weeks: int
    begin_by: date | None
    is_late: bool
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class EnquiryReading:
    """A body to speak to now, with the mail that is prepared for it.

    ``questions`` are those it can answer and that are open; ``recipients`` mail addresses known.
    """

    key: str
    role: str
    body: str
    named: tuple[str, ...]
    recipients: tuple[str, ...]
    occasion: str
    subject: str
    text: str
    questions: tuple[str, ...]
    handed_over: int
    due: date

    @property
    def is_waiting(self) -> bool:
        """Whether there is something to ask or nobody is named yet."""
        return bool(self.questions) or not self.named
