"""Signing in and out, accounts, and the audit of refusals."""

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from amt24web.domain.errors import InvalidInput, SignInRefused, TooManyAttempts
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AuditEvent
from amt24web.storage import audit, users
from amt24web.storage.database import reading, utc_now, writing
from amt24web.storage.users import AccountState, LiveSession, SignInSession, User

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOUCH_AFTER = timedelta(minutes=1)
THROTTLE_WINDOW = timedelta(minutes=1)
ATTEMPTS_PER_ACCOUNT = 5
ATTEMPTS_PER_ADDRESS = 30
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
IPV6_NETWORK = 64
LONGEST_ADDRESS = 254
"""RFC 5321, as corrected by erratum 1690 of RFC 3696."""

# 19 MiB, two passes, one lane: about 30 ms, so that many people may sign in at once.
HASHER = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
HASH_OF_NOBODY = HASHER.hash(secrets.token_hex(16))
"""Checked for unknown addresses, so that their answer takes as long as everybody's."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session: the token goes into the cookie and is known nowhere else."""

    token: str
    account: Account


def sign_in(*, email: str, password: str, address: str) -> SignedIn:
    """Open a session. Raises SignInRefused, or TooManyAttempts from one account or address."""
    now = utc_now()
    known_as = email.strip().casefold()
    _count_attempts(known_as, address, now)
    with reading() as session:
        user = users.find_by_email(session, known_as)
        password_hash = user.password_hash if user else HASH_OF_NOBODY
        active = user is not None and user.state is AccountState.ACTIVE
        account = _account(user) if user else None
    right = _is_right(password_hash, password)
    with writing() as session:
        if not (right and active and account):
            audit.record(
                session, AuditEvent.SIGN_IN_FAILED, now, user_id=account.id if account else None
            )
        else:
            return _open_session(session, account, known_as, now)
    raise SignInRefused


def _open_session(session: Session, account: Account, known_as: str, now: datetime) -> SignedIn:
    token = secrets.token_urlsafe(32)
    session.add(
        SignInSession(
            token_hash=_token_hash(token),
            user_id=account.id,
            created_at=now,
            last_seen_at=now,
            ended_at=None,
        )
    )
    users.forget_attempts(session, _account_key(known_as))
    audit.record(session, AuditEvent.SIGNED_IN, now, user_id=account.id)
    return SignedIn(token, account)


def _count_attempts(email: str, address: str, now: datetime) -> None:
    limits = (
        (_account_key(email), ATTEMPTS_PER_ACCOUNT),
        (_address_key(address), ATTEMPTS_PER_ADDRESS),
    )
    with writing() as session:
        counts = [
            (users.count_attempt(session, key, now, THROTTLE_WINDOW), limit)
            for key, limit in limits
        ]
        throttled = any(attempts > limit for attempts, limit in counts)
        if throttled:
            audit.record(session, AuditEvent.SIGN_IN_THROTTLED, now)
    if throttled:
        raise TooManyAttempts(wait_minutes=1)


def _account_key(email: str) -> str:
    return "account:" + hashlib.sha256(email.encode()).hexdigest()


def _address_key(address: str) -> str:
    """One key per IPv4 address and per IPv6 /64, the smallest network one subscriber holds."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "address:unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return f"address:{ipaddress.ip_network((parsed, IPV6_NETWORK), strict=False)}"
    return f"address:{parsed}"


def _is_right(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False


def find_account(*, token: str) -> Account | None:
    """The account of a living session, or None. Notes at most once a minute that it was used."""
    now = utc_now()
    token_hash = _token_hash(token)
    with reading() as session:
        found = users.find_session(session, token_hash)
    if found is None or not _is_alive(found, now) or found.state is not AccountState.ACTIVE:
        return None
    if now - found.last_seen_at >= TOUCH_AFTER:
        with writing() as session:
            users.touch_session(session, token_hash, now)
    return found.account


def _is_alive(session: LiveSession, now: datetime) -> bool:
    return now - session.last_seen_at < IDLE and now - session.created_at < ABSOLUTE


def sign_out(*, token: str) -> None:
    """End this session on the server; a kept cookie opens nothing any more."""
    now = utc_now()
    with writing() as session:
        token_hash = _token_hash(token)
        found = users.find_session(session, token_hash)
        if found:
            users.end_session(session, token_hash, now)
            audit.record(session, AuditEvent.SIGNED_OUT, now, user_id=found.account.id)


def sign_out_everywhere(*, who: Account) -> None:
    """End all sessions of an account."""
    now = utc_now()
    with writing() as session:
        users.end_sessions(session, who.id, now)
        audit.record(session, AuditEvent.SESSIONS_ENDED, now, user_id=who.id)


def create_user(
    *,
    email: str,
    name: str,
    password: str,
    function: str = "",
    is_admin: bool = False,
    is_coordination: bool = False,
) -> int:
    """Create an account, or give an existing one this name, these rights and this password.

    Raises InvalidInput for an unusable address or a password that is too short.
    """
    known_as = email.strip().casefold()
    _require_usable(known_as, password)
    now = utc_now()
    with writing() as session:
        user = users.find_by_email(session, known_as)
        event = AuditEvent.PASSWORD_CHANGED if user else AuditEvent.USER_CREATED
        user = user or User(email=known_as, created_at=now)
        user.name, user.function, user.state = name.strip(), function.strip(), AccountState.ACTIVE
        user.is_admin, user.is_coordination = is_admin, is_coordination
        user.password_hash = HASHER.hash(password)
        session.add(user)
        session.flush()
        users.end_sessions(session, user.id, now)
        audit.record(session, event, now, user_id=user.id)
        return user.id


def has_password(*, email: str, password: str) -> bool:
    """Whether there is an account with this address and password, locked or not."""
    with reading() as session:
        user = users.find_by_email(session, email.strip().casefold())
        return user is not None and _is_right(user.password_hash, password)


def _require_usable(email: str, password: str) -> None:
    problems = {}
    if "@" not in email or len(email) > LONGEST_ADDRESS:
        problems["email"] = "Bitte geben Sie eine E-Mail-Adresse an."
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        problems["password"] = (
            f"Das Passwort braucht {SHORTEST_PASSWORD} bis {LONGEST_PASSWORD} Zeichen."
        )
    if problems:
        raise InvalidInput(" ".join(problems.values()), problems)


def note_refusal(*, who: Account | None, detail: str) -> None:
    """Write into the audit log that somebody was refused."""
    with writing() as session:
        audit.record(
            session,
            AuditEvent.ACCESS_REFUSED,
            utc_now(),
            user_id=who.id if who else None,
            detail=detail,
        )


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _account(user: User) -> Account:
    return Account(
        id=user.id,
        name=user.name,
        function=user.function,
        email=user.email,
        is_admin=user.is_admin,
        is_coordination=user.is_coordination,
    )
