"""The Testbogen goes out as a table and comes back: good rows are kept, wrong ones come back."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amt24web.artefacts.spreadsheet import read_spreadsheet
from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.papers.testing_sheet import (
    DAY,
    NAME,
    OBSERVED,
    ON,
    RESULT,
    WEIGHT,
)
from amt24web.domain.papers.words import CaseResult, DefectClass, DefectState
from amt24web.domain.testing import RoundKind
from amt24web.domain.wording import label
from amt24web.rules.sheet_results import MOST_ROWS
from amt24web.rules.typed_text import clean
from amt24web.storage import defects
from amt24web.storage.database import writing
from amt24web.usecases import test_running
from tests.harness.app import statements
from tests.harness.trials import a_case, a_trial, filled
from tests.harness.workbooks import a_workbook

pytestmark = pytest.mark.usefixtures("app")
PASSED = {RESULT: "bestanden", DAY: "24.11.2026", ON: "Pixel 8, Chrome", NAME: "Erika Beispiel"}
MANY = 400


def refusals(page: Any) -> dict[str, str]:
    return {row.key: row.reason for row in page.refused}


def test_an_untouched_sheet_keeps_nothing_and_refuses_nothing():
    trial = a_trial(number=3)
    page = trial.read(trial.sheet())
    assert (page.kept, page.untouched, page.refused) == (0, 3, ())


def test_a_good_row_is_kept_as_it_was_written_and_says_who_read_it_back():
    trial = a_trial(number=2)
    page = trial.read(filled(trial.sheet(), {"T-002": PASSED}))
    (result,) = trial.records.results
    assert (page.kept, page.untouched) == (1, 1)
    assert (result.result, result.tester, result.on) == (
        CaseResult.PASSED, "Erika Beispiel", "Pixel 8, Chrome",
    )  # fmt: skip
    assert result.day.isoformat() == "2026-11-24"
    assert result.recorded_by == trial.owner.name


def test_wrong_rows_come_back_with_the_reason_and_the_good_ones_stay():
    trial = a_trial(number=8)
    sheet = filled(trial.sheet(), {
        "T-001": PASSED,
        "T-002": {RESULT: "nicht bestanden"},
        "T-003": {RESULT: "lief super"},
        "T-004": PASSED | {DAY: "gestern"},
        "T-005": {OBSERVED: "Knopf fehlt"},
        "T-006": PASSED | {WEIGHT: "leicht"},
        "T-007": PASSED | {NAME: "x" * 301},
        "T-008": PASSED | {DAY: "31.12.2025"},
    })  # fmt: skip
    page = trial.read(sheet)
    said = refusals(page)
    assert page.kept == 1
    assert [row.line for row in page.refused] == [3, 4, 5, 6, 7, 8, 9]
    assert said["T-002"].startswith("Beobachtung: Bitte schreiben Sie, was Sie gesehen haben.")
    assert "„lief super“" in said["T-003"]
    assert "nicht durchgeführt" in said["T-003"]
    assert said["T-004"].startswith("Tag: ")
    assert said["T-005"].startswith("Ergebnis: ")
    assert said["T-006"].startswith("Klasse der Abweichung: ")
    assert said["T-007"].startswith("Name: ")
    assert said["T-008"] == "Tag: Der Durchlauf hat erst am 01.01.2026 begonnen."


def test_a_row_of_no_case_of_the_round_and_a_case_twice_are_refused():
    trial = a_trial(number=3)
    sheet = filled(trial.sheet(), {
        "T-001": PASSED, "T-002": PASSED | {"Testfall": "T-001"},
        "T-003": PASSED | {"Testfall": "T-999"},
    })  # fmt: skip
    page = trial.read(sheet)
    assert page.kept == 1
    assert [(row.line, row.key) for row in page.refused] == [(3, "T-001"), (4, "T-999")]
    assert "Zeile 2" in page.refused[0].reason


def test_the_same_file_twice_makes_no_result_twice():
    trial = a_trial(number=2)
    file = filled(trial.sheet(), {"T-001": PASSED, "T-002": {
        RESULT: "nicht bestanden", OBSERVED: "Knopf fehlt", WEIGHT: "leicht"}})  # fmt: skip
    first, again = trial.read(file), trial.read(file)
    assert (first.kept, first.defects) == (2, ("F-001",))
    assert (again.kept, again.known, again.defects) == (0, 2, ())
    assert len(trial.records.results) == 2
    assert len(trial.records.defects) == 1


def test_a_mended_file_adds_only_what_is_new():
    trial = a_trial(number=2)
    wrong = filled(trial.sheet(), {"T-001": PASSED, "T-002": {RESULT: "blockiert"}})
    trial.read(wrong)
    page = trial.read(filled(wrong, {"T-002": {OBSERVED: "Kein Konto"}}))
    assert (page.kept, page.known, page.refused) == (1, 1, ())
    assert len(trial.records.results) == 2


def test_another_result_of_the_same_case_is_kept_beside_the_first():
    trial = a_trial(number=1)
    trial.read(filled(trial.sheet(), {"T-001": PASSED}))
    page = trial.read(filled(trial.sheet(), {"T-001": PASSED | {ON: "iPhone"}}))
    assert (page.kept, page.known) == (1, 0)


def test_what_came_out_before_may_come_out_again_after_something_else():
    trial = a_trial(number=2)
    failed = PASSED | {RESULT: "nicht bestanden", OBSERVED: "Knopf fehlt"}
    for row in (PASSED, failed):
        trial.read(filled(trial.sheet(), {"T-001": row}))
    page = trial.read(filled(trial.sheet(), {"T-001": PASSED, "T-002": PASSED}))
    assert (page.kept, page.known) == (2, 0)


def test_the_class_opens_a_defect_and_a_passed_case_retests_what_was_mended():
    trial = a_trial(number=1)
    failed = {RESULT: "nicht bestanden", OBSERVED: "Knopf fehlt", WEIGHT: "betriebsbehindernd"}
    trial.read(filled(trial.sheet(), {"T-001": failed}))
    (defect,) = trial.records.defects
    assert (defect.title, defect.weight) == ("Knopf fehlt", DefectClass.HINDERS)
    with writing() as session:
        defects.keep_defect(session, replace(defect, state=DefectState.MENDED))
    trial.read(filled(trial.sheet(), {"T-001": PASSED}))
    assert trial.records.defects[0].state is DefectState.RETESTED


def test_who_tested_is_the_name_in_the_row_then_the_one_of_the_sheet_then_who_reads_it():
    trial = a_trial(number=1)
    trial.read(filled(trial.sheet(), {"T-001": {RESULT: "bestanden"}}))
    assert trial.records.results[0].tester == trial.owner.name


def test_a_sheet_of_another_onlinedienst_another_round_or_of_the_plan_is_refused():
    trial, other = a_trial(number=1), a_trial(number=1)
    plan = a_trial(number=1, has_round=False)
    for file, word in ((other.sheet(), "anderen Onlinedienst"), (b"", "wählen Sie"),
                       (a_workbook(["Testfall"], ["T-001"]), "kein Testbogen")):  # fmt: skip
        with pytest.raises(InvalidInput, match=word):
            trial.read(file)
    prepared = plan.sheet()
    test_running.begin_round(who=plan.owner, onlinedienst_id=plan.id, kind=RoundKind.FULL)
    with pytest.raises(InvalidInput, match="kein Durchlauf lief"):
        plan.read(prepared)
    sheet = trial.sheet()
    test_running.end_round(who=trial.owner, onlinedienst_id=trial.id, number=1)
    with pytest.raises(InvalidInput, match="beendet"):
        trial.read(sheet)
    test_running.begin_round(who=trial.owner, onlinedienst_id=trial.id, kind=RoundKind.FULL)
    with pytest.raises(InvalidInput, match="Durchlauf 1, nicht zum Durchlauf 2"):
        trial.read(sheet, number=2)
    with pytest.raises(NotFound):
        trial.read(sheet, number=3)


def test_a_name_nobody_has_gets_no_sheet():
    with pytest.raises(NotFound):
        a_trial(number=1).sheet(tester="Niemand")


def test_more_rows_than_a_sheet_may_have_are_refused_as_a_whole():
    trial = a_trial(number=1)
    head = _head_of(trial.sheet())
    rows = [[f"T-{n:03d}", "", "", "", "", "bestanden"] for n in range(MOST_ROWS + 1)]
    with pytest.raises(InvalidInput, match=r"1\.000 ausgefüllte Zeilen"):
        trial.read(a_workbook(head, *rows))


def _head_of(file: bytes) -> tuple[str, ...]:
    return read_spreadsheet(file).rows[0]


def test_four_hundred_results_cost_as_many_statements_as_four():
    def cost(number: int) -> int:
        trial = a_trial(number=number)
        rows = {f"T-{n:03d}": _mixed(n) for n in range(1, number + 1)}
        file = filled(trial.sheet(), rows)
        with statements() as sent:
            page = trial.read(file)
        assert (page.kept, len(page.refused)) == (number - number // 4, number // 4)
        assert len(page.defects) == number // 4
        assert len(trial.records.results) == page.kept
        return len(sent)

    few = cost(4)
    assert cost(MANY) <= few + 2
    assert few <= 20


def _mixed(n: int) -> dict[str, str]:
    """Of four rows one is wrong, and one opens a defect."""
    wrong, failed = {RESULT: "vielleicht"}, {
        RESULT: "nicht bestanden", OBSERVED: f"Fehler {n}", WEIGHT: "leicht",
    }  # fmt: skip
    return {0: wrong, 1: failed}.get(n % 4, PASSED)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co")), max_size=30)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(CaseResult), WORDS, WORDS), min_size=1, max_size=4))
def test_what_is_filled_in_is_kept_to_the_letter(said: list[tuple[CaseResult, str, str]]):
    trial = a_trial(*(a_case(n, title="=1+1") for n in range(1, len(said) + 1)))
    rows = {
        f"T-{n:03d}": {RESULT: label(result), OBSERVED: f"x{observed}", ON: f"x{on}"}
        for n, (result, observed, on) in enumerate(said, 1)
    }
    page = trial.read(filled(trial.sheet(), rows))
    assert (page.kept, page.refused) == (len(said), ())
    kept = [(r.result, r.observed, r.on) for r in trial.records.results]
    assert kept == [(r, clean(f"x{o}"), " ".join(clean(f"x{w}").split())) for r, o, w in said]
