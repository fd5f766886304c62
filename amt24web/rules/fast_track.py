"""What the fast track still asks: questions that nobody has answered or handed on."""

from dataclasses import dataclass

from amt24web.catalogue.structure import Section
from amt24web.domain.vocabulary import AnswerState, Questionnaire
from amt24web.rules.progress import counted_questions, state_of
from amt24web.rules.summary import Standing


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A question of the fast track that is open and with nobody, and the block that asks it."""

    block: Section
    question_id: str
    text: str


def left_open(standing: Standing, block_id: str = "") -> tuple[LeftOpen, ...]:
    """The open questions of the fast track in order, or those of one block only."""
    return tuple(
        LeftOpen(block, question.id, question.text)
        for block in standing.catalogue.sections_of(Questionnaire.FAST_TRACK)
        if block_id in ("", block.id)
        for question in counted_questions(standing.catalogue.counted(block), standing.assessment)
        if state_of(question, standing.facts) is AnswerState.OPEN
    )
