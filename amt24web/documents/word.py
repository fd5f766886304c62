"""The Word ink: the body as one text of WordprocessingML, parsed once, in the house style.

Adding rows and cells one by one through python-docx costs ninety times as much.
"""

import io
from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any, Final

import docx
from docx.oxml import parse_xml
from docx.shared import Mm
from lxml import etree

from amt24web.documents import word_xml as xml
from amt24web.documents.colours import coloured_part
from amt24web.documents.house_style import FILE, NUMBERS, parts
from amt24web.documents.house_styles import ACCENT
from amt24web.documents.outline import Document, identity
from amt24web.documents.reproducible import normalised, packed
from amt24web.documents.word_blocks import WordBlocks
from amt24web.documents.word_page import read_set_up
from amt24web.domain.house_style import OUR_LOOK, LogoKind, Look

LANGUAGE: Final = "de-DE"
LOGO_HEIGHT: Final = Mm(16)
LOGO_WIDTH: Final = Mm(70)
# A tab that knows the margin: on upright and on turned pages alike.
TO_THE_MARGIN: Final = (
    '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/></w:r>'
)
# The classic way Word writes a diagonal mark: text art behind the page, anchored in the header.
DRAFT_MARK: Final = (
    '<w:r><w:rPr><w:noProof/></w:rPr><w:pict><v:shapetype id="_x0000_t136"'
    ' coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>'
    '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>'
    '</v:shapetype><v:shape id="Entwurf" o:spid="_x0000_s2049" type="#_x0000_t136"'
    ' alt="Entwurf" o:allowincell="f" fillcolor="#00582d" stroked="f" style="position:absolute;'
    "width:470pt;height:118pt;rotation:306;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:page;"
    'mso-position-vertical:center;mso-position-vertical-relative:page">'
    '<v:fill opacity="5243f"/>'
    '<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt;font-weight:bold"'
    ' string="ENTWURF"/></v:shape></w:pict></w:r>'
)


def ink(
    outline: Document, drawn: Document, pages: Mapping[str, int], look: Look = OUR_LOOK
) -> bytes:
    """The Word file of a paper.

    ``outline`` holds the facts that are fingerprinted, ``drawn`` the same paper with texts the
    fonts can draw; ``pages`` says on which page each heading stands in the PDF of the same paper.
    """
    file = docx.Document(_house_file(look))
    _describe(file, drawn)
    _frame(file.sections[0], _mark(drawn, look), _footer(drawn, identity(outline)))
    _write_body(file, drawn, pages, look)
    saved = io.BytesIO()
    file.save(saved)
    return normalised(saved.getvalue())


def _house_file(look: Look) -> Any:
    """The file the paper is written into: theirs, or ours in their colour, or ours."""
    if look.template:
        return io.BytesIO(look.template)
    if not look.accent:
        return str(FILE)
    coloured = {name: coloured_part(part, look.accent) for name, part in parts().items()}
    return io.BytesIO(packed(coloured))


def _mark(drawn: Document, look: Look) -> str:
    mark = DRAFT_MARK.replace(f"#{ACCENT.lower()}", look.accent) if look.accent else DRAFT_MARK
    return mark * drawn.head.is_draft


def _frame(section: Any, mark: str, footer: str) -> None:
    """Draft mark and footer lines on every page, behind and below what the house style has."""
    frames = [(section.header, section.footer)]
    if section.different_first_page_header_footer:
        frames.append((section.first_page_header, section.first_page_footer))
    for above, below in frames:
        if above.is_linked_to_previous:
            _fill(above, xml.paragraph("Header", mark))
        elif mark:
            above.paragraphs[-1]._p.extend(_parsed(mark))
        if below.is_linked_to_previous:
            _fill(below, footer)
        else:
            below._element.extend(_parsed(footer))


def _logo(file: Any, drawn: Document, look: Look) -> str:
    """The logo as a picture in the title; a template brings its own in its header."""
    if look.template or look.logo is None or look.logo.kind is not LogoKind.PNG:
        return ""
    picture = file.part.new_pic_inline(io.BytesIO(look.logo.content), height=LOGO_HEIGHT)
    if picture.extent.cx > LOGO_WIDTH:
        picture = file.part.new_pic_inline(io.BytesIO(look.logo.content), width=LOGO_WIDTH)
    picture.docPr.set("descr", drawn.head.organisation or look.name)
    written = etree.tostring(picture, encoding="unicode")
    return f"<w:r><w:drawing>{written}</w:drawing></w:r>"


def _describe(file: Any, drawn: Document) -> None:
    head, properties = drawn.head, file.core_properties
    properties.title = head.title[:255]
    properties.subject = head.kind[:255]
    properties.author = head.organisation[:255]
    properties.language = LANGUAGE
    properties.revision = 1
    properties.created = properties.modified = datetime.combine(head.day, time(), UTC)


def _fill(part: Any, content: str) -> None:
    """Put paragraphs in a header or footer in place of the empty one."""
    part.is_linked_to_previous = False
    for old in list(part._element):
        part._element.remove(old)
    part._element.extend(_parsed(content))


def _footer(drawn: Document, fingerprint: str) -> str:
    first, second = drawn.head.footer(fingerprint)
    number = TO_THE_MARGIN + xml.page_number()
    return xml.paragraph("Footer", xml.run(first) + number) + xml.paragraph(
        "Footer", xml.run(second)
    )


def _write_body(file: Any, drawn: Document, pages: Mapping[str, int], look: Look) -> None:
    body = file.element.body
    blocks = WordBlocks(drawn, pages, read_set_up(body.sectPr), _logo(file, drawn, look))
    new = _parsed(blocks.body())
    for old in list(body):
        body.remove(old)
    body.extend(new)
    _number_lists(file, blocks.ordered_lists)


def _number_lists(file: Any, lists: list[tuple[int, int, int]]) -> None:
    """Give every numbered list its own numbering, so that each begins where it should."""
    numbering = file.part.numbering_part.element
    for number, level, start in lists:
        override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/>'
        base = f'<w:num w:numId="{number}"><w:abstractNumId w:val="{NUMBERS}"/>'
        content = f"{base}{override}</w:lvlOverride></w:num>"
        numbering.extend(_parsed(content))


def _parsed(content: str) -> list[Any]:
    return list(parse_xml(f"<w:body {xml.NAMESPACES}>{content}</w:body>"))
