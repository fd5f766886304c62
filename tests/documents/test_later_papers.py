"""What holds for every paper of the later phases, full of facts and without any."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from amt24web.documents.coverage import printable
from amt24web.documents.outline import (
    Block,
    Document,
    DocumentControl,
    Heading,
    PageBreak,
    Table,
    TitleBlock,
    resolved,
)
from amt24web.documents.plain import ink
from amt24web.domain.papers import words
from amt24web.domain.vocabulary import DocumentFormat
from amt24web.domain.wording import LABELS
from tests.documents.files import (
    pages_of_pdf,
    said_by,
    without_spaces,
    words_of_pdf,
    words_of_word,
)
from tests.documents.later_papers import FULL, WITHOUT_FACTS
from tests.documents.papers import file_of
from tests.documents.papers_before_kickoff import a_status_report

pytestmark = pytest.mark.xdist_group("documents")

ALL = [*FULL.items(), *((f"{name}, empty", paper) for name, paper in WITHOUT_FACTS.items())]
every_paper = pytest.mark.parametrize("paper", [p for _, p in ALL], ids=[name for name, _ in ALL])
full_paper = pytest.mark.parametrize("paper", FULL.values(), ids=FULL)


def page_one(paper: Document) -> list[str]:
    """The words of the blocks in front of the first page break."""
    shown = printable(resolved(paper)).blocks
    end = next(n for n, block in enumerate(shown) if isinstance(block, PageBreak))
    return " ".join(line for block in shown[:end] for line in said_by(block)).split()


def without_hyphens(said: str) -> str:
    """The PDF breaks long words in tables."""
    return said.replace("-", "").replace("\N{HYPHEN}", "")


@full_paper
def test_what_belongs_on_page_one_fits_on_page_one(paper: Document) -> None:
    first = without_hyphens(pages_of_pdf(file_of(paper))[0])
    assert [word for word in page_one(paper) if without_hyphens(word) not in first] == []


@every_paper
def test_the_paper_begins_with_its_title_and_says_version_and_state(paper: Document) -> None:
    assert isinstance(paper.blocks[0], TitleBlock)
    assert any(isinstance(block, DocumentControl) for block in paper.blocks)


def test_together_the_papers_use_every_block() -> None:
    papers = (*FULL.values(), a_status_report())
    used = {type(part) for paper in papers for block in paper.blocks for part in all_of(block)}
    assert set(Block.__args__) <= used


def all_of(part: object) -> Iterator[object]:
    """A part of an outline and everything in it."""
    yield part
    inner = part if isinstance(part, tuple) else [
        getattr(part, name) for name in getattr(part, "__dataclass_fields__", ())
    ]  # fmt: skip
    for each in inner:
        yield from all_of(each)


@every_paper
def test_no_level_of_headings_is_skipped(paper: Document) -> None:
    levels = [0, *(block.level for block in paper.blocks if isinstance(block, Heading))]
    steps = [later - sooner for sooner, later in pairwise(levels)]
    assert max(steps) == 1


@every_paper
def test_no_table_is_empty_and_no_row_lacks_a_cell(paper: Document) -> None:
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert [table.caption for table in tables if not table.rows] == []
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.columns)}


@every_paper
def test_every_table_has_a_name_and_names_its_rows(paper: Document) -> None:
    for table in (block for block in paper.blocks if isinstance(block, Table)):
        assert table.caption
        assert [column.is_row_header for column in table.columns].index(True) == 0


@pytest.mark.parametrize("paper", WITHOUT_FACTS.values(), ids=WITHOUT_FACTS)
def test_what_nobody_knows_yet_is_said(paper: Document) -> None:
    assert "noch offen" in ink(paper)


@every_paper
def test_nothing_of_the_program_shines_through(paper: Document) -> None:
    assert "None" not in ink(paper)


@every_paper
def test_word_says_all_of_the_paper(paper: Document) -> None:
    in_word = without_spaces(words_of_word(file_of(paper, DocumentFormat.DOCX)))
    for block in printable(resolved(paper)).blocks:
        for line in map(without_spaces, said_by(block)):
            assert line in in_word


@every_paper
def test_the_pdf_says_all_of_the_paper(paper: Document) -> None:
    in_pdf = without_hyphens(without_spaces(words_of_pdf(file_of(paper))))
    for block in printable(resolved(paper)).blocks:
        for word in " ".join(said_by(block)).split():
            assert without_hyphens(word) in in_pdf


@pytest.mark.parametrize("word", [w for w in vars(words).values() if isinstance(w, type)])
def test_every_word_has_a_german_label(word: type) -> None:
    if word.__module__ == words.__name__:
        assert set(LABELS[word]) == set(word)
