"""The Statusbericht: one page on where it stands, what is open and what comes next."""

from dataclasses import replace
from datetime import date, timedelta

from amt24web.documents.outline import Document, Timeline
from amt24web.documents.plain import ink
from amt24web.documents.status_report import MOST_BEGINNINGS, WITH_PICTURE, WITHOUT
from amt24web.domain.papers.status_report import KnownDay, NextStep
from amt24web.domain.vocabulary import Phase, SignOffOutcome
from tests.documents.files import pages_of_pdf
from tests.documents.papers import a_closing, a_condition, a_sign_off, file_of
from tests.documents.papers_before_kickoff import TODAY, a_status, a_status_report

STEPS = tuple(NextStep(f"Schritt {n}", "Max", TODAY + timedelta(n)) for n in range(9))


def timeline(document: Document) -> Timeline:
    return next(block for block in document.blocks if isinstance(block, Timeline))


def test_it_says_the_phase_and_what_is_closed_and_signed() -> None:
    text = ink(a_status_report())
    assert "Phase: 3 von 8: Prototyp" in text
    assert "Klärung für den Auftakt: 24.11.2026, Anna Beispiel, 1 Auflage, offen: 1" in text
    assert "Datenschutz: zugestimmt, Eva Muster, 20.11.2026\nSicherheit: noch nicht" in text


def test_a_stage_opened_again_and_a_change_after_signing_are_said() -> None:
    signed = a_sign_off(outcome=SignOffOutcome.ON_CONDITION, changed=("A 1",))
    reopened = a_closing(closed_on=None, reopened="Wieder geöffnet am 01.12.2026")
    text = ink(a_status_report(sign_offs=(signed,), closings=(reopened,)))
    assert "mit Auflage zugestimmt, Eva Muster, 20.11.2026, seitdem geändert" in text
    assert "Klärung für den Auftakt: wieder geöffnet" in text


def test_open_points_are_counted_by_weight_and_overdue() -> None:
    assert "12, davon überfällig: 1 (Fehler: 1, wird geklärt: 11)" in ink(a_status_report())
    assert "keiner überfällig" in ink(a_status_report(overdue=0))
    assert "Offene Punkte: nichts" in ink(a_status_report(points=(), overdue=0))


def test_every_section_stands_with_what_is_done_in_it() -> None:
    text = ink(a_status_report())
    assert "Geklärt: 28 von 40 Fragen" in text
    assert "A bis C | D bis E" in text
    assert "C Abschnitt C: 3/5 | D Abschnitt D: 3/5" in text


def test_the_next_steps_have_a_person_and_a_day() -> None:
    text = ink(a_status_report())
    assert "A 1 Frage? | Erika Beispiel | 15.01.2027, überfällig" in text
    assert "Zugang beantragen | noch offen | 22.01.2027" in text
    assert "noch kein Tag" in ink(a_status_report(steps=()))


def test_where_there_is_a_picture_fewer_steps_are_shown() -> None:
    assert f"Nächste Schritte: {WITH_PICTURE} von 9" in ink(a_status_report(steps=STEPS))
    assert f"Nächste Schritte: {WITHOUT} von 9 mit Termin" in ink(
        a_status_report(steps=STEPS, days=())
    )


def test_the_timeline_shows_beginnings_that_lie_ahead_only_and_not_all() -> None:
    passed = KnownDay(TODAY - timedelta(1), "vorbei", is_begin=True)
    ahead = [KnownDay(TODAY + timedelta(n), f"Beginn {n}", is_begin=True) for n in range(9)]
    start = KnownDay(TODAY + timedelta(90), "Livegang")
    shown = timeline(a_status_report(days=(passed, *ahead, start))).moments
    assert [m.text for m in shown if m.is_begin] == [f"Beginn {n}" for n in range(MOST_BEGINNINGS)]


def test_of_many_other_days_the_first_the_next_ones_and_the_last_are_shown() -> None:
    days = tuple(KnownDay(TODAY + timedelta(n), f"Tag {n}") for n in range(-3, 9))
    shown = timeline(a_status_report(days=days)).moments
    assert [m.text for m in shown] == ["Tag -3", "Tag 0", "Tag 1", "Tag 2", "Tag 8"]


def test_one_day_alone_makes_no_timeline() -> None:
    document = a_status_report(days=(KnownDay(date(2027, 8, 2), "Livegang"),))
    assert not any(isinstance(block, Timeline) for block in document.blocks)


def test_it_is_one_page_even_where_much_is_to_be_said() -> None:
    sections = tuple(
        replace(a_status().sections[0], letter=letter, title="Barrierefreiheit und Qualität")
        for letter in "ABCDEFGHIJKLMNOP"
    )
    days = tuple(KnownDay(TODAY + timedelta(9 * n), "Formular fertig" * 3, n % 2 > 0)
                 for n in range(9))  # fmt: skip
    full = a_status_report(
        phase=Phase.TEST, sections=sections, steps=STEPS, days=days,
        closings=(a_closing(a_condition()), a_closing(title="Klärung für den Prototyp")),
    )  # fmt: skip
    assert len(pages_of_pdf(file_of(full))) == 1
