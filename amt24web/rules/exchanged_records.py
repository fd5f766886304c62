"""Records on their way from one instance to another: said as JSON, and read with suspicion.

A record travels with what was said, when, and by whom as name and function. The save protocol
(page, sequence) and the numbers of accounts stay at home.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from amt24web.catalogue.structure import Catalogue
from amt24web.domain.errors import InvalidInput
from amt24web.domain.records import Content, Json, Record
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.exchanged_keys import Day, Place, as_text, place_of, says_nothing_strange
from amt24web.rules.facts import PARTICIPANTS
from amt24web.rules.responsibility import handed_to_role

MOST_RECORDS: Final = 50_000
LONGEST_TEXT: Final = 100_000
YEARS: Final = (2000, 2200)
SHOWN_DIGITS: Final = 60

ASKED, FORMER = "asked", "former"
NO_RECORDS: Final = "In der Datei fehlen die Angaben des Onlinedienstes."
NOT_READABLE: Final = "Die Angabe Nr. {number} in der Datei ist nicht lesbar (Stelle „{place}“)."
TOO_MANY: Final = "Die Datei enthält zu viele Angaben."
TWICE: Final = "Die Angabe „{key}“ steht zweimal in der Datei."
UNKNOWN: Final = "Die Datei enthält eine Antwort auf die unbekannte Frage „{key}“."
WRONG_VALUE: Final = "Die Antwort auf „{key}“ passt nicht zu ihrer Frage."
NOBODY: Final = "Die Angabe „{key}“ nennt jemanden, den die Datei nicht unter „Beteiligte“ führt."


class Author(BaseModel):
    """Who said something, by name and function."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: str = Field(max_length=300)
    function: str = Field(default="", max_length=300)


def _within_years(moment: datetime) -> datetime:
    if not YEARS[0] <= moment.year < YEARS[1]:
        raise ValueError("no year of ours")
    return moment


Moment = Annotated[AwareDatetime, BeforeValidator(as_text), AfterValidator(_within_years)]


class SaidRecord(BaseModel):
    """One record as it stands in the file; what is not said is empty."""

    model_config = ConfigDict(extra="forbid")

    key: str = Field(pattern=r"^[a-z][a-zA-Z0-9_:.-]*$", max_length=200)
    row: str = Field(default="", pattern=r"^[A-Za-z0-9_-]*$", max_length=60)
    position: int = Field(default=0, ge=0, le=1_000_000, strict=True)
    value: Any = None
    raw: dict[str, str] = Field(default_factory=dict)
    state: AnswerState = AnswerState.OPEN
    note: str = Field(default="", max_length=LONGEST_TEXT)
    reason: str = Field(default="", max_length=LONGEST_TEXT)
    responsible: str = Field(default="", max_length=60)
    due: Day | None = None
    revision: int = Field(ge=1, le=1_000_000, strict=True)
    author: Author
    saved_at: Moment
    removed: bool = Field(default=False, strict=True)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A record that can be kept here once its author has a number."""

    record: Record
    author: Author


def say(record: Record, author: Author, somebody: Collection[str]) -> dict[str, Json]:
    """A record as it travels; whom it waits for only if that is ``somebody`` the file knows."""
    content = record.content
    said: dict[str, Json] = {
        "key": record.key,
        "row": record.row_uid,
        "position": record.position,
        "value": content.value,
        "raw": dict(content.raw),
        "state": "" if content.state is AnswerState.OPEN else content.state.value,
        "note": content.note,
        "reason": content.reason,
        "responsible": content.responsible_uid if content.responsible_uid in somebody else "",
        "due": content.due_on.isoformat() if content.due_on else None,
        "removed": record.removed,
    }
    moment = (record.saved_at or datetime.fromtimestamp(0, UTC)).astimezone(UTC)
    told = {name: part for name, part in said.items() if part not in (None, "", {}, False, 0)}
    # Nothing, no and none are answers too.
    kept: dict[str, Json] = {"value": content.value} if content.value is not None else {}
    return {
        **told,
        **kept,
        "revision": record.revision,
        "author": author.model_dump(exclude_defaults=True),
        "saved_at": moment.isoformat(),
    }


def somebody_in(records: Iterable[Record], catalogue: Catalogue) -> frozenset[str]:
    """Whom answers may wait for: participants, taken out or not, and the roles of the edition."""
    people = {record.row_uid for record in records if record.key == PARTICIPANTS}
    return frozenset(people | {handed_to_role(role) for role in catalogue.role_names})


def is_former(record: Record, catalogue: Catalogue) -> bool:
    """Whether it answers what this edition does not ask (any more): kept, and looked at by none."""
    return place_of(record, catalogue) is Place.UNKNOWN


def read(said: Json, catalogue: Catalogue) -> tuple[Arrived, ...]:
    """The records of a file. Raises InvalidInput for the first one that cannot be taken."""
    groups = said if isinstance(said, dict) else {}
    asked, former = _listed(groups.get(ASKED)), _listed(groups.get(FORMER))
    if not groups or groups.keys() - {ASKED, FORMER}:
        raise InvalidInput(NO_RECORDS)
    arrived = (*asked, *former)
    _require_once(arrived)
    somebody = somebody_in((one.record for one in arrived), catalogue)
    for one in asked:
        _require_fitting(one.record, catalogue)
    for one in former:
        _require(is_former(one.record, catalogue), WRONG_VALUE, one.record)
    for one in arrived:
        waits_for = one.record.content.responsible_uid
        _require(not waits_for or waits_for in somebody, NOBODY, one.record)
    return arrived


def _listed(said: Json) -> tuple[Arrived, ...]:
    if said is None:
        return ()
    if not isinstance(said, list):
        raise InvalidInput(NO_RECORDS)
    if len(said) > MOST_RECORDS:
        raise InvalidInput(TOO_MANY)
    return tuple(_arrived(number, one) for number, one in enumerate(said, 1))


def _require(holds: bool, otherwise: str, record: Record) -> None:
    if not holds:
        raise InvalidInput(otherwise.format(key=record.key[:SHOWN_DIGITS]))


def _arrived(number: int, said: Json) -> Arrived:
    try:
        one = SaidRecord.model_validate(said)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])[:SHOWN_DIGITS]
        raise InvalidInput(NOT_READABLE.format(number=number, place=place)) from error
    content = Content(
        value=one.value,
        raw=one.raw,
        state=one.state,
        note=one.note,
        reason=one.reason,
        responsible_uid=one.responsible,
        due_on=one.due,
    )
    record = Record(
        key=one.key,
        row_uid=one.row,
        position=one.position,
        content=content,
        revision=one.revision,
        author_name=one.author.name,
        saved_at=one.saved_at.astimezone(UTC),
        removed=one.removed,
    )
    return Arrived(record, one.author)


def _require_once(arrived: Iterable[Arrived]) -> None:
    seen: set[tuple[str, str]] = set()
    for one in arrived:
        place = (one.record.key, one.record.row_uid)
        if place in seen:
            raise InvalidInput(TWICE.format(key=one.record.key))
        seen.add(place)


def _require_fitting(record: Record, catalogue: Catalogue) -> None:
    place = place_of(record, catalogue)
    _require(place is not Place.UNKNOWN, UNKNOWN, record)
    _require(says_nothing_strange(record, catalogue, place), WRONG_VALUE, record)


def signed(arrived: Iterable[Arrived], number_of: Callable[[Author], int]) -> list[Record]:
    """The records with the numbers their authors have here."""
    return [replace(one.record, author_id=number_of(one.author)) for one in arrived]
