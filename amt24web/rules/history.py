"""A history read the way people remember it: what one person did in one go is one entry."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from amt24web.domain.records import Step
from amt24web.rules import certified, promises, sign_offs

RUN_LENGTH = timedelta(minutes=10)
PAGE_SIZE = 50
DECISIONS = (sign_offs.RECORD_PREFIX, promises.RECORD_PREFIX, certified.RECORD_PREFIX)
"""How the keys begin of what is decided: each decision is an entry, however quickly they follow."""


@dataclass(frozen=True, slots=True)
class Run:
    """Saves of one person within ten minutes; the last one stands for all.

    ``before`` is the step it changed, ``between`` counts the Zwischenstände folded into it. If
    they are unfolded, ``is_unfolded`` is true for the last step, ``is_between`` for the others.
    """

    last: Step
    before: Step | None = None
    between: int = 0
    is_unfolded: bool = False
    is_between: bool = False


def fold(
    steps: Iterable[Step], unfolded: int = 0, frozen_at: Sequence[datetime] = ()
) -> tuple[Run, ...]:
    """Steps, the oldest first, as runs, the newest first.

    A run begins with its first step, so that it stays the same whatever comes later. Taking a row
    away or bringing it back always begins one. The run whose last revision is ``unfolded`` comes
    as single steps. ``frozen_at`` holds the moments, in order, at which papers were issued: what
    stood there then stays an entry of its own.
    """
    groups: dict[tuple[str, str], list[list[Step]]] = {}
    for step in steps:
        runs = groups.setdefault((step.key, step.row_uid), [])
        if runs and _goes_on(runs[-1], step, frozen_at):
            runs[-1].append(step)
        else:
            runs.append([step])
    found = [run for runs in groups.values() for run in _runs(runs, unfolded)]
    return tuple(sorted(found, key=lambda run: run.last.id, reverse=True))


def _goes_on(run: list[Step], step: Step, frozen_at: Sequence[datetime]) -> bool:
    if step.key.startswith(DECISIONS):
        return False
    first = run[0]
    is_same = (first.author_id, first.removed) == (step.author_id, step.removed)
    is_soon = step.saved_at - first.saved_at <= RUN_LENGTH
    papers = [bisect(frozen_at, moment) for moment in (first.saved_at, step.saved_at)]
    return is_same and is_soon and papers[0] == papers[1]


def _runs(groups: list[list[Step]], unfolded: int) -> Iterable[Run]:
    before: Step | None = None
    for steps in groups:
        last = steps[-1]
        if last.revision == unfolded and len(steps) > 1:
            yield from _single(steps, before)
        else:
            yield Run(last, before, between=len(steps) - 1)
        before = last


def _single(steps: list[Step], before: Step | None) -> Iterable[Run]:
    for step in steps:
        is_last = step is steps[-1]
        yield Run(step, before, is_unfolded=is_last, is_between=not is_last)
        before = step


def step_ids(runs: Iterable[Run]) -> set[int]:
    """The steps whose words are needed to tell these runs: their last ones and those before."""
    return {step.id for run in runs for step in (run.last, run.before) if step}


def page_of(runs: tuple[Run, ...], wanted: int, revision: int = 0) -> int:
    """The number of the page to show: the wanted one, else the one a revision stands on."""
    last_page = pages_of(runs)
    if wanted:
        return min(wanted, last_page)
    place = next((n for n, run in enumerate(runs) if run.last.revision == revision), 0)
    return place // PAGE_SIZE + 1


def pages_of(runs: tuple[Run, ...]) -> int:
    """How many pages there are, at least one."""
    return max(1, -(-len(runs) // PAGE_SIZE))


def on_page(runs: tuple[Run, ...], page: int) -> tuple[Run, ...]:
    """The runs of one page."""
    return runs[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
