"""One section as a page: its questions, the side list, where to go next."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from amt24web.catalogue.structure import AnswerType, Question, Section, XoevStandard
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import Questionnaire
from amt24web.rules.facts import rows_of
from amt24web.rules.form_view import QuestionView, question_view
from amt24web.rules.progress import Progress, added
from amt24web.rules.responsibility import is_handed_to, responsible_choices
from amt24web.rules.secrets import has_dropped, has_only_dropped
from amt24web.rules.submissions import problems
from amt24web.rules.summary import Standing
from amt24web.rules.vertrauensniveau import RESULT
from amt24web.rules.visibility import asking_condition


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One line of the side list.

    ``problems`` counts questions with something that cannot be read, ``secrets`` those with rows
    whose secret was not kept.
    """

    section: Section
    progress: Progress
    problems: int
    secrets: int
    findings: int
    is_current: bool


@dataclass(frozen=True)
class SectionView:
    """Everything the page of one section shows.

    ``again`` are questions of another section that belong here as well, such as the goal at the
    kickoff: the same answer, asked once. A block of the fast track has no others. ``standards``
    are the suggestions if one of its questions offers them. A question is drawn (``draw``) when
    it is first looked at: an autosave needs two or three of them.
    """

    section: Section
    shown_again: tuple[Question, ...]
    draw: Callable[[str], QuestionView] = field(repr=False)
    asked_ids: Container[str]
    is_conditional: Callable[[Question], bool] = field(repr=False)
    lines: tuple[SectionLine, ...]
    progress: Progress
    previous_section: str
    next_section: str
    people: tuple[tuple[str, str], ...]
    standards: tuple[XoevStandard, ...]

    @cached_property
    def questions(self) -> tuple[QuestionView, ...]:
        """The questions of the section itself."""
        return tuple(self.draw(question.id) for question in self.section.asked)

    @cached_property
    def again(self) -> tuple[QuestionView, ...]:
        """The questions of other sections that stand here as well."""
        return tuple(self.draw(question.id) for question in self.shown_again)

    @property
    def all_questions(self) -> tuple[QuestionView, ...]:
        """Every question the page may show, in order."""
        return (*self.again, *self.questions)

    @property
    def asked(self) -> tuple[QuestionView, ...]:
        """The questions that are asked now."""
        return tuple(q for q in self.all_questions if q.is_asked)

    def question(self, question_id: str) -> QuestionView | None:
        """One question of the page, or None if it is not on it."""
        return next((self.draw(q.id) for q in self._known if q.id == question_id), None)

    def moved(self, on_page: Container[str]) -> tuple[QuestionView, ...]:
        """Conditional questions that must appear on a page, or vanish from it.

        ``on_page`` are the ids of the questions it shows at the moment.
        """
        return tuple(
            self.draw(q.id)
            for q in self._known
            if (q.id in self.asked_ids) is not (q.id in on_page) and self.is_conditional(q)
        )

    def renewed(self, findings_changed: Container[str]) -> tuple[QuestionView, ...]:
        """Asked questions that say something new without being touched: computed, or found."""
        asked = [q for q in self._known if q.id in self.asked_ids]
        return tuple(
            self.draw(q.id)
            for q in asked
            if q.type is AnswerType.COMPUTED or q.id in findings_changed
        )

    @property
    def _known(self) -> tuple[Question, ...]:
        return (*self.shown_again, *self.section.asked)

    @property
    def problems(self) -> int:
        """How many inputs of the asked questions cannot be taken as they are."""
        return sum(q.problem_count for q in self.asked)

    @property
    def open_findings(self) -> int:
        """How many findings here still count."""
        return sum(f.is_open for q in self.asked for f in q.findings)

    @property
    def waits_for_reader(self) -> bool:
        """Whether somebody who only reads may answer something here: it was handed to them."""
        return any(q.is_editable for q in self.asked)

    @property
    def decides_level(self) -> bool:
        """Whether the Vertrauensniveau is decided here, so that its reasons are worth a link."""
        return any(q.id == RESULT and q.id in self.asked_ids for q in self.section.asked)

    @property
    def is_fast_track(self) -> bool:
        """Whether this is a block of the fast track, where a question can be handed on."""
        return self.section.questionnaire is Questionnaire.FAST_TRACK


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section of an Onlinedienst, for one person."""

    onlinedienst_id: int
    title: str
    view: SectionView
    may_answer: bool


def section_view(
    standing: Standing,
    section: Section,
    *,
    is_editable: bool,
    own_uids: frozenset[str] = frozenset(),
    only_row: tuple[str, str] = ("", ""),
) -> SectionView:
    """One section as a page for somebody who may, or may not, edit it.

    ``only_row`` names a question and the one of its rows that is wanted, with all its columns.
    """

    @cache
    def draw(question_id: str) -> QuestionView:
        question = standing.catalogue.questions[question_id]
        return question_view(
            standing,
            question,
            is_editable=is_editable or is_handed_to(question, standing.facts, own_uids),
            own_uids=own_uids,
            may_hand_over=section.questionnaire is Questionnaire.FAST_TRACK,
            row_uid=only_row[1] if only_row[0] == question.id else "",
        )

    lines = section_lines(standing, section.id)
    previous_section, next_section = _neighbours(lines)
    return SectionView(
        section=section,
        shown_again=standing.catalogue.shown_again(section),
        draw=draw,
        asked_ids=standing.assessment.asked,
        is_conditional=lambda q: bool(asking_condition(standing.catalogue, q)),
        lines=lines,
        progress=_whole_progress(standing, section, lines),
        previous_section=previous_section,
        next_section=next_section,
        people=responsible_choices(standing.catalogue, standing.facts),
        standards=_standards(standing, section),
    )


def _standards(standing: Standing, section: Section) -> tuple[XoevStandard, ...]:
    questions = (*standing.catalogue.shown_again(section), *section.asked)
    offered = any(column.suggestions_from for q in questions for column in q.columns)
    return standing.catalogue.standards if offered else ()


def _whole_progress(
    standing: Standing, section: Section, lines: tuple[SectionLine, ...]
) -> Progress:
    """How far the questionnaire is that the section belongs to; at the kickoff the Klärung."""
    if section.questionnaire is Questionnaire.FAST_TRACK:
        return added([line.progress for line in lines])
    return standing.progress


def _neighbours(lines: tuple[SectionLine, ...]) -> tuple[str, str]:
    ids = ["", *(line.section.id for line in lines), ""]
    here = next((number for number, line in enumerate(lines, 1) if line.is_current), None)
    return ("", "") if here is None else (ids[here - 1], ids[here + 1])


def section_lines(standing: Standing, current: str = "") -> tuple[SectionLine, ...]:
    """The side list of the questionnaire the current section belongs to, else of the Klärung.

    A section in which nothing is asked is left out, unless somebody looks at it.
    """
    here = standing.catalogue.section(current)
    questionnaire = here.questionnaire if here else Questionnaire.CLARIFICATION
    return tuple(
        _section_line(standing, section, section.id == current)
        for section in standing.catalogue.sections_of(questionnaire)
        if section.id == current or standing.progress_of(section).total
    )


def _section_line(standing: Standing, section: Section, is_current: bool) -> SectionLine:
    questions = standing.catalogue.counted(section)
    ids = {question.id for question in questions}
    return SectionLine(
        section=section,
        progress=standing.progress_of(section),
        problems=sum(_has_problem(standing, question) for question in questions),
        secrets=sum(_has_dropped_secret(standing, question) for question in questions),
        findings=sum(f.question in ids and f.is_open for f in standing.findings),
        is_current=is_current,
    )


def _has_problem(standing: Standing, question: Question) -> bool:
    """Whether something at an asked question, or in one of its rows, cannot be read.

    A secret that was not kept is no such thing.
    """
    if question.id not in standing.assessment.asked:
        return False
    content = standing.facts.record(question.id).content
    if problems(question, content) or content.raw:
        return True
    kept = [row.content for row in _rows(standing, question)]
    return any(one.raw and not has_only_dropped(one) for one in kept)


def _has_dropped_secret(standing: Standing, question: Question) -> bool:
    if question.id not in standing.assessment.asked:
        return False
    return any(has_dropped(row.content) for row in _rows(standing, question))


def _rows(standing: Standing, question: Question) -> Sequence[Record]:
    return rows_of(question, standing.facts) if question.row_source is not None else ()
