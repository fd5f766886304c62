"""Proof-reading comparisons: more and less are only asked between things of one kind."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from jinja2 import nodes

from amt24web.catalogue.conditions import parse
from amt24web.catalogue.structure import AnswerType, Catalogue

ORDERING: Final = frozenset({"lt", "lteq", "gt", "gteq"})
NUMBER, DATE, TEXT, SEVERAL = "eine Zahl", "ein Datum", "ein Text", "eine Liste"
KINDS: Final[Mapping[AnswerType, str]] = MappingProxyType(
    {
        AnswerType.NUMBER: NUMBER,
        AnswerType.COMPUTED: NUMBER,
        AnswerType.DATE: DATE,
        AnswerType.CHOICES: SEVERAL,
        AnswerType.ROWS: SEVERAL,
        AnswerType.PARTICIPANTS: SEVERAL,
        AnswerType.AUTHORITIES: SEVERAL,
    }
)
"""What an answer is for a comparison; every other type is a text."""


def uneven(text: str, catalogue: Catalogue) -> Iterator[str]:
    """What a condition compares although it cannot be more or less, one German reason each.

    Such a comparison would fail with the first answer. Raises ConditionError if the condition
    cannot be read at all.
    """
    tree = parse(text).tree
    found = [tree] if isinstance(tree, nodes.Compare) else []
    for comparison in (*found, *tree.find_all(nodes.Compare)):
        if not ORDERING & {operand.op for operand in comparison.ops}:
            continue
        sides = (comparison.expr, *(operand.expr for operand in comparison.ops))
        kinds = {kind for side in sides if (kind := _kind(side, catalogue))}
        if len(kinds) > 1 or SEVERAL in kinds:
            yield f"„{text}“ vergleicht {' mit '.join(sorted(kinds))}"


def _kind(side: nodes.Expr, catalogue: Catalogue) -> str:
    """What stands on one side; empty if only the answers can tell."""
    if isinstance(side, nodes.Const):
        return TEXT if isinstance(side.value, str) else NUMBER
    if isinstance(side, nodes.Name) and (question := catalogue.questions.get(side.name)):
        return KINDS.get(question.type, TEXT)
    return ""
