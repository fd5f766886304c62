"""Conditions of lists in the catalogue, such as legal floors: which of them hold for an answer."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from amt24web.catalogue.conditions import Evaluation, Step, compile_steps, parse
from amt24web.catalogue.structure import Catalogue
from amt24web.rules.visibility import Assessment


class Conditional(Protocol):
    """An entry of the catalogue with an id and a condition; an empty condition always holds."""

    @property
    def id(self) -> str: ...

    @property
    def condition(self) -> str: ...


def holding(
    catalogue: Catalogue, name: str, entries: Iterable[Conditional], assessment: Assessment
) -> frozenset[str]:
    """The ids of those entries of the list ``name`` whose condition holds."""
    declared = tuple(entries)
    results = _compiled(catalogue, name, tuple((e.id, e.condition) for e in declared))(
        assessment.values
    )
    return frozenset(entry.id for entry in declared if results.get(entry.id, True))


@lru_cache(maxsize=256)
def _compiled(catalogue: Catalogue, name: str, entries: tuple[tuple[str, str], ...]) -> Evaluation:
    ranks = {q.id: q.ranks for q in catalogue.questions.values() if q.ranks}
    steps = [Step(f"{key}", parse(text)) for key, text in entries if text]
    # A step's name becomes a name in conditions; a list must not hide a question of that name.
    marked = [Step(f"{name}:{step.name}", step.condition) for step in steps]
    evaluate = compile_steps(marked, ranks)
    return lambda values: {
        key.removeprefix(f"{name}:"): result for key, result in evaluate(values).items()
    }
