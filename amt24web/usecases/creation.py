"""Beginning an Onlinedienst: its edition, its first answers, its first Prozesseigner."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from amt24web.catalogue.editions import canonical, identity
from amt24web.catalogue.structure import Catalogue, Choice
from amt24web.domain.errors import InvalidInput
from amt24web.domain.people import Account
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import (
    AccessRole,
    Action,
    AnswerState,
    AuditEvent,
    Phase,
    RowSource,
)
from amt24web.rules import access
from amt24web.rules.answers import KINDS
from amt24web.rules.facts import gather
from amt24web.rules.summary import NAME_QUESTION, stand
from amt24web.rules.visibility import KIND_QUESTION, WAY_QUESTION
from amt24web.storage import audit, editions, onlinedienste, records
from amt24web.storage.database import utc_now, writing
from amt24web.storage.onlinedienste import Onlinedienst
from amt24web.usecases.dossier import write_summary

NAME_MISSING = "Wie heißt die Leistung? Bitte tragen Sie einen Namen ein."
WAY_MISSING = "Bitte wählen Sie, wie der Onlinedienst entsteht."
KIND_MISSING = "Bitte wählen Sie, worum es geht."
UNDECIDED = "offen"
"""Chosen as the way by somebody who does not know it yet; the question then simply stays open."""
OWNER_ROLE = "pe"
DOUBLE_CLICK = timedelta(seconds=10)
"""The same person beginning the same Onlinedienst within this time pressed the button twice."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What can be chosen when an Onlinedienst begins."""

    ways: tuple[Choice, ...]
    kinds: tuple[Choice, ...]


def choices_to_begin(*, who: Account, catalogue: Catalogue) -> Beginning:
    """The ways and kinds on offer. Raises NotAllowed for somebody who may not begin anything."""
    access.require(Action.CREATE_ONLINEDIENST, who.global_roles)
    return Beginning(
        ways=catalogue.questions[WAY_QUESTION].choices,
        kinds=catalogue.questions[KIND_QUESTION].choices,
    )


def create_onlinedienst(
    *, who: Account, catalogue: Catalogue, name: str, way: str, kind: str
) -> int:
    """Begin an Onlinedienst; whoever begins it is its first Prozesseigner. Returns its number.

    Pressing the button twice begins one. ``way`` may be UNDECIDED.

    Raises InvalidInput naming each field that cannot be taken.
    """
    access.require(Action.CREATE_ONLINEDIENST, who.global_roles)
    answers = _first_answers(catalogue, name, way, kind)
    now = utc_now()
    owner = _owner(who)
    with writing() as session:
        title = str(answers[0].content.value)
        since = now - DOUBLE_CLICK
        if number := onlinedienste.find_recent(session, who.id, title, since):
            return number
        onlinedienst = _new(session, who, catalogue, kind, now)
        kept = [_signed(record, who, now) for record in (*answers, owner)]
        records.keep_many(session, onlinedienst.id, kept)
        records.link_account(
            session, onlinedienst.id, owner.row_uid, who.id, AccessRole.PROCESS_OWNER
        )
        standing = stand(catalogue, gather(kept), onlinedienst.phase)
        write_summary(session, onlinedienst.id, standing, now, known_digest="", is_new=True)
        return onlinedienst.id


def _new(
    session: Session, who: Account, catalogue: Catalogue, kind: str, now: datetime
) -> Onlinedienst:
    text = canonical(catalogue)
    onlinedienst = Onlinedienst(
        uid=str(uuid4()),
        edition_id=editions.keep_edition(session, identity(text), text, now),
        phase=_start_phase(catalogue, kind),
        created_at=now,
        created_by_id=who.id,
    )
    session.add(onlinedienst)
    session.flush()
    number = onlinedienst.id
    audit.record(
        session, AuditEvent.ONLINEDIENST_CREATED, now, user_id=who.id, onlinedienst_id=number
    )
    return onlinedienst


def _first_answers(catalogue: Catalogue, name: str, way: str, kind: str) -> list[Record]:
    typed = {NAME_QUESTION: name, WAY_QUESTION: way, KIND_QUESTION: kind}
    if way == UNDECIDED:
        del typed[WAY_QUESTION]
    readings = {
        key: KINDS[catalogue.questions[key].type].read([text], catalogue.questions[key])
        for key, text in typed.items()
    }
    missing = {NAME_QUESTION: NAME_MISSING, WAY_QUESTION: WAY_MISSING, KIND_QUESTION: KIND_MISSING}
    problems = {
        key: reading.problem or missing[key]
        for key, reading in readings.items()
        if reading.value is None
    }
    if problems:
        raise InvalidInput("Bitte prüfen Sie Ihre Angaben.", problems)
    return [
        Record(key, content=Content(value=reading.value, state=AnswerState.ANSWERED))
        for key, reading in readings.items()
    ]


def _owner(who: Account) -> Record:
    cells: Mapping[str, str] = {
        "rolle": OWNER_ROLE,
        "person": who.name,
        "einrichtung": who.function,
        "mail": who.email,
    }
    content = Content(value={k: v for k, v in cells.items() if v}, state=AnswerState.ANSWERED)
    return Record(
        RowSource.PARTICIPANTS.value, row_uid=uuid4().hex[:16], position=1, content=content
    )


def _signed(record: Record, who: Account, now: datetime) -> Record:
    return Record(
        key=record.key,
        row_uid=record.row_uid,
        position=record.position,
        content=record.content,
        revision=1,
        author_id=who.id,
        author_name=who.name,
        saved_at=now,
    )


def _start_phase(catalogue: Catalogue, kind: str) -> Phase:
    scope = next(scope for scope in catalogue.kinds if scope.id == kind)
    return Phase(scope.start_phase)
