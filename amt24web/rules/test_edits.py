"""Reading what people type about test cases, results and defects; every problem by its field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from amt24web.domain.errors import InvalidInput
from amt24web.domain.papers.words import (
    CaseKind,
    CaseResult,
    CaseStage,
    DefectClass,
    DefectState,
    Perspective,
    Priority,
)
from amt24web.domain.testing import CaseMarks, CaseText
from amt24web.domain.wording import german_date
from amt24web.rules.answers import NOT_A_DATE
from amt24web.rules.typed_text import clean, problem, read_date

LONGEST_LINE, LONGEST_TEXT, MOST_LINES = 300, 5_000, 50
CHECK = "Bitte prüfen Sie Ihre Angaben."
TITLE_MISSING = "Bitte geben Sie dem Testfall einen Namen."
STEPS_MISSING = "Bitte schreiben Sie mindestens einen Schritt."
EXPECTED_MISSING = "Bitte schreiben Sie, was herauskommen soll."
TOO_MANY_LINES = "Das sind mehr als 50 Zeilen. Bitte teilen Sie den Testfall."
RESULT_MISSING = "Bitte wählen Sie, wie der Testfall ausgegangen ist."
OBSERVED_MISSING = "Bitte schreiben Sie, was Sie gesehen haben. Sonst kann es niemand beheben."
BLOCKED_REASON = "Bitte schreiben Sie, was den Testfall aufhält."
DAY_BEFORE_ROUND = "Der Durchlauf hat erst am {day} begonnen."
DAY_IN_FUTURE = "Dieser Tag liegt in der Zukunft."
WHAT_MISSING = "Bitte schreiben Sie, was nicht stimmt."
WEIGHT_MISSING = "Bitte wählen Sie, wie schwer es wiegt."
WORKAROUND_MISSING = (
    "Hingenommen wird eine Abweichung mit ihrer Umgehung. Bitte beschreiben Sie sie."
)
VERSION_MISSING = "Bitte nennen Sie die Version, in der es behoben ist."


@dataclass(frozen=True, slots=True)
class CaseTyped:
    """A case as it was typed; lines of a text are steps or preconditions."""

    title: str
    preconditions: str
    steps: str
    expected: str
    data: str
    priority: str
    perspective: str
    tester: str
    revision: int


def read_case(typed: CaseTyped) -> tuple[CaseText, CaseMarks]:
    """Text and marks of a case. Raises InvalidInput naming each field that cannot be taken."""
    text = CaseText(
        title=clean(typed.title),
        preconditions=_lines(typed.preconditions),
        steps=_lines(typed.steps),
        expected=clean(typed.expected),
        data=clean(typed.data),
    )
    problems = {
        "title": problem(text.title, LONGEST_LINE) or ("" if text.title else TITLE_MISSING),
        "preconditions": _wrong_lines(text.preconditions),
        "steps": _wrong_lines(text.steps) or ("" if text.steps else STEPS_MISSING),
        "expected": problem(text.expected, LONGEST_TEXT)
        or ("" if text.expected else EXPECTED_MISSING),
        "test_data": problem(text.data, LONGEST_TEXT),
    }
    _refuse(problems)
    return text, _marks(typed)


def _marks(typed: CaseTyped) -> CaseMarks:
    priority = Priority(typed.priority) if typed.priority in tuple(Priority) else Priority.MEDIUM
    view = typed.perspective
    perspective = Perspective(view) if view in tuple(Perspective) else Perspective.AUTHORITY
    return CaseMarks(CaseStage.SUBJECT, CaseKind.FUNCTIONAL, perspective, priority)


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line for raw in clean(typed).splitlines() if (line := raw.strip()))


def _wrong_lines(lines: tuple[str, ...]) -> str:
    if len(lines) > MOST_LINES:
        return TOO_MANY_LINES
    return next((wrong for line in lines if (wrong := problem(line, LONGEST_TEXT))), "")


def _refuse(problems: Mapping[str, str]) -> None:
    found = {field: wrong for field, wrong in problems.items() if wrong}
    if found:
        raise InvalidInput(CHECK, found)


@dataclass(frozen=True, slots=True)
class ResultTyped:
    """A result as it was typed; ``shown`` is the fingerprint of the case as the page said it."""

    result: str
    observed: str
    tester: str
    day: str
    on: str
    opens_defect: bool = False
    weight: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class ResultRead:
    """A result that can be kept; ``weight`` is there if a defect is to be opened."""

    result: CaseResult
    observed: str
    tester: str
    day: date
    on: str
    weight: DefectClass | None


def read_result(typed: ResultTyped, own_name: str, today: date, begun: date) -> ResultRead:
    """What came out in a round that has ``begun`` then; no tester is the person itself.

    Raises InvalidInput naming each field.
    """
    observed, tester, on = clean(typed.observed), clean(typed.tester), clean(typed.on)
    result = CaseResult(typed.result) if typed.result in tuple(CaseResult) else None
    said_day = clean(typed.day)
    day = read_date(said_day) if said_day else today
    weight = DefectClass(typed.weight) if typed.weight in tuple(DefectClass) else None
    problems = {
        "result": "" if result else RESULT_MISSING,
        "observed": problem(observed, LONGEST_TEXT) or _unexplained(result, observed),
        "tester": problem(tester, LONGEST_LINE),
        "on": problem(on, LONGEST_LINE),
        "day": _day_problem(day, today, begun),
        "weight": WEIGHT_MISSING if typed.opens_defect and weight is None else "",
    }
    _refuse(problems)
    return ResultRead(
        result=result or CaseResult.NOT_RUN,
        observed=observed,
        tester=tester or own_name,
        day=day or today,
        on=on,
        weight=weight if typed.opens_defect else None,
    )


def _unexplained(result: CaseResult | None, observed: str) -> str:
    if observed:
        return ""
    return {CaseResult.FAILED: OBSERVED_MISSING, CaseResult.BLOCKED: BLOCKED_REASON}.get(
        result or CaseResult.PASSED, ""
    )


def _day_problem(day: date | None, today: date, begun: date) -> str:
    if day is None:
        return NOT_A_DATE
    if day < begun:
        return DAY_BEFORE_ROUND.format(day=german_date(begun))
    return DAY_IN_FUTURE if day > today else ""


@dataclass(frozen=True, slots=True)
class DefectTyped:
    """A defect as it was typed."""

    title: str
    weight: str
    state: str
    workaround: str
    responsible: str
    until: str
    fixed_in: str
    revision: int = 0


@dataclass(frozen=True, slots=True)
class DefectRead:
    """A defect that can be kept."""

    title: str
    weight: DefectClass
    state: DefectState
    workaround: str
    responsible: str
    until: date | None
    fixed_in: str


def read_defect(typed: DefectTyped) -> DefectRead:
    """A defect. Raises InvalidInput naming each field that cannot be taken."""
    title, workaround = clean(typed.title), clean(typed.workaround)
    responsible, fixed_in = clean(typed.responsible), clean(typed.fixed_in)
    until = read_date(clean(typed.until)) if clean(typed.until) else None
    state = DefectState(typed.state) if typed.state in tuple(DefectState) else DefectState.OPEN
    is_mended = state in (DefectState.MENDED, DefectState.RETESTED)
    problems = {
        "title": problem(title, LONGEST_TEXT) or ("" if title else WHAT_MISSING),
        "weight": "" if typed.weight in tuple(DefectClass) else WEIGHT_MISSING,
        "workaround": problem(workaround, LONGEST_TEXT)
        or (WORKAROUND_MISSING if state is DefectState.ACCEPTED and not workaround else ""),
        "responsible": problem(responsible, LONGEST_LINE),
        "until": NOT_A_DATE if clean(typed.until) and until is None else "",
        "fixed_in": problem(fixed_in, LONGEST_LINE)
        or (VERSION_MISSING if is_mended and not fixed_in else ""),
    }
    _refuse(problems)
    return DefectRead(
        title, DefectClass(typed.weight), state, workaround, responsible, until, fixed_in
    )
