"""The questionnaire as a form: what stands in the inputs, what is wrong there, who may write."""

from datetime import date

import pytest

from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AnswerState, Phase
from amt24web.rules.form_view import FIRST_LINES, MOST_FORMS, QuestionView, question_view
from amt24web.rules.section_view import SectionView, section_lines, section_view
from amt24web.rules.summary import stand
from tests.harness.builders import (
    a_catalogue,
    a_column,
    a_fixed_row,
    a_question,
    a_row,
    a_section,
    a_standing,
    a_working_catalogue,
    facts_with,
    some_choices,
    some_rows,
)

CHOICES = some_choices("eins", "zwei")


def view(question: object, *kept: object, is_editable: bool = True, **said: object) -> QuestionView:
    own = {name: said.pop(name) for name in ("own_uids", "only_own") if name in said}
    standing = stand(a_catalogue(question), facts_with(*kept, **said), Phase.CLARIFICATION)
    asked = next(iter(standing.catalogue.questions.values()))
    return question_view(standing, asked, is_editable=is_editable, **own)


@pytest.mark.parametrize(
    ("answer_type", "value", "texts"),
    [
        ("text", "Amt", ("Amt",)),
        ("text", None, ()),
        ("langtext", "a\n\nb", ("a\n\nb",)),
        ("zahl", 1200, ("1.200",)),
        ("datum", "2026-05-01", ("01.05.2026",)),
        ("ja_nein", "ja", ("ja",)),
        ("auswahl", "zwei", ("zwei",)),
        ("mehrfach", ["eins", "zwei"], ("eins", "zwei")),
        ("leika", "99006053006000", ("99-006-053-006-000",)),
        ("beteiligter", "z1", ("z1",)),
    ],
)
def test_an_input_holds_what_can_be_sent_again(
    answer_type: str, value: object, texts: tuple[str, ...]
):
    chosen = answer_type in ("auswahl", "mehrfach")
    question = a_question(type=answer_type, choices=CHOICES if chosen else ())
    assert view(question, participants=[{"person": "Anna"}], frage=value).input.texts == texts


def test_an_unreadable_input_holds_what_was_typed_and_says_what_is_wrong():
    shown = view(a_question(type="zahl"), frage=Content(raw={"value": "viele"}))
    assert shown.input.text == "viele"
    assert "keine Zahl" in shown.input.problem
    assert shown.problem_count == 1


def test_every_part_that_is_wrong_is_counted():
    said = Content(raw={"value": "?", "due": "bald"}, state=AnswerState.NOT_APPLICABLE)
    shown = view(a_question(type="zahl"), frage=said)
    assert (shown.due, shown.problem_count) == ("bald", 3)
    rows = view(
        some_rows("zeilen", a_column("tag", "datum")), a_row(content=Content(raw={"tag": "?"}))
    )
    assert rows.problem_count == 1


def test_people_are_offered_where_somebody_is_chosen():
    shown = view(a_question(type="beteiligter"), participants=[{"person": "Anna"}])
    assert [(c.slug, c.text) for c in shown.input.choices] == [("z1", "Anna")]


def test_rows_are_numbered_and_fixed_rows_named():
    free = view(some_rows(), zeilen=[{"name": "A"}, {"name": "B"}])
    assert [(row.number, row.label, row.inputs[0].text) for row in free.rows] == [
        (1, "", "A"),
        (2, "", "B"),
    ]
    fixed = view(some_rows(fixed_rows=(a_fixed_row("z1"),)))
    assert [(row.number, row.label, row.uid) for row in fixed.rows] == [(1, "Z1", "z1")]
    assert fixed.has_fixed_rows


def test_a_reader_may_not_write_but_whoever_owns_a_row_may_write_there():
    rows = (a_row(uid="a", ansprechperson="p1"), a_row(uid="b"))
    shown = view(some_rows(), *rows, is_editable=False, own_uids=frozenset({"p1"}))
    assert [row.is_editable for row in shown.rows] == [True, False]
    assert not shown.is_editable


def test_somebody_who_speaks_for_one_body_sees_only_its_rows():
    rows = (a_row(uid="a", ansprechperson="p1"), a_row(uid="b"), a_row(uid="p1"))
    shown = view(some_rows(), *rows, own_uids=frozenset({"p1"}), only_own=True)
    assert [row.uid for row in shown.rows] == ["a", "p1"]


def test_who_is_nobody_here_owns_nothing():
    shown = view(some_rows(), a_row(uid="a", name="x"), is_editable=False, only_own=True)
    assert not shown.rows


CATALOGUE = a_catalogue(
    a_section(a_question("eins", "ja_nein"), a_question("zwei", "datum", condition="eins == 'ja'")),
    a_section(some_rows("zeilen", a_column("tag", "datum")), section_id="b", letter="B"),
    a_section(a_question("ziel"), section_id="c", letter="Z", questionnaire="auftakt",
              shows=("eins", "gibtsnicht")),
)  # fmt: skip


def section(section_id: str = "teil", **answers: object) -> SectionView:
    standing = a_standing(CATALOGUE, **answers)
    found = CATALOGUE.section(section_id)
    assert found is not None
    return section_view(standing, found, is_editable=True)


def test_a_section_draws_all_its_questions_and_knows_which_are_asked():
    shown = section(eins="nein")
    assert [q.question.id for q in shown.questions] == ["eins", "zwei"]
    assert [q.question.id for q in shown.asked] == ["eins"]
    assert [q.is_conditional for q in shown.questions] == [False, True]


def test_a_section_knows_its_neighbours_within_its_questionnaire():
    assert (section("teil").previous_section, section("teil").next_section) == ("", "b")
    assert (section("b").previous_section, section("b").next_section) == ("teil", "")
    assert (section("c").previous_section, section("c").next_section) == ("", "")


def test_a_question_shown_again_elsewhere_is_the_same_answer():
    assert [(q.question.id, q.input.text) for q in section("c", eins="ja").again] == [
        ("eins", "ja")
    ]


def test_the_side_list_counts_what_the_sections_count():
    unreadable = Content(raw={"value": "?"})
    lines = section_lines(a_standing(CATALOGUE, eins="ja", zwei=unreadable), "b")
    assert [(line.progress.total, line.progress.done) for line in lines] == [(2, 1), (1, 0)]
    assert [line.is_current for line in lines] == [False, True]
    assert [line.problems for line in lines] == [1, 0]


def test_the_side_list_is_silent_about_questions_that_are_not_asked():
    unreadable = Content(raw={"value": "?"})
    assert [
        line.problems for line in section_lines(a_standing(CATALOGUE, zwei=unreadable), "b")
    ] == [0, 0]


def test_the_side_list_counts_unreadable_cells():
    facts = facts_with(a_row(content=Content(raw={"tag": "?"})))
    lines = section_lines(stand(CATALOGUE, facts, Phase.CLARIFICATION), "b")
    assert [line.problems for line in lines] == [0, 1]


def test_a_due_date_stands_in_its_field_in_german():
    said = Content(state=AnswerState.IN_CLARIFICATION, due_on=date(2026, 5, 1))
    assert view(a_question(), frage=said).due == "01.05.2026"


MANY = [{"name": f"Amt {n}", "kontakt": "post@example.org"} for n in range(MOST_FORMS + 1)]


def bodies(number: int, **said: object) -> QuestionView:
    standing = a_standing(a_working_catalogue(), authorities=MANY[:number])
    question = standing.catalogue.questions["stellen"]
    return question_view(standing, question, is_editable=True, **said)


def test_a_dozen_bodies_are_forms_and_more_are_a_few_lines_to_read():
    few, many = bodies(MOST_FORMS), bodies(MOST_FORMS + 1)
    assert (few.has_own_page, len(few.rows)) == (False, MOST_FORMS)
    assert (many.has_own_page, many.rows, many.row_count) == (True, (), MOST_FORMS + 1)
    assert many.shown.table is not None
    assert many.shown.table.columns == ("Name", "Kontakt")
    assert [row[0] for row in many.shown.table.rows] == [f"Amt {n}" for n in range(FIRST_LINES)]


def test_one_row_that_is_wanted_is_a_form_however_many_there_are():
    (row,) = bodies(MOST_FORMS + 1, row_uid="z7").rows
    assert (row.uid, row.number) == ("z7", 7)
    assert bodies(2, row_uid="gibtsnicht").rows == ()


def test_many_rows_of_another_question_stay_forms_where_they_are():
    shown = view(some_rows(), zeilen=[{"name": "A"}] * 20)
    assert (shown.has_own_page, len(shown.rows)) == (False, 20)


def test_the_kickoff_shows_many_bodies_to_read_as_well():
    catalogue = a_working_catalogue(
        a_section(
            a_question("ergebnis"), section_id="auftakt", letter="Z", questionnaire="auftakt",
            shows=("stellen",),
        )
    )  # fmt: skip
    kickoff = catalogue.section("auftakt")
    assert kickoff is not None
    (shown,) = section_view(
        a_standing(catalogue, authorities=MANY), kickoff, is_editable=True
    ).again
    assert (shown.has_own_page, shown.rows) == (True, ())
