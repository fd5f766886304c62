"""Onlinedienste and their summary row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Select,
    UniqueConstraint,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.vocabulary import AccessRole, Phase
from amt24web.storage.database import Base, LongText, enum_type, storable
from amt24web.storage.editions import Edition
from amt24web.storage.records import Participant
from amt24web.storage.test_cases import CaseRow
from amt24web.storage.users import User

HIGHEST_ID = 2**31 - 1
"""What a number in the database can be; asking for more is an error there."""


class Onlinedienst(Base):
    """The thing everything hangs on."""

    __tablename__ = "onlinedienst"
    __table_args__ = (UniqueConstraint("uid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    phase: Mapped[Phase] = mapped_column(enum_type(Phase, "phase"))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))


class SummaryRow(Base):
    """What lists show of an Onlinedienst, written with every change of its facts."""

    __tablename__ = "onlinedienst_summary"
    __table_args__ = (CheckConstraint("done <= total", name="never_more_done_than_asked"),)

    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"), primary_key=True)
    title: Mapped[str]
    search_text: Mapped[str] = mapped_column(LongText)
    leika_key: Mapped[str]
    organisation: Mapped[str]
    way: Mapped[str]
    total: Mapped[int]
    done: Mapped[int]
    open_points: Mapped[int]
    errors: Mapped[int]
    next_due_on: Mapped[date | None]
    wished_start: Mapped[date | None]
    points_digest: Mapped[str]
    matters: Mapped[str] = mapped_column(LongText)
    changed_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Found:
    """An Onlinedienst with the access of the person who asked."""

    onlinedienst_id: int
    uid: str
    edition_id: int
    edition_identity: str
    phase: Phase
    points_digest: str
    roles: frozenset[AccessRole]
    own_uids: frozenset[str]
    has_cases: bool


def find(
    session: Session, onlinedienst_id: int, user_id: int, *, for_update: bool = False
) -> Found | None:
    """One Onlinedienst and what this person is in it, or None.

    ``for_update`` makes writers of the same Onlinedienst wait for each other. The lock is a
    statement of its own: one that waited would still see what was there before the wait. SQLite
    has locked the whole database already.
    """
    if not 0 < onlinedienst_id <= HIGHEST_ID:
        return None
    if for_update and session.get_bind().dialect.name != "sqlite":
        row = select(Onlinedienst.id).where(Onlinedienst.id == onlinedienst_id)
        session.execute(row.with_for_update())
    rows = session.execute(AS_SEEN_BY, {"number": onlinedienst_id, "person": user_id}).all()
    if not rows:
        return None
    first = rows[0]
    return Found(
        onlinedienst_id=first.id,
        uid=first.uid,
        edition_id=first.edition_id,
        edition_identity=first.identity,
        phase=first.phase,
        points_digest=first.points_digest or "",
        roles=frozenset(row.access_role for row in rows if row.access_role),
        own_uids=frozenset(row.row_uid for row in rows if row.row_uid),
        has_cases=bool(first.has_cases),
    )


def _as_seen_by() -> Select[int, str, int, str, Phase, str, AccessRole | None, str, bool]:
    return (
        select(
            Onlinedienst.id,
            Onlinedienst.uid,
            Onlinedienst.edition_id,
            Edition.identity,
            Onlinedienst.phase,
            SummaryRow.points_digest,
            Participant.access_role,
            Participant.row_uid,
            exists().where(CaseRow.onlinedienst_id == Onlinedienst.id).label("has_cases"),
        )
        .join(Edition, Edition.id == Onlinedienst.edition_id)
        .outerjoin(SummaryRow, SummaryRow.onlinedienst_id == Onlinedienst.id)
        .outerjoin(
            Participant,
            (Participant.onlinedienst_id == Onlinedienst.id)
            & (Participant.user_id == bindparam("person"))
            & (Participant.removed.is_(False)),
        )
        .where(Onlinedienst.id == bindparam("number"))
    )


AS_SEEN_BY = _as_seen_by()
"""Built once: every page begins with it."""


def keep_phase(session: Session, onlinedienst_id: int, phase: Phase) -> None:
    """Move an Onlinedienst to another phase of its life."""
    where = Onlinedienst.id == onlinedienst_id
    session.execute(update(Onlinedienst).where(where).values(phase=phase))


def change_edition(session: Session, onlinedienst_id: int, edition_id: int) -> None:
    """Let an Onlinedienst use another edition; the one it had stays stored."""
    where = Onlinedienst.id == onlinedienst_id
    session.execute(update(Onlinedienst).where(where).values(edition_id=edition_id))


_summary = Base.metadata.tables[SummaryRow.__tablename__]
UPDATE_SUMMARY = update(_summary).where(_summary.c.onlinedienst_id == bindparam("which"))
"""Written once for every save: to build it anew each time costs more than to run it."""


def keep_summary(
    session: Session, onlinedienst_id: int, values: dict[str, Any], *, is_new: bool
) -> None:
    """Write the summary row."""
    if is_new:
        session.execute(insert(SummaryRow).values(onlinedienst_id=onlinedienst_id, **values))
    else:
        session.execute(UPDATE_SUMMARY, {"which": onlinedienst_id, **values})


def keep_matters(session: Session, onlinedienst_id: int, matters: str) -> None:
    """Write what waits for people when nothing else of the summary changed."""
    session.execute(UPDATE_SUMMARY, {"which": onlinedienst_id, "matters": matters})


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list."""

    id: int
    phase: Phase
    title: str
    leika_key: str
    organisation: str
    way: str
    total: int
    done: int
    open_points: int
    errors: int
    next_due_on: date | None
    wished_start: date | None


SORTINGS = {
    "titel": (SummaryRow.title, SummaryRow.onlinedienst_id),
    "offen": (SummaryRow.open_points.desc(), SummaryRow.title, SummaryRow.onlinedienst_id),
    "termin": (
        SummaryRow.next_due_on.is_(None),
        SummaryRow.next_due_on,
        SummaryRow.title,
        SummaryRow.onlinedienst_id,
    ),
}


def list_for(
    session: Session, *, user_id: int | None, words: Iterable[str], phase: Phase | None,
    sorting: str, limit: int, offset: int,
) -> tuple[list[Listed], int]:  # fmt: skip
    """One page of the list and how many there are; ``user_id`` None lists everybody's."""
    statement = select(Onlinedienst.id, Onlinedienst.phase, SummaryRow).join(
        SummaryRow, SummaryRow.onlinedienst_id == Onlinedienst.id
    )
    if user_id is not None:
        statement = statement.where(Onlinedienst.id.in_(_memberships(user_id)))
    for word in words:
        pattern = f"%{_escaped(word)}%"
        statement = statement.where(or_(SummaryRow.search_text.like(pattern, escape="\\")))
    if phase is not None:
        statement = statement.where(Onlinedienst.phase == phase)
    total = session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    page = statement.order_by(*SORTINGS.get(sorting, SORTINGS["titel"])).limit(limit).offset(offset)
    return [_listed(row) for row in session.execute(page)], total


def _memberships(user_id: int) -> Select[int]:
    return select(Participant.onlinedienst_id).where(
        Participant.user_id == user_id, Participant.removed.is_(False)
    )


def _escaped(word: str) -> str:
    return storable(word).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _listed(row: Any) -> Listed:
    summary = row.SummaryRow
    return Listed(
        id=row.id,
        phase=row.phase,
        title=summary.title,
        leika_key=summary.leika_key,
        organisation=summary.organisation,
        way=summary.way,
        total=summary.total,
        done=summary.done,
        open_points=summary.open_points,
        errors=summary.errors,
        next_due_on=summary.next_due_on,
        wished_start=summary.wished_start,
    )


def find_recent(session: Session, user_id: int, title: str, since: datetime) -> int | None:
    """The Onlinedienst of this name that somebody began a moment ago, or None.

    Holds on to the account until the end of the transaction, so that of two requests at the same
    time the second one finds what the first began.
    """
    session.execute(select(User.id).where(User.id == user_id).with_for_update())
    statement = (
        select(Onlinedienst.id)
        .join(SummaryRow, SummaryRow.onlinedienst_id == Onlinedienst.id)
        .where(
            Onlinedienst.created_by_id == user_id,
            Onlinedienst.created_at >= since,
            SummaryRow.title == title,
        )
    )
    return session.scalar(statement.limit(1))


def count_begun_by(session: Session, user_ids: Iterable[int]) -> int:
    """How many Onlinedienste these accounts have begun."""
    statement = select(func.count()).where(Onlinedienst.created_by_id.in_(list(user_ids)))
    return session.scalar(statement) or 0


def list_ids(session: Session) -> list[int]:
    """All Onlinedienste, oldest first."""
    return list(session.scalars(select(Onlinedienst.id).order_by(Onlinedienst.id)))


def find_any(session: Session, onlinedienst_id: int) -> Onlinedienst:
    """An Onlinedienst for upkeep, whoever takes part in it."""
    return session.scalars(select(Onlinedienst).where(Onlinedienst.id == onlinedienst_id)).one()


def find_summary(session: Session, onlinedienst_id: int) -> dict[str, Any]:
    """The summary row by column; empty if there is none."""
    row = session.get(SummaryRow, onlinedienst_id)
    if row is None:
        return {}
    return {column.name: getattr(row, column.name) for column in SummaryRow.__table__.columns}
