"""What the key of a record stands for in an edition, and whether its value may stand there."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from amt24web.catalogue.structure import STAGES, Catalogue, Question
from amt24web.domain.records import COMMENT, MARK, Json, Record
from amt24web.domain.vocabulary import RowSource, SignOffOutcome, SignOffWay
from amt24web.rules import certified, findings, promises, sign_offs
from amt24web.rules.facts import all_columns
from amt24web.rules.kept_values import cells_fit, fits

TABLES: Final = (RowSource.PARTICIPANTS.value, RowSource.AUTHORITIES.value)


class Place(StrEnum):
    """Where a record belongs."""

    UNKNOWN = "unknown"
    QUESTION = "question"
    ROW = "row"
    COMMENT = "comment"
    MARK = "mark"
    NOTE = "note"
    SIGN_OFF = "sign_off"
    CLOSING = "closing"
    CERTIFIED = "certified"


def as_text(said: Any) -> Any:
    """Only text may become a day or a moment. Raises ValueError for numbers and the like."""
    if not isinstance(said, str):
        raise ValueError("no text")
    return said


Day = Annotated[date, BeforeValidator(as_text)]


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SignedOff(_Said):
    """What a sign-off keeps (see rules/signing.py)."""

    outcome: SignOffOutcome
    words: str
    way: SignOffWay
    name: str
    function: str
    day: Day
    open: list[str]
    answers: dict[str, str]
    replaces: str = ""
    proof: str = ""


class Condition(_Said):
    """An open point with which a stage was closed (see rules/imposing.py)."""

    key: str
    question: str
    title: str
    who: str
    name: str
    until: Day


class Counts(_Said):
    """How far everything was when a stage was closed."""

    total: int = Field(ge=0, strict=True)
    done: int = Field(ge=0, strict=True)
    open: int = Field(ge=0, strict=True)


class Closed(_Said):
    """What a closing keeps."""

    day: Day
    conditions: list[Condition]
    counts: Counts


class Certified(_Said):
    """What a certification rests on (see rules/certified.py)."""

    outcome: str
    rests_on: dict[str, str]
    confirmed: str = ""
    changes: list[str] = Field(default_factory=list)


def place_of(record: Record, catalogue: Catalogue) -> Place:
    """What the key stands for in this edition; UNKNOWN for what it does not know."""
    prefix, colon, rest = record.key.partition(":")
    if colon:
        known = BESIDE.get(prefix + colon)
        return known[0] if known and rest in known[1](catalogue) else Place.UNKNOWN
    if record.key in TABLES:
        return Place.ROW
    if record.key not in catalogue.questions:
        return Place.UNKNOWN
    return Place.ROW if record.row_uid else Place.QUESTION


BESIDE: Final[Mapping[str, tuple[Place, Callable[[Catalogue], set[str]]]]] = {
    COMMENT: (Place.COMMENT, lambda catalogue: set(catalogue.questions)),
    MARK: (Place.MARK, lambda catalogue: set(catalogue.questions)),
    findings.RECORD_PREFIX: (Place.NOTE, lambda catalogue: {r.id for r in catalogue.rules}),
    sign_offs.RECORD_PREFIX: (
        Place.SIGN_OFF,
        lambda catalogue: {s.id for s in catalogue.sign_offs},
    ),
    promises.RECORD_PREFIX: (Place.CLOSING, lambda _: set(STAGES)),
    certified.RECORD_PREFIX: (Place.CERTIFIED, lambda _: {"stand"}),
}


def says_nothing_strange(record: Record, catalogue: Catalogue, place: Place) -> bool:
    """Whether the value is one that could have been said there; nothing said always is."""
    if bool(record.row_uid) is not (place in (Place.ROW, Place.COMMENT)):
        return False
    if place is Place.ROW and _window(record.key, catalogue) is None:
        return False
    value = record.content.value
    return value is None or VALUES[place](record.key, value, catalogue)


def _answer(key: str, value: Json, catalogue: Catalogue) -> bool:
    return fits(value, catalogue.questions[key])


def _row(key: str, value: Json, catalogue: Catalogue) -> bool:
    window = _window(key, catalogue)
    columns = all_columns(catalogue, window) if window else ()
    return cells_fit(value, {column.id: column for column in columns})


def _window(key: str, catalogue: Catalogue) -> Question | None:
    """The question whose rows are kept under a key."""
    questions = catalogue.questions.values()
    return next((q for q in questions if q.row_source and q.record_key == key), None)


def _comment(_key: str, value: Json, _catalogue: Catalogue) -> bool:
    return isinstance(value, str)


def _mark(_key: str, value: Json, _catalogue: Catalogue) -> bool:
    return value is True


def _shaped(shape: type[BaseModel]) -> Callable[[str, Json, Catalogue], bool]:
    def has_shape(_key: str, value: Json, _catalogue: Catalogue) -> bool:
        try:
            shape.model_validate(value)
        except ValidationError:
            return False
        return True

    return has_shape


VALUES: Final[Mapping[Place, Callable[[str, Json, Catalogue], bool]]] = {
    Place.QUESTION: _answer,
    Place.ROW: _row,
    Place.COMMENT: _comment,
    Place.MARK: _mark,
    Place.NOTE: _comment,
    Place.SIGN_OFF: _shaped(SignedOff),
    Place.CLOSING: _shaped(Closed),
    Place.CERTIFIED: _shaped(Certified),
}
