"""Accounts, sign-in sessions, and the throttle all servers share."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from amt24web.storage import users
from amt24web.storage.database import reading, writing
from amt24web.storage.users import SignInSession
from tests.harness.builders import KEPT_AT, a_person

pytestmark = pytest.mark.usefixtures("app")
MINUTE = timedelta(minutes=1)


def a_session(user_id: int, token_hash: str) -> None:
    with writing() as session:
        session.add(SignInSession(token_hash=token_hash, user_id=user_id, created_at=KEPT_AT,
                                  last_seen_at=KEPT_AT, ended_at=None))  # fmt: skip


def is_open(token_hash: str) -> bool:
    with reading() as session:
        return users.find_session(session, token_hash) is not None


def attempts(key: str, *seconds: int) -> list[int]:
    counts = []
    for second in seconds:
        with writing() as session:
            moment = KEPT_AT + timedelta(seconds=second)
            counts.append(users.count_attempt(session, key, moment, MINUTE))
    return counts


def test_an_account_is_found_by_its_address():
    person = a_person("Anna Beispiel", email="anna@example.org")
    with reading() as session:
        found = users.find_by_email(session, "anna@example.org")
        assert found is not None
        assert (found.id, found.name) == (person.id, "Anna Beispiel")
        assert users.find_by_email(session, "bert@example.org") is None
        assert users.count_users(session) == 1


def test_an_address_belongs_to_one_account():
    a_person(email="anna@example.org")
    with pytest.raises(IntegrityError):
        a_person(email="anna@example.org")


def test_a_session_is_found_until_it_ends():
    person = a_person()
    a_session(person.id, "eins")
    a_session(person.id, "zwei")
    with writing() as session:
        users.end_session(session, "eins", KEPT_AT)
    assert (is_open("eins"), is_open("zwei"), is_open("drei")) == (False, True, False)


def test_all_sessions_of_one_account_end_together_and_no_others():
    anna, bert = a_person(), a_person()
    a_session(anna.id, "eins")
    a_session(anna.id, "zwei")
    a_session(bert.id, "drei")
    with writing() as session:
        users.end_sessions(session, anna.id, KEPT_AT)
    assert [is_open(token) for token in ("eins", "zwei", "drei")] == [False, False, True]


def test_a_session_comes_with_its_account_and_remembers_when_it_was_used():
    person = a_person()
    a_session(person.id, "eins")
    with writing() as session:
        users.touch_session(session, "eins", KEPT_AT + MINUTE)
    with reading() as session:
        found = users.find_session(session, "eins")
        assert found is not None
        assert (found.last_seen_at, found.account.id) == (KEPT_AT + MINUTE, person.id)


def test_attempts_are_counted_within_the_window():
    assert attempts("a", 0, 10, 20) == [1, 2, 3]


def test_the_window_begins_with_the_first_attempt_and_then_anew():
    assert attempts("a", 0, 59, 60, 61) == [1, 2, 1, 2]


def test_keys_are_counted_apart():
    assert attempts("a", 0, 1) + attempts("b", 2) == [1, 2, 1]


def test_a_clock_that_jumps_back_does_not_open_the_window():
    assert attempts("a", 0, -3600, 10) == [1, 2, 3]


def test_success_starts_counting_anew():
    attempts("a", 0, 1)
    with writing() as session:
        users.forget_attempts(session, "a")
    assert attempts("a", 2) == [1]
