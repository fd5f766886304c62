"""Closing with conditions: who and until when, as typed for each open point, and what is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from amt24web.domain.errors import InvalidInput
from amt24web.domain.reading import OpenPointReading
from amt24web.domain.records import Content, Json
from amt24web.domain.vocabulary import AnswerState, Stage
from amt24web.domain.wording import german_date
from amt24web.rules import typed_text
from amt24web.rules.answers import NOT_A_DATE
from amt24web.rules.closing import done_by, points_of
from amt24web.rules.open_points import OpenPoint, readings
from amt24web.rules.responsibility import (
    handed_to_role,
    responsible_choices,
    responsible_name,
)
from amt24web.rules.submissions import DUE
from amt24web.rules.summary import Standing

LONGEST_NOTE = 2_000
CHECK_YOUR_ENTRIES = "Bitte prüfen Sie Ihre Angaben."
WHO_MISSING = "Bitte wählen Sie, wer sich darum kümmert."
UNTIL_MISSING = "Bitte schreiben Sie, bis wann."
UNTIL_IN_PAST = "Dieser Tag ist schon vorbei."
UNTIL_TOO_LATE = "Bitte prüfen Sie das Jahr."
LONGEST_YEARS = 20
REASON_MISSING = "Bitte schreiben Sie kurz, warum die Stufe wieder geöffnet wird."
WHO, UNTIL, UNTIL_ALL, NOTE = "wer-", "bis-", "alle-bis", "bemerkung"
"""How the fields of the form begin or are called."""


@dataclass(frozen=True, slots=True)
class ClosingForm:
    """What was typed to close a stage: by key of the point, and one day for all without one."""

    who: Mapping[str, str] = field(default_factory=dict)
    until: Mapping[str, str] = field(default_factory=dict)
    until_all: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PointToClose:
    """An open point with what is known already: who, until when, and whom one can choose."""

    point: OpenPoint
    reading: OpenPointReading
    choices: tuple[tuple[str, str], ...]
    who: str
    until: str


def points_to_close(standing: Standing, stage: Stage) -> tuple[PointToClose, ...]:
    """The open points of a stage, filled in before with what they say themselves."""
    catalogue, facts = standing.catalogue, standing.facts
    points = points_of(standing, stage)
    return tuple(
        PointToClose(
            point=point,
            reading=reading,
            choices=responsible_choices(catalogue, facts, catalogue.questions[point.question]),
            who=point.responsible_uid or handed_to_role(point.role),
            until=german_date(point.due_on),
        )
        for point, reading in zip(points, readings(catalogue, facts, points), strict=True)
    )


@dataclass(frozen=True, slots=True)
class Imposed:
    """A condition as it is kept: which point, whose it is now, until when."""

    point: OpenPoint
    who: str
    name: str
    until: date

    @property
    def as_json(self) -> dict[str, Json]:
        """What the closing keeps of it."""
        return {
            "key": self.point.key,
            "question": self.point.question,
            "title": self.point.title,
            "who": self.who,
            "name": self.name,
            "until": self.until.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Closing:
    """A stage as it is closed: what is kept, and the conditions imposed."""

    content: Content
    conditions: tuple[Imposed, ...]


def close(standing: Standing, stage: Stage, form: ClosingForm, today: date) -> Closing:
    """Close a stage with what was typed.

    Raises InvalidInput naming each field: every open point needs somebody and a day to come.
    """
    typed = _Typed(form, today)
    points = points_to_close(standing, stage)
    imposed = [typed.condition(standing, point) for point in points]
    note = typed.note()
    if typed.problems:
        raise InvalidInput(CHECK_YOUR_ENTRIES, typed.problems)
    conditions = tuple(condition for condition in imposed if condition)
    progress = done_by(standing, stage)
    kept: dict[str, Json] = {
        "day": today.isoformat(),
        "conditions": [condition.as_json for condition in conditions],
        "counts": {"total": progress.total, "done": progress.done, "open": len(points)},
    }
    return Closing(Content(value=kept, state=AnswerState.ANSWERED, note=note), conditions)


class _Typed:
    """One form being read: what can be taken, and by field what cannot."""

    def __init__(self, form: ClosingForm, today: date) -> None:
        self.form, self.today = form, today
        self.problems: dict[str, str] = {}
        self.for_all = self._day(UNTIL_ALL, form.until_all) if form.until_all.strip() else None

    def condition(self, standing: Standing, point: PointToClose) -> Imposed | None:
        who = self._who(point)
        until = self._until(point.point.key)
        if not who or until is None:
            return None
        name = responsible_name(standing.catalogue, standing.facts, who)
        return Imposed(point.point, who, name, until)

    def _who(self, point: PointToClose) -> str:
        key = point.point.key
        chosen = self.form.who.get(key, "")
        if chosen not in {value for value, _ in point.choices}:
            self.problems[f"{WHO}{key}"] = WHO_MISSING
            return ""
        return chosen

    def _until(self, key: str) -> date | None:
        typed = self.form.until.get(key, "")
        if typed.strip():
            return self._day(f"{UNTIL}{key}", typed)
        if self.for_all is None and UNTIL_ALL not in self.problems:
            self.problems[f"{UNTIL}{key}"] = UNTIL_MISSING
        return self.for_all

    def _day(self, field_name: str, typed: str) -> date | None:
        day = typed_text.read_date(typed_text.clean(typed))
        if problem := _day_problem(day, self.today):
            self.problems[field_name] = problem
            return None
        return day

    def note(self) -> str:
        text = typed_text.clean(self.form.note)
        if problem := typed_text.problem(text, LONGEST_NOTE):
            self.problems[NOTE] = problem
        return text


def _day_problem(day: date | None, today: date) -> str:
    if day is None:
        return NOT_A_DATE
    if day < today:
        return UNTIL_IN_PAST
    return UNTIL_TOO_LATE if day.year > today.year + LONGEST_YEARS else ""


def assigned(standing: Standing, conditions: Iterable[Imposed]) -> dict[str, Content]:
    """The questions that get somebody and a day by the conditions, with their new contents.

    Their state stays as it is. A finding has no record of its own to write that to; what its
    question says about itself is not touched.
    """
    found = {
        condition.point.key: _assigned(standing, condition)
        for condition in conditions
        if condition.point.key == condition.point.question
    }
    return {key: c for key, c in found.items() if c != standing.facts.record(key).content}


def _assigned(standing: Standing, condition: Imposed) -> Content:
    now = standing.facts.record(condition.point.question).content
    raw = {part: text for part, text in now.raw.items() if part != DUE}
    return replace(now, responsible_uid=condition.who, due_on=condition.until, raw=raw)


def reason_to_reopen(typed: str) -> str:
    """The reason, readable. Raises InvalidInput without one."""
    text = typed_text.clean(typed)
    if problem := typed_text.problem(text, LONGEST_NOTE) or ("" if text else REASON_MISSING):
        raise InvalidInput(problem, {"reason": problem})
    return text
