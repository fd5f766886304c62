"""The history of one question or row, and bringing back what a former revision said."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from amt24web.catalogue.structure import Question
from amt24web.domain.errors import NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import Action, RowSource
from amt24web.rules import access
from amt24web.rules.facts import owns, rows_of
from amt24web.rules.history import fold, on_page, page_of, pages_of, step_ids
from amt24web.rules.revisions import (
    Change,
    Entry,
    Subject,
    Subjects,
    changes,
    read_entries,
    row_name,
    said,
    understood,
)
from amt24web.rules.saving import Origin, Verdict, judge_restoring, next_record
from amt24web.storage import paper_lives, records, revisions
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, close_dossier, open_dossier

UNKNOWN_QUESTION = "Diese Frage gibt es nicht."
UNKNOWN_ROW = "Diese Zeile gibt es nicht (mehr)."
UNKNOWN_REVISION = "Diesen Stand gibt es nicht."
NOT_YOUR_ROW = "Sie sehen nur den Verlauf der Zeilen Ihrer Stelle."
BRINGS_ACCESS = "Mit dieser Zeile kommt auch ein Zugang zurück. Das entscheidet ein Prozesseigner."


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of a question, living or removed, as the page of the question lists it."""

    name: str
    record: Record


@dataclass(frozen=True, slots=True)
class AnswerHistory:
    """The history of one question or row, and the rows of a question that has some."""

    onlinedienst_id: int
    title: str
    subject: Subject
    newest: Record
    entries: tuple[Entry, ...]
    total: int
    page: int
    pages: int
    rows: tuple[RowLine, ...]
    removed: tuple[RowLine, ...]
    may_restore: bool
    may_view: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of bringing something back.

    With ``newest`` somebody saved meanwhile: nothing was written, ``changes`` are what would be.
    """

    onlinedienst_id: int
    title: str
    subject: Subject
    said_at: datetime | None
    is_written: bool
    newest: Record | None = None
    changes: tuple[Change, ...] = ()


def view_answer_history(
    *,
    who: Account,
    onlinedienst_id: int,
    question_id: str,
    row_uid: str = "",
    unfolded: int = 0,
    page: int = 0,
) -> AnswerHistory:
    """The history of one question or row; without ``page`` the one where ``unfolded`` stands.

    Somebody who speaks for one body sees only its rows. Raises NotFound and NotAllowed.
    """
    with reading() as session:
        action = Action.VIEW_OWN_ROWS if row_uid else Action.VIEW
        dossier = open_dossier(session, who, onlinedienst_id, action)
        place = _find_place(dossier, question_id, row_uid)
        steps = revisions.list_steps(session, dossier.id, place.newest.key, row_uid)
        runs = fold(steps, unfolded, paper_lives.list_moments_of_issue(session, dossier.id))
        here = page_of(runs, page, unfolded)
        restorable = place.newest if place.may_restore else None
        shown = on_page(runs, here)
        contents = revisions.list_by_id(session, dossier.id, step_ids(shown))
        entries = read_entries(dossier.standing, shown, contents, restorable)
    return AnswerHistory(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        subject=place.subject,
        newest=place.newest,
        entries=entries,
        total=len(runs),
        page=here,
        pages=pages_of(runs),
        rows=place.lines(place.rows),
        removed=place.lines(place.removed),
        may_restore=place.may_restore,
        may_view=dossier.may(Action.VIEW),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A question or row of an opened dossier, as it stands now."""

    dossier: Dossier
    question: Question
    newest: Record

    @property
    def subject(self) -> Subject:
        """The question under which somebody looks at it, which may be one of several windows."""
        found = Subjects(self.dossier.standing).of(self.question.id)
        if not self.newest.row_uid:
            return found
        name = row_name(self.dossier.standing, self.question, self.newest)
        return replace(found, row_uid=self.newest.row_uid, row=name)

    @property
    def rows(self) -> tuple[Record, ...]:
        """The living rows of a question; a row has none."""
        has_rows = self.question.row_source and not self.newest.row_uid
        return rows_of(self.question, self.dossier.standing.facts) if has_rows else ()

    @property
    def removed(self) -> tuple[Record, ...]:
        """The rows of a question that can be brought back."""
        gone = self.dossier.standing.facts.removed.get(self.question.record_key, ())
        return () if self.newest.row_uid else gone

    def lines(self, rows: Iterable[Record]) -> tuple[RowLine, ...]:
        """Rows with what they are called."""
        standing = self.dossier.standing
        return tuple(RowLine(row_name(standing, self.question, row), row) for row in rows)

    @property
    def may_restore(self) -> bool:
        """Whether the person may answer here; what is removed is not theirs alone any more."""
        dossier, row = self.dossier, self.newest
        section = dossier.standing.catalogue.section_of[self.question.id]
        if access.may(access.ANSWERING[section.questionnaire], dossier.roles):
            return True
        is_own = bool(row.row_uid) and not row.removed and owns(row, dossier.own_uids)
        return is_own and access.may(Action.EDIT_OWN_ROWS, dossier.roles, owns_row=True)


def _find_place(dossier: Dossier, question_id: str, row_uid: str) -> _Place:
    facts = dossier.standing.facts
    question = dossier.standing.catalogue.questions.get(question_id)
    if question is None:
        raise NotFound(UNKNOWN_QUESTION)
    if not row_uid:
        return _Place(dossier, question, facts.record(question.id))
    always = {row.row_uid: row for row in rows_of(question, facts)} if question.fixed_rows else {}
    row = facts.row(question.record_key, row_uid) or always.get(row_uid)
    if not dossier.may(Action.VIEW) and not (row and owns(row, dossier.own_uids)):
        raise NotAllowed(NOT_YOUR_ROW)
    if row is None or question.row_source is None:
        raise NotFound(UNKNOWN_ROW)
    return _Place(dossier, question, row)


def restore(
    *,
    who: Account,
    onlinedienst_id: int,
    question_id: str,
    row_uid: str = "",
    revision: int,
    shown_revision: int,
) -> Restored:
    """Write what a former revision said as a new one; a removed row comes back with it.

    ``shown_revision`` is the newest the page knew: if somebody saved since, nothing is written and
    the result says what stands there now. Raises NotFound and NotAllowed.
    """
    now = utc_now()
    action = Action.EDIT_OWN_ROWS
    with writing() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, action, for_update=True, owns_row=True
        )
        place = _find_place(dossier, question_id, row_uid)
        _require_right(session, place)
        key, numbers = place.newest.key, {revision, shown_revision}
        former = revisions.list_by_number(session, dossier.id, key, row_uid, numbers)
        if revision not in former:
            raise NotFound(UNKNOWN_REVISION)
        wanted = former[revision]
        # It may have been said in another edition; what cannot be read any more waits as text.
        content = understood(dossier.standing, place.subject, wanted.content)
        wanted = replace(wanted, content=content)
        verdict = judge_restoring(place.newest, wanted.content, former.get(shown_revision))
        if verdict is Verdict.WRITE:
            origin = Origin(who.id, who.name)
            restored = next_record(place.newest, wanted.content, origin, now)
            close_dossier(session, dossier, [replace(restored, removed=False)], now)
    return _restored(place, wanted, verdict)


def _require_right(session: Session, place: _Place) -> None:
    if not place.may_restore:
        raise NotAllowed
    dossier, row = place.dossier, place.newest
    if not row.removed or row.key != RowSource.PARTICIPANTS or dossier.may(Action.MANAGE_MEMBERS):
        return
    # A removed participant may still have an account: with the row the access would come back.
    if records.has_account(session, dossier.id, row.row_uid):
        raise NotAllowed(BRINGS_ACCESS)


def _restored(place: _Place, wanted: Record, verdict: Verdict) -> Restored:
    standing, subject = place.dossier.standing, place.subject
    result = Restored(
        onlinedienst_id=place.dossier.id,
        title=standing.title,
        subject=subject,
        said_at=wanted.saved_at,
        is_written=verdict is Verdict.WRITE,
    )
    if verdict is not Verdict.CONFLICT:
        return result
    there = said(standing, subject, place.newest.content)
    wished = said(standing, subject, wanted.content)
    return replace(result, newest=place.newest, changes=changes(there, wished))
