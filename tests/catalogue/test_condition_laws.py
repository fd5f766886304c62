"""Laws that hold for every condition, found by trying to break them."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.catalogue.conditions import ConditionError, Step, compile_steps, parse
from tests.catalogue.condition_language import (
    Answers,
    Tree,
    cautious_trees,
    complete_answers,
    meaning,
    names,
    read_back,
    some_answers,
    trees,
    written,
)

unhurried = settings(deadline=None, max_examples=60)


def holds(tree: Tree, answers: Answers) -> bool:
    step = Step("geprueft", parse(written(tree)))
    return bool(compile_steps([step])(answers)["geprueft"])


@unhurried
@given(trees)
def test_what_is_written_is_read_back_as_the_same_tree(tree: Tree):
    assert read_back(parse(written(tree)).tree) == tree


@unhurried
@given(trees)
def test_a_condition_knows_the_questions_it_names(tree: Tree):
    assert parse(written(tree)).names == names(tree)


@unhurried
@given(trees, some_answers)
def test_it_means_what_an_independent_telling_says(tree: Tree, answers: Answers):
    assert holds(tree, answers) is meaning(tree, answers)


@unhurried
@given(cautious_trees)
def test_without_any_answer_nothing_holds_that_does_not_ask_for_emptiness(tree: Tree):
    assert not holds(tree, {})


@unhurried
@given(cautious_trees, complete_answers, st.data())
def test_what_holds_goes_on_holding_when_more_becomes_known(
    tree: Tree, known: dict[str, Any], data: st.DataObject
):
    fewer = data.draw(st.sets(st.sampled_from(sorted(known))))
    if holds(tree, {name: known[name] for name in fewer}):
        assert holds(tree, known)


@unhurried
@given(trees, complete_answers)
def test_once_everything_is_answered_not_means_not(tree: Tree, known: Answers):
    assert holds(("not", tree), known) is not holds(tree, known)


@unhurried
@given(trees, some_answers)
def test_a_condition_and_its_negation_never_hold_together(tree: Tree, answers: Answers):
    assert not (holds(tree, answers) and holds(("not", tree), answers))


@unhurried
@given(trees, trees, some_answers)
def test_neither_nor_is_the_same_said_in_two_ways(one: Tree, other: Tree, answers: Answers):
    together = holds(("not", ("or", one, other)), answers)
    apart = holds(("and", ("not", one), ("not", other)), answers)
    assert together is apart


@unhurried
@given(cautious_trees, cautious_trees, some_answers)
def test_not_both_is_more_careful_than_one_of_them_not(one: Tree, other: Tree, answers: Answers):
    if holds(("not", ("and", one, other)), answers):
        assert holds(("or", ("not", one), ("not", other)), answers)


@unhurried
@given(trees, trees, some_answers)
def test_the_order_of_and_and_or_does_not_matter(one: Tree, other: Tree, answers: Answers):
    for kind in ("and", "or"):
        assert holds((kind, one, other), answers) is holds((kind, other, one), answers)


@unhurried
@given(st.lists(trees, min_size=1, max_size=5), some_answers)
def test_compiled_together_is_the_same_as_one_by_one(several: list[Tree], answers: Answers):
    steps = [Step(f"regel:{n}", parse(written(tree))) for n, tree in enumerate(several)]
    results = compile_steps(steps)(answers)
    assert [bool(result) for result in results.values()] == [holds(t, answers) for t in several]


PIECES = st.sampled_from(
    ["(", ")", "[", "]", "{", "}", "and", "or", "not", "in", "is", "leer", "==", "!=", "<", "~",
     "|", ".", ",", "'", "\\", "%}", "{{", "#}", "x", "anzahl", "irgendeine", "rang", "1", "1.5",
     "true", "none", "self", "loop", "if", "else", "for", "*", "**", "//", "__class__", "\n", "é",
     "=", "-", "9" * 50]
)  # fmt: skip


def refusal_of(text: str) -> str:
    """Why a text is refused as a condition; empty if it is one. Any other error comes through."""
    try:
        compile_steps([Step("geprueft", parse(text))], {"x": {"a": 1}})
    except ConditionError as refusal:
        return str(refusal) or "ohne Begründung"
    return ""


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60) | st.lists(PIECES, max_size=14).map(" ".join))
def test_whatever_is_typed_is_a_condition_or_refused_with_a_reason(text: str):
    assert refusal_of(text) != "ohne Begründung"


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(["(", "[", "not ", "x == (", "anzahl(", "-", "x and (", "((x) or "]),
    st.integers(600, 20_000),
)
def test_endless_nesting_is_refused_and_breaks_nothing(piece: str, times: int):
    opened = piece * times + "x == 1"
    closed = opened + ")" * opened.count("(") + "]" * opened.count("[")
    assert refusal_of(opened)
    assert refusal_of(closed)
