"""The mail to the Servicedesk: the Steckbrief in plain lines, a subject of one line."""

from amt24web.documents.handover_mail import (
    LONGEST_SUBJECT,
    MailText,
    build_handover_mail,
    build_handover_mail_paper,
)
from amt24web.documents.plain import ink
from amt24web.domain.papers.handover import HandoverFacts, Parameter
from tests.documents.papers_of_handover import handover_facts
from tests.documents.pilot import SHA256, a_later_head


def a_mail(**changes: object) -> MailText:
    """The mail of the pilot."""
    return build_handover_mail(a_later_head("Go-Live-Übergabe"), handover_facts(**changes))


def test_the_subject_says_which_onlinedienst_which_version_by_when() -> None:
    assert a_mail().subject == (
        "Go-Live-Übergabe: Anmeldung zur Grundschule, Prozessversion 1.4, Einspielen bis 19.07.2027"
    )


def test_the_subject_is_one_line_whatever_people_typed() -> None:
    head = a_later_head("Go-Live-Übergabe", onlinedienst="Anmeldung\r\nBcc: alle@example.org")
    subject = build_handover_mail(head, HandoverFacts()).subject
    assert subject == "Go-Live-Übergabe: Anmeldung Bcc: alle@example.org"


def test_a_long_subject_is_cut() -> None:
    subject = build_handover_mail(a_later_head("x", onlinedienst="Wort " * 90), HandoverFacts())
    assert len(subject.subject) == LONGEST_SUBJECT
    assert subject.subject.endswith("…")


def test_the_body_has_the_lines_of_the_steckbrief() -> None:
    lines = a_mail().body.splitlines()
    for line in (
        "Amt24-Mandant: Landesamt für Schule und Bildung",
        "Prozess: Anmeldung Grundschule, Prozesskey lasub.grundschule",
        "Prozessversion: 1.4",
        "Formulare: Anmeldung zur Grundschule, Antrag, Version 1.2",
        "Leistungsschlüssel: 99088027104000",
        "Gewünschter Einspieltermin: 19.07.2027",
        "Neu oder Ersatz: Ersatz für Version 1.3",
    ):
        assert line in lines


def test_the_greeting_goes_on_with_what_is_wanted() -> None:
    assert a_mail().body.startswith("Guten Tag,\n\nbitte spielen Sie den Prozess")


def test_every_form_has_a_line_of_its_own() -> None:
    lines = [line for line in a_mail().body.splitlines() if line.startswith("Formulare: ")]
    assert len(lines) == 2


def test_there_is_room_for_the_number_of_the_ticket() -> None:
    assert "Ticketnummer (bitte ergänzen): ____" in a_mail().body


def test_the_approvals_are_said_and_those_that_are_missing() -> None:
    body = a_mail().body
    assert "Projektleitung Amt24 (SK 44): erteilt, Paul Probe, SK 44, 28.06.2027" in body
    assert "Redaktion Amt24 (SK 42): noch nicht erklärt" in body
    assert "Prozesseigner: noch nicht erklärt" in a_mail(approvals=()).body


def test_the_package_is_listed_with_checksums() -> None:
    body = a_mail().body
    assert f"1 Übergabesteckbrief: liegt bei, 01-inhalt.pdf, Version 1.0\nSHA-256: {SHA256}" in body
    assert "15 Einspielplan: fehlt noch, kommt mit der Freigabe" in body


def test_a_line_break_that_somebody_typed_makes_no_new_line() -> None:
    body = a_mail(contact="Erika Beispiel\nProzessversion: 9.9").body
    assert "Ansprechperson: Erika Beispiel Prozessversion: 9.9" in body.splitlines()


def test_control_characters_are_gone() -> None:
    assert "\x00" not in a_mail(process_name="An\x00meldung").body


def test_no_parameter_and_no_secret_goes_by_mail() -> None:
    body = a_mail(parameters=(Parameter("zugang", production="geheim", is_secret=True),)).body
    assert "geheim" not in body
    assert "zugang" not in body


def test_what_is_not_known_is_said() -> None:
    mail = build_handover_mail(a_later_head("Go-Live-Übergabe"), HandoverFacts())
    assert mail.subject == "Go-Live-Übergabe: Anmeldung zur Grundschule"
    for line in (
        "Amt24-Mandant: noch offen",
        "Zertifizierung: noch offen",
        "Es sind keine Auflagen festgehalten.",
        "Es liegt noch keine Datei bei.",
    ):
        assert line in mail.body.splitlines()


def test_the_sender_stands_below() -> None:
    assert a_mail().body.endswith(
        "Mit freundlichen Grüßen\nErika Beispiel\nLandesamt für Schule und Bildung\n"
    )


def test_the_paper_of_the_mail_says_every_line_of_it() -> None:
    paper = ink(build_handover_mail_paper(a_later_head("E-Mail"), handover_facts()))
    mail = a_mail()
    assert f"Betreff: {mail.subject}" in paper
    lines = [line for line in mail.body.splitlines() if line.strip("-")]
    assert [line for line in lines if line not in paper] == []
