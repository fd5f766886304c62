"""The Klärungsbogen: every question that was asked with its answer, and what is still open."""

from collections import Counter
from collections.abc import Iterator, Sequence
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
from amt24web.domain.papers.parts import Declaration
from amt24web.domain.reading import (
    CommentReading,
    FindingReading,
    OpenPointReading,
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
) -> Document:
    """The paper from what was asked and said; sections about nothing are left out."""
    asked = [section for section in sections if section.questions]
    blocks = (
        TitleBlock(),
        DocumentControl(),
        *_standing(asked),
        *([Contents()] if len(asked) >= CONTENTS_FROM else []),
        *(block for section in asked for block in _section(section)),
        *niveau_section(niveau),
        *_findings(findings),
        *_comments(comments),
        *open_points_section(open_points),
        *declarations_section(sign_offs, closings),
        *_sign_off(),
    )
    return Document(head, blocks)


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


def _sign_off() -> Iterator[Block]:
    yield Heading(1, SIGN_OFF_TITLE)
    yield paragraph(SIGN_OFF)
    yield signature_table(SIGN_OFF_TITLE, (Declaration("Prozesseigner"),))
