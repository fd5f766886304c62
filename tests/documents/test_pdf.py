"""The PDF file: tagged, described, self-contained, with its facts attached."""

import hashlib
import json
import re
from dataclasses import replace

import pikepdf
import pytest

from amt24web.artefacts.logo import read_logo
from amt24web.documents.coverage import REMARKS_TITLE
from amt24web.documents.joined_tables import WRITTEN_FOR, is_applicable
from amt24web.documents.outline import (
    Column,
    Contents,
    Heading,
    KeyValue,
    Listing,
    Paragraph,
    Table,
    cell,
    facts,
    identity,
    paragraph,
    text,
)
from amt24web.documents.prose import read_prose
from amt24web.documents.render import render
from amt24web.domain.errors import RenderingFailed
from amt24web.domain.house_style import Logo, LogoKind, Look
from amt24web.domain.vocabulary import DocumentFormat, DocumentState
from tests.documents.files import (
    bookmarks,
    fonts,
    opened,
    structure,
    tags,
    without_spaces,
    words_of_pdf,
)
from tests.documents.papers import (
    MANY_SCRIPTS,
    a_clarification,
    a_document,
    a_kickoff,
    a_table,
    file_of,
)
from tests.harness.style_files import SVG_LOGO, a_png

pytestmark = pytest.mark.xdist_group("documents")

BUNDLED = {
    "Carlito",
    "Carlito-Bold",
    "Carlito-Italic",
    "Carlito-Bold-Italic",
    "DejaVu-Sans",
    "DejaVu-Sans-Bold",
}
LONG_TABLE = a_document(Heading(1, "Aufgaben"), a_table(120))


def test_it_is_tagged_german_and_shows_its_title() -> None:
    root = opened(file_of(a_clarification())).Root
    assert root.MarkInfo.Marked
    assert root.Lang == "de-DE"
    assert root.ViewerPreferences.DisplayDocTitle


def test_it_is_described() -> None:
    with opened(file_of(a_clarification())).open_metadata() as described:
        assert described["dc:title"] == "Klärungsbogen: Anmeldung zur Grundschule"
        assert described["dc:creator"] == ["Landesamt für Schule und Bildung"]
        assert described["pdfaid:part"] == "3"
        assert described["pdfuaid:part"] == "1"
        assert described["xmp:CreateDate"].startswith("2026-11-23")


def test_its_colours_are_declared() -> None:
    assert opened(file_of(a_clarification())).Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_the_facts_are_attached_as_its_source() -> None:
    document = a_clarification()
    pdf = opened(file_of(document))
    (attached,) = pdf.Root.AF
    assert attached.AFRelationship == "/Source"
    content = pdf.attachments["inhalt.json"].get_file().read_bytes()
    assert content == facts(document)
    assert json.loads(content)["head"]["onlinedienst"] == "Anmeldung zur Grundschule"


def test_the_printed_identity_can_be_computed_from_the_attachment() -> None:
    content = file_of(a_clarification())
    attached = opened(content).attachments["inhalt.json"].get_file().read_bytes()
    printed = re.findall(r"Inhaltskennung (\w+)", words_of_pdf(content))
    assert set(printed) == {hashlib.sha256(attached).hexdigest()[:12]}


def test_every_page_says_which_paper_it_is_of() -> None:
    document = a_kickoff()
    pages = words_of_pdf(file_of(document)).split("\f")[:-1]
    for number, page in enumerate(pages, start=1):
        assert "Auftaktprotokoll · Anmeldung zur Grundschule" in page
        assert (
            f"Version 0.1 · Stand 23.11.2026 · Entwurf · Inhaltskennung {identity(document)}"
            in page
        )
        assert f"Seite {number} von {len(pages)}" in page


def test_a_draft_says_so_across_every_page_upright_or_turned() -> None:
    content = file_of(a_document(a_table(), Heading(1, "Breit"), a_table(is_wide=True)))
    pages = words_of_pdf(content).split("\f")[:-1]
    assert len(pages) == 2
    assert all("ENTWURF" in without_spaces(page) for page in pages)


def test_a_paper_for_approval_bears_no_mark() -> None:
    content = file_of(a_document(a_table(), state=DocumentState.FOR_APPROVAL))
    assert "ENTWURF" not in words_of_pdf(content)
    assert "zur Freigabe" in words_of_pdf(content)


def test_headings_are_bookmarks() -> None:
    document = a_document(Heading(1, "Ziel"), Heading(2, "Vereinbart"), Heading(1, "Ende"))
    assert bookmarks(opened(file_of(document))) == ["Ziel", "  Vereinbart", "Ende"]


def test_the_contents_link_to_every_heading() -> None:
    document = a_document(Contents(2), Heading(1, "Ziel"), Heading(2, "Vereinbart"))
    assert tags(opened(file_of(document)))["/Link"] == 2


def test_a_wide_table_turns_its_page_and_only_that() -> None:
    document = a_document(paragraph("x"), a_table(is_wide=True), Heading(1, "Ende"))
    boxes = [page.mediabox for page in opened(file_of(document)).pages]
    assert [box[2] > box[3] for box in boxes] == [False, True, False]


def test_a_table_over_several_pages_stays_one_table() -> None:
    pdf = opened(file_of(LONG_TABLE))
    found = tags(pdf)
    assert len(pdf.pages) > 2
    assert (found["/Table"], found["/THead"], found["/TBody"]) == (1, 1, 1)
    assert found["/TR"] == 121


def test_every_cell_of_a_long_table_names_heads_that_exist() -> None:
    elements = list(structure(opened(file_of(LONG_TABLE)).Root.StructTreeRoot))
    heads = {str(e.ID) for e in elements if e.S == "/TH"}
    cells = [e for e in elements if e.S == "/TD"]
    named = {str(head) for e in cells for head in e.A.Headers}
    assert len(cells) == 240
    assert named <= heads


def test_a_repeated_head_is_drawn_on_every_page_all_the_same() -> None:
    pages = words_of_pdf(file_of(LONG_TABLE)).split("\f")[:-1]
    assert all("Bis wann" in page for page in pages)


def test_a_row_that_goes_over_pages_stays_one_row() -> None:
    block = KeyValue("Lang", ((text("Frage"), read_prose("Wort und Wort. " * 900)),))
    pdf = opened(file_of(a_document(block)))
    found = tags(pdf)
    assert len(pdf.pages) > 1
    assert (found["/Table"], found["/TR"], found["/TH"], found["/TD"]) == (1, 1, 1, 1)


def test_a_link_in_a_row_after_a_page_break_does_not_break_the_joining() -> None:
    linked = tuple((cell(f"{n}"), read_prose(f"https://example.org/{n}")) for n in range(60))
    table = replace(a_table(), columns=a_table().columns[:2], rows=linked)
    found = tags(opened(file_of(a_document(table))))
    assert (found["/Table"], found["/Link"]) == (1, 60)


def test_joining_tables_is_bound_to_the_version_it_was_written_for() -> None:
    assert is_applicable(), (
        f"joined_tables.py was written for WeasyPrint {WRITTEN_FOR}. Check whether split tables "
        "are still tagged apart (the tests above), then adapt or remove it."
    )


def test_only_bundled_fonts_occur_and_all_are_embedded() -> None:
    document = a_document(
        paragraph(MANY_SCRIPTS),
        Paragraph(text(MANY_SCRIPTS, bold=True)),
        Paragraph(text(MANY_SCRIPTS, italic=True)),
    )
    used = fonts(opened(file_of(document)))
    assert set(used) <= BUNDLED
    assert {"Carlito", "DejaVu-Sans", "DejaVu-Sans-Bold"} <= set(used)
    assert all(used.values())


def test_characters_no_font_has_are_named_at_the_end() -> None:
    content = file_of(a_document(paragraph("Name: 漢字")))
    assert bookmarks(opened(content)) == [REMARKS_TITLE]
    assert "[U+6F22][U+5B57]" in without_spaces(words_of_pdf(content))


def test_control_characters_and_half_characters_do_not_break_it() -> None:
    words = "".join(map(chr, range(32))) + "a\x7f\x9f\ud83d\ufffe\u2028b"
    block = Listing(())
    content = file_of(a_document(paragraph(words), a_table(caption=words), block))
    assert "a" in words_of_pdf(content)


@pytest.mark.parametrize("word", ["Wort ", "Wo"], ids=["words", "one word"])
def test_a_hundred_thousand_characters_are_printed(word: str) -> None:
    typed = word * (100_000 // len(word))
    content = file_of(a_document(KeyValue("Lang", ((text("Frage"), read_prose(typed)),))))
    printed = without_spaces(words_of_pdf(content).replace("ENTWURF", ""))
    assert printed.count("W") >= typed.count("W")


def test_typed_markup_is_printed_not_obeyed() -> None:
    typed = '<img src="https://example.org/x.png"><style>*{display:none}</style>&amp;'
    document = a_document(paragraph(typed), KeyValue("x", ((text(typed), cell(typed)),)))
    assert without_spaces(words_of_pdf(file_of(document))).count(without_spaces(typed)) == 3


def test_a_link_can_be_followed() -> None:
    content = file_of(a_document(*read_prose("[hier](https://example.org/?a=1&b=2)")))
    (link,) = opened(content).pages[0].Annots
    assert link.A.URI == "https://example.org/?a=1&b=2"
    assert isinstance(link, pikepdf.Dictionary)


def test_an_address_in_a_narrow_cell_gets_no_hyphen():
    address = "informationssicherheitsbeauftragte@example.org"
    columns = (Column("Aufgabe", 80), Column("E-Mail", 20))
    row = (cell("Schutzbedarf"), cell(address))
    narrow = Table(caption="Wer", columns=columns, rows=(row,))
    assert address in without_spaces(words_of_pdf(file_of(a_document(narrow))))


@pytest.mark.parametrize("picture", [SVG_LOGO, a_png()])
def test_a_logo_is_a_figure_that_says_whose_it_is(picture: bytes) -> None:
    content = render(a_kickoff(), DocumentFormat.PDF, Look("Muster", b"", read_logo(picture)))
    pdf = opened(content)
    figures = [thing for thing in structure(pdf.Root.StructTreeRoot) if thing.S == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == ["Landesamt für Schule und Bildung"]
    assert "/Figure" not in tags(opened(file_of(a_kickoff())))


def test_an_accent_takes_the_place_of_ours_everywhere() -> None:
    ours, theirs = (
        drawn_with(opened(render(a_kickoff(), DocumentFormat.PDF, look)))
        for look in (Look(), Look("Muster", accent="#123a6b"))
    )
    assert GREEN in ours
    assert GREEN not in theirs
    assert BLUE in theirs


def test_a_logo_that_cannot_be_drawn_is_not_left_out_in_silence() -> None:
    broken = Look("Muster", b"", Logo(LogoKind.PNG, b"kein Bild"))
    with pytest.raises(RenderingFailed) as failure:
        render(a_kickoff(), DocumentFormat.PDF, broken)
    assert "LogoNotDrawn" in str(failure.value.__cause__)


GREEN, BLUE = b"0 0.345098 0.176471", b"0.070588 0.227451 0.419608"


def drawn_with(pdf: pikepdf.Pdf) -> bytes:
    """Everything drawn on the pages, as commands."""
    return b"".join(page.Contents.read_bytes() for page in pdf.pages)
