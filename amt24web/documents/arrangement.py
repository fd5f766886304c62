"""How the blocks of a paper follow each other: anchors of headings, turned pages, contents."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from amt24web.documents.outline import Block, Heading, Table


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading as the table of contents and the bookmarks know it."""

    anchor: str
    heading: Heading


Numbered: TypeAlias = tuple[tuple[str, Block], ...]


def numbered(blocks: tuple[Block, ...]) -> Numbered:
    """Every block with its anchor: headings are counted, other blocks have none."""
    counter = iter(range(1, len(blocks) + 1))
    return tuple(
        (f"abschnitt-{next(counter)}" if isinstance(block, Heading) else "", block)
        for block in blocks
    )


def sheets(blocks: tuple[Block, ...]) -> tuple[tuple[bool, Numbered], ...]:
    """The numbered blocks in stretches of upright and turned pages: whether turned, and which.

    A heading right before a wide table turns with it.
    """
    turned: list[bool] = []
    for block in reversed(blocks):
        leads = isinstance(block, Heading) and bool(turned) and turned[-1]
        turned.append(leads or (isinstance(block, Table) and block.is_wide))
    pairs = zip(reversed(turned), numbered(blocks), strict=True)
    return tuple(
        (is_wide, tuple(block for _, block in stretch))
        for is_wide, stretch in groupby(pairs, key=itemgetter(0))
    )


def entries(blocks: tuple[Block, ...], depth: int) -> tuple[Entry, ...]:
    """The headings down to a depth, for the table of contents."""
    return tuple(
        Entry(anchor, block)
        for anchor, block in numbered(blocks)
        if isinstance(block, Heading) and block.level <= depth
    )
