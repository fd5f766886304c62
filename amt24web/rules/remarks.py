"""Comments and marks: what the team says about a question, without answering it.

They are records like everything else, so that they have a history and nothing is lost. Nothing
that is asked, counted, checked or fingerprinted looks at them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from amt24web.catalogue.structure import Catalogue
from amt24web.domain.reading import CommentReading
from amt24web.domain.records import COMMENT, MARK, Record
from amt24web.domain.vocabulary import Questionnaire
from amt24web.domain.wording import german_moment, german_number
from amt24web.rules import typed_text
from amt24web.rules.facts import Facts

LONGEST_COMMENT = 5_000
MOST_COMMENTS = 500
SAME_AGAIN = timedelta(seconds=10)
EMPTY_COMMENT = "Bitte schreiben Sie Ihren Kommentar in das Feld."
TOO_MANY_COMMENTS = (
    f"Mehr als {german_number(MOST_COMMENTS)} Kommentare sind zu einer Frage nicht vorgesehen."
)


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment at a question."""

    uid: str
    text: str
    author_id: int
    author_name: str
    written_at: datetime | None


def comment_key(question_id: str) -> str:
    """The key that the comments at a question are kept under, one row each."""
    return f"{COMMENT}{question_id}"


def mark_key(question_id: str) -> str:
    """The key that the mark of a question is kept under."""
    return f"{MARK}{question_id}"


def comments_at(facts: Facts, question_id: str) -> tuple[Comment, ...]:
    """The comments at a question, the oldest first; those taken back are left out."""
    return tuple(_comment(row) for row in facts.rows.get(comment_key(question_id), ()))


def _comment(row: Record) -> Comment:
    text = str(row.content.value or "")
    return Comment(row.row_uid, text, row.author_id, row.author_name, row.saved_at)


def marked_by(facts: Facts, question_id: str) -> str:
    """Who marked a question; empty if it is not marked."""
    mark = facts.record(mark_key(question_id))
    return mark.author_name if mark.content.value is True else ""


def comment_problem(text: str) -> str:
    """Why a clean text cannot become a comment, or nothing."""
    return typed_text.problem(text, LONGEST_COMMENT) if text else EMPTY_COMMENT


def is_said_again(rows: Collection[Record], text: str, author_id: int, now: datetime) -> bool:
    """Whether somebody has just said the very same: the button was pressed twice."""
    return any(
        row.content.value == text
        and row.author_id == author_id
        and row.saved_at is not None
        and now - row.saved_at <= SAME_AGAIN
        for row in rows
    )


def comment_readings(
    catalogue: Catalogue, facts: Facts, asked: Collection[str]
) -> tuple[CommentReading, ...]:
    """The comments at the asked questions of the Klärung in their order, for its paper."""
    return tuple(
        CommentReading(
            question=catalogue.numbers[question.id],
            text=comment.text,
            who=comment.author_name,
            when=german_moment(comment.written_at),
        )
        for section in catalogue.sections_of(Questionnaire.CLARIFICATION)
        for question in section.asked
        if question.id in asked
        for comment in comments_at(facts, question.id)
    )
