"""The list of open points: whose, which, in which order; looking at it changes no counter."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.domain.people import Account
from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AnswerState, Phase, PointKind
from amt24web.rules.enquiries import Letterhead
from amt24web.rules.point_list import ME, PointFilter, PointList, point_list
from amt24web.rules.point_mails import Pages, PointMail, point_mails
from amt24web.rules.summary import Standing, summarise
from tests.harness.builders import (
    a_catalogue,
    a_question,
    a_role,
    a_rule,
    a_sign_off,
    a_standing,
)

TODAY = date(2026, 5, 10)
PEOPLE = [
    {"rolle": "pe", "person": "Anna", "mail": "anna@example.org"},
    {"rolle": "tt", "person": "Bert"},
    {"rolle": "pm", "person": "Anna"},
]
CATALOGUE = a_catalogue(
    a_question("eins"),
    a_question("zwei", need="O", role="tt"),
    a_question("drei", "zahl", role="pm"),
    a_question("vier", role="frei"),
    a_question("spaeter", stage="uebergabe", role="tt"),
    rules=(
        a_rule("eins == 'x'", "zwei", "R-jetzt", severity="FEHLER"),
        a_rule("eins == 'x'", "eins", "R-dann", stage="uebergabe"),
    ),
    roles=(a_role("pe"), a_role("tt"), a_role("pm"), a_role("frei")),
    sign_offs=(a_sign_off("zwei"),),
)
ALL = PointFilter()
EVERY_STAGE = PointFilter(every_stage=True)


def promised(day: int | None = None, uid: str = "") -> Content:
    due = date(2026, 5, day) if day else None
    return Content(state=AnswerState.IN_CLARIFICATION, due_on=due, responsible_uid=uid)


def standing(phase: Phase = Phase.CLARIFICATION, **answers: object) -> Standing:
    return a_standing(CATALOGUE, phase=phase, participants=PEOPLE, **answers)


def listed(wanted: PointFilter = ALL, *own: str, **answers: object) -> PointList:
    return point_list(standing(**answers), wanted, frozenset(own), TODAY)


def keys(wanted: PointFilter = ALL, *own: str, **answers: object) -> list[str]:
    return [line.key for line in listed(wanted, *own, **answers).lines]


def test_without_a_filter_it_is_what_is_counted():
    where = standing(eins="x")
    found = point_list(where, ALL, frozenset(), TODAY)
    assert {line.key for line in found.lines} == {p.key for p in where.open_points}
    assert found.now == len(found.lines) == summarise(where).open_points


def test_overdue_comes_first_then_by_date_then_as_asked():
    found = listed(eins=promised(30), zwei=promised(2), vier=promised(12))
    assert [line.key for line in found.lines] == ["zwei", "vier", "eins", "drei"]
    assert [line.key for line in found.lines if line.is_overdue] == ["zwei"]
    assert found.overdue == 1


@pytest.mark.parametrize(("day", "late"), [(9, True), (10, False), (11, False)])
def test_on_the_day_itself_nothing_is_overdue(day: int, late: bool):
    assert listed(eins=promised(day)).lines[0].is_overdue is late


def test_every_stage_adds_what_will_be_due_and_counts_it_apart():
    found = listed(EVERY_STAGE, eins="x")
    assert [line.key for line in found.lines if line.is_later] == ["R-dann", "spaeter"]
    assert (found.now, found.later, len(found.lines)) == (3, 2, 5)
    assert listed(eins="x").later == 2


def test_in_the_last_phase_nothing_comes_later():
    where = a_standing(CATALOGUE, phase=Phase.SHUTDOWN, participants=PEOPLE, eins="x")
    found = point_list(where, EVERY_STAGE, frozenset(), TODAY)
    assert found.later == 0
    assert len(found.lines) == len(where.open_points)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (PointKind.UNANSWERED, ["vier"]),
        (PointKind.IN_CLARIFICATION, ["zwei"]),
        (PointKind.UNREADABLE, ["drei"]),
        (PointKind.ERROR, ["R-jetzt"]),
        (PointKind.WARNING, []),
    ],
)
def test_one_kind_alone(kind: PointKind, expected: list[str]):
    said = {"eins": "x", "zwei": promised(), "drei": Content(raw={"value": "viele"})}
    assert keys(PointFilter(kind=kind), **said) == expected


def test_a_warning_that_comes_later_is_found_over_every_stage():
    assert keys(PointFilter(kind=PointKind.WARNING, every_stage=True), eins="x") == ["R-dann"]


def test_one_person_alone_also_under_another_role_of_theirs():
    for uid in ("z1", "z3"):
        found = listed(PointFilter(who=uid))
        assert [line.key for line in found.lines] == ["eins", "drei"]
        assert found.wanted.who == "z1"
        assert found.who == "Anna"


def test_a_role_that_nobody_holds_can_be_asked_for():
    found = listed(PointFilter(who="rolle:frei"))
    assert [line.key for line in found.lines] == ["vier"]
    assert found.lines[0].waiting.is_role
    assert found.who == "Rolle frei"


def test_me_are_all_my_rows_and_nobody_else():
    assert keys(PointFilter(who=ME), "z3") == ["eins", "drei"]
    assert keys(PointFilter(who=ME), "z2", zwei=promised()) == ["zwei"]


@pytest.mark.parametrize("who", [ME, "gibtesnicht", "rolle:gibtesnicht", "\x00"])
def test_somebody_unknown_is_nobody_in_particular(who: str):
    found = listed(PointFilter(who=who))
    assert found.wanted.who == ""
    assert len(found.lines) == 3


def test_somebody_whom_nothing_waits_for_has_an_empty_list_and_stays_chosen():
    found = listed(PointFilter(who="z2"), eins="y")
    assert (found.lines, found.wanted.who, found.who) == ((), "z2", "Bert")


def test_two_people_of_one_name_are_told_apart_by_their_addresses():
    people = [
        {"rolle": "pe", "person": "Anna", "mail": "a@example.org"},
        {"rolle": "tt", "person": "Anna", "mail": "b@example.org"},
    ]
    where = a_standing(CATALOGUE, participants=people, zwei=promised())
    found = point_list(where, ALL, frozenset(), TODAY)
    assert [p.key for p in found.people if not p.is_role] == ["z1", "z2"]


def test_rows_without_a_name_are_not_the_same_person():
    people = [{"rolle": "pe"}, {"rolle": "tt"}]
    where = a_standing(CATALOGUE, participants=people, zwei=promised())
    found = point_list(where, ALL, frozenset({"z1"}), TODAY)
    assert [p.key for p in found.people if not p.is_role] == ["z1", "z2"]


def test_each_line_says_where_it_is_mended():
    line = listed(PointFilter(kind=PointKind.ERROR), eins="x").lines[0]
    assert (line.section_id, line.question_id, line.number) == ("teil", "zwei", "A 2")


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "eins": st.sampled_from(["x", "y", promised(3), promised(20, "z2")]),
        "zwei": st.sampled_from(["x", promised(), promised(10, "weg")]),
        "drei": st.sampled_from([3, Content(raw={"value": "?"})]),
        "spaeter": st.sampled_from(["x", promised(1)]),
    },
)


@settings(deadline=None, max_examples=60)
@given(ANSWERS, st.sampled_from(Phase))
def test_filters_cut_the_list_into_parts_and_change_no_counter(answers: object, phase: Phase):
    where = standing(phase, **answers)  # type: ignore[arg-type]
    before = summarise(where)
    whole = point_list(where, EVERY_STAGE, frozenset({"z1"}), TODAY)
    people = [point_list(where, PointFilter(p.key, None, True), frozenset(), TODAY)
              for p in whole.people]  # fmt: skip
    kinds = [point_list(where, PointFilter("", k, True), frozenset(), TODAY) for k in PointKind]
    for parts in (people, kinds):
        assert sorted(n.key for part in parts for n in part.lines) == sorted(
            n.key for n in whole.lines
        )
    assert len({n.key for n in whole.lines}) == len(whole.lines) == whole.now + whole.later
    assert {n.key for n in whole.lines if not n.is_later} == {p.key for p in where.open_points}
    assert summarise(where) == before


# Mails

PAGES = Pages("https://amt.example/fragen", "https://amt.example/mitzeichnung")
WRITER = Account(1, "Anna", "Amt für Prüfung", "anna@example.org")


def mails(wanted: PointFilter = ALL, *, own: str = "", **answers: object) -> tuple[PointMail, ...]:
    """The mails of the list, written by Anna, who is ``own`` among the participants."""
    where = standing(**answers)
    letterhead = Letterhead(WRITER, TODAY, "https://amt.example/liste", frozenset({own} - {""}))
    return point_mails(where, point_list(where, wanted, frozenset(), TODAY), letterhead, PAGES)


def test_everybody_but_oneself_gets_a_mail_with_their_lines():
    written = mails(own="z3", zwei=promised(2), leistung_name="Hund anmelden")
    assert [(m.waiting.name, m.count) for m in written] == [("Bert", 1), ("Rolle frei", 1)]
    bert = written[0]
    assert bert.subject.endswith(": 1 offener Punkt")
    assert "1. A 2 Wie ist zwei? (wird geklärt; bis 02.05.2026, überfällig)" in bert.text
    assert f"Beantworten: {PAGES.questions}" in bert.text
    assert "Nachsehen: https://amt.example/liste" in written[1].text
    assert bert.text.endswith("Anna\nAmt für Prüfung\n")


def test_whose_sign_off_waits_is_asked_for_it_in_the_same_mail():
    asked = f"Bitte zeichnen Sie auch „Datenschutz“ mit: {PAGES.sign_offs}"
    bert, other = mails(own="z3", zwei=promised(2))
    assert asked in bert.text
    assert asked not in other.text, "their role signs nothing"


def test_a_mail_goes_to_the_address_that_is_known():
    assert {m.waiting.name: m.waiting.recipients for m in mails()} == {
        "Anna": ("anna@example.org",),
        "Rolle frei": (),
    }


def test_a_mail_holds_what_is_shown_and_nothing_else():
    written = mails(PointFilter(who="z2"), zwei=promised())
    assert [m.waiting.name for m in written] == ["Bert"]
