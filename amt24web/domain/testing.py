"""Test cases, rounds of testing, results, defects and declarations as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from amt24web.domain.papers.words import (
    CaseKind,
    CaseResult,
    CaseStage,
    DeclarationKind,
    DefectClass,
    DefectState,
    Outcome,
    Perspective,
    Priority,
)
from amt24web.domain.vocabulary import SignOffWay

NEVER = datetime.min.replace(tzinfo=UTC)
"""The moment of what is not kept yet."""


class RoundKind(StrEnum):
    """Why a round of testing is held, and so which cases belong to it."""

    FULL = "full"
    CORE = "core"
    RETEST = "retest"


@dataclass(frozen=True, slots=True)
class CaseText:
    """What a tester reads: what to have ready, what to do, what must come out."""

    title: str
    preconditions: tuple[str, ...]
    steps: tuple[str, ...]
    expected: str
    data: str


@dataclass(frozen=True, slots=True)
class CaseMarks:
    """What is known about a case beside its text; ``executors`` are roles, ``basis`` says why."""

    stage: CaseStage
    kind: CaseKind
    perspective: Perspective
    priority: Priority
    executors: tuple[str, ...] = ()
    is_stop: bool = False
    is_core: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """A test case of an Onlinedienst as it is kept.

    ``rule_id`` is empty if a person made it up. ``text`` is what was derived (or made up), when
    the case was tested or looked through last; ``edited`` is what a person wrote instead.
    ``fingerprint`` covers the answers it was derived from; ``changed_at`` is when any of this was
    written last.
    """

    id: int
    number: int
    rule_id: str
    subject: str
    fingerprint: str
    text: CaseText
    marks: CaseMarks
    edited: CaseText | None
    tester_uid: str
    is_dropped: bool
    revision: int
    changed_at: datetime = NEVER

    @property
    def shown(self) -> CaseText:
        """What is to be done: a person's words before derived ones."""
        return self.edited or self.text

    @property
    def is_own(self) -> bool:
        """Whether somebody made it up."""
        return not self.rule_id


@dataclass(frozen=True, slots=True)
class Round:
    """One round of testing: with which versions, where, since when, and when it ended.

    ``cases`` are the numbers of those it was about when it ended; empty as long as it goes on.
    """

    id: int
    number: int
    kind: RoundKind
    versions: tuple[str, ...]
    environment: str
    note: str
    begun_by: str
    begun_at: datetime
    ended_at: datetime | None
    cases: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came out when a case was carried out in a round.

    ``on`` says with what browser or device; ``recorded_by`` wrote down what ``tester`` did.
    """

    id: int
    round_id: int
    case_id: int
    result: CaseResult
    tester: str
    day: date
    on: str
    observed: str
    evidence_name: str
    evidence_sha256: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class FoundDefect:
    """A defect: what is wrong, how badly, who mends it by when, and in which version it is."""

    title: str
    weight: DefectClass
    reported_by: str
    reported_at: datetime
    id: int = 0
    number: int = 0
    case_id: int | None = None
    state: DefectState = DefectState.OPEN
    workaround: str = ""
    responsible: str = ""
    until: date | None = None
    fixed_in: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class DeclaredCondition:
    """What has to be done for a declaration „mit Auflagen“ to hold: by whom, until when."""

    text: str
    who: str
    until: date


@dataclass(frozen=True, slots=True)
class Declared:
    """What somebody declared about the Onlinedienst, and what it rested on.

    ``conditions`` are there if it was given „mit Auflagen“. ``body`` is the part of the
    Prozesseigner that speaks. ``basis`` is a fingerprint of versions, results and defects at that
    time; ``versions`` are in words. A withdrawn one has a reason.
    """

    kind: DeclarationKind
    outcome: Outcome
    body: str
    name: str
    function: str
    day: date
    way: SignOffWay
    words: str
    conditions: tuple[DeclaredCondition, ...] = ()
    evidence_name: str = ""
    evidence_sha256: str = ""
    basis: str = ""
    versions: tuple[str, ...] = ()
    recorded_by: str = ""
    recorded_at: datetime = NEVER
    withdrawn_reason: str = ""
    is_withdrawn: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class Certificate:
    """The file that proves the certification, and who attached it when."""

    name: str
    sha256: str
    attached_by: str
    attached_at: datetime


@dataclass(frozen=True, slots=True)
class TrialRecords:
    """Everything kept about the test of an Onlinedienst, with the file of its certification."""

    cases: tuple[PlannedCase, ...] = ()
    rounds: tuple[Round, ...] = ()
    results: tuple[Recorded, ...] = ()
    defects: tuple[FoundDefect, ...] = ()
    declarations: tuple[Declared, ...] = ()
    certificate: Certificate | None = None


@dataclass(frozen=True, slots=True)
class Signatures:
    """Which accounts stand behind a test, by the id of what they kept.

    Of cases it also says when somebody changed them last, of declarations when they were withdrawn.
    """

    cases: Mapping[int, tuple[int, datetime]] = field(default_factory=dict)
    rounds: Mapping[int, int] = field(default_factory=dict)
    results: Mapping[int, int] = field(default_factory=dict)
    defects: Mapping[int, int] = field(default_factory=dict)
    declarations: Mapping[int, tuple[int, datetime | None]] = field(default_factory=dict)

    @property
    def everybody(self) -> frozenset[int]:
        """The numbers of all of them."""
        signed = [*self.cases.values(), *self.declarations.values()]
        plain = (*self.rounds.values(), *self.results.values(), *self.defects.values())
        return frozenset(plain) | {number for number, _ in signed}
