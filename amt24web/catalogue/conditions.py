"""Conditions of the catalogue: a small, safe subset of Jinja expressions with three values.

Unanswered makes every comparison and membership false; a negation is true only if every question
it names is answered; emptiness is asked with ``is leer`` alone. All conditions of an edition are
compiled into one piece of code, so that one save can evaluate everything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from inspect import signature
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from amt24web.catalogue.condition_functions import (
    COMPARISONS,
    EMPTINESS,
    FUNCTIONS,
    RANK_FUNCTION,
    ROW_FUNCTIONS,
    UNANSWERED,
    Unanswered,
    is_answered,
    is_empty,
)

NEGATIVE_OPERATORS = {"ne", "notin"}
LONGEST, DEEPEST = 4_000, 50
"""No sensible condition is longer or deeper; Python itself would give up soon after."""
ALLOWED_NODES = (
    nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.Name, nodes.Const,
    nodes.List, nodes.Tuple, nodes.Call, nodes.Test, nodes.Neg,
)  # fmt: skip


class ConditionError(ValueError):
    """A condition cannot be understood or asks for something that is not allowed."""


def _environment() -> Environment:
    environment = ImmutableSandboxedEnvironment(undefined=Unanswered, autoescape=False)
    environment.tests.clear()
    environment.filters.clear()
    environment.globals.clear()
    environment.tests["leer"] = is_empty
    environment.tests["beantwortet"] = is_answered
    environment.globals.update(FUNCTIONS)
    return environment


ENVIRONMENT = _environment()


@dataclass(frozen=True, slots=True)
class Condition:
    """One parsed condition: its text, its tree, the questions it names.

    ``compared`` holds the pairs of question and text it compares, for proof-reading.
    """

    text: str
    tree: nodes.Expr = field(compare=False)
    names: frozenset[str]
    compared: frozenset[tuple[str, str]]


def parse(text: str) -> Condition:
    """Read one condition. Raises ConditionError with a German reason if it is not allowed."""
    if len(text) > LONGEST:
        raise ConditionError(f"„{text[:60]} …“ ist länger als {LONGEST} Zeichen")
    tree = _parsed(text)
    _require_allowed(tree, text)
    return Condition(text, tree, frozenset(_names(tree)), frozenset(_compared(tree)))


@lru_cache(maxsize=4096)
def named_in(text: str) -> frozenset[str]:
    """The questions a condition names; remembered, because every save asks it of every rule."""
    return parse(text).names


def _parsed(text: str) -> nodes.Expr:
    try:
        parser = Parser(ENVIRONMENT, text, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise ConditionError(f"nach „{text}“ steht noch etwas")
        if _depth(tree) > DEEPEST:
            raise RecursionError
    except TemplateSyntaxError as error:
        raise ConditionError(f"„{text}“ ist keine Bedingung: {error.message}") from error
    except RecursionError as error:
        raise ConditionError(f"„{text[:60]} …“ ist zu tief verschachtelt") from error
    return tree


def _depth(node: nodes.Node) -> int:
    return 1 + max((_depth(child) for child in node.iter_child_nodes()), default=0)


def _require_allowed(tree: nodes.Node, text: str) -> None:
    for node in (tree, *tree.find_all(nodes.Node)):
        if not isinstance(node, ALLOWED_NODES):
            raise ConditionError(f"„{type(node).__name__}“ ist in „{text}“ nicht erlaubt")
        if isinstance(node, nodes.Call):
            _require_known_function(node, text)
        if isinstance(node, nodes.Test) and (node.name != "leer" or node.args or node.kwargs):
            raise ConditionError(f"in „{text}“ ist nur „is leer“ erlaubt")


def _require_known_function(call: nodes.Call, text: str) -> None:
    name = call.node.name if isinstance(call.node, nodes.Name) else "?"
    if name not in FUNCTIONS or call.kwargs or call.dyn_args or call.dyn_kwargs:
        raise ConditionError(f"die Funktion „{name}“ gibt es in „{text}“ nicht")
    try:
        signature(FUNCTIONS[name]).bind(*call.args)
    except TypeError as error:
        raise ConditionError(f"„{name}“ hat in „{text}“ zu viel oder zu wenig Angaben") from error
    if name in ROW_FUNCTIONS and not _is_operator(call.args[2]):
        raise ConditionError(f"„{name}“ kennt in „{text}“ den Vergleich nicht")


def _is_operator(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and node.value in {*COMPARISONS, *EMPTINESS}


def _names(node: nodes.Node) -> set[str]:
    """The questions a tree names; the name of a function is none of them."""
    if isinstance(node, nodes.Call):
        return set().union(*(_names(argument) for argument in node.args))
    if isinstance(node, nodes.Name):
        return {node.name}
    return set().union(*(_names(child) for child in node.iter_child_nodes()))


def _compared(tree: nodes.Node) -> Iterable[tuple[str, str]]:
    """Question and literal text on the two sides of a comparison, also inside a list."""
    comparisons = [n for n in (tree, *tree.find_all(nodes.Compare)) if isinstance(n, nodes.Compare)]
    for comparison in comparisons:
        sides = [comparison.expr, *(operand.expr for operand in comparison.ops)]
        named = [side.name for side in sides if isinstance(side, nodes.Name)]
        texts = [const.value for side in sides for const in _constants(side)]
        yield from ((name, text) for name in named for text in texts if isinstance(text, str))


def _constants(node: nodes.Node) -> list[nodes.Const]:
    if isinstance(node, nodes.Const):
        return [node]
    if isinstance(node, nodes.List | nodes.Tuple):
        return [item for item in node.items if isinstance(item, nodes.Const)]
    return []


def _guarded_names(node: nodes.Node) -> set[str]:
    """The questions whose answer a negation depends on: all but those asked with ``is leer``."""
    if isinstance(node, nodes.Test) and node.name == "leer":
        return set()
    if isinstance(node, nodes.Name):
        return {node.name}
    children = node.args if isinstance(node, nodes.Call) else node.iter_child_nodes()
    return set().union(*(_guarded_names(child) for child in children))


class _ThreeValued(NodeTransformer):
    """Rewrites negations so that they hold only when everything they name is answered."""

    def visit_Not(self, node: nodes.Not) -> nodes.Node:
        return self._guarded(node)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        negative = any(operand.op in NEGATIVE_OPERATORS for operand in node.ops)
        return self._guarded(node) if negative else self.generic_visit(node)

    def _guarded(self, node: nodes.Expr) -> nodes.Node:
        names = sorted(_guarded_names(node))
        rewritten = self.generic_visit(node)
        answered = (nodes.Test(_load(n), "beantwortet", [], [], None, None) for n in names)
        return reduce(lambda tree, test: nodes.And(test, tree), answered, rewritten)


class _Ranks(NodeTransformer):
    """Gives ``rang(frage)`` the ranks that the question declares."""

    def __init__(self, ranks: Mapping[str, Mapping[str, int]]) -> None:
        self.ranks = ranks

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        if not (isinstance(node.node, nodes.Name) and node.node.name == RANK_FUNCTION):
            return self.generic_visit(node)
        name = node.args[0].name if node.args and isinstance(node.args[0], nodes.Name) else "?"
        ranks = self.ranks.get(name)
        if not ranks:
            raise ConditionError(f"„{name}“ hat keine geordneten Optionen (rang)")
        table = nodes.Dict([nodes.Pair(nodes.Const(k), nodes.Const(v)) for k, v in ranks.items()])
        return nodes.Call(node.node, [*node.args, table], [], None, None)


def _load(name: str) -> nodes.Name:
    return nodes.Name(name, "load")


def _three_valued(condition: Condition, ranks: Mapping[str, Mapping[str, int]]) -> nodes.Expr:
    tree = parse(condition.text).tree
    rewritten: nodes.Expr = _Ranks(ranks).visit(_ThreeValued().visit(tree))
    return rewritten


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to work out, in catalogue order; later steps see its result under its name.

    ``masks`` names a question that counts as unanswered from here on if the condition does not
    hold: a question that is not asked.
    """

    name: str
    condition: Condition
    masks: str = ""


Evaluation = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def compile_steps(
    steps: Sequence[Step], ranks: Mapping[str, Mapping[str, int]] | None = None
) -> Evaluation:
    """One function that works out all steps in order.

    It takes the answered values by name (what is missing is unanswered) and returns the result of
    every step by name.
    """
    body: list[nodes.Node] = []
    for number, step in enumerate(steps):
        body.extend(_assignments(step, f"ergebnis_{number}", ranks or {}))
    results = nodes.List([_load(f"ergebnis_{n}") for n in range(len(steps))])
    body.append(nodes.ExprStmt(nodes.Call(_load("abgeben_"), [results], [], None, None)))
    template = ENVIRONMENT.from_string(nodes.Template([nodes.Scope(body)], lineno=1))
    names = [step.name for step in steps]

    def evaluate(values: Mapping[str, Any]) -> Mapping[str, Any]:
        handed: list[Sequence[Any]] = []
        known = {"abgeben_": handed.append, "unbeantwortet_": UNANSWERED, **values}
        for _ in template.root_render_func(template.new_context(known)):
            pass
        return dict(zip(names, handed[0], strict=True))

    return evaluate


def _assignments(
    step: Step, result: str, ranks: Mapping[str, Mapping[str, int]]
) -> Iterable[nodes.Node]:
    expression = _three_valued(step.condition, ranks)
    yield nodes.Assign(nodes.Name(result, "store"), expression, lineno=1)
    if step.masks:
        kept = nodes.CondExpr(_load(result), _load(step.masks), _load("unbeantwortet_"))
        yield nodes.Assign(nodes.Name(step.masks, "store"), kept, lineno=1)
    elif step.name.isidentifier():
        yield nodes.Assign(nodes.Name(step.name, "store"), _load(result), lineno=1)
