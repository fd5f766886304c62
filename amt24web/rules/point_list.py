"""The list of open points: sorted by date, filtered, and by the people it waits for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from amt24web.domain.vocabulary import PointKind
from amt24web.domain.wording import label
from amt24web.rules.facts import PARTICIPANTS, Facts, cells
from amt24web.rules.open_points import OpenPoint
from amt24web.rules.responsibility import handed_to_role
from amt24web.rules.summary import Standing

ME = "ich"


@dataclass(frozen=True, slots=True)
class PointFilter:
    """What somebody wants to see: whose points (a ``Waiting`` key, ``ME``, or all), which kind.

    Without ``every_stage`` only what is counted now, else also what will be due later.
    """

    who: str = ""
    kind: PointKind | None = None
    every_stage: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody whom points wait for: a participant, or a role that nobody holds yet.

    One person may stand among the participants several times, with a role each: ``uids``.
    """

    key: str
    name: str
    uids: frozenset[str] = frozenset()
    recipients: tuple[str, ...] = ()

    @property
    def is_role(self) -> bool:
        """Whether nobody is named yet."""
        return not self.uids


@dataclass(frozen=True, slots=True)
class PointLine:
    """One open point in plain text; ``is_later`` if it will be due in a later stage only."""

    key: str
    number: str
    title: str
    detail: str
    kind: PointKind
    waiting: Waiting
    due_on: date | None
    is_overdue: bool
    stage: str
    is_later: bool
    section_id: str
    question_id: str


@dataclass(frozen=True, slots=True)
class PointList:
    """The lines wanted, and how many there are at all; ``people`` are those one can filter by.

    ``wanted`` is the filter as it was understood: somebody unknown is left out.
    """

    lines: tuple[PointLine, ...]
    now: int
    later: int
    people: tuple[Waiting, ...]
    is_participant: bool
    wanted: PointFilter

    @property
    def overdue(self) -> int:
        """How many of the lines are overdue."""
        return sum(line.is_overdue for line in self.lines)

    @property
    def who(self) -> str:
        """Whose points are shown, in words; empty for everybody's."""
        names = {person.key: person.name for person in self.people} | {ME: "mich"}
        return names.get(self.wanted.who, "")

    @property
    def by_person(self) -> tuple[tuple[Waiting, tuple[PointLine, ...]], ...]:
        """The lines by whom they wait for."""
        groups = ((p, tuple(n for n in self.lines if n.waiting == p)) for p in self.people)
        return tuple((person, lines) for person, lines in groups if lines)


def point_list(
    standing: Standing, wanted: PointFilter, own_uids: frozenset[str], today: date
) -> PointList:
    """The open points of the Klärung as somebody wants to see them.

    Overdue ones come first, then the others by date, then in the order of the catalogue.
    """
    everyone = _everyone(standing.facts)
    counted_now = {point.key for point in standing.open_points}
    lines = [
        _line(standing, point, everyone, today, is_later=point.key not in counted_now)
        for point in standing.points_of_every_stage
    ]
    known = _known(standing, everyone)
    understood = replace(wanted, who=_key(wanted.who, everyone, known, own_uids))
    shown = (line for line in lines if _is_wanted(line, understood, own_uids))
    return PointList(
        lines=tuple(sorted(shown, key=lambda line: line.due_on or date.max)),
        now=len(counted_now),
        later=len(lines) - len(counted_now),
        people=_people(lines, known, understood.who),
        is_participant=bool(own_uids),
        wanted=understood,
    )


def _line(
    standing: Standing,
    point: OpenPoint,
    everyone: Mapping[str, Waiting],
    today: date,
    *,
    is_later: bool,
) -> PointLine:
    catalogue = standing.catalogue
    role = catalogue.role_names.get(point.role, point.role)
    return PointLine(
        key=point.key,
        number=catalogue.numbers[point.question],
        title=point.title,
        detail=point.detail,
        kind=point.kind,
        waiting=everyone.get(point.responsible_uid) or Waiting(handed_to_role(point.role), role),
        due_on=point.due_on,
        is_overdue=point.due_on is not None and point.due_on < today,
        stage=label(point.stage),
        is_later=is_later,
        section_id=catalogue.section_of[point.question].id,
        question_id=point.question,
    )


def _everyone(facts: Facts) -> dict[str, Waiting]:
    """All participants by uid; rows that mean the same person give the same entry."""
    said = {row.row_uid: cells(row.content) for row in facts.rows.get(PARTICIPANTS, ())}
    mails = {uid: str(row.get("mail") or "") for uid, row in said.items()}
    by_name: dict[str, list[str]] = {}
    for uid, row in said.items():
        is_named = row.get("person") or row.get("einrichtung")
        by_name.setdefault(facts.people[uid] if is_named else uid, []).append(uid)
    groups = [group for uids in by_name.values() for group in _same_person(uids, mails)]
    people = [
        Waiting(group[0], facts.people[group[0]], frozenset(group), _addresses(group, mails))
        for group in groups
    ]
    return {uid: person for person in people for uid in person.uids}


def _same_person(uids: list[str], mails: Mapping[str, str]) -> list[list[str]]:
    """Rows of one name are one person unless their addresses say that they are several."""
    addresses = {mails[uid].casefold() for uid in uids} - {""}
    return [uids] if len(addresses) <= 1 else [[uid] for uid in uids]


def _addresses(uids: Iterable[str], mails: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(mails[uid] for uid in uids if mails[uid])[:1]


def _known(standing: Standing, everyone: Mapping[str, Waiting]) -> dict[str, Waiting]:
    """Everybody by key: participants in their order, then roles in theirs."""
    names = {handed_to_role(role): name for role, name in standing.catalogue.role_names.items()}
    roles = {key: Waiting(key, name) for key, name in names.items()}
    return {person.key: person for person in everyone.values()} | roles


def _key(
    who: str,
    everyone: Mapping[str, Waiting],
    known: Mapping[str, Waiting],
    own_uids: frozenset[str],
) -> str:
    """Whom a filter means, by the one key they have here; empty for somebody unknown."""
    if who == ME:
        return ME if own_uids else ""
    person = everyone.get(who) or known.get(who)
    return person.key if person else ""


def _people(
    lines: Iterable[PointLine], known: Mapping[str, Waiting], who: str
) -> tuple[Waiting, ...]:
    """Whom something waits for, and whoever is asked for."""
    found = {line.waiting.key: line.waiting for line in lines}
    found |= {who: known[who]} if who in known else {}
    return tuple(found[key] for key in dict.fromkeys([*known, *found]) if key in found)


def _is_wanted(line: PointLine, wanted: PointFilter, own_uids: frozenset[str]) -> bool:
    if line.is_later and not wanted.every_stage:
        return False
    if wanted.kind and line.kind is not wanted.kind:
        return False
    if wanted.who == ME:
        return bool(line.waiting.uids & own_uids)
    return wanted.who in ("", line.waiting.key)
