"""What is known about one Onlinedienst: its records sorted by question, ready to be looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from amt24web.catalogue.structure import AnswerType, Catalogue, Column, Question
from amt24web.domain.errors import NotFound
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import AnswerState, RowSource
from amt24web.rules.answers import KINDS

PARTICIPANTS = RowSource.PARTICIPANTS.value


@dataclass(frozen=True, slots=True)
class Facts:
    """All records of one Onlinedienst: one per question, and the rows by the key they live under.

    ``rows`` holds living rows in order; ``removed`` those that can be brought back.
    """

    answers: Mapping[str, Record]
    rows: Mapping[str, tuple[Record, ...]]
    removed: Mapping[str, tuple[Record, ...]]
    people: Mapping[str, str]

    def record(self, key: str) -> Record:
        """What is kept for a question; an empty record if nothing is."""
        return self.answers.get(key) or Record(key=key)

    def row(self, key: str, uid: str) -> Record | None:
        """One row, living or removed."""
        rows = (*self.rows.get(key, ()), *self.removed.get(key, ()))
        return next((row for row in rows if row.row_uid == uid), None)

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record, removed rows too."""
        groups = (*self.rows.values(), *self.removed.values())
        return (*self.answers.values(), *(row for rows in groups for row in rows))

    @property
    def newest(self) -> Record | None:
        """The record saved last; None before anything was saved.

        Comments and marks do not count: papers carry this day as the day their answers are from,
        and a colleague's question does not make the answers newer. A printed comment says its own.
        """
        saved = [record for record in self.records if record.saved_at and not record.is_remark]
        return max(saved, key=lambda r: (r.saved_at, r.key, r.row_uid), default=None)

    def changed_since(self, before: "Facts") -> frozenset[str]:
        """The keys under which something is kept otherwise than before."""
        pairs = ((self.answers, before.answers), (self.rows, before.rows))
        return frozenset(
            key
            for now, then in pairs
            for key in now.keys() | then.keys()
            if now.get(key) != then.get(key)
        )


def gather(records: Iterable[Record]) -> Facts:
    """Sort records into facts. Order of rows: position, then uid, the same everywhere."""
    answers: dict[str, Record] = {}
    living: dict[str, list[Record]] = {}
    removed: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda r: (r.position, r.row_uid)):
        if not record.row_uid:
            answers[record.key] = record
        else:
            (removed if record.removed else living).setdefault(record.key, []).append(record)
    return Facts(
        answers=answers,
        rows={key: tuple(rows) for key, rows in living.items()},
        removed={key: tuple(rows) for key, rows in removed.items()},
        people=_people(living.get(PARTICIPANTS, [])),
    )


def _people(rows: Iterable[Record]) -> dict[str, str]:
    return {row.row_uid: person_label(cells(row.content)) for row in rows}


def person_label(row: Mapping[str, Any]) -> str:
    """How a participant is called in lists: name, then body."""
    names = [str(row[part]) for part in ("person", "einrichtung") if row.get(part)]
    return ", ".join(names) or "noch ohne Namen"


def cells(content: Content) -> Mapping[str, Any]:
    """The readable cells of a row by column."""
    return content.value if isinstance(content.value, dict) else {}


def owns(row: Record, own_uids: frozenset[str]) -> bool:
    """Whether a row belongs to this person's body: they are its contact, or the row itself."""
    contact = cells(row.content).get("ansprechperson")
    return row.row_uid in own_uids or contact in own_uids


def window(catalogue: Catalogue, answer_type: AnswerType) -> Question:
    """The question that is the window on a table. Raises NotFound if the edition has none."""
    found = next((q for q in catalogue.questions.values() if q.type is answer_type), None)
    if found is None:
        raise NotFound
    return found


def columns_of(catalogue: Catalogue, question: Question) -> tuple[Column, ...]:
    """The columns a question shows: its own, or the chosen ones of the table it is a window on."""
    table = next((t for t in catalogue.tables if t.id == question.type.value), None)
    if table is None:
        return question.columns
    by_id = {column.id: column for column in table.columns}
    return tuple(by_id[c] for c in question.shown_columns if c in by_id) or table.columns


def all_columns(catalogue: Catalogue, question: Question) -> tuple[Column, ...]:
    """All columns a row of this question may hold, shown here or not."""
    table = next((t for t in catalogue.tables if t.id == question.type.value), None)
    return table.columns if table else question.columns


def rows_of(question: Question, facts: Facts) -> tuple[Record, ...]:
    """The living rows; a question with fixed rows always has exactly those."""
    rows = facts.rows.get(question.record_key, ())
    if not question.fixed_rows:
        return rows
    kept = {row.row_uid: row for row in rows}
    return tuple(
        kept.get(fixed.uid) or Record(key=question.id, row_uid=fixed.uid, position=number)
        for number, fixed in enumerate(question.fixed_rows, 1)
    )


def compared(catalogue: Catalogue, question: Question, facts: Facts) -> Any:
    """The answer as conditions see it, or None if the question counts as unanswered."""
    content = facts.record(question.id).content
    if content.state in (AnswerState.IN_CLARIFICATION, AnswerState.NOT_APPLICABLE):
        return None
    if question.row_source is not None:
        return _compared_rows(catalogue, question, facts)
    return None if content.value is None else KINDS[question.type].compare(content.value, question)


def _compared_rows(
    catalogue: Catalogue, question: Question, facts: Facts
) -> list[dict[str, Any]] | None:
    columns = {column.id: column for column in all_columns(catalogue, question)}
    rows = [_compared_cells(row, columns) for row in rows_of(question, facts)]
    return rows if any(rows) else None


def _compared_cells(row: Record, columns: Mapping[str, Column]) -> dict[str, Any]:
    compared_cells: dict[str, Any] = {}
    for name, value in cells(row.content).items():
        if (column := columns.get(name)) and value not in (None, "", []):
            kind = KINDS[column.type]
            compared_cells[name] = kind.compare(value, column)
            for part, text in kind.parts(value).items():
                compared_cells[f"{name}_{part}"] = text
    return compared_cells
