"""Keeping test cases: what is stored compared with what is derived now.

Numbers are given once and never again. Nothing is thrown away: what is no longer derived is
„entfallen“ and comes back under its number. What somebody has tested or written stays as it was;
such a case is „zu überarbeiten“ as long as the answers behind it are others than then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amt24web.rules.test_cases import CaseOrigin, DerivedCase


@dataclass(frozen=True, slots=True)
class StoredCase:
    """What is kept about one case. ``origin`` is None if a person made it up.

    ``fingerprint`` is the one of the answers for which the case was derived, tested or looked
    through last; ``edited_text`` is what a person wrote instead of the derived text, if anything.
    """

    number: int
    origin: CaseOrigin | None
    fingerprint: str = ""
    is_tested: bool = False
    edited_text: str | None = None
    is_dropped: bool = False

    @property
    def is_touched(self) -> bool:
        """Whether a person has tested or edited it."""
        return self.is_tested or self.edited_text is not None


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case that is derived for the first time, and the number it gets."""

    number: int
    derived: DerivedCase


@dataclass(frozen=True, slots=True)
class KeptCase:
    """A stored case with what is derived for it now."""

    stored: StoredCase
    derived: DerivedCase


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What is to be done. A returned case may stand in ``updated`` or ``to_rework`` as well.

    ``new``, ``updated``, ``dropped`` and ``returned`` are to be written; ``to_rework`` is only
    to be shown: it holds until a person has looked, or the answers are again what they were.
    """

    new: tuple[NewCase, ...] = ()
    updated: tuple[KeptCase, ...] = ()
    to_rework: tuple[KeptCase, ...] = ()
    dropped: tuple[StoredCase, ...] = ()
    returned: tuple[KeptCase, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.new or self.updated or self.dropped or self.returned)


def case_number(number: int) -> str:
    """How a case is called in a meeting, such as ``T-001``."""
    return f"T-{number:03d}"


def look_after(
    stored: Sequence[StoredCase], derived: Sequence[DerivedCase], highest_number: int = 0
) -> Upkeep:
    """Compare. ``highest_number`` is the highest ever given, if that is not a stored one.

    New cases get the next numbers in the order they are derived. Raises ValueError if two stored
    cases have the same origin or the same number.
    """
    _require_unique(stored)
    known = {case.origin: case for case in stored if case.origin is not None}
    now = {case.origin: case for case in derived}
    kept = [KeptCase(known[origin], case) for origin, case in now.items() if origin in known]
    changed = [k for k in kept if k.stored.fingerprint != k.derived.fingerprint]
    next_number = max([highest_number, *(case.number for case in stored)]) + 1
    fresh = (case for origin, case in now.items() if origin not in known)
    return Upkeep(
        new=tuple(NewCase(number, case) for number, case in enumerate(fresh, next_number)),
        updated=tuple(k for k in changed if not k.stored.is_touched),
        to_rework=tuple(k for k in changed if k.stored.is_touched),
        dropped=tuple(c for o, c in known.items() if o not in now and not c.is_dropped),
        returned=tuple(k for k in kept if k.stored.is_dropped),
    )


def _require_unique(stored: Iterable[StoredCase]) -> None:
    cases = list(stored)
    origins = [case.origin for case in cases if case.origin is not None]
    numbers = [case.number for case in cases]
    if len(set(origins)) < len(origins) or len(set(numbers)) < len(numbers):
        raise ValueError("two stored test cases share an origin or a number")
