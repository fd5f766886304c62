"""The Klärungsbogen: every question that was asked with its answer, and what is still open."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from amt24web.documents.answers import question_blocks
from amt24web.documents.head import Head
from amt24web.documents.niveau import niveau_section
from amt24web.documents.open_points import open_points_section
from amt24web.documents.outline import (
    Block,
    Callout,
    Column,
    Contents,
    Document,
    DocumentControl,
    Heading,
    Table,
    TitleBlock,
    cell,
    paragraph,
)
from amt24web.documents.sign_offs import declarations_section
from amt24web.documents.signatures import signature_table
from amt24web.domain.assessments import ClosingReading, NiveauReading, SignOffReading
from amt24web.domain.papers.excerpt import WHOLE, Excerpt
from amt24web.domain.papers.parts import Declaration
from amt24web.domain.reading import (
    CommentReading,
    FindingReading,
    LastChange,
    OpenPointReading,
    QuestionReading,
    SectionReading,
)
from amt24web.domain.vocabulary import AnswerState
from amt24web.domain.wording import counted, label

CONTENTS_FROM: Final = 4
"""So many sections make a table of contents worth its place."""
FINDINGS_TITLE: Final = "Hinweise aus der Prüfung"
FINDINGS_COLUMNS: Final = (
    Column("Gewicht", 14, is_row_header=True),
    Column("Hinweis", 50),
    Column("Frage", 10),
    Column("Umgang damit", 26),
)
COMMENTS_TITLE: Final = "Kommentare"
COMMENTS_COLUMNS: Final = (
    Column("Frage", 10, is_row_header=True),
    Column("Kommentar", 48),
    Column("Wer", 22),
    Column("Wann", 20),
)
STANDING: Final = {
    AnswerState.ANSWERED: "geklärt",
    AnswerState.IN_CLARIFICATION: "in Klärung",
    AnswerState.NOT_APPLICABLE: "nicht zutreffend",
    AnswerState.OPEN: "offen",
}
CHANGES_TITLE: Final = "Letzte Änderungen"
CHANGES_COLUMNS: Final = (
    Column("Frage", 10, is_row_header=True),
    Column("Wortlaut der Frage", 40),
    Column("Wer", 22),
    Column("Wann", 18),
    Column("Wie oft", 10),
)
EXCERPT_TITLE: Final = "Auszug"
STILL_OPEN: Final = (AnswerState.OPEN, AnswerState.IN_CLARIFICATION)
SIGN_OFF_TITLE: Final = "Freigabe"
SIGN_OFF: Final = "Der Prozesseigner bestätigt mit seiner Unterschrift diesen Stand der Klärung."


def build_clarification(
    head: Head,
    sections: Sequence[SectionReading],
    open_points: Sequence[OpenPointReading],
    findings: Sequence[FindingReading] = (),
    comments: Sequence[CommentReading] = (),
    *,
    niveau: NiveauReading | None = None,
    sign_offs: Sequence[SignOffReading] = (),
    closings: Sequence[ClosingReading] = (),
    excerpt: Excerpt = WHOLE,
    changes: Sequence[LastChange] = (),
) -> Document:
    """The paper from what was asked and said; sections about nothing are left out.

    An excerpt says that it is one, and still says how far the whole Klärung has come.
    """
    asked = [section for section in _wanted(sections, excerpt) if section.questions]
    blocks = (
        TitleBlock(),
        DocumentControl(),
        *_excerpt(excerpt),
        *_standing(sections),
        *([Contents()] if len(asked) >= CONTENTS_FROM else []),
        *(block for section in asked for block in _section(section)),
        *niveau_section(niveau),
        *_findings(findings),
        *_comments(comments if excerpt.with_notes else ()),
        *_changes(changes if excerpt.with_changes else ()),
        *open_points_section(open_points if excerpt.with_points else ()),
        *declarations_section(sign_offs, closings),
        *_sign_off(),
    )
    return Document(head, blocks)


def _wanted(sections: Sequence[SectionReading], excerpt: Excerpt) -> Iterator[SectionReading]:
    for section in sections:
        questions = (q for q in section.questions if not excerpt.only_open or _is_open(q))
        shown = (q if excerpt.with_notes else replace(q, note="") for q in questions)
        yield replace(section, questions=tuple(shown))


def _is_open(question: QuestionReading) -> bool:
    return question.counts and question.state in STILL_OPEN


def _excerpt(excerpt: Excerpt) -> Iterator[Block]:
    if excerpt.in_words:
        words = f"Dieser Klärungsbogen ist ein Auszug: {excerpt.in_words}."
        yield Callout(EXCERPT_TITLE, cell(words))


def _standing(sections: Sequence[SectionReading]) -> Iterator[Block]:
    """How far the Klärung has come, in one line."""
    states = Counter(q.state for section in sections for q in section.questions if q.counts)
    if not states:
        return
    parts = [counted(states.total(), "Frage", "Fragen")]
    parts += [f"{states[state]} {words}" for state, words in STANDING.items() if states[state]]
    yield Callout("Stand der Klärung", cell(" · ".join(parts)))


def _section(section: SectionReading) -> Iterator[Block]:
    yield Heading(1, f"{section.letter} {section.title}".strip())
    yield from question_blocks(section.questions)


def _findings(findings: Sequence[FindingReading]) -> Iterator[Block]:
    if not findings:
        return
    rows = tuple(
        (cell(label(f.severity)), cell(f.message), cell(f.question), cell(f.note)) for f in findings
    )
    yield Heading(1, FINDINGS_TITLE)
    yield Table(FINDINGS_TITLE, FINDINGS_COLUMNS, rows, shows_caption=False)


def _comments(comments: Sequence[CommentReading]) -> Iterator[Block]:
    if not comments:
        return
    rows = tuple((cell(c.question), cell(c.text), cell(c.who), cell(c.when)) for c in comments)
    yield Heading(1, COMMENTS_TITLE)
    yield Table(COMMENTS_TITLE, COMMENTS_COLUMNS, rows, shows_caption=False)


def _changes(changes: Sequence[LastChange]) -> Iterator[Block]:
    if not changes:
        return
    rows = tuple(
        (cell(c.question), cell(c.text), cell(c.who), cell(c.when), cell(str(c.times)))
        for c in changes
    )
    yield Heading(1, CHANGES_TITLE)
    yield Table(CHANGES_TITLE, CHANGES_COLUMNS, rows, shows_caption=False)


def _sign_off() -> Iterator[Block]:
    yield Heading(1, SIGN_OFF_TITLE)
    yield paragraph(SIGN_OFF)
    yield signature_table(SIGN_OFF_TITLE, (Declaration("Prozesseigner"),))
