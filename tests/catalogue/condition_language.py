"""A second, tiny telling of the condition language: trees, how they are written, what they mean.

It shares no code with the program, so that the two can be held against each other. A tree is a
tuple that begins with its kind; ``meaning`` follows decision by decision what conditions promise:
unanswered makes comparisons false, a negation needs every question it names to be answered,
emptiness is asked with ``is leer`` alone.
"""

import operator
from collections.abc import Mapping
from typing import Any, TypeAlias

from hypothesis import strategies as st
from jinja2 import nodes

Tree: TypeAlias = tuple[Any, ...]
Answers: TypeAlias = Mapping[str, Any]

NUMBERS, TEXTS, LISTS, ROWS = ("n1", "n2", "n3"), ("t1", "t2"), ("l1", "l2"), ("r1",)
WORDS = ("a", "b", "c")
OPERATORS = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt,
    "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
JINJA_OPERATORS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}

# Trees

words, small = st.sampled_from(WORDS), st.integers(0, 3)
a_number = st.sampled_from(NUMBERS).map(lambda name: ("name", name))
a_text = st.sampled_from(TEXTS).map(lambda name: ("name", name))
a_list = st.sampled_from(LISTS).map(lambda name: ("name", name))
rows = st.just(("name", "r1"))
a_count = a_number | st.tuples(st.just("count"), a_list)
number_side = a_count | small.map(lambda number: ("const", number))
text_side = a_text | words.map(lambda word: ("const", word))
options = st.lists(words, min_size=1, max_size=3).map(lambda found: ("const", found))
positive = st.sampled_from(("==", "<", "<=", ">", ">="))

comparisons = (
    st.tuples(st.just("compare"), positive, a_count, number_side)
    | st.tuples(st.just("compare"), st.just("=="), a_text, text_side)
    | st.tuples(st.just("in"), a_text, options)
    | st.tuples(st.just("in"), words.map(lambda word: ("const", word)), a_list)
    | st.tuples(st.just("begins"), a_text, words)
    | st.tuples(st.just("any"), rows, positive, small)
    | st.tuples(st.just("all"), rows, positive, small)
)
negations = (
    st.tuples(st.just("compare"), st.just("!="), a_count, number_side)
    | st.tuples(st.just("compare"), st.just("!="), a_text, text_side)
    | st.tuples(st.just("not in"), a_text, options)
    | st.tuples(st.just("not in"), words.map(lambda word: ("const", word)), a_list)
)
emptiness = st.tuples(st.just("empty"), a_number | a_text | a_list | rows)


def _grown(leaves: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.recursive(
        leaves,
        lambda inner: (
            st.tuples(st.sampled_from(("and", "or")), inner, inner)
            | st.tuples(st.just("not"), inner)
        ),
        max_leaves=6,
    )


trees = _grown(comparisons | negations | emptiness)
cautious_trees = _grown(comparisons | negations)
"""Trees that never ask for emptiness: knowing more can only make them truer."""

complete_answers: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        **dict.fromkeys(NUMBERS, small),
        **dict.fromkeys(TEXTS, words),
        **dict.fromkeys(LISTS, st.lists(words, min_size=1, max_size=3)),
        "r1": st.lists(st.fixed_dictionaries({}, optional={"x": small}), min_size=1, max_size=3),
    }
)
some_answers = complete_answers.flatmap(
    lambda known: st.sets(st.sampled_from(sorted(known))).map(
        lambda names: {name: known[name] for name in names}
    )
)


# How a tree is written

WRITTEN = {
    "and": "{} and {}", "or": "{} or {}", "not": "not {}", "in": "{} in {}",
    "not in": "{} not in {}", "empty": "{} is leer", "count": "anzahl({})",
}  # fmt: skip


def written(tree: Tree) -> str:
    """The tree as an editor would write it, with more brackets than needed."""
    kind, *parts = tree
    if kind == "name":
        return str(parts[0])
    if kind == "const":
        return repr(parts[0])
    if kind == "compare":
        return f"{written(parts[1])} {parts[0]} {written(parts[2])}"
    if kind in ("any", "all"):
        function = {"any": "irgendeine", "all": "alle"}[kind]
        return f"{function}({written(parts[0])}, 'x', {parts[1]!r}, {parts[2]})"
    if kind == "begins":
        return f"beginnt({written(parts[0])}, {parts[1]!r})"
    return WRITTEN[kind].format(*(_bracketed(part) for part in parts))


def _bracketed(tree: Tree) -> str:
    return written(tree) if tree[0] in ("name", "const") else f"({written(tree)})"


def read_back(node: nodes.Node) -> Tree:
    """The tree that the program has parsed, in our own words."""
    return READERS[type(node)](node)


def _read_compare(node: Any) -> Tree:
    (operand,) = node.ops
    left, right = read_back(node.expr), read_back(operand.expr)
    if operand.op in ("in", "notin"):
        return ("in" if operand.op == "in" else "not in", left, right)
    return ("compare", JINJA_OPERATORS[operand.op], left, right)


def _read_call(node: Any) -> Tree:
    first, *rest = (read_back(argument) for argument in node.args)
    constants = [argument[1] for argument in rest]
    kinds = {"anzahl": "count", "beginnt": "begins", "irgendeine": "any", "alle": "all"}
    kind = kinds[node.node.name]
    return (kind, first, *(constants[1:] if kind in ("any", "all") else constants))


READERS: Mapping[type[nodes.Node], Any] = {
    nodes.Name: lambda node: ("name", node.name),
    nodes.Const: lambda node: ("const", node.value),
    nodes.List: lambda node: ("const", [item.value for item in node.items]),
    nodes.And: lambda node: ("and", read_back(node.left), read_back(node.right)),
    nodes.Or: lambda node: ("or", read_back(node.left), read_back(node.right)),
    nodes.Not: lambda node: ("not", read_back(node.node)),
    nodes.Test: lambda node: ("empty", read_back(node.node)),
    nodes.Compare: _read_compare,
    nodes.Call: _read_call,
}


# What a tree means


def names(tree: Tree) -> set[str]:
    """The questions a tree names."""
    if tree[0] == "name":
        return {tree[1]}
    return set().union(*(names(part) for part in tree[1:] if isinstance(part, tuple)))


def needed(tree: Tree) -> set[str]:
    """The questions that must be answered for a negation: not those asked with ``is leer``."""
    if tree[0] == "empty":
        return set()
    if tree[0] == "name":
        return {tree[1]}
    return set().union(*(needed(part) for part in tree[1:] if isinstance(part, tuple)))


def meaning(tree: Tree, answers: Answers) -> bool:
    """Whether a condition holds with these answers."""
    kind, *parts = tree
    if kind == "and":
        return meaning(parts[0], answers) and meaning(parts[1], answers)
    if kind == "or":
        return meaning(parts[0], answers) or meaning(parts[1], answers)
    if kind == "empty":
        return answers.get(parts[0][1]) in (None, "", [])
    if not needed(tree) <= set(answers):
        return False  # a comparison, and a negation, with something unanswered in it
    return not meaning(parts[0], answers) if kind == "not" else _holds(tree, answers)


def _holds(tree: Tree, answers: Answers) -> bool:
    kind, *parts = tree
    if kind == "compare":
        return OPERATORS[parts[0]](_value(parts[1], answers), _value(parts[2], answers))
    if kind == "begins":
        return str(_value(parts[0], answers)).startswith(parts[1])
    if kind in ("any", "all"):
        cells = [row.get("x") for row in _value(parts[0], answers)]
        found = [cell is not None and OPERATORS[parts[1]](cell, parts[2]) for cell in cells]
        return any(found) if kind == "any" else all(found)
    found = _value(parts[0], answers) in _value(parts[1], answers)
    return found is (kind == "in")


def _value(tree: Tree, answers: Answers) -> Any:
    if tree[0] == "count":
        return len(answers[tree[1][1]])
    return answers[tree[1]] if tree[0] == "name" else tree[1]
