"""The small pieces of WordprocessingML that the Word ink is put together from."""

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from amt24web.documents.house_styles import LINE, QUIET
from amt24web.documents.outline import Run, Text
from amt24web.documents.typesetting import HANGING_WORD, held

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
BOX_FONT: Final = "Segoe UI Symbol"
TICKED: Final = "2612"
EMPTY: Final = "2610"


def paragraph(style: str, content: str, layout: str = "") -> str:
    """One paragraph; ``layout`` is what stands in pPr beside the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{content}</w:p>'


def run(words: str, voice: str = "") -> str:
    """Words in one voice; ``\\n`` breaks the line."""
    properties = f"<w:rPr>{voice}</w:rPr>" if voice else ""
    lines = "<w:br/>".join(map(_line, held(words).split("\n")))
    return f"<w:r>{properties}{lines}</w:r>"


def _line(words: str) -> str:
    """One line; the hyphen of a word whose beginning stands elsewhere does not end it."""
    return "<w:noBreakHyphen/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else ""
        for part in HANGING_WORD.split(words)
    )


def text(words: Text) -> str:
    """All runs of a text."""
    return "".join(map(_run, words))


def _run(words: Run) -> str:
    # In the order the schema asks for.
    voice = "".join(
        (
            '<w:rStyle w:val="Hyperlink"/>' * bool(words.link),
            "<w:b/><w:bCs/>" * words.bold,
            "<w:i/><w:iCs/>" * words.italic,
            "<w:strike/>" * words.struck,
            f'<w:color w:val="{QUIET}"/>' * words.muted,
        )
    )
    drawn = run(words.text, voice)
    return _field(f'HYPERLINK "{words.link}"', drawn) if words.link else drawn


def _field(instruction: str, shown: str) -> str:
    """A field with what it shows until Word computes it again."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def page_number() -> str:
    """„Seite 1 von 1“, computed by Word on every page."""
    return run("Seite ") + _field("PAGE", run("1")) + run(" von ") + _field("NUMPAGES", run("1"))


def page_of(bookmark: str, shown: str) -> str:
    """The page a bookmark is on, as last known."""
    return _field(f"PAGEREF {bookmark} \\h", run(shown))


def table_of_contents(lines: list[tuple[str, str]], depth: int) -> str:
    """The field that Word can renew, around lines that are there already: (style, content)."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f' TOC \\o "1-{depth}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(lines) - 1
    return "".join(
        paragraph(style, begin * (n == 0) + content + end * (n == last))
        for n, (style, content) in enumerate(lines)
    )


def jump(bookmark: str, content: str) -> str:
    """A link to a place in the paper."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{content}</w:hyperlink>'


def bookmarked(number: int, name: str, content: str) -> str:
    """Content that a link can jump to."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def check_box(number: int, name: str, *, is_checked: bool) -> str:
    """A box that is ticked with a click in Word and is a plain sign elsewhere."""
    sign = chr(int(TICKED if is_checked else EMPTY, 16))
    font = f'<w:rFonts w:ascii="{BOX_FONT}" w:hAnsi="{BOX_FONT}" w:eastAsia="{BOX_FONT}"/>'
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(name)}/>"
        f'<w:id w:val="{number}"/><w14:checkbox><w14:checked w14:val="{int(is_checked)}"/>'
        f'<w14:checkedState w14:val="{TICKED}" w14:font="{BOX_FONT}"/>'
        f'<w14:uncheckedState w14:val="{EMPTY}" w14:font="{BOX_FONT}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{font}</w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:tab/></w:r>"
    )


def table(
    widths: list[int], rows: str, name: str, *, has_head: bool, has_grid: bool = False
) -> str:
    """A table with fixed widths in twips; ``name`` is what a screen reader announces.

    ``has_grid`` parts the columns by lines, for tables to write in.
    """
    line = f'<w:insideV w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    borders = f"<w:tblBorders>{line}</w:tblBorders>" * has_grid
    margins = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/></w:tblCellMar>' * has_grid
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="HouseTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>{margins}'
        f'<w:tblLook w:val="{"0420" if has_head else "0480"}" w:firstRow="{int(has_head)}"'
        f' w:lastRow="0" w:firstColumn="{int(not has_head)}" w:lastColumn="0" w:noHBand="0"'
        f' w:noVBand="1"/><w:tblCaption w:val={quoteattr(name)}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def row(cells: str, *, is_head: bool = False, height: int = 0) -> str:
    """A row that stays on one page; the head is repeated on each page."""
    properties = (
        "<w:cantSplit/>"
        + f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' * bool(height)
        + "<w:tblHeader/>" * is_head
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def cell(width: int, content: str) -> str:
    """A cell; ``content`` must end with a paragraph."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
