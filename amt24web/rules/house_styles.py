"""A house style as it is typed: its name, and a colour that can be read on white paper."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from amt24web.domain.errors import InvalidInput
from amt24web.domain.wording import german_number
from amt24web.rules import typed_text

LONGEST_NAME: Final = 100
LEAST_CONTRAST: Final = 4.5
"""What WCAG 2.2 asks of text of ordinary size (1.4.3)."""
LINEAR_UNTIL: Final = 0.04045
"""Where sRGB turns from a straight line to a curve."""
COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
WITHOUT_SIGN: Final = re.compile(r"[0-9a-f]{6}")
CHECK_YOUR_ENTRIES: Final = "Bitte prüfen Sie Ihre Angaben."
NAME_MISSING: Final = "Bitte geben Sie dem Hausstil einen Namen."
NO_COLOUR: Final = (
    "Bitte schreiben Sie die Farbe mit sechs Zeichen aus 0 bis 9 und A bis F, zum Beispiel #00582D."
)
TOO_PALE: Final = (
    "Diese Farbe ist auf weißem Papier zu blass: Der Kontrast ist {found} : 1, nötig sind "
    "4,5 : 1. Bitte wählen Sie einen dunkleren Ton."
)
NOTHING_GIVEN: Final = "Bitte geben Sie wenigstens eines an: Word-Vorlage, Logo oder Farbe."


@dataclass(frozen=True, slots=True)
class TypedStyle:
    """Name and colour as they will be kept; without a colour ``accent`` is empty."""

    name: str
    accent: str


def read_style(typed: Mapping[str, str], *, has_file: bool) -> TypedStyle:
    """What was typed as ``name`` and ``accent``, clean.

    Raises InvalidInput naming each field that cannot be taken as it is, also if nothing at all is
    brought along: no file, no colour.
    """
    name = " ".join(typed_text.clean(typed.get("name", "")).split())
    accent = read_colour(typed.get("accent", ""))
    problems = {
        "name": typed_text.problem(name, LONGEST_NAME) or ("" if name else NAME_MISSING),
        "accent": colour_problem(accent) if accent else "",
        "template": "" if has_file or accent else NOTHING_GIVEN,
    }
    found = {field: problem for field, problem in problems.items() if problem}
    if found:
        raise InvalidInput(CHECK_YOUR_ENTRIES, found)
    return TypedStyle(name, accent)


def read_colour(typed: str) -> str:
    """A colour as it is kept, ``#rrggbb``; what is none comes back as it was typed."""
    said = typed_text.clean(typed).lower()
    return f"#{said}" if WITHOUT_SIGN.fullmatch(said) else said


def colour_problem(colour: str) -> str:
    """Why a colour in small letters cannot be taken, or nothing."""
    if not COLOUR.fullmatch(colour):
        return NO_COLOUR
    contrast = contrast_to_white(colour)
    if contrast >= LEAST_CONTRAST:
        return ""
    # Cut, not rounded: 4,49 must not be called 4,5.
    return TOO_PALE.format(found=german_number(int(contrast * 10) / 10))


def contrast_to_white(colour: str) -> float:
    """The contrast of a colour ``#rrggbb`` to white, from 1 to 21, as WCAG 2.2 computes it."""
    red, green, blue = (_linear(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= LINEAR_UNTIL else ((channel + 0.055) / 1.055) ** 2.4
