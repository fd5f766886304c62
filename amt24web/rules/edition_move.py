"""What moving to another edition means for one Onlinedienst, worked out before anybody does it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from amt24web.catalogue.structure import (
    AnswerType,
    Catalogue,
    Column,
    Question,
)
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import Need
from amt24web.domain.wording import counted, label
from amt24web.rules.conversion import Reread, converted, converted_cells, reread, with_reread
from amt24web.rules.facts import Facts, all_columns, cells, columns_of, gather, rows_of
from amt24web.rules.progress import DONE, is_due, state_of
from amt24web.rules.questionnaire import shown_answer, shown_cells
from amt24web.rules.submissions import VALUE
from amt24web.rules.summary import Standing, stand

LONGEST_SAID = 300
RETIRED = "Die Frage entfällt."
OTHER_CONDITION = "Die Frage wird nur noch gestellt: {condition}."
OTHER_SCOPE = "Die Frage wird bei diesem Weg oder dieser Art von Vorhaben nicht mehr gestellt."
COLUMN_GONE = "Die Spalte entfällt."
ROW_GONE = "Die Zeile entfällt."
TO_NOTE = "wird jetzt berechnet; die bisherige Angabe steht dann als Notiz dabei"


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """Something that was said, with the number of its question, and what becomes of it."""

    number: str
    text: str
    said: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class RequiredLine:
    """A required question that was none before; ``is_due`` if it is wanted in this stage."""

    number: str
    text: str
    role: str
    stage: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class Move:
    """Where the Onlinedienst would stand, and what changes for those who work on it.

    ``records`` are those that are kept in another way, not yet signed by anybody. ``unasked`` are
    answers that are kept but no longer asked for, ``lapsed`` findings that come again although
    somebody took note of them.
    """

    after: Standing
    records: tuple[Record, ...]
    unasked: tuple[AnswerLine, ...]
    lost_choices: tuple[AnswerLine, ...]
    unreadable: tuple[AnswerLine, ...]
    taken_over: tuple[AnswerLine, ...]
    required: tuple[RequiredLine, ...]
    lapsed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """One answer or cell that was read anew."""

    question: Question
    column: str
    found: Reread


def plan_move(before: Standing, catalogue: Catalogue) -> Move:
    """Work out the move of an Onlinedienst to another edition; nothing is written."""
    changed, told = _converted_questions(before, catalogue)
    rows, told_in_rows = _converted_rows(before, catalogue)
    records = [*changed, *rows]
    everything = {(r.key, r.row_uid): r for r in (*before.facts.records, *records)}
    after = stand(catalogue, gather(everything.values()), before.phase)
    asked = after.assessment.asked
    both = (*told, *_at_asked_windows(after, told_in_rows))
    lines = [(t, _told_line(after, t)) for t in both if t.question.id in asked]
    return Move(
        after=after,
        records=tuple(records),
        unasked=(*_unasked(before, after), *_unasked_cells(before, catalogue)),
        lost_choices=tuple(line for t, line in lines if t.found.lost_choice),
        unreadable=tuple(n for t, n in lines if _is_unreadable(t) and not t.found.lost_choice),
        taken_over=tuple(line for t, line in lines if not _is_unreadable(t)),
        required=tuple(_required(before, after)),
        lapsed=_lapsed(before, after),
    )


def _at_asked_windows(after: Standing, told: Iterable[_Told]) -> Iterator[_Told]:
    """Cells at a question that shows them: several questions may be windows on one table."""
    questions = reversed([*after.catalogue.questions.values()])
    windows = {q.record_key: q for q in questions if q.id in after.assessment.asked}
    for one in told:
        yield replace(one, question=windows.get(one.question.record_key, one.question))


def _is_unreadable(told: _Told) -> bool:
    return bool(told.found.raw) and told.question.type is not AnswerType.COMPUTED


def _converted_questions(
    before: Standing, catalogue: Catalogue
) -> tuple[list[Record], list[_Told]]:
    records, told = [], []
    for question in catalogue.questions.values():
        record = before.facts.record(question.id)
        former = before.catalogue.questions.get(question.id)
        if _has_rows_elsewhere(former, question) and former is not None:
            text = _rows_in_words(before, former, record)
            found = reread(None, text, None, question, before.facts.people) if text else None
            content = with_reread(record.content, found, question) if found else record.content
        else:
            content, found = converted(record.content, former, question, before.facts.people)
        if found:
            records.append(replace(record, content=content))
            told.append(_Told(question, "", found))
    return records, told


def _has_rows_elsewhere(former: Question | None, question: Question) -> bool:
    """Whether it had rows, and has none any more or has them in another place."""
    if former is None or former.row_source is None:
        return False
    return former.row_source is not question.row_source


def _rows_in_words(before: Standing, former: Question, record: Record) -> str:
    """What the rows of a question said, and the raw text that waited beside them."""
    columns = columns_of(before.catalogue, former)
    rows = (shown_cells(row, columns, before.facts) for row in rows_of(former, before.facts))
    return _joined([(record.content.raw.get(VALUE, ""),), *rows])


def _converted_rows(before: Standing, catalogue: Catalogue) -> tuple[list[Record], list[_Told]]:
    records, told = [], []
    for question, old, new in _tables(before.catalogue, catalogue):
        key = question.record_key
        living = before.facts.rows.get(key, ())
        for row in (*living, *before.facts.removed.get(key, ())):
            content, found = converted_cells(row.content, old, new, before.facts.people)
            if content != row.content:
                records.append(replace(row, content=content))
            if not row.removed:
                told += [_Told(question, new[name].text, cell) for name, cell in found.items()]
    return records, told


def _tables(
    old: Catalogue, new: Catalogue
) -> Iterator[tuple[Question, Mapping[str, Column], Mapping[str, Column]]]:
    """Everything that has rows in the new edition, once, with its columns then and now."""
    seen = set()
    for question in new.questions.values():
        if question.row_source is None or question.record_key in seen:
            continue
        seen.add(question.record_key)
        former = _with_same_rows(old, question)
        before = all_columns(old, former) if former else ()
        yield question, _by_id(before), _by_id(all_columns(new, question))


def _with_same_rows(catalogue: Catalogue, question: Question) -> Question | None:
    """The question whose rows are kept in the same place; each window on a table is one."""
    same = (q for q in catalogue.questions.values() if q.row_source is question.row_source)
    return next((q for q in same if q.record_key == question.record_key), None)


def _by_id(columns: Iterable[Column]) -> dict[str, Column]:
    return {column.id: column for column in columns}


def _told_line(after: Standing, told: _Told) -> AnswerLine:
    question, found = told.question, told.found
    column = f" – {told.column}" if told.column else ""
    becomes = "" if found.raw else _becomes(after, told)
    if question.type is AnswerType.COMPUTED:
        becomes = TO_NOTE
    number = after.catalogue.numbers[question.id]
    return AnswerLine(number, question.text + column, _shortened(found.said), becomes)


def _becomes(after: Standing, told: _Told) -> str:
    """How an answer reads now that was read anew; a cell says no more than it did."""
    return "" if told.column else _said(after, told.question)


def _said(standing: Standing, question: Question) -> str:
    shown = shown_answer(standing.catalogue, question, standing.facts, standing.assessment)
    content = standing.facts.record(question.id).content
    return _shortened(shown.as_words or content.reason or content.note)


def _joined(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows in running text: cells by comma, rows by semicolon."""
    lines = (", ".join(cell for cell in row if cell) for row in rows)
    return "; ".join(line for line in lines if line)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SAID else f"{text[:LONGEST_SAID].rstrip()} …"


def _unasked(before: Standing, after: Standing) -> Iterator[AnswerLine]:
    """Answers whose question was asked and is asked no more."""
    for question in before.catalogue.questions.values():
        is_asked = question.id in before.assessment.asked
        if not is_asked or question.id in after.assessment.asked:
            continue
        if question.type is not AnswerType.COMPUTED and (said := _said(before, question)):
            number = before.catalogue.numbers[question.id]
            yield AnswerLine(number, question.text, said, _why_unasked(after, question))


def _why_unasked(after: Standing, question: Question) -> str:
    now = after.catalogue.questions.get(question.id)
    if now is None:
        return RETIRED
    if now.condition_in_words:
        return OTHER_CONDITION.format(condition=now.condition_in_words.rstrip("."))
    return OTHER_SCOPE


def _unasked_cells(before: Standing, catalogue: Catalogue) -> Iterator[AnswerLine]:
    """Cells in columns, and fixed rows, that the new edition does not have."""
    for question, old, new in _tables(before.catalogue, catalogue):
        number, facts = catalogue.numbers[question.id], before.facts
        rows = [cells(row.content) for row in facts.rows.get(question.record_key, ())]
        for column in (old[name] for name in old if name not in new):
            filled = sum(bool(row.get(column.id)) for row in rows)
            said = counted(filled, "Angabe", "Angaben")
            if filled:
                yield AnswerLine(number, f"{question.text} – {column.text}", said, COLUMN_GONE)
        yield from _unasked_rows(before, question, number)


def _unasked_rows(before: Standing, question: Question, number: str) -> Iterator[AnswerLine]:
    former = before.catalogue.questions.get(question.id)
    if former is None or not question.fixed_rows or former.type is not question.type:
        return
    kept = {fixed.uid for fixed in question.fixed_rows}
    labels = {fixed.uid: fixed.text for fixed in former.fixed_rows}
    columns = columns_of(before.catalogue, former)
    for row in rows_of(former, before.facts):
        said = _joined([shown_cells(row, columns, before.facts)])
        if row.row_uid not in kept and said:
            name = labels.get(row.row_uid, "")
            text = " – ".join(part for part in (question.text, name) if part)
            yield AnswerLine(number, text, _shortened(said), ROW_GONE)


def _required(before: Standing, after: Standing) -> Iterator[RequiredLine]:
    """Required questions without an answer that were not required or not asked before."""
    catalogue, roles = after.catalogue, after.catalogue.role_names
    for question in catalogue.questions.values():
        former = before.catalogue.questions.get(question.id)
        was_asked = former is not None and question.id in before.assessment.asked
        if was_asked and former is not None and former.need is Need.REQUIRED:
            continue
        if _is_wanted(question, after.facts) and question.id in after.assessment.asked:
            yield RequiredLine(
                number=catalogue.numbers[question.id],
                text=question.text,
                role=roles.get(question.role, question.role),
                stage=label(question.stage),
                is_due=is_due(question.stage, after.phase),
            )


def _is_wanted(question: Question, facts: Facts) -> bool:
    return question.need is Need.REQUIRED and state_of(question, facts) not in DONE


def _lapsed(before: Standing, after: Standing) -> tuple[str, ...]:
    noted = {finding.rule_id for finding in before.findings if finding.acknowledged}
    again = (f for f in after.findings if f.rule_id in noted and not f.acknowledged)
    return tuple(finding.message for finding in again)
