"""The three inks say the same: headings, cells and lists of any outline are in each of them."""

import io

import docx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from amt24web.documents import html_blocks, plain, word, word_blocks
from amt24web.documents.coverage import printable
from amt24web.documents.outline import (
    Block,
    Callout,
    CheckItem,
    Checklist,
    Column,
    Contents,
    Document,
    DocumentControl,
    Heading,
    Item,
    KeyValue,
    Listing,
    PageBreak,
    Paragraph,
    Run,
    Table,
    TitleBlock,
    WritingLines,
    resolved,
)
from amt24web.domain.vocabulary import DocumentFormat
from tests.documents.files import said_by, without_spaces, words_of_pdf, words_of_word
from tests.documents.papers import a_head, file_of

pytestmark = pytest.mark.xdist_group("documents")

# Scripts written from left to right: with others, readers differ in the order they give back.
WORDS = st.text(alphabet="abzäöüßÉŁžЖфαΩ 09-,.;&<>\"'#*", min_size=1, max_size=40).map(str.strip)
SAID = WORDS.filter(bool)
RUNS = st.builds(
    Run,
    SAID,
    bold=st.booleans(),
    italic=st.booleans(),
    muted=st.booleans(),
    link=st.sampled_from(["", "https://example.org/?a=1&b=2"]),
)
TEXTS = st.lists(RUNS, min_size=1, max_size=3).map(tuple)
PARAGRAPHS = st.builds(Paragraph, TEXTS)
FLAT_LISTS = st.builds(
    Listing,
    st.lists(st.builds(Item, st.tuples(PARAGRAPHS)), min_size=1, max_size=3).map(tuple),
    ordered=st.booleans(),
)
LISTS = st.builds(
    Listing,
    st.lists(st.builds(Item, st.tuples(PARAGRAPHS, FLAT_LISTS)), min_size=1, max_size=2).map(tuple),
    ordered=st.booleans(),
)
BOXES = st.builds(
    Checklist,
    st.lists(st.builds(CheckItem, TEXTS, st.booleans()), min_size=1, max_size=3).map(tuple),
)
CELLS = st.lists(PARAGRAPHS | LISTS | BOXES, max_size=2).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table with as many cells in each row as there are columns."""
    columns = draw(
        st.lists(
            st.builds(Column, SAID, st.integers(15, 40), st.booleans()), min_size=1, max_size=4
        )
    )
    rows = draw(st.lists(st.tuples(*[CELLS] * len(columns)), max_size=3))
    wide, tall = draw(st.booleans()), draw(st.booleans())
    return Table(draw(SAID), tuple(columns), tuple(rows), is_wide=wide, is_tall=tall)


BLOCKS = st.one_of(
    PARAGRAPHS,
    LISTS,
    BOXES,
    tables(),
    st.builds(KeyValue, SAID, st.lists(st.tuples(TEXTS, CELLS), min_size=1, max_size=3).map(tuple)),
    st.builds(Callout, SAID, CELLS),
    st.builds(WritingLines, st.integers(1, 3)),
    st.just(PageBreak()),
    st.just(DocumentControl()),
)
STRETCHES = st.tuples(st.builds(Heading, st.just(1), SAID), st.lists(BLOCKS, max_size=3)).map(
    lambda parts: (parts[0], *parts[1])
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A paper of a title, contents and some headings with blocks below them."""
    stretches = draw(st.lists(STRETCHES, min_size=1, max_size=3))
    blocks = (block for stretch in stretches for block in stretch)
    head = a_head(onlinedienst=draw(SAID), organisation=draw(WORDS), state=None)
    return Document(head, (TitleBlock(), Contents(), *blocks))


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
