"""The questionnaire read aloud, and the empty one to print."""

from datetime import date

from amt24web.catalogue.structure import Catalogue
from amt24web.domain.reading import QuestionReading, SectionReading, Shown, ShownTable
from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AnswerState, Questionnaire
from amt24web.rules.questionnaire import blank_sections, read_sections, shown_content
from amt24web.rules.visibility import assess
from tests.harness.builders import (
    a_catalogue,
    a_column,
    a_fixed_row,
    a_question,
    a_row,
    a_section,
    facts_with,
    some_choices,
    some_rows,
)

DATED_ROWS = some_rows("zeilen", a_column("name"), a_column("tag", "datum"))


def read(catalogue: Catalogue, **answers: object) -> tuple[SectionReading, ...]:
    facts = facts_with(**answers)
    return read_sections(catalogue, facts, assess(catalogue, facts), Questionnaire.CLARIFICATION)


def read_one(*questions: object, **answers: object) -> QuestionReading:
    (section,) = read(a_catalogue(*questions), **answers)
    return section.questions[-1]


def test_only_asked_questions_are_read_and_empty_sections_left_out():
    catalogue = a_catalogue(
        a_section(a_question("eins"), a_question("zwei", condition="eins == 'x'")),
        a_section(a_question("drei", condition="eins == 'y'"), section_id="b", letter="B"),
        a_section(a_question("ziel"), section_id="c", letter="Z", questionnaire="auftakt"),
    )
    assert [[q.key for q in s.questions] for s in read(catalogue)] == [["eins"]]
    assert [[q.key for q in s.questions] for s in read(catalogue, eins="y")] == [["eins"], ["drei"]]


def test_numbers_of_questions_stay_whatever_is_asked():
    reading = read_one(a_question("eins", condition="1 == 2"), a_question("zwei"))
    assert (reading.key, reading.number) == ("zwei", "A 2")


def test_an_answer_is_read_with_everything_said_around_it():
    said = Content(value="x", state=AnswerState.ANSWERED, note="laut Gesetz", responsible_uid="z1",
                   due_on=date(2026, 5, 1))  # fmt: skip
    reading = read_one(a_question(), frage=said, participants=[{"person": "Anna"}])
    assert (reading.shown.text, reading.note, reading.responsible, reading.due) == (
        "x",
        "laut Gesetz",
        "Anna",
        "01.05.2026",
    )


def test_an_unreadable_due_date_is_read_as_typed():
    assert read_one(a_question(), frage=Content(raw={"due": "nach Ostern"})).due == "nach Ostern"


def test_unreadable_text_is_read_as_typed_and_marked():
    reading = read_one(a_question(type="datum"), frage=Content(raw={"value": "bald"}))
    assert reading.shown == Shown(text="bald (nicht lesbar)")
    assert reading.state is AnswerState.OPEN


def test_a_computed_value_is_read_like_an_answer():
    computed = a_question("summe_aller", "berechnet", expression="hoechste(eins, 3)")
    assert read_one(a_question("eins", "zahl"), computed, eins=5).shown == Shown(text="5")


def test_rows_are_read_as_a_table_without_empty_rows():
    rows = [{"name": "A", "tag": "2026-05-01"}, {}, {"name": "B"}]
    assert read_one(DATED_ROWS, zeilen=rows).shown.table == ShownTable(
        ("Name", "Tag"), (("A", "01.05.2026"), ("B", ""))
    )


def test_an_unreadable_cell_stands_in_the_table_as_it_was_typed():
    row = a_row(content=Content(raw={"tag": "bald"}))
    catalogue = a_catalogue(DATED_ROWS)
    facts = facts_with(row)
    (section,) = read_sections(
        catalogue, facts, assess(catalogue, facts), Questionnaire.CLARIFICATION
    )
    assert section.questions[0].shown.table == ShownTable(("Tag",), (("bald (nicht lesbar)",),))


def test_fixed_rows_say_what_they_are_about():
    question = some_rows(fixed_rows=(a_fixed_row("z1"), a_fixed_row("z2")))
    shown = read_one(question, zeilen=[{}, {"name": "B"}]).shown
    assert shown.table == ShownTable(("Aufgabe", "Name"), (("Z2", "B"),))


def test_several_texts_in_a_row_are_read_in_one_line():
    question = some_rows("zeilen", a_column("arten", "mehrfach", choices=some_choices("a", "b")))
    assert read_one(question, zeilen=[{"arten": ["a", "b"]}]).shown.table == ShownTable(
        ("Arten",), (("A, B",),)
    )


def test_both_sides_of_a_conflict_can_be_shown():
    catalogue, facts = a_catalogue(a_question(), DATED_ROWS), facts_with()
    question = catalogue.questions["frage"]

    def shown(content: Content) -> Shown:
        return shown_content(catalogue, question, "", content, facts)

    assert shown(Content(value="x")).text == "x"
    assert shown(Content(raw={"value": "?"})).text == "?"
    clarifying = Content(state=AnswerState.IN_CLARIFICATION, note="Anna fragt")
    assert shown(clarifying).text == "wird geklärt · Anna fragt"
    row = shown_content(catalogue, DATED_ROWS, "z1", Content(value={"name": "A"}), facts)
    assert row.table == ShownTable(("Name", "Tag"), (("A", ""),))


def test_the_empty_questionnaire_asks_everything_and_says_when():
    catalogue = a_catalogue(
        a_question("eins", "ja_nein", hint="Kurz."),
        a_question("zwei", "mehrfach", choices=some_choices("a", "b"), condition="eins == 'ja'",
                   condition_in_words="nur wenn ja"),
        a_section(a_question("ziel"), section_id="c", letter="Z", questionnaire="auftakt"),
    )  # fmt: skip
    (section,) = blank_sections(catalogue)
    first, second = section.questions
    assert (first.choices, first.several, first.help) == (("ja", "nein"), False, "Kurz.")
    assert (second.choices, second.several, second.condition) == (("A", "B"), True, "nur wenn ja")


def test_the_empty_questionnaire_leaves_room_for_rows():
    (section,) = blank_sections(a_catalogue(DATED_ROWS))
    assert (section.questions[0].columns, section.questions[0].lines) == (("Name", "Tag"), 4)


def test_one_line_says_how_many_rows_there_are():
    assert read_one(DATED_ROWS, zeilen=[{"name": "A"}]).shown.as_line == "1 Zeile"
    assert read_one(DATED_ROWS, zeilen=[{"name": "A"}] * 3).shown.as_line == "3 Zeilen"
    assert Shown(prose="a\n\nb").as_line == "a b"
