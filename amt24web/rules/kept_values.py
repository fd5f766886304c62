"""Whether a value that comes from elsewhere could have been said here: asked before it is kept."""

from collections.abc import Mapping

from amt24web.catalogue.structure import ROW_SOURCES, AnswerType, Column
from amt24web.domain.records import Json
from amt24web.rules.answer_kind import Spec
from amt24web.rules.answers import KINDS

UNSAID = (AnswerType.COMPUTED, *ROW_SOURCES)
"""Types that keep no value of their own: worked out, or said in rows."""


def fits(value: Json, spec: Spec) -> bool:
    """Whether a question or cell of this type may hold the value; nothing said always fits."""
    if value is None:
        return True
    if spec.type in UNSAID:
        return False
    if spec.type is AnswerType.NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if spec.type is AnswerType.CHOICES:
        return _are_texts(value) and _reads_back(value, [str(v) for v in _list(value)], spec)
    return isinstance(value, str) and _reads_back(value, [value], spec)


def cells_fit(value: Json, columns: Mapping[str, Column]) -> bool:
    """Whether a row with these columns may hold the cells."""
    if value is None:
        return True
    return isinstance(value, dict) and all(
        name in columns and fits(cell, columns[name]) for name, cell in value.items()
    )


def _reads_back(value: Json, submitted: list[str], spec: Spec) -> bool:
    """What was said here once is understood the same when it is sent again."""
    return KINDS[spec.type].read(submitted, spec).value == value


def _are_texts(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
