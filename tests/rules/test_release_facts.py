"""What was said about certification, handover and operation, as facts of the papers."""

from datetime import date
from typing import Any

import pytest

from amt24web.catalogue.loader import load_catalogue
from amt24web.domain.assessments import ImposedCondition
from amt24web.domain.papers.handover import PackageContent
from amt24web.domain.papers.parts import Artefact, Declaration
from amt24web.domain.papers.words import ExaminationResult, Outcome
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import Phase, SignOffWay
from amt24web.rules.certification_facts import has_certification, read_certification
from amt24web.rules.handover_facts import has_handover, read_handover
from amt24web.rules.operational_facts import has_operational_approval, read_operational_approval
from amt24web.rules.summary import Standing, stand
from amt24web.rules.versions import process_of, read_artefacts
from tests.harness.builders import a_row, facts_with

CATALOGUE = load_catalogue()
MANDANT = a_row("amt24_mandant", mandant="Land", prozess="Alt", prozess_version="v1.0",
                formular="Alt_Form", formular_version="v1.1")  # fmt: skip
ANNA = a_row("participants", "anna", rolle="awb", person="Anna", einrichtung="SID",
             mail="sid@example.org", telefon="0351 0")  # fmt: skip


def told(*rows: Record, **answers: Any) -> Standing:
    """An Onlinedienst with a model of its own about which this was said."""
    usual = {"umsetzungsweg": "eigenes_modell", "vorhaben_art": "neu", "pe_geteilt": "nein"}
    facts = facts_with(*rows, **{**usual, **answers})
    return stand(CATALOGUE, facts, Phase.GO_LIVE)


def test_artefacts_come_from_the_klaerung_until_somebody_names_them():
    assert read_artefacts(told(MANDANT)) == (
        Artefact("Prozess", "Alt", "v1.0"), Artefact("Formular", "Alt_Form", "v1.1"),
    )  # fmt: skip
    named = a_row("artefakte", art="prozess", name="Neu", schluessel="neu.key", version="v2.0",
                  umgebung="produktion")  # fmt: skip
    standing = told(MANDANT, named)
    assert read_artefacts(standing) == (
        Artefact("Formular", "Alt_Form", "v1.1"),
        Artefact("Prozess", "Neu", "v2.0", environment="Produktion"),
    )
    assert process_of(standing) == (read_artefacts(standing)[1], "neu.key")


def test_without_any_version_there_is_no_process():
    assert process_of(told()) == (None, "")


def test_the_certification_says_way_examiner_and_what_was_looked_at():
    facts = read_certification(told(
        ANNA, MANDANT,
        a_row("ze_gegenstaende", "logging", ergebnis="bestanden", bemerkung="kurz"),
        a_row("ze_befunde", befund="Schleife", behoben="Grenze", erledigt="ja"),
        a_row("ze_auflagen", auflage="Log kürzen", wer="anna", bis="2027-04-30"),
        ze_pruefstelle="anna", ze_eingereicht="2027-03-01", ze_ergebnis="auflagen",
        ze_nachweis="bericht.pdf", ze_nachweis_tag="2027-03-12",
        ze_weitergeleitet="2027-03-15",
    ))  # fmt: skip
    assert facts.way == "Weg B: technische Revision des Prozessmodells"
    assert (facts.examiner, facts.handed_in) == ("Anna, SID", date(2027, 3, 1))
    assert facts.result is ExaminationResult.ON_CONDITION
    assert [subject.artefact.name for subject in facts.subjects] == ["Alt", "Alt_Form"]
    assert [(i.text, i.result) for i in facts.inspections] == [
        ("Logging", ExaminationResult.PASSED)
    ]
    assert [(f.number, f.is_settled) for f in facts.findings] == [("1", True)]
    assert [(c.title, c.until, c.is_open) for c in facts.conditions] == [
        ("Log kürzen", date(2027, 4, 30), True)
    ]
    assert facts.proof == "bericht.pdf, vom 12.03.2027"
    assert (facts.forwarded_to, facts.forwarded_on) == ("SID", date(2027, 3, 15))


def test_a_blaupause_is_examined_automatically():
    facts = read_certification(told(umsetzungsweg="blaupause", ze_ergebnis="bestanden"))
    assert facts.way == "Weg A: automatische Prüfung des Formulars"
    assert facts.examiner == "automatische Prüfung in Amt24"


def test_a_self_check_is_printed_in_words():
    facts = read_certification(told(ze_selbst=["version"], ze_selbst_prozess=["schleifen"]))
    assert facts.remarks.startswith("Selbst geprüft vor der Einreichung: Versionsnummer erhöht; ")


def test_the_handover_takes_what_is_known_from_everywhere():
    facts = read_handover(told(
        ANNA, MANDANT,
        a_row("tag_erreichbar", person="anna", wie="8 bis 18 Uhr"),
        a_row("support_ordnung", ebene="eins", stelle="anna", reaktion="2 Stunden"),
        a_row("einspielschritte", schritt="aktivieren", wer="anna", geplant="2027-03-29"),
        a_row("einschraenkungen", einschraenkung="nur ein Kind"),
        a_row("live_tests", fall="Antrag", ergebnis="offen"),
        a_row("livegang_auflagen", "a1", herkunft="sk", auflage="nachreichen", erfuellt="ja"),
        a_row("livegang_auflagen", "a2", herkunft="abnahme", auflage="andere"),
        einspieltermin="2027-03-29", ze_ergebnis="bestanden", ze_geprueft="2027-03-12",
        sk_ergebnis="auflagen", sk_am="2027-03-22", sk_weg="mail", sk_ticket="Ticket 1",
        redaktion_am="2027-03-20", anlauf_bis="2027-04-30", anlauf_kontakt="anna",
        verantwortung_an="anna", verantwortung_ab="2027-05-01", rueckfallplan="zurück",
    ))  # fmt: skip
    assert (facts.amt24_mandant, facts.process_version, facts.is_new) == ("Land", "v1.0", True)
    assert facts.contact == "Anna, SID, 8 bis 18 Uhr"
    assert facts.support[0].contact == "sid@example.org, 0351 0"
    assert (facts.certified, facts.certified_versions) == (
        ExaminationResult.PASSED, "Alt v1.0, Alt_Form v1.1",
    )  # fmt: skip
    owner, lead, editors = facts.approvals
    assert owner == Declaration("Prozesseigner")
    assert (lead.outcome, lead.way, lead.attachment) == (
        Outcome.ON_CONDITION, SignOffWay.MAIL, "Ticket 1",
    )  # fmt: skip
    assert (editors.outcome, editors.day) == (Outcome.GIVEN, date(2027, 3, 20))
    assert [(c.title, c.is_open) for c in facts.conditions] == [("nachreichen", False)]
    assert [(s.text, s.who, s.planned) for s in facts.steps] == [
        ("aktivieren", "Anna, SID", date(2027, 3, 29))
    ]
    assert facts.live_tests[0].result == "nicht durchgeführt"
    assert facts.trial == "Bis 30.04.2027. Ansprechperson: Anna, SID."
    assert (facts.passes_to, facts.passes_on) == ("Anna, SID", date(2027, 5, 1))


def test_what_others_know_of_package_and_test_is_taken_as_it_is():
    content, approval = PackageContent("1", "Steckbrief"), Declaration("Prozesseigner", name="A")
    facts = read_handover(told(), contents=(content,), approvals=(approval,))
    assert facts.contents == (content,)
    assert facts.approvals[0] == approval
    assert read_handover(told()).contents == ()


def test_conditions_of_an_approval_stand_with_the_others():
    imposed = ImposedCondition("1", "E 1", "Hinweis ergänzen", "Anna", date(2027, 3, 1), None)
    approval = Declaration("Prozesseigner", Outcome.ON_CONDITION, conditions=(imposed,))
    assert read_handover(told(), approvals=(approval,)).conditions == (imposed,)


def test_an_interface_knows_who_operates_the_other_side():
    first, second = read_handover(told(
        a_row("schnittstellen", "s1", von="Amt24", nach="Schulverwaltung", daten="Antrag",
              protokoll="XTA", verschluesselt="ja"),
        a_row("schnittstellen_betrieb", "b1", system="schulverwaltung", betreiber="Muster",
              ausfall="wartet"),
        a_row("schnittstellen_betrieb", "b2", system="ePayBL", betreiber="Kasse"),
        fachverfahren_lage="mit_fachverfahren",
    )).interfaces  # fmt: skip
    assert (first.system, first.operator, first.on_failure) == (
        "Schulverwaltung", "Muster", "wartet",
    )  # fmt: skip
    assert (first.direction, first.protocol) == ("von Amt24", "Antrag: XTA, verschlüsselt")
    assert (second.system, second.operator) == ("ePayBL", "Kasse")


def test_until_support_is_agreed_the_contacts_of_the_klaerung_stand_in_for_it():
    levels = read_handover(told(
        a_row("support_technisch", stelle="Supportteam", mail="t@example.org", telefon="1"),
        a_row("support_fachlich", stelle="Schulamt", zeiten="Mo bis Fr"),
    )).support  # fmt: skip
    assert [(x.level, x.body, x.contact, x.hours) for x in levels] == [
        ("fachlich", "Schulamt", "", "Mo bis Fr"),
        ("technisch", "Supportteam", "t@example.org, 1", ""),
    ]


def test_an_interface_is_named_after_the_side_that_is_not_amt24():
    back, _ = read_handover(told(
        a_row("schnittstellen", "s1", von="Schulverwaltung", nach="Amt24"),
        a_row("schnittstellen", "s2", von="Amt24", nach="Schulverwaltung"),
        fachverfahren_lage="mit_fachverfahren",
    )).interfaces  # fmt: skip
    assert (back.system, back.direction) == ("Schulverwaltung", "zu Amt24")


def test_the_words_of_the_bodies_are_those_of_their_table():
    body = a_row("authorities", name="Amt A", gebiet="Süd", auspraegung="beraten",
                 empfangskanal="fit_connect")  # fmt: skip
    (read,) = read_handover(told(body, stellen_geprueft_am="2027-03-25")).bodies
    assert (read.part, read.channel, read.checked) == ("Beraten", "FIT-Connect", "25.03.2027")


def test_the_operational_approval_rests_on_three_judgements():
    facts = read_operational_approval(told(
        ANNA,
        a_row("bf_urteile", "betrieb", urteil="auflagen", wer="anna", am="2027-04-06",
              worte="Überwachung fehlt"),
        a_row("authorities", name="Amt A", nimmt_an="ja"),
        abnahme_ergebnis="erteilt", abnahme_am="2027-04-02", abnahme_wer="anna",
        bf_ergebnis="erteilt", live_seit="2027-03-30",
    ))  # fmt: skip
    assert (facts.operation.outcome, facts.operation.name) == (Outcome.ON_CONDITION, "Anna, SID")
    assert facts.security == Declaration("Informationssicherheitsbeauftragte")
    assert facts.declaration.outcome is Outcome.GIVEN
    assert facts.scope == ("Betrieb in der Produktion für Amt A",)
    assert [subject.kind for subject in facts.subjects] == ["Onlinedienst"]
    assert facts.basis == ("Produktive Abnahme erteilt, 02.04.2027, Anna, SID",)
    assert (facts.live_since, facts.care_by) == (
        date(2027, 3, 30), "Anna, SID, sid@example.org, 0351 0",
    )  # fmt: skip
    assert [further.role for further in facts.further] == ["Prozesseigner"]


@pytest.mark.parametrize(
    ("is_there", "said"),
    [(has_certification, {"ze_auftrag": "A 1"}), (has_handover, {"rueckfallplan": "so"}),
     (has_operational_approval, {"bf_ergebnis": "erteilt"})],
)  # fmt: skip
def test_there_is_something_to_print_once_something_was_said(is_there: Any, said: dict[str, str]):
    assert not is_there(told(MANDANT))
    assert is_there(told(**said))
    # What is not asked on this way counts as not said.
    link = {"umsetzungsweg": "nur_link", "vorhaben_art": "bestand"}
    assert not is_there(told(**{**said, **link})) or is_there is has_operational_approval
