"""The empty questionnaire as an outline."""

from amt24web.documents.blank import TO_BE_CLARIFIED, build_blank
from amt24web.documents.outline import Block, Checklist, Paragraph, Table, WritingLines
from amt24web.documents.plain import said
from amt24web.domain.reading import BlankQuestion, BlankSection
from tests.documents.papers import a_blank_question, a_head


def blocks_of(question: BlankQuestion) -> tuple[Block, ...]:
    """What is printed for one question."""
    section = BlankSection("A", "Leistung", "", (question,))
    return build_blank(a_head(), (section,)).blocks[4:]


def test_a_short_answer_gets_one_line_and_a_long_one_more() -> None:
    assert blocks_of(a_blank_question())[-1] == WritingLines(1)
    assert blocks_of(a_blank_question(lines=4))[-1] == WritingLines(4)


def test_choices_get_boxes_and_one_for_what_is_still_to_be_clarified() -> None:
    (*_, boxes) = blocks_of(a_blank_question(choices=("ja", "nein")))
    assert isinstance(boxes, Checklist)
    assert [said(item.text) for item in boxes.items] == ["ja", "nein", TO_BE_CLARIFIED]
    assert not any(item.is_checked for item in boxes.items)


def test_rows_get_an_empty_table_with_room_to_write() -> None:
    (*_, table) = blocks_of(a_blank_question(columns=("Von", "Bis"), lines=3))
    assert isinstance(table, Table)
    assert table.rows == (((), ()),) * 3
    assert table.is_tall


def test_need_condition_and_help_stand_above() -> None:
    question = a_blank_question(condition="nur mit Gebühr", several=True, choices=("a",))
    remark = blocks_of(question)[1]
    assert isinstance(remark, Paragraph)
    assert said(remark.text).split("\n") == [
        "Pflicht · bis zum Auftakt · Prozesseigner",
        "Nur mit Gebühr",
        "So, wie Bürgerinnen und Bürger sie suchen würden.",
        "Mehrere Antworten sind möglich.",
    ]
    assert remark.keeps_next


def test_a_section_without_questions_is_left_out() -> None:
    document = build_blank(a_head(), (BlankSection("A", "Leer", "", ()),))
    assert len(document.blocks) == 3
