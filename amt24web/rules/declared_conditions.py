"""Reading the conditions of a declaration „mit Auflagen“; every problem by its field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amt24web.domain.testing import DeclaredCondition
from amt24web.rules.answers import NOT_A_DATE
from amt24web.rules.decisions import DAY_TOO_EARLY, EARLIEST_YEAR
from amt24web.rules.typed_text import clean, problem, read_date

LONGEST_TEXT, LONGEST_NAME, MOST_CONDITIONS = 2_000, 200, 30
NONE_SAID = "„Mit Auflagen“ heißt: Bitte nennen Sie mindestens eine Auflage."
NOT_WANTED = (
    "Auflagen gehören zu „mit Auflagen erteilt“. Bitte wählen Sie das, oder leeren Sie die Felder."
)
TEXT_MISSING = "Bitte schreiben Sie, was zu tun ist."
WHO_MISSING = "Bitte schreiben Sie, wer das tut."
UNTIL_MISSING = "Bitte schreiben Sie, bis wann."
TOO_MANY = "Das sind mehr als 30 Auflagen. Bitte fassen Sie zusammen."


@dataclass(frozen=True, slots=True)
class ConditionTyped:
    """One condition as it was typed."""

    text: str = ""
    who: str = ""
    until: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed at all."""
        return not any(map(clean, (self.text, self.who, self.until)))


def field(number: int, part: str) -> str:
    """How a field of the condition with this number (from one) is called in problems."""
    return f"a{number}-{part}"


def read_conditions(
    typed: Sequence[ConditionTyped], *, are_wanted: bool
) -> tuple[tuple[DeclaredCondition, ...], dict[str, str]]:
    """The conditions, and what is wrong by field; empty rows do not count.

    ``are_wanted`` says whether the outcome is „mit Auflagen“: then there is at least one, else
    none.
    """
    said = [(number, one) for number, one in enumerate(typed, 1) if not one.is_empty]
    if are_wanted and not said:
        return (), {field(1, "text"): NONE_SAID}
    if said and not are_wanted:
        return (), {field(said[0][0], "text"): NOT_WANTED}
    if len(said) > MOST_CONDITIONS:
        return (), {field(1, "text"): TOO_MANY}
    problems = {name: wrong for number, one in said for name, wrong in _problems(number, one)}
    if problems:
        return (), problems
    return tuple(_read(one) for _, one in said), {}


def _read(typed: ConditionTyped) -> DeclaredCondition:
    until = read_date(clean(typed.until))
    if until is None:
        raise ValueError("a condition without a day was not refused")
    return DeclaredCondition(clean(typed.text), clean(typed.who), until)


def _problems(number: int, typed: ConditionTyped) -> Iterator[tuple[str, str]]:
    text, who, until = clean(typed.text), clean(typed.who), clean(typed.until)
    found = {
        "text": problem(text, LONGEST_TEXT) or ("" if text else TEXT_MISSING),
        "who": problem(who, LONGEST_NAME) or ("" if who else WHO_MISSING),
        "until": _day_problem(until) if until else UNTIL_MISSING,
    }
    yield from ((field(number, part), wrong) for part, wrong in found.items() if wrong)


def _day_problem(typed: str) -> str:
    day = read_date(typed)
    if day is None:
        return NOT_A_DATE
    return DAY_TOO_EARLY if day.year < EARLIEST_YEAR else ""
