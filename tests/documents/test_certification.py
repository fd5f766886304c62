"""The Zertifizierungsinformation: which versions, by whom, with what result."""

import pytest

from amt24web.documents.certification import MOST_SUBJECTS, SAID
from amt24web.documents.plain import ink
from amt24web.domain.papers.certification import CertifiedSubject
from amt24web.domain.papers.words import ExaminationResult
from tests.documents.files import pages_of_pdf
from tests.documents.outlines import headings, page_one, tables
from tests.documents.papers import a_condition, file_of
from tests.documents.papers_of_release import a_certification
from tests.documents.pilot import ARTEFACTS, SHA256


def test_page_one_says_who_examined_what_when_and_who_was_told() -> None:
    said = page_one(a_certification())
    assert "Prüfstelle, Auftrag: Unabhängige Prüfstelle (Beispiel GmbH)" in said
    assert "Eingereicht: 01.06.2027\nGeprüft: 14.06.2027" in said
    assert "Weitergeleitet: an Anwendungsbetreuung SID, 16.06.2027" in said


@pytest.mark.parametrize("result", ExaminationResult)
def test_page_one_says_the_result_in_a_sentence(result: ExaminationResult) -> None:
    assert SAID[result] in page_one(a_certification(result=result))


def test_only_a_certification_that_was_passed_is_valid_for_versions() -> None:
    words = "Sie gilt nur für die genannten Versionen."
    assert words in page_one(a_certification())
    assert words not in page_one(a_certification(result=None))
    assert words not in page_one(a_certification(result=ExaminationResult.FAILED))


def test_every_version_says_its_own_result() -> None:
    said = page_one(a_certification())
    assert "Prozess | Anmeldung Grundschule | 1.4 | bestanden" in said
    assert "| 0.9 | noch nicht geprüft" in said


def test_many_versions_and_conditions_leave_page_one_whole() -> None:
    paper = a_certification(
        subjects=(CertifiedSubject(ARTEFACTS[2], ExaminationResult.PASSED),) * 12,
        conditions=tuple(a_condition(number=str(n), title=f"Auflage {n}") for n in range(12)),
    )
    assert len(tables(paper)["Was geprüft wird"].rows) == MOST_SUBJECTS
    assert len(tables(paper)["Alle geprüften Versionen"].rows) == 12
    assert "Alle12stehenunter„AlleAuflagen“" in pages_of_pdf(file_of(paper))[0]


def test_the_conditions_stand_on_page_one() -> None:
    said = page_one(a_certification())
    assert "Protokolltexte ohne Namen schreiben | Max | 24.12.2026 | offen" in said


def test_what_was_looked_at_is_said_with_its_result() -> None:
    said = ink(a_certification())
    assert "Logging | mit Auflagen bestanden | siehe Befund 1" in said
    assert "Endlosschleifen | noch nicht geprüft" in said


def test_the_proof_is_named_with_its_sha256() -> None:
    said = ink(a_certification())
    assert f"Datei: pruefvermerk-zert-2027-0042.pdf\nSHA-256: {SHA256}" in said


def test_no_finding_means_something_else_before_and_after_the_examination() -> None:
    assert "Es liegt noch kein Befund vor." in ink(a_certification(findings=(), result=None))
    assert "Die Prüfstelle hat keinen Befund gemeldet." in ink(a_certification(findings=()))


def test_what_asks_for_a_new_certification_can_be_said_otherwise() -> None:
    assert "- Das Prozessmodell wird geändert." in ink(a_certification())
    own = ink(a_certification(renewal=("Neue Schnittstelle.", "Neues Formular.")))
    assert "- Neue Schnittstelle." in own
    assert "Das Prozessmodell wird geändert." not in own


def test_what_nobody_wrote_is_left_out() -> None:
    assert "Vorlauf" not in headings(a_certification(lead=""))
    assert "Bemerkungen" not in headings(a_certification(remarks=""))


def test_a_receiver_without_a_day_is_half_open() -> None:
    said = page_one(a_certification(forwarded_on=None))
    assert "Weitergeleitet: an Anwendungsbetreuung SID, noch offen" in said
