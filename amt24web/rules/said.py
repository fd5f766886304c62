"""What was said, by question, as plain values: for the readers that make papers of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from amt24web.catalogue.structure import Choice, Question
from amt24web.domain.assessments import ImposedCondition
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.answers import choice_text
from amt24web.rules.facts import PARTICIPANTS, all_columns, cells, rows_of
from amt24web.rules.progress import state_of
from amt24web.rules.questionnaire import shown_answer
from amt24web.rules.summary import Standing

YES, NO = "ja", "nein"


@dataclass(frozen=True, slots=True)
class RowSaid:
    """One row in which something was said; what could not be read counts as not said."""

    cells: Mapping[str, Any]
    people: Mapping[str, str]
    choices: Mapping[str, tuple[Choice, ...]]
    uid: str = ""
    label: str = ""

    def text(self, column: str) -> str:
        """A cell as text; empty if nothing was said."""
        return str(self.cells.get(column) or "")

    def day(self, column: str) -> date | None:
        """A cell that is a day."""
        return day_of(self.cells.get(column))

    def flag(self, column: str) -> bool | None:
        """A cell that is yes or no; None if nothing was said."""
        return {YES: True, NO: False}.get(self.text(column))

    def person(self, column: str) -> str:
        """Who was chosen from the participants, by name and body."""
        return self.people.get(self.text(column), "")

    def choice(self, column: str) -> str:
        """The text of the option that was chosen."""
        slug = self.text(column)
        return choice_text(self.choices.get(column, ()), slug) if slug else ""


@dataclass(frozen=True, slots=True)
class Said:
    """The answers of one Onlinedienst. What is not asked at the moment counts as not said."""

    standing: Standing

    def value(self, question_id: str) -> Any:
        """An answer as conditions see it."""
        return self.standing.assessment.values.get(question_id)

    def slug(self, question_id: str) -> str:
        """The option that was chosen, by its id."""
        return str(self.value(question_id) or "")

    def text(self, question_id: str) -> str:
        """An answer as people read it, in one line; prose keeps its paragraphs."""
        question = self._asked(question_id)
        if question is None or self.value(question_id) is None:
            return ""
        standing = self.standing
        shown = shown_answer(standing.catalogue, question, standing.facts, standing.assessment)
        return shown.prose or shown.as_line

    def texts(self, question_id: str) -> tuple[str, ...]:
        """The options that were chosen where several can be."""
        question = self._asked(question_id)
        slugs = self.value(question_id)
        if question is None or not isinstance(slugs, list):
            return ()
        return tuple(choice_text(question.choices, str(slug)) for slug in slugs)

    def day(self, question_id: str) -> date | None:
        """An answer that is a day."""
        return day_of(self.value(question_id))

    def rows(self, question_id: str) -> tuple[RowSaid, ...]:
        """The rows in which something was said, in order."""
        question = self._asked(question_id)
        if question is None or self.value(question_id) is None:
            return ()
        kept = rows_of(question, self.standing.facts)
        return tuple(self._row(question, row) for row in kept if cells(row.content))

    def contact(self, uid: str) -> str:
        """How somebody of the participants is reached: mail and telephone."""
        rows = self.standing.facts.rows.get(PARTICIPANTS, ())
        said = next((cells(row.content) for row in rows if row.row_uid == uid), {})
        return ", ".join(str(said[part]) for part in ("mail", "telefon") if said.get(part))

    def has_any(self, question_ids: tuple[str, ...]) -> bool:
        """Whether something was said at one of these questions."""
        facts = self.standing.facts
        questions = (self._asked(question_id) for question_id in question_ids)
        return any(q and state_of(q, facts) is AnswerState.ANSWERED for q in questions)

    def conditions(self, question_id: str, source: str = "") -> tuple[ImposedCondition, ...]:
        """The rows of a question that are conditions; ``source`` keeps those of one origin."""
        rows = (r for r in self.rows(question_id) if source in ("", r.text("herkunft")))
        return tuple(
            ImposedCondition(
                key=row.uid,
                number=str(number),
                title=row.text("auflage"),
                who=row.person("wer"),
                until=row.day("bis"),
                is_open=row.flag("erfuellt") is not True,
            )
            for number, row in enumerate(rows, 1)
        )

    def _asked(self, question_id: str) -> Question | None:
        if question_id not in self.standing.assessment.asked:
            return None
        return self.standing.catalogue.questions.get(question_id)

    def _row(self, question: Question, row: Record) -> RowSaid:
        labels = {fixed.uid: fixed.text for fixed in question.fixed_rows}
        return RowSaid(
            cells=cells(row.content),
            people=self.standing.facts.people,
            choices={c.id: c.choices for c in all_columns(self.standing.catalogue, question)},
            uid=row.row_uid,
            label=labels.get(row.row_uid, ""),
        )


def day_of(value: Any) -> date | None:
    """A day as it is kept or compared; None for anything else."""
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if isinstance(value, str) and value else None
