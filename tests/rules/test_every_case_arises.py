"""Each case of the test catalogue arises for some answers that people can really give, and most
stay away for others: found by a search over the questions it depends on, the same in every run.
"""

from random import Random

import pytest

from amt24web.catalogue.conditions import named_in
from amt24web.catalogue.structure import Catalogue
from amt24web.catalogue.test_cases import CaseRule
from amt24web.domain.vocabulary import Phase
from amt24web.rules.case_grounds import grounds_of
from amt24web.rules.test_cases import derive
from amt24web.rules.visibility import asking_condition
from tests.rules.random_answers import CATALOGUE, Drawn, standing_with

TRIES = 4_000
ALWAYS = {"tf-finden"}
RULES = [rule for rule in CATALOGUE.test_cases if not rule.retired]


def looked_at(rule: CaseRule) -> list[str]:
    """The questions a case depends on, also through the conditions of those questions."""
    waiting, found = [*grounds_of(CATALOGUE)[rule.id].reasons, *rule.each.questions], set[str]()
    while waiting:
        question = CATALOGUE.questions.get(waiting.pop())
        if question is None or question.id in found:
            continue
        found.add(question.id)
        for text in (asking_condition(CATALOGUE, question), question.expression):
            waiting += named_in(text) if text else ()
    return sorted(found)


def drawn(names: list[str], chance: Random) -> Drawn:
    """Most of them answered; most answers plain, without anything beside them."""
    picked = {name: chance.randrange(100_000) for name in names if chance.random() < 0.9}
    return {name: n // 7 * 7 if chance.random() < 0.9 else n for name, n in picked.items()}


def arises(alone: Catalogue, answers: Drawn) -> bool:
    standing = standing_with(answers, Phase.TEST)
    return bool(derive(alone, standing.facts, standing.assessment))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_case_arises_for_some_answers_and_stays_away_for_others(rule: CaseRule):
    names, chance = looked_at(rule), Random(rule.id)
    alone = CATALOGUE.model_copy(update={"test_cases": (rule,)})
    wanted = {True} if rule.id in ALWAYS else {True, False}
    said: set[bool] = set()
    for _ in range(TRIES):
        said.add(arises(alone, drawn(names, chance)))
        if said == wanted:
            break
    assert said == wanted
