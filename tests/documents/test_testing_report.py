"""The Testbericht: the recommendation first, the numbers below it, then every defect and run."""

from amt24web.documents.plain import ink
from amt24web.domain.papers.words import CaseResult, DefectClass, DefectState, Outcome
from tests.documents.outlines import headings, page_one, tables
from tests.documents.papers_of_testing import a_run, a_testing_report
from tests.documents.pilot import a_defect


def test_page_one_recommends_and_says_why() -> None:
    said = page_one(a_testing_report())
    assert "Der Onlinedienst kann mit Auflagen freigegeben werden." in said
    assert "Die Anmeldung gelingt." in said


def test_as_long_as_nobody_recommends_page_one_says_so() -> None:
    said = page_one(a_testing_report(recommendation=None))
    assert "Die Empfehlung ist noch offen." in said


def test_long_reasons_begin_on_page_one_and_stand_in_full_behind_it() -> None:
    report = a_testing_report(reasons="Erster Grund.\n\nZweiter Grund.")
    assert "Zweiter Grund." not in page_one(report)
    assert "# Begründung der Empfehlung\n\nErster Grund.\n\nZweiter Grund." in ink(report)


def test_the_results_are_counted_by_perspective_and_together() -> None:
    said = page_one(a_testing_report())
    assert "Entwicklung | 1 | 0 | 1 | 0 | 0" in said
    assert "ohne Blickwinkel | 1 | 0 | 0 | 0 | 1" in said
    assert "zusammen | 4 | 1 | 1 | 1 | 1" in said


def test_one_perspective_needs_no_sum() -> None:
    assert "zusammen" not in page_one(a_testing_report(runs=(a_run(), a_run("tf-zeichen"))))


def test_the_defects_are_counted_by_class() -> None:
    said = page_one(a_testing_report())
    assert "betriebsverhindernd | 1 | 0 | 1 | 0 | 0" in said
    assert "betriebsbehindernd | 2 | 1 | 0 | 1 | 0" in said


def test_a_defect_that_prevents_the_operation_is_named_on_page_one_until_it_is_retested() -> None:
    grave = a_defect(weight=DefectClass.PREVENTS, state=DefectState.MENDED)
    warning = "Noch da: 1 Abweichung der Klasse „betriebsverhindernd“."
    assert warning in page_one(a_testing_report(defects=(grave,)))
    done = a_defect(weight=DefectClass.PREVENTS, state=DefectState.RETESTED)
    assert warning not in page_one(a_testing_report(defects=(done,)))


def test_what_is_left_and_what_is_done_stand_apart_the_gravest_first() -> None:
    found = tables(a_testing_report())
    left = found["Abweichungen, die noch da sind"]
    assert [row[0][0].text[0].text for row in left.rows] == ["4", "1", "3"]
    assert len(found["Erledigte Abweichungen"].rows) == 1


def test_a_defect_nobody_is_to_mend_is_open_once() -> None:
    said = ink(a_testing_report(defects=(a_defect(responsible="", until=None),)))
    assert "| offen | noch offen\n" in said


def test_an_accepted_defect_says_how_to_live_with_it() -> None:
    assert "Umgehung: Auswahl über die Postleitzahl" in ink(a_testing_report())


def test_without_defects_and_runs_the_report_says_so() -> None:
    report = a_testing_report(defects=(), runs=())
    assert "keine Abweichung festgestellt" not in ink(report)
    assert "Es wurde noch kein Testfall durchgeführt." in page_one(report)
    assert "Erledigte Abweichungen" not in headings(report)


def test_only_who_has_tested_can_have_found_nothing() -> None:
    report = a_testing_report(defects=())
    assert page_one(report).count("Es wurde keine Abweichung festgestellt.") == 1
    assert ink(report).count("Es wurde keine Abweichung festgestellt.") == 2


def test_a_run_says_who_when_with_what_and_what_was_seen() -> None:
    said = ink(a_testing_report())
    assert "tf-geradeaus Ganzer Antrag | Sekretariat, 04.05.2027, Firefox, Windows" in said
    assert "Der zweite Wunsch lässt sich nicht leer lassen.\nAbweichung 1" in said


def test_a_column_nobody_filled_is_left_out() -> None:
    report = a_testing_report(runs=(a_run(result=CaseResult.PASSED),))
    titles = [column.title for column in tables(report)["Durchführung"].columns]
    assert titles == ["Testfall", "Wer, wann, womit", "Ergebnis"]


def test_a_refusal_is_recommended_in_words() -> None:
    said = page_one(a_testing_report(recommendation=Outcome.REFUSED))
    assert "Der Onlinedienst soll noch nicht freigegeben werden." in said
