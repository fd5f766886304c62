"""Time before the go-live: what must be begun by when, counted back in weeks and working days."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

from amt24web.domain.assessments import LeadTimeReading
from amt24web.rules.declared import holding
from amt24web.rules.summary import START_QUESTION, Standing

SATURDAY = 5
SOON = timedelta(weeks=2)
URGENT_DAYS = 3
LATEST = date(9999, 12, 1)
FIRST = date(1, 2, 1)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    """The public holidays of Saxony in a year."""
    return frozenset(holidays.country_holidays("DE", subdiv="SN", years=year))


def is_working_day(day: date) -> bool:
    """Whether people in Saxony work on that day: no weekend, no public holiday."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def working_day_before(day: date) -> date:
    """The day itself if it is a working day, else the last one before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def add_working_days(day: date, number: int) -> date:
    """The day ``number`` working days later."""
    for _ in range(number):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def working_days_before(day: date, number: int) -> date:
    """The day ``number`` working days earlier, or the first day of all."""
    for _ in range(number):
        if day <= FIRST:
            return date.min
        day = working_day_before(day - timedelta(days=1))
    return day


def lead_times(standing: Standing, today: date) -> tuple[LeadTimeReading, ...]:
    """What must be begun for the wished go-live, earliest first."""
    entries = standing.catalogue.lead_times
    holds = holding(standing.catalogue, "vorlauf", entries, standing.assessment)
    start = standing.assessment.values.get(START_QUESTION)
    names = standing.catalogue.role_names
    urgent_until = add_working_days(today, URGENT_DAYS)
    found = []
    for entry in sorted((e for e in entries if e.id in holds), key=lambda e: -e.weeks):
        begin_by = _begin_by(start, entry.weeks)
        found.append(
            LeadTimeReading(
                key=entry.id,
                text=entry.text,
                who=names.get(entry.role, entry.role),
                weeks=entry.weeks,
                begin_by=begin_by,
                is_soon=begin_by is not None and begin_by <= today + SOON,
                is_urgent=begin_by is not None and begin_by <= urgent_until,
                note=entry.note,
                source=entry.source,
            )
        )
    return tuple(found)


def _begin_by(start: object, weeks: int) -> date | None:
    """None without a day, or where the day lies before what a calendar can say."""
    if not isinstance(start, date) or start > LATEST or start.toordinal() <= weeks * 7 + 30:
        return None
    return working_day_before(start - timedelta(weeks=weeks))
