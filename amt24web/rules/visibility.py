"""Which questions are asked, what is computed, which plausibility rules fire: one evaluation.

Form, progress, findings and documents all read this one assessment, so they cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from amt24web.catalogue.condition_functions import is_answered
from amt24web.catalogue.conditions import Evaluation, Step, compile_steps, named_in, parse
from amt24web.catalogue.structure import AnswerType, Catalogue, PlausibilityRule, Question, Role
from amt24web.rules.facts import Facts, compared

WAY_QUESTION = "umsetzungsweg"
KIND_QUESTION = "vorhaben_art"
NEEDED_ROLES = "rollen_noetig"
ALWAYS = "1 == 1"


@dataclass(frozen=True, slots=True)
class Fired:
    """A plausibility rule that holds, with its message filled in."""

    rule: PlausibilityRule
    message: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What follows from the facts: asked questions, their values, computed values, fired rules.

    ``answered`` are all values that can be compared, those of questions not asked as well.
    """

    asked: frozenset[str]
    answered: Mapping[str, Any]
    values: Mapping[str, Any]
    fired: tuple[Fired, ...]
    needed_roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Facts that were assessed just before, and what followed from them."""

    facts: Facts
    assessment: Assessment


def assess(catalogue: Catalogue, facts: Facts, earlier: Earlier | None = None) -> Assessment:
    """Work out everything that follows from the facts, in catalogue order.

    With ``earlier`` only what was said since is read anew; the result is the same.
    """
    changed = facts.changed_since(earlier.facts) if earlier else None
    answered = _answered(catalogue, facts, earlier, changed)
    if earlier and changed is not None and not changed & _named_keys(catalogue):
        return _unmoved(catalogue, earlier.assessment, answered)
    asking, checking = _compiled(catalogue)
    results = asking(answered)
    asked = frozenset(
        q.id for q in catalogue.questions.values() if results.get(f"{ASKED}{q.id}", True)
    )
    values = {name: value for name, value in answered.items() if name in asked}
    values |= _computed(catalogue, results, asked)
    roles = tuple(role.id for role in catalogue.roles if results.get(f"{ROLE}{role.id}"))
    checks = checking({**values, NEEDED_ROLES: list(roles)})
    return Assessment(asked, answered, values, tuple(_fired(catalogue, checks)), roles)


def _unmoved(catalogue: Catalogue, before: Assessment, answered: Mapping[str, Any]) -> Assessment:
    """No condition names what was said since: the same is asked, computed and found."""
    said = {name: value for name, value in answered.items() if name in before.asked}
    computed = {
        question.id: before.values[question.id]
        for question in catalogue.questions.values()
        if question.type is AnswerType.COMPUTED and question.id in before.values
    }
    return replace(before, answered=answered, values=said | computed)


@lru_cache(maxsize=16)
def _named_keys(catalogue: Catalogue) -> frozenset[str]:
    """Under which keys anything is kept that a condition or a message looks at."""
    rules = [text for rule in catalogue.rules for text in (rule.condition, *rule.values.values())]
    asking = [asking_condition(catalogue, question) for question in catalogue.questions.values()]
    computed = [question.expression for question in catalogue.questions.values()]
    roles = [role.needed_if for role in catalogue.roles]
    texts = (text for text in (*rules, *asking, *computed, *roles) if text)
    named = {name for text in texts for name in named_in(text)}
    questions = [question for question in catalogue.questions.values() if question.id in named]
    return frozenset(key for q in questions for key in (q.id, q.record_key))


def _answered(
    catalogue: Catalogue, facts: Facts, earlier: Earlier | None, changed: frozenset[str] | None
) -> dict[str, Any]:
    """What can be compared, by question."""
    answered: dict[str, Any] = {}
    for question in catalogue.questions.values():
        if earlier is None or changed is None or changed & {question.id, question.record_key}:
            value = compared(catalogue, question, facts)
        else:
            value = earlier.assessment.answered.get(question.id)
        if value is not None:
            answered[question.id] = value
    return answered


ASKED = "gefragt:"
ROLE = "rolle:"
RULE = "regel:"


def asking_condition(catalogue: Catalogue, question: Question) -> str:
    """The whole condition of a question: the scope of way and kind, and its own condition."""
    return _asking_conditions(catalogue)[question.id]


@lru_cache(maxsize=16)
def _asking_conditions(catalogue: Catalogue) -> Mapping[str, str]:
    """By question id; put together once, because every page asks for them."""
    return {
        question.id: " and ".join(f"({part})" for part in _conditions(catalogue, question))
        for question in catalogue.questions.values()
    }


def _conditions(catalogue: Catalogue, question: Question) -> list[str]:
    own = [question.condition] if question.condition else []
    return [*_scope_conditions(catalogue, question), *own]


def _scope_conditions(catalogue: Catalogue, question: Question) -> list[str]:
    if question.id in (WAY_QUESTION, KIND_QUESTION):
        return []
    section = catalogue.section_of[question.id]
    parts = []
    for name, scopes in ((WAY_QUESTION, catalogue.ways), (KIND_QUESTION, catalogue.kinds)):
        asking = [scope.id for scope in scopes if scope.asks(section, question)]
        if len(asking) < len(scopes) and _comes_before(catalogue, name, question.id):
            parts.append(f"{name} is leer or {name} in {asking!r}")
    return parts


def _comes_before(catalogue: Catalogue, earlier: str, later: str) -> bool:
    order = list(catalogue.questions)
    return earlier in order and order.index(earlier) < order.index(later)


@lru_cache(maxsize=16)
def _compiled(catalogue: Catalogue) -> tuple[Evaluation, Evaluation]:
    ranks = {q.id: q.ranks for q in catalogue.questions.values() if q.ranks}
    asking = [*_question_steps(catalogue), *_role_steps(catalogue.roles)]
    checking = [step for rule in catalogue.rules if not rule.retired for step in _rule_steps(rule)]
    return compile_steps(asking, ranks), compile_steps(checking, ranks)


def _question_steps(catalogue: Catalogue) -> list[Step]:
    steps = []
    for question in catalogue.questions.values():
        # Worked out first and masked then: what is not asked counts as unanswered further down.
        if question.type is AnswerType.COMPUTED:
            steps.append(Step(question.id, parse(question.expression)))
        if condition := asking_condition(catalogue, question):
            steps.append(Step(f"{ASKED}{question.id}", parse(condition), masks=question.id))
    return steps


def _role_steps(roles: tuple[Role, ...]) -> list[Step]:
    return [
        Step(f"{ROLE}{role.id}", parse(role.needed_if or ALWAYS))
        for role in roles
        if not role.never_needed
    ]


def _rule_steps(rule: PlausibilityRule) -> list[Step]:
    shown = [Step(f"{RULE}{rule.id}:{name}", parse(text)) for name, text in rule.values.items()]
    return [Step(f"{RULE}{rule.id}", parse(rule.condition)), *shown]


def _computed(
    catalogue: Catalogue, results: Mapping[str, Any], asked: frozenset[str]
) -> dict[str, Any]:
    return {
        question.id: results[question.id]
        for question in catalogue.questions.values()
        if question.type is AnswerType.COMPUTED
        and question.id in asked
        and is_answered(results[question.id])
    }


def _fired(catalogue: Catalogue, checks: Mapping[str, Any]) -> list[Fired]:
    return [
        Fired(rule, _message(catalogue, rule, checks))
        for rule in catalogue.rules
        if checks.get(f"{RULE}{rule.id}")
    ]


def _message(catalogue: Catalogue, rule: PlausibilityRule, checks: Mapping[str, Any]) -> str:
    shown = {name: checks[f"{RULE}{rule.id}:{name}"] for name in rule.values}
    return rule.message.format_map(
        {name: _in_words(catalogue, value) for name, value in shown.items()}
    )


def _in_words(catalogue: Catalogue, value: Any) -> str:
    items = value if isinstance(value, list) else [value]
    return ", ".join(catalogue.role_names.get(item, str(item)) for item in items)
