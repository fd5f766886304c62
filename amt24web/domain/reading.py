"""Answers as a person reads them, on a page or on paper: plain text, no logic."""

from dataclasses import dataclass
from datetime import date

from amt24web.domain.vocabulary import AnswerState, Severity


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Rows of a repeatable question; every row has one text per column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer for people: a line, prose (small Markdown subset), chosen options, or a table.

    Exactly one of the four is filled; all empty means that there is nothing to show.
    """

    text: str = ""
    prose: str = ""
    items: tuple[str, ...] = ()
    table: ShownTable | None = None

    @property
    def is_empty(self) -> bool:
        """True if there is nothing to show."""
        return not (self.text or self.prose or self.items or self.table)

    @property
    def as_line(self) -> str:
        """The answer in one line, for lists and side notes."""
        if self.table:
            return f"{len(self.table.rows)} Zeilen" if len(self.table.rows) != 1 else "1 Zeile"
        return self.text or " ".join(self.prose.split()) or ", ".join(self.items)

    @property
    def as_words(self) -> str:
        """The answer in running text, rows too: cells by comma, rows by semicolon."""
        if self.table:
            rows = (", ".join(cell for cell in row if cell) for row in self.table.rows)
            return "; ".join(row for row in rows if row)
        return self.as_line


@dataclass(frozen=True, slots=True)
class QuestionReading:
    """One question that was asked, with what was said; what is computed does not count.

    ``help`` is there only where a paper prints it.
    """

    key: str
    number: str
    text: str
    shown: Shown
    state: AnswerState
    reason: str = ""
    note: str = ""
    responsible: str = ""
    due: str = ""
    counts: bool = True
    help: str = ""


@dataclass(frozen=True, slots=True)
class FindingReading:
    """One thing that does not fit together: where, how much it weighs, what was decided on it."""

    severity: Severity
    message: str
    question: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who said last what stands at a question, when, and how often it was said anew."""

    question: str
    text: str
    who: str
    when: str
    times: int


@dataclass(frozen=True, slots=True)
class SectionReading:
    """One section with the questions that were asked."""

    key: str
    letter: str
    title: str
    questions: tuple[QuestionReading, ...]


@dataclass(frozen=True, slots=True)
class OpenPointReading:
    """One cause that is still open; it is counted once, wherever it shows."""

    key: str
    title: str
    detail: str
    severity: Severity | None
    section: str
    responsible: str
    due: str
    stage: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class CommentReading:
    """What somebody said about a question: which one, by its number, who and when."""

    question: str
    text: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class BlankQuestion:
    """One question of the empty questionnaire to print, with its condition in words."""

    key: str
    number: str
    text: str
    help: str
    condition: str
    choices: tuple[str, ...]
    several: bool
    columns: tuple[str, ...]
    lines: int
    need: str
    stage: str
    role: str


@dataclass(frozen=True, slots=True)
class BlankSection:
    """One section of the empty questionnaire."""

    letter: str
    title: str
    introduction: str
    questions: tuple[BlankQuestion, ...]
