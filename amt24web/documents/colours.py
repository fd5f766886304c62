"""The accent of a house style, and the two paler colours that follow from it."""

from typing import Final

from amt24web.documents.house_styles import ACCENT, TINT

SHARE_OF_TINT: Final = 0.065
OUR_MARK: Final = "rgba(0, 60, 30, 0.06)"
WHITE: Final = 255


def coloured_sheet(sheet: str, accent: str) -> str:
    """Our style sheet in another accent ``#rrggbb``; without one it stays as it is."""
    if not accent:
        return sheet
    red, green, blue = _channels(accent)
    return (
        sheet.replace(f"#{ACCENT.lower()}", accent)
        .replace(f"#{TINT.lower()}", f"#{tint(accent)}")
        .replace(OUR_MARK, f"rgba({red}, {green}, {blue}, 0.06)")
    )


def coloured_part(part: bytes, accent: str) -> bytes:
    """A part of our Word file in another accent."""
    return part.replace(ACCENT.encode(), accent[1:].upper().encode()).replace(
        TINT.encode(), tint(accent).upper().encode()
    )


def tint(accent: str) -> str:
    """The pale ground in this colour, as ``rrggbb``."""
    pale = (round(WHITE - (WHITE - channel) * SHARE_OF_TINT) for channel in _channels(accent))
    return "".join(f"{channel:02x}" for channel in pale)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return red, green, blue
