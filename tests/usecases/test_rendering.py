"""A paper becomes a file once; its Word file takes the page numbers from its PDF."""

import pytest

from amt24web.documents.outline import Document
from amt24web.documents.render import render
from amt24web.domain.vocabulary import DocumentFormat
from amt24web.usecases import rendering
from amt24web.usecases.rendering import drawn
from tests.documents.papers_of_testing import a_testing_plan, many_cases

pytestmark = pytest.mark.usefixtures("app")
PLAN = a_testing_plan(cases=many_cases(6))


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[DocumentFormat]:
    """In which inks something was really drawn, in turn."""
    seen: list[DocumentFormat] = []
    real = rendering.draw

    def draw(wish, **limits):
        seen.append(wish.file_format)
        return real(wish, **limits)

    monkeypatch.setattr(rendering, "draw", draw)
    return seen


def word(document: Document = PLAN) -> bytes:
    return drawn(document, DocumentFormat.DOCX, None)[1]


def pdf(document: Document = PLAN) -> bytes:
    return drawn(document, DocumentFormat.PDF, None)[1]


def test_after_the_pdf_the_word_file_lays_nothing_out_again(drawings: list[DocumentFormat]):
    pdf()
    word()
    word()
    assert drawings == [DocumentFormat.PDF, DocumentFormat.DOCX]


def test_a_word_file_with_contents_leaves_its_pdf_ready(drawings: list[DocumentFormat]):
    word()
    pdf()
    assert drawings == [DocumentFormat.PDF, DocumentFormat.DOCX]


def test_a_word_file_is_the_same_whichever_was_asked_for_first():
    first = word()
    assert first == render(PLAN, DocumentFormat.DOCX)
