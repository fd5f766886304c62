"""One result from the page is kept the same way as hundreds from a Testbogen."""

from dataclasses import replace

import pytest

from amt24web.domain.papers.words import CaseResult, DefectState
from amt24web.rules.evidence import Evidence
from amt24web.rules.test_edits import ResultTyped
from amt24web.storage import defects
from amt24web.storage.database import writing
from amt24web.usecases import test_running
from tests.harness.trials import Trial, a_trial

pytestmark = pytest.mark.usefixtures("app")
FAILED = ResultTyped("failed", "Knopf fehlt", "Erika", "24.11.2026", "iPhone", True, "minor")
PASSED = replace(FAILED, result="passed", observed="", opens_defect=False, weight="")
PROOF = Evidence("bild.png", b"\x89PNG\r\n\x1a\n...")


def record(trial: Trial, typed: ResultTyped, sequence: int = 1, **said: Evidence) -> str:
    return test_running.record_result(
        who=trial.owner, onlinedienst_id=trial.id, number=1, case_number=1, typed=typed,
        page_id="seite", sequence=sequence, **said,
    )  # fmt: skip


def test_a_failed_case_opens_its_defect_once_however_often_it_is_sent():
    trial = a_trial(number=1)
    assert [record(trial, FAILED), record(trial, FAILED)] == ["F-001", ""]
    assert len(trial.records.results) == len(trial.records.defects) == 1


def test_defects_are_numbered_on_and_belong_to_their_case():
    trial = a_trial(number=1)
    assert [record(trial, FAILED, n) for n in (1, 2)] == ["F-001", "F-002"]
    assert {d.case_id for d in trial.records.defects} == {trial.records.cases[0].id}


def test_a_file_comes_along_and_is_handed_out_as_it_was():
    trial = a_trial(number=1)
    record(trial, PASSED, evidence=PROOF)
    (result,) = trial.records.results
    produced = test_running.fetch_evidence(
        who=trial.owner, onlinedienst_id=trial.id, result_id=result.id
    )
    assert (produced.content, produced.file_name) == (PROOF.content, "bild.png")


def test_a_passed_case_retests_only_what_was_mended():
    trial = a_trial(number=1)
    for sequence in (1, 2):
        record(trial, FAILED, sequence)
    with writing() as session:
        mended = replace(trial.records.defects[0], state=DefectState.MENDED)
        defects.keep_defect(session, mended)
    record(trial, PASSED, 3)
    states = [(d.state, d.revision) for d in trial.records.defects]
    assert states == [(DefectState.RETESTED, 3), (DefectState.OPEN, 1)]
    assert [r.result for r in trial.records.results][-1] is CaseResult.PASSED
