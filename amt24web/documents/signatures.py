"""Who declared what on paper: in the own account, by mail or on paper, or still to be signed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from amt24web.documents.outline import (
    Block,
    Cell,
    CheckItem,
    Checklist,
    Column,
    Heading,
    Table,
    cell,
    paragraph,
    text,
)
from amt24web.documents.sign_offs import conditions_table, standing_of
from amt24web.documents.tabulated import (
    columns,
    facts_table,
    in_one_line,
    list_section,
    listed,
    rows_section,
    who_and_when,
)
from amt24web.domain.assessments import ImposedCondition
from amt24web.domain.papers.parts import Declaration
from amt24web.domain.papers.words import Outcome
from amt24web.domain.wording import german_date, label

COLUMNS: Final = (
    Column("Rolle", 24, is_row_header=True),
    Column("Name", 28),
    Column("Datum", 16),
    Column("Unterschrift", 32),
)
DECLARED_COLUMNS: Final = columns(("Wer", 28), ("Ergebnis", 20), ("Name", 22), ("Wann und wie", 30))
DECLARED: Final = {outcome: label(outcome) for outcome in Outcome}
CONFIRMED: Final = {
    Outcome.GIVEN: "bestätigt",
    Outcome.ON_CONDITION: "mit Auflagen bestätigt",
    Outcome.REFUSED: "nicht bestätigt",
}
"""How a paper is signed in which nothing is approved."""
NOT_DECLARED: Final = "noch nicht erklärt"
PROCESS_OWNER: Final = (Declaration("Prozesseigner"),)
"""Who signs if nobody else is named."""
ALL_CONDITIONS: Final = "Alle Auflagen"
MORE_CONDITIONS: Final = "Alle {count} stehen unter „Alle Auflagen“."
MOST_IN_SHORT: Final = 4
NO_CONDITIONS: Final = "Es sind keine Auflagen festgehalten."


def approval_section(title: str, declarations: Sequence[Declaration]) -> tuple[Block, ...]:
    """The block at the end of a paper that somebody approves."""
    return (Heading(1, title), signature_table(title, declarations or PROCESS_OWNER))


def signatures_section(title: str, declarations: Sequence[Declaration]) -> tuple[Block, ...]:
    """The block at the end of a paper that several confirm; nothing if nobody is named."""
    if not declarations:
        return ()
    return (Heading(1, title), signature_table(title, declarations, CONFIRMED))


def signature_table(
    caption: str, declarations: Sequence[Declaration], words: Mapping[Outcome, str] = DECLARED
) -> Table:
    """One row per role; who declared another way needs no signature, the others have room."""
    rows = tuple(
        (cell(d.role), cell(d.who), cell(german_date(d.day)), _signed(d, words))
        for d in declarations
    )
    return Table(caption, COLUMNS, rows, shows_caption=False, is_tall=True)


def _signed(declaration: Declaration, words: Mapping[Outcome, str]) -> Cell:
    if declaration.outcome is None:
        return ()
    return (*cell(words[declaration.outcome]), *cell(way_of(declaration), muted=True))


def way_of(declaration: Declaration) -> str:
    """How it reached us, which file proves it, and who wrote it down."""
    proof, writer = declaration.attachment, declaration.recorded_by
    return in_one_line(
        label(declaration.way) if declaration.way else "",
        f"liegt bei: {proof}" if proof else "",
        f"festgehalten von {writer}" if writer else "",
    )


def declarations_section(title: str, declarations: Sequence[Declaration]) -> tuple[Block, ...]:
    """Under a heading: who declared what, when and how, and who has not yet."""
    rows = [_declared(declaration) for declaration in declarations]
    return rows_section(title, DECLARED_COLUMNS, rows, NOT_DECLARED)


def _declared(declaration: Declaration) -> tuple[Cell, ...]:
    if declaration.outcome is None:
        return cell(declaration.role), cell(NOT_DECLARED), cell(declaration.who), ()
    return (
        cell(declaration.role),
        cell(label(declaration.outcome)),
        cell(declaration.who),
        cell(in_one_line(german_date(declaration.day), way_of(declaration))),
    )


def words_section(title: str, declarations: Sequence[Declaration]) -> tuple[Block, ...]:
    """What people said when they declared; nothing if nobody said anything."""
    return list_section(title, [f"{d.role}: {d.words}" for d in declarations if d.words])


def passing_section(to: str, day: date | None, nothing: str) -> tuple[Block, ...]:
    """Who takes over the responsibility from when on; if neither is known, ``nothing``."""
    title = "Übergang der Verantwortung"
    if not to and day is None:
        return (Heading(1, title), paragraph(nothing))
    rows = (("Geht über auf", to), ("Ab", german_date(day)))
    return (Heading(1, title), facts_table(title, rows))


def outcome_boxes(what: str, outcome: Outcome | None) -> Checklist:
    """What can be declared, with a cross at what was; as long as nothing was, to cross by hand."""
    return Checklist(
        tuple(CheckItem(text(f"{what}: {label(one)}"), one is outcome) for one in Outcome)
    )


def conditions_in_short(conditions: Sequence[ImposedCondition]) -> tuple[Block, ...]:
    """The first conditions for page one; the section further back has them all."""
    if not conditions:
        return (paragraph(NO_CONDITIONS),)
    first = replace(conditions_table("Auflagen in Kürze", conditions[:MOST_IN_SHORT]),
                    shows_caption=False)  # fmt: skip
    more = MORE_CONDITIONS.format(count=len(conditions))
    return (first, *((paragraph(more, muted=True),) if len(conditions) > MOST_IN_SHORT else ()))


def conditions_section(
    conditions: Sequence[ImposedCondition], seen: int = MOST_IN_SHORT
) -> tuple[Block, ...]:
    """All conditions under a heading, unless page one has said them all (``seen`` of them)."""
    if len(conditions) <= seen:
        return ()
    table = replace(conditions_table(ALL_CONDITIONS, conditions), shows_caption=False)
    return (Heading(1, ALL_CONDITIONS), table)


def listed_conditions(conditions: Sequence[ImposedCondition], most: int) -> Cell:
    """The first conditions as lines of one cell, for a page one without room for a table."""
    more = len(conditions) - most
    lines = [condition_line(condition) for condition in conditions[:most]]
    return listed([*lines, f"und {more} weitere" if more > 0 else ""]) or cell(NO_CONDITIONS)


def condition_line(condition: ImposedCondition) -> str:
    """A condition in one line: what, who, until when, and whether it is done."""
    said = in_one_line(who_and_when(condition.who, condition.until), standing_of(condition))
    return f"{condition.number} {condition.title} ({said})".strip()
