"""Sign-offs: what somebody answers for with their name, and what has changed since they did.

A sign-off covers those of its questions that are asked. It is kept with a fingerprint of each of
them. Nothing is locked by it: what was changed later is found by comparing, question by question.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from amt24web.catalogue.structure import AnswerType, Question, SignOff
from amt24web.domain.assessments import SignOffReading
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import AnswerState, Need, SignOffOutcome, SignOffWay
from amt24web.domain.wording import german_date, local_day
from amt24web.rules.facts import PARTICIPANTS, cells, columns_of, rows_of
from amt24web.rules.findings import digest_of
from amt24web.rules.progress import DONE, has_unreadable, state_of
from amt24web.rules.questionnaire import adopted_rows
from amt24web.rules.responsibility import holder
from amt24web.rules.summary import Standing
from amt24web.rules.unsettled import SIGN_OFF_PREFIX, sign_off_key

RECORD_PREFIX = SIGN_OFF_PREFIX
MARK_LENGTH = 16
REPLACES, PROOF = "replaces", "proof"
DECISION_OF = "{name} vom {day}"
WITHDRAWN = "Zurückgezogen am {day} von {name}: {reason}"


def record_key(sign_off_id: str) -> str:
    """The key under which a sign-off is kept."""
    return sign_off_key(sign_off_id)


def offered(standing: Standing) -> tuple[SignOff, ...]:
    """The sign-offs to ask for: their role is needed, somebody has it, or it is signed already."""
    return tuple(
        sign_off
        for sign_off in standing.catalogue.sign_offs
        if _is_wanted(standing, sign_off) or said_in(standing.facts.record(_key(sign_off)))
    )


def _is_wanted(standing: Standing, sign_off: SignOff) -> bool:
    is_needed = sign_off.role in standing.assessment.needed_roles
    has_holder = bool(holder(sign_off.role, standing.facts))
    return (is_needed or has_holder) and bool(covered(standing, sign_off))


def _key(sign_off: SignOff) -> str:
    return record_key(sign_off.id)


def covered(standing: Standing, sign_off: SignOff) -> tuple[Question, ...]:
    """The questions it covers and that are asked, in the order of the catalogue."""
    wanted = standing.assessment.asked.intersection(sign_off.questions)
    return tuple(q for q in standing.catalogue.questions.values() if q.id in wanted)


def open_among(standing: Standing, questions: Iterable[Question]) -> tuple[Question, ...]:
    """Those that somebody still has to settle; an optional one only if it was begun."""
    return tuple(q for q in questions if _is_open(standing, q))


def _is_open(standing: Standing, question: Question) -> bool:
    if question.type is AnswerType.COMPUTED:
        return False
    state = state_of(question, standing.facts)
    is_begun = state is AnswerState.IN_CLARIFICATION or has_unreadable(question, standing.facts)
    return is_begun or (state not in DONE and question.need is not Need.OPTIONAL)


def fingerprints(standing: Standing, sign_off: SignOff) -> dict[str, str]:
    """A short digest of every covered answer, by question."""
    return {q.id: _fingerprint(standing, q) for q in covered(standing, sign_off)}


def _fingerprint(standing: Standing, question: Question) -> str:
    return digest_of({"said": _said(standing, question)})[:MARK_LENGTH]


def _said(standing: Standing, question: Question) -> list[Any]:
    """What stands for the answer: its state and what is kept, never how it is worded or shown."""
    content = standing.facts.record(question.id).content
    state = state_of(question, standing.facts)
    reason = content.reason if state is AnswerState.NOT_APPLICABLE else ""
    if question.type is AnswerType.COMPUTED:
        return [standing.assessment.values.get(question.id)]
    if question.row_source is not None:
        return [state, reason, _rows(standing, question)]
    return [state, reason, content.value, content.raw.get("value", "")]


def _rows(standing: Standing, question: Question) -> list[Any]:
    """The rows without their order: moving one changes nothing that is said."""
    names = [column.id for column in columns_of(standing.catalogue, question)]
    own = [
        (row.row_uid if question.fixed_rows else "", cells(row.content), row.content.raw)
        for row in rows_of(question, standing.facts)
    ]
    adopted = adopted_rows(standing.catalogue, question, standing.facts, standing.assessment)
    said = [(uid, _picked(c, names), _picked(raw, names)) for uid, c, raw in own]
    said += [("", _picked(cells(row.content), names), {}) for row in adopted]
    return sorted(([*row] for row in said if row[1] or row[2]), key=repr)


def _picked(said: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: said[name] for name in names if said.get(name) not in (None, "", [])}


def shown_mark(standing: Standing, sign_off: SignOff) -> str:
    """What a page showed when it was opened: all covered answers, and the sign-off itself."""
    revision = standing.facts.record(_key(sign_off)).revision
    return digest_of({"answers": fingerprints(standing, sign_off), "revision": revision})


def changed_since(standing: Standing, sign_off: SignOff) -> tuple[str, ...]:
    """The questions that are answered otherwise now, are asked newly or no longer."""
    before = said_in(standing.facts.record(_key(sign_off))).get("answers")
    if not isinstance(before, dict):
        return ()
    now = fingerprints(standing, sign_off)
    return tuple(
        question
        for question in standing.catalogue.questions
        if (question in now or question in before) and now.get(question) != before.get(question)
    )


def said_in(record: Record) -> Mapping[str, Any]:
    """What a sign-off says; nothing before somebody signed or after they withdrew."""
    return record.content.value if isinstance(record.content.value, dict) else {}


def read_sign_offs(standing: Standing) -> tuple[SignOffReading, ...]:
    """All sign-offs that are asked for, signed or not."""
    return tuple(read_sign_off(standing, sign_off) for sign_off in offered(standing))


def read_sign_off(standing: Standing, sign_off: SignOff) -> SignOffReading:
    """One sign-off in plain words."""
    role = standing.catalogue.role_names.get(sign_off.role, sign_off.role)
    record = standing.facts.record(_key(sign_off))
    said = said_in(record)
    if not said:
        return SignOffReading(sign_off.id, sign_off.text, role, withdrawn=_withdrawn(record))
    name, way = str(said.get("name", "")), _way(said)
    return SignOffReading(
        key=sign_off.id,
        subject=sign_off.text,
        role=role,
        outcome=SignOffOutcome(said["outcome"]),
        name=name,
        function=str(said.get("function", "")),
        day=date.fromisoformat(str(said["day"])),
        way=way,
        words=str(said.get("words", "")),
        open_then=_numbers(standing, said.get("open", ())),
        changed=_numbers(standing, changed_since(standing, sign_off)),
        saved_at=record.saved_at,
        recorded_by="" if way is SignOffWay.ACCOUNT else record.author_name,
        replaces=str(said.get(REPLACES, "")),
        proof=str(said.get(PROOF, "")),
    )


def decision_of_another(standing: Standing, sign_off: SignOff, account: int) -> str:
    """Whose decision of which day stands, given in an account other than this one; else empty.

    What somebody signed themselves is only theirs to take back, and replaced with a reason only.
    """
    reading = read_sign_off(standing, sign_off)
    is_own = standing.facts.record(_key(sign_off)).author_id == account
    if reading.way is not SignOffWay.ACCOUNT or is_own:
        return ""
    return DECISION_OF.format(name=reading.name, day=german_date(reading.day))


def _way(said: Mapping[str, Any]) -> SignOffWay:
    return SignOffWay(said.get("way", SignOffWay.PAPER))


def _numbers(standing: Standing, questions: Iterable[str]) -> tuple[str, ...]:
    numbers = standing.catalogue.numbers
    return tuple(numbers[question] for question in questions if question in numbers)


def _withdrawn(record: Record) -> str:
    if not record.saved_at or not record.content.reason:
        return ""
    day = german_date(local_day(record.saved_at))
    return WITHDRAWN.format(day=day, name=record.author_name, reason=record.content.reason)


def own_roles(standing: Standing, own_uids: Iterable[str]) -> frozenset[str]:
    """The roles that the participants with these uids have."""
    rows = (standing.facts.row(PARTICIPANTS, uid) for uid in own_uids)
    return frozenset(str(cells(row.content).get("rolle", "")) for row in rows if row) - {""}
