"""Rows of repeatable questions: add, remove, bring back, move; each a write of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from secrets import token_hex

from sqlalchemy.orm import Session

from amt24web.catalogue.structure import Question
from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import AccessRole, Action, RowSource
from amt24web.rules.facts import Facts, rows_of
from amt24web.rules.row_limits import most_rows, too_many_rows
from amt24web.rules.saving import Origin, next_record
from amt24web.rules.section_view import SectionView, section_view
from amt24web.storage import records
from amt24web.storage.database import utc_now, writing
from amt24web.usecases.dossier import Dossier, close_dossier, open_dossier

PARTICIPANTS = RowSource.PARTICIPANTS.value
OWNER = AccessRole.PROCESS_OWNER
BRINGS_ACCESS = "Mit dieser Zeile käme auch der Zugang zurück. Das kann nur ein Prozesseigner."
LAST_OWNER = "Mindestens ein Prozesseigner muss Zugang behalten."
UNKNOWN_ROW = "Diese Zeile gibt es nicht (mehr)."
NO_ROWS = "Zu dieser Frage gibt es keine Zeilen."


@dataclass(frozen=True, slots=True)
class RowsChanged:
    """The section after rows were changed, and the row it was about."""

    onlinedienst_id: int
    title: str
    view: SectionView
    question_id: str
    row_uid: str


Change = Callable[[Question, Facts], tuple[str, list[Record]]]


def add_row(
    *, who: Account, onlinedienst_id: int, question_id: str, section_id: str
) -> RowsChanged:
    """Add an empty row at the end."""

    def add(question: Question, facts: Facts) -> tuple[str, list[Record]]:
        _require_free_rows(question)
        rows = rows_of(question, facts)
        if len(rows) >= most_rows(question):
            raise InvalidInput(too_many_rows(question))
        gone = facts.removed.get(question.record_key, ())
        last = max((row.position for row in (*rows, *gone)), default=0)
        uid = token_hex(8)
        return uid, [Record(key=question.record_key, row_uid=uid, position=last + 1)]

    return _change(who, onlinedienst_id, question_id, section_id, add)


def remove_row(
    *, who: Account, onlinedienst_id: int, question_id: str, row_uid: str, section_id: str
) -> RowsChanged:
    """Take a row away; it can be brought back."""
    return _mark(who, onlinedienst_id, question_id, row_uid, section_id, removed=True)


def restore_row(
    *, who: Account, onlinedienst_id: int, question_id: str, row_uid: str, section_id: str
) -> RowsChanged:
    """Bring a removed row back to its place."""
    return _mark(who, onlinedienst_id, question_id, row_uid, section_id, removed=False)


def _mark(
    who: Account,
    onlinedienst_id: int,
    question_id: str,
    row_uid: str,
    section_id: str,
    *,
    removed: bool,
) -> RowsChanged:
    def mark(question: Question, facts: Facts) -> tuple[str, list[Record]]:
        _require_free_rows(question)
        row = facts.row(question.record_key, row_uid)
        if row is None:
            raise NotFound(UNKNOWN_ROW)
        return row_uid, [] if row.removed is removed else [replace(row, removed=removed)]

    return _change(who, onlinedienst_id, question_id, section_id, mark)


def move_row(
    *, who: Account, onlinedienst_id: int, question_id: str, row_uid: str, section_id: str, up: bool
) -> RowsChanged:
    """Move a row one place up or down; at the end nothing happens."""

    def move(question: Question, facts: Facts) -> tuple[str, list[Record]]:
        _require_free_rows(question)
        rows = rows_of(question, facts)
        here = next((n for n, row in enumerate(rows) if row.row_uid == row_uid), None)
        if here is None:
            raise NotFound(UNKNOWN_ROW)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(rows):
            return row_uid, []
        one, other = rows[here], rows[there]
        return row_uid, [
            replace(one, position=other.position),
            replace(other, position=one.position),
        ]

    return _change(who, onlinedienst_id, question_id, section_id, move)


def _require_free_rows(question: Question) -> None:
    if question.row_source is None or question.fixed_rows:
        raise InvalidInput(NO_ROWS)


def _change(
    who: Account, onlinedienst_id: int, question_id: str, section_id: str, change: Change
) -> RowsChanged:
    now = utc_now()
    origin = Origin(who.id, who.name)
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW, for_update=True)
        question = _find(dossier, question_id)
        uid, changed = change(question, dossier.standing.facts)
        _require_owner_stays(session, dossier, changed)
        _require_right_to_let_in(session, dossier, changed)
        kept = [next_record(row, row.content, origin, now) for row in changed]
        standing = close_dossier(session, dossier, kept, now)
    catalogue = standing.catalogue
    section = catalogue.section(section_id) or catalogue.section_of[question_id]
    view = section_view(standing, section, is_editable=dossier.may(Action.ANSWER))
    return RowsChanged(dossier.id, standing.title, view, question_id, uid)


def _require_owner_stays(session: Session, dossier: Dossier, changed: list[Record]) -> None:
    gone = {row.row_uid for row in changed if row.removed and row.key == PARTICIPANTS}
    members = records.list_members(session, dossier.id) if gone else {}
    owners = {uid for uid, (_, access_role) in members.items() if access_role is OWNER}
    if owners and owners <= gone:
        raise InvalidInput(LAST_OWNER)


def _require_right_to_let_in(session: Session, dossier: Dossier, changed: list[Record]) -> None:
    """With a removed participant their access would come back: that is for who manages members."""
    if dossier.may(Action.MANAGE_MEMBERS):
        return
    for row in changed:
        before = dossier.standing.facts.row(row.key, row.row_uid)
        is_back = before is not None and before.removed and not row.removed
        if (
            row.key == PARTICIPANTS
            and is_back
            and records.has_account(session, dossier.id, row.row_uid)
        ):
            raise NotAllowed(BRINGS_ACCESS)


def _find(dossier: Dossier, question_id: str) -> Question:
    question = dossier.standing.catalogue.questions.get(question_id)
    if question is None:
        raise NotFound("Diese Frage gibt es nicht.")
    dossier.require_answering(question)
    return question
