"""The line that lists show: worked out from the facts alone."""

from datetime import date

from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AnswerState, Phase
from amt24web.rules.summary import UNNAMED, Summary, summarise
from tests.harness.builders import (
    a_column,
    a_question,
    a_rule,
    a_standing,
    a_working_catalogue,
    some_rows,
)

CATALOGUE = a_working_catalogue(
    a_question("termin_start", "datum", need="O"),
    some_rows("leika", a_column("schluessel", "leika"), need="O"),
    a_rule("leistung_name == 'Streit'", "leistung_name", severity="FEHLER"),
    a_rule("leistung_name == 'Streit'", "leistung_name", "R2"),
)


def summary(phase: Phase = Phase.CLARIFICATION, **answers: object) -> Summary:
    return summarise(a_standing(CATALOGUE, phase=phase, **answers))


def test_an_onlinedienst_nobody_answered_for():
    assert summary() == Summary(
        title=UNNAMED, leika_key="", organisation="", way="", phase=Phase.CLARIFICATION,
        total=7, done=0, open_points=4, errors=0, next_due_on=None, wished_start=None,
    )  # fmt: skip


def test_the_line_says_what_and_whose_it_is():
    owners = [
        {"rolle": "pe", "einrichtung": "Landesamt"},
        {"rolle": "pm", "einrichtung": "Firma"},
        {"rolle": "pe", "person": "Anna"},
        {"rolle": "pe", "einrichtung": "Landesamt"},
        {"rolle": "pe"},
    ]
    line = summary(
        leistung_name="Grundschule anmelden", umsetzungsweg="blaupause", participants=owners,
        leika=[{}, {"schluessel": "99006053006000"}, {"schluessel": "99006053006001"}],
        termin_start="2027-01-12",
    )  # fmt: skip
    assert (line.title, line.way) == ("Grundschule anmelden", "blaupause")
    assert line.organisation == "Landesamt, Anna"
    assert line.leika_key == "99006053006000"
    assert line.wished_start == date(2027, 1, 12)


def test_the_nearest_promise_is_shown():
    def promised(month: int) -> Content:
        return Content(state=AnswerState.IN_CLARIFICATION, due_on=date(2026, month, 1))

    line = summary(leistung_name=promised(6), umsetzungsweg=promised(5), vorhaben_art=Content())
    assert line.next_due_on == date(2026, 5, 1)


def test_only_errors_are_counted_as_errors():
    line = summary(leistung_name="Streit")
    assert (line.errors, line.open_points) == (1, 5)


def test_very_long_names_fit_into_the_list():
    assert len(summary(leistung_name="x" * 500).title) == 300


def test_unreadable_names_and_dates_break_nothing():
    unreadable = Content(raw={"value": "\ue000"})
    line = summary(leistung_name=unreadable, termin_start=unreadable)
    assert "nicht lesbar" in line.title
    assert line.wished_start is None


def test_a_catalogue_without_the_usual_questions_still_gives_a_line():
    bare = a_standing(a_working_catalogue())
    assert bare.text("gibtsnicht") == ""
    assert summarise(bare).leika_key == ""
