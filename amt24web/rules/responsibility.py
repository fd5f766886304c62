"""Who a question waits for: a participant, or a role that nobody may hold yet.

A question can be handed to „Datenschutz“ before anybody is named. It is kept as ``rolle:dsb`` and
means whoever holds the role, as soon as somebody does.
"""

from dataclasses import dataclass

from amt24web.catalogue.conditions import named_in
from amt24web.catalogue.structure import Catalogue, Question
from amt24web.rules.facts import PARTICIPANTS, Facts, cells

ROLE_PREFIX = "rolle:"
NOBODY_YET = "{role} (noch niemand benannt)"


USUALLY_KNOW, OTHERS = "Weiß es meist", "Weitere"


@dataclass(frozen=True, slots=True)
class Askable:
    """A group of people and roles that a question can be handed to, under one title."""

    title: str
    choices: tuple[tuple[str, str], ...]


def handed_to_role(role: str) -> str:
    """How a role is kept where a participant could stand."""
    return f"{ROLE_PREFIX}{role}"


def role_in(responsible: str) -> str:
    """The role that something was handed to; empty if it was a participant or nobody."""
    return responsible.removeprefix(ROLE_PREFIX) if responsible.startswith(ROLE_PREFIX) else ""


def holder(role: str, facts: Facts) -> str:
    """The uid of the first participant who has the role, or empty."""
    rows = facts.rows.get(PARTICIPANTS, ())
    return next((r.row_uid for r in rows if cells(r.content).get("rolle") == role), "")


def participant_of(responsible: str, facts: Facts) -> str:
    """The uid of the participant who is meant now; empty while nobody holds the role."""
    role = role_in(responsible)
    return holder(role, facts) if role else responsible


def is_handed_to(question: Question, facts: Facts, own_uids: frozenset[str]) -> bool:
    """Whether this question waits for somebody who is one of these participants, or did so.

    Whoever was asked a question answers what follows from it as well, unless somebody else was
    asked that.
    """
    responsible = facts.record(question.id).content.responsible_uid
    if responsible:
        return participant_of(responsible, facts) in own_uids
    return any(_was_asked(name, facts, own_uids) for name in _follows_from(question))


def _follows_from(question: Question) -> frozenset[str]:
    return named_in(question.condition) if question.condition else frozenset()


def _was_asked(question_id: str, facts: Facts, own_uids: frozenset[str]) -> bool:
    responsible = facts.record(question_id).content.responsible_uid
    return bool(responsible) and participant_of(responsible, facts) in own_uids


def waits_for(question: Question, facts: Facts, own_uids: frozenset[str]) -> bool:
    """Whether this question is for one of these participants to answer: it was handed to them, or
    to nobody and they hold the role that usually answers it."""
    responsible = facts.record(question.id).content.responsible_uid or handed_to_role(question.role)
    return participant_of(responsible, facts) in own_uids


def responsible_name(catalogue: Catalogue, facts: Facts, responsible: str) -> str:
    """Whom something waits for, in words; empty if nobody is named or they left."""
    if name := facts.people.get(participant_of(responsible, facts)):
        return name
    role = role_in(responsible)
    return NOBODY_YET.format(role=catalogue.role_names.get(role, role)) if role else ""


def responsible_choices(
    catalogue: Catalogue, facts: Facts, question: Question | None = None
) -> tuple[tuple[str, str], ...]:
    """Whom a question can be handed to: participants, then roles without anybody.

    With a question, those come first who usually know: its role and the roles to consult.
    """
    held = {str(cells(row.content).get("rolle")) for row in facts.rows.get(PARTICIPANTS, ())}
    free = [role for role in catalogue.roles if role.id not in held]
    choices = [*facts.people.items()] + [
        (handed_to_role(role.id), NOBODY_YET.format(role=role.text)) for role in free
    ]
    if question is None:
        return tuple(choices)
    first = {
        holder(role, facts) or handed_to_role(role) for role in (question.role, *question.consulted)
    }
    return tuple(sorted(choices, key=lambda choice: choice[0] not in first))


def _with_role(catalogue: Catalogue, facts: Facts) -> dict[str, str]:
    """How each participant is called, with their role, by uid."""
    names = catalogue.role_names
    found = {}
    for row in facts.rows.get(PARTICIPANTS, ()):
        role = names.get(str(cells(row.content).get("rolle")), "")
        found[row.row_uid] = " – ".join(filter(None, (facts.people.get(row.row_uid), role)))
    return found


def askable(catalogue: Catalogue, facts: Facts, question: Question) -> tuple[Askable, ...]:
    """Whom a question can be handed to: who usually knows, then everybody else.

    A participant stands there with their role; a role alone means whoever will hold it.
    """
    people, roles = _with_role(catalogue, facts), (question.role, *question.consulted)
    first = {holder(role, facts) or handed_to_role(role) for role in roles}
    groups: dict[str, list[tuple[str, str]]] = {USUALLY_KNOW: [], OTHERS: []}
    for uid, name in responsible_choices(catalogue, facts):
        shown = people.get(uid) or catalogue.role_names.get(role_in(uid), name)
        groups[USUALLY_KNOW if uid in first else OTHERS].append((uid, shown))
    return tuple(Askable(title, tuple(group)) for title, group in groups.items() if group)


def named_people(catalogue: Catalogue, facts: Facts) -> tuple[str, ...]:
    """The participants as they are named now, each with their role."""
    return tuple(_with_role(catalogue, facts).values())
