"""An uploaded Word file as house style: what is kept, what stays behind, what is refused."""

import io
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from lxml import etree
from openxml_audit import OpenXmlValidator

from amt24web.documents.outline import (
    Contents,
    Document,
    Heading,
    PageBreak,
    WritingLines,
    paragraph,
)
from amt24web.documents.prose import read_prose
from amt24web.documents.render import render
from amt24web.documents.sample import build_sample
from amt24web.documents.style_names import REQUIRED
from amt24web.documents.style_template import read_template
from amt24web.domain.errors import InvalidInput
from amt24web.domain.house_style import Logo, LogoKind, Look
from amt24web.domain.vocabulary import DocumentFormat, DocumentState
from tests.documents.later_papers import FULL
from tests.documents.papers import (
    a_blank,
    a_clarification,
    a_document,
    a_head,
    a_kickoff,
    a_table,
    file_of,
)
from tests.documents.papers_before_kickoff import a_status_report
from tests.harness.style_files import (
    DOCUMENT,
    STYLES,
    a_png,
    a_template,
    changed,
    our_file,
    parts_of,
    saved,
    with_parts,
    with_relation,
)

pytestmark = pytest.mark.xdist_group("documents")
SAMPLE = build_sample("Landesamt für Muster", a_head().day)
HEADER = "word/header1.xml"
OFF = '<w:titlePg w:val="0"/>'


@cache
def styled(template: bytes, document: Document = SAMPLE) -> bytes:
    return render(document, DocumentFormat.DOCX, Look("Muster", read_template(template)))


def opened(content: bytes) -> WordFile:
    return docx.Document(io.BytesIO(content))


def refusal(content: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        read_template(content)
    return refused.value.message


def words(part: object) -> str:
    return "|".join(p.text for p in part.paragraphs)  # type: ignore[attr-defined]


def in_header(markup: str) -> bytes:
    """A Word file with this in its header."""
    return changed(a_template(header="HIER"), {HEADER: ("<w:r><w:t>HIER</w:t></w:r>", markup)})


def a_field(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def renamed(style_id: str, to: str) -> bytes:
    """Our file with a style that has another id, as Word makes them up."""
    return changed(our_file(), {STYLES: (f'w:styleId="{style_id}"', f'w:styleId="{to}"')})


def test_letterhead_footer_font_and_margins_are_kept() -> None:
    file = opened(styled(a_template(picture=a_png())))
    section = file.sections[0]
    assert words(section.header).startswith("Landesamt für Muster|")
    assert "word/media/header-default-1.png" in parts_of(styled(a_template(picture=a_png())))
    assert file.styles["Normal"].font.name == "Georgia"
    assert round(section.left_margin.mm) == 30


def test_our_footer_stands_below_theirs_on_every_page() -> None:
    section = opened(styled(a_template(first_page="Nur auf Seite 1"))).sections[0]
    said = words(section.footer).split("|")
    assert said[0] == "Musterstraße 1, 01099 Dresden"
    assert said[1] == "Musterseite · Anmeldung zum Musterkurs\tSeite 1 von 1"
    assert said[2].startswith("Version 0.1 · Stand 23.11.2026 · Entwurf · Inhaltskennung ")
    first = words(section.first_page_footer).split("|")
    assert first == said[1:], "their first page has no footer, ours stands there all the same"
    assert "Nur auf Seite 1" in words(section.first_page_header)


def test_the_draft_mark_stands_on_every_page_and_only_on_drafts() -> None:
    marks = [
        etree.tostring(header._element).count(b'string="ENTWURF"')
        for section in opened(styled(a_template(first_page="Eins"))).sections
        for header in (section.header, section.first_page_header)
    ]
    assert marks == [1, 1]
    approved = a_document(paragraph("x"), state=DocumentState.APPROVED)
    header = opened(styled(a_template(), approved)).sections[0].header
    assert b"ENTWURF" not in etree.tostring(header._element)


def test_headers_and_footers_hold_on_turned_pages_and_tables_fit_their_margins() -> None:
    document = a_document(paragraph("x"), a_table(is_wide=True), Heading(1, "Ende"), a_table())
    file = opened(styled(a_template(first_page="Eins"), document))
    assert [round(s.page_width.mm) for s in file.sections] == [210, 297, 210]
    assert [s.different_first_page_header_footer for s in file.sections] == [True, False, False]
    assert all("Inhaltskennung" in words(s.footer) for s in file.sections)
    widths = [
        sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid) for table in file.tables
    ]
    margins = 2 * 1701
    assert widths == [16838 - margins, 11906 - margins]


def test_their_text_settings_and_properties_stay_behind() -> None:
    settings = ("<w:zoom", '<w:documentProtection w:edit="forms"/><w:zoom')
    template = a_template(body="Streng geheim {{ 7 * 7 }}")
    content = styled(changed(template, {"word/settings.xml": settings}))
    everything = b"".join(parts_of(content).values())
    assert b"Streng geheim" not in everything
    assert b"Hausvorlage" not in everything
    assert b"documentProtection" not in parts_of(content)["word/settings.xml"]


def test_a_template_language_is_text_like_any_other() -> None:
    said = "{{ 7*7 }} {% for x in y %} ${7*7} {{ cycler.__init__.__globals__.os.getcwd() }}"
    section = opened(styled(a_template(header=said, footer=said))).sections[0]
    assert words(section.header) == said
    assert words(section.footer).startswith(said + "|")


@pytest.mark.parametrize("document", [a_clarification(), a_kickoff(), *FULL.values()])
def test_papers_in_a_foreign_style_are_valid(document: Document, tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(styled(a_template(picture=a_png(), first_page="Eins"), document))
    result = OpenXmlValidator().validate(file)
    assert result.is_valid, result.errors


def test_the_same_upload_gives_the_same_file() -> None:
    template = a_template(picture=a_png())
    assert read_template(template) == read_template(template)
    again = Look("Muster", read_template(template))
    assert styled(template) == render(SAMPLE, DocumentFormat.DOCX, again)


def test_every_style_a_paper_is_written_in_is_required() -> None:
    papers = (
        SAMPLE, a_clarification(), a_kickoff(), a_blank(), a_status_report(), *FULL.values(),
        a_document(Contents(2), Heading(1, "a"), Heading(2, "b"), Heading(3, "c"), PageBreak(),
                   WritingLines(1),
                   *read_prose("[x](https://example.org)")),
    )  # fmt: skip
    used = {
        node.get(qn("w:val"))
        for paper in papers
        for name, part in parts_of(file_of(paper, DocumentFormat.DOCX)).items()
        if name == DOCUMENT or name.startswith(("word/header", "word/footer"))
        for node in etree.fromstring(part).iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
    }
    assert used <= set(REQUIRED)
    assert set(REQUIRED) == used | {"Normal"}


def test_styles_are_known_by_name_whatever_word_calls_their_ids() -> None:
    german = renamed("Heading1", "berschrift1")
    german = changed(german, {STYLES: ('w:styleId="TableText"', 'w:styleId="Tabellentext"')})
    headings = [p.style.style_id for p in opened(styled(german)).paragraphs]
    assert headings.count("Heading1") == 1
    assert b"berschrift1" not in parts_of(read_template(german))[STYLES]


def test_another_style_that_has_one_of_our_ids_makes_room() -> None:
    theirs = '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Eigener Titel"/>'
    before = ("<w:style ", f"{theirs}</w:style><w:style ")
    swapped = changed(renamed("Title", "Titel"), {STYLES: before})
    styles = {s.name: s.style_id for s in opened(styled(swapped)).styles}
    assert (styles["Title"], styles["Eigener Titel"]) == ("Title", "TitleEigen")


def test_a_missing_style_is_named_as_word_names_it() -> None:
    without = changed(our_file(), {STYLES: ("heading 1", "Kapitel")})
    without = changed(without, {STYLES: ('w:styleId="Heading1"', 'w:styleId="Kapitel"')})
    assert "Es fehlt die Formatvorlage „Überschrift 1“ (Heading 1)." in refusal(without)


def test_several_missing_styles_are_named_at_once() -> None:
    message = refusal(saved(docx.Document()))
    assert "A4" in message, "python-docx brings US Letter"
    plain = docx.Document()
    plain.sections[0].page_width, plain.sections[0].page_height = 7560310, 10692130
    message = refusal(saved(plain))
    assert message.startswith("Es fehlen die Formatvorlagen ")
    assert "„Tabellentext“, „Tabellenkopf“" in message
    assert "„Titel“" not in message, "it has that one"


def test_lists_of_theirs_keep_their_numbers_apart_from_ours() -> None:
    numbering = "word/numbering.xml"
    theirs = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with_list = with_parts(
        our_file(), {numbering: f"<w:numbering {space}>{theirs}</w:numbering>".encode()}
    )
    with_list = changed(
        with_list,
        {STYLES: ('<w:keepNext/><w:keepLines/>', '<w:keepNext/><w:keepLines/><w:numPr>'
                  '<w:numId w:val="1"/></w:numPr>')},
    )  # fmt: skip
    made = parts_of(styled(with_list))
    pointers = etree.fromstring(made[STYLES]).iter(qn("w:numId"))
    assert {node.get(qn("w:val")) for node in pointers} == {"20001"}
    numbers = {
        node.get(qn("w:numId")): node[0].get(qn("w:val"))
        for node in etree.fromstring(made[numbering]).iter(qn("w:num"))
    }
    assert numbers == {"1": "1", "20001": "20001", "100": "2"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (changed(our_file(), {DOCUMENT: ('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')}),
         "nicht A4"),
        (changed(our_file(), {DOCUMENT: ('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"')}),
         "quer"),
        (changed(our_file(), {DOCUMENT: ('w:left="1417"', 'w:left="5000"')}), "12 cm"),
        (in_header(a_field("INCLUDEPICTURE &quot;https://example.org/x.png&quot;")),
         "INCLUDEPICTURE"),
        (in_header(a_field("DDEAUTO excel")), "DDEAUTO"),
        (in_header(a_field("HYPERLINK &quot;https://example.org&quot;")), "HYPERLINK"),
        (in_header(a_field("P</w:instrText></w:r>" + a_field("QUOTE x") + "<w:r><w:instrText>")),
         "ein Feld"),
        (in_header('<w:fldSimple w:instr="INCLUDETEXT /etc/passwd"/>'), "INCLUDETEXT"),
        (in_header("<w:r><w:instrText>LINK</w:instrText></w:r>"), "LINK"),
        (in_header("<w:r><w:object/></w:r>"), "eingebettetes Objekt"),
        (in_header('<w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml"'
                   ' src="https://example.org/x.png"/></w:pict></w:r>'), "nach außen"),
        (in_header('<w:hyperlink r:id="rId9"><w:r><w:t>x</w:t></w:r></w:hyperlink>'),
         "etwas anderes als Text und Bilder"),
        (with_relation(our_file(), "image", "https://example.org/a.png", is_outside=True),
         "nach außen"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_house_style_is_refused_with_the_reason(content: bytes, said: str) -> None:
    assert said in refusal(content)


def test_fields_that_only_count_and_name_may_stay() -> None:
    allowed = a_field("PAGE") + a_field(" STYLEREF &quot;Titel&quot; ")
    header = opened(styled(in_header(allowed))).sections[0].header
    said = [node.text.strip() for node in header._element.iter(qn("w:instrText"))]
    assert said == ["PAGE", 'STYLEREF "Titel"']


def test_a_picture_that_is_none_is_refused() -> None:
    template = a_template(picture=a_png())
    (picture,) = (name for name in parts_of(template) if name.startswith("word/media/"))
    svg = with_parts(template, {picture: b'<svg onload="x()"/>'})
    assert "PNG oder JPEG" in refusal(svg)


def test_without_a_template_the_colour_and_a_picture_come_into_our_file() -> None:
    look = Look("Muster", b"", Logo(LogoKind.PNG, a_png()), "#123a6b")
    content = render(SAMPLE, DocumentFormat.DOCX, look)
    styles = parts_of(content)[STYLES]
    assert b"123A6B" in styles
    assert b"00582D" not in styles
    picture = opened(content).inline_shapes[0]
    assert round(picture.height.mm) == 16
    assert picture._inline.docPr.get("descr") == "Landesamt für Muster"


def test_a_drawing_as_logo_is_left_out_of_word_and_a_template_brings_its_own() -> None:
    svg = Look("Muster", b"", Logo(LogoKind.SVG, b"<svg/>"))
    both = Look("Muster", read_template(a_template()), Logo(LogoKind.PNG, a_png()))
    for look in (svg, both):
        assert len(opened(render(SAMPLE, DocumentFormat.DOCX, look)).inline_shapes) == 0


def test_page_numbers_of_the_contents_stand_at_their_margin() -> None:
    styles = etree.fromstring(parts_of(read_template(a_template()))[STYLES])
    tabs = {
        style.get(qn("w:styleId")): [tab.get(qn("w:pos")) for tab in style.iter(qn("w:tab"))]
        for style in styles.iter(qn("w:style"))
    }
    assert tabs["TOC1"] == tabs["TOC2"] == [str(11906 - 2 * 1701)]


def test_a_title_page_that_is_switched_off_is_none() -> None:
    switched_off = changed(a_template(first_page="Eins"), {DOCUMENT: ("<w:titlePg/>", OFF)})
    assert not opened(styled(switched_off)).sections[0].different_first_page_header_footer


def test_a_file_with_endless_styles_is_refused() -> None:
    endless = "".join(f'<w:style w:styleId="s{n}"/>' for n in range(2_000)) + "</w:styles>"
    assert "zu viele" in refusal(changed(our_file(), {STYLES: ("</w:styles>", endless)}))
