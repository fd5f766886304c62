"""Where an Onlinedienst stands on a day, gathered for people who read one page about it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from amt24web.domain.assessments import LeadTimeReading
from amt24web.domain.papers.status_report import KnownDay, NextStep, SectionStatus, StatusFacts
from amt24web.domain.vocabulary import PointKind
from amt24web.rules.closing import read_closings
from amt24web.rules.point_list import PointFilter, PointList, point_list
from amt24web.rules.schedule import SOON, lead_times
from amt24web.rules.section_view import section_lines
from amt24web.rules.sign_offs import read_sign_offs
from amt24web.rules.summary import START_QUESTION, Standing

KICKOFF_DAY, NEXT_MEETING = "auftakt_datum", "auftakt_naechster_termin"
TASKS, MILESTONES = "auftakt_aufgaben", "auftakt_meilensteine"
GRAVEST_FIRST = (
    PointKind.ERROR,
    PointKind.UNREADABLE,
    PointKind.WARNING,
    PointKind.UNANSWERED,
    PointKind.IN_CLARIFICATION,
)
SINGLE_DAYS = (
    (KICKOFF_DAY, "Auftakt"),
    (NEXT_MEETING, "nächster Termin"),
    (START_QUESTION, "gewünschter Livegang"),
)


def read_status(standing: Standing, today: date) -> StatusFacts:
    """Everything a Statusbericht of this day says."""
    points = point_list(standing, PointFilter(), frozenset(), today)
    counted = Counter(point.kind for point in points.lines)
    times = lead_times(standing, today)
    start = standing.assessment.values.get(START_QUESTION)
    return StatusFacts(
        phase=standing.phase,
        done=standing.progress.done,
        total=standing.progress.total,
        overdue=points.overdue,
        wished_start=start if isinstance(start, date) else None,
        sections=_sections(standing),
        points=tuple((kind, counted[kind]) for kind in GRAVEST_FIRST if counted[kind]),
        steps=_steps(standing, points, times, today),
        days=_days(standing, times),
        closings=read_closings(standing),
        sign_offs=read_sign_offs(standing),
    )


def _sections(standing: Standing) -> tuple[SectionStatus, ...]:
    return tuple(
        SectionStatus(
            line.section.letter, line.section.title, line.progress.done, line.progress.total
        )
        for line in section_lines(standing)
    )


def _steps(
    standing: Standing, points: PointList, times: Sequence[LeadTimeReading], today: date
) -> tuple[NextStep, ...]:
    """Points with a day, tasks of the Auftakt that lie ahead, and what has to begin soon.

    Nobody says when a task is done; one whose day has passed may be, so it is no step any more.
    """
    found = [
        NextStep(f"{p.number} {p.title}", p.waiting.name, p.due_on, p.is_overdue)
        for p in points.lines
        if p.due_on
    ]
    found += [
        NextStep(str(row.get("aufgabe", "")), _name(standing, row), row["bis"])
        for row in _dated(standing, TASKS)
        if row["bis"] >= today
    ]
    found += [
        NextStep(f"Beginnen: {line.text}", line.who, line.begin_by)
        for line in times
        if line.begin_by and today <= line.begin_by <= today + SOON
    ]
    return tuple(sorted(found, key=lambda step: step.until))


def _days(standing: Standing, times: Sequence[LeadTimeReading]) -> tuple[KnownDay, ...]:
    """The days that are known, in their order; beginnings of one day are named together."""
    values = standing.assessment.values
    single = [(values.get(key), text) for key, text in SINGLE_DAYS]
    days = [KnownDay(day, text) for day, text in single if isinstance(day, date)]
    days += [
        KnownDay(row["bis"], str(row.get("meilenstein", "")))
        for row in _dated(standing, MILESTONES)
    ]
    begun = ((line.begin_by, line.text) for line in times if line.begin_by)
    for day, lines in groupby(begun, key=lambda line: line[0]):
        first, *others = (text for _, text in lines)
        more = f" und {len(others)} weitere" if others else ""
        days.append(KnownDay(day, f"{first}{more}", is_begin=True))
    return tuple(sorted(days, key=lambda known: known.day))


def _dated(standing: Standing, question_id: str) -> Iterator[Mapping[str, Any]]:
    """The rows of a question of the Auftakt whose day is readable."""
    for row in standing.assessment.values.get(question_id) or ():
        if isinstance(row.get("bis"), date):
            yield row


def _name(standing: Standing, row: Mapping[str, Any]) -> str:
    return standing.facts.people.get(str(row.get("verantwortlich", "")), "")
