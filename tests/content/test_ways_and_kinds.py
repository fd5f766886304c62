"""Way and kind decide the effort: who is asked what, and whom an Onlinedienst needs."""

from collections.abc import Iterator

import pytest

from amt24web.catalogue.loader import load_catalogue
from amt24web.catalogue.structure import AnswerType
from amt24web.domain.records import Content, Json, Record
from amt24web.domain.vocabulary import Need, Phase, Questionnaire, Stage
from amt24web.rules.facts import gather
from amt24web.rules.visibility import Assessment, assess

CATALOGUE = load_catalogue()
WAYS = [way.id for way in CATALOGUE.ways]
KINDS = [kind.id for kind in CATALOGUE.kinds]
BUILT = ["blaupause", "eigenes_modell"]
OF_THE_OTHERS = {
    "link_ziel": "nur_link", "link_niveau": "nur_link", "link_datenschutz": "nur_link",
    "link_kontakt": "nur_link", "efa_anschlussvertrag": "efa", "efa_zustellpunkt": "efa",
    "efa_parameterblatt": "efa",
}  # fmt: skip


def answered(**answers: Json) -> Assessment:
    """What follows when several bodies take applications and this is answered too."""
    said = {"zustaendige_stellen": "nach_ort", "vorhaben_art": "neu", **answers}
    records = (Record(key, content=Content(value=value)) for key, value in said.items())
    return assess(CATALOGUE, gather(records))


def of_the_klaerung(assessment: Assessment) -> Iterator[str]:
    for section in CATALOGUE.sections_of(Questionnaire.CLARIFICATION):
        yield from (question.id for question in section.asked if question.id in assessment.asked)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_onlinedienst_says_what_it_is_who_takes_part_and_who_is_competent(
    way: str, kind: str
):
    asked = answered(umsetzungsweg=way, vorhaben_art=kind).asked
    always = {"leistung_name", "leistung_kurz", "leika", "zielgruppe", "beteiligte", "stellen"}
    assert always <= asked


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_onlinedienst_may_hold_a_kickoff(way: str, kind: str):
    assert "auftakt_beschluesse" in answered(umsetzungsweg=way, vorhaben_art=kind).asked


def of(assessment: Assessment, questionnaire: Questionnaire) -> list[str]:
    """What a questionnaire asks, without what is computed."""
    return [
        question.id
        for section in CATALOGUE.sections_of(questionnaire)
        for question in section.asked
        if question.id in assessment.asked and question.type is not AnswerType.COMPUTED
    ]


@pytest.mark.parametrize("way", WAYS)
def test_only_what_is_built_is_certified(way: str):
    asked = of(answered(umsetzungsweg=way, ze_ergebnis="auflagen"), Questionnaire.CERTIFICATION)
    assert bool(asked) == (way in BUILT)
    assert ("ze_selbst_prozess" in asked) == (way == "eigenes_modell")
    assert len(asked) <= 16


@pytest.mark.parametrize(
    ("way", "most"),
    [("blaupause", 38), ("eigenes_modell", 38), ("amt24_vorhanden", 38), ("efa", 35),
     ("nur_link", 6)],
)  # fmt: skip
def test_the_way_decides_how_much_the_livegang_asks(way: str, most: int):
    said = {"redaktion_am": "2027-03-20", "sk_ergebnis": "erteilt", "abnahme_ergebnis": "erteilt",
            "bf_ergebnis": "erteilt", "stellen_geprueft_am": "2027-03-20",
            "anlauf_bis": "2027-04-30", "oeffentlichkeit": "ja"}  # fmt: skip
    asked = of(answered(umsetzungsweg=way, **said), Questionnaire.GO_LIVE)
    assert {"redaktion_am", "live_seit", "abnahme_am"} <= set(asked)
    assert ("parameter" in asked) == (way in (*BUILT, "amt24_vorhanden"))
    assert len(asked) <= most


def test_a_recorded_onlinedienst_is_asked_for_its_approval_in_operation_only():
    assessment = answered(umsetzungsweg="amt24_vorhanden", vorhaben_art="bestand")
    asked = of(assessment, Questionnaire.GO_LIVE)
    assert {"abnahme_ergebnis", "bf_urteile", "bf_ergebnis"} <= set(asked)
    assert not {"live_seit", "einspieltermin", "parameter"} & set(asked)
    assert of(assessment, Questionnaire.CERTIFICATION) == []


def test_versions_are_due_with_the_release_and_asked_once():
    question = CATALOGUE.questions["artefakte"]
    assert (question.need, question.stage) == (Need.REQUIRED, Stage.APPROVAL)
    assert [section.id for section in CATALOGUE.sections if question in section.asked] == [
        "versionen"
    ]


@pytest.mark.parametrize("way", WAYS)
def test_recording_an_existing_onlinedienst_takes_less_than_twenty_answers(way: str):
    assessment = answered(umsetzungsweg=way, vorhaben_art="bestand", pe_geteilt="ja")
    assert len(list(of_the_klaerung(assessment))) < 20


@pytest.mark.parametrize("way", WAYS)
def test_each_way_asks_only_for_what_belongs_to_it(way: str):
    asked = answered(umsetzungsweg=way).asked
    assert {q for q in OF_THE_OTHERS if q in asked} == {
        question for question, owner in OF_THE_OTHERS.items() if owner == way
    }
    assert ("modellierung_durch" in asked) == (way in BUILT)
    assert ("nachnutzung_quelle" in asked) != (way in BUILT)


def test_a_mere_link_is_not_asked_how_amt24_delivers_an_application():
    asked = answered(umsetzungsweg="nur_link").asked
    assert asked.isdisjoint({"stellen_parameter", "empfaenger_je_antrag", "weiterleitung_extern"})


def test_a_running_onlinedienst_is_asked_since_when_and_not_from_when():
    assert "in_betrieb_seit" in answered(vorhaben_art="bestand").asked
    assert "termin_start" not in answered(vorhaben_art="bestand").asked
    assert "in_betrieb_seit" not in answered(vorhaben_art="neu").asked


def test_a_change_says_what_changes_and_when_it_goes_live():
    assert {"aenderung_inhalt", "termin_start"} <= answered(vorhaben_art="aenderung").asked


def test_an_existing_onlinedienst_begins_in_operation():
    starts = {kind.id: Phase(kind.start_phase) for kind in CATALOGUE.kinds}
    assert starts["bestand"] is Phase.OPERATION
    assert starts["neu"] is starts["aenderung"] is Phase.CLARIFICATION


def test_only_a_shared_responsibility_is_divided_and_dated():
    assert {"pe_aufteilung", "pe_uebergang"} <= answered(pe_geteilt="ja").asked
    assert answered(pe_geteilt="nein").asked.isdisjoint({"pe_aufteilung", "pe_uebergang"})


def test_a_mere_link_needs_nobody_to_model_to_test_or_to_install():
    needed = answered(umsetzungsweg="nur_link").needed_roles
    assert set(needed) == {"pe", "zs", "red", "dsb", "br"}


@pytest.mark.parametrize("way", BUILT)
def test_what_is_built_needs_modellers_testers_and_information_security(way: str):
    assert {"pm", "tt", "isb", "sup", "awb"} <= set(answered(umsetzungsweg=way).needed_roles)


def due_before_the_kickoff(assessment: Assessment, *letters: str) -> list[str]:
    return [
        question_id
        for question_id in of_the_klaerung(assessment)
        if (question := CATALOGUE.questions[question_id]).need is Need.REQUIRED
        and question.stage is Stage.KICKOFF
        and (not letters or CATALOGUE.section_of[question_id].letter in letters)
    ]


@pytest.mark.parametrize("way", WAYS)
def test_nobody_has_to_answer_thirty_questions_about_service_and_people_before_the_kickoff(
    way: str,
):
    assessment = answered(umsetzungsweg=way, pe_geteilt="ja", lastspitzen="ja")
    assert len(due_before_the_kickoff(assessment, "A", "B")) < 30


@pytest.mark.parametrize(
    ("way", "most"),
    [("blaupause", 75), ("eigenes_modell", 75), ("amt24_vorhanden", 45), ("efa", 45),
     ("nur_link", 30)],
)  # fmt: skip
def test_the_way_decides_how_much_is_asked_before_the_kickoff(way: str, most: int):
    assessment = answered(umsetzungsweg=way, pe_geteilt="ja", lastspitzen="ja", kosten="ja")
    assert len(due_before_the_kickoff(assessment)) <= most
