"""What two texts differ in, word by word: kept, removed and added pieces in reading order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile
from typing import TypeAlias

WORD = re.compile(r"\s+|\d{1,2}\.\d{1,2}\.\d{4}|\w+|[^\w\s]")
"""A day is one word: half a day tells nobody anything."""
SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*\s*|[.!?\n]+\s*")
MOST_UNITS = 300
"""Comparing takes time by the square of the units; a longer stretch goes by sentence first, and
what is still longer counts as wholly rewritten."""
AROUND = 60
"""So many characters of what stayed are shown on either side of a change."""
LONGEST_PIECE = 300
GAP = " … "


class Fate(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one fate."""

    text: str
    fate: Fate = Fate.KEPT


Pieces: TypeAlias = tuple[Piece, ...]


def difference(before: str, after: str) -> Pieces:
    """How one text becomes the other.

    Without the added pieces it is ``before``, without the removed pieces ``after``.
    """
    return tuple(_joined(piece for piece in _compared(before, after) if piece.text))


def excerpt(pieces: Pieces) -> Pieces:
    """The same, with what stayed cut down to the surroundings of the changes, and all of it short.

    Text without any change is cut at its end.
    """
    last = len(pieces) - 1
    return tuple(
        _cut(piece) if piece.fate is not Fate.KEPT or last == 0 else _around(piece, n > 0, n < last)
        for n, piece in enumerate(pieces)
    )


def _cut(piece: Piece) -> Piece:
    text = piece.text
    return piece if len(text) <= LONGEST_PIECE else Piece(text[:LONGEST_PIECE] + GAP, piece.fate)


def _around(piece: Piece, keeps_start: bool, keeps_end: bool) -> Piece:
    text = piece.text
    start = text[:AROUND] if keeps_start else ""
    end = text[-AROUND:] if keeps_end else ""
    return piece if len(text) <= len(start + end + GAP) else Piece(start + GAP + end)


def _compared(before: str, after: str, *, by_sentence: bool = True) -> Iterator[Piece]:
    old, new = WORD.findall(before), WORD.findall(after)
    head = _shared(old, new)
    yield Piece("".join(old[:head]))
    old, new = old[head:], new[head:]
    # Two texts often end the same; looking there first reads worse, so only long ones do.
    tail = _shared(old[::-1], new[::-1]) if max(len(old), len(new)) > MOST_UNITS else 0
    middle = old[: len(old) - tail], new[: len(new) - tail]
    if max(map(len, middle)) <= MOST_UNITS:
        yield from _matched(*middle)
    else:
        yield from _rewritten("".join(middle[0]), "".join(middle[1]), by_sentence=by_sentence)
    yield Piece("".join(old[len(old) - tail :]))


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = zip(old, new, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _rewritten(before: str, after: str, *, by_sentence: bool) -> Iterator[Piece]:
    old, new = SENTENCE.findall(before), SENTENCE.findall(after)
    if not by_sentence or max(len(old), len(new)) > MOST_UNITS:
        yield from _settled(before, after)
        return
    gone = ""
    for piece in _matched(old, new):
        if piece.fate is Fate.REMOVED:
            gone = piece.text
        elif piece.fate is Fate.ADDED:
            yield from _compared(gone, piece.text, by_sentence=False)
        else:
            yield piece


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Units that are the same stay; between them stand, as a pair, what went and what came."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for verb, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if verb == "equal":
            yield Piece("".join(old[from_old:to_old]))
        else:
            yield Piece("".join(old[from_old:to_old]), Fate.REMOVED)
            yield Piece("".join(new[from_new:to_new]), Fate.ADDED)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours become one; changes that only a blank parts are read as one change."""
    kept, gone, come, blank = "", "", "", ""
    for piece in pieces:
        if piece.fate is not Fate.KEPT:
            gone += blank + (piece.text if piece.fate is Fate.REMOVED else "")
            come += blank + (piece.text if piece.fate is Fate.ADDED else "")
            blank = ""
        elif (gone or come) and piece.text.isspace():
            blank += piece.text
        else:
            if gone or come:
                yield from _settled(gone, come, kept)
                kept, gone, come = "", "", ""
            kept += blank + piece.text
            blank = ""
    yield from _settled(gone, come, kept)
    yield from _settled(kept=blank)


def _settled(gone: str = "", come: str = "", kept: str = "") -> Iterator[Piece]:
    fates = ((kept, Fate.KEPT), (gone, Fate.REMOVED), (come, Fate.ADDED))
    yield from (Piece(text, fate) for text, fate in fates if text)
