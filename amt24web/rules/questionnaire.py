"""The questionnaire read aloud: asked questions with what was said, for pages and papers."""

from collections.abc import Container, Iterable
from dataclasses import replace

from amt24web.catalogue.structure import AnswerType, Catalogue, Column, Question, Section
from amt24web.domain.reading import (
    BlankQuestion,
    BlankSection,
    LastChange,
    QuestionReading,
    SectionReading,
    Shown,
    ShownTable,
)
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import Questionnaire
from amt24web.domain.wording import german_date, german_moment, label
from amt24web.rules.answers import KINDS, choices_of
from amt24web.rules.facts import Facts, all_columns, cells, columns_of, rows_of
from amt24web.rules.progress import state_of
from amt24web.rules.responsibility import responsible_name
from amt24web.rules.visibility import Assessment

UNREADABLE = "{raw} (nicht lesbar)"
LINES = {AnswerType.LONG_TEXT: 4, AnswerType.ROWS: 4, AnswerType.PARTICIPANTS: 8,
         AnswerType.AUTHORITIES: 6}  # fmt: skip


def read_sections(
    catalogue: Catalogue, facts: Facts, assessment: Assessment, questionnaire: Questionnaire
) -> tuple[SectionReading, ...]:
    """The asked questions of one questionnaire; sections without any are left out."""
    sections = (
        _read_section(catalogue, section, facts, assessment)
        for section in catalogue.sections_of(questionnaire)
    )
    return tuple(section for section in sections if section.questions)


def _read_section(
    catalogue: Catalogue, section: Section, facts: Facts, assessment: Assessment
) -> SectionReading:
    asked = [question for question in section.asked if question.id in assessment.asked]
    read = (read_question(catalogue, question, facts, assessment) for question in asked)
    return SectionReading(
        key=section.id,
        letter=section.letter,
        title=section.title,
        # Something computed that has no result yet says nothing, and nobody can answer it.
        questions=tuple(r for r in read if r.counts or not r.shown.is_empty),
    )


def read_question(
    catalogue: Catalogue, question: Question, facts: Facts, assessment: Assessment
) -> QuestionReading:
    """One question with its answer in plain text."""
    content = facts.record(question.id).content
    return QuestionReading(
        key=question.id,
        number=catalogue.numbers[question.id],
        text=question.text,
        shown=shown_answer(catalogue, question, facts, assessment),
        state=state_of(question, facts),
        reason=content.reason,
        note=content.note,
        responsible=responsible_name(catalogue, facts, content.responsible_uid),
        due=german_date(content.due_on) or content.raw.get("due", ""),
        counts=question.type is not AnswerType.COMPUTED,
    )


def with_help(
    catalogue: Catalogue, sections: Iterable[SectionReading]
) -> tuple[SectionReading, ...]:
    """The same sections, each question with why it is asked."""
    return tuple(
        replace(
            section,
            questions=tuple(
                replace(q, help=catalogue.questions[q.key].help.why) for q in section.questions
            ),
        )
        for section in sections
    )


def last_changes(catalogue: Catalogue, facts: Facts, asked: Container[str]) -> list[LastChange]:
    """Who said last what stands at each asked question or its rows; the newest first."""
    owners = {q.record_key: q for q in catalogue.questions.values() if q.id in asked}
    newest: dict[str, Record] = {}
    for record in facts.records:
        question = catalogue.questions.get(record.key) or owners.get(record.key)
        if question is None or question.id not in asked or record.saved_at is None:
            continue
        known = newest.get(question.id)
        if known is None or (known.saved_at or record.saved_at) < record.saved_at:
            newest[question.id] = record
    ordered = sorted(newest.items(), key=lambda item: str(item[1].saved_at), reverse=True)
    return [
        LastChange(
            question=catalogue.numbers[key],
            text=catalogue.questions[key].text,
            who=record.author_name,
            when=german_moment(record.saved_at),
            times=record.revision,
        )
        for key, record in ordered
    ]


def shown_answer(
    catalogue: Catalogue, question: Question, facts: Facts, assessment: Assessment
) -> Shown:
    """The answer of a question for people; empty if nothing was said."""
    content = facts.record(question.id).content
    if question.row_source is not None:
        rows = _shown_rows(catalogue, question, facts, assessment)
        return rows if rows.table else _shown_raw(content)
    computed = question.type is AnswerType.COMPUTED
    value = assessment.values.get(question.id) if computed else content.value
    if value is not None:
        return KINDS[question.type].show(value, question, facts.people)
    return _shown_raw(content)


def _shown_raw(content: Content) -> Shown:
    raw = content.raw.get("value", "")
    return Shown(text=UNREADABLE.format(raw=raw)) if raw else Shown()


def shown_content(
    catalogue: Catalogue, question: Question, row_uid: str, content: Content, facts: Facts
) -> Shown:
    """A content of a question or row for people, whether it is kept or not."""
    if row_uid:
        columns = _columns_of_one(catalogue, question, content)
        row = shown_cells(Record(question.id, row_uid, content=content), columns, facts)
        return Shown(table=ShownTable(tuple(column.text for column in columns), (row,)))
    if content.value is not None:
        return KINDS[question.type].show(content.value, question, facts.people)
    return Shown(text=content.raw.get("value", "") or _surroundings(content))


def _columns_of_one(
    catalogue: Catalogue, question: Question, content: Content
) -> tuple[Column, ...]:
    """The columns the question shows, and further ones this row says something in."""
    shown = columns_of(catalogue, question)
    said = {*cells(content), *content.raw}
    return tuple(c for c in all_columns(catalogue, question) if c in shown or c.id in said)


def _surroundings(content: Content) -> str:
    parts = (label(content.state), content.reason, content.note, german_date(content.due_on))
    return " · ".join(part for part in parts if part)


def _shown_rows(
    catalogue: Catalogue, question: Question, facts: Facts, assessment: Assessment
) -> Shown:
    adopted = adopted_rows(catalogue, question, facts, assessment)
    return shown_table(catalogue, question, [*adopted, *rows_of(question, facts)], facts)


def shown_table(
    catalogue: Catalogue, question: Question, wanted: Iterable[Record], facts: Facts
) -> Shown:
    """Some rows of a question for people, without columns and rows in which nothing was said."""
    labels = {fixed.uid: fixed.text for fixed in question.fixed_rows}
    said = [row for row in wanted if row.content.value or row.content.raw]
    columns = tuple(
        column
        for column in columns_of(catalogue, question)
        if any(shown_cell(row, column, facts) for row in said)
    )
    rows = tuple(
        ((labels[row.row_uid],) if labels else ()) + shown_cells(row, columns, facts)
        for row in said
    )
    heads = ((question.fixed_rows_head,) if labels else ()) + tuple(
        column.text for column in columns
    )
    return Shown(table=ShownTable(heads, rows)) if rows and heads else Shown()


def adopted_rows(
    catalogue: Catalogue, question: Question, facts: Facts, assessment: Assessment
) -> list[Record]:
    """Rows that another question brings: said there once, they need not be typed again here."""
    source = catalogue.questions.get(question.adopted_from)
    if source is None or source.id not in assessment.asked:
        return []
    rows = [cells(row.content) for row in rows_of(source, facts)]
    taken = [
        {mine: row[theirs] for mine, theirs in question.adopted_columns.items() if row.get(theirs)}
        for row in rows
    ]
    return [
        Record(question.id, row_uid=f"von_{number}", content=Content(value=dict(said)))
        for number, said in enumerate(taken, 1)
        if said
    ]


def shown_cells(row: Record, columns: tuple[Column, ...], facts: Facts) -> tuple[str, ...]:
    """The cells of one row as texts, in the order of the columns."""
    return tuple(shown_cell(row, column, facts) for column in columns)


def shown_cell(row: Record, column: Column, facts: Facts) -> str:
    """One cell as text; what could not be read is shown as it was typed."""
    raw = row.content.raw.get(column.id, "")
    if raw:
        return UNREADABLE.format(raw=raw)
    value = cells(row.content).get(column.id)
    if value in (None, "", []):
        return ""
    return KINDS[column.type].show(value, column, facts.people).as_line


def blank_sections(catalogue: Catalogue) -> tuple[BlankSection, ...]:
    """The empty Klärung to print and discuss before anyone fills it, conditions in words."""
    return tuple(
        BlankSection(
            letter=section.letter,
            title=section.title,
            introduction=section.introduction,
            questions=tuple(_blank_question(catalogue, question) for question in section.asked),
        )
        for section in catalogue.sections_of(Questionnaire.CLARIFICATION)
    )


def _blank_question(catalogue: Catalogue, question: Question) -> BlankQuestion:
    return BlankQuestion(
        key=question.id,
        number=catalogue.numbers[question.id],
        text=question.text,
        help=" ".join(part for part in (question.hint, question.help.why) if part),
        condition=question.condition_in_words,
        choices=tuple(choice.text for choice in choices_of(question)),
        several=question.type is AnswerType.CHOICES,
        columns=tuple(column.text for column in columns_of(catalogue, question))
        if question.row_source
        else (),
        lines=LINES.get(question.type, 1),
        need=label(question.need),
        stage=label(question.stage),
        role=catalogue.role_names.get(question.role, question.role),
    )
