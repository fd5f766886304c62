"""Blocks as HTML for the PDF: one small function per block, looked up by its class."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any, Final

from amt24web.documents.arrangement import entries, sheets
from amt24web.documents.head import Head
from amt24web.documents.outline import (
    Block,
    Callout,
    Cell,
    Checklist,
    Contents,
    Document,
    Heading,
    KeyValue,
    Listing,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Text,
    Timeline,
    TitleBlock,
    WritingLines,
)
from amt24web.documents.timeline import picture
from amt24web.documents.typesetting import HANGING_WORD, held
from amt24web.domain.house_style import OUR_LOOK, Look

LOGO_ADDRESS: Final = "amt24web:logo"
"""Leads nowhere; only the fetcher of the PDF ink knows it."""
EMPTY_BOX: Final = "☐"
TICKED_BOX: Final = "☒"
DRAFT_MARK: Final = "ENTWURF"
LONGEST_PIECE: Final = 20
ENDLESS_WORD: Final = re.compile(r"\S{300,}")
TO_THE_LETTER: Final = re.compile(
    r"@|://|\b[0-9a-f]{64}\b|\w\.(?:pdf|docx?|xlsx?|csv|eml|msg|zip|xml|json)\b"
)
"""Addresses, checksums, names of files."""
WHOLE_WORD: Final = re.compile(rf"{HANGING_WORD.pattern}\w+")
ZERO_WIDTH_SPACE: Final = "\u200b"


def page(document: Document, footer: tuple[str, str], look: Look = OUR_LOOK) -> str:
    """The whole paper as one HTML page; ``footer`` are the two lines below every page."""
    head = document.head
    moment = f"{head.day.isoformat()}T00:00:00Z"
    mark = DRAFT_MARK if head.is_draft else ""
    return "".join(
        (
            '<!doctype html><html lang="de-DE"><head><meta charset="utf-8">',
            f"<title>{escape(head.title)}</title>",
            f'<meta name="author" content="{escape(head.organisation)}">' * bool(head.organisation),
            f'<meta name="dcterms.created" content="{moment}">',
            f'<meta name="dcterms.modified" content="{moment}">',
            f'</head><body data-mark="{mark}"><div class="foot">',
            *(f"<p>{escape(line)}</p>" for line in footer),
            "</div>",
            *_body(document, look),
            "</body></html>",
        )
    )


def _body(document: Document, look: Look) -> Iterator[str]:
    stretches = sheets(document.blocks)
    for is_wide, blocks in stretches:
        drawn = "".join(_placed(document, look, anchor, block) for anchor, block in blocks)
        kind = "wide" if is_wide else "upright"
        # Where no page is turned, the tag tree is spared a level.
        needs_kind = is_wide or len(stretches) > 1
        yield f'<div class="{kind}">{drawn}</div>' if needs_kind else drawn


def _placed(document: Document, look: Look, anchor: str, block: Block) -> str:
    """A block that may need to know the whole paper."""
    if isinstance(block, Heading):
        return f'<h{block.level} id="{anchor}">{escape(block.text)}</h{block.level}>'
    if isinstance(block, Contents):
        return _contents(document.blocks, block)
    if isinstance(block, TitleBlock):
        return _logo(document.head, look) + _title(document.head)
    return _block(block)


def _block(block: Block) -> str:
    return DRAWN[type(block)](block)


def _logo(head: Head, look: Look) -> str:
    if look.logo is None:
        return ""
    name = escape(head.organisation or look.name)
    return f'<p class="logo"><img src="{LOGO_ADDRESS}" alt="{name}"></p>'


def _title(head: Head) -> str:
    key = f"LeiKa-Schlüssel {head.leika_key}" if head.leika_key else ""
    lines = (("kind", head.kind), ("name", head.onlinedienst), ("key", key))
    drawn = "".join(f'<p class="{name}">{escape(words)}</p>' for name, words in lines if words)
    letterhead = f'<p class="organisation">{escape(head.organisation)}</p>'
    return f'<div class="title">{letterhead * bool(head.organisation)}{drawn}</div>'


def _contents(blocks: tuple[Block, ...], contents: Contents) -> str:
    lines = "".join(
        f'<li class="{"below" if entry.heading.level > 1 else "top"}" data-to="#{entry.anchor}">'
        f'<a href="#{entry.anchor}">{escape(entry.heading.text)}</a></li>'
        for entry in entries(blocks, contents.depth)
    )
    return f'<div class="contents"><p class="label keep">Inhalt</p><ol>{lines}</ol></div>'


def _text(text: Text) -> str:
    return "".join(map(_run, text))


def _run(run: Run) -> str:
    lines = escape(ENDLESS_WORD.sub(_breakable, held(run.text))).split("\n")
    # A link holds nothing but the words of one line; else WeasyPrint tags it against PDF/UA.
    drawn = "<br>".join(_linked(line, run.link) for line in lines)
    if run.bold:
        drawn = f"<b>{drawn}</b>"
    if run.italic:
        drawn = f"<i>{drawn}</i>"
    if run.struck:
        drawn = f"<s>{drawn}</s>"
    return f'<span class="muted">{drawn}</span>' if run.muted else drawn


def _linked(line: str, link: str) -> str:
    if link:
        return f'<a href="{escape(link)}">{line}</a>' if line else line
    return WHOLE_WORD.sub(r'<span class="whole">\g<0></span>', line)


def _breakable(word: re.Match[str]) -> str:
    """A word without end, with places to break it: finding them itself costs the layout minutes."""
    signs = word.group()
    pieces = (signs[n : n + LONGEST_PIECE] for n in range(0, len(signs), LONGEST_PIECE))
    return ZERO_WIDTH_SPACE.join(pieces)


def _paragraph(block: Paragraph) -> str:
    opening = '<p class="keep">' if block.keeps_next else "<p>"
    return f"{opening}{_text(block.text)}</p>"


def _cell(content: Cell) -> str:
    return "".join(map(_block, content))


def _listing(block: Listing) -> str:
    items = "".join(f"<li>{_item(item.body)}</li>" for item in block.items)
    if not block.ordered:
        return f"<ul>{items}</ul>"
    return f'<ol start="{block.start}">{items}</ol>'


def _item(body: Cell) -> str:
    """Paragraphs of an item as lines: WeasyPrint tags a paragraph within one against PDF/UA."""
    drawn, goes_on = "", False
    for part in body:
        is_text = isinstance(part, Paragraph)
        drawn += "<br>" * (is_text and goes_on)
        drawn += _text(part.text) if isinstance(part, Paragraph) else _block(part)
        goes_on = is_text
    return drawn


def _checklist(block: Checklist) -> str:
    items = "".join(
        f'<li><span class="box">{TICKED_BOX if item.is_checked else EMPTY_BOX}</span>'
        f"{_text(item.text)}</li>"
        for item in block.items
    )
    return f'<ul class="boxes">{items}</ul>'


def _writing_lines(block: WritingLines) -> str:
    lines = '<div class="line"></div>' * block.count
    return f'<div class="lines">{lines}</div>'


def _table(block: Table) -> str:
    opening = '<table class="tall">' if block.is_tall else "<table>"
    whole = sum(column.width for column in block.columns)
    columns = "".join(
        f'<col style="width:{100 * column.width / whole:.2f}%">' for column in block.columns
    )
    heads = "".join(f'<th scope="col">{escape(column.title)}</th>' for column in block.columns)
    rows = _rows([_cells(block, row) for row in block.rows])
    caption = f"<caption>{escape(block.caption)}</caption>" * block.shows_caption
    return (
        f"{opening}{caption}<colgroup>{columns}</colgroup>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _rows(drawn: Sequence[str]) -> str:
    """Rows of cells; the first two and the last two stay together, so that none stands alone."""
    last = len(drawn) - 1
    held = {0, last - 1} if last > 0 else set()
    return "".join(
        f'<tr class="held">{cells}</tr>' if n in held else f"<tr>{cells}</tr>"
        for n, cells in enumerate(drawn)
    )


def _cells(table: Table, row: tuple[Cell, ...]) -> str:
    return "".join(
        f'<th scope="row">{_cell(content)}</th>' if column.is_row_header else _data(content)
        for column, content in zip(table.columns, row, strict=True)
    )


def _data(content: Cell) -> str:
    """A cell; what is read to the letter gets no hyphen, which would be taken for a part of it."""
    drawn = _cell(content)
    return f'<td class="exact">{drawn}</td>' if TO_THE_LETTER.search(drawn) else f"<td>{drawn}</td>"


def _key_value(block: KeyValue) -> str:
    rows = _rows(
        [f'<th scope="row">{_text(name)}</th>{_data(content)}' for name, content in block.rows]
    )
    widths = f'<col style="width:{block.names_width}%"><col>'
    return f'<table class="pairs"><colgroup>{widths}</colgroup><tbody>{rows}</tbody></table>'


def _callout(block: Callout) -> str:
    label = f'<p class="label keep">{escape(block.title)}</p>'
    return f'<div class="callout">{label}{_cell(block.body)}</div>'


def _timeline(block: Timeline) -> str:
    return f'<div class="timeline">{picture(block)}</div>'


def _page_break(_: PageBreak) -> str:
    return '<div class="break"></div>'


DRAWN: Final[dict[type, Callable[[Any], str]]] = {
    Paragraph: _paragraph,
    Listing: _listing,
    Checklist: _checklist,
    WritingLines: _writing_lines,
    Table: _table,
    KeyValue: _key_value,
    Timeline: _timeline,
    Callout: _callout,
    PageBreak: _page_break,
}
"""How each block is drawn; the three that need the whole paper are drawn in ``_placed``."""
