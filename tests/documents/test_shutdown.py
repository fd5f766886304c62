"""The Abschaltprotokoll: why and when it ended, and what became of everything."""

from datetime import date

from amt24web.documents.plain import ink
from amt24web.domain.papers.parts import Declaration, PlannedStep
from amt24web.domain.papers.shutdown import RemainingWork
from amt24web.domain.papers.words import Outcome
from tests.documents.files import pages_of_pdf
from tests.documents.outlines import headings, page_one, tables
from tests.documents.papers import file_of
from tests.documents.papers_of_operation import a_shutdown


def test_page_one_says_when_who_decided_and_what_takes_its_place() -> None:
    said = page_one(a_shutdown())
    assert "Abgeschaltet am: 31.07.2031\nLetzter Antrag möglich am: 15.07.2031" in said
    assert "Entschieden: Referatsleitung 21, 03.02.2031" in said
    assert "Nachfolge: Schulanmeldung der Länder, https://example.org/schulanmeldung" in said


def test_page_one_begins_the_reasons_that_stand_in_full_behind_it() -> None:
    paper = a_shutdown()
    assert "Warum: Der Dienst wird durch einen gemeinsamen Dienst" in page_one(paper)
    assert "nicht mehr gebraucht" not in page_one(paper)
    assert "# Begründung" in ink(paper)


def test_a_missing_reason_is_said() -> None:
    paper = a_shutdown(reasons="")
    assert "Warum: Der Grund ist noch nicht festgehalten." in page_one(paper)
    assert "Begründung" not in headings(paper)


def test_what_was_still_on_its_way_is_counted() -> None:
    said = page_one(a_shutdown())
    assert "Anträge in Bearbeitung | 1.214 | 16.07.2031 | Die Schulen bearbeiten sie" in said
    assert "Rückfragen ohne Antwort | noch offen | noch offen | noch offen" in said


def test_none_is_a_number_and_not_open() -> None:
    paper = a_shutdown(remaining=(RemainingWork("Entwürfe", 0, date(2031, 7, 16), "keiner"),))
    assert "Entwürfe | 0 | 16.07.2031 | keiner" in page_one(paper)


def test_page_one_says_which_steps_are_not_done() -> None:
    said = page_one(a_shutdown())
    assert "Schritte: 2 von 3 Schritten erledigt" in said
    assert "Noch zu tun: Empfangskanäle und Zugänge abmelden (Max Muster, 15.08.2031)" in said


def test_once_all_is_done_nothing_is_to_do() -> None:
    done = (PlannedStep("Undeployment", "SID", done=date(2031, 7, 31)),)
    said = page_one(a_shutdown(steps=done))
    assert "Schritte: 1 von 1 Schritt erledigt" in said
    assert "Noch zu tun" not in said


def test_page_one_stays_one_page_however_much_there_was() -> None:
    paper = a_shutdown(
        remaining=tuple(RemainingWork(f"Vorgänge der Schule {n}", n) for n in range(20)),
        steps=tuple(PlannedStep(f"Schritt Nummer {n}") for n in range(20)),
    )
    assert "Alle20stehenunter" in pages_of_pdf(file_of(paper))[0]
    assert len(tables(paper)["Laufende Anträge und Entwürfe"].rows) == 20


def test_the_announcements_say_who_was_told_how_and_when() -> None:
    said = ink(a_shutdown())
    assert "Antragstellende Personen | Hinweis im Prozess | 01.07.2031 | Der Dienst endet" in said
    assert "Zuständige Stellen | Rundmail | noch offen" in said


def test_data_and_papers_say_where_they_went_with_proof() -> None:
    said = ink(a_shutdown())
    assert "Entwürfe in Amt24 | gelöscht | SID, 31.08.2031 | loeschung.pdf" in said


def test_who_confirmed_by_mail_needs_no_signature() -> None:
    said = ink(a_shutdown())
    assert "Anwendungsbetreuung | Bea Betrieb, SID | 02.09.2031 | bestätigt\nper E-Mail" in said
    assert "| erteilt" not in said


def test_without_signatures_both_who_have_to_sign_have_a_row() -> None:
    rows = tables(a_shutdown(signatures=()))["Unterschriften"].rows
    assert [row[0][0].text[0].text for row in rows] == ["Prozesseigner", "Anwendungsbetreuung"]


def test_a_refusal_to_confirm_is_said() -> None:
    paper = a_shutdown(signatures=(Declaration("Prozesseigner", Outcome.REFUSED),))
    assert "nicht bestätigt" in ink(paper)


def test_empty_lists_are_said_in_words() -> None:
    said = ink(a_shutdown(remaining=(), announcements=(), steps=(), stocks=(), open_points=()))
    for words in (
        "Es ist noch nicht festgehalten, wie viele Anträge und Entwürfe es gab.",
        "Es ist noch nichts angekündigt.",
        "Es sind noch keine Schritte festgehalten.",
        "Es ist noch nicht festgehalten, was aus Daten und Unterlagen wurde.",
        "Es ist nichts offen.",
        "Schritte: noch offen",
    ):
        assert words in said
