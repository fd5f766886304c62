"""Who decided what, when, and how we know: in their own account, or told by another way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import SignOffWay
from amt24web.rules import typed_text
from amt24web.rules.answers import NOT_A_DATE

LONGEST_NAME = 200
LONGEST_WORDS = 2_000
EARLIEST_YEAR = 2000
CHECK_YOUR_ENTRIES = "Bitte prüfen Sie Ihre Angaben."
WAY_MISSING = "Bitte wählen Sie, wie die Entscheidung gekommen ist."
NAME_MISSING = "Bitte schreiben Sie, wer entschieden hat."
DAY_MISSING = "Bitte schreiben Sie, an welchem Tag entschieden wurde."
TWO_VOICES = (
    "Sie haben das eigene Konto gewählt und den Namen von jemand anderem eingetragen. Bitte wählen "
    "Sie, wie Sie von dessen Entscheidung erfahren haben."
)
DAY_IN_FUTURE = "Dieser Tag liegt in der Zukunft."
DAY_TOO_EARLY = "Bitte prüfen Sie das Jahr."


@dataclass(frozen=True, slots=True)
class Decider:
    """Who sends a form: name and function, and the ways open to them."""

    name: str
    function: str
    ways: tuple[SignOffWay, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided on which day, and how that was told."""

    name: str
    function: str
    day: date
    way: SignOffWay


@dataclass(frozen=True, slots=True)
class Told:
    """A decision as it was typed, right or wrong: ``day`` is None if it cannot be read."""

    way: str
    name: str
    function: str
    day: date | None


def judged(typed: Mapping[str, str], decider: Decider, today: date) -> tuple[Told, dict[str, str]]:
    """What was typed as ``way``, ``name``, ``function`` and ``day``, and what is wrong by field.

    Who decides in their own account does so in their own name, today; the other fields then do not
    count.
    """
    way = typed.get("way", "")
    problems = {} if way in decider.ways else {"way": WAY_MISSING}
    if way == SignOffWay.ACCOUNT:
        return Told(way, decider.name, decider.function, today), problems
    name, function = (typed_text.clean(typed.get(part, "")) for part in ("name", "function"))
    said_day = typed_text.clean(typed.get("day", ""))
    day = typed_text.read_date(said_day)
    found = {
        "name": typed_text.problem(name, LONGEST_NAME) or ("" if name else NAME_MISSING),
        "function": typed_text.problem(function, LONGEST_NAME),
        "day": _day_problem(said_day, day, today),
    }
    problems |= {field: problem for field, problem in found.items() if problem}
    return Told(way, name, function, day), problems


def read_decision(typed: Mapping[str, str], decider: Decider, today: date) -> Decision:
    """The decision. Raises InvalidInput naming each field that cannot be taken as it is."""
    told, problems = judged(typed, decider, today)
    if problems:
        raise InvalidInput(CHECK_YOUR_ENTRIES, problems)
    return Decision(told.name, told.function, told.day or today, SignOffWay(told.way))


def require_one_voice(typed: Mapping[str, str], decider: Decider) -> None:
    """Who decides in their own account does not name somebody else. Raises InvalidInput."""
    name = typed_text.clean(typed.get("name", ""))
    if typed.get("way") == SignOffWay.ACCOUNT and name not in ("", decider.name):
        raise InvalidInput(CHECK_YOUR_ENTRIES, {"way": TWO_VOICES})


def _day_problem(typed: str, day: date | None, today: date) -> str:
    if day is None:
        return NOT_A_DATE if typed else DAY_MISSING
    if day > today:
        return DAY_IN_FUTURE
    return DAY_TOO_EARLY if day.year < EARLIEST_YEAR else ""


def read_reason(typed: str, missing: str) -> str:
    """A reason, readable. Raises InvalidInput without one."""
    text = typed_text.clean(typed)
    if problem := typed_text.problem(text, LONGEST_WORDS) or ("" if text else missing):
        raise InvalidInput(problem, {"reason": problem})
    return text
