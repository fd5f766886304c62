"""Accounts, sign-in sessions held on the server, and the throttle that all servers share."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ForeignKey,
    Insert,
    Select,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.people import Account
from amt24web.storage.database import Base, enum_type, storable


class AccountState(StrEnum):
    """Whether an account may sign in."""

    ACTIVE = "active"
    LOCKED = "locked"


class User(Base):
    """An account. Its name lives only here, so that it can be anonymised."""

    __tablename__ = "user"
    __table_args__ = (UniqueConstraint("email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    function: Mapped[str]
    password_hash: Mapped[str]
    state: Mapped[AccountState] = mapped_column(enum_type(AccountState, "state"))
    is_admin: Mapped[bool]
    is_coordination: Mapped[bool]
    created_at: Mapped[datetime]


class SignInSession(Base):
    """A sign-in session. Only the hash of its token is known here; the cookie holds the token."""

    __tablename__ = "sign_in_session"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Throttle(Base):
    """How often something was tried within the running window."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(primary_key=True)
    window_started_at: Mapped[datetime]
    attempts: Mapped[int]


NO_ACCOUNT = "ohne-konto:"
"""How the address of a person begins who has no account here: it is none, so nobody signs in."""


def find_by_email(session: Session, email: str) -> User | None:
    """The account of an address, or None; an address that cannot be kept belongs to nobody."""
    if email != storable(email) or email.startswith(NO_ACCOUNT):
        return None
    return session.scalars(select(User).where(User.email == email)).one_or_none()


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A sign-in session that has not been ended, with its account."""

    created_at: datetime
    last_seen_at: datetime
    state: AccountState
    account: Account


def find_session(session: Session, token_hash: str) -> LiveSession | None:
    """A sign-in session that has not been ended, or None."""
    found = session.execute(SIGNED_IN, {"token_hash": token_hash}).one_or_none()
    if found is None:
        return None
    created_at, last_seen_at, state, *about = found
    return LiveSession(created_at, last_seen_at, state, Account(*about))


def _signed_in() -> Select[Any]:
    person, kept = (Base.metadata.tables[t.__tablename__].c for t in (User, SignInSession))
    about = [person[field.name] for field in fields(Account)]
    return (
        select(kept.created_at, kept.last_seen_at, person.state, *about)
        .join_from(SignInSession, User, person.id == kept.user_id)
        .where(kept.token_hash == bindparam("token_hash"), kept.ended_at.is_(None))
    )


SIGNED_IN = _signed_in()
"""Built once, and without classes: every request begins with it."""


def touch_session(session: Session, token_hash: str, now: datetime) -> None:
    """Note that a session was used."""
    session.execute(
        update(SignInSession).where(SignInSession.token_hash == token_hash).values(last_seen_at=now)
    )


def end_sessions(session: Session, user_id: int, now: datetime) -> None:
    """End all sessions of an account, on every server."""
    session.execute(
        update(SignInSession)
        .where(SignInSession.user_id == user_id, SignInSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def end_session(session: Session, token_hash: str, now: datetime) -> None:
    """End one session."""
    session.execute(
        update(SignInSession).where(SignInSession.token_hash == token_hash).values(ended_at=now)
    )


def count_attempt(session: Session, key: str, now: datetime, window: timedelta) -> int:
    """Count one try and return how many there were in the running window, this one included."""
    session.execute(
        delete(Throttle).where(Throttle.key == key, Throttle.window_started_at <= now - window)
    )
    session.execute(_upsert(session, key, now))
    attempts = session.scalar(select(Throttle.attempts).where(Throttle.key == key))
    return attempts or 1


def _upsert(session: Session, key: str, now: datetime) -> Insert:
    is_postgres = session.get_bind().dialect.name == "postgresql"
    dialect = postgresql if is_postgres else sqlite
    statement: Insert = (
        dialect.insert(Throttle)
        .values(key=key, window_started_at=now, attempts=1)
        .on_conflict_do_update(
            index_elements=[Throttle.key], set_={"attempts": Throttle.attempts + 1}
        )
    )
    return statement


def forget_attempts(session: Session, key: str) -> None:
    """Start counting anew after success."""
    session.execute(delete(Throttle).where(Throttle.key == key))


def keep_absent(session: Session, name: str, function: str, now: datetime) -> int:
    """The number of a person who said something elsewhere; knows nobody of the same name here."""
    person = User(
        email=f"{NO_ACCOUNT}{uuid4()}",
        name=name,
        function=function,
        password_hash="",
        state=AccountState.LOCKED,
        is_admin=False,
        is_coordination=False,
        created_at=now,
    )
    session.add(person)
    session.flush()
    return person.id


def names_and_functions(session: Session, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Who people are, by number."""
    wanted = select(User.id, User.name, User.function).where(User.id.in_(list(ids)))
    return {number: (name, function) for number, name, function in session.execute(wanted)}


def list_accounts(session: Session) -> list[Account]:
    """Everybody who may sign in, the oldest account first."""
    about = [Base.metadata.tables[User.__tablename__].c[field.name] for field in fields(Account)]
    active = select(*about).where(User.state == AccountState.ACTIVE).order_by(User.id)
    return [Account(*said) for said in session.execute(active)]


def count_users(session: Session) -> int:
    """How many accounts there are."""
    return session.scalar(select(func.count()).select_from(User)) or 0
