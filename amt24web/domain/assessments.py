"""What the program works out for people to decide on: plain readings for pages and papers."""

from dataclasses import dataclass
from datetime import date, datetime

from amt24web.domain.vocabulary import SignOffOutcome, SignOffWay, Stage


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
    """What must be begun by when; ``begin_by`` is None while no day for the go-live is known.

    ``is_soon`` if it begins within two weeks, ``is_urgent`` if within three working days or past.
    """

    key: str
    text: str
    who: str
    weeks: int
    begin_by: date | None
    is_soon: bool
    is_urgent: bool
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


@dataclass(frozen=True, slots=True)
class SignOffReading:
    """A sign-off as it stands now; ``outcome`` is None while nobody has signed.

    ``words`` is the condition or the reason for refusing. ``open_then`` and ``changed`` are
    numbers of covered questions: still open when it was signed, and others now than they were.
    ``saved_at`` is the moment it was kept; ``recorded_by`` is who wrote it down, if that was not
    the person who signed. ``replaces`` names the decision of an account holder that somebody else
    replaced, ``proof`` is why. ``withdrawn`` says when and why a former one was taken back.
    """

    key: str
    subject: str
    role: str
    outcome: SignOffOutcome | None = None
    name: str = ""
    function: str = ""
    day: date | None = None
    way: SignOffWay | None = None
    words: str = ""
    open_then: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    saved_at: datetime | None = None
    recorded_by: str = ""
    replaces: str = ""
    proof: str = ""
    withdrawn: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether somebody has decided, whatever they decided."""
        return self.outcome is not None

    @property
    def is_due(self) -> bool:
        """Whether somebody has to sign, or look again at what has changed since."""
        return not self.is_signed or bool(self.changed)

    @property
    def signer(self) -> str:
        """Who signed, with what stands behind the name."""
        return ", ".join(part for part in (self.name, self.function) if part)

    @property
    def replacement(self) -> str:
        """Whose decision it replaces and why, in one sentence; empty for a usual one."""
        return (
            f"Ersetzt die Entscheidung von {self.replaces}: {self.proof}" if self.replaces else ""
        )


@dataclass(frozen=True, slots=True)
class ImposedCondition:
    """An open point that a stage was closed with: who mends it until when, and whether it is.

    ``is_open`` is None where nobody keeps track of that.
    """

    key: str
    number: str
    title: str
    who: str
    until: date | None
    is_open: bool | None


@dataclass(frozen=True, slots=True)
class ClosingReading:
    """The closing of a stage; ``closed_on`` is None while it is open or open again.

    ``reopened`` says when, by whom and why a closing was taken back.
    """

    stage: Stage
    slug: str
    title: str
    closed_on: date | None = None
    closed_by: str = ""
    conditions: tuple[ImposedCondition, ...] = ()
    total: int = 0
    done: int = 0
    note: str = ""
    reopened: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether the stage is closed."""
        return self.closed_on is not None

    @property
    def open_conditions(self) -> int:
        """How many of the conditions imposed are still open."""
        return sum(condition.is_open is True for condition in self.conditions)
