"""The empty questionnaire to print: boxes to tick, lines to write on, conditions in words."""

from collections.abc import Iterator, Sequence
from typing import Final

from amt24web.documents.answers import column_widths
from amt24web.documents.head import Head
from amt24web.documents.outline import (
    Block,
    CheckItem,
    Checklist,
    Column,
    Contents,
    Document,
    DocumentControl,
    Heading,
    Paragraph,
    Table,
    TitleBlock,
    WritingLines,
    paragraph,
    text,
)
from amt24web.domain.reading import BlankQuestion, BlankSection

EXPLANATION: Final = (
    "Dieser Bogen zeigt alle Fragen der Klärung. Kreuzen Sie an oder schreiben Sie. Fragen mit "
    "einer Bedingung beantworten Sie nur, wenn die Bedingung zutrifft. Wissen Sie etwas noch "
    "nicht, wählen Sie „wird geklärt“ und schreiben Sie dazu, wer bis wann antwortet."
)
TO_BE_CLARIFIED: Final = "wird geklärt (wer, bis wann):"
SEVERAL: Final = "Mehrere Antworten sind möglich."
MOST_LINES: Final = 12
WIDE_FROM: Final = 6
"""Writing by hand needs more room than print."""


def build_blank(head: Head, sections: Sequence[BlankSection]) -> Document:
    """The questionnaire without answers; sections without questions are left out."""
    asked = [section for section in sections if section.questions]
    blocks = (
        TitleBlock(),
        DocumentControl(),
        paragraph(EXPLANATION),
        *([Contents()] if len(asked) > 1 else []),
        *(block for section in asked for block in _section(section)),
    )
    return Document(head, blocks)


def _section(section: BlankSection) -> Iterator[Block]:
    yield Heading(1, f"{section.letter} {section.title}".strip())
    if section.introduction:
        yield paragraph(section.introduction)
    for question in section.questions:
        yield from _question(question)


def _question(question: BlankQuestion) -> Iterator[Block]:
    yield Heading(2, f"{question.number} {question.text}".strip())
    yield from _beside(question)
    if question.columns:
        yield _empty_table(question)
    elif question.choices:
        yield _boxes(question)
    else:
        yield WritingLines(_lines(question))


def _beside(question: BlankQuestion) -> Iterator[Block]:
    """By when and by whom, when it is asked at all, and the help; one line each."""
    wanted = " · ".join(filter(None, (question.need, question.stage, question.role)))
    condition = question.condition[:1].upper() + question.condition[1:]
    several = SEVERAL if question.several and question.choices else ""
    lines = filter(None, (wanted, condition, question.help, several))
    yield Paragraph(text("\n".join(lines), muted=True), keeps_next=True)


def _empty_table(question: BlankQuestion) -> Table:
    widths = column_widths(question.columns, ())
    columns = tuple(Column(t, w) for t, w in zip(question.columns, widths, strict=True))
    rows = (((),) * len(columns),) * _lines(question)
    return Table(
        question.text,
        columns,
        rows,
        shows_caption=False,
        is_wide=len(columns) >= WIDE_FROM,
        is_tall=True,
    )


def _boxes(question: BlankQuestion) -> Checklist:
    choices = (*question.choices, TO_BE_CLARIFIED)
    return Checklist(tuple(CheckItem(text(choice)) for choice in choices))


def _lines(question: BlankQuestion) -> int:
    return max(1, min(question.lines, MOST_LINES))
