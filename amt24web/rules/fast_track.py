"""What the fast track leads to: what it still asks, and whom to speak to now or later."""

from collections.abc import Iterable
from dataclasses import dataclass

from amt24web.catalogue.structure import Section
from amt24web.domain.assessments import EnquiryReading, LeadTimeReading
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


@dataclass(frozen=True, slots=True)
class Spoken:
    """A body with something to ask it, or with something it has to begin."""

    enquiry: EnquiryReading
    lead_times: tuple[LeadTimeReading, ...]

    @property
    def is_now(self) -> bool:
        """Whether a question was handed to it, or what it has to begin comes soon."""
        return bool(self.enquiry.handed_over) or any(line.is_soon for line in self.lead_times)

    @property
    def is_urgent(self) -> bool:
        """Whether something it has to begin cannot wait."""
        return any(line.is_urgent for line in self.lead_times)


def spoken_to(
    enquiries: Iterable[EnquiryReading], lead_times: Iterable[LeadTimeReading]
) -> tuple[Spoken, ...]:
    """The bodies with a question or a lead time, the urgent first; nobody needs the others yet."""
    lines = tuple(lead_times)
    found = [
        Spoken(enquiry, tuple(line for line in lines if line.who == enquiry.role))
        for enquiry in enquiries
    ]
    wanted = (one for one in found if one.enquiry.questions or one.lead_times)
    return tuple(sorted(wanted, key=lambda one: not one.is_urgent))
