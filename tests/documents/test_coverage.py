"""Characters without a glyph: printed by number, named at the end, never a font of the machine."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from amt24web.documents.coverage import FONT_FOLDER, REMARKS_TITLE, drawable, printable
from amt24web.documents.outline import Document, Heading, Paragraph, paragraph
from amt24web.documents.plain import ink, said
from tests.documents.papers import MANY_SCRIPTS, a_document, a_table

# Letters of DIN 91379 that fonts like to lack, with combining signs as the standard writes them.
DIN_91379 = "ĀĂĄĆĈČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶŁŃŅŇŊŐŒŔŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŹŻŽƏǍǏǑǓȘȚẂẞẼỲỸ C̨̆ D̂ J̌ K̛ M̂ N̂ Z̧"


def printed(words: str) -> str:
    """How a paragraph with these words is printed."""
    block = printable(a_document(paragraph(words))).blocks[1]
    assert isinstance(block, Paragraph)
    return said(block.text)


def titles(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_the_letters_of_din_91379_are_printed_as_they_are() -> None:
    assert titles(printable(a_document(paragraph(DIN_91379)))) == []


def test_a_character_without_glyph_is_printed_by_its_number() -> None:
    assert printed("漢字") == "[U+6F22][U+5B57]"


def test_names_in_many_scripts_are_printed() -> None:
    shown = printed(MANY_SCRIPTS)
    assert shown.startswith("Ελληνικά Кириллица Հայերեն ქართული עברית العربية [U+0926]")
    assert "😀 [U+1F680]" in shown


def test_what_was_replaced_is_named_once_at_the_end() -> None:
    document = printable(a_document(paragraph("漢漢"), a_table(caption="漢")))
    assert titles(document) == [REMARKS_TITLE]
    assert ink(document).count("CJK UNIFIED IDEOGRAPH-6F22") == 1


def test_a_paper_without_such_characters_has_no_remark() -> None:
    document = a_document(paragraph("Grundschule"), a_table())
    assert printable(document) == document


def test_very_many_missing_characters_are_counted() -> None:
    many = "".join(chr(0x4E00 + n) for n in range(100))
    assert "und 70 weitere" in ink(printable(a_document(paragraph(many))))


def test_signs_that_turn_the_reading_direction_are_dropped() -> None:
    assert printed("Rechnung\u202efdp.exe\u202c") == "Rechnungfdp.exe"


def test_private_and_unassigned_characters_are_printed_by_number() -> None:
    assert printed("\ue000\U000f0000\u0378") == "[U+E000][U+F0000][U+0378]"


def test_strange_spaces_become_spaces() -> None:
    assert printed("a\u3000b") == "a b"


@given(st.text())
def test_every_printed_character_has_a_glyph(words: str) -> None:
    assert all(ord(sign) in drawable() for sign in printed(words))


def test_the_bundled_fonts_are_the_ones_that_are_described() -> None:
    described = (FONT_FOLDER / "FONTS.md").read_text(encoding="utf-8")
    files = sorted(FONT_FOLDER.glob("*.ttf"))
    assert len(files) == 6
    for file in files:
        line = f"| `{hashlib.sha256(file.read_bytes()).hexdigest()}` | `{file.name}` |"
        assert line in described
