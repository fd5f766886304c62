"""Answers to check, narrowed down: by how they stand, by what the team said, by words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from amt24web.domain.reading import QuestionReading, SectionReading, Shown
from amt24web.domain.vocabulary import AnswerState
from amt24web.domain.wording import folded
from amt24web.rules.remarks import Comment, comments_at, marked_by
from amt24web.rules.summary import Standing

EVERYTHING = "alle"
LONGEST_SEARCH = 200
MOST_SEARCH_WORDS = 8


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """One question with its answer, and what stands beside it."""

    reading: QuestionReading
    comments: tuple[Comment, ...] = ()
    marked_by: str = ""
    findings: int = 0


@dataclass(frozen=True, slots=True)
class CheckedSection:
    """One section with those of its answers that were wanted."""

    reading: SectionReading
    answers: tuple[CheckedAnswer, ...]


SHOWING: Mapping[str, tuple[str, Callable[[CheckedAnswer], bool]]] = {
    EVERYTHING: ("alle Fragen", lambda answer: True),
    "offen": (
        "offen",
        lambda answer: answer.reading.counts and answer.reading.state is AnswerState.OPEN,
    ),
    "wird_geklaert": (
        "wird geklärt",
        lambda answer: answer.reading.state is AnswerState.IN_CLARIFICATION,
    ),
    "markiert": ("markiert", lambda answer: bool(answer.marked_by)),
    "kommentar": ("mit Kommentar", lambda answer: bool(answer.comments)),
    "befund": ("mit Befund", lambda answer: answer.findings > 0),
}
"""What can be shown, by its word in the address: how it is called, and which answers it takes."""


def checked_sections(
    standing: Standing, sections: tuple[SectionReading, ...], showing: str, words: str
) -> tuple[CheckedSection, ...]:
    """All sections, with the answers that fit: each wanted word stands in question or answer.

    An unknown ``showing`` shows everything.
    """
    _, fits = SHOWING.get(showing, SHOWING[EVERYTHING])
    wanted = folded(words[:LONGEST_SEARCH]).split()[:MOST_SEARCH_WORDS]
    return tuple(
        CheckedSection(
            section,
            tuple(
                answer
                for answer in (_checked(standing, question) for question in section.questions)
                if fits(answer) and _says(answer.reading, wanted)
            ),
        )
        for section in sections
    )


def _checked(standing: Standing, question: QuestionReading) -> CheckedAnswer:
    return CheckedAnswer(
        reading=question,
        comments=comments_at(standing.facts, question.key),
        marked_by=marked_by(standing.facts, question.key),
        findings=sum(f.question == question.key and f.is_due for f in standing.findings),
    )


def _says(question: QuestionReading, wanted: list[str]) -> bool:
    if not wanted:
        return True
    number = question.number.replace(" ", "")  # said in one word: „A2“
    around = (number, question.text, question.note, question.reason, question.responsible)
    text = folded("\n".join((*around, *_texts(question.shown))))
    return all(word in text for word in wanted)


def _texts(shown: Shown) -> Iterator[str]:
    yield from (shown.text, shown.prose, *shown.items)
    if shown.table:
        yield from (cell for row in shown.table.rows for cell in row)
