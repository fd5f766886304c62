"""Comments at a question and marks: said to the team, answering nothing."""

from dataclasses import dataclass, replace
from secrets import token_hex

from amt24web.catalogue.structure import Question, Section
from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import Action, AnswerState
from amt24web.rules.remarks import (
    MOST_COMMENTS,
    TOO_MANY_COMMENTS,
    Comment,
    comment_key,
    comment_problem,
    comments_at,
    is_said_again,
    mark_key,
)
from amt24web.rules.saving import Origin, next_record
from amt24web.rules.typed_text import clean
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, close_dossier, open_dossier

UNKNOWN_QUESTION = "Diese Frage gibt es nicht."
UNKNOWN_COMMENT = "Diesen Kommentar gibt es nicht (mehr)."
NOT_YOUR_COMMENT = "Einen Kommentar löscht nur, wer ihn geschrieben hat."


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments at one question."""

    onlinedienst_id: int
    title: str
    question: Question
    number: str
    section: Section
    comments: tuple[Comment, ...]


def view_comments(
    *, who: Account, onlinedienst_id: int, question_id: str, section_id: str = ""
) -> Thread:
    """The comments at one question; ``section_id`` is the page to go back to."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    question = _find_question(dossier, question_id)
    return Thread(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        question=question,
        number=dossier.standing.catalogue.numbers[question.id],
        section=_section(dossier, question, section_id),
        comments=comments_at(dossier.standing.facts, question.id),
    )


def add_comment(
    *, who: Account, onlinedienst_id: int, question_id: str, text: str, section_id: str = ""
) -> Section:
    """Say something about a question; the same text twice in a row counts once.

    Returns the section to go back to. Raises InvalidInput for nothing or too much.
    """
    now = utc_now()
    said = clean(text)
    if problem := comment_problem(said):
        raise InvalidInput(problem)
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.COMMENT, for_update=True)
        question = _find_question(dossier, question_id)
        key = comment_key(question.id)
        rows = dossier.standing.facts.rows.get(key, ())
        gone = dossier.standing.facts.removed.get(key, ())
        if not is_said_again(rows, said, who.id, now):
            if len(rows) + len(gone) >= MOST_COMMENTS:
                raise InvalidInput(TOO_MANY_COMMENTS)
            last = max((row.position for row in (*rows, *gone)), default=0)
            comment = Record(key=key, row_uid=token_hex(8), position=last + 1)
            content = Content(value=said, state=AnswerState.ANSWERED)
            record = next_record(comment, content, Origin(who.id, who.name), now)
            close_dossier(session, dossier, [record], now)
    return _section(dossier, question, section_id)


def remove_comment(
    *, who: Account, onlinedienst_id: int, question_id: str, uid: str, section_id: str = ""
) -> Section:
    """Take back what one has said oneself; the history keeps it.

    Returns the section to go back to. Raises NotAllowed for the comment of somebody else.
    """
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.COMMENT, for_update=True)
        question = _find_question(dossier, question_id)
        row = dossier.standing.facts.row(comment_key(question.id), uid)
        if row is None:
            raise NotFound(UNKNOWN_COMMENT)
        if row.author_id != who.id:
            raise NotAllowed(NOT_YOUR_COMMENT)
        if not row.removed:
            record = next_record(row, row.content, Origin(who.id, who.name), now)
            close_dossier(session, dossier, [replace(record, removed=True)], now)
    return _section(dossier, question, section_id)


def mark_question(
    *, who: Account, onlinedienst_id: int, question_id: str, marked: bool, section_id: str = ""
) -> Section:
    """Put the team's mark on a question, or take it off; returns the section to go back to."""
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.ANSWER, for_update=True)
        question = _find_question(dossier, question_id)
        newest = dossier.standing.facts.record(mark_key(question.id))
        value = True if marked else None
        if newest.content.value != value:
            content = replace(Content(), value=value)
            record = next_record(newest, content, Origin(who.id, who.name), now)
            close_dossier(session, dossier, [record], now)
    return _section(dossier, question, section_id)


def _find_question(dossier: Dossier, question_id: str) -> Question:
    question = dossier.standing.catalogue.questions.get(question_id)
    if question is None:
        raise NotFound(UNKNOWN_QUESTION)
    return question


def _section(dossier: Dossier, question: Question, section_id: str) -> Section:
    catalogue = dossier.standing.catalogue
    return catalogue.section(section_id) or catalogue.section_of[question.id]
