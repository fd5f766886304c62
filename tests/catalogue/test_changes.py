"""Comparing two editions: everything that differs is named once, in words."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.catalogue.changes import (
    LISTS,
    TYPES,
    WORDS,
    Alteration,
    EditionChanges,
    ListChanges,
    compare,
)
from amt24web.catalogue.editions import canonical, read_edition
from amt24web.catalogue.structure import AnswerType, Catalogue, Question, Section, Table
from tests.harness.builders import (
    a_catalogue,
    a_column,
    a_fixed_row,
    a_question,
    a_role,
    a_rule,
    a_section,
    some_choices,
    some_rows,
    the_real_catalogue,
)
from tests.harness.random_editions import editions

unhurried = settings(deadline=None, max_examples=40)
pairs = editions().flatmap(lambda old: st.tuples(st.just(old), editions(old)))
SCHEMA_1 = Path(__file__).parent.parent / "editions" / "schema_1.json"


def lists(changes: EditionChanges) -> tuple[ListChanges, ...]:
    return (changes.questions, changes.rules, *changes.others)


def altered(old: Question, new: Question) -> list[tuple[str, str, str]]:
    """What differs between two questions of the same id, as plain tuples."""
    (entry,) = compare(a_catalogue(old), a_catalogue(new)).questions.changed
    return [(a.what, a.before, a.after) for a in entry.alterations]


# Laws


@unhurried
@given(editions())
def test_a_catalogue_does_not_differ_from_itself(catalogue: Catalogue):
    assert compare(catalogue, catalogue).is_empty
    assert compare(catalogue, read_edition(canonical(catalogue))).is_empty


@unhurried
@given(pairs)
def test_every_id_that_differs_is_named_exactly_once(both: tuple[Catalogue, Catalogue]):
    old, new = both
    changes = compare(old, new)
    for found, then, now in (
        (changes.questions, old.questions, new.questions),
        (changes.rules, in_force(old), in_force(new)),
    ):
        named = [e.id for group in (found.new, found.changed, found.retired) for e in group]
        assert len(named) == len(set(named)) == found.number
        assert {e.id for e in found.new} == now.keys() - then.keys()
        assert {e.id for e in found.retired} == then.keys() - now.keys()
        assert {e.id for e in found.changed} == {
            key for key in now.keys() & then.keys()
            if now[key] != then[key] or place(new, key) != place(old, key)
        }  # fmt: skip


def in_force(catalogue: Catalogue) -> dict[str, object]:
    return {rule.id: rule for rule in catalogue.rules if not rule.retired}


def place(catalogue: Catalogue, key: str) -> str:
    section = catalogue.section_of.get(key)
    return section.id if section else ""


@unhurried
@given(pairs)
def test_looking_the_other_way_round_new_and_retired_change_places(
    both: tuple[Catalogue, Catalogue],
):
    old, new = both
    there, back = compare(old, new), compare(new, old)
    for one, other in zip(
        (there.questions, there.rules), (back.questions, back.rules), strict=True
    ):
        assert {e.id for e in one.new} == {e.id for e in other.retired}
        assert {e.id for e in one.changed} == {e.id for e in other.changed}
    assert there.is_empty is back.is_empty


@unhurried
@given(pairs)
def test_what_differs_differs_in_words_too(both: tuple[Catalogue, Catalogue]):
    old, new = both
    for found in lists(compare(old, new)):
        for entry in found.changed:
            assert entry.title
            assert entry.alterations
            assert all(a.what and a.before != a.after for a in entry.alterations)


@given(st.sampled_from([a_catalogue(), a_catalogue(a_question())]))
def test_nothing_is_found_where_nothing_is(catalogue: Catalogue):
    assert lists(compare(catalogue, catalogue)) == (
        ListChanges("Fragen"), ListChanges("Plausibilitätsregeln"),
    )  # fmt: skip


# What is said


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"text": "Wer?"}, {"text": "Wer denn?"}, ("Text", "Wer?", "Wer denn?")),
        ({"type": "text"}, {"type": "zahl"}, ("Art der Antwort", "kurzer Text", "Zahl")),
        ({"need": "O"}, {"need": "P"}, ("Verbindlichkeit", "freiwillig", "Pflicht")),
        (
            {"stage": "auftakt"},
            {"stage": "uebergabe"},
            ("Stufe", "bis zum Auftakt", "bis zur Übergabe"),
        ),
        ({}, {"hint": "Kurz."}, ("Hinweis", "", "Kurz.")),
        ({"maximum": 5}, {}, ("Höchstens", "5", "")),
        ({"role": "pe"}, {"role": "tt"}, ("Wer antwortet", "pe", "tt")),
        ({"consulted": ("pe", "tt")}, {"consulted": ("tt", "pm")}, ("Wen man fragt", "pe", "pm")),
        ({"help": {"warum": "So."}}, {"help": {"warum": "Anders."}},
         ("Hilfe: Warum", "So.", "Anders.")),
    ],
)  # fmt: skip
def test_a_field_is_told_with_its_old_and_new_text(
    old: dict[str, object], new: dict[str, object], expected: tuple[str, str, str]
):
    usual = {"text": "Wie?"}
    first, second = (
        a_question("f", **{"type": "text", **usual, **said}) for said in (old, new)
    )  # fmt: skip
    assert altered(first, second) == [expected]


def test_options_are_told_by_what_went_and_what_came():
    old = a_question("f", "auswahl", choices=some_choices("eltern", "vereine", "amt"))
    new = a_question("f", "auswahl", choices=some_choices("eltern", "verband", "amt"))
    assert altered(old, new) == [("Antwortmöglichkeiten", "Vereine", "Verband")]


def test_an_option_that_is_called_otherwise_is_told_by_name():
    plain = some_choices("eltern")
    old = a_question("f", "auswahl", choices=plain)
    new = a_question(
        "f", "auswahl", choices=(plain[0].model_copy(update={"text": "Sorgeberechtigte"}),)
    )
    assert altered(old, new) == [
        ("Antwortmöglichkeit „Eltern“: Text", "Eltern", "Sorgeberechtigte")
    ]


def test_options_in_another_order_are_told_whole():
    old = a_question("f", "auswahl", choices=some_choices("a", "b"))
    new = a_question("f", "auswahl", choices=some_choices("b", "a"))
    assert altered(old, new) == [("Antwortmöglichkeiten: Reihenfolge", "A · B", "B · A")]


def test_columns_and_fixed_rows_are_told_like_options():
    old = some_rows("f", a_column("wer"), a_column("wann"), fixed_rows=(a_fixed_row("eins"),))
    new = some_rows("f", a_column("wer", "zahl"), fixed_rows=(a_fixed_row("zwei"),))
    assert altered(old, new) == [
        ("Spalten", "Wann", ""),
        ("Spalte „Wer“: Art der Antwort", "kurzer Text", "Zahl"),
        ("Feste Zeilen", "Eins", "Zwei"),
    ]


def test_a_condition_is_told_once_in_words_or_as_it_is_written():
    old = a_question("f", condition="a == 'x'", condition_in_words="nur bei X")
    words = a_question("f", condition="a == 'y'", condition_in_words="nur bei Y")
    exact = a_question("f", condition="a == 'z'", condition_in_words="nur bei X")
    assert altered(old, words) == [("Bedingung", "nur bei X", "nur bei Y")]
    assert altered(old, exact) == [("Bedingung", "a == 'x'", "a == 'z'")]


def test_a_question_that_went_to_another_section_has_changed():
    old = a_catalogue(a_section(a_question("f"), section_id="vorn"), a_section(section_id="hinten"))
    new = a_catalogue(a_section(section_id="vorn"), a_section(a_question("f"), section_id="hinten"))
    (entry,) = compare(old, new).questions.changed
    assert entry.alterations == (Alteration("Abschnitt", "Vorn", "Hinten"),)


def test_a_newer_source_alone_is_nothing_to_read():
    old, new = a_question("f", source="Folie 3"), a_question("f", source="Folie 4")
    (entry,) = compare(a_catalogue(old), a_catalogue(new)).questions.changed
    assert entry.is_minor
    text = a_question("f", source="Folie 4", text="Neu?")
    (entry,) = compare(a_catalogue(old), a_catalogue(text)).questions.changed
    assert not entry.is_minor


def test_what_the_operator_retired_is_retired_and_can_come_back():
    old = a_catalogue(a_question("f"), rules=(a_rule("1 == 1", "f"),))
    new = a_catalogue(a_question("f", retired=True), rules=(a_rule("1 == 1", "f", retired=True),))
    gone, back = compare(old, new), compare(new, old)
    assert [e.id for e in gone.questions.retired] == [e.id for e in back.questions.new] == ["f"]
    assert [e.id for e in gone.rules.retired] == [e.id for e in back.rules.new] == ["R1"]


def test_another_order_alone_is_a_change():
    old = a_catalogue(a_question("f"), a_question("g"))
    new = a_catalogue(a_question("g"), a_question("f"))
    changes = compare(old, new)
    assert (changes.questions.number, changes.questions.is_reordered) == (0, True)
    assert not changes.is_empty


def test_rules_roles_sections_and_tables_are_compared_too():
    old = a_catalogue(
        a_section(a_question("f"), title="Alt"),
        rules=(a_rule("1 == 1", "f", message="Alt."),),
        tables=(Table(id="beteiligte", columns=(a_column("wer"),)),),
    )
    new = a_catalogue(
        a_section(a_question("f"), title="Neu"),
        rules=(a_rule("1 == 1", "f", message="Neu."),),
        roles=(a_role("pe"), a_role("tt")),
        tables=(Table(id="beteiligte", columns=(a_column("wer"), a_column("was"))),),
    )
    changes = compare(old, new)
    assert changes.rules.changed[0].alterations == (Alteration("Meldung", "Alt.", "Neu."),)
    assert {c.name: c.number for c in changes.others} == {
        "Abschnitte": 1, "Rollen": 1, "Tabellen": 1,
    }  # fmt: skip
    assert changes.questions.is_empty
    assert changes.beside_questions == (changes.rules, *changes.others)


def test_every_type_of_answer_has_a_name():
    assert set(TYPES) == set(AnswerType)


def test_the_first_published_edition_is_compared_with_the_catalogue_in_force():
    old, new = read_edition(SCHEMA_1.read_text(encoding="utf-8").strip()), the_real_catalogue()
    changes = compare(old, new)
    assert len(old.questions) + len(changes.questions.new) - len(changes.questions.retired) == len(
        new.questions
    )
    words = [a.what for found in lists(changes) for e in found.changed for a in e.alterations]
    assert all("_" not in what for what in words), words


def test_every_field_of_an_entry_has_a_german_name():
    for model in (Question, Section):
        for field, declared in model.model_fields.items():
            alias = declared.alias or field
            assert alias in WORDS or "_" not in alias, alias


def test_no_list_of_the_catalogue_is_forgotten():
    kept = {name for name, field in Catalogue.model_fields.items() if not field.exclude}
    assert {*LISTS, "rules"} == kept
