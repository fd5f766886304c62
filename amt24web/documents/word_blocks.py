"""Blocks as WordprocessingML: one small function per block, looked up by its class."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

from amt24web.documents import word_xml as xml
from amt24web.documents.arrangement import Numbered, entries, sheets
from amt24web.documents.head import Head
from amt24web.documents.house_style import BULLETS
from amt24web.documents.outline import (
    Block,
    Callout,
    Cell,
    CheckItem,
    Checklist,
    Contents,
    Document,
    Heading,
    KeyValue,
    Listing,
    PageBreak,
    Paragraph,
    Table,
    Timeline,
    TitleBlock,
    WritingLines,
)
from amt24web.documents.word_page import PageSetUp
from amt24web.domain.wording import german_date

FIRST_LIST: Final = 100
"""Numbers of lists start here, above those of the house style."""
ROOM_TO_WRITE: Final = 510
TIMELINE_DAYS: Final = 1700
LIKE_TABLES: Final = (Table, KeyValue, Timeline)
DEEPEST: Final = 8
Rows: TypeAlias = tuple[tuple[Cell, ...], ...]
KEEP: Final = "<w:keepNext/>"
NEW_PAGE: Final = "<w:pageBreakBefore/>"
BREAK: Final = '<w:r><w:br w:type="page"/></w:r>'


class WordBlocks:
    """Draws the blocks of one paper and counts what Word wants numbered."""

    def __init__(
        self, document: Document, pages: Mapping[str, int], set_up: PageSetUp, logo: str = ""
    ) -> None:
        """``set_up`` holds for every stretch of pages; ``logo`` is a picture for the title."""
        self._document, self._pages, self._set_up, self._logo = document, pages, set_up, logo
        self.ordered_lists: list[tuple[int, int, int]] = []
        self._boxes = 0

    def body(self) -> str:
        """All blocks, with the page set-up of each stretch of upright or turned pages."""
        stretches = sheets(self._document.blocks)
        ends = [
            self._set_up.section(is_wide=is_wide, is_first=n == 0)
            for n, (is_wide, _) in enumerate(stretches)
        ]
        drawn = [self._stretch(blocks) for _, blocks in stretches]
        # All but the last set-up stand in a paragraph of their own; that is how Word wants it.
        parts = [part + xml.paragraph("AfterTable", "", end)
                 for part, end in zip(drawn[:-1], ends[:-1], strict=True)]  # fmt: skip
        return "".join((*parts, *drawn[-1:], *(ends[-1:] or [self._set_up.section()])))

    def _stretch(self, blocks: Numbered) -> str:
        drawn = []
        before: Block | None = None
        for anchor, block in blocks:
            is_heading = isinstance(block, Heading)
            if isinstance(before, LIKE_TABLES) and not is_heading:
                drawn.append(xml.paragraph("AfterTable", ""))
            if isinstance(before, PageBreak) and not is_heading:
                drawn.append(xml.paragraph("AfterTable", BREAK))
            layout = NEW_PAGE * isinstance(before, PageBreak)
            drawn.append(self._heading(anchor, block, layout) if anchor else self._block(block))
            before = block
        # Word wants a paragraph after a table at the end of a page set-up.
        ends_in_table = isinstance(before, LIKE_TABLES)
        return "".join(drawn) + xml.paragraph("AfterTable", "") * ends_in_table

    def _block(self, block: Block, style: str = "Normal") -> str:
        return DRAWN[type(block)](self, block, style)

    def _heading(self, anchor: str, block: Any, layout: str) -> str:
        number = int(anchor.rpartition("-")[2])
        content = xml.bookmarked(number, _bookmark(anchor), xml.run(block.text))
        return xml.paragraph(f"Heading{block.level}", content, layout)

    def _title(self, _: TitleBlock, __: str) -> str:
        head: Head = self._document.head
        key = f"LeiKa-Schlüssel {head.leika_key}" if head.leika_key else ""
        lines = (
            ("Organisation", head.organisation),
            ("Subtitle", head.kind),
            ("Title", head.onlinedienst),
        )
        drawn = "".join(xml.paragraph(style, xml.run(words)) for style, words in lines if words)
        logo = xml.paragraph("Organisation", self._logo) if self._logo else ""
        return logo + drawn + xml.paragraph("TitleEnd", xml.run(key) if key else "")

    def _contents(self, block: Contents, _: str) -> str:
        lines = [
            (f"TOC{entry.heading.level}", self._contents_line(entry.anchor, entry.heading.text))
            for entry in entries(self._document.blocks, block.depth)
        ]
        title = xml.paragraph("ContentsTitle", xml.run("Inhalt"))
        return title + xml.table_of_contents(lines, block.depth)

    def _contents_line(self, anchor: str, words: str) -> str:
        bookmark, page = _bookmark(anchor), self._pages.get(anchor)
        number = "<w:r><w:tab/></w:r>" + xml.page_of(bookmark, str(page)) if page else ""
        return xml.jump(bookmark, xml.run(words) + number)

    def _paragraph(self, block: Paragraph, style: str) -> str:
        return xml.paragraph(style, xml.text(block.text), KEEP * block.keeps_next)

    def _listing(self, block: Listing, style: str, level: int = 0) -> str:
        number = self._list_number(block, level)
        return "".join(self._item(item.body, number, level, style) for item in block.items)

    def _list_number(self, block: Listing, level: int) -> int:
        if not block.ordered:
            return BULLETS
        number = FIRST_LIST + len(self.ordered_lists)
        self.ordered_lists.append((number, level, block.start))
        return number

    def _item(self, body: Cell, number: int, level: int, style: str) -> str:
        """The first paragraph bears the number, the next ones stand below its text."""
        mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        below = f'<w:ind w:left="{312 * (level + 1)}"/>'
        used = "ListParagraph" if style == "Normal" else style
        drawn = []
        for block in body:
            if isinstance(block, Listing):
                drawn.append(self._listing(block, style, min(level + 1, DEEPEST)))
            elif isinstance(block, Paragraph):
                drawn.append(xml.paragraph(used, xml.text(block.text), mark))
                mark = below
        return "".join(drawn)

    def _checklist(self, block: Checklist, _: str) -> str:
        last = len(block.items) - 1
        return "".join(
            self._check_item(item, KEEP * (n < last)) for n, item in enumerate(block.items)
        )

    def _check_item(self, item: CheckItem, layout: str) -> str:
        self._boxes += 1
        name = "".join(run.text for run in item.text)[:60]
        box = xml.check_box(self._boxes, name, is_checked=item.is_checked)
        return xml.paragraph("CheckItem", box + xml.text(item.text), layout)

    def _writing_lines(self, block: WritingLines, _: str) -> str:
        return xml.paragraph("WritingLine", "") * block.count

    def _callout(self, block: Callout, _: str) -> str:
        title = xml.paragraph("CalloutTitle", xml.run(block.title))
        body = "".join(self._block(part, "Callout") for part in block.body)
        return title + body + xml.paragraph("AfterTable", "")

    def _key_value(self, block: KeyValue, _: str) -> str:
        whole = self._set_up.text_width()
        left = whole * block.names_width // 100
        widths = [left, whole - left]
        rows = "".join(
            xml.row(
                xml.cell(left, xml.paragraph("TableName", xml.text(name)))
                + xml.cell(widths[1], self._cell(content))
            )
            for name, content in block.rows
        )
        return xml.table(widths, rows, block.caption, has_head=False)

    def _timeline(self, block: Timeline, _: str) -> str:
        """The days one below the other along a line: text that everybody can read and change."""
        widths = [TIMELINE_DAYS, self._set_up.text_width() - TIMELINE_DAYS]
        rows = "".join(
            xml.row(
                xml.cell(widths[0], xml.paragraph("TimelineDay", xml.run(german_date(moment.day))))
                + xml.cell(widths[1], xml.paragraph("TableText", xml.run(moment.words)))
            )
            for moment in block.moments
        )
        return xml.table(widths, rows, block.alt, has_head=False) if rows else ""

    def _table(self, block: Table, _: str) -> str:
        widths = _widths(block, self._set_up.text_width(is_wide=block.is_wide))
        head = "".join(
            xml.cell(width, xml.paragraph("TableHead", xml.run(column.title)))
            for column, width in zip(block.columns, widths, strict=True)
        )
        height = ROOM_TO_WRITE * block.is_tall
        rows = xml.row(head, is_head=True) + "".join(
            xml.row(
                "".join(xml.cell(w, self._cell(c)) for w, c in zip(widths, row, strict=True)),
                height=height,
            )
            for row in _held_together(block.rows)
        )
        caption = xml.paragraph("Caption", xml.run(block.caption)) * block.shows_caption
        return caption + xml.table(
            widths, rows, block.caption, has_head=True, has_grid=block.is_tall
        )

    def _cell(self, content: Cell) -> str:
        drawn = "".join(self._block(part, "TableText") for part in content)
        return drawn or xml.paragraph("TableText", "")

    def _page_break(self, _: PageBreak, __: str) -> str:
        """Nothing here: what follows begins the page."""
        return ""


def _held_together(rows: Rows) -> Rows:
    """The rows, the first two and the last two on one page each: none stands there alone."""
    last = len(rows) - 1
    held = {0, last - 1} if last > 0 else set()
    return tuple(_kept(row) if n in held else row for n, row in enumerate(rows))


def _kept(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(
        tuple(replace(b, keeps_next=True) if isinstance(b, Paragraph) else b for b in content)
        for content in row
    )


def _widths(table: Table, whole: int) -> list[int]:
    """Twips per column; what rounding leaves over goes to the last."""
    shares = sum(column.width for column in table.columns)
    widths = [whole * column.width // shares for column in table.columns]
    return [*widths[:-1], whole - sum(widths[:-1])]


def _bookmark(anchor: str) -> str:
    return f"_Toc{anchor.rpartition('-')[2]:0>6}"


DRAWN: Final[dict[type, Callable[[WordBlocks, Any, str], str]]] = {
    TitleBlock: WordBlocks._title,
    Contents: WordBlocks._contents,
    Paragraph: WordBlocks._paragraph,
    Listing: WordBlocks._listing,
    Checklist: WordBlocks._checklist,
    WritingLines: WordBlocks._writing_lines,
    Callout: WordBlocks._callout,
    KeyValue: WordBlocks._key_value,
    Timeline: WordBlocks._timeline,
    Table: WordBlocks._table,
    PageBreak: WordBlocks._page_break,
}
"""How each block is drawn in the style of the paragraphs around it."""
