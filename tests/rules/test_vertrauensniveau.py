"""The Vertrauensniveau: floor, damage, maximum, compensation, deviation, means, and its reasons."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.catalogue.filling import LEVELS
from amt24web.domain.assessments import NiveauReading
from amt24web.rules.vertrauensniveau import criteria_of, read_niveau
from tests.harness.builders import a_content, a_standing, the_real_catalogue

CATALOGUE = the_real_catalogue()
CRITERIA = [question.id for question in criteria_of(CATALOGUE)]
LABELS = ("ohne Anmeldung", "Basis (normal)", "substantiell", "hoch")


def read(**answers: Any) -> NiveauReading:
    standing = a_standing(CATALOGUE, umsetzungsweg="blaupause", vorhaben_art="neu", **answers)
    niveau = read_niveau(standing)
    assert niveau
    return niveau


def damage(highest: int, **answers: Any) -> dict[str, Any]:
    """All eight criteria answered, the first one highest."""
    classes = dict.fromkeys(CRITERIA, "stufe_0") | {CRITERIA[0]: f"stufe_{highest}"}
    said = {"rueckkanal": ["postfach"], "vn_gesetz": "nein", "vn_entbehrlich": "nein"}
    return {**said, **classes, **answers}


def test_there_are_eight_damage_criteria():
    assert len(CRITERIA) == 8


@pytest.mark.parametrize(("highest", "level"), [(0, 1), (1, 1), (2, 2), (3, 3)])
def test_the_highest_damage_decides(highest: int, level: int):
    assert read(**damage(highest)).proposed == LABELS[level]


@pytest.mark.parametrize(("highest", "level"), [(2, 1), (3, 2)])
def test_compensating_checks_lower_the_damage_by_one_class(highest: int, level: int):
    said = damage(highest, vn_ausgleich="Abgleich mit dem Melderegister", vn_ausgleich_senkt="ja")
    niveau = read(**said)
    assert (niveau.proposed, niveau.is_lowered) == (LABELS[level], True)


def test_compensation_never_goes_below_what_the_law_demands():
    said = damage(3, vn_gesetz="hoch", vn_ausgleich="Abgleich", vn_ausgleich_senkt="ja")
    assert read(**said).proposed == "hoch"


@pytest.mark.parametrize(
    ("replacement", "level"),
    [("ozg_9a", "substantiell"), ("vwvfg_eid", "hoch"), ("vwvfg_qes", "Basis (normal)"),
     ("sgb_36a", "Basis (normal)"), ("kein_ersatz", "Basis (normal)")],
)  # fmt: skip
def test_how_the_written_form_is_replaced_sets_a_floor(replacement: str, level: str):
    said = damage(1, schriftform="bundesrecht", schriftform_ersatz=replacement)
    assert read(**said).proposed == level


def test_each_floor_says_why_and_where_it_is_written():
    niveau = read(**damage(1, vn_gesetz="eid"))
    assert niveau.floors[0].level == "hoch"
    assert "Identitätsnachweis" in niveau.floors[0].reason
    assert niveau.floors[0].source


def test_the_highest_floor_is_told_first():
    said = damage(0, schriftform="bundesrecht", schriftform_ersatz="ozg_9a", vn_gesetz="hoch")
    assert [floor.level for floor in read(**said).floors] == ["hoch", "substantiell"]


def test_a_service_that_needs_no_sign_in_is_not_assessed():
    niveau = read(vn_gesetz="nein", vn_entbehrlich="ja")
    assert (niveau.proposed, niveau.criteria, niveau.missing) == ("ohne Anmeldung", (), ())


@pytest.mark.parametrize("missing", CRITERIA)
def test_nothing_is_proposed_before_every_criterion_is_answered(missing: str):
    said = damage(2)
    del said[missing]
    niveau = read(**said)
    assert niveau.proposed == ""
    assert niveau.missing == (CATALOGUE.questions[missing].text,)


def test_while_the_law_is_open_the_proposal_stands_and_may_still_rise():
    said = damage(2)
    del said["vn_gesetz"]
    niveau = read(**said)
    assert niveau.proposed == "substantiell"
    assert CATALOGUE.questions["vn_gesetz"].text in niveau.may_rise
    assert CATALOGUE.questions["schriftform"].text in niveau.may_rise


def test_once_the_law_is_settled_nothing_may_rise():
    assert read(**damage(2, schriftform="nein")).may_rise == ()


def test_what_an_answer_brings_back_counts_only_if_there_is_a_mailbox():
    niveau = read(**damage(1, rueckkanal=["post"], vnk_rueck="stufe_3"))
    assert niveau.proposed == "Basis (normal)"
    assert "vnk_rueck" not in [criterion.question for criterion in niveau.criteria]


def test_open_legal_questions_are_named_because_the_level_may_rise():
    assert (
        CATALOGUE.questions["schriftform_ersatz"].text
        in read(**damage(1, schriftform="bundesrecht")).may_rise
    )


def test_the_decisive_criteria_are_those_with_the_highest_class():
    niveau = read(**damage(2, vnk_finanz="stufe_2"))
    decisive = [c.question for c in niveau.criteria if c.is_decisive]
    assert decisive == [CRITERIA[0], "vnk_finanz"]


def test_without_damage_nothing_is_decisive():
    assert not [c for c in read(**damage(0)).criteria if c.is_decisive]


@pytest.mark.parametrize(("decided", "deviates"), [("basis", True), ("hoch", True),
                                                   ("substantiell", False)])  # fmt: skip
def test_a_deviation_upward_or_downward_needs_a_reason(decided: str, deviates: bool):
    standing = a_standing(CATALOGUE, umsetzungsweg="blaupause", **damage(2, vn_ergebnis=decided))
    niveau = read_niveau(standing)
    assert niveau
    assert niveau.deviates is deviates
    assert ("vn_begruendung" in standing.assessment.asked) is deviates


def test_only_means_that_reach_the_level_of_a_chosen_account_are_named():
    niveau = read(**damage(2, vn_ergebnis="substantiell", konten=["muk"]))
    assert [means.text for means in niveau.means] == [
        means.text for means in CATALOGUE.means if means.account == "muk"
    ]
    assert niveau.means_are_chosen


def test_before_an_account_is_chosen_every_sufficient_means_comes_into_question():
    niveau = read(**damage(3, vn_ergebnis="hoch"))
    assert niveau.means
    assert not niveau.means_are_chosen
    assert not [means for means in niveau.means if "Passwort" in means.text]


def test_nobody_can_reach_the_level_high_with_mein_unternehmenskonto():
    assert read(**damage(3, vn_ergebnis="hoch", konten=["muk"])).means == ()


@pytest.mark.parametrize("way", ["efa", "amt24_vorhanden", "nur_link"])
def test_a_service_run_by_others_gets_no_level_here(way: str):
    assert read_niveau(a_standing(CATALOGUE, umsetzungsweg=way)) is None


def test_an_answer_being_clarified_is_still_missing():
    waiting = damage(2) | {CRITERIA[1]: a_content(None, state="in_clarification")}
    assert read(**waiting).missing == (CATALOGUE.questions[CRITERIA[1]].text,)


classes = st.lists(st.integers(0, 3), min_size=8, max_size=8)
laws = st.sampled_from(["nein", "basis", "substantiell", "hoch", "eid"])
replacements = st.sampled_from(["", "ozg_9a", "vwvfg_eid", "vwvfg_qes", "kein_ersatz"])


@settings(deadline=None)
@given(classes, laws, replacements, st.booleans())
def test_the_proposal_is_the_maximum_of_law_and_damage(
    drawn: list[int], law: str, replacement: str, is_lowered: bool
):
    """Told a second time, as standards 1.2 has it, and held against the catalogue."""
    said: dict[str, Any] = {
        "rueckkanal": ["postfach"], "vn_entbehrlich": "nein", "vn_gesetz": law,
        **{q: f"stufe_{n}" for q, n in zip(CRITERIA, drawn, strict=True)},
    }  # fmt: skip
    if replacement:
        said |= {"schriftform": "bundesrecht", "schriftform_ersatz": replacement}
    highest = max(drawn)
    if is_lowered and highest >= 2:
        said |= {"vn_ausgleich": "Abgleich", "vn_ausgleich_senkt": "ja"}
        highest -= 1
    floors = [{"nein": 0, "basis": 1, "substantiell": 2, "hoch": 3, "eid": 3}[law],
              {"ozg_9a": 2, "vwvfg_eid": 3}.get(replacement, 0)]  # fmt: skip
    assert read(**said).proposed == LABELS[max(*floors, 1, highest)]


def test_levels_are_declared_in_rising_order():
    ranks = CATALOGUE.questions["vn_ergebnis"].ranks
    assert [ranks[level] for level in LEVELS] == [0, 1, 2, 3]
