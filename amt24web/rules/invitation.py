"""Whom the Auftakt needs: who is invited, which roles are free, and what each one prepares."""

from datetime import date

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
from amt24web.rules.summary import Standing


def read_invitation(standing: Standing, today: date) -> InvitationFacts:
    """Everything an invitation needs beside the answers about the meeting itself."""
    return InvitationFacts(
        invited=invited(standing),
        vacancies=vacancies(standing),
        prepared=_prepared(standing, today),
    )


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
    """What is due by the Auftakt, by whom it waits for, overdue points first."""
    points = point_list(standing, PointFilter(), frozenset(), today)
    by_person = (
        (person.name, tuple(_to_prepare(n) for n in lines if n.stage == label(Stage.KICKOFF)))
        for person, lines in points.by_person
    )
    return tuple(Prepared(who, lines) for who, lines in by_person if lines)


def _to_prepare(point: PointLine) -> PointToPrepare:
    return PointToPrepare(point.number, point.title, point.due_on)
