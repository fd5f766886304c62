"""The three inks say the same: headings, cells and lists of any outline are in each of them."""

import io

import docx
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from amt24web.documents import html_blocks, plain, word, word_blocks
from amt24web.documents.coverage import printable
from amt24web.documents.outline import (
    Block,
    Contents,
    Document,
    DocumentControl,
    Heading,
    TitleBlock,
    resolved,
)
from amt24web.domain.vocabulary import DocumentFormat
from tests.documents.files import said_by, without_spaces, words_of_pdf, words_of_word
from tests.documents.papers import a_head, file_of
from tests.documents.random_papers import documents

pytestmark = pytest.mark.xdist_group("documents")


@given(documents())
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_word_and_plain_text_say_all_of_the_outline(document: Document) -> None:
    shown = printable(resolved(document))
    in_word = without_spaces(words_of_word(word.ink(document, shown, {})))
    in_plain = without_spaces(plain.ink(document))
    for block in shown.blocks:
        for words in map(without_spaces, said_by(block)):
            assert words in in_word
            assert words in in_plain


@given(documents())
@settings(
    max_examples=4,
    suppress_health_check=list(HealthCheck),
    deadline=None,
    derandomize=True,
    # Making an example smaller would draw hundreds of papers.
    phases=(Phase.explicit, Phase.generate),
)
def test_the_pdf_says_all_of_the_outline(document: Document) -> None:
    in_pdf = without_spaces(words_of_pdf(file_of(document)))
    for block in printable(resolved(document)).blocks:
        # A page may end, with its footer, between two words.
        for token in " ".join(said_by(block)).split():
            assert token in in_pdf


@given(documents())
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_headings_of_the_word_file_are_real_headings(document: Document) -> None:
    file = docx.Document(io.BytesIO(word.ink(document, printable(resolved(document)), {})))
    found = [p.text for p in file.paragraphs if p.style.name.lower() == "heading 1"]
    assert found == [block.text for block in document.blocks if isinstance(block, Heading)]


def test_every_ink_knows_every_block() -> None:
    whole_paper = {Heading, TitleBlock, Contents}
    known = set(html_blocks.DRAWN)
    assert set(word_blocks.DRAWN) | {Heading} == known | whole_paper
    assert set(plain.DRAWN) | {TitleBlock, Contents} == known | whole_paper
    assert known | whole_paper | {DocumentControl} == set(Block.__args__)


def test_every_format_has_an_ink() -> None:
    document = Document(a_head(), (TitleBlock(),))
    assert file_of(document, DocumentFormat.PDF).startswith(b"%PDF-1.7")
    assert file_of(document, DocumentFormat.DOCX).startswith(b"PK")
