"""What waits for one person: the questions that were handed to them, and where they sign."""

from dataclasses import dataclass
from datetime import date

from amt24web.catalogue.structure import AnswerType, Question, Section
from amt24web.domain.assessments import SignOffReading
from amt24web.domain.vocabulary import AnswerState, Questionnaire
from amt24web.rules.progress import DONE, state_of
from amt24web.rules.responsibility import is_handed_to
from amt24web.rules.section_view import SectionView, section_view
from amt24web.rules.sign_offs import offered, own_roles, read_sign_off
from amt24web.rules.summary import Standing

PAGE = "an-mich"
TITLE = "Fragen an mich"


@dataclass(frozen=True, slots=True)
class ForMe:
    """What waits for one person: how many questions, and the sign-offs of their roles."""

    questions: int
    sign_offs: tuple[SignOffReading, ...]

    @property
    def waits(self) -> bool:
        """Whether there is anything to do; a sign-off that still holds is done."""
        return self.questions > 0 or any(s.is_due for s in self.sign_offs)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.questions or self.sign_offs)


def for_me(standing: Standing, own_uids: frozenset[str]) -> ForMe:
    """What waits for the person who is these participants."""
    roles = own_roles(standing, own_uids)
    return ForMe(
        questions=len(handed_questions(standing, own_uids)) if own_uids else 0,
        sign_offs=tuple(
            read_sign_off(standing, sign_off)
            for sign_off in (offered(standing) if roles else ())
            if sign_off.role in roles
        ),
    )


def handed_questions(standing: Standing, own_uids: frozenset[str]) -> tuple[Question, ...]:
    """The asked questions of the Klärung that these participants were asked to clarify."""
    asked = standing.assessment.asked
    return tuple(
        question
        for section in standing.catalogue.sections_of(Questionnaire.CLARIFICATION)
        for question in section.asked
        if question.id in asked
        and _still_waits(question, standing)
        and is_handed_to(question, standing.facts, own_uids)
    )


def _still_waits(question: Question, standing: Standing) -> bool:
    """Being clarified, or following from such a question and not answered yet."""
    state = state_of(question, standing.facts)
    is_asked_itself = bool(standing.facts.record(question.id).content.responsible_uid)
    if is_asked_itself:
        return state is AnswerState.IN_CLARIFICATION
    return state not in DONE and question.type is not AnswerType.COMPUTED


def handed_view(standing: Standing, own_uids: frozenset[str]) -> SectionView:
    """Those questions as one page, whichever sections they come from."""
    shown = tuple(question.id for question in handed_questions(standing, own_uids))
    page = Section.model_construct(
        id=PAGE,
        letter="",
        title=TITLE,
        questionnaire=Questionnaire.CLARIFICATION,
        shows=shown,
        questions=(),
        source="",
        as_of=date.min,
    )
    return section_view(standing, page, is_editable=False, own_uids=own_uids)
