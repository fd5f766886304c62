"""Moving to another edition: nothing is lost, and what it means is told before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings

from amt24web.catalogue.structure import AnswerType, Catalogue, Column, Question, Table
from amt24web.domain.records import Content, Json, Record
from amt24web.domain.vocabulary import AnswerState, Phase
from amt24web.rules.answers import KINDS, choice_text, choices_of
from amt24web.rules.edition_move import RETIRED, AnswerLine, Move, plan_move
from amt24web.rules.facts import all_columns, cells, gather, rows_of
from amt24web.rules.findings import digest_of, record_key
from amt24web.rules.form_view import question_view
from amt24web.rules.submissions import Submission, cell_problems, problems, understand
from amt24web.rules.summary import Standing, stand
from tests.harness.builders import (
    a_catalogue,
    a_column,
    a_content,
    a_fixed_row,
    a_question,
    a_record,
    a_row,
    a_rule,
    a_section,
    a_standing,
    facts_with,
    some_choices,
    some_rows,
)
from tests.harness.random_editions import moves, standings

unhurried = settings(deadline=None, max_examples=40)
Spec = Question | Column


def moved(old: Catalogue, new: Catalogue, *kept: Record, **answers: Any) -> Move:
    return plan_move(stand(old, facts_with(*kept, **answers), Phase.CLARIFICATION), new)


# Laws


@unhurried
@given(moves())
def test_no_record_and_nothing_said_is_lost(both: tuple[Standing, Catalogue]):
    before, edition = both
    after = plan_move(before, edition).after
    kept = {(r.key, r.row_uid): r for r in after.facts.records}
    for record in before.facts.records:
        now = kept[record.key, record.row_uid]
        assert (now.removed, now.position) == (record.removed, record.position)
        for spec, column, value in told(before, record):
            new = spec_of(edition, record, column)
            words = in_their_words(spec, value, before.facts.people)
            part = Part(now.content, column, new)
            assert part.says(words, value, before.facts.people), (spec, value, part)


def told(before: Standing, record: Record) -> Iterable[tuple[Spec, str, Json]]:
    """Everything a record says that its edition can show: which part of it, and its value."""
    question = window(before.catalogue, record)
    if question is None:
        return
    if not record.row_uid:
        if record.content.value is not None or "value" in record.content.raw:
            yield question, "", record.content.raw.get("value") or record.content.value
        return
    for column in all_columns(before.catalogue, question):
        said = record.content.raw.get(column.id) or cells(record.content).get(column.id)
        if said not in (None, "", []):
            yield column, column.id, said


def window(catalogue: Catalogue, record: Record) -> Question | None:
    """The question a record belongs to; a row to the first whose rows are kept there."""
    if not record.row_uid:
        return catalogue.questions.get(record.key)
    with_rows = (q for q in catalogue.questions.values() if q.row_source)
    return next((q for q in with_rows if q.record_key == record.key), None)


def spec_of(catalogue: Catalogue, record: Record, column: str) -> Spec | None:
    question = window(catalogue, record)
    if question is None or not column:
        return question
    return next((c for c in all_columns(catalogue, question) if c.id == column), None)


def in_their_words(spec: Spec, value: Json, people: Mapping[str, str]) -> list[str]:
    """What somebody read: one text, or one for each option; raw text as it was typed."""
    is_raw = isinstance(value, str) and KINDS[spec.type].read([value], spec).value is None
    return str(value).split(", ") if is_raw else in_words(value, spec, people)


@dataclass(frozen=True)
class Part:
    """One answer or cell after the move; ``spec`` is None if the edition has no place for it."""

    content: Content
    column: str
    spec: Spec | None

    def says(self, words: list[str], value: Json, people: Mapping[str, str]) -> bool:
        """Whether it still says it: as it was, in words, as raw text, as note, or read anew."""
        mine = cells(self.content).get(self.column) if self.column else self.content.value
        raw = self.content.raw.get(self.column or "value", "")
        if value == raw or (self.spec is None and value == mine):
            return True
        texts = [raw, self.content.note]
        if self.spec is not None and mine is not None:
            texts.append(", ".join(in_words(mine, self.spec, people)))
            if self._is_read_from(words, value, mine):
                return self.spec.type is not AnswerType.PARTICIPANT or mine in people
        slugs = _slugs(value) if isinstance(value, list) else words
        names = zip(words, slugs, strict=True)
        return all(any(word in text or slug in text for text in texts) for word, slug in names)

    def _is_read_from(self, words: list[str], value: Json, mine: Json) -> bool:
        assert self.spec is not None
        offered = {choice.slug for choice in choices_of(self.spec)}
        is_chosen = set(_slugs(value)) == set(_slugs(mine)) <= offered
        return is_chosen or KINDS[self.spec.type].read([", ".join(words)], self.spec).value == mine


def _slugs(value: Json) -> list[str]:
    return [str(item) for item in (value if isinstance(value, list) else [value])]


def in_words(value: Json, spec: Spec, people: Mapping[str, str]) -> list[str]:
    if choices_of(spec):
        return [choice_text(choices_of(spec), slug) for slug in _slugs(value)]
    shown = KINDS[spec.type].show(value, spec, people)
    return [shown.text or shown.prose or ", ".join(shown.items)]


@unhurried
@given(standings())
def test_moving_to_the_same_edition_changes_nothing(before: Standing):
    move = plan_move(before, before.catalogue)
    assert move.records == ()
    assert (*move.unasked, *move.lost_choices, *move.unreadable, *move.taken_over) == ()
    assert move.required == ()
    assert move.after.open_points == before.open_points


@unhurried
@given(moves())
def test_a_second_move_finds_nothing_to_do(both: tuple[Standing, Catalogue]):
    before, edition = both
    assert plan_move(plan_move(before, edition).after, edition).records == ()


@unhurried
@given(moves())
def test_what_waits_as_text_stands_beside_an_error(both: tuple[Standing, Catalogue]):
    before, edition = both
    move = plan_move(before, edition)
    for record in move.records:
        question = window(edition, record)
        assert question is not None
        if record.row_uid:
            wrong = cell_problems(all_columns(edition, question), record.content)
        else:
            wrong = {k: v for k, v in problems(question, record.content).items() if k != "reason"}
        assert set(wrong) == set(record.content.raw)
        assert all(wrong.values())


@unhurried
@given(moves())
def test_saving_the_page_untouched_keeps_what_waits(both: tuple[Standing, Catalogue]):
    before, edition = both
    after = plan_move(before, edition).after
    for question in edition.questions.values():
        content = after.facts.record(question.id).content
        if "value" not in content.raw:
            continue
        page = question_view(after, question, is_editable=True).input
        sent = [*page.texts, page.gone] if page.gone else [*page.texts]
        again = understand(question, Submission({"value": sent}, 0), content)
        assert again.value is None
        assert sorted(again.raw["value"]) == sorted(content.raw["value"])


@unhurried
@given(moves())
def test_every_answer_that_changes_is_told_or_not_asked(both: tuple[Standing, Catalogue]):
    before, edition = both
    move = plan_move(before, edition)
    living = [r for r in move.records if not r.removed]
    asked = {
        q.record_key for q in edition.questions.values() if q.id in move.after.assessment.asked
    }
    told_lines = (*move.lost_choices, *move.unreadable, *move.taken_over)
    assert len(told_lines) >= len([r for r in living if r.key in asked and _was_read(before, r)])


def _was_read(before: Standing, record: Record) -> bool:
    """Whether a cell or answer was read anew, not only put out of the way."""
    old = {(r.key, r.row_uid): r for r in before.facts.records}.get((record.key, record.row_uid))
    return old is None or set(old.content.raw) <= set(record.content.raw)


# What it means


OLD = a_catalogue(
    a_question("ziel"),
    a_question("weg", "auswahl", choices=some_choices("bahn", "bus")),
    a_question("zahl"),
    a_question("frist", need="O"),
)


def texts(lines: Iterable[AnswerLine]) -> list[tuple[str, str, str]]:
    return [(line.number, line.said, line.outcome) for line in lines]


def test_an_answer_whose_question_is_gone_is_kept_and_told():
    new = a_catalogue(a_question("weg", "auswahl", choices=some_choices("bahn", "bus")))
    move = moved(OLD, new, ziel="Schneller", zahl="3")
    assert texts(move.unasked) == [("A 1", "Schneller", RETIRED), ("A 3", "3", RETIRED)]
    assert move.records == ()
    assert move.after.facts.record("ziel").content.value == "Schneller"


def test_an_answer_whose_condition_no_longer_holds_is_told_with_the_condition():
    new = a_catalogue(
        a_question("ziel"), a_question("zahl", condition="ziel == 'x'", condition_in_words="bei X")
    )
    move = moved(OLD, new, ziel="y", zahl="3")
    assert texts(move.unasked) == [("A 3", "3", "Die Frage wird nur noch gestellt: bei X.")]


def test_what_was_said_around_an_answer_counts_as_said():
    new = a_catalogue(a_question("weg"))
    not_relevant = Content(state=AnswerState.NOT_APPLICABLE, reason="gibt es nicht")
    assert texts(moved(OLD, new, ziel=not_relevant).unasked) == [("A 1", "gibt es nicht", RETIRED)]


def test_a_choice_that_is_gone_is_told_by_its_name():
    new = a_catalogue(a_question("weg", "auswahl", choices=some_choices("bahn")))
    move = moved(OLD, new, weg="bus")
    assert texts(move.lost_choices) == [("A 1", "Bus", "")]
    assert move.unreadable == ()
    assert [r.content for r in move.records] == [Content(raw={"value": "Bus"})]


def test_an_answer_that_cannot_be_read_is_told_and_waits():
    move = moved(OLD, a_catalogue(a_question("zahl", "zahl")), zahl="viele")
    assert texts(move.unreadable) == [("A 1", "viele", "")]
    assert [point.key for point in move.after.open_points] == ["zahl"]


def test_an_answer_that_is_read_otherwise_is_told_with_what_it_becomes():
    move = moved(OLD, a_catalogue(a_question("zahl", "datum")), zahl="1. Mai 2026")
    assert texts(move.taken_over) == [("A 1", "1. Mai 2026", "01.05.2026")]


def test_rows_that_become_one_answer_are_told_in_words_and_stay_stored():
    old = a_catalogue(some_rows("f", a_column("wer"), a_column("was")))
    rows = (a_row("f", "z1", wer="Amt", was="prüft"), a_row("f", "z2", 2, wer="Schule"))
    move = moved(old, a_catalogue(a_question("f", "langtext")), *rows)
    assert move.after.facts.record("f").content == a_content("Amt, prüft; Schule")
    assert [row.content for row in move.after.facts.rows["f"]] == [row.content for row in rows]
    number = moved(old, a_catalogue(a_question("f", "zahl")), *rows)
    assert texts(number.unreadable) == [("A 1", "Amt, prüft; Schule", "")]


def test_one_answer_that_becomes_rows_waits_beside_them():
    move = moved(OLD, a_catalogue(some_rows("ziel")), ziel="Schneller")
    assert move.after.facts.record("ziel").content.raw == {"value": "Schneller"}
    view = question_view(move.after, move.after.catalogue.questions["ziel"], is_editable=True)
    assert (view.input.text, view.shown.text) == ("Schneller", "Schneller (nicht lesbar)")
    assert "Zeilen" in view.input.problem


def test_cells_are_told_with_their_column():
    old = a_catalogue(some_rows("f", a_column("was"), a_column("wann")))
    new = a_catalogue(some_rows("f", a_column("was", "zahl")))
    move = moved(old, new, a_row("f", was="viele", wann="bald"), a_row("f", "z2", 2, was="2"))
    assert [line.text for line in move.unreadable] == ["Wie ist f? – Was"]
    assert [line.text for line in move.unasked] == ["Wie ist f? – Wann"]
    assert move.unasked[0].said == "1 Angabe"


def test_a_removed_row_is_converted_too_but_not_told():
    old = a_catalogue(some_rows("f", a_column("was")))
    move = moved(old, a_catalogue(some_rows("f", a_column("was", "zahl"))),
                 a_row("f", was="viele", removed=True))  # fmt: skip
    assert move.unreadable == ()
    assert [r.content.raw for r in move.records] == [{"was": "viele"}]


def test_a_fixed_row_that_is_gone_is_told():
    old = a_catalogue(some_rows("f", fixed_rows=(a_fixed_row("eins"), a_fixed_row("zwei"))))
    new = a_catalogue(some_rows("f", fixed_rows=(a_fixed_row("zwei"),)))
    move = moved(old, new, a_row("f", "eins", name="Amt"))
    assert [(line.text, line.said) for line in move.unasked] == [("Wie ist f? – Eins", "Amt")]
    assert not any(row.content.value for row in rows_of(new.questions["f"], move.after.facts))


def test_the_cells_of_a_table_are_converted_once_however_many_windows_it_has():
    def catalogue(kind: str) -> Catalogue:
        columns = (a_column("person"), a_column("seit", kind))
        return a_catalogue(
            a_question("beteiligte", "beteiligte"), a_question("tester", "beteiligte"),
            tables=(Table(id="beteiligte", columns=columns),),
        )  # fmt: skip

    row = a_row("participants", person="Anna", seit="immer")
    move = moved(catalogue("text"), catalogue("datum"), row)
    assert [r.content.raw for r in move.records] == [{"seit": "immer"}]
    assert len(move.unreadable) == 1


def test_required_questions_are_told_if_they_are_new_or_newly_asked_or_newly_required():
    new = a_catalogue(
        a_question("ziel"),
        a_question("frist"),
        a_question("neu"),
        a_question("spaeter", stage="uebergabe"),
        a_question("egal", need="O"),
        a_question("bedingt", condition="ziel == 'x'"),
        a_question("zahl", need="O"),
    )
    move = moved(OLD, new, ziel="y")
    assert [(line.number, line.is_due) for line in move.required] == [
        ("A 2", True), ("A 3", True), ("A 4", False),
    ]  # fmt: skip
    assert (move.required[0].role, move.required[0].stage) == ("Rolle pe", "bis zum Auftakt")
    answered = moved(OLD, new, ziel="y", frist="morgen")
    assert [line.number for line in answered.required] == ["A 3", "A 4"]


def test_a_note_about_a_finding_that_no_longer_covers_it_is_told():
    old = a_catalogue(a_question("a"), a_question("b"), rules=(a_rule("a == 'x'", "a"),))
    new = a_catalogue(
        a_question("a"), a_question("b"), rules=(a_rule("a == 'x' or b == 'x'", "a"),)
    )
    mark = digest_of({"a": "x"})
    noted = a_record(record_key("R1"), mark, reason="So vereinbart.")
    assert moved(old, new, noted, a="x", b="y").lapsed == ("Das passt nicht.",)
    assert moved(old, old, noted, a="x", b="y").lapsed == ()


def test_an_empty_edition_takes_nothing_away():
    empty = a_catalogue(a_section())
    move = moved(OLD, empty, ziel="x", weg="bus")
    assert move.records == ()
    assert gather(move.after.facts.records).answers.keys() == {"ziel", "weg"}
    assert a_standing(empty).progress.total == 0
