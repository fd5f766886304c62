"""Theme and font list of house_style.docx: parts that Word wants to find, kept to the least."""

from typing import Final

from amt24web.documents.house_styles import ACCENT, FONT, LINE, QUIET, TINT

DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS: Final = {
    "dk1": "1B211E", "lt1": "FFFFFF", "dk2": QUIET, "lt2": TINT, "accent1": ACCENT,
    "accent2": QUIET, "accent3": LINE, "accent4": ACCENT, "accent5": QUIET, "accent6": LINE,
    "hlink": ACCENT, "folHlink": ACCENT,
}  # fmt: skip
_FILL: Final = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_STROKE: Final = f'<a:ln w="6350">{_FILL}</a:ln>'
_NO_EFFECT: Final = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme() -> str:
    """One accent, three greys, one font; plain fills and lines."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in _COLOURS.items()
    )
    fonts = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        f'<a:theme xmlns:a="{DRAWING}" name="amt24web"><a:themeElements>'
        f'<a:clrScheme name="amt24web">{colours}</a:clrScheme>'
        f'<a:fontScheme name="amt24web"><a:majorFont>{fonts}</a:majorFont>'
        f"<a:minorFont>{fonts}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="amt24web"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_STROKE * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{_NO_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def font_table(namespace: str) -> str:
    """The one font of the house, and what stands in where it is missing."""
    return (
        f'<w:fonts xmlns:w="{namespace}"><w:font w:name="{FONT}"><w:altName w:val="Carlito"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        "</w:fonts>"
    )
