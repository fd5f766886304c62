"""An excerpt of the Klärungsbogen holds what was ticked, and says what it leaves out."""

import pytest

from amt24web.documents import plain
from amt24web.documents.clarification import build_clarification
from amt24web.documents.outline import Callout, Document
from amt24web.domain.papers.excerpt import WHOLE, Excerpt
from amt24web.domain.reading import CommentReading, LastChange
from amt24web.domain.vocabulary import AnswerState
from tests.documents.papers import a_head, a_question, a_section, an_open_point

SECTIONS = (
    a_section(
        a_question("Wie heißt sie?", note="kurz halten", help="Damit man sie findet."),
        a_question("Wer zahlt?", key="zahlt", number="A2", state=AnswerState.IN_CLARIFICATION),
        a_question("Was ist gerechnet?", key="rechnung", number="A3", counts=False,
                   state=AnswerState.OPEN),
    ),
)  # fmt: skip
COMMENT = CommentReading("A1", "Stimmt das?", "Bert", "01.03.2026, 10:00 Uhr")
CHANGE = LastChange("A1", "Wie heißt sie?", "Anna", "02.03.2026, 11:00 Uhr", 3)


def paper(excerpt: Excerpt) -> Document:
    return build_clarification(
        a_head(), SECTIONS, (an_open_point(title="Wer zahlt das?"),), (), (COMMENT,),
        excerpt=excerpt, changes=(CHANGE,),
    )  # fmt: skip


def said(excerpt: Excerpt) -> str:
    return plain.ink(paper(excerpt))


def test_the_whole_paper_does_not_call_itself_an_excerpt():
    titles = [b.title for b in paper(WHOLE).blocks if isinstance(b, Callout)]
    assert "Auszug" not in titles
    assert "Letzte Änderungen" not in said(WHOLE)


def test_an_excerpt_says_on_page_one_what_it_is():
    chosen = Excerpt(only_open=True, with_points=False)
    assert "ist ein Auszug: nur offene Fragen, ohne offene Punkte." in said(chosen)


def test_only_open_questions_are_those_nobody_has_settled():
    text = said(Excerpt(only_open=True))
    assert "Wer zahlt?" in text
    assert "Wie heißt sie?" not in text
    assert "Was ist gerechnet?" not in text
    assert "2 Fragen · 1 geklärt · 1 in Klärung" in text, "the standing is that of the whole"


@pytest.mark.parametrize(
    ("without", "words"),
    [
        (Excerpt(with_notes=False), ("kurz halten", "Stimmt das?")),
        (Excerpt(with_points=False), ("Wer zahlt das?",)),
    ],
)
def test_what_is_not_wanted_is_not_printed(without: Excerpt, words: tuple[str, ...]):
    for word in words:
        assert word in said(WHOLE)
        assert word not in said(without)


def test_the_last_changes_name_person_and_time():
    text = said(Excerpt(with_changes=True))
    assert "A1 | Wie heißt sie? | Anna | 02.03.2026, 11:00 Uhr | 3" in text


def test_help_stands_beneath_its_question():
    assert "Wie heißt sie?\nDamit man sie findet." in said(Excerpt(with_help=True))
