"""The revisions of records read back: as steps to be folded, or with everything they said."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from amt24web.domain.records import Record, Step
from amt24web.storage.records import SHARED, Revision, record_of
from amt24web.storage.users import User


def list_steps(
    session: Session, onlinedienst_id: int, key: str | None = None, row_uid: str = ""
) -> list[Step]:
    """Every save of an Onlinedienst, or of one question or row, the oldest first."""
    statement = (
        select(
            Revision.id,
            Revision.key,
            Revision.row_uid,
            Revision.revision,
            Revision.author_id,
            User.name,
            Revision.saved_at,
            Revision.removed,
        )
        .join(User, User.id == Revision.author_id)
        .where(Revision.onlinedienst_id == onlinedienst_id)
        .order_by(Revision.id)
    )
    if key is not None:
        statement = statement.where(Revision.key == key, Revision.row_uid == row_uid)
    return [Step(*row) for row in session.execute(statement)]


def list_by_id(session: Session, onlinedienst_id: int, ids: Collection[int]) -> dict[int, Record]:
    """Some revisions with what they said, by the id of their step."""
    statement = _whole().where(Revision.onlinedienst_id == onlinedienst_id, Revision.id.in_(ids))
    return {number: record_of(row) for number, *row in session.execute(statement)}


def list_by_number(
    session: Session, onlinedienst_id: int, key: str, row_uid: str, numbers: Collection[int]
) -> dict[int, Record]:
    """Some revisions of one question or row with what they said, by their number."""
    statement = _whole().where(
        Revision.onlinedienst_id == onlinedienst_id,
        Revision.key == key,
        Revision.row_uid == row_uid,
        Revision.revision.in_(numbers),
    )
    found = [record_of(row) for _, *row in session.execute(statement)]
    return {record.revision: record for record in found}


def list_as_of(session: Session, onlinedienst_id: int, moment: datetime) -> list[Record]:
    """Everything as it was said at a moment.

    What came from another instance has no revisions from before; of that the first one counts.
    """
    statement = _whole().where(Revision.onlinedienst_id == onlinedienst_id).order_by(Revision.id)
    found: dict[tuple[str, str], Record] = {}
    for _, *row in session.execute(statement):
        record = record_of(row)
        place = (record.key, record.row_uid)
        is_then = record.saved_at is not None and record.saved_at <= moment
        if is_then or (place not in found and record.revision > 1):
            found[place] = record
    return list(found.values())


def _whole() -> Select[Any]:
    """The id of the step, then what ``record_of`` expects."""
    columns = Revision.__table__.c
    shared = (columns[name] for name in SHARED)
    return select(Revision.id, *shared, User.name).join(User, User.id == Revision.author_id)
