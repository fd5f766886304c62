"""The Klärungsbogen as an outline."""

from typing import Any

from amt24web.documents.clarification import build_clarification
from amt24web.documents.outline import Contents, Document, Heading, KeyValue, Table
from amt24web.documents.plain import ink
from amt24web.domain.reading import (
    CommentReading,
    FindingReading,
    QuestionReading,
    SectionReading,
    Shown,
)
from amt24web.domain.vocabulary import AnswerState, Severity
from tests.documents.papers import a_head, a_question, a_section, an_open_point, rows


def built(*questions: QuestionReading, **also: Any) -> Document:
    """A Klärungsbogen with one section."""
    return build_clarification(a_head(), (a_section(*questions),), **{"open_points": (), **also})


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def test_a_question_stands_beside_its_answer() -> None:
    assert "A1  Wie heißt die Leistung?: Anmeldung zur Grundschule" in ink(built())


def test_sections_are_named_by_letter_and_title() -> None:
    assert headings(built())[0] == "A Leistung und Vorhaben"


def test_a_section_without_questions_is_left_out() -> None:
    empty = SectionReading("leer", "B", "Leer", ())
    document = build_clarification(a_head(), (a_section(), empty), open_points=())
    assert "B Leer" not in headings(document)


def test_an_open_question_is_printed_as_open() -> None:
    question = a_question("Warum?", shown=Shown(), state=AnswerState.OPEN)
    assert "Warum?: offen" in ink(built(question))


def test_a_computed_answer_is_not_called_open() -> None:
    said = ink(built(a_question(shown=Shown(text="2"), state=AnswerState.OPEN)))
    assert "?: 2\n" in said


def test_one_choice_is_a_line_and_several_are_a_list() -> None:
    assert "?: Vereine" in ink(built(a_question(shown=Shown(items=("Vereine",)))))
    assert "?: - a\n- b" in ink(built(a_question(shown=Shown(items=("a", "b")))))


def test_who_clarifies_until_when_stands_below_the_answer() -> None:
    question = a_question(
        state=AnswerState.IN_CLARIFICATION, responsible="Max Muster", due="15.12.2026"
    )
    assert "wird geklärt, Max Muster, bis 15.12.2026" in ink(built(question))


def test_what_does_not_apply_is_printed_with_its_reason() -> None:
    question = a_question(
        shown=Shown(), state=AnswerState.NOT_APPLICABLE, reason="Es gibt keine Gebühr."
    )
    assert "nicht zutreffend: Es gibt keine Gebühr." in ink(built(question))


def test_a_note_is_printed() -> None:
    assert "Notiz: mit Vollmacht" in ink(built(a_question(note="mit Vollmacht")))


def test_rows_become_a_table_with_the_question_as_caption() -> None:
    shown = rows(("Von", "Bis"), ("01.08.", "15.09."))
    (table, *_) = tables(built(a_question("Wann?", shown=shown)))
    assert table.caption == "A1 Wann?"
    assert [column.title for column in table.columns] == ["Von", "Bis"]


def test_a_column_in_which_nothing_was_said_is_left_out() -> None:
    shown = rows(("Von", "Bis", "Anlass"), ("01.08.", "", "Ferien"), ("02.09.", "", ""))
    (table, *_) = tables(built(a_question(shown=shown)))
    assert [column.title for column in table.columns] == ["Von", "Anlass"]


def test_a_table_that_needs_more_width_turns_the_page() -> None:
    many = tuple(f"Spaltenüberschrift{n}" for n in range(8))
    (table, *_) = tables(built(a_question(shown=rows(many, many))))
    assert table.is_wide


def test_a_column_is_as_wide_as_what_is_said_in_it() -> None:
    shown = rows(("Nr.", "Beschluss"), ("1", "Wir beginnen mit drei Schulen und lernen daraus."))
    (table, *_) = tables(built(a_question(shown=shown)))
    narrow, wide = (column.width for column in table.columns)
    assert wide > 5 * narrow


def test_questions_after_a_table_begin_a_new_list() -> None:
    shown = rows(("Von",), ("01.08.",))
    document = built(a_question(), a_question(number="A2", shown=shown), a_question(number="A3"))
    pairs = [block for block in document.blocks if isinstance(block, KeyValue)]
    assert [len(block.rows) for block in pairs] == [1, 1]


def test_the_standing_counts_the_states() -> None:
    document = built(a_question(), a_question(shown=Shown(), state=AnswerState.OPEN))
    assert "Stand der Klärung: 2 Fragen · 1 geklärt · 1 offen" in ink(document)


def test_contents_come_with_many_sections_only() -> None:
    few = built()
    many = build_clarification(a_head(), (a_section(),) * 4, open_points=())
    assert not any(isinstance(block, Contents) for block in few.blocks)
    assert any(isinstance(block, Contents) for block in many.blocks)


def test_open_points_close_the_paper() -> None:
    document = built(open_points=(an_open_point(due="15.12.2026"), an_open_point("B1")))
    assert headings(document)[-2:] == ["Offene Punkte", "Freigabe"]
    text = ink(document)
    assert "A2 | Worum geht es in zwei Sätzen? | noch nicht beantwortet" in text
    assert "Prozesseigner | 15.12.2026" in text
    assert "Prozesseigner | bis zum Auftakt" in text


def test_nothing_open_is_said_as_well() -> None:
    assert "Es ist nichts offen." in ink(built())


def test_findings_are_printed_with_what_was_decided() -> None:
    finding = FindingReading(Severity.WARNING, "Die Frist ist kurz.", "A6", "so gewollt")
    document = built(findings=(finding,))
    assert "Warnung | Die Frist ist kurz. | A6 | so gewollt" in ink(document)


def test_without_findings_there_is_no_section_for_them() -> None:
    assert "Hinweise aus der Prüfung" not in headings(built())


def test_comments_are_printed_with_who_said_them_and_when() -> None:
    comment = CommentReading("A2", "Stimmt das?\nBitte prüfen.", "Erika", "24.11.2026, 10:00 Uhr")
    document = built(comments=(comment,))
    assert "Kommentare" in headings(document)
    assert headings(document)[-2:] == ["Offene Punkte", "Freigabe"]
    assert "A2 | Stimmt das?" in ink(document)
    assert "Bitte prüfen. | Erika | 24.11.2026, 10:00 Uhr" in ink(document)


def test_without_comments_there_is_no_section_for_them() -> None:
    assert "Kommentare" not in headings(built())
