"""Answers on paper: what was said to a question as the content of a cell, or as a table."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from amt24web.documents.outline import (
    Block,
    Cell,
    Column,
    Item,
    KeyValue,
    Listing,
    Paragraph,
    Run,
    Table,
    Text,
    cell,
    text,
)
from amt24web.documents.prose import read_prose
from amt24web.domain.reading import QuestionReading, Shown, ShownTable
from amt24web.domain.vocabulary import AnswerState
from amt24web.domain.wording import label

NOTHING: Final = "–"
"""Stands in a cell that is empty, so that nobody takes it for forgotten."""
QUESTIONS_WIDTH: Final = 42
UPRIGHT_ROOM: Final = 90
WIDE_ROOM: Final = 138
"""So many signs fit side by side on an upright and on a turned page."""
LINES_BEFORE_TURNING: Final = 1.6
"""Cells may break a little before a page is turned for them: half-empty pages read worse."""
MOST_UPRIGHT: Final = 6
"""More columns than these leave no room for whole words."""
PADDING: Final = 2
LONGEST_COUNTED: Final = 40
"""A cell longer than this breaks anyway; it asks for no more width."""
LONGEST_WORD: Final = 28


def question_blocks(questions: Iterable[QuestionReading]) -> tuple[Block, ...]:
    """Questions with their answers: side by side, rows of a repeatable question as a table."""
    blocks: list[Block] = []
    pairs: list[tuple[Text, Cell]] = []
    for question in questions:
        if question.shown.table is None:
            pairs.append((_asked(question), answer(question)))
            continue
        blocks += _side_by_side(pairs)
        pairs = []
        blocks.append(shown_table(_caption(question), question.shown.table))
        blocks += [Paragraph(text(question.help, muted=True))] if question.help else []
        blocks += _beside(question)
    return (*blocks, *_side_by_side(pairs))


def _side_by_side(pairs: Sequence[tuple[Text, Cell]]) -> tuple[Block, ...]:
    rows = tuple(pairs)
    return (KeyValue("Fragen und Antworten", rows, QUESTIONS_WIDTH),) if rows else ()


def _asked(question: QuestionReading) -> Text:
    number = text(f"{question.number}  ", muted=True) if question.number else ()
    why = text(f"\n{question.help}", muted=True) if question.help else ()
    return (*number, Run(question.text), *why)


def _caption(question: QuestionReading) -> str:
    return f"{question.number} {question.text}".strip()


def _beside(question: QuestionReading) -> tuple[Block, ...]:
    remarks = _remarks(question)
    return (Paragraph(text(remarks, muted=True)),) if remarks else ()


def answer(question: QuestionReading) -> Cell:
    """What was said, and beneath it state, reason and note if they matter."""
    remarks = _remarks(question)
    return (*shown_cell(question.shown), *cell(remarks, muted=True))


def _remarks(question: QuestionReading) -> str:
    state = STATES[question.state](question)
    return " · ".join(part for part in (state, _note(question)) if part)


def _note(question: QuestionReading) -> str:
    return f"Notiz: {question.note}" if question.note else ""


def _open(question: QuestionReading) -> str:
    """A computed answer is there without anyone having settled it."""
    return label(AnswerState.OPEN) if question.shown.is_empty else ""


def _answered(_: QuestionReading) -> str:
    return ""


def _in_clarification(question: QuestionReading) -> str:
    until = f"bis {question.due}" if question.due else ""
    parts = (label(AnswerState.IN_CLARIFICATION), question.responsible, until)
    return ", ".join(part for part in parts if part)


def _not_applicable(question: QuestionReading) -> str:
    state = label(AnswerState.NOT_APPLICABLE)
    return f"{state}: {question.reason}" if question.reason else state


STATES: Final[dict[AnswerState, Callable[[QuestionReading], str]]] = {
    AnswerState.OPEN: _open,
    AnswerState.ANSWERED: _answered,
    AnswerState.IN_CLARIFICATION: _in_clarification,
    AnswerState.NOT_APPLICABLE: _not_applicable,
}
"""What is said about the state of an answer; a settled one speaks for itself."""


def shown_cell(shown: Shown) -> Cell:
    """An answer without rows as paragraphs and lists."""
    if len(shown.items) == 1:
        return cell(shown.items[0])
    if shown.items:
        return (Listing(tuple(Item(cell_paragraphs(item)) for item in shown.items)),)
    return read_prose(shown.prose) if shown.prose else cell(shown.text)


def cell_paragraphs(words: str) -> tuple[Paragraph, ...]:
    """Plain words as the one paragraph of a list item."""
    return (Paragraph(text(words)),)


def shown_table(caption: str, shown: ShownTable) -> Table:
    """Rows as a table; a column in which nothing was said is left out, a cell says so."""
    filled = [n for n in range(len(shown.columns)) if any(row[n] for row in shown.rows)]
    titles = [shown.columns[n] for n in filled]
    rows = [[row[n] for n in filled] for row in shown.rows]
    room = UPRIGHT_ROOM * LINES_BEFORE_TURNING
    is_wide = len(titles) > MOST_UPRIGHT or sum(_needs(titles, rows)) > room
    widths = column_widths(titles, rows, WIDE_ROOM if is_wide else UPRIGHT_ROOM)
    return Table(
        caption,
        tuple(
            Column(title, width, is_row_header=n == 0)
            for n, (title, width) in enumerate(zip(titles, widths, strict=True))
        ),
        tuple(tuple(cell(words or NOTHING) for words in row) for row in rows),
        is_wide=is_wide,
    )


def numbered_table(caption: str, shown: ShownTable) -> Table:
    """Rows as a table that counts them, for decisions and tasks."""
    counted = tuple((str(n), *row) for n, row in enumerate(shown.rows, start=1))
    return shown_table(caption, ShownTable(("Nr.", *shown.columns), counted))


def column_widths(
    titles: Sequence[str], rows: Sequence[Sequence[str]], room: int = UPRIGHT_ROOM
) -> tuple[int, ...]:
    """Shares of the width: room for the longest word, then more where more is said."""
    needs = _needs(titles, rows)
    wants = [max(0, _usual([row[n] for row in rows]) - need) for n, need in enumerate(needs)]
    spare = max(0, room - sum(needs))
    whole = max(1, sum(wants), spare)
    return tuple(need + want * spare // whole for need, want in zip(needs, wants, strict=True))


def _needs(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Signs each column needs so that no word has to be broken."""
    return [
        PADDING + max(_longest_word([title]) * 9 // 8, _longest_word([row[n] for row in rows]))
        for n, title in enumerate(titles)
    ]


def _usual(said: Sequence[str]) -> int:
    """What three of four cells need in one line."""
    lengths = sorted(PADDING + min(len(words), LONGEST_COUNTED) for words in said)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _longest_word(said: Sequence[str]) -> int:
    lengths = (len(word) for words in said for word in words.split())
    return min(max(lengths, default=0), LONGEST_WORD)
