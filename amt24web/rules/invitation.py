"""Whom the Auftakt needs: who is invited, which roles are free, and what each one prepares."""

from datetime import date
from typing import Final

from amt24web.domain.papers.invitation import (
    InvitationFacts,
    Invited,
    PointToPrepare,
    Prepared,
    Vacancy,
)
from amt24web.domain.vocabulary import Stage
from amt24web.domain.wording import label
from amt24web.rules.facts import PARTICIPANTS, cells
from amt24web.rules.point_list import PointFilter, PointLine, point_list
from amt24web.rules.schedule import working_days_before
from amt24web.rules.summary import Standing

KICKOFF_DAY: Final = "auftakt_datum"
CHAIR: Final = "auftakt_leitung"
DAYS_TO_ANSWER: Final = 3
"""So many working days before the meeting its leader wants to know who comes: our proposal."""


def read_invitation(standing: Standing, today: date) -> InvitationFacts:
    """Everything an invitation needs beside the answers about the meeting itself."""
    return InvitationFacts(
        invited=invited(standing),
        vacancies=vacancies(standing),
        prepared=_prepared(standing, today),
        contact=_contact(standing),
        answer_by=_answer_by(meeting_day(standing), today),
    )


def meeting_day(standing: Standing) -> date | None:
    """The day of the Auftakt, if it is known."""
    day = standing.assessment.values.get(KICKOFF_DAY)
    return day if isinstance(day, date) else None


def _contact(standing: Standing) -> str:
    """Address and telephone of who leads the Auftakt, as far as they are known."""
    uid = str(standing.assessment.values.get(CHAIR) or "")
    rows = standing.facts.rows.get(PARTICIPANTS, ())
    said = next((cells(row.content) for row in rows if row.row_uid == uid), {})
    telephone = f"Telefon {said['telefon']}" if said.get("telefon") else ""
    known = (str(said.get("mail") or ""), telephone)
    return ", ".join(part for part in known if part)


def _answer_by(meeting: date | None, today: date) -> date | None:
    """None as well where that day has passed."""
    if meeting is None:
        return None
    day = working_days_before(meeting, DAYS_TO_ANSWER)
    return day if day >= today else None


def invited(standing: Standing) -> tuple[Invited, ...]:
    """The participants in their order, each once with every role they have."""
    facts, names = standing.facts, standing.catalogue.role_names
    found: dict[str, Invited] = {}
    for row in facts.rows.get(PARTICIPANTS, ()):
        said, who = cells(row.content), facts.people[row.row_uid]
        known = found.get(who, Invited(who))
        role = names.get(str(said.get("rolle")), "")
        roles = (*known.roles, role) if role and role not in known.roles else known.roles
        found[who] = Invited(who, roles, known.deputy or str(said.get("vertretung") or ""))
    return tuple(found.values())


def vacancies(standing: Standing) -> tuple[Vacancy, ...]:
    """The roles that are needed and that nobody has, in the order of the catalogue."""
    rows = standing.facts.rows.get(PARTICIPANTS, ())
    held = {str(cells(row.content).get("rolle")) for row in rows}
    needed = standing.assessment.needed_roles
    return tuple(
        Vacancy(role.text, role.body)
        for role in standing.catalogue.roles
        if role.id in needed and role.id not in held
    )


def _prepared(standing: Standing, today: date) -> tuple[Prepared, ...]:
    """What is due by the Auftakt, by whom it waits for, overdue points first.

    A point that was promised for a day after the meeting has its name and its day already.
    """
    points = point_list(standing, PointFilter(), frozenset(), today)
    last = meeting_day(standing) or date.max
    found = []
    for person, lines in points.by_person:
        due = [line for line in lines if line.stage == label(Stage.KICKOFF)]
        later = tuple(_to_prepare(n) for n in due if n.due_on and n.due_on > last)
        now = tuple(_to_prepare(n) for n in due if not n.due_on or n.due_on <= last)
        found.append(Prepared(person.name, now, later))
    return tuple(prepared for prepared in found if prepared.points or prepared.later)


def _to_prepare(point: PointLine) -> PointToPrepare:
    return PointToPrepare(point.number, point.title, point.due_on)
