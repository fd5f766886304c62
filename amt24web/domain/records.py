"""What is remembered about one question or one row, as plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from amt24web.domain.vocabulary import AnswerState

COMMENT = "kommentar:"
MARK = "markierung:"
REMARKS = (COMMENT, MARK)
"""How the keys of records begin that say something about a question and are no answer to it."""

# An answer as JSON: text, number, list of slugs, the cells of a row, or nothing.
Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Content:
    """What a person said to one question or in one row; two contents can be compared for equality.

    ``raw`` keeps what could not be read, by part: ``"value"`` or the id of a cell, ``"due"``.
    """

    value: Json = None
    raw: Mapping[str, str] = field(default_factory=dict)
    state: AnswerState = AnswerState.OPEN
    note: str = ""
    reason: str = ""
    responsible_uid: str = ""
    due_on: date | None = None

    @property
    def is_empty(self) -> bool:
        """True if nothing at all has been said."""
        return self == Content()


@dataclass(frozen=True, slots=True)
class Record:
    """One content as kept: who, when, and where it stands in the save protocol.

    ``key`` is the question's id, or the name of the table whose row this is; ``row_uid`` is empty
    for the question itself. ``revision`` 0 means that nothing has been kept yet.
    """

    key: str
    row_uid: str = ""
    position: int = 0
    content: Content = field(default_factory=Content)
    revision: int = 0
    author_id: int = 0
    author_name: str = ""
    page_id: str = ""
    sequence: int = 0
    saved_at: datetime | None = None
    removed: bool = False

    @property
    def is_remark(self) -> bool:
        """Whether it is a comment or a mark."""
        return self.key.startswith(REMARKS)


@dataclass(frozen=True, slots=True)
class Step:
    """One accepted save without what it said: enough to sort, fold and count a history.

    ``id`` rises with every save; ``revision`` counts the saves of one record.
    """

    id: int
    key: str
    row_uid: str
    revision: int
    author_id: int
    author_name: str
    saved_at: datetime
    removed: bool = False
