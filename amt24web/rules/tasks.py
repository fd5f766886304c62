"""Whom what is kept waits for, one line for one cause, and in which order it is shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from amt24web.domain.papers.words import CaseResult
from amt24web.domain.people import Account
from amt24web.domain.tasks import (
    CaseToRun,
    KeptPoint,
    Matter,
    Membership,
    OpenDefect,
    Task,
    TaskKind,
    Unanswered,
    Waiting,
)
from amt24web.domain.testing import RoundKind
from amt24web.domain.vocabulary import AccessRole, PointKind
from amt24web.domain.wording import counted, folded, german_date, label, local_day
from amt24web.rules.facts import person_label
from amt24web.rules.matters import read_matters, to_rework
from amt24web.rules.test_papers import defect_key

OVERDUE, TODAY, UNTIL, UNDATED = "Überfällig", "Bis heute", "Bis {day}", "Ohne Frist"
NOBODY_MENDS = "noch niemand zuständig"
TO_ANSWER = "{questions} dieser Stufe beantworten"
TO_RUN = "{cases} im Durchlauf {number}"
TO_APPROVE = "{paper}, Version {version} freigeben"
SIGN_OFF = "Mitzeichnung „{subject}“"
OF_OWNERS = (TaskKind.REWORK, TaskKind.CERTIFICATION)
"""Matters that wait for nobody by name: whoever decides sees them."""
SINCE = "liegt vor seit {day}"


@dataclass(frozen=True, slots=True)
class Place:
    """What a person is in one Onlinedienst: title, access, own participants, what else is kept."""

    title: str
    access: frozenset[AccessRole]
    own: tuple[Membership, ...]
    matters: tuple[Matter, ...]
    to_rework: frozenset[int]

    @property
    def sees_own_only(self) -> bool:
        """Whether they speak for one body and see nothing else."""
        return self.access == {AccessRole.COMPETENT_BODY}

    @property
    def is_owner(self) -> bool:
        """Whether they decide here."""
        return AccessRole.PROCESS_OWNER in self.access


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Lines under one headline; ``onlinedienst_id`` is 0 for the lines of a day."""

    title: str
    onlinedienst_id: int
    tasks: tuple[Task, ...]


def tasks_of(who: Account, waiting: Waiting) -> tuple[Task, ...]:
    """Everything that waits for this person, by day; what has no day comes last."""
    places = _places(waiting.memberships)
    found = (
        *_points(places, waiting.points),
        *_questions(places, waiting.unanswered),
        *_matters(places),
        *_papers(places, waiting),
        *_rounds(places, waiting.cases),
        *_defects(who, places, waiting.defects),
    )
    return tuple(sorted(found, key=_weight))


def _weight(task: Task) -> tuple[date, int, str, int]:
    order = list(TaskKind).index(task.kind)
    return (task.due_on or date.max, order, folded(task.onlinedienst), task.onlinedienst_id)


def _places(memberships: Iterable[Membership]) -> dict[int, Place]:
    by_number = groupby(memberships, key=lambda member: member.onlinedienst_id)
    return {number: _place(tuple(own)) for number, own in by_number}


def _place(own: tuple[Membership, ...]) -> Place:
    matters = read_matters(own[0].matters)
    access = frozenset(member.access for member in own)
    return Place(own[0].onlinedienst, access, own, matters, to_rework(matters))


def _points(places: Mapping[int, Place], points: Iterable[KeptPoint]) -> Iterator[Task]:
    """Points; who speaks for one body is only told of questions they were asked."""
    for point in points:
        place = places[point.onlinedienst_id]
        if place.sees_own_only and point.kind is not PointKind.IN_CLARIFICATION:
            continue
        section = "" if place.sees_own_only else point.section
        yield Task(TaskKind.POINT, point.onlinedienst_id, place.title, point.title, point.due_on,
                   label(point.kind), point.question, section)  # fmt: skip


def _questions(places: Mapping[int, Place], unanswered: Iterable[Unanswered]) -> Iterator[Task]:
    for found in unanswered:
        place = places[found.onlinedienst_id]
        if place.sees_own_only:
            continue
        if found.count == 1:
            yield Task(TaskKind.POINT, found.onlinedienst_id, place.title, found.title, None,
                       label(PointKind.UNANSWERED), found.question, found.section)  # fmt: skip
        else:
            title = TO_ANSWER.format(questions=counted(found.count, "Frage", "Fragen"))
            yield Task(TaskKind.QUESTIONS, found.onlinedienst_id, place.title, title)


def _matters(places: Mapping[int, Place]) -> Iterator[Task]:
    for number, place in places.items():
        own_uids = {member.uid for member in place.own}
        for matter in place.matters:
            is_mine = own_uids.intersection(matter.uids)
            if not is_mine and not (matter.kind in OF_OWNERS and place.is_owner):
                continue
            is_sign_off = matter.kind is TaskKind.SIGN_OFF
            title = SIGN_OFF.format(subject=matter.title) if is_sign_off else matter.title
            section = "" if place.sees_own_only else matter.section
            yield Task(matter.kind, number, place.title, title, matter.due_on, matter.note,
                       matter.key, section)  # fmt: skip


def _papers(places: Mapping[int, Place], waiting: Waiting) -> Iterator[Task]:
    for paper in waiting.papers:
        title = TO_APPROVE.format(paper=label(paper.kind), version=paper.version)
        since = SINCE.format(day=german_date(local_day(paper.issued_at)))
        yield Task(TaskKind.PAPER, paper.onlinedienst_id, places[paper.onlinedienst_id].title,
                   title, note=since, number=paper.issued_id)  # fmt: skip


def _rounds(places: Mapping[int, Place], cases: Iterable[CaseToRun]) -> Iterator[Task]:
    """How many cases of an open round are theirs; one line for each name they test under."""
    counts: dict[tuple[int, int, str], int] = {}
    for case in cases:
        place = places[case.onlinedienst_id]
        tester = _tester(place, case) if _is_in_round(place, case) else ""
        if tester:
            key = (case.onlinedienst_id, case.round_number, tester)
            counts[key] = counts.get(key, 0) + 1
    for (number, round_number, tester), count in counts.items():
        title = TO_RUN.format(cases=counted(count, "Testfall", "Testfälle"), number=round_number)
        yield Task(TaskKind.TESTING, number, places[number].title, title, key=tester,
                   number=round_number)  # fmt: skip


def _is_in_round(place: Place, case: CaseToRun) -> bool:
    """Whether the round is about this case, which nobody has carried out in it."""
    match case.round_kind:
        case RoundKind.FULL:
            return True
        case RoundKind.CORE:
            return bool(case.marks["is_core"] or case.marks["is_stop"])
        case RoundKind.RETEST:
            is_left = case.last is not CaseResult.PASSED or case.has_mended_defect
            return is_left or case.number in place.to_rework


def _tester(place: Place, case: CaseToRun) -> str:
    """The name under which this person tests the case; empty if it is not theirs."""
    for member in place.own:
        view = member.cells.get("perspektive")
        is_own_view = not case.tester_uid and view and view == case.marks["perspective"]
        if case.tester_uid == member.uid or is_own_view:
            return person_label(member.cells)
    return ""


def _defects(
    who: Account, places: Mapping[int, Place], defects: Iterable[OpenDefect]
) -> Iterator[Task]:
    """Defects this person mends; Prozesseigner are also told of those that nobody does."""
    for defect in defects:
        place = places[defect.onlinedienst_id]
        named = folded(defect.responsible)
        if named in _names(who, place) if named else place.is_owner:
            key, said = defect_key(defect), "" if named else NOBODY_MENDS
            note = ", ".join(part for part in (key, label(defect.weight), said) if part)
            yield Task(TaskKind.DEFECT, defect.onlinedienst_id, place.title, defect.title,
                       defect.until, note, key)  # fmt: skip


def _names(who: Account, place: Place) -> set[str]:
    """How this person may be called where a name was typed."""
    called = (who.name, *(str(m.cells.get("person") or "") for m in place.own))
    return {folded(name) for name in (*called, *(person_label(m.cells) for m in place.own))}


def is_overdue(task: Task, today: date) -> bool:
    """Whether its day has passed."""
    return task.due_on is not None and task.due_on < today


def by_day(tasks: Iterable[Task], today: date) -> tuple[TaskGroup, ...]:
    """Overdue ones under one headline, then one for each day, then those without a day."""

    def headline(task: Task) -> str:
        if task.due_on is None:
            return UNDATED
        if task.due_on < today:
            return OVERDUE
        return TODAY if task.due_on == today else UNTIL.format(day=german_date(task.due_on))

    return tuple(TaskGroup(title, 0, tuple(found)) for title, found in groupby(tasks, key=headline))


def by_onlinedienst(tasks: Iterable[Task]) -> tuple[TaskGroup, ...]:
    """One headline for each Onlinedienst, the one with the most urgent line first."""
    groups: dict[int, list[Task]] = {}
    for task in tasks:
        groups.setdefault(task.onlinedienst_id, []).append(task)
    return tuple(
        TaskGroup(found[0].onlinedienst, number, tuple(found)) for number, found in groups.items()
    )
