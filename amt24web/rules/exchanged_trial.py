"""The test of an Onlinedienst on its way to another instance: what may be said of it in a file.

Cases, rounds and defects keep their numbers, people their name and function. Files that prove a
result or a declaration stay where they are; only their names travel.
"""

from collections.abc import Collection, Hashable, Iterable
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from amt24web.domain.errors import InvalidInput
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
from amt24web.domain.records import Json
from amt24web.domain.testing import RoundKind
from amt24web.domain.vocabulary import SignOffWay
from amt24web.rules.exchanged_keys import Day
from amt24web.rules.exchanged_records import Author, Moment
from amt24web.rules.typed_text import CONTROL, problem

MOST_CASES, MOST_RESULTS, LONGEST_LIST, LONGEST_TEXT = 5_000, 50_000, 1_000, 20_000
NOT_READABLE: Final = "Die Angaben zum Test in der Datei sind nicht lesbar (Stelle „{place}“)."
TWICE: Final = "In der Datei steht zum Test etwas zweimal, was es nur einmal geben kann."
UNKNOWN: Final = "Die Angaben zum Test nennen etwas, was die Datei nicht enthält."
SHOWN_PLACE: Final = 60


def _is_printable(text: str) -> str:
    if CONTROL.search(text) or problem(text, LONGEST_TEXT):
        raise ValueError("characters that break documents")
    return text


Text = Annotated[str, AfterValidator(_is_printable)]
Line = Annotated[Text, Field(max_length=300)]
Lines = Annotated[tuple[Text, ...], Field(max_length=LONGEST_LIST)]
Number = Annotated[int, Field(gt=0, lt=1_000_000, strict=True)]
Truth = Annotated[bool, Field(strict=True)]


class _Said(BaseModel):
    """What is said in the file; nothing else may stand there, and what is not said is empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SaidText(_Said):
    """The words of a case."""

    title: Text
    preconditions: Lines = ()
    steps: Lines = ()
    expected: Text = ""
    data: Text = ""


class SaidMarks(_Said):
    """What is known about a case beside its words."""

    stage: CaseStage
    kind: CaseKind
    perspective: Perspective
    priority: Priority
    executors: Annotated[tuple[Line, ...], Field(max_length=LONGEST_LIST)] = ()
    is_stop: Truth = False
    is_core: Truth = False
    basis: Text = ""


class SaidCase(_Said):
    """A test case under its number; ``author`` changed it last."""

    number: Number
    rule_id: Line = ""
    subject: Line = ""
    fingerprint: Line = ""
    text: SaidText
    marks: SaidMarks
    edited: SaidText | None = None
    tester_uid: Line = ""
    is_dropped: Truth = False
    revision: Number = 1
    author: Author
    changed_at: Moment


class SaidRound(_Said):
    """A round under its number; ``cases`` are those it was about when it ended."""

    number: Number
    kind: RoundKind
    cases: Annotated[tuple[Number, ...], Field(max_length=MOST_CASES)] = ()
    versions: Lines = ()
    environment: Line = ""
    note: Text = ""
    author: Author
    begun_at: Moment
    ended_at: Moment | None = None


class SaidResult(_Said):
    """What came out of a case in a round, both by number."""

    round: Number
    case: Number
    result: CaseResult
    tester: Line = ""
    day: Day
    on: Line = ""
    observed: Text = ""
    evidence_name: Line = ""
    author: Author
    recorded_at: Moment


class SaidDefect(_Said):
    """A defect under its number; ``case`` is the number of the case that showed it."""

    number: Number
    case: Number | None = None
    title: Text
    weight: DefectClass
    state: DefectState
    workaround: Text = ""
    responsible: Line = ""
    until: Day | None = None
    fixed_in: Line = ""
    revision: Number = 1
    author: Author
    reported_at: Moment


class SaidCondition(_Said):
    """What has to be done for a declaration to hold."""

    text: Text
    who: Line
    until: Day


class SaidDeclaration(_Said):
    """What somebody declared; ``author`` wrote it down."""

    kind: DeclarationKind
    outcome: Outcome
    body: Line = ""
    name: Line = ""
    function: Line = ""
    day: Day
    way: SignOffWay
    words: Text = ""
    conditions: Annotated[tuple[SaidCondition, ...], Field(max_length=LONGEST_LIST)] = ()
    basis: Line = ""
    versions: Lines = ()
    evidence_name: Line = ""
    author: Author
    recorded_at: Moment
    withdrawn_at: Moment | None = None
    withdrawn_reason: Text = ""

    @model_validator(mode="after")
    def _withdrawn_with_a_reason(self) -> Self:
        if (self.withdrawn_at is None) is not (self.withdrawn_reason == ""):
            raise ValueError("withdrawn, and a reason for it: both or neither")
        return self


class SaidTrial(_Said):
    """Everything about the test, in the order in which it was kept."""

    cases: Annotated[tuple[SaidCase, ...], Field(max_length=MOST_CASES)] = ()
    rounds: Annotated[tuple[SaidRound, ...], Field(max_length=MOST_CASES)] = ()
    results: Annotated[tuple[SaidResult, ...], Field(max_length=MOST_RESULTS)] = ()
    defects: Annotated[tuple[SaidDefect, ...], Field(max_length=MOST_CASES)] = ()
    declarations: Annotated[tuple[SaidDeclaration, ...], Field(max_length=MOST_CASES)] = ()


def read(said: Json, participants: Collection[str]) -> SaidTrial:
    """The test in a file; ``participants`` are the people a case may be given to, by uid.

    Raises InvalidInput for the first thing that could not have been said here.
    """
    try:
        trial = SaidTrial.model_validate(said)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])[:SHOWN_PLACE]
        raise InvalidInput(NOT_READABLE.format(place=place)) from error
    for numbered in (trial.cases, trial.rounds, trial.defects):
        _require_once(one.number for one in numbered)
    _require_once((case.rule_id, case.subject) for case in trial.cases if case.rule_id)
    _require_known({case.tester_uid for case in trial.cases} - {""}, participants)
    cases, rounds = [c.number for c in trial.cases], [r.number for r in trial.rounds]
    _require_known({r.case for r in trial.results}, cases)
    _require_known({d.case for d in trial.defects if d.case}, cases)
    _require_known({r.round for r in trial.results}, rounds)
    _require_known({number for held in trial.rounds for number in held.cases}, cases)
    return trial


def _require_once(seen: Iterable[Hashable]) -> None:
    listed = list(seen)
    if len(set(listed)) < len(listed):
        raise InvalidInput(TWICE)


def _require_known(named: Collection[Hashable], known: Iterable[Hashable]) -> None:
    if not set(named) <= set(known):
        raise InvalidInput(UNKNOWN)
