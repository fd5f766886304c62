"""Lead times counted back from the go-live, on working days of Saxony."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.rules.schedule import (
    add_working_days,
    is_working_day,
    lead_times,
    working_day_before,
)
from tests.harness.builders import a_catalogue, a_question, a_standing

days = st.dates(date(2020, 1, 1), date(2080, 12, 31))
TODAY = date(2026, 11, 24)


def a_lead_time(weeks: int, key: str = "mandant", **said: object) -> dict[str, object]:
    usual = {"id": key, "text": key.capitalize(), "role": "pe", "weeks": weeks}
    return {**usual, "source": "Prüfung", "as_of": TODAY, **said}


CATALOGUE = a_catalogue(
    a_question("kosten"),
    a_question("termin_start", "datum"),
    lead_times=(
        a_lead_time(1, "kurz"),
        a_lead_time(10, "lang"),
        a_lead_time(4, "bezahlung", condition="kosten == 'ja'"),
    ),
)


@pytest.mark.parametrize(
    "day",
    [date(2026, 11, 18), date(2026, 10, 31), date(2026, 12, 25), date(2026, 11, 21),
     date(2027, 3, 26)],
)  # fmt: skip
def test_saxony_does_not_work_on_weekends_and_its_own_holidays(day: date):
    assert not is_working_day(day)


def test_a_holiday_of_other_laender_is_a_working_day_here():
    assert is_working_day(date(2027, 1, 6))


@settings(deadline=None)
@given(days)
def test_the_working_day_before_is_the_nearest_one(day: date):
    found = working_day_before(day)
    assert is_working_day(found)
    assert not [n for n in range((day - found).days) if is_working_day(day - timedelta(days=n))]


@settings(deadline=None)
@given(days, st.integers(1, 30))
def test_working_days_are_counted_one_by_one(day: date, number: int):
    later = add_working_days(day, number)
    between = [day + timedelta(days=n) for n in range(1, (later - day).days + 1)]
    assert sum(is_working_day(d) for d in between) == number


def test_the_longest_lead_time_comes_first_and_only_what_applies():
    found = lead_times(a_standing(CATALOGUE, termin_start="2027-06-01"), TODAY)
    assert [line.key for line in found] == ["lang", "kurz"]


def test_days_are_counted_back_to_a_working_day():
    found = lead_times(a_standing(CATALOGUE, termin_start="2027-06-01"), TODAY)
    assert [line.begin_by for line in found] == [date(2027, 3, 23), date(2027, 5, 25)]


def test_what_should_have_begun_already_says_so():
    found = lead_times(a_standing(CATALOGUE, termin_start="2026-12-15"), TODAY)
    assert [line.is_late for line in found] == [True, False]


def test_without_a_go_live_there_are_weeks_but_no_days():
    found = lead_times(a_standing(CATALOGUE), TODAY)
    assert [(line.weeks, line.begin_by, line.is_late) for line in found] == [
        (10, None, False), (1, None, False)]  # fmt: skip


@pytest.mark.parametrize("day", ["0001-01-05", "9999-12-31"])
def test_days_at_the_edge_of_the_calendar_are_no_error(day: str):
    assert [line.begin_by for line in lead_times(a_standing(CATALOGUE, termin_start=day), TODAY)]
