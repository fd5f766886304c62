"""Which characters the bundled fonts can draw, and what is printed for those they cannot.

A glyph that is missing would pull in a font of the machine or draw the empty box that PDF/UA
forbids (ISO 14289-1, 7.21.8). So such a character is printed as its number, in Word and PDF alike,
and named at the end of the paper.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

from amt24web.documents.characters import legible
from amt24web.documents.outline import Block, Document, Heading, paragraph, with_texts

FONT_FOLDER: Final = Path(__file__).resolve().parents[2] / "static" / "fonts" / "documents"
FAMILIES: Final = (
    ("Carlito-Regular", "Carlito-Bold", "Carlito-Italic", "Carlito-BoldItalic"),
    ("DejaVuSans", "DejaVuSans-Bold"),
)
REMARKS_TITLE: Final = "Hinweis zur Darstellung"
REMARK: Final = (
    "Diese Zeichen fehlen in den Schriften des Dokuments. "
    "Statt ihrer steht ihre Nummer nach dem Unicode-Standard: {signs}."
)
MOST_REMARKS: Final = 30
# They steer other characters and have no look of their own; in a paper they would only be missing
# glyphs, and those that turn the reading direction can make a text say something else.
_STEERING: Final = re.compile(
    "[\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)


def printable(document: Document) -> Document:
    """The same paper with every text as the bundled fonts can draw it, and a remark if need be."""
    missing: dict[str, None] = {}
    drawn = with_texts(document, lambda words: _drawn(words, missing))
    return replace(drawn, blocks=(*drawn.blocks, *_remarks(tuple(missing))))


def _drawn(words: str, missing: dict[str, None]) -> str:
    """The text with replacements; the characters replaced are noted in ``missing``, in order."""
    clean = _STEERING.sub("", legible(words))
    unknown = set(clean) - _signs()
    if not unknown:
        return clean
    missing.update((sign, None) for sign in clean if sign in unknown and not sign.isspace())
    return clean.translate({ord(sign): _number(sign) for sign in unknown})


def _number(sign: str) -> str:
    return " " if sign.isspace() else f"[U+{ord(sign):04X}]"


def _remarks(missing: tuple[str, ...]) -> Iterator[Block]:
    if not missing:
        return
    signs = [f"{_number(s)} {unicodedata.name(s, '')}".strip() for s in missing[:MOST_REMARKS]]
    more = len(missing) - len(signs)
    if more:
        signs.append(f"und {more} weitere")
    yield Heading(1, REMARKS_TITLE)
    yield paragraph(REMARK.format(signs=", ".join(signs)), muted=True)


@cache
def _signs() -> frozenset[str]:
    return frozenset(map(chr, drawable()))


@cache
def drawable() -> frozenset[int]:
    """All code points that one of the bundled families has in every cut we use, and line breaks."""
    families = (frozenset.intersection(*map(_glyphs, family)) for family in FAMILIES)
    covered = frozenset.union(*families)
    private = {point for point in covered if unicodedata.category(chr(point)) == "Co"}
    return covered - private | {ord("\n")}


def _glyphs(name: str) -> frozenset[int]:
    with TTFont(FONT_FOLDER / f"{name}.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())
