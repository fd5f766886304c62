"""What is kept about the checklists of an Onlinedienst, and what beyond answers may prove items."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from amt24web.domain.papers.words import (
    CaseKind,
    CaseResult,
    CaseStage,
    DeclarationKind,
    DefectState,
    Outcome,
)
from amt24web.domain.vocabulary import DocumentKind, DocumentState

NEVER = datetime.min.replace(tzinfo=UTC)
"""The moment of what nobody ever ticked."""


class TickState(StrEnum):
    """What somebody said about an item by hand; ``OPEN`` takes it back."""

    OPEN = "open"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Tick:
    """What was said about an item last, by whom and when; ``revision`` 0 if nothing ever was."""

    item_id: str
    state: TickState = TickState.OPEN
    note: str = ""
    by: str = ""
    at: datetime = NEVER
    revision: int = 0


@dataclass(frozen=True, slots=True)
class TriedCase:
    """A test case of an Onlinedienst and how it came out last, if anybody carried it out."""

    number: int
    rule_id: str
    stage: CaseStage
    kind: CaseKind
    last: CaseResult | None


@dataclass(frozen=True, slots=True)
class KeptProofs:
    """What is kept besides the answers: cases, rounds that ended, papers, declarations.

    ``declared`` holds what was not withdrawn, in the order it was said, with the body that said
    it. ``matters`` is what waits for people, as it is kept with the summary.
    """

    cases: tuple[TriedCase, ...] = ()
    rounds: tuple[str, ...] = ()
    defects: tuple[DefectState, ...] = ()
    papers: frozenset[tuple[DocumentKind, DocumentState]] = frozenset()
    declared: tuple[tuple[DeclarationKind, str, Outcome], ...] = ()
    has_complete_package: bool = False
    matters: str = "[]"
