"""Findings of plausibility as they are shown: fired rules, less what was taken note of."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from amt24web.catalogue.conditions import named_in
from amt24web.catalogue.structure import PlausibilityRule
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import Phase, Severity, Stage
from amt24web.rules.facts import Facts
from amt24web.rules.progress import is_due
from amt24web.rules.visibility import Assessment

RECORD_PREFIX = "befund:"
COUNTED = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit together, at the question where it can be mended.

    ``acknowledged`` holds the record in which somebody took note of it with a reason; it lapses
    as soon as one of the answers behind the finding changes. ``behind`` holds those answers.
    ``role`` says whom it waits for, if that is not the role of its question: then a person imposed
    it, and it cannot be taken note of.
    """

    rule_id: str
    question: str
    message: str
    severity: Severity
    source: str
    is_due: bool
    acknowledged: Record | None
    behind: Mapping[str, Any] = field(repr=False)
    stage: Stage
    role: str = ""

    @property
    def fingerprint(self) -> str:
        """What tells later whether the answers behind it are still the same."""
        return digest_of(self.behind)

    @property
    def is_open(self) -> bool:
        """Whether it still counts: due in this stage, weighty, and not taken note of."""
        return self.is_due and self.severity in COUNTED and self.acknowledged is None

    @property
    def may_be_acknowledged(self) -> bool:
        """An error is mended or closed with a condition; only the milder ones are taken note of."""
        return self.severity is not Severity.ERROR and not self.role


def record_key(rule_id: str) -> str:
    """The key under which somebody's note about a finding is kept."""
    return f"{RECORD_PREFIX}{rule_id}"


def findings(assessment: Assessment, facts: Facts, phase: Phase) -> tuple[Finding, ...]:
    """All findings whose question is asked, in the order of the rules."""
    return tuple(
        _finding(fired.rule, fired.message, assessment.values, facts, phase)
        for fired in assessment.fired
        if fired.rule.question in assessment.asked
    )


def _finding(
    rule: PlausibilityRule, message: str, values: Mapping[str, Any], facts: Facts, phase: Phase
) -> Finding:
    noted = facts.record(record_key(rule.id))
    behind = {name: values[name] for name in named_in(rule.condition) if name in values}
    holds = bool(noted.content.reason) and noted.content.value == digest_of(behind)
    return Finding(
        rule_id=rule.id,
        question=rule.question,
        message=message,
        severity=rule.severity,
        source=rule.source,
        is_due=is_due(rule.stage, phase),
        acknowledged=noted if holds else None,
        behind=behind,
        stage=rule.stage,
    )


def digest_of(said: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of what is said; the same words give the same digest."""
    facts = json.dumps(said, default=str, sort_keys=True)
    return hashlib.sha256(facts.encode()).hexdigest()
