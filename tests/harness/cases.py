"""Builders for the test catalogue and for what is kept of test cases."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from amt24web.catalogue.structure import Catalogue
from amt24web.catalogue.test_cases import CaseRule, EachSubject, OptionTexts
from amt24web.domain.papers.words import CaseKind, CaseStage, Perspective, Priority
from amt24web.rules.case_upkeep import StoredCase, Upkeep
from amt24web.rules.test_cases import DerivedCase, derive
from tests.harness.builders import SOURCED, a_standing


def a_case_rule(rule_id: str = "tf-eins", **said: Any) -> CaseRule:
    """A rule of the test catalogue that always gives one case of medium priority."""
    usual = {
        "title": f"Fall {rule_id}", "stage": CaseStage.SUBJECT, "kind": CaseKind.FUNCTIONAL,
        "perspective": Perspective.USERS, "executors": ("pe",), "priority": Priority.MEDIUM,
        "steps": ("Tun Sie etwas.",), "expected": "Es geschieht etwas.",
    }  # fmt: skip
    return CaseRule(**{"id": rule_id, **SOURCED, **usual, **said})


def each_of(*sources: str, options: Sequence[tuple[str, str]] = (), **said: Any) -> EachSubject:
    """A case for each row or option; ``options`` gives titles of their own by slug."""
    own = tuple(OptionTexts(id=slug, title=title) for slug, title in options)
    return EachSubject(sources=sources, options=own, **said)


def cases_of(catalogue: Catalogue, **answers: Any) -> tuple[DerivedCase, ...]:
    """What is derived from these answers."""
    standing = a_standing(catalogue, **answers)
    return derive(standing.catalogue, standing.facts, standing.assessment)


def the_case(catalogue: Catalogue, **answers: Any) -> DerivedCase:
    """The only case that is derived."""
    (case,) = cases_of(catalogue, **answers)
    return case


def written(stored: Sequence[StoredCase], upkeep: Upkeep) -> list[StoredCase]:
    """What is kept after everything the upkeep asks for was written."""
    kept = {case.number: case for case in stored}
    for dropped in upkeep.dropped:
        kept[dropped.number] = replace(kept[dropped.number], is_dropped=True)
    for back in upkeep.returned:
        kept[back.stored.number] = replace(kept[back.stored.number], is_dropped=False)
    for updated in upkeep.updated:
        number = updated.stored.number
        kept[number] = replace(kept[number], fingerprint=updated.derived.fingerprint)
    for new in upkeep.new:
        kept[new.number] = StoredCase(new.number, new.derived.origin, new.derived.fingerprint)
    return list(kept.values())
