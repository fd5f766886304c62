"""The competent bodies: a table to read, one body to edit, all of them as a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from amt24web.catalogue.structure import AnswerType, Choice, Column, Question
from amt24web.documents.spreadsheet import SheetColumn, spreadsheet
from amt24web.domain.errors import NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action
from amt24web.domain.wording import file_words
from amt24web.rules.answers import choices_of
from amt24web.rules.authorities import (
    WAVE,
    AuthorityTable,
    Wanted,
    authority_name,
    authority_table,
)
from amt24web.rules.facts import all_columns, owns, rows_of, window
from amt24web.rules.form_view import QuestionView, RowView, question_view
from amt24web.rules.handed_over import handed_questions
from amt24web.rules.row_limits import most_rows
from amt24web.rules.sheet_cells import can_be_read, cell_text
from amt24web.storage.database import reading
from amt24web.usecases.dossier import Dossier, open_dossier

UNKNOWN_BODY = "Diese Stelle gibt es nicht (mehr)."
EVERYTHING = Wanted()
FORM_LABEL = "Angaben zur Stelle"
SHEET_TITLE = "Stellen"
NOT_READ_BACK = "{head} (wird nicht eingelesen)"


@dataclass(frozen=True, slots=True)
class AuthoritiesPage:
    """The competent bodies as a person may see them.

    Somebody who speaks for one body, or a few, gets ``forms`` to fill in; everybody else a
    ``table``. ``removed`` is the uid and name of a body that can be brought back. ``handed`` says
    how many questions somebody asked them besides.
    """

    onlinedienst_id: int
    title: str
    section_id: str
    question_id: str
    only_own: bool
    may_answer: bool
    forms: QuestionView | None
    table: AuthorityTable | None
    wanted: Wanted
    waves: tuple[Choice, ...]
    removed: tuple[str, str]
    handed: int


@dataclass(frozen=True, slots=True)
class AuthorityPage:
    """One body with everything that is asked about it."""

    onlinedienst_id: int
    title: str
    section_id: str
    only_own: bool
    may_answer: bool
    name: str
    view: QuestionView
    row: RowView


@dataclass(frozen=True, slots=True)
class ExportedSheet:
    """The table as a file."""

    content: bytes
    file_name: str


def view_authorities(
    *, who: Account, onlinedienst_id: int, wanted: Wanted = EVERYTHING, removed_uid: str = ""
) -> AuthoritiesPage:
    """The competent bodies; somebody who speaks for one body sees only its rows, as forms."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW_OWN_ROWS)
    question = _question(dossier)
    only_own = not dossier.may(Action.VIEW)
    forms = _own_forms(dossier, question) if only_own else None
    is_form = forms is not None and not forms.has_own_page
    return AuthoritiesPage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        section_id=_section_id(dossier, question),
        question_id=question.id,
        only_own=only_own,
        may_answer=dossier.may(Action.ANSWER),
        forms=forms if is_form else None,
        table=None if is_form else _table(dossier, question, wanted, only_own),
        wanted=wanted,
        waves=next((c.choices for c in _columns(dossier, question) if c.id == WAVE), ()),
        removed=_removed(dossier, question, removed_uid),
        handed=len(handed_questions(dossier.standing, dossier.own_uids)) if only_own else 0,
    )


def _question(dossier: Dossier) -> Question:
    return window(dossier.standing.catalogue, AnswerType.AUTHORITIES)


def _columns(dossier: Dossier, question: Question) -> tuple[Column, ...]:
    return all_columns(dossier.standing.catalogue, question)


def _section_id(dossier: Dossier, question: Question) -> str:
    return dossier.standing.catalogue.section_of[question.id].id


def _own_forms(dossier: Dossier, question: Question) -> QuestionView:
    return question_view(
        dossier.standing, question, is_editable=False, own_uids=dossier.own_uids, only_own=True
    )


def _table(dossier: Dossier, question: Question, wanted: Wanted, only_own: bool) -> AuthorityTable:
    facts = dossier.standing.facts
    rows = rows_of(question, facts)
    seen = [row for row in rows if owns(row, dossier.own_uids)] if only_own else rows
    return authority_table(seen, _columns(dossier, question), facts.people, wanted)


def _removed(dossier: Dossier, question: Question, uid: str) -> tuple[str, str]:
    row = dossier.standing.facts.row(question.record_key, uid) if uid else None
    may_see = dossier.may(Action.ANSWER) and row is not None and row.removed
    return (uid, authority_name(row)) if row and may_see else ("", "")


def view_authority(*, who: Account, onlinedienst_id: int, uid: str) -> AuthorityPage:
    """One body as a form. Raises NotFound for one that is not there or not theirs to see."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW_OWN_ROWS)
    question = _question(dossier)
    only_own = not dossier.may(Action.VIEW)
    view = question_view(
        dossier.standing,
        question,
        is_editable=dossier.may(Action.ANSWER),
        own_uids=dossier.own_uids,
        only_own=only_own,
        row_uid=uid,
    )
    if not view.rows:
        raise NotFound(UNKNOWN_BODY)
    name = authority_name(view.rows[0].record)
    return AuthorityPage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        section_id=_section_id(dossier, question),
        only_own=only_own,
        may_answer=dossier.may(Action.ANSWER),
        name=name,
        view=view,
        row=replace(view.rows[0], label=FORM_LABEL),
    )


def export_authorities(*, who: Account, onlinedienst_id: int) -> ExportedSheet:
    """All bodies as a spreadsheet that can be filled in and read back."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    question, people = _question(dossier), dossier.standing.facts.people
    columns = _readable_first(_columns(dossier, question))
    rows = [
        [cell_text(row, column, people) for column in columns]
        for row in rows_of(question, dossier.standing.facts)
    ]
    content = spreadsheet(
        SHEET_TITLE,
        [_sheet_column(column) for column in columns],
        [row for row in rows if any(row)],
        most_rows(question),
    )
    return ExportedSheet(content, f"stellen-{file_words(dossier.standing.title)}.xlsx")


def _readable_first(columns: Sequence[Column]) -> list[Column]:
    return sorted(columns, key=lambda column: not can_be_read(column))


def _sheet_column(column: Column) -> SheetColumn:
    if not can_be_read(column):
        return SheetColumn(NOT_READ_BACK.format(head=column.text))
    return SheetColumn(column.text, tuple(choice.text for choice in choices_of(column)))
