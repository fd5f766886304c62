"""Lines and pages end where it reads well: nothing torn, no row of a table alone."""

import io
import re

import docx
import pytest

from amt24web.documents import html_blocks, word_xml
from amt24web.documents.outline import Document, paragraph, text
from amt24web.documents.typesetting import held
from amt24web.domain.vocabulary import DocumentFormat
from tests.documents.files import words_of_pdf
from tests.documents.papers import a_document, a_table, file_of

pytestmark = pytest.mark.xdist_group("documents")
ROLE = "Datenschutzbeauftragte oder -beauftragter"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("wird geklärt (bis 29.01.2027)", "wird geklärt (bis~29.01.2027)"),
        ("außerdem Nr. A 3 und AU 12", "außerdem Nr. A~3 und AU~12"),
        ("§ 9 Abs. 4, Art. 30", "§~9 Abs.~4, Art.~30"),
        ("bis zum Auftakt, Weg A oder B", "bis zum Auftakt, Weg A oder B"),
    ],
)
def test_a_number_stays_with_what_it_belongs_to(typed: str, shown: str):
    assert held(typed).replace("\u00a0", "~") == shown


def test_a_word_whose_beginning_stands_elsewhere_keeps_its_hyphen():
    page = html_blocks.page(a_document(paragraph(f"{ROLE} 5 -3 a-b")), ("", ""))
    assert 'oder <span class="whole">-beauftragter</span> 5 -3 a-b' in page
    in_word = word_xml.text(text(ROLE))
    assert "oder </w:t><w:noBreakHyphen/>" in in_word
    assert ">beauftragter<" in in_word


def rows_by_page(document: Document) -> list[int]:
    """How many rows of the table stand on each page."""
    pages = words_of_pdf(file_of(document)).split("\f")
    return [len(re.findall(r"Aufgabe Nummer", page)) for page in pages]


def test_no_row_stands_alone_above_or_below_a_page_break():
    splits = set()
    for lines in range(18, 32):
        document = a_document(*[paragraph("Zeile")] * lines, a_table(5))
        splits.add(rows_by_page(document)[0])
    assert splits & {2, 3}, "some table is split"
    assert not splits & {1, 4}


def test_rows_stay_together_in_word_as_well():
    content = file_of(a_document(a_table(5)), DocumentFormat.DOCX)
    kept = [
        bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next)
        for row in docx.Document(io.BytesIO(content)).tables[0].rows
    ]
    assert kept[1:] == [True, False, False, True, False]
