"""The functions a condition may use, and the value „unanswered“ that makes them cautious."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import Undefined

Row = Mapping[str, Any]


class Unanswered(Undefined):
    """The value of a question without an answer: every comparison and membership is false."""

    __slots__ = ()

    def _false(self, *_: object) -> bool:
        return False

    # Jinja declares these as never returning; here they answer, and they answer no.
    __lt__ = __le__ = __gt__ = __ge__ = _false  # type: ignore[assignment]
    __eq__ = __ne__ = __contains__ = _false
    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        return False


UNANSWERED = Unanswered()


def is_empty(value: Any) -> bool:
    """Whether nothing was answered; the one way to ask for emptiness."""
    return isinstance(value, Unanswered) or value in (None, "", [], ())


def is_answered(value: Any) -> bool:
    """Whether a question has an answer that conditions may look at."""
    return not isinstance(value, Unanswered)


def count(value: Any) -> Any:
    """``anzahl(x)``: how many rows or choices; unanswered stays unanswered."""
    return len(value) if is_answered(value) else UNANSWERED


def _begins(value: Any, prefixes: Any) -> bool:
    return str(value).startswith(tuple([prefixes] if isinstance(prefixes, str) else prefixes))


COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": lambda value, other: bool(value == other),
    "!=": lambda value, other: bool(value != other),
    "<": lambda value, other: bool(value < other),
    "<=": lambda value, other: bool(value <= other),
    ">": lambda value, other: bool(value > other),
    ">=": lambda value, other: bool(value >= other),
    "in": lambda value, other: value in other,
    "not in": lambda value, other: value not in other,
    "beginnt": _begins,
    "beginnt nicht": lambda value, other: not _begins(value, other),
    "laenger": lambda value, other: len(str(value)) > other,
}
EMPTINESS = {"leer": True, "nicht leer": False}


def _holds(row: Row, column: str, operator: str, other: Any) -> bool:
    value = row.get(column, UNANSWERED)
    if operator in EMPTINESS:
        return is_empty(value) is EMPTINESS[operator]
    return not is_empty(value) and COMPARISONS[operator](value, other)


def any_row(rows: Any, column: str, operator: str, other: Any = None) -> bool:
    """``irgendeine(rows, column, op, value)``: whether it holds for at least one row."""
    return is_answered(rows) and any(_holds(row, column, operator, other) for row in rows)


def all_rows(rows: Any, column: str, operator: str, other: Any = None) -> bool:
    """``alle(rows, column, op, value)``: whether there are rows and it holds for every one."""
    return (
        is_answered(rows) and bool(rows) and all(_holds(r, column, operator, other) for r in rows)
    )


def count_rows(rows: Any, column: str, operator: str, other: Any = None) -> Any:
    """``zaehle(rows, column, op, value)``: for how many rows it holds."""
    if not is_answered(rows):
        return UNANSWERED
    return sum(_holds(row, column, operator, other) for row in rows)


def _cells(rows: Sequence[Row], column: str) -> list[Any]:
    return [row[column] for row in rows if not is_empty(row.get(column, UNANSWERED))]


def total(rows: Any, column: str) -> Any:
    """``summe(rows, column)``: the sum of the cells that hold a number."""
    return sum(_cells(rows, column)) if is_answered(rows) else UNANSWERED


def highest(*values: Any) -> Any:
    """``hoechste(a, b, …)`` or ``hoechste(rows, column)``: the largest that is answered."""
    match values:
        case [list() as rows, column]:
            values = tuple(_cells(rows, column))
    return max((v for v in values if is_answered(v)), default=UNANSWERED)


def begins(value: Any, prefix: str) -> bool:
    """``beginnt(text, prefix)``: whether the answered text starts so."""
    return is_answered(value) and _begins(value, prefix)


def rank(value: Any, *rest: Any) -> Any:
    """``rang(question)`` or ``rang(question, option)``: the declared rank; the table comes last."""
    table: Mapping[str, int] = rest[-1]
    asked = rest[0] if len(rest) > 1 else value
    return table.get(asked, UNANSWERED) if is_answered(asked) else UNANSWERED


def missing(wanted: Any, rows: Any, column: str) -> Any:
    """``fehlend(list, rows, column)``: what of the list stands in no row; unanswered if none."""
    if not (is_answered(wanted) and is_answered(rows)):
        return UNANSWERED
    there = set(_cells(rows, column))
    return [item for item in wanted if item not in there] or UNANSWERED


def value_if(condition: Any, value: Any) -> Any:
    """``wenn(condition, value)``: the value if the condition holds, else unanswered."""
    return value if condition else UNANSWERED


def answered_of(*values: Any) -> Any:
    """``auflistung(a, b, …)``: those that are answered, in this order; unanswered if none is."""
    return [value for value in values if is_answered(value)] or UNANSWERED


RANK_FUNCTION = "rang"
ROW_FUNCTIONS = ("irgendeine", "alle", "zaehle")
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "anzahl": count,
    "irgendeine": any_row,
    "alle": all_rows,
    "zaehle": count_rows,
    "summe": total,
    "hoechste": highest,
    "beginnt": begins,
    RANK_FUNCTION: rank,
    "fehlend": missing,
    "wenn": value_if,
    "auflistung": answered_of,
}
