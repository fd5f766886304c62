"""The Testplan in three sizes: nearly empty, that of the pilot, and 400 cases with strange signs.

Of the largest, with 140 pages, the PDF costs 17 seconds of CPU and veraPDF 19. So it is drawn no
more than twice, and one test asks everything.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pikepdf
import pytest
from openxml_audit import OpenXmlValidator

from amt24web.documents import word
from amt24web.documents.coverage import printable
from amt24web.documents.outline import (
    Document,
    DocumentControl,
    KeyValue,
    Table,
    identity,
    resolved,
)
from amt24web.documents.render import render
from amt24web.domain.vocabulary import DocumentFormat
from tests.documents.files import lines_of_word, opened, tags, words_of_pdf
from tests.documents.large_plan import COUNT, a_large_plan
from tests.documents.later_papers import FULL, WITHOUT_FACTS
from tests.harness.verapdf.conformance import FLAVOURS, check, why_not

pytestmark = pytest.mark.xdist_group("documents")
LARGEST = "400 cases"
SIZES: Mapping[str, Document] = {
    "nearly empty": WITHOUT_FACTS["testing_plan"],
    "pilot": FULL["testing_plan"],
    LARGEST: a_large_plan(),
}
DRAWN_AS_TABLES = (Table, KeyValue, DocumentControl)
PATIENCE = 240.0


def drawn(paper: Document, file_format: DocumentFormat = DocumentFormat.PDF) -> bytes:
    """The file, drawn anew, also on a machine with much to do."""
    return render(paper, file_format, seconds=PATIENCE)


def pages_in(pdf: pikepdf.Pdf) -> dict[str, int]:
    """On which page each heading stands, by its anchor."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    named = list(pdf.Root.Names.Dests.Names)
    return {
        str(name): numbers[place[0].objgen]
        for name, place in zip(named[::2], named[1::2], strict=True)
    }


def in_word(paper: Document, pdf: bytes) -> bytes:
    """The Word file, with the page numbers as they are in the PDF instead of a second layout."""
    return word.ink(paper, printable(resolved(paper)), pages_in(opened(pdf)))


def only_letters(text: str) -> str:
    """Letters and digits in a row: inks break lines and long words where they like."""
    return "".join(re.findall(r"[^\W_]+", text))


def missing(said: str, elsewhere: str) -> set[str]:
    """Words of a text that the other does not say, whatever steers their direction."""
    there = only_letters(elsewhere)
    return {each for each in re.findall(r"[^\W_]+", said) if each not in there}


def foot(paper: Document) -> set[str]:
    """What only a page says and no paper: the words at its foot."""
    return set(re.findall(r"\w+", " ".join((*paper.head.footer(identity(paper)), "Seite von"))))


@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_each_size_keeps_the_standards_and_says_the_same_in_both_inks(tmp_path: Path) -> None:
    files = {f"{size}.pdf": drawn(paper) for size, paper in SIZES.items()}
    for size, paper in SIZES.items():
        pdf = files[f"{size}.pdf"]
        assert drawn(paper) == pdf, size
        expected = sum(isinstance(block, DRAWN_AS_TABLES) for block in paper.blocks)
        assert tags(opened(pdf))["/Table"] == expected, size
        file = in_word(paper, pdf)
        assert in_word(paper, pdf) == file, size
        if size != LARGEST:
            assert drawn(paper, DocumentFormat.DOCX) == file, size
        assert broken(file, tmp_path) == [], size
        on_pages, in_file = words_of_pdf(pdf), lines_of_word(file)
        assert missing(in_file, on_pages) == set(), size
        assert missing(on_pages, in_file) - foot(paper) == set(), size
        assert cases(on_pages) == cases(in_file), size
    assert len(set(cases(lines_of_word(file)))) == COUNT
    verdicts = check(files)
    assert {(v.file, v.flavour) for v in verdicts} == {(f, v) for f in files for v in FLAVOURS}
    assert [verdict for verdict in verdicts if not verdict.passes] == []


def broken(file: bytes, folder: Path) -> Iterable[object]:
    """What the validator of Word files finds."""
    place = folder / "paper.docx"
    place.write_bytes(file)
    return list(OpenXmlValidator().validate(place).errors)


def cases(said: str) -> list[str]:
    """Every case that is named, as often as it is."""
    return sorted(re.findall(r"tf(?:\d{3}|zustaendigkeit|eingang|geradeaus)", only_letters(said)))
