"""How far a Klärung is: only what is asked counts, and what cannot exist yet is not missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amt24web.catalogue.structure import AnswerType, Question
from amt24web.domain.vocabulary import AnswerState, Need, Phase, Stage
from amt24web.rules.facts import Facts, cells, rows_of
from amt24web.rules.visibility import Assessment

STAGE_ORDER = {stage: place for place, stage in enumerate(Stage)}
STAGE_OF_PHASE = {
    Phase.CLARIFICATION: Stage.KICKOFF,
    Phase.KICKOFF: Stage.KICKOFF,
    Phase.PROTOTYPE: Stage.PROTOTYPE,
    Phase.TEST: Stage.APPROVAL,
    Phase.CERTIFICATION: Stage.HANDOVER,
    Phase.GO_LIVE: Stage.HANDOVER,
    Phase.OPERATION: Stage.HANDOVER,
    Phase.SHUTDOWN: Stage.HANDOVER,
}
DONE = (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts over asked questions: how many there are, are done, are with somebody, are due."""

    total: int = 0
    done: int = 0
    in_clarification: int = 0
    due: int = 0

    @property
    def percent(self) -> int:
        """Done in per cent, rounded down, so that 100 means everything."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def untouched(self) -> int:
        """How many nobody has answered or handed to somebody."""
        return self.total - self.done - self.in_clarification

    @property
    def is_complete(self) -> bool:
        """Whether everything that is asked is done."""
        return self.total > 0 and self.done == self.total


def is_due(stage: Stage, phase: Phase) -> bool:
    """Whether something due at the end of a stage may be asked for in a phase."""
    return STAGE_ORDER[stage] <= STAGE_ORDER[STAGE_OF_PHASE[phase]]


def state_of(question: Question, facts: Facts) -> AnswerState:
    """How far a question is settled; „nicht zutreffend“ without a reason is still open."""
    content = facts.record(question.id).content
    if content.state is AnswerState.NOT_APPLICABLE:
        return content.state if content.reason else AnswerState.OPEN
    if content.state is AnswerState.IN_CLARIFICATION:
        return content.state
    if question.row_source is not None:
        has_rows = any(cells(row.content) for row in rows_of(question, facts))
        return AnswerState.ANSWERED if has_rows else AnswerState.OPEN
    return AnswerState.OPEN if content.value is None else AnswerState.ANSWERED


def has_unreadable(question: Question, facts: Facts) -> bool:
    """Whether something was typed that could not be read."""
    if facts.record(question.id).content.raw:
        return True
    if question.row_source is None:
        return False
    return any(row.content.raw for row in rows_of(question, facts))


def counted_questions(questions: Iterable[Question], assessment: Assessment) -> list[Question]:
    """Those that count: asked, and answered by people."""
    return [q for q in questions if q.id in assessment.asked and q.type is not AnswerType.COMPUTED]


def is_missing(question: Question, state: AnswerState, phase: Phase) -> bool:
    """Whether a required answer is due in this phase and not there."""
    is_required = question.need is Need.REQUIRED and is_due(question.stage, phase)
    return is_required and state not in DONE


def progress_over(
    questions: Iterable[Question], facts: Facts, assessment: Assessment, phase: Phase
) -> Progress:
    """Progress over some questions, such as those of a section."""
    counted = counted_questions(questions, assessment)
    states = [state_of(question, facts) for question in counted]
    return Progress(
        total=len(counted),
        done=sum(state in DONE for state in states),
        in_clarification=states.count(AnswerState.IN_CLARIFICATION),
        due=sum(is_missing(q, state, phase) for q, state in zip(counted, states, strict=True)),
    )


def added(parts: Sequence[Progress]) -> Progress:
    """The sum of several progresses."""
    return Progress(
        total=sum(p.total for p in parts),
        done=sum(p.done for p in parts),
        in_clarification=sum(p.in_clarification for p in parts),
        due=sum(p.due for p in parts),
    )
