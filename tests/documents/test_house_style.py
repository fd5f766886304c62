"""The look of Word papers: the file in the package is what its script makes, and complete."""

import zipfile

from openxml_audit import OpenXmlValidator

from amt24web.documents import house_style, house_styles, word_xml
from amt24web.documents.reproducible import normalised, packed


def test_the_file_is_what_the_script_makes() -> None:
    with zipfile.ZipFile(house_style.FILE) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    assert kept == house_style.parts(), (
        "Bitte neu erzeugen: python -m amt24web.documents.house_style"
    )


def test_the_file_is_valid() -> None:
    assert OpenXmlValidator().validate(house_style.FILE).is_valid


def test_every_style_the_ink_uses_is_there() -> None:
    styles = house_style.parts()["word/styles.xml"].decode()
    used = {
        "Normal", "Heading1", "Heading2", "Heading3", "Organisation", "Subtitle", "Title",
        "TitleEnd", "ContentsTitle", "TOC1", "TOC2", "ListParagraph", "CheckItem", "TableText",
        "TableHead", "TableName", "AfterTable", "Callout", "CalloutTitle", "WritingLine",
        "Caption", "Header", "Footer", "Hyperlink", "HouseTable",
    }  # fmt: skip
    assert {name for name in used if f'w:styleId="{name}"' not in styles} == set()
    assert house_styles.TEXT_WIDTH == 9355
    assert 'w:val="HouseTable"' in word_xml.table([1], "", "x", has_head=True)


def test_an_archive_of_the_same_parts_is_the_same_file_in_any_order() -> None:
    parts = house_style.parts()
    turned = dict(reversed(parts.items()))
    assert packed(parts) == packed(turned) == normalised(packed(turned))
