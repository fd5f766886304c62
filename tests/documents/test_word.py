"""The Word file: valid, in real styles, accessible, and without a question when it is opened."""

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from lxml import etree
from openxml_audit import OpenXmlValidator

from amt24web.documents.outline import (
    CheckItem,
    Checklist,
    Contents,
    Document,
    Heading,
    PageBreak,
    WritingLines,
    cell,
    paragraph,
    text,
)
from amt24web.documents.prose import read_prose
from amt24web.domain.vocabulary import DocumentFormat, DocumentState
from tests.documents.later_papers import FULL
from tests.documents.papers import (
    MANY_SCRIPTS,
    a_blank,
    a_clarification,
    a_document,
    a_kickoff,
    a_table,
    file_of,
)
from tests.documents.papers_before_kickoff import a_status_report, an_invitation

pytestmark = pytest.mark.xdist_group("documents")

STRANGE = a_document(
    Contents(2),
    Heading(1, "Überschrift & <Zeichen>"),
    Heading(2, MANY_SCRIPTS),
    *read_prose(
        "1. a\n\n   zweiter Absatz\n   - b\n     1. c\n2. d\n\n[x](https://example.org/?a&b)"
    ),
    paragraph("".join(map(chr, range(32))) + "\ud800"),
    a_table(0, is_wide=True),
    a_table(1, is_tall=True, shows_caption=False),
    PageBreak(),
    WritingLines(2),
    Checklist((CheckItem(text("ja"), is_checked=True), CheckItem(text("nein")))),
)
PAPERS = {
    "clarification": a_clarification(),
    "kickoff": a_kickoff(),
    "blank": a_blank(),
    "invitation": an_invitation(),
    "status_report": a_status_report(),
    **FULL,
    "strange": STRANGE,
    "empty": Document(a_document().head, ()),
}


@cache
def parts(document: Document) -> dict[str, bytes]:
    """The parts of the Word file by name."""
    with zipfile.ZipFile(io.BytesIO(file_of(document, DocumentFormat.DOCX))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(document: Document) -> WordFile:
    return docx.Document(io.BytesIO(file_of(document, DocumentFormat.DOCX)))


def markup(document: Document, part: str = "word/document.xml") -> str:
    return parts(document)[part].decode()


@pytest.mark.parametrize("name", PAPERS)
def test_it_is_valid(name: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(file_of(PAPERS[name], DocumentFormat.DOCX))
    result = OpenXmlValidator().validate(file)
    assert result.is_valid, result.errors


def test_title_and_headings_have_real_styles() -> None:
    styles = {p.text: p.style.style_id for p in opened(a_clarification()).paragraphs}
    assert styles["Anmeldung zur Grundschule"] == "Title"
    assert styles["A Leistung und Vorhaben"] == "Heading1"


def test_it_is_german_and_described() -> None:
    file = opened(a_clarification())
    assert file.core_properties.title == "Klärungsbogen: Anmeldung zur Grundschule"
    assert file.core_properties.author == "Landesamt für Schule und Bildung"
    assert file.core_properties.language == "de-DE"
    assert '<w:lang w:val="de-DE"' in markup(a_clarification(), "word/styles.xml")


def test_pages_are_a4_and_a_wide_table_turns_its_own() -> None:
    file = opened(a_document(paragraph("x"), a_table(is_wide=True), Heading(1, "Ende")))
    sizes = [(round(s.page_width.mm), round(s.page_height.mm)) for s in file.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]


def test_the_head_of_a_table_is_repeated_and_rows_are_not_split() -> None:
    (table,) = opened(a_document(a_table(3))).tables
    assert len(table._tbl.findall(f".//{qn('w:tblHeader')}")) == 1
    assert len(table._tbl.findall(f".//{qn('w:cantSplit')}")) == 4
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Aufgaben"


def test_cells_keep_their_paragraphs_and_lists() -> None:
    (table,) = opened(a_clarification()).tables[1:2]
    answer = table.rows[1].cells[1]
    assert [p.text for p in answer.paragraphs][:3] == [
        "Sorgeberechtigte melden ihr Kind ohne Papier zur Grundschule an.",
        "Die Schule erhält alle Angaben.",
        "Niemand tippt etwas ab.",
    ]
    assert len(answer._tc.findall(f".//{qn('w:numPr')}")) == 2


def test_every_numbered_list_begins_anew() -> None:
    document = a_document(*read_prose("1. a\n2. b"), paragraph("x"), *read_prose("5. c"))
    starts = etree.fromstring(parts(document)["word/numbering.xml"]).iter(qn("w:startOverride"))
    assert [start.get(qn("w:val")) for start in starts] == ["1", "5"]


def test_boxes_can_be_ticked() -> None:
    boxes = Checklist((CheckItem(text("ja"), is_checked=True), CheckItem(text("nein"))))
    written = markup(a_document(boxes))
    assert written.count("<w14:checkbox>") == 2
    assert written.count('<w14:checked w14:val="1"/>') == 1
    assert written.index("☒") < written.index("☐")


def test_the_contents_are_filled_and_know_their_pages() -> None:
    document = a_document(Contents(), Heading(1, "Ziel"), PageBreak(), Heading(1, "Ende"))
    lines = [p.text for p in opened(document).paragraphs if p.style.style_id == "TOC1"]
    assert lines == ["Ziel\t1", "Ende\t2"]


def test_every_link_in_the_contents_has_its_bookmark() -> None:
    body = opened(a_clarification()).element.body
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    names = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert anchors
    assert anchors <= names


def test_nothing_is_asked_when_it_is_opened() -> None:
    assert "updateFields" not in markup(a_clarification(), "word/settings.xml")
    assert "w:dirty" not in markup(a_clarification())


def test_the_footer_says_which_paper_it_is_and_counts_pages() -> None:
    footer = opened(a_clarification()).sections[0].footer
    assert footer.paragraphs[0].text == "Klärungsbogen · Anmeldung zur Grundschule\tSeite 1 von 1"
    assert "Entwurf · Inhaltskennung" in footer.paragraphs[1].text
    instructions = [node.text.strip() for node in footer._element.iter(qn("w:instrText"))]
    assert instructions == ["PAGE", "NUMPAGES"]


def test_only_a_draft_is_marked_across_its_pages() -> None:
    def header(document: Document) -> str:
        names = [name for name in parts(document) if name.startswith("word/header")]
        return "".join(markup(document, name) for name in names)

    assert 'string="ENTWURF"' in header(a_clarification())
    assert "ENTWURF" not in header(a_document(state=DocumentState.APPROVED))


def test_headers_and_footers_hold_on_turned_pages_too() -> None:
    file = opened(a_document(paragraph("x"), a_table(is_wide=True), Heading(1, "Ende")))
    assert all("Inhaltskennung" in s.footer.paragraphs[1].text for s in file.sections)


def test_characters_no_font_has_are_printed_by_number_here_too() -> None:
    said = [p.text for p in opened(a_document(paragraph("漢字"))).paragraphs]
    assert "[U+6F22][U+5B57]" in said


def test_an_empty_cell_is_still_a_cell() -> None:
    document = a_document(replace(a_table(), rows=(((), cell("x"), ()),)))
    (table,) = opened(document).tables
    assert [c.text for c in table.rows[1].cells] == ["", "x", ""]


def test_a_hundred_thousand_characters_fit() -> None:
    document = a_document(paragraph("Wort " * 20_000))
    assert sum(len(p.text) for p in opened(document).paragraphs) > 100_000
