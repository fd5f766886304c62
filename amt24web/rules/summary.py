"""The summary of one Onlinedienst: what lists show, worked out whenever facts change."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from amt24web.catalogue.structure import Catalogue, Section
from amt24web.domain.vocabulary import Phase, Questionnaire, Severity
from amt24web.rules.facts import PARTICIPANTS, Facts, cells
from amt24web.rules.findings import Finding, findings
from amt24web.rules.identifiers import grouped_leika_key
from amt24web.rules.open_points import OpenPoint, open_points
from amt24web.rules.progress import Progress, added, progress_over
from amt24web.rules.questionnaire import shown_answer
from amt24web.rules.unsettled import PROCESS_OWNER, unsettled_sign_offs
from amt24web.rules.visibility import Assessment, Earlier, assess

NAME_QUESTION = "leistung_name"
LEIKA_QUESTION = "leika"
START_QUESTION = "termin_start"
UNNAMED = "Onlinedienst ohne Namen"


@dataclass(frozen=True)
class Standing:
    """Everything worked out from the facts of one Onlinedienst at one moment.

    What not every page needs is worked out when it is first asked for.
    """

    catalogue: Catalogue
    facts: Facts
    phase: Phase
    assessment: Assessment
    findings: tuple[Finding, ...]

    @cached_property
    def progress(self) -> Progress:
        """How far the Klärung is."""
        sections = self.catalogue.sections_of(Questionnaire.CLARIFICATION)
        return added([self.progress_of(section) for section in sections])

    def progress_of(self, section: Section) -> Progress:
        """How far one section is; worked out once."""
        known = self._known_progress
        if section.id not in known:
            questions = self.catalogue.counted(section)
            known[section.id] = progress_over(questions, self.facts, self.assessment, self.phase)
        return known[section.id]

    @cached_property
    def _known_progress(self) -> dict[str, Progress]:
        return {}

    @cached_property
    def open_points(self) -> tuple[OpenPoint, ...]:
        """Open points of the Klärung; what a kickoff lacks is no point of its own."""
        points = open_points(self.catalogue, self.facts, self.assessment, self.findings, self.phase)
        section_of = self.catalogue.section_of
        return tuple(
            point
            for point in points
            if section_of[point.question].questionnaire is Questionnaire.CLARIFICATION
        )

    @cached_property
    def points_of_every_stage(self) -> tuple[OpenPoint, ...]:
        """The open points, and behind their questions those that will be due later.

        It is what would be open in the last phase. Only ``open_points`` are counted.
        """
        last = list(Phase)[-1]
        return self.at_phase(last).open_points

    def at_phase(self, phase: Phase) -> "Standing":
        """The same facts, looked at in another phase: more or less of them is due."""
        found = _findings(self.catalogue, self.facts, self.assessment, phase)
        return replace(self, phase=phase, findings=found)

    def text(self, question_id: str) -> str:
        """The answer of one question in one line; empty if there is none."""
        question = self.catalogue.questions.get(question_id)
        if question is None:
            return ""
        return shown_answer(self.catalogue, question, self.facts, self.assessment).as_line

    @property
    def title(self) -> str:
        """What the Onlinedienst is called."""
        return self.text(NAME_QUESTION) or UNNAMED

    @property
    def places(self) -> dict[str, str]:
        """Where each open point can be mended, by its key: section and anchor of the question."""
        section_of = self.catalogue.section_of
        return {
            point.key: f"{section_of[point.question].id}#frage-{point.question}"
            for point in self.open_points
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of a list. Dates only as they stand; whether one is overdue depends on today."""

    title: str
    leika_key: str
    organisation: str
    way: str
    phase: Phase
    total: int
    done: int
    open_points: int
    errors: int
    next_due_on: date | None
    wished_start: date | None

    @property
    def shown_leika_key(self) -> str:
        """The key in groups, as people read it; empty without one."""
        return grouped_leika_key(self.leika_key)


def stand(
    catalogue: Catalogue, facts: Facts, phase: Phase, before: Standing | None = None
) -> Standing:
    """Work out everything that follows from the facts.

    ``before`` is where it stood in the same edition just now; it only makes this quicker.
    """
    earlier = Earlier(before.facts, before.assessment) if before else None
    assessment = assess(catalogue, facts, earlier)
    found = _findings(catalogue, facts, assessment, phase)
    return Standing(catalogue, facts, phase, assessment, found)


def _findings(
    catalogue: Catalogue, facts: Facts, assessment: Assessment, phase: Phase
) -> tuple[Finding, ...]:
    return (
        *findings(assessment, facts, phase),
        *unsettled_sign_offs(catalogue, facts, assessment),
    )


def summarise(standing: Standing) -> Summary:
    """The line that lists show."""
    dates = [point.due_on for point in standing.open_points if point.due_on]
    start = standing.assessment.values.get(START_QUESTION)
    return Summary(
        title=standing.title[:300],
        leika_key=_first_leika_key(standing),
        organisation=organisation(standing.facts)[:300],
        way=str(standing.assessment.values.get("umsetzungsweg", "")),
        phase=standing.phase,
        total=standing.progress.total,
        done=standing.progress.done,
        open_points=len(standing.open_points),
        errors=sum(f.severity is Severity.ERROR and f.is_open for f in standing.findings),
        next_due_on=min(dates, default=None),
        wished_start=start if isinstance(start, date) else None,
    )


def organisation(facts: Facts) -> str:
    """The bodies that own the process, in the order they were entered."""
    rows = facts.rows.get(PARTICIPANTS, ())
    owners = [
        cells(row.content) for row in rows if cells(row.content).get("rolle") == PROCESS_OWNER
    ]
    names = [str(row.get("einrichtung") or row.get("person") or "") for row in owners]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _first_leika_key(standing: Standing) -> str:
    rows = standing.assessment.values.get(LEIKA_QUESTION)
    keys = [str(row["schluessel"]) for row in rows or [] if row.get("schluessel")]
    return keys[0] if keys else ""
