"""What a revision was about and what it said."""

from collections.abc import Iterable
from datetime import date

import pytest

from amt24web.catalogue.structure import Table
from amt24web.domain.records import Content, Record, Step
from amt24web.domain.vocabulary import AnswerState, Deed, Phase
from amt24web.rules.history import fold
from amt24web.rules.revisions import Entry, Subjects, read_entries, row_name, said
from amt24web.rules.summary import Standing, stand
from tests.harness.builders import (
    KEPT_AT,
    PARTICIPANT_COLUMNS,
    a_catalogue,
    a_column,
    a_content,
    a_fixed_row,
    a_question,
    a_record,
    a_row,
    a_rule,
    facts_with,
    some_choices,
    some_rows,
)

CATALOGUE = a_catalogue(
    a_question("frage", "langtext"),
    a_question("art", "mehrfach", choices=some_choices("eltern", "vereine")),
    a_question("zahl", "zahl"),
    a_question("alt", retired=True),
    some_rows("zeilen", a_column("name"), a_column("tag", "datum")),
    some_rows("fest", fixed_rows=(a_fixed_row("aufgabe"),)),
    a_question("beteiligte", "beteiligte"),
    a_question("nochmal", "beteiligte"),
    rules=(a_rule("zahl > 10", "zahl", "viel"),),
    tables=(Table(id="beteiligte", columns=PARTICIPANT_COLUMNS),),
)


def standing(*kept: Record, **answers: object) -> Standing:
    return stand(CATALOGUE, facts_with(*kept, **answers), Phase.CLARIFICATION)


def parts(key: str, content: Content, row_uid: str = "", *kept: Record) -> dict[str, str]:
    here = standing(*kept)
    subject = Subjects(here).of(key, row_uid)
    return {name: text for name, text in said(here, subject, content) if text}


def entries(*contents: Content, removed: Iterable[int] = (), key: str = "frage") -> list[Entry]:
    """The history of these contents, each said by somebody else; the newest first."""
    kept = {
        n: a_record(key, content=content, revision=n, removed=n in set(removed))
        for n, content in enumerate(contents, 1)
    }
    steps = [Step(n, key, "", n, n, "Anna", KEPT_AT, r.removed) for n, r in kept.items()]
    return list(read_entries(standing(), fold(steps), kept, restorable=kept[len(kept)]))


def test_an_answer_is_said_with_everything_around_it():
    content = a_content(
        "**Eltern**", note="fragen", reason="weil", responsible_uid="p1",
        due_on=date(2026, 5, 1), state=AnswerState.IN_CLARIFICATION,
    )  # fmt: skip
    kept = a_row("participants", "p1", person="Anna", einrichtung="Amt")
    assert parts("frage", content, "", kept) == {
        "Antwort": "**Eltern**",
        "Stand": "wird geklärt",
        "Nicht zutreffend, weil": "weil",
        "Wer klärt": "Anna, Amt",
        "Bis wann": "01.05.2026",
        "Notiz": "fragen",
    }


def test_several_choices_stand_below_each_other():
    assert parts("art", a_content(["eltern", "vereine"])) == {"Antwort": "Eltern\nVereine"}


def test_what_could_not_be_read_is_said_as_it_was_typed():
    content = Content(raw={"value": "zwölf", "due": "bald"})
    assert parts("zahl", content) == {"Antwort": "zwölf", "Bis wann": "bald"}


def test_an_empty_content_says_nothing():
    assert parts("frage", Content()) == {}


def test_who_left_is_named_as_somebody_who_left():
    assert parts("frage", Content(responsible_uid="weg")) == {"Wer klärt": "nicht mehr beteiligt"}


def test_a_row_is_said_cell_by_cell():
    content = Content(value={"name": "Prüfung"}, raw={"tag": "bald"})
    assert parts("zeilen", content, "z1") == {"Name": "Prüfung", "Tag": "bald (nicht lesbar)"}


def test_remarks_and_notes_on_findings_are_said_in_words():
    assert parts("kommentar:frage", a_content("Stimmt das?"), "k1") == {"Kommentar": "Stimmt das?"}
    assert parts("markierung:frage", a_content(True)) == {"Markierung": "gesetzt"}
    note = Content(value="0f3a", reason="So vereinbart.")
    assert parts("befund:viel", note) == {"Begründung": "So vereinbart."}


def test_what_the_program_does_not_know_is_said_plainly():
    content = a_content({"wer": "Anna", "liste": ["a", 1]})
    assert parts("freigabe:unbekannt", content) == {"Freigabe": "wer: Anna\nliste: a\n1"}


@pytest.mark.parametrize(
    ("key", "row", "number", "kind", "named"),
    [
        ("frage", "", "A 1", "", ""),
        ("zeilen", "z1", "A 4", "", "Prüfung"),
        ("fest", "aufgabe", "A 5", "", "Aufgabe"),
        ("participants", "p1", "A 6", "", "Anna"),
        ("kommentar:frage", "k1", "A 1", "Kommentar", ""),
        ("markierung:zahl", "", "A 3", "Markierung", ""),
        ("befund:viel", "", "A 3", "Umgang mit einem Hinweis", ""),
        ("alt", "", "", "", ""),
        ("gibtesnicht", "", "", "", ""),
    ],
)
def test_a_key_stands_for_a_question(key: str, row: str, number: str, kind: str, named: str):
    here = standing(a_row(name="Prüfung"), a_row("participants", "p1", person="Anna"))
    subject = Subjects(here).of(key, row)
    assert (subject.number, subject.kind, subject.row) == (number, kind, named)
    assert subject.text


def test_a_question_that_was_retired_is_still_called_by_its_text():
    assert Subjects(standing()).of("alt").text == "Wie ist alt?"


def test_a_row_without_words_has_no_name_and_one_with_many_a_short_one():
    question = CATALOGUE.questions["zeilen"]
    assert row_name(standing(), question, Record("zeilen", "z1")) == ""
    assert len(row_name(standing(), question, a_row(name="x" * 500))) < 100


def test_each_entry_says_what_was_done():
    done = entries(
        a_content("a"), a_content("b"), a_content("b"), a_content("b"), a_content("b"),
        removed=[4],
    )  # fmt: skip
    assert [entry.deed for entry in reversed(done)] == [
        Deed.ADDED, Deed.CHANGED, Deed.MOVED, Deed.REMOVED, Deed.BROUGHT_BACK,
    ]  # fmt: skip


def test_taking_a_mark_off_is_removing_it():
    done = entries(a_content(True), Content(), key="markierung:frage")
    assert done[0].deed is Deed.REMOVED


def test_what_is_new_is_shown_as_it_is_and_what_changed_beside_what_was_there():
    newer, older = entries(a_content("alt"), a_content("neu", note="dazu"))
    assert [(c.name, c.is_changed) for c in newer.changes] == [("Antwort", True), ("Notiz", True)]
    assert [c.is_changed for c in older.changes] == [False]
    assert [piece.text for piece in older.changes[0].pieces] == ["alt"]


def test_in_short_only_what_changed_is_shown():
    newer, _ = entries(a_content("a", note="bleibt"), a_content("b", note="bleibt"))
    assert [change.name for change in newer.shortened] == ["Antwort"]


def test_a_sign_off_is_told_whole_with_its_condition():
    words = "Bitte die Löschfrist nennen. " * 40
    value = {
        "outcome": "mit Auflage", "name": "Eva", "way": "konto", "day": "2026-03-01",
        "words": words,
    }  # fmt: skip
    (entry,) = entries(a_content(value), key="mitzeichnung:dsb")
    told = {c.name: "".join(p.text for p in c.pieces) for c in entry.shortened}
    assert told["Auflage"] == words
    assert (list(told)[-1], entry.left_out) == ("Auflage", 0)


def test_what_does_not_fit_in_short_is_counted():
    fully = a_content(
        "a", note="dazu", state=AnswerState.NOT_APPLICABLE, reason="darum", due_on=date(2027, 1, 1)
    )
    newer, _ = entries(Content(), fully)
    assert len(newer.shortened) + newer.left_out == len(newer.changes) == 5
    assert entries(a_content("a"))[0].left_out == 0


def test_only_what_differs_from_now_can_be_brought_back():
    done = entries(a_content("a"), a_content("b"), a_content("a"))
    assert [entry.may_restore for entry in done] == [False, True, False]
