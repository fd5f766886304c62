"""The Statusbericht: one page on where the Onlinedienst stands and what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from amt24web.documents.head import Head
from amt24web.documents.outline import (
    Block,
    Column,
    Document,
    Moment,
    Paragraph,
    Table,
    Timeline,
    TitleBlock,
    paragraph,
    text,
)
from amt24web.documents.tabulated import (
    columns,
    day_or_open,
    facts_table,
    in_one_line,
    or_open,
    rows_table,
)
from amt24web.domain.assessments import ClosingReading, SignOffReading
from amt24web.domain.papers.status_report import KnownDay, NextStep, SectionStatus, StatusFacts
from amt24web.domain.vocabulary import Phase
from amt24web.domain.wording import counted, german_date, label

PROGRESS: Final = "Geklärt: {done} von {total}"
SIDE_BY_SIDE: Final = 2
STEPS: Final = "Nächste Schritte"
FIRST_OF: Final = "{title}: {shown} von {count} mit Termin"
STEP_HEADS: Final = columns(("Was", 50), ("Wer", 36), ("Bis wann", 14))
WITH_PICTURE, WITHOUT = 3, 6
"""So many steps leave everything on one page."""
NO_STEP: Final = "Für den nächsten Schritt ist noch kein Tag genannt."
NOT_SIGNED: Final = "noch nicht"
NOT_CLOSED: Final = "noch keine Stufe"
NOBODY_SIGNS: Final = "niemand muss mitzeichnen"
NOTHING_OPEN: Final = "nichts"
FEWEST_DAYS: Final = 2
"""One day alone makes no line."""
MOST_BEGINNINGS: Final = 3
MOST_OTHERS: Final = 5
TIMELINE: Final = "Zeitstrahl"


def build_status_report(head: Head, facts: StatusFacts) -> Document:
    """The page from the facts of its day."""
    timeline = tuple(_timeline(head, facts.days))
    return Document(
        head,
        (
            TitleBlock(),
            _in_short(facts),
            *timeline,
            *_progress(facts),
            *_steps(facts.steps, WITH_PICTURE if timeline else WITHOUT),
        ),
    )


def _in_short(facts: StatusFacts) -> Block:
    phases = list(Phase)
    phase = f"{phases.index(facts.phase) + 1} von {len(phases)}: {label(facts.phase)}"
    return facts_table(
        "Auf einen Blick",
        (
            ("Phase", phase),
            ("Offene Punkte", _open_points(facts)),
            ("Abgeschlossen", "\n".join(map(_closing, facts.closings)) or NOT_CLOSED),
            ("Mitzeichnung", "\n".join(map(_sign_off, facts.sign_offs)) or NOBODY_SIGNS),
            ("Gewünschter Livegang", day_or_open(facts.wished_start)),
        ),
        adds_standing=True,
    )


def _open_points(facts: StatusFacts) -> str:
    """How many, of which weight, and how many are overdue."""
    number = sum(count for _, count in facts.points)
    if not number:
        return NOTHING_OPEN
    weights = ", ".join(f"{label(kind)}: {count}" for kind, count in facts.points)
    overdue = f"davon überfällig: {facts.overdue}" if facts.overdue else "keiner überfällig"
    return f"{number}, {overdue} ({weights})"


def _timeline(head: Head, days: Sequence[KnownDay]) -> Iterator[Block]:
    """The known days as a line: where it began, what comes next, and the last day of all."""
    ahead = [day for day in days if day.day >= head.day]
    begins = [day for day in ahead if day.is_begin][:MOST_BEGINNINGS]
    others = [day for day in days if not day.is_begin]
    passed = [day for day in others if day.day < head.day][:1]
    named = [*passed, *(day for day in others if day in ahead)]
    kept = [*named[: MOST_OTHERS - 1], *named[-1:]] if len(named) > MOST_OTHERS else named
    shown = [day for day in days if day in begins or day in kept]
    if len(shown) < FEWEST_DAYS:
        return
    moments = tuple(Moment(day.day, day.text, day.is_begin) for day in shown)
    said = "; ".join(f"{german_date(moment.day)} {moment.words}" for moment in moments)
    yield Timeline(moments, f"{TIMELINE}: {said}", adds_day=True)


def _progress(facts: StatusFacts) -> Iterator[Block]:
    """The sections in a few columns, each read from top to bottom."""
    sections = facts.sections
    if not sections:
        return
    height = -(-len(sections) // SIDE_BY_SIDE)
    stacks = [sections[n : n + height] for n in range(0, len(sections), height)]
    said = ["\n".join(map(_section, stack)) for stack in stacks]
    titles = [f"{stack[0].letter} bis {stack[-1].letter}" for stack in stacks]
    longest = [max(map(len, words.split("\n"))) for words in said]
    heads = tuple(map(Column, titles, longest))
    total = counted(facts.total, "Frage", "Fragen")
    caption = PROGRESS.format(done=facts.done, total=total)
    yield Table(caption, heads, (tuple((Paragraph(text(words)),) for words in said),))


def _section(section: SectionStatus) -> str:
    return f"{section.letter} {section.title}: {section.done}/{section.total}"


def _steps(steps: Sequence[NextStep], most: int) -> Iterator[Block]:
    """The first steps by their day; what follows is only counted."""
    if not steps:
        yield paragraph(NO_STEP)
        return
    rows = [(step.what, or_open(step.who), _until(step)) for step in steps[:most]]
    shown = FIRST_OF.format(title=STEPS, shown=len(rows), count=len(steps))
    # On a single page a heading would take too much room.
    table = rows_table(shown if len(steps) > len(rows) else STEPS, STEP_HEADS, rows)
    yield replace(table, shows_caption=True)


def _until(step: NextStep) -> str:
    return in_one_line(german_date(step.until), "überfällig" if step.is_overdue else "")


def _closing(closing: ClosingReading) -> str:
    if not closing.is_closed:
        return f"{closing.title}: wieder geöffnet"
    conditions = counted(len(closing.conditions), "Auflage", "Auflagen")
    imposed = f"{conditions}, offen: {closing.open_conditions}" if closing.conditions else ""
    said = in_one_line(german_date(closing.closed_on), closing.closed_by, imposed)
    return f"{closing.title}: {said}"


def _sign_off(sign_off: SignOffReading) -> str:
    outcome = label(sign_off.outcome) if sign_off.outcome else NOT_SIGNED
    changed = "seitdem geändert" if sign_off.changed else ""
    said = in_one_line(outcome, sign_off.name, german_date(sign_off.day), changed)
    return f"{sign_off.subject}: {said}"
