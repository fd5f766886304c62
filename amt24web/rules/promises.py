"""What was promised when a stage was closed: who mends an open point, and until when."""

from datetime import date

from amt24web.catalogue.structure import STAGES
from amt24web.rules.facts import Facts

RECORD_PREFIX = "abschluss:"


def promised(facts: Facts, point_key: str) -> tuple[str, date | None]:
    """Who takes care of a point and until when, by the stage closed last; empty without a promise.

    A finding has no record of its own; whom and when it waits for is known from here.
    """
    found: tuple[str, date | None] = ("", None)
    for slug in STAGES:
        said = facts.record(f"{RECORD_PREFIX}{slug}").content.value
        conditions = said.get("conditions") if isinstance(said, dict) else None
        for condition in conditions if isinstance(conditions, list) else []:
            if isinstance(condition, dict) and condition.get("key") == point_key:
                found = str(condition["who"]), date.fromisoformat(str(condition["until"]))
    return found
