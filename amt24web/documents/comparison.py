"""What differs between two papers of the same kind, section by section, for people.

Compared is what is said, not how it is set. Passages find each other by their names, else by how
alike they are; sections and tables by their titles, whatever they count.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, TypeAlias, TypeVar

from amt24web.documents.outline import Document
from amt24web.documents.passages import (
    Passage,
    Place,
    in_a_line,
    name_of_table,
    passages,
    top_of,
)
from amt24web.domain.differences import Fate, Piece, Pieces, difference

NUMBER: Final = re.compile(r"\d+")
WORD: Final = re.compile(r"\w+")
LEAST_ALIKE, LEAST_ALIKE_NAMES = 0.5, 0.6
"""From here on two texts, or two names, are taken for one that was changed."""
MOST_PAIRS: Final = 10_000
"""Looking for what is alike takes time by the square; beyond this nobody would read it either."""

T = TypeVar("T", bound=Hashable)


class ChangeKind(StrEnum):
    """What became of a passage."""

    ADDED = "neu"
    REMOVED = "entfallen"
    CHANGED = "geändert"


@dataclass(frozen=True, slots=True)
class Change:
    """One passage that is another now; of a changed one only what differs is told."""

    kind: ChangeKind
    label: str
    before: str
    after: str

    @property
    def was(self) -> Pieces:
        """What stood there, with the words that went."""
        return self._marked(self.before, Fate.ADDED)

    @property
    def became(self) -> Pieces:
        """What stands there, with the words that came."""
        return self._marked(self.after, Fate.REMOVED)

    def _marked(self, said: str, hidden: Fate) -> Pieces:
        """A passage that is new or gone as a whole needs no mark at its words."""
        if self.kind is not ChangeKind.CHANGED:
            return (Piece(said),) if said else ()
        pieces = difference(self.before, self.after)
        return tuple(piece for piece in pieces if piece.fate is not hidden)


@dataclass(frozen=True, slots=True)
class SectionChange:
    """The changes below one heading."""

    title: str
    changes: tuple[Change, ...]


_Pair: TypeAlias = tuple[Passage | None, Passage | None]


def compare(before: Document, after: Document) -> tuple[SectionChange, ...]:
    """The differences by section, in the order of the newer paper; what is gone comes last."""
    old, new = passages(before), passages(after)
    titles = _same(_sections(old), _sections(new), _without_numbers)
    found: dict[str, list[Change]] = {}
    for one, other, is_moved in _pairs(old, new):
        if change := _change(one, other, tells_number=is_moved):
            section = _section_of(one, other, titles)
            found.setdefault(section, []).append(change)
    return tuple(
        SectionChange(title or top_of(after), tuple(changes)) for title, changes in found.items()
    )


def count(sections: tuple[SectionChange, ...]) -> int:
    """How many passages differ."""
    return sum(len(section.changes) for section in sections)


def _sections(said: Iterable[Passage]) -> list[str]:
    return [passage.place.section for passage in said]


def _section_of(one: Passage | None, other: Passage | None, titles: dict[str, str]) -> str:
    if other is not None:
        return other.place.section
    gone = one.place.section if one else ""
    return titles.get(gone, gone)


def _change(one: Passage | None, other: Passage | None, *, tells_number: bool) -> Change | None:
    if one is None and other is not None:
        return Change(ChangeKind.ADDED, other.label, "", other.text)
    if other is None and one is not None:
        return Change(ChangeKind.REMOVED, one.label, one.text, "")
    if one is None or other is None:
        return None
    if one.number and other.number and not tells_number:
        one, other = _without_number(one), _without_number(other)
    before, after = _what_differs(one, other)
    return Change(ChangeKind.CHANGED, other.label, before, after) if before or after else None


def _without_number(passage: Passage) -> Passage:
    return replace(passage, said=passage.said[1:])


def _what_differs(one: Passage, other: Passage) -> tuple[str, str]:
    """The parts of two passages that are not the same, and of each part only those lines."""
    old, new = _by_head(one), _by_head(other)
    keys = [*new, *(key for key in old if key not in new)]
    before, after = [], []
    for key in keys:
        was, became = _lines_that_differ(old.get(key, ""), new.get(key, ""))
        shown = key[0] if len(keys) > 1 else ""
        before.append(in_a_line((shown, was)))
        after.append(in_a_line((shown, became)))
    return "\n".join(filter(None, before)), "\n".join(filter(None, after))


def _by_head(passage: Passage) -> dict[tuple[str, int], str]:
    """What is said by its head, and the how-manieth of that head."""
    seen: Counter[str] = Counter()
    found = {}
    for head, words in passage.said:
        seen[head] += 1
        found[head, seen[head]] = words
    return found


def _lines_that_differ(was: str, became: str) -> tuple[str, str]:
    if was == became:
        return "", ""
    old, new = was.split("\n"), became.split("\n")
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    parts = [code for code in codes if code[0] != "equal"]
    return (
        "\n".join(line for _, start, end, _, _ in parts for line in old[start:end]),
        "\n".join(line for _, _, _, start, end in parts for line in new[start:end]),
    )


def _pairs(
    old: Sequence[Passage], new: Sequence[Passage]
) -> Iterator[tuple[Passage | None, Passage | None, bool]]:
    """Who belongs together; the last says whether it is a counted row and rows changed places."""
    places = _same([p.place for p in old], [p.place for p in new], _counted_by_nothing)
    groups: dict[Place, tuple[list[Passage], list[Passage]]] = defaultdict(lambda: ([], []))
    for passage in new:
        groups[passage.place][1].append(passage)
    for passage in old:
        groups[places.get(passage.place, passage.place)][0].append(passage)
    gone = []
    for before, after in groups.values():
        partners = _partners(before, after)
        order = [partners[n] for n in sorted(partners)]
        is_moved = order != sorted(order)
        cut_off = _cut_off(after, before, {o: n for n, o in partners.items()})
        for n, passage in enumerate(after):
            partner = before[partners[n]] if n in partners else None
            if n not in cut_off:
                yield partner, passage, is_moved and bool(passage.number)
        left = {*partners.values(), *_cut_off(before, after, partners)}
        gone += [passage for n, passage in enumerate(before) if n not in left]
    yield from ((passage, None, False) for passage in gone)


def _cut_off(
    longer: Sequence[Passage], shorter: Sequence[Passage], partners: dict[int, int]
) -> frozenset[int]:
    """Which last rows of a shortened table are only left out where it is shortened further."""
    last = len(shorter) - 1
    if last not in partners or not shorter[last].is_sample:
        return frozenset()
    rest = range(max(partners.values()) + 1, len(longer))
    return frozenset(n for n in rest if longer[n].is_sample)


def _same(old: Sequence[T], new: Sequence[T], bare: Callable[[T], Hashable]) -> dict[T, T]:
    """What of the old is which of the new: the same, else the only one that is the same bare."""
    found = {one: one for one in old if one in set(new)}
    left_old = [one for one in dict.fromkeys(old) if one not in found]
    left_new = [one for one in dict.fromkeys(new) if one not in found]
    how_many = Counter(map(bare, left_new)), Counter(map(bare, left_old))
    by_bare = {bare(one): one for one in left_new}
    only = (one for one in left_old if [count[bare(one)] for count in how_many] == [1, 1])
    return found | {one: by_bare[bare(one)] for one in only}


def _without_numbers(title: str) -> str:
    return " ".join(NUMBER.sub("", name_of_table(title)).split())


def _counted_by_nothing(place: Place) -> Hashable:
    return tuple(map(_without_numbers, (place.section, place.below, place.block)))


def _partners(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """For each of the new the number of its old self: the same, the same name, the most alike."""
    found: dict[int, int] = {}
    keys: tuple[Callable[[Passage], Hashable], ...] = (
        lambda passage: (passage.name, passage.said),
        lambda passage: passage.name or id(passage),
    )
    for key in keys:
        left: dict[Hashable, list[int]] = defaultdict(list)
        taken = set(found.values())
        for n, passage in enumerate(old):
            if n not in taken:
                left[key(passage)].append(n)
        for n, passage in enumerate(new):
            if n not in found and left[key(passage)]:
                found[n] = left[key(passage)].pop(0)
    return found | _most_alike(old, new, found)


def _most_alike(
    old: Sequence[Passage], new: Sequence[Passage], found: dict[int, int]
) -> dict[int, int]:
    taken = set(found.values())
    left_old = [(n, _words(p)) for n, p in enumerate(old) if n not in taken]
    left_new = [(n, _words(p)) for n, p in enumerate(new) if n not in found]
    if len(left_old) * len(left_new) > MOST_PAIRS:
        return {}
    alike = (
        (-_alike(words, others), abs(n - o), n + o, n, o)
        for n, words in left_new
        for o, others in left_old
        if bool(old[o].name) == bool(new[n].name)
    )
    partners: dict[int, int] = {}
    for share, _, _, n, o in sorted(alike):
        is_enough = -share >= (LEAST_ALIKE_NAMES if new[n].name else LEAST_ALIKE)
        if is_enough and n not in partners and o not in partners.values():
            partners[n] = o
    return partners


def _words(passage: Passage) -> Counter[str]:
    """What makes a passage known again: its name; of a text its words, whatever it counts."""
    known_by = passage.name or NUMBER.sub("0", passage.text)
    return Counter(WORD.findall(known_by.casefold()))


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that both have."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())
