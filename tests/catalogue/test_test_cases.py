"""The shape of the test catalogue, the operator's changes to it, and what proof-reading finds."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from amt24web.catalogue.editions import canonical, read_edition
from amt24web.catalogue.loader import load_catalogue
from amt24web.catalogue.review import review
from amt24web.catalogue.structure import Catalogue
from amt24web.catalogue.test_cases import CaseRule, EachSubject, OptionTexts
from amt24web.domain.errors import CatalogueBroken
from amt24web.domain.papers.words import CaseKind, CaseStage, Perspective, Priority
from tests.harness.builders import (
    a_catalogue,
    a_column,
    a_question,
    a_scope,
    some_choices,
    some_rows,
    the_real_catalogue,
)
from tests.harness.cases import a_case_rule, each_of

WRITTEN = {
    "id": "tf-haus", "titel": "Im Haus prüfen", "stufe": "annahmetest", "art": "schnittstelle",
    "blickwinkel": "annehmende_stelle", "fuehrt_aus": ["zs"], "prioritaet": "hoch",
    "schritte": ["Sehen Sie nach."], "ergebnis": "Es stimmt.", "quelle": "Hausregel",
    "stand": date(2026, 11, 25),
}  # fmt: skip
NEW_CASE = """
[[testfall]]
id = "tf-haus"
titel = "Im Haus prüfen"
stufe = "annahmetest"
art = "schnittstelle"
blickwinkel = "annehmende_stelle"
fuehrt_aus = ["zs"]
prioritaet = "niedrig"
schritte = ["Sehen Sie nach."]
ergebnis = "Es stimmt."
quelle = "Hausregel"
stand = 2026-11-25
"""
MEANS = a_question("mittel_der_zahlung", "mehrfach", choices=some_choices("karte", "rechnung"))
BODIES = some_rows(
    "ziele",
    a_column("name"),
    a_column("nimmt_an", "ja_nein"),
    a_column("kanal", "auswahl", choices=some_choices("konto")),
)


def overlaid(folder: Path, text: str) -> dict[str, CaseRule]:
    (folder / "testfaelle.toml").write_text(text, encoding="utf-8")
    return {case.id: case for case in load_catalogue(folder).test_cases}


def with_case(**said: object) -> Catalogue:
    return a_catalogue(MEANS, BODIES, test_cases=(a_case_rule(**said),))


# What an editor writes


def test_an_entry_is_written_in_german_and_read_in_english():
    case = CaseRule.model_validate(WRITTEN)
    assert (case.stage, case.kind) == (CaseStage.RECEIPT, CaseKind.INTERFACE)
    assert (case.perspective, case.priority) == (Perspective.RECEIVING_BODY, Priority.HIGH)


@pytest.mark.parametrize("field", ["stufe", "art", "blickwinkel", "prioritaet"])
def test_a_word_that_does_not_exist_is_refused_with_those_that_do(field: str):
    with pytest.raises(ValidationError, match=r"„x“ gibt es nicht; möglich: \w+"):
        CaseRule.model_validate(WRITTEN | {field: "x"})


@pytest.mark.parametrize("field", ["quelle", "stand", "schritte", "ergebnis", "fuehrt_aus"])
def test_nothing_essential_may_be_missing(field: str):
    with pytest.raises(ValidationError, match=field):
        CaseRule.model_validate({k: v for k, v in WRITTEN.items() if k != field})


def test_ways_and_condition_are_one_condition():
    assert a_case_rule().condition == ""
    assert a_case_rule(when="a == 'ja'").condition == "(a == 'ja')"
    both = a_case_rule(ways=("efa",), when="a == 'ja' or b == 'ja'")
    assert both.condition == "(umsetzungsweg in ['efa']) and (a == 'ja' or b == 'ja')"


# What the operator lays over it


def test_an_overlay_adds_a_case(tmp_path: Path):
    assert overlaid(tmp_path, NEW_CASE)["tf-haus"].title == "Im Haus prüfen"


def test_an_overlay_changes_single_fields_and_keeps_the_rest(tmp_path: Path):
    shipped = {case.id: case for case in the_real_catalogue().test_cases}["tf-kontrast"]
    text = '[[testfall]]\nid = "tf-kontrast"\nprioritaet = "hoch"'
    changed = overlaid(tmp_path, text)["tf-kontrast"]
    assert changed.priority is Priority.HIGH
    assert changed.steps == shipped.steps


def test_an_overlay_retires_a_case(tmp_path: Path):
    text = '[[testfall]]\nid = "tf-last"\nzurueckgezogen = true'
    assert overlaid(tmp_path, text)["tf-last"].retired


def test_a_broken_overlay_names_the_case_and_the_field(tmp_path: Path):
    with pytest.raises(CatalogueBroken, match="„tf-last“ → stufe"):
        overlaid(tmp_path, '[[testfall]]\nid = "tf-last"\nstufe = "irgendwann"')


# Editions


def test_an_edition_keeps_its_test_cases():
    kept = read_edition(canonical(the_real_catalogue()))
    assert kept.test_cases == the_real_catalogue().test_cases


# Proof-reading


def test_sound_cases_give_no_remark():
    catalogue = a_catalogue(
        MEANS,
        BODIES,
        test_cases=(
            a_case_rule("tf-a", when="'karte' in mittel_der_zahlung", givens=("ziele",)),
            a_case_rule("tf-b", each=each_of("ziele", title="{name}: {kanal}")),
            a_case_rule("tf-c", each=each_of("mittel_der_zahlung", "ziele.kanal", title="{wort}")),
        ),
    )
    assert review(catalogue) == []


def test_a_case_twice_is_mentioned():
    catalogue = a_catalogue(MEANS, test_cases=(a_case_rule(), a_case_rule()))
    assert review(catalogue) == ["Testfall „tf-eins“ gibt es 2-mal."]


def test_a_retired_case_is_not_proof_read():
    assert review(with_case(executors=("xy",), retired=True)) == []


def test_a_way_that_exists_may_be_named():
    way = a_question("umsetzungsweg", "auswahl", choices=some_choices("efa"))
    catalogue = a_catalogue(way, ways=(a_scope("efa"),), test_cases=(a_case_rule(ways=("efa",)),))
    assert review(catalogue) == []


MISTAKES: dict[str, tuple[Catalogue, str]] = {
    "an unknown way": (with_case(ways=("xy",)), "den Weg „xy“ gibt es nicht."),
    "an unknown role": (with_case(executors=("xy",)), "die Rolle „xy“ gibt es nicht."),
    "an unknown given": (with_case(givens=("xy",)), "die Frage „xy“ gibt es nicht."),
    "an unknown question in the condition": (
        with_case(when="xy == 'ja'"), "„wenn“: „xy“ gibt es nicht."),
    "an unknown option in the condition": (
        with_case(when="'bar' in mittel_der_zahlung"),
        "„wenn“: „mittel_der_zahlung“ hat keine Option „bar“."),
    "a broken condition": (with_case(when="xy =="), "„wenn“: „(xy ==)“ ist keine Bedingung"),
    "something to fill in without anything": (
        with_case(title="Bei {name}"), "„{name}“ im allgemeinen Text lässt sich nicht füllen."),
    "a brace left open": (
        with_case(expected="Alles {gut"), "eine geschweifte Klammer im allgemeinen Text"),
    "a case for each of nothing": (
        with_case(each=EachSubject(title="Je was?")), "„je“ sagt nicht, woraus („aus“)."),
    "each row of an unknown question": (
        with_case(each=each_of("xy")), "die Frage „xy“ gibt es nicht."),
    "rows and options together": (
        with_case(each=each_of("ziele", "mittel_der_zahlung")),
        "„je“ nimmt entweder die Zeilen einer Frage oder Optionen, nicht beides."),
    "rows with an unknown column": (
        with_case(each=each_of("ziele", only_rows={"xy": ("ja",)})),
        "die Spalte „xy“ gibt es nicht."),
    "rows with a cell that cannot be": (
        with_case(each=each_of("ziele", only_rows={"nimmt_an": ("vielleicht",)})),
        "die Spalte „nimmt_an“ hat keine Option „vielleicht“."),
    "an unknown column to fill in": (
        with_case(each=each_of("ziele", title="{xy}")),
        "„{xy}“ unter „je“ lässt sich nicht füllen."),
    "a word of an option where there are rows": (
        with_case(each=each_of("ziele", title="{wort}")),
        "„{wort}“ unter „je“ lässt sich nicht füllen."),
    "a look into what is filled in": (
        with_case(each=each_of("ziele", title="{name.__class__}")),
        "„{name.__class__}“ unter „je“ lässt sich nicht füllen."),
    "a width for what is filled in": (
        with_case(each=each_of("ziele", title="{name:>9999}")),
        "„{name}“ unter „je“ lässt sich nicht füllen."),
    "options of a question without any": (
        with_case(each=each_of("ziele.name")), "„ziele.name“ hat keine Optionen."),
    "an option that is not offered": (
        with_case(each=each_of("mittel_der_zahlung", only=("bar",))),
        "die Option „bar“ gibt es nicht."),
    "no option left": (
        with_case(each=each_of("ziele.kanal", excluded=("konto",))),
        "„je“ lässt keine Option übrig; diesen Fall gibt es nie."),
    "a text for an option that is left out": (
        with_case(each=EachSubject(sources=("mittel_der_zahlung",), excluded=("karte",),
                                   options=(OptionTexts(id="karte", title="Karte"),))),
        "der Text für die Option „karte“ wird nie gebraucht."),
    "rows wanted where there are options": (
        with_case(each=each_of("mittel_der_zahlung", only_rows={"name": ("a",)})),
        "„nur_zeilen“ geht nur mit den Zeilen einer Frage."),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named(mistake: str):
    catalogue, remark = MISTAKES[mistake]
    wanted = f"Testfall „tf-eins“: {remark}"
    assert any(found.startswith(wanted) for found in review(catalogue)), review(catalogue)
