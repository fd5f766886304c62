"""The pages of the Testbogen: links to it, the form to send it back, the report."""

import io
from contextvars import Context

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from amt24web.artefacts.spreadsheet import read_spreadsheet
from amt24web.domain.papers.testing_sheet import OBSERVED, RESULT
from amt24web.domain.vocabulary import AccessRole
from amt24web.rules.sheet_results import LARGEST
from amt24web.usecases import test_running
from tests.harness.builders import a_member
from tests.harness.client import Visitor
from tests.harness.trials import Trial, a_case, a_trial, filled
from tests.harness.workbooks import an_archive, hostile_files, parts_of
from tests.web.pages import faults

HOSTILE = list(hostile_files())


class Place:
    """A test with a round, and its owner at a browser."""

    def __init__(self, app: Flask, trial: Trial) -> None:
        self.trial = trial
        self.visitor = Visitor(app, trial.owner)
        self.here = f"/onlinedienste/{trial.id}/test"

    def get(self, rest: str = "") -> str:
        answer = self.visitor.get(self.here + rest)
        assert answer.status_code == 200, answer.status_code
        assert faults(answer.text) == []
        return answer.text

    def send(self, data: bytes, status: int = 200) -> str:
        file = FileStorage(io.BytesIO(data), "bogen.xlsx")
        fields = {"csrf_token": self.visitor.form_token, "datei": file}
        boundary, body = encode_multipart(fields)
        answer = Context().run(
            self.visitor.client.post,
            f"{self.here}/durchlaeufe/1/bogen",
            data=body,
            content_type=f'multipart/form-data; boundary="{boundary}"',
        )
        assert answer.status_code == status, answer.status_code
        assert faults(answer.text) == []
        return answer.text


def test_round_and_plan_lead_to_the_sheet_in_three_formats(app: Flask) -> None:
    place = Place(app, a_trial(number=2))
    for page in (place.get(), place.get("/durchlaeufe/1")):
        for ending in ("pdf", "docx", "xlsx"):
            assert f"/test/bogen.{ending}?durchlauf=1" in page


def test_the_sheet_of_one_tester_has_that_persons_cases_only(app: Flask) -> None:
    trial = a_trial(a_case(1, tester_uid="m1"), a_case(2, tester_uid="m2"))
    erika = a_member(trial.id, AccessRole.READER, uid="m1")
    a_member(trial.id, AccessRole.READER, uid="m2")
    place = Place(app, trial)
    answer = place.visitor.get(f"{place.here}/bogen.xlsx?wer={erika.name}&durchlauf=1")
    assert [row[0] for row in read_spreadsheet(answer.data).rows[1:]] == ["T-001"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "durchlauf-1-mitglied" in answer.headers["Content-Disposition"]


def test_the_name_of_a_sheet_stands_for_whoever_left_the_name_empty(app: Flask) -> None:
    trial = a_trial(a_case(1, tester_uid="m1"))
    erika = a_member(trial.id, AccessRole.READER, uid="m1")
    trial.read(filled(trial.sheet(erika.name), {"T-001": {RESULT: "bestanden"}}))
    assert trial.records.results[0].tester == erika.name


@pytest.mark.parametrize("rest", ["/bogen.exe", "/bogen.xlsx?durchlauf=7", "/bogen.pdf?wer=Nie"])
def test_what_does_not_exist_is_not_found(app: Flask, rest: str) -> None:
    place = Place(app, a_trial(number=1))
    assert place.visitor.get(place.here + rest).status_code == 404


def test_the_sheet_on_paper_is_a_file_to_save(app: Flask) -> None:
    place = Place(app, a_trial(number=1))
    answer = place.visitor.get(f"{place.here}/bogen.pdf")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")


def test_the_report_names_each_refused_row_with_case_and_reason(app: Flask) -> None:
    place = Place(app, a_trial(number=3))
    page = place.send(
        filled(
            place.trial.sheet(),
            {
                "T-001": {RESULT: "bestanden"},
                "T-002": {RESULT: "<b>gut</b>"},
            },
        )
    )
    assert "1 Ergebnis gespeichert" in page
    assert "1 Zeile ist nicht ausgefüllt" in page
    assert "1 Zeile ist nicht übernommen" in page
    assert 'data-label="Zeile">3<' in page
    assert "&lt;b&gt;gut&lt;/b&gt;" in page
    assert "Möglich: bestanden" in page


def test_the_same_file_again_says_that_it_was_there(app: Flask) -> None:
    place = Place(app, a_trial(number=1))
    file = filled(
        place.trial.sheet(), {"T-001": {RESULT: "nicht bestanden", OBSERVED: "Knopf fehlt"}}
    )
    place.send(file)
    page = place.send(file)
    assert "Kein neues Ergebnis" in page
    assert "1 Ergebnis war schon da" in page
    assert len(place.trial.records.results) == 1


def test_an_ended_round_has_no_form(app: Flask) -> None:
    place = Place(app, a_trial(number=1))
    test_running.end_round(who=place.trial.owner, onlinedienst_id=place.trial.id, number=1)
    assert 'name="datei"' not in place.get("/durchlaeufe/1/bogen")
    assert 'name="datei"' not in place.get("/durchlaeufe/1")


def test_nobody_gets_a_form_for_a_round_that_is_not_there(app: Flask) -> None:
    place = Place(app, a_trial(number=1))
    assert place.visitor.get(f"{place.here}/durchlaeufe/2/bogen").status_code == 404


@pytest.mark.parametrize(("data", "word"), [(d, w) for _, d, w in HOSTILE if d],
                         ids=[name for name, d, _ in HOSTILE if d])  # fmt: skip
def test_a_hostile_file_gets_one_clear_message(app: Flask, data: bytes, word: str) -> None:
    place = Place(app, a_trial(number=1))
    if len(data) > LARGEST:
        word = "zu groß"
    assert word in place.send(data, 422)
    assert place.trial.records.results == ()


def test_a_file_that_fetches_data_or_is_too_large_or_none_is_refused(app: Flask) -> None:
    place = Place(app, a_trial(number=1))
    parts = parts_of(place.trial.sheet())
    for name in ("xl/externalLinks/externalLink1.xml", "xl/connections.xml"):
        assert "aus anderen Dateien" in place.send(an_archive(parts | {name: b"<x/>"}), 422)
    assert "höchstens 5 MB" in place.send(b"PK" + b"0" * LARGEST, 422)
    assert "Bitte wählen Sie die Datei" in place.send(b"", 422)


def test_a_body_may_neither_download_nor_read_back(app: Flask) -> None:
    trial = a_trial(number=1)
    place = Place(app, trial)
    place.visitor = Visitor(app, a_member(trial.id, AccessRole.COMPETENT_BODY))
    assert place.visitor.get(f"{place.here}/bogen.xlsx").status_code == 403
    assert place.visitor.post(f"{place.here}/durchlaeufe/1/bogen").status_code == 403
