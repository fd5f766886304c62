"""Each plausibility rule fires for some answers that people can really give, and is silent for
others: found by a search over the questions it looks at, the same in every run.
"""

from random import Random

import pytest

from amt24web.catalogue.conditions import parse
from amt24web.catalogue.structure import PlausibilityRule
from amt24web.domain.vocabulary import Phase
from amt24web.rules.visibility import asking_condition
from tests.rules.random_answers import CATALOGUE, Drawn, standing_with

TRIES = 4_000
RULES = [rule for rule in CATALOGUE.rules if not rule.retired]


def looked_at(rule: PlausibilityRule) -> list[str]:
    """The questions a rule depends on, also through the conditions of those questions."""
    waiting, found = {*parse(rule.condition).names, rule.question}, set[str]()
    while waiting:
        name = waiting.pop()
        question = CATALOGUE.questions.get(name)
        if question is None or name in found:
            continue
        found.add(name)
        for text in (asking_condition(CATALOGUE, question), question.expression):
            waiting |= parse(text).names if text else set()
    return sorted(found)


def drawn(names: list[str], chance: Random) -> Drawn:
    """Most of them answered; most answers plain, without anything beside them."""
    picked = {name: chance.randrange(100_000) for name in names if chance.random() < 0.85}
    return {name: n // 7 * 7 if chance.random() < 0.9 else n for name, n in picked.items()}


def fires(rule: PlausibilityRule, answers: Drawn) -> bool:
    standing = standing_with(answers, Phase.GO_LIVE)
    return any(finding.rule_id == rule.id for finding in standing.findings)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_fires_for_some_answers_and_is_silent_for_others(rule: PlausibilityRule):
    names, chance = looked_at(rule), Random(rule.id)
    said = {fires(rule, drawn(names, chance)) for _ in range(12)}
    for _ in range(TRIES):
        if said == {True, False}:
            break
        said.add(fires(rule, drawn(names, chance)))
    assert said == {True, False}
