"""Answers, rows, participants, competent bodies and their revisions: one shape, one way to keep."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    UniqueConstraint,
    bindparam,
    insert,
    select,
    union_all,
    update,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import AccessRole, AnswerState, RowSource
from amt24web.storage.database import Base, LongText, enum_type
from amt24web.storage.users import User


class Kept:
    """The columns every record has, whichever table it lives in."""

    id: Mapped[int] = mapped_column(primary_key=True)
    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"))
    key: Mapped[str]
    row_uid: Mapped[str]
    position: Mapped[int]
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    raw: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    state: Mapped[AnswerState] = mapped_column(enum_type(AnswerState, "state"))
    note: Mapped[str] = mapped_column(LongText)
    reason: Mapped[str] = mapped_column(LongText)
    responsible_uid: Mapped[str]
    due_on: Mapped[date | None]
    revision: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    page_id: Mapped[str]
    sequence: Mapped[int]
    saved_at: Mapped[datetime]
    removed: Mapped[bool]


KEY = ("onlinedienst_id", "key", "row_uid")
SHARED = tuple(name for name in Kept.__annotations__ if name != "id")


class Answer(Kept, Base):
    """One answer, or one row of a repeatable question."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("onlinedienst_id", "key", "row_uid"),
        CheckConstraint("revision > 0", name="revision_counts_from_one"),
    )


class Participant(Kept, Base):
    """A person or body with a role; with an account linked it is a membership."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("onlinedienst_id", "row_uid"),
        CheckConstraint(
            "(user_id IS NULL) = (access_role IS NULL)", name="account_and_access_together"
        ),
        Index("ix_participant_user_id", "user_id"),
    )

    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    access_role: Mapped[AccessRole | None] = mapped_column(enum_type(AccessRole, "access_role"))


class CompetentAuthority(Kept, Base):
    """A zuständige Stelle; one row serves competence, receiving channel, rollout, parameters."""

    __tablename__ = "competent_authority"
    __table_args__ = (UniqueConstraint("onlinedienst_id", "row_uid"),)


class Revision(Kept, Base):
    """Every accepted save, append-only."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("onlinedienst_id", "key", "row_uid", "revision"),)


Table = type[Answer] | type[Participant] | type[CompetentAuthority]
TABLES: dict[str, Table] = {
    RowSource.PARTICIPANTS.value: Participant,
    RowSource.AUTHORITIES.value: CompetentAuthority,
}


def list_records(session: Session, onlinedienst_id: int) -> list[Record]:
    """Everything that is kept about one Onlinedienst, in one statement."""
    rows = session.execute(EVERYTHING, {"onlinedienst_id": onlinedienst_id})
    return [record_of(row) for row in rows]


def _selected(table: Table) -> Select[Any]:
    columns = _bare(table).c
    wanted = columns.onlinedienst_id == bindparam("onlinedienst_id")
    return select(*(columns[name] for name in SHARED)).where(wanted)


def _bare(table: type[Base]) -> SqlTable:
    """The table without its class: rows come as tuples, three times as fast."""
    return Base.metadata.tables[table.__tablename__]


def _everything() -> Select[Any]:
    parts = union_all(*(_selected(table) for table in (Answer, *TABLES.values()))).subquery()
    names = _bare_users.c
    return select(parts, names.name.label("author_name")).join(
        _bare_users, names.id == parts.c.author_id
    )


_bare_users = Base.metadata.tables[User.__tablename__]
NOTHING: Mapping[str, str] = MappingProxyType({})
EVERYTHING = _everything()
"""Built once: this is what every page begins with."""


def find_content(
    session: Session, onlinedienst_id: int, key: str, row_uid: str, revision: int
) -> Content | None:
    """What a former revision said, or None."""
    statement = select(Revision).where(
        Revision.onlinedienst_id == onlinedienst_id,
        Revision.key == key,
        Revision.row_uid == row_uid,
        Revision.revision == revision,
    )
    row = session.scalars(statement).one_or_none()
    return _content(row) if row else None


def keep(session: Session, onlinedienst_id: int, record: Record) -> None:
    """Write a record as its next revision; ``record.revision`` is the new number."""
    columns = _columns(onlinedienst_id, record)
    table = _bare(_table(record))
    if record.revision == 1:
        session.execute(insert(table), columns)
    else:
        where = (
            table.c.onlinedienst_id == onlinedienst_id,
            table.c.key == record.key,
            table.c.row_uid == record.row_uid,
        )
        session.execute(update(table).where(*where), columns)
    session.execute(insert(_bare(Revision)), columns)


def keep_all(session: Session, onlinedienst_id: int, records: Iterable[Record]) -> None:
    """Write several records as their next revisions, in as many statements as there are tables."""
    columns = [(_table(record), _columns(onlinedienst_id, record)) for record in records]
    for table in {table: None for table, _ in columns}:
        bare = _bare(table)
        new = [said for kept, said in columns if kept is table and said["revision"] == 1]
        old = [said for kept, said in columns if kept is table and said["revision"] > 1]
        if new:
            session.execute(insert(bare), new)
        if old:
            # A parameter may not be called like a column that is set.
            where = [bare.c[name] == bindparam(f"this_{name}") for name in KEY]
            keys = [{f"this_{name}": said[name] for name in KEY} | said for said in old]
            session.execute(update(bare).where(*where), keys)
    if columns:
        session.execute(insert(_bare(Revision)), [said for _, said in columns])


def keep_many(session: Session, onlinedienst_id: int, records: Iterable[Record]) -> None:
    """Write several new records at once, for beginnings and demos."""
    keep_all(session, onlinedienst_id, [replace(record, revision=1) for record in records])


def keep_arrived(session: Session, onlinedienst_id: int, records: Iterable[Record]) -> None:
    """Write records that came from elsewhere with the revision they had there, and no other."""
    columns = [(_table(record), _columns(onlinedienst_id, record)) for record in records]
    for table in {table: None for table, _ in columns}:
        session.execute(insert(_bare(table)), [said for kept, said in columns if kept is table])
    if columns:
        session.execute(insert(_bare(Revision)), [said for _, said in columns])


def _table(record: Record) -> Table:
    return TABLES.get(record.key, Answer)


def _columns(onlinedienst_id: int, record: Record) -> dict[str, Any]:
    content = record.content
    return {
        "onlinedienst_id": onlinedienst_id,
        "key": record.key,
        "row_uid": record.row_uid,
        "position": record.position,
        "value": content.value,
        "raw": dict(content.raw) or None,
        "state": content.state,
        "note": content.note,
        "reason": content.reason,
        "responsible_uid": content.responsible_uid,
        "due_on": content.due_on,
        "revision": record.revision,
        "author_id": record.author_id,
        "page_id": record.page_id,
        "sequence": record.sequence,
        "saved_at": record.saved_at,
        "removed": record.removed,
    }


def _content(row: Any) -> Content:
    return Content(
        value=row.value,
        raw=row.raw or {},
        state=row.state,
        note=row.note,
        reason=row.reason,
        responsible_uid=row.responsible_uid,
        due_on=row.due_on,
    )


def record_of(row: Sequence[Any]) -> Record:
    """A record from the SHARED columns and the name of its author.

    They are taken by place: every page reads hundreds of them.
    """
    (_, key, row_uid, position, value, raw, state, note, reason, responsible_uid, due_on,
     revision, author_id, page_id, sequence, saved_at, removed, author_name) = row  # fmt: skip
    content = Content(value, raw or NOTHING, state, note, reason, responsible_uid, due_on)
    return Record(
        key, row_uid, position, content, revision, author_id, author_name, page_id, sequence,
        saved_at, removed,
    )  # fmt: skip


def link_account(
    session: Session,
    onlinedienst_id: int,
    row_uid: str,
    user_id: int | None,
    role: AccessRole | None,
) -> None:
    """Make a participant a member with this access, or take the access away (None, None)."""
    session.execute(
        update(Participant)
        .where(Participant.onlinedienst_id == onlinedienst_id, Participant.row_uid == row_uid)
        .values(user_id=user_id, access_role=role)
    )


def list_members(session: Session, onlinedienst_id: int) -> dict[str, tuple[str, AccessRole]]:
    """Sign-in name and access by uid of the participant."""
    statement = (
        select(Participant.row_uid, User.email, Participant.access_role)
        .join(User, User.id == Participant.user_id)
        .where(Participant.onlinedienst_id == onlinedienst_id, Participant.removed.is_(False))
        .order_by(Participant.position, Participant.row_uid)
    )
    return {uid: (email, role) for uid, email, role in session.execute(statement) if role}


def has_account(session: Session, onlinedienst_id: int, row_uid: str) -> bool:
    """Whether an account is linked to a participant, removed or not."""
    statement = select(Participant.user_id).where(
        Participant.onlinedienst_id == onlinedienst_id, Participant.row_uid == row_uid
    )
    return session.scalar(statement) is not None
