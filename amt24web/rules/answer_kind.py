"""What every answer type is: its four faces, and what reading something gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from amt24web.catalogue.structure import Column, Question
from amt24web.domain.reading import Shown
from amt24web.domain.records import Json
from amt24web.rules import typed_text

Spec: TypeAlias = Question | Column
People: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood: a value, or the raw text with the reason why it could not be read."""

    value: Json = None
    problem: str = ""
    raw: str = ""


class AnswerKind:
    """A single text; the other types refine it."""

    longest = 500

    def read(self, submitted: Sequence[str], spec: Spec) -> Reading:
        """Understand what was sent for this question; empty means that nothing was said."""
        text = typed_text.clean(submitted[0] if submitted else "")
        problem = typed_text.problem(text, self.longest)
        if problem or not text:
            return Reading(problem=problem, raw=text)
        return self.understand(text, spec)

    def understand(self, text: str, spec: Spec) -> Reading:
        """Turn clean, non-empty text into a value or a problem."""
        return Reading(value=text)

    def show(self, value: Json, spec: Spec, people: People) -> Shown:
        """The answer for people."""
        return Shown(text=str(value))

    def compare(self, value: Json, spec: Spec) -> Any:
        """The answer as conditions see it."""
        return value

    def parts(self, value: Json) -> Mapping[str, str]:
        """Further names a condition may use for parts of the value."""
        return {}
