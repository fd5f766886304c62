"""Closing a stage: what is due by then, what it is closed with, and the phase that follows.

Nothing locks. A stage with open points is closed „mit Auflage“: each point gets somebody who mends
it and a day. The points themselves stay what they are; a condition imposed is no second point.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from amt24web.catalogue.structure import STAGES, Question, Section
from amt24web.domain.assessments import ClosingReading, ImposedCondition
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import Phase, Questionnaire, Stage
from amt24web.domain.wording import STAGE_TITLES, german_date, local_day
from amt24web.rules.open_points import OpenPoint
from amt24web.rules.progress import (
    STAGE_OF_PHASE,
    STAGE_ORDER,
    Progress,
    added,
    is_due,
    progress_over,
)
from amt24web.rules.promises import RECORD_PREFIX
from amt24web.rules.summary import Standing

REOPENED = "Wieder geöffnet am {day} von {name}: {reason}"
SLUGS: Mapping[Stage, str] = {stage: slug for slug, stage in STAGES.items()}

FOLLOWS: Mapping[Phase, tuple[Stage, Phase]] = {
    Phase.CLARIFICATION: (Stage.KICKOFF, Phase.KICKOFF),
    Phase.KICKOFF: (Stage.PROTOTYPE, Phase.TEST),
    Phase.PROTOTYPE: (Stage.PROTOTYPE, Phase.TEST),
    Phase.TEST: (Stage.APPROVAL, Phase.CERTIFICATION),
}
"""Which stage ends a phase, and which phase comes then.

The stage „Übergabe“ ends none: the certificate leads to the Livegang, the productive Abnahme to
the Betrieb, and neither is an answer of the Klärung. The Auftakt is held between two stages (see
``after_kickoff``); who closes „Prototyp“ without having said that it was held has the prototype all
the same.
"""

ENDED_BY: Mapping[Stage, Phase] = {
    Stage.KICKOFF: Phase.CLARIFICATION,
    Stage.PROTOTYPE: Phase.PROTOTYPE,
    Stage.APPROVAL: Phase.TEST,
}
"""The phase to go back to if a stage is opened again and the person wants that."""

PHASE_ORDER = {phase: place for place, phase in enumerate(Phase)}
DUE_IN: Mapping[Stage, Phase] = {
    stage: next(phase for phase in Phase if STAGE_OF_PHASE[phase] is stage) for stage in Stage
}
"""The first phase in which the questions of a stage are due."""


def record_key(stage: Stage) -> str:
    """The key under which the closing of a stage is kept."""
    return f"{RECORD_PREFIX}{SLUGS[stage]}"


def closed_stages(standing: Standing) -> frozenset[Stage]:
    """The stages that are closed."""
    return frozenset(s for s in Stage if said_in(standing.facts.record(record_key(s))))


def said_in(record: Record) -> Mapping[str, Any]:
    """What a closing says; nothing while a stage is open or open again."""
    return record.content.value if isinstance(record.content.value, dict) else {}


def phase_after(phase: Phase, closed: Collection[Stage]) -> Phase:
    """Where an Onlinedienst is with these stages closed: further on, never back.

    Stages closed out of order move it as soon as the ones before are closed too.
    """
    while (step := FOLLOWS.get(phase)) and step[0] in closed:
        phase = step[1]
    return phase


def phase_before(stage: Stage, phase: Phase) -> Phase | None:
    """Where opening a stage again would lead back to; None if it is not behind us."""
    before = ENDED_BY.get(stage)
    is_behind = before is not None and PHASE_ORDER[before] < PHASE_ORDER[phase]
    return before if is_behind else None


def after_kickoff(standing: Standing) -> Phase | None:
    """Where it leads to say that the Auftakt was held; None if it is not at the Auftakt.

    No stage of the Klärung ends there, so somebody has to say it.
    """
    if standing.phase is not Phase.KICKOFF:
        return None
    return phase_after(Phase.PROTOTYPE, closed_stages(standing))


def back_to_kickoff(standing: Standing) -> Phase | None:
    """Where it leads to take that back; None if more than the Auftakt lies behind."""
    return Phase.KICKOFF if standing.phase is Phase.PROTOTYPE else None


def next_stage(standing: Standing) -> Stage | None:
    """The stage to close next; none for a service that is running or gone."""
    if PHASE_ORDER[standing.phase] >= PHASE_ORDER[Phase.OPERATION]:
        return None
    closed, here = closed_stages(standing), STAGE_ORDER[STAGE_OF_PHASE[standing.phase]]
    return next((s for s in Stage if STAGE_ORDER[s] >= here and s not in closed), None)


def at_stage(standing: Standing, stage: Stage) -> Standing:
    """The same facts, looked at when the questions of a stage are due."""
    if is_due(stage, standing.phase):
        return standing
    return standing.at_phase(DUE_IN[stage])


def points_of(standing: Standing, stage: Stage) -> tuple[OpenPoint, ...]:
    """The open points to close a stage with: what is due by then, from stages before as well."""
    points = at_stage(standing, stage).open_points
    return tuple(p for p in points if STAGE_ORDER[p.stage] <= STAGE_ORDER[stage])


@dataclass(frozen=True, slots=True)
class SectionDone:
    """How far the questions of a section are that are due by a stage."""

    section: Section
    progress: Progress


def sections_done(standing: Standing, stage: Stage) -> tuple[SectionDone, ...]:
    """The sections of the Klärung that have something due by a stage."""
    sections = standing.catalogue.sections_of(Questionnaire.CLARIFICATION)
    lines = (SectionDone(s, _progress(standing, s, stage)) for s in sections)
    return tuple(line for line in lines if line.progress.total)


def _progress(standing: Standing, section: Section, stage: Stage) -> Progress:
    due = [question for question in section.asked if _is_by(question, stage)]
    return progress_over(due, standing.facts, standing.assessment, standing.phase)


def _is_by(question: Question, stage: Stage) -> bool:
    return STAGE_ORDER[question.stage] <= STAGE_ORDER[stage]


def done_by(standing: Standing, stage: Stage) -> Progress:
    """How far everything is that is due by a stage."""
    return added([line.progress for line in sections_done(standing, stage)])


def read_closings(standing: Standing) -> tuple[ClosingReading, ...]:
    """The stages that are closed or were opened again, in order."""
    readings = (read_closing(standing, stage) for stage in Stage)
    return tuple(reading for reading in readings if reading.is_closed or reading.reopened)


def read_closing(standing: Standing, stage: Stage) -> ClosingReading:
    """The closing of one stage in plain words."""
    record = standing.facts.record(record_key(stage))
    said = said_in(record)
    reading = ClosingReading(stage, SLUGS[stage], STAGE_TITLES[stage])
    if not said:
        return replace(reading, reopened=_reopened(record))
    still_open = {point.key for point in points_of(standing, stage)}
    return replace(
        reading,
        closed_on=date.fromisoformat(said["day"]),
        closed_by=record.author_name,
        conditions=tuple(_condition(standing, c, still_open) for c in said["conditions"]),
        total=said["counts"]["total"],
        done=said["counts"]["done"],
        note=record.content.note,
    )


def _condition(
    standing: Standing, said: Mapping[str, Any], still_open: Collection[str]
) -> ImposedCondition:
    return ImposedCondition(
        key=said["key"],
        number=standing.catalogue.numbers.get(said["question"], ""),
        title=said["title"],
        who=said["name"],
        until=date.fromisoformat(said["until"]),
        is_open=said["key"] in still_open,
    )


def _reopened(record: Record) -> str:
    if not record.saved_at or not record.content.reason:
        return ""
    day = german_date(local_day(record.saved_at))
    return REOPENED.format(day=day, name=record.author_name, reason=record.content.reason)


@dataclass(frozen=True, slots=True)
class ClosingSummary:
    """The stages in a few lines, for pages about the whole: those closed, and the next one."""

    closed: tuple[ClosingReading, ...]
    upcoming: ClosingReading | None
    may_close: bool


def closing_summary(standing: Standing, *, may_close: bool) -> ClosingSummary:
    """Which stages are closed, and which one comes next."""
    stage = next_stage(standing)
    return ClosingSummary(
        closed=tuple(reading for reading in read_closings(standing) if reading.is_closed),
        upcoming=read_closing(standing, stage) if stage else None,
        may_close=may_close,
    )
