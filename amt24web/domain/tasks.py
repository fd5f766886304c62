"""What waits for one person, over all their Onlinedienste, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from amt24web.domain.papers.words import CaseResult, DefectClass, Outcome
from amt24web.domain.testing import RoundKind
from amt24web.domain.vocabulary import AccessRole, DocumentKind, PointKind


class TaskKind(StrEnum):
    """Why something waits for somebody; on a day, they come in this order."""

    SIGN_OFF = "sign_off"
    PAPER = "paper"
    DEFECT = "defect"
    TESTING = "testing"
    REWORK = "rework"
    CERTIFICATION = "certification"
    POINT = "point"
    LATER_QUESTION = "later_question"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class Task:
    """One line of „Meine Aufgaben“.

    ``key``, ``section`` and ``number`` say where exactly it is done; ``key`` of a round is the
    name under which its tester stands there. ``note`` says more in a few words.
    """

    kind: TaskKind
    onlinedienst_id: int
    onlinedienst: str
    title: str
    due_on: date | None = None
    note: str = ""
    key: str = ""
    section: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Matter:
    """What waits for participants without being an open point; kept with the summary."""

    kind: TaskKind
    key: str
    title: str
    uids: tuple[str, ...]
    note: str = ""
    section: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A participant who is this person: where, with which access; ``matters`` as they are kept."""

    onlinedienst_id: int
    onlinedienst: str
    uid: str
    access: AccessRole
    cells: Mapping[str, Any]
    matters: str


@dataclass(frozen=True, slots=True)
class KeptPoint:
    """An open point that waits for this person, as it was kept."""

    onlinedienst_id: int
    key: str
    kind: PointKind
    title: str
    question: str
    section: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Undated questions of the stage that are theirs; the words are those of one of them."""

    onlinedienst_id: int
    count: int
    title: str
    question: str
    section: str


@dataclass(frozen=True, slots=True)
class PaperToApprove:
    """A version that waits for approval."""

    onlinedienst_id: int
    issued_id: int
    kind: DocumentKind
    version: int
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class CaseToRun:
    """A case that nobody carried out in the open round; ``last`` is from earlier rounds."""

    onlinedienst_id: int
    number: int
    round_number: int
    round_kind: RoundKind
    tester_uid: str
    marks: Mapping[str, Any]
    last: CaseResult | None
    has_mended_defect: bool


@dataclass(frozen=True, slots=True)
class OpenDefect:
    """A defect that nobody has mended yet."""

    onlinedienst_id: int
    number: int
    title: str
    weight: DefectClass
    responsible: str
    until: date | None


@dataclass(frozen=True, slots=True)
class TouchedCase:
    """A derived case that a person tested or edited, with the fingerprint of that time."""

    number: int
    rule_id: str
    subject: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class CaseTotals:
    """What is kept about the test and the papers of one Onlinedienst, counted.

    ``passed`` are numbers of cases; ``declared`` are the final approvals that hold, one of
    each body.
    """

    cases: int
    passed: frozenset[int]
    open_defects: int
    open_round: int
    declared: tuple[Outcome, ...]
    papers_for_approval: int
    matters: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that is kept and may wait for one person; ``is_cut`` if there is still more."""

    memberships: tuple[Membership, ...] = ()
    points: tuple[KeptPoint, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    papers: tuple[PaperToApprove, ...] = ()
    cases: tuple[CaseToRun, ...] = ()
    defects: tuple[OpenDefect, ...] = ()
    is_cut: bool = False
