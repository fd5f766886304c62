"""Lead times counted back from the go-live, on working days of Saxony."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.schedule import (
    add_working_days,
    is_working_day,
    lead_times,
    working_day_before,
    working_days_before,
)
from tests.harness.builders import (
    a_catalogue,
    a_content,
    a_question,
    a_standing,
    the_real_catalogue,
)

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


@settings(deadline=None)
@given(days, st.integers(1, 30))
def test_working_days_before_are_counted_one_by_one(day: date, number: int):
    earlier = working_days_before(day, number)
    between = [earlier + timedelta(days=n) for n in range((day - earlier).days)]
    assert sum(is_working_day(d) for d in between) == number


def test_there_is_no_working_day_before_the_first_of_all():
    assert working_days_before(date(1, 1, 2), 3) == date.min


def test_the_longest_lead_time_comes_first_and_only_what_applies():
    found = lead_times(a_standing(CATALOGUE, termin_start="2027-06-01"), TODAY)
    assert [line.key for line in found] == ["lang", "kurz"]


def test_days_are_counted_back_to_a_working_day():
    found = lead_times(a_standing(CATALOGUE, termin_start="2027-06-01"), TODAY)
    assert [line.begin_by for line in found] == [date(2027, 3, 23), date(2027, 5, 25)]


def test_what_should_have_begun_already_is_urgent():
    found = lead_times(a_standing(CATALOGUE, termin_start="2026-12-15"), TODAY)
    assert [line.is_urgent for line in found] == [True, False]


def test_without_a_go_live_there_are_weeks_but_no_days():
    found = lead_times(a_standing(CATALOGUE), TODAY)
    assert [(line.weeks, line.begin_by, line.is_soon) for line in found] == [
        (10, None, False), (1, None, False)]  # fmt: skip


@pytest.mark.parametrize("day", ["0001-01-05", "9999-12-31"])
def test_days_at_the_edge_of_the_calendar_are_no_error(day: str):
    assert [line.begin_by for line in lead_times(a_standing(CATALOGUE, termin_start=day), TODAY)]


def real_lines(**answers: object) -> dict[str, str]:
    """Text and note of what takes time by key, as the catalogue shipped says it."""
    said = {"vorhaben_art": "neu", "umsetzungsweg": "blaupause", **answers}
    found = lead_times(a_standing(the_real_catalogue(), **said), TODAY)
    return {line.key: f"{line.text}. {line.note}" for line in found}


def test_a_text_is_only_to_be_written_if_there_is_none():
    handed = a_content(None, state=AnswerState.IN_CLARIFICATION, responsible_uid="rolle:red")
    unknown = real_lines(beschreibung_vorhanden=handed)
    assert "falls es noch keine gibt" in unknown["leistungstext_offen"]
    assert "leistungstext_neu" not in unknown
    assert "leistungstext_neu" in real_lines(beschreibung_vorhanden="nein")
    assert (
        not {"leistungstext_neu", "leistungstext_offen"}
        & real_lines(beschreibung_vorhanden="ja").keys()
    )


def test_only_businesses_need_a_certificate_for_organisations():
    private = real_lines(vn_ergebnis="basis", konten=["bundid"])
    both = real_lines(vn_ergebnis="basis", konten=["bundid", "muk"])
    assert "ELSTER" not in " ".join(private.values())
    assert "ELSTER" in both["testkonten_blaupause_muk"]
    assert {"testkonten_blaupause"} <= private.keys()
    assert "testkonten_blaupause" not in both


def test_payment_is_prepared_with_care_while_nobody_knows_whether_it_comes():
    assert "falls über ePayBL bezahlt wird" in real_lines(kosten="ja")["epaybl_offen"]
    decided = real_lines(kosten="ja", zahlungszeitpunkt="vor_absenden", bezahlung_online="ja")
    assert "epaybl_offen" not in decided
    assert "epaybl" in decided


@pytest.mark.parametrize(
    ("start", "is_soon", "is_urgent"),
    [("2026-12-08", True, False), ("2026-12-04", True, True), ("2026-12-24", False, False)],
)
def test_what_begins_soon_is_told_from_what_cannot_wait(start: str, is_soon: bool, is_urgent: bool):
    found = lead_times(a_standing(CATALOGUE, termin_start=start), TODAY)
    short = next(line for line in found if line.key == "kurz")
    assert (short.is_soon, short.is_urgent) == (is_soon, is_urgent)
