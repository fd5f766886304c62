"""The Go-Live-Übergabe: the Steckbrief on page one, no secret anywhere."""

from amt24web.documents.handover import MOST_CONDITIONS, MOST_FORMS
from amt24web.documents.plain import ink
from amt24web.domain.papers.handover import Interface, Parameter
from amt24web.domain.papers.parts import Artefact, Declaration
from tests.documents.files import pages_of_pdf
from tests.documents.outlines import headings, page_one, tables
from tests.documents.papers import a_condition, file_of
from tests.documents.papers_of_handover import a_content, a_handover
from tests.documents.pilot import SHA256


def test_page_one_asks_for_what_is_wanted_by_when() -> None:
    wanted = "Bitte spielen Sie den Prozess „Anmeldung Grundschule“ in Version 1.4 bis 19.07.2027"
    assert wanted in page_one(a_handover())


def test_page_one_names_mandant_process_and_forms_with_their_versions() -> None:
    said = page_one(a_handover())
    assert "Amt24-Mandant: Landesamt für Schule und Bildung" in said
    assert "Prozess: Anmeldung Grundschule, Prozesskey lasub.grundschule" in said
    assert "Prozessversion: 1.4" in said
    assert "Formulare: Anmeldung zur Grundschule, Antrag, Version 1.2\nAnlage" in said


def test_page_one_says_what_is_replaced_and_what_was_certified() -> None:
    said = page_one(a_handover())
    assert "Neu oder Ersatz: Ersatz für Version 1.3" in said
    assert "mit Auflagen bestanden, 14.06.2027, Beispiel GmbH, gültig für Prozess 1.4" in said


def test_a_first_version_is_new_and_silence_is_open() -> None:
    assert "Neu oder Ersatz: neu in" in page_one(a_handover(replaces="", is_new=True))
    assert "Neu oder Ersatz: noch offen" in page_one(a_handover(replaces=""))


def test_page_one_has_three_approvals_also_those_that_are_missing() -> None:
    said = page_one(a_handover())
    assert "Prozesseigner | mit Auflagen erteilt | Erika Beispiel, Referat 21 | 31.05.2027" in said
    assert "per E-Mail, liegt bei: freigabe-sk44.eml, festgehalten von Anna Beispiel" in said
    assert "Redaktion Amt24 (SK 42) | noch nicht erklärt" in said
    assert len(tables(a_handover(approvals=()))["Freigaben"].rows) == 3


def test_what_was_said_with_an_approval_stands_further_back() -> None:
    assert "Bemerkungen zu den Freigaben" in headings(a_handover())
    silent = a_handover(approvals=(Declaration("Prozesseigner"),))
    assert "Bemerkungen zu den Freigaben" not in headings(silent)


def test_page_one_stays_one_page_with_many_forms_people_and_conditions() -> None:
    many = a_handover(
        forms=tuple(Artefact("Formular", f"Formular Nummer {n}", "1.0") for n in range(12)),
        reachable=tuple(f"Person {n}, 0371 1234-{n}" for n in range(12)),
        conditions=tuple(a_condition(number=str(n), title=f"Auflage {n}") for n in range(12)),
    )
    said = page_one(many)
    assert f"und {12 - MOST_FORMS} weitere" in said
    assert f"und {12 - MOST_CONDITIONS} weitere" in said
    assert "RedaktionAmt24(SK42)" in pages_of_pdf(file_of(many))[0]
    assert len(tables(many)["Umfang und Versionen"].rows) == 13
    assert len(tables(many)["Alle Auflagen"].rows) == 12
    assert "- Person 11, 0371 1234-11" in ink(many)


def test_every_file_of_the_package_is_named_with_its_sha256() -> None:
    said = ink(a_handover())
    assert (
        f"2 | Zertifizierungsinformation | liegt bei | 02-inhalt.pdf, Version 1.0\n{SHA256}" in said
    )


def test_what_is_missing_or_not_needed_says_why() -> None:
    said = ink(a_handover())
    assert "12 | Zahlungsblatt | nicht nötig | Der Dienst ist kostenfrei." in said
    assert "15 | Einspielplan | fehlt noch | kommt mit der Freigabe" in said


def test_a_file_without_a_checksum_says_so() -> None:
    said = ink(a_handover(contents=(a_content(1, "Steckbrief", sha256=""),)))
    assert "01-inhalt.pdf, Version 1.0\nSHA-256 noch offen" in said


def test_a_checksum_gets_no_hyphen() -> None:
    assert SHA256 in "".join(pages_of_pdf(file_of(a_handover())))


def test_a_secret_is_never_printed_even_if_somebody_wrote_it_down() -> None:
    secret = Parameter("zugang", development="geheim1", production="geheim2", is_secret=True)
    paper = a_handover(parameters=(secret,))
    assert "geheim1" not in ink(paper)
    assert "geheim2" not in ink(paper)
    assert "noch nicht hinterlegt | noch nicht hinterlegt | ja" in ink(paper)


def test_a_secret_says_who_deposited_it_and_when_it_expires() -> None:
    said = ink(a_handover())
    assert "hinterlegt durch Max Muster | hinterlegt durch Max Muster | ja" in said
    assert "30.06.2028" in said


def test_parameters_stand_on_a_turned_page_with_both_environments() -> None:
    table = tables(a_handover())["Prozessparameter"]
    assert table.is_wide
    assert "empfaengerAdresse | Text | ja | test@example.org | schule@example.org | nein" in ink(
        a_handover()
    )


def test_the_plan_says_who_when_and_how_to_go_back() -> None:
    said = ink(a_handover())
    assert "1 | Prozess und Formulare einspielen | Anwendungsbetreuung SID | 19.07.2027" in said
    assert "Version 1.3 wieder aktivieren" in said
    assert "3 | Prozess aktivieren und mit der Leistung verbinden | noch offen | noch offen" in said


def test_contacts_and_escalation_stand_together() -> None:
    said = ink(a_handover())
    assert "2 technisch | Anwendungsbetreuung SID | servicedesk@example.org" in said
    assert said.index("# Support und Kontakte") < said.index("## Eskalation")


def test_sections_nobody_said_anything_about_are_left_out() -> None:
    bare = headings(a_handover(interfaces=(), description="", audience=()))
    assert "Schnittstellen" not in bare
    assert "Der Onlinedienst" not in bare
    assert "Schnittstellen" in headings(a_handover(interfaces=(Interface("E-Akte"),)))


def test_what_has_to_be_there_and_is_not_is_said() -> None:
    said = ink(
        a_handover(contents=(), steps=(), support=(), parameters=(), bodies=(), live_tests=(),
                   limitations=(), open_points=(), passes_to="", passes_on=None)
    )  # fmt: skip
    for words in (
        "Es ist noch nicht festgelegt, was zum Paket gehört.",
        "Es sind noch keine Schritte geplant.",
        "Es ist noch nicht festgelegt, wer hilft.",
        "Der Prozess hat keine Parameter, oder sie sind noch nicht erfasst.",
        "Es ist noch keine zuständige Stelle genannt.",
        "Es sind noch keine Testfälle für die Produktion festgelegt.",
        "Es sind keine Einschränkungen bekannt.",
        "Es ist nichts offen.",
        "Wann die Verantwortung übergeht, ist noch offen.",
    ):
        assert words in said


def test_the_process_is_listed_with_its_forms() -> None:
    assert "Prozess | Anmeldung Grundschule | 1.4" in ink(a_handover())
    assert "Prozess | " not in ink(a_handover(process_name=""))
