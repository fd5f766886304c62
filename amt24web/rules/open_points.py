"""Open points: one cause, one point. Required answers that are due, promises, findings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from amt24web.catalogue.structure import Catalogue, Question
from amt24web.domain.reading import OpenPointReading
from amt24web.domain.vocabulary import AnswerState, Phase, PointKind, Severity, Stage
from amt24web.domain.wording import german_date, label
from amt24web.rules.facts import Facts, rows_of
from amt24web.rules.findings import Finding
from amt24web.rules.progress import has_unreadable, is_due, is_missing, state_of
from amt24web.rules.promises import promised
from amt24web.rules.responsibility import handed_to_role, participant_of, role_in
from amt24web.rules.secrets import has_only_dropped
from amt24web.rules.visibility import Assessment

SECRET_DROPPED = "ein Geheimnis wurde nicht gespeichert; einzutragen ist, bei wem es liegt"


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One cause that is still open. ``key`` is the question's id or the finding's rule id."""

    key: str
    question: str
    kind: PointKind
    title: str
    detail: str
    severity: Severity | None
    stage: Stage
    role: str
    responsible_uid: str
    due_on: date | None


def open_points(
    catalogue: Catalogue,
    facts: Facts,
    assessment: Assessment,
    shown: Iterable[Finding],
    phase: Phase,
) -> tuple[OpenPoint, ...]:
    """All open points in catalogue order, each question followed by its findings."""
    by_question: dict[str, list[Finding]] = {}
    for finding in shown:
        by_question.setdefault(finding.question, []).append(finding)
    points: list[OpenPoint] = []
    for question in catalogue.questions.values():
        if question.id in assessment.asked:
            if kind := _why_open(question, facts, phase):
                points.append(_of_question(question, facts, kind))
            found = by_question.get(question.id, ())
            points.extend(_of_finding(f, question, facts) for f in found if f.is_open)
    return tuple(points)


def _of_question(question: Question, facts: Facts, kind: PointKind) -> OpenPoint:
    content = facts.record(question.id).content
    responsible = content.responsible_uid or handed_to_role(question.role)
    return OpenPoint(
        key=question.id,
        question=question.id,
        kind=kind,
        title=question.text,
        detail=" – ".join(part for part in (_said(kind, question, facts), content.note) if part),
        severity=None,
        stage=question.stage,
        role=role_in(responsible) or question.role,
        responsible_uid=participant_of(responsible, facts),
        due_on=content.due_on,
    )


def _said(kind: PointKind, question: Question, facts: Facts) -> str:
    """What is open; of a secret that was not kept, where it belongs."""
    if kind is PointKind.UNREADABLE and question.row_source is not None:
        wrong = [row.content for row in rows_of(question, facts) if row.content.raw]
        if wrong and all(map(has_only_dropped, wrong)):
            return SECRET_DROPPED
    return label(kind)


def _why_open(question: Question, facts: Facts, phase: Phase) -> PointKind | None:
    state = state_of(question, facts)
    if state is AnswerState.IN_CLARIFICATION:
        # What a later stage needs may be with somebody already; it is no point of this stage.
        return PointKind.IN_CLARIFICATION if is_due(question.stage, phase) else None
    if has_unreadable(question, facts):
        return PointKind.UNREADABLE
    return PointKind.UNANSWERED if is_missing(question, state, phase) else None


def _of_finding(finding: Finding, question: Question, facts: Facts) -> OpenPoint:
    who, until = promised(facts, finding.rule_id)
    role = finding.role or question.role
    responsible = who or handed_to_role(role)
    return OpenPoint(
        key=finding.rule_id,
        question=question.id,
        kind=PointKind(finding.severity),
        title=finding.message,
        detail=f"{label(finding.severity)} zu „{question.text}“",
        severity=finding.severity,
        stage=finding.stage,
        role=role_in(responsible) or role,
        responsible_uid=participant_of(responsible, facts),
        due_on=until,
    )


def readings(
    catalogue: Catalogue, facts: Facts, points: Iterable[OpenPoint]
) -> tuple[OpenPointReading, ...]:
    """Open points in plain text, for pages and papers."""
    return tuple(
        OpenPointReading(
            key=point.key,
            title=point.title,
            detail=point.detail,
            severity=point.severity,
            section=catalogue.numbers[point.question],
            responsible=facts.people.get(point.responsible_uid)
            or catalogue.role_names.get(point.role, point.role),
            due=german_date(point.due_on),
            stage=label(point.stage),
            due_on=point.due_on,
        )
        for point in points
    )
