"""Signing in and out; accounts; what the audit log remembers of it."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from amt24web.domain.errors import InvalidInput, SignInRefused, TooManyAttempts
from amt24web.domain.vocabulary import AuditEvent
from amt24web.storage.audit import AuditRow
from amt24web.storage.database import reading, writing
from amt24web.storage.users import AccountState, SignInSession, User
from amt24web.usecases import upkeep, users
from tests.harness.builders import a_person

pytestmark = pytest.mark.usefixtures("app")
PASSWORD = "ein langes Passwort"
ADDRESS = "192.0.2.1"


class Clock:
    """The clock of the house, held in the hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

    def forward(self, **said: float) -> None:
        self.now += timedelta(**said)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Time stands still until somebody turns the clock; passwords are checked quickly."""
    held = Clock()
    quick = PasswordHasher(memory_cost=8, time_cost=1, parallelism=1)
    monkeypatch.setattr(users, "utc_now", lambda: held.now)
    monkeypatch.setattr(users, "HASHER", quick)
    monkeypatch.setattr(users, "HASH_OF_NOBODY", quick.hash("niemand"))
    return held


def anna(**said: str) -> int:
    return users.create_user(
        **{"email": "anna@example.org", "name": "Anna", "password": PASSWORD, **said}
    )


def enter(email: str = "anna@example.org", password: str = PASSWORD, address: str = ADDRESS) -> str:
    return users.sign_in(email=email, password=password, address=address).token


def is_inside(token: str) -> bool:
    return users.find_account(token=token) is not None


def events() -> list[str]:
    with reading() as session:
        return list(session.scalars(select(AuditRow.event).order_by(AuditRow.id)))


def test_with_address_and_password_one_comes_in(clock: Clock):
    number = anna()
    account = users.find_account(token=enter("  Anna@Example.ORG "))
    assert account is not None
    assert (account.id, account.name, account.email) == (number, "Anna", "anna@example.org")


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("anna@example.org", "ein langes passwort"),
        ("anna@example.org", ""),
        ("niemand@example.org", PASSWORD),
        ("", ""),
        ("anna@example.org\x00", PASSWORD),
        ("anna@exa\x00mple.org", PASSWORD),
        ("%", PASSWORD),
        ("anna@example.org", PASSWORD * 99),
    ],
)
def test_with_anything_else_one_does_not(clock: Clock, email: str, password: str):
    anna()
    with pytest.raises(SignInRefused):
        enter(email, password)
    assert events()[-1] == AuditEvent.SIGN_IN_FAILED


def test_a_locked_account_stays_outside_and_its_sessions_end(clock: Clock):
    anna()
    token = enter()
    with writing() as session:
        session.execute(update(User).values(state=AccountState.LOCKED))
    assert not is_inside(token)
    with pytest.raises(SignInRefused):
        enter()


def test_the_token_is_known_nowhere_but_in_the_cookie(clock: Clock):
    anna()
    token = enter()
    with reading() as session:
        assert token not in str(session.execute(select(SignInSession.token_hash)).all())
        assert token not in str(session.execute(select(AuditRow.detail)).all())


def test_signing_out_ends_this_session_only(clock: Clock):
    anna()
    one, other = enter(), enter()
    users.sign_out(token=one)
    assert (is_inside(one), is_inside(other)) == (False, True)
    users.sign_out(token="gibtsnicht")
    assert events()[-1] == AuditEvent.SIGNED_OUT


def test_signing_out_everywhere_ends_all(clock: Clock):
    anna()
    tokens = [enter(), enter()]
    account = users.find_account(token=tokens[0])
    assert account is not None
    users.sign_out_everywhere(who=account)
    assert not any(map(is_inside, tokens))


@pytest.mark.parametrize(
    ("minutes", "inside"), [(29, True), (30, False), (60 * 24, False), (-60, True)]
)
def test_who_does_nothing_for_half_an_hour_is_outside(clock: Clock, minutes: int, inside: bool):
    anna()
    token = enter()
    clock.forward(minutes=minutes)
    assert is_inside(token) is inside


def test_after_twelve_hours_everybody_signs_in_again(clock: Clock):
    anna()
    token = enter()
    for _ in range(35):
        clock.forward(minutes=20)
        assert is_inside(token)
    clock.forward(minutes=20)
    assert not is_inside(token)


def test_use_is_noted_once_a_minute_at_most(clock: Clock):
    anna()
    token = enter()

    def last_seen() -> datetime | None:
        with reading() as session:
            return session.scalar(select(SignInSession.last_seen_at))

    begun = last_seen()
    clock.forward(seconds=59)
    assert is_inside(token)
    assert last_seen() == begun
    clock.forward(seconds=1)
    assert is_inside(token)
    assert last_seen() == clock.now


def test_a_sixth_attempt_within_a_minute_has_to_wait_even_with_the_right_password(clock: Clock):
    anna()
    for _ in range(5):
        with pytest.raises(SignInRefused):
            enter(password="falsch")
    with pytest.raises(TooManyAttempts) as refusal:
        enter()
    assert refusal.value.wait_minutes == 1
    assert events()[-1] == AuditEvent.SIGN_IN_THROTTLED
    clock.forward(seconds=61)
    assert is_inside(enter())


def test_success_forgets_former_attempts(clock: Clock):
    anna()
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(SignInRefused):
                enter(password="falsch")
        enter()


@pytest.mark.parametrize(
    ("addresses", "is_throttled"),
    [
        ([ADDRESS] * 31, True),
        ([f"192.0.2.{n}" for n in range(31)], False),
        ([f"2001:db8::{n:x}" for n in range(31)], True),
        ([f"2001:db8:0:{n:x}::1" for n in range(31)], False),
        (["kein Rechner"] * 31, True),
    ],
)
def test_one_subscriber_tries_thirty_times_a_minute(
    clock: Clock, addresses: list[str], is_throttled: bool
):
    refusals = []
    for n, address in enumerate(addresses):
        with pytest.raises((SignInRefused, TooManyAttempts)) as refusal:
            enter(f"wer{n}@example.org", address=address)
        refusals.append(refusal.type)
    assert (refusals[-1] is TooManyAttempts) is is_throttled
    assert set(refusals[:-1]) == {SignInRefused}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"password": "kurz"}, "password"),
        ({"password": "x" * 257}, "password"),
        ({"email": "anna"}, "email"),
        ({"email": "a@" + "x" * 300}, "email"),
    ],
)
def test_an_account_needs_an_address_and_a_long_password(said: dict[str, str], field: str):
    with pytest.raises(InvalidInput) as refusal:
        anna(**said)
    assert list(refusal.value.problems) == [field]


def test_creating_an_account_again_changes_the_password_and_ends_its_sessions(clock: Clock):
    number = anna()
    token = enter()
    assert anna(password="ein anderes Passwort", name="Anna B.") == number
    assert not is_inside(token)
    with pytest.raises(SignInRefused):
        enter()
    assert is_inside(enter(password="ein anderes Passwort"))
    assert [event for event in events() if event != AuditEvent.SIGN_IN_FAILED] == [
        AuditEvent.USER_CREATED, AuditEvent.SIGNED_IN,
        AuditEvent.PASSWORD_CHANGED, AuditEvent.SIGNED_IN,
    ]  # fmt: skip


@pytest.mark.parametrize("detail", ["GET /x", "GET /\x00", "GET /\ud800", "x" * 9_000])
def test_a_refusal_is_noted_whatever_the_address_was(detail: str):
    users.note_refusal(who=a_person(), detail=detail)
    users.note_refusal(who=None, detail=detail)
    assert events() == [AuditEvent.ACCESS_REFUSED] * 2
    assert upkeep.check_integrity() == []


def test_an_account_without_a_password_lets_nobody_in(clock: Clock):
    person = a_person()
    with pytest.raises(SignInRefused):
        enter(person.email, "")
    assert not users.has_password(email=person.email, password="")
