"""One section as a page: its questions, the side list, where to go next."""

from dataclasses import dataclass

from amt24web.catalogue.structure import Catalogue, Question, Section
from amt24web.rules.form_view import QuestionView, SectionLine, question_view, section_lines
from amt24web.rules.progress import Progress
from amt24web.rules.summary import Standing


@dataclass(frozen=True, slots=True)
class SectionView:
    """Everything the page of one section shows.

    ``again`` are questions of another section that belong here as well, such as the goal at the
    kickoff: the same answer, asked once.
    """

    section: Section
    questions: tuple[QuestionView, ...]
    again: tuple[QuestionView, ...]
    lines: tuple[SectionLine, ...]
    progress: Progress
    previous_section: str
    next_section: str
    people: tuple[tuple[str, str], ...]

    @property
    def asked(self) -> tuple[QuestionView, ...]:
        """The questions that are asked now."""
        return tuple(q for q in (*self.again, *self.questions) if q.is_asked)

    @property
    def problems(self) -> int:
        """How many inputs of the asked questions cannot be taken as they are."""
        return sum(q.problem_count for q in self.asked)

    @property
    def open_findings(self) -> int:
        """How many findings here still count."""
        return sum(f.is_open for q in self.asked for f in q.findings)


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
) -> SectionView:
    """One section as a page for somebody who may, or may not, edit it."""

    def view(question: Question) -> QuestionView:
        return question_view(standing, question, is_editable=is_editable, own_uids=own_uids)

    catalogue = standing.catalogue
    previous_section, next_section = _neighbours(catalogue, section)
    return SectionView(
        section=section,
        questions=tuple(view(question) for question in section.asked),
        again=tuple(
            view(catalogue.questions[q]) for q in section.shows if q in catalogue.questions
        ),
        lines=section_lines(standing, section.id),
        progress=standing.progress,
        previous_section=previous_section,
        next_section=next_section,
        people=tuple(standing.facts.people.items()),
    )


def _neighbours(catalogue: Catalogue, section: Section) -> tuple[str, str]:
    ids = [s.id for s in catalogue.sections_of(section.questionnaire)]
    here = ids.index(section.id)
    return (ids[here - 1] if here else "", ids[here + 1] if here + 1 < len(ids) else "")
