"""The Auftaktprotokoll: page one for those who only read one page, then what was agreed.

Page one holds the head in four lines, the goal, decisions, tasks, what is open and the next date.
Then follow the participants and the topics of the meeting in the order of the slides (phase 2),
each with what the Klärung says and what was agreed, and then the schedule with the lead times, who
does what next, and the Vertrauensniveau in short.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Final

from amt24web.documents.answers import numbered_table, question_blocks, shown_cell, shown_table
from amt24web.documents.head import Head
from amt24web.documents.kickoff_topics import (
    APPROVAL,
    CHAIR,
    DATE,
    DECISIONS,
    DUTIES,
    GOAL,
    MINUTES,
    NEXT_DATE,
    NEXT_PLACE,
    PLACE,
    PRESENT,
    SCHEDULE,
    START,
    TASKS,
    TIME,
    TOPICS,
    Answers,
    Topic,
)
from amt24web.documents.lead_times import lead_times_section
from amt24web.documents.niveau import niveau_in_short
from amt24web.documents.open_points import open_points_section
from amt24web.documents.outline import (
    Block,
    Callout,
    Column,
    Document,
    DocumentControl,
    Heading,
    KeyValue,
    PageBreak,
    Table,
    TitleBlock,
    WritingLines,
    cell,
    paragraph,
    text,
)
from amt24web.domain.assessments import LeadTimeReading, NiveauReading
from amt24web.domain.reading import OpenPointReading, SectionReading, ShownTable
from amt24web.domain.vocabulary import Stage
from amt24web.domain.wording import label

ROOM_ON_PAGE_ONE: Final = 7
LEAST_POINTS, MOST_POINTS = 2, 5
"""Decisions, tasks and open points share page one; the more decided, the fewer points there."""
SHORT_COLUMNS: Final = (
    Column("Nr.", 7, is_row_header=True),
    Column("Frage oder Hinweis", 45),
    Column("Wer", 33),
    Column("Bis wann", 15),
)
MORE_POINTS: Final = "Alle {count} offenen Punkte stehen am Ende des Protokolls."
APPROVAL_BY_SILENCE: Final = (
    "Das Protokoll gilt fünf Arbeitstage nach dem Versand als genehmigt, "
    "wenn bis dahin niemand widerspricht."
)
NOBODY_RECORDED: Final = "Wer teilgenommen hat, ist noch nicht eingetragen:"
LINES_FOR_NAMES: Final = 3
FROM_THE_KLAERUNG: Final = "Wie es in der Klärung steht"
AGREED: Final = "Vereinbart"
OTHER_TITLE: Final = "Weitere Vereinbarungen"


TABLE_TITLES: Final = {
    PRESENT: "Teilnehmende",
    DECISIONS: "Beschlüsse",
    TASKS: "Aufgaben",
    SCHEDULE: "Zeitplan",
    DUTIES: "Wer in der nächsten Phase was übernimmt",
}


def build_kickoff(
    head: Head,
    kickoff: SectionReading,
    clarification: Sequence[SectionReading],
    open_points: Sequence[OpenPointReading],
    *,
    lead_times: Sequence[LeadTimeReading] = (),
    niveau: NiveauReading | None = None,
    meeting: date | None = None,
) -> Document:
    """The minutes from what was recorded; subjects nobody said anything about are left out.

    ``meeting`` is the day of the Auftakt: what nobody promised for a day is due on it.
    """
    recorded = Answers(kickoff.questions)
    known = Answers(chain.from_iterable(section.questions for section in clarification))
    first_page = (
        TitleBlock(),
        _head_lines(recorded),
        *_goal(known),
        *_rows(recorded, DECISIONS, numbered_table),
        *_rows(recorded, TASKS, numbered_table),
        *_open_on_page_one(recorded, open_points, meeting),
        *_next_date(recorded),
    )
    rest = (
        *(_rows(recorded, PRESENT, shown_table) if recorded.rows(PRESENT) else _names_to_write()),
        *chain.from_iterable(_topic(topic, known, recorded) for topic in TOPICS),
        *_rows(recorded, SCHEDULE, shown_table),
        *lead_times_section(lead_times, known.line(START)),
        *_rows(recorded, DUTIES, shown_table),
        *niveau_in_short(niveau),
        *_others(recorded),
        *open_points_section(open_points),
        *_approval(recorded),
    )
    return Document(head, (*first_page, PageBreak(), *rest))


def _head_lines(recorded: Answers) -> KeyValue:
    """With the standing of the paper these are four lines."""
    lines = (
        ("Termin", recorded.line(DATE, TIME)),
        ("Ort", recorded.line(PLACE)),
        ("Leitung, Protokoll", recorded.line(CHAIR, MINUTES)),
    )
    rows = tuple((text(name), cell(words or "noch offen")) for name, words in lines)
    return KeyValue("Kopfdaten des Protokolls", rows, adds_standing=True)


def _goal(known: Answers) -> Iterator[Block]:
    for question in known.among((GOAL,)):
        first = shown_cell(question.shown)[:1]
        if first:
            yield Callout("Ziel", first)


def _rows(
    recorded: Answers, key: str, drawn: Callable[[str, ShownTable], Table]
) -> Iterator[Block]:
    """The rows of one question under their own heading, or nothing."""
    table = recorded.rows(key)
    if table is not None:
        yield Heading(1, TABLE_TITLES[key])
        yield replace(drawn(TABLE_TITLES[key], table), shows_caption=False)


def _names_to_write() -> tuple[Block, ...]:
    """Room for the names, as long as nobody entered them."""
    lines = WritingLines(LINES_FOR_NAMES)
    return (Heading(1, TABLE_TITLES[PRESENT]), paragraph(NOBODY_RECORDED), lines)


def _open_on_page_one(
    recorded: Answers, points: Sequence[OpenPointReading], meeting: date | None
) -> Iterator[Block]:
    """The most urgent points of the stage, each with the day it was promised for or the Auftakt."""
    due = sorted(
        (point for point in points if point.stage == label(Stage.KICKOFF)),
        key=lambda point: point.due_on or meeting or date.min,
    )
    if not due:
        return
    taken = sum(len(table.rows) for key in (DECISIONS, TASKS) if (table := recorded.rows(key)))
    most = max(LEAST_POINTS, min(MOST_POINTS, ROOM_ON_PAGE_ONE - taken))
    rows = tuple(
        (cell(p.section), cell(p.title), cell(p.responsible), cell(p.due or p.stage))
        for p in due[:most]
    )
    title = "Offene Klärungspunkte"
    yield Heading(1, title)
    yield Table(title, SHORT_COLUMNS, rows, shows_caption=False)
    if len(due) > most:
        yield paragraph(MORE_POINTS.format(count=len(points)), muted=True)


def _next_date(recorded: Answers) -> Iterator[Block]:
    words = recorded.line(NEXT_DATE, NEXT_PLACE)
    if words:
        yield Heading(1, "Nächster Termin")
        yield paragraph(words)


def _topic(topic: Topic, known: Answers, recorded: Answers) -> Iterator[Block]:
    parts = (
        (FROM_THE_KLAERUNG, known.among(topic.known)),
        (AGREED, recorded.among(topic.agreed)),
    )
    if any(questions for _, questions in parts):
        yield Heading(1, topic.title)
    for title, questions in parts:
        if questions:
            yield Heading(2, title)
            yield from question_blocks(questions)


def _others(recorded: Answers) -> Iterator[Block]:
    """What the catalogue asks at the kickoff and no topic names: nothing recorded is lost."""
    placed = {DATE, TIME, PLACE, CHAIR, MINUTES, NEXT_DATE, NEXT_PLACE, APPROVAL, *TABLE_TITLES}
    placed.update(chain.from_iterable(topic.agreed for topic in TOPICS))
    questions = recorded.besides(frozenset(placed))
    if questions:
        yield Heading(1, OTHER_TITLE)
        yield from question_blocks(questions)


def _approval(recorded: Answers) -> Iterator[Block]:
    yield Heading(1, "Genehmigung")
    yield paragraph(recorded.line(APPROVAL) or APPROVAL_BY_SILENCE)
    yield DocumentControl()
