"""The styles of house_style.docx: sizes and colours as in paper.css, measures in twips."""

from typing import Final

ACCENT: Final = "00582D"
QUIET: Final = "4D5752"
LINE: Final = "C3CBC6"
TINT: Final = "EFF4F1"
FONT: Final = "Calibri"
"""Carlito of the PDF has the same widths, so that both break their lines alike."""
LANGUAGE: Final = '<w:lang w:val="de-DE" w:eastAsia="de-DE" w:bidi="de-DE"/>'

DEFAULTS: Final = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    f'<w:color w:val="1B211E"/><w:sz w:val="21"/><w:szCs w:val="21"/>{LANGUAGE}'
    "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
    '<w:spacing w:after="125" w:line="266" w:lineRule="auto"/>'
    "</w:pPr></w:pPrDefault></w:docDefaults>"
)


def _paragraph(
    style: str, name: str, layout: str = "", voice: str = "", *, based_on: str = "Normal"
) -> str:
    """One paragraph style; ``layout`` and ``voice`` are the content of pPr and rPr."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:qFormat/>'
        + (f"<w:pPr>{layout}</w:pPr>" if layout else "")
        + (f"<w:rPr>{voice}</w:rPr>" if voice else "")
        + "</w:style>"
    )


def _spacing(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _voice(size: float = 0, colour: str = "", *, bold: bool = False) -> str:
    parts = (
        "<w:b/><w:bCs/>" if bold else "",
        f'<w:color w:val="{colour}"/>' if colour else "",
        f'<w:sz w:val="{size * 2:g}"/><w:szCs w:val="{size * 2:g}"/>' if size else "",
    )
    return "".join(parts)


def _heading(level: int, before: int, after: int, voice: str) -> str:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    layout = f"<w:keepNext/><w:keepLines/>{_spacing(before, after, 240)}{outline}"
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{layout}</w:pPr><w:rPr>{voice}</w:rPr></w:style>"
    )


def _border(side: str, size: int, colour: str, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def _tab(position: int) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{position}"/></w:tabs>'


TEXT_WIDTH: Final = 9355
_CALLOUT: Final = (
    f"<w:pBdr>{_border('left', 20, ACCENT, 9)}</w:pBdr>"
    f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
)
_HAIRLINE_BELOW: Final = (
    f"<w:pBdr>{_border('bottom', 4, LINE, 2)}{_border('between', 4, LINE, 2)}</w:pBdr>"
)

_NORMAL: Final = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
)
_LINK: Final = (
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    f'<w:rPr><w:color w:val="{ACCENT}"/><w:u w:val="single"/></w:rPr></w:style>'
)
_PLAIN_TABLE: Final = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
)
_HOUSE_TABLE: Final = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="HouseTable">'
    '<w:name w:val="Haustabelle"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
    f"<w:tblBorders>{_border('bottom', 4, LINE)}{_border('insideH', 4, LINE)}</w:tblBorders>"
    '<w:tblCellMar><w:top w:w="62" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="62" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    f"{_border('bottom', 8, ACCENT)}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
)

STYLES: Final = (
    _NORMAL,
    _heading(1, 440, 130, _voice(14.5, ACCENT, bold=True)),
    _heading(2, 320, 80, _voice(11.5, bold=True)),
    _heading(3, 220, 60, _voice(10.5, bold=True)),
    _paragraph("Organisation", "Organisation", _spacing(0, 360), _voice(10.5, QUIET)),
    _paragraph("Subtitle", "Subtitle", _spacing(0, 20), _voice(12, ACCENT, bold=True)),
    _paragraph("Title", "Title", f"<w:keepNext/>{_spacing(0, 60, 228)}", _voice(22, bold=True)),
    _paragraph(
        "TitleEnd",
        "Titelabschluss",
        f"<w:pBdr>{_border('bottom', 8, ACCENT, 12)}</w:pBdr>{_spacing(0, 260)}",
        _voice(10.5, QUIET),
    ),
    _paragraph(
        "Caption",
        "caption",
        f"<w:keepNext/>{_spacing(160, 60)}",
        _voice(10.5, bold=True),
    ),
    _paragraph("ContentsTitle", "Inhaltstitel", "<w:keepNext/>", _voice(10.5, ACCENT, bold=True)),
    _paragraph("TOC1", "toc 1", _HAIRLINE_BELOW + _tab(TEXT_WIDTH) + _spacing(30, 30)),
    _paragraph(
        "TOC2",
        "toc 2",
        f'{_HAIRLINE_BELOW}{_tab(TEXT_WIDTH)}{_spacing(30, 30)}<w:ind w:left="284"/>',
    ),
    _paragraph("ListParagraph", "List Paragraph", f"{_spacing(0, 40)}"),
    _paragraph("CheckItem", "Ankreuzen", f'{_spacing(0, 40)}<w:ind w:left="340" w:hanging="340"/>'),
    _paragraph("TableText", "Tabellentext", _spacing(0, 0, 254), _voice(9.75)),
    _paragraph(
        "TableHead", "Tabellenkopf", f"<w:keepNext/>{_spacing(0, 0, 254)}", _voice(9.75, bold=True)
    ),
    _paragraph("TableName", "Tabellenname", _spacing(0, 0, 254), _voice(9.75, QUIET)),
    _paragraph(
        "TimelineDay",
        "Zeitstrahl Tag",
        f"<w:pBdr>{_border('left', 24, ACCENT, 7)}</w:pBdr>{_spacing(0, 0, 254)}"
        '<w:ind w:left="170"/>',
        _voice(9.75, ACCENT, bold=True),
    ),
    _paragraph("AfterTable", "Nach Tabelle", _spacing(0, 120, 200), _voice(4)),
    _paragraph(
        "Callout",
        "Hervorhebung",
        f'<w:keepLines/>{_CALLOUT}{_spacing(0, 0)}<w:ind w:left="230"/>',
    ),
    _paragraph("CalloutTitle", "Hervorhebung Titel", "<w:keepNext/>",
               _voice(10.5, ACCENT, bold=True), based_on="Callout"),
    _paragraph(
        "WritingLine",
        "Schreiblinie",
        f"<w:pBdr>{_border('bottom', 4, '8B958F')}"
        f"{_border('between', 4, '8B958F')}</w:pBdr>"
        '<w:spacing w:before="0" w:after="0" w:line="425" w:lineRule="exact"/>',
    ),
    _paragraph("Header", "header", _spacing(0, 0)),
    _paragraph("Footer", "footer", _tab(TEXT_WIDTH) + _spacing(0, 0, 250), _voice(8, QUIET)),
    _LINK,
    _PLAIN_TABLE,
    _HOUSE_TABLE,
)  # fmt: skip
