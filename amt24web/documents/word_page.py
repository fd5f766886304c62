"""The page set-up of a Word paper: A4, upright or turned, with the margins of its house style."""

from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from amt24web.documents.style_names import WORD

SHORT_SIDE: Final = 11906
LONG_SIDE: Final = 16838
MARGINS: Final = ("top", "right", "bottom", "left", "header", "footer", "gutter")


@dataclass(frozen=True, slots=True)
class PageSetUp:
    """Which headers and footers stand on the pages, and how much room is left between margins.

    ``references`` and ``margins`` are WordprocessingML; ``beside`` is what the margins at both
    sides take, in twips. ``has_title_page`` says that the first page has a header of its own.
    """

    references: str
    margins: str
    beside: int
    has_title_page: bool

    def text_width(self, *, is_wide: bool = False) -> int:
        """The width between the margins, in twips."""
        return (LONG_SIDE if is_wide else SHORT_SIDE) - self.beside

    def section(self, *, is_wide: bool = False, is_first: bool = True) -> str:
        """The set-up of one stretch of pages."""
        size = (
            f'<w:pgSz w:w="{LONG_SIDE}" w:h="{SHORT_SIDE}" w:orient="landscape"/>'
            if is_wide
            else f'<w:pgSz w:w="{SHORT_SIDE}" w:h="{LONG_SIDE}"/>'
        )
        title = "<w:titlePg/>" if self.has_title_page and is_first else ""
        return f"<w:sectPr>{self.references}{size}{self.margins}{title}</w:sectPr>"


def read_set_up(section: Any) -> PageSetUp:
    """The set-up of a section as it stands in the file of a house style."""
    margins = section.find(f"{WORD}pgMar")
    said = {name: margins.get(WORD + name, "0") for name in MARGINS}
    written = "".join(f" w:{name}={quoteattr(value)}" for name, value in said.items())
    return PageSetUp(
        references="".join(_reference(part) for part in section if "id" in _local(part)),
        margins=f"<w:pgMar{written}/>",
        beside=sum(int(said[name]) for name in ("left", "right", "gutter")),
        has_title_page=_is_on(section.find(f"{WORD}titlePg")),
    )


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{WORD}val", "1") not in ("0", "false", "off")


def _local(element: Any) -> dict[str, str]:
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}


def _reference(element: Any) -> str:
    """A reference to the header or footer, as text for every page set-up."""
    names, kind = _local(element), element.tag.rpartition("}")[2]
    return f'<w:{kind} w:type="{names["type"]}" r:id="{names["id"]}"/>'
