"""Sign-offs and closings on paper: what, who, when, with which result, what changed since."""

from collections.abc import Iterator, Sequence
from typing import Final

from amt24web.documents.outline import Block, Cell, Column, Heading, Table, cell
from amt24web.domain.assessments import ClosingReading, ImposedCondition, SignOffReading
from amt24web.domain.vocabulary import SignOffWay
from amt24web.domain.wording import counted, german_date, german_moment, label

TITLE: Final = "Mitzeichnungen und Abschlüsse"
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
NOT_SIGNED: Final = "noch nicht mitgezeichnet"
COLUMNS: Final = (
    Column("Was", 24, is_row_header=True),
    Column("Wer, wann", 27),
    Column("Ergebnis", 15),
    Column("Auflagen, Bemerkungen", 23),
    Column("Seitdem geändert", 11),
)
CONDITION_COLUMNS: Final = (
    Column("Nr.", 8, is_row_header=True),
    Column("Auflage", 44),
    Column("Wer", 24),
    Column("Bis wann", 14),
    Column("Stand", 10),
)
UNTRACKED_COLUMNS: Final = (
    Column("Nr.", 8, is_row_header=True),
    Column("Auflage", 52),
    Column("Wer", 24),
    Column("Bis wann", 16),
)
"""For conditions of which nobody keeps track."""


def declarations_section(
    sign_offs: Sequence[SignOffReading], closings: Sequence[ClosingReading]
) -> tuple[Block, ...]:
    """The section; nothing as long as nobody has signed, withdrawn or closed anything."""
    if not closings and not any(s.is_signed or s.withdrawn for s in sign_offs):
        return ()
    rows = (*(_signed(s) for s in sign_offs), *(_closed(c) for c in closings))
    table = Table(TITLE, COLUMNS, rows, shows_caption=False)
    return (Heading(1, TITLE), table, *_conditions(closings))


def _signed(sign_off: SignOffReading) -> tuple[Cell, ...]:
    what = cell(f"Mitzeichnung {sign_off.subject}")
    if sign_off.outcome is None:
        return what, cell(sign_off.role), cell(NOT_SIGNED), cell(sign_off.withdrawn), ()
    return (
        what,
        (*cell(sign_off.signer), *cell(_way(sign_off), muted=True)),
        cell(label(sign_off.outcome)),
        (
            *cell(sign_off.words),
            *cell(sign_off.replacement, muted=True),
            *cell(_open_then(sign_off), muted=True),
        ),
        cell(_listed(sign_off.changed)),
    )


def _way(sign_off: SignOffReading) -> str:
    recorded = f"festgehalten von {sign_off.recorded_by}" if sign_off.recorded_by else ""
    is_own = sign_off.way is SignOffWay.ACCOUNT
    moment = german_moment(sign_off.saved_at) if is_own else ""
    parts = (moment or german_date(sign_off.day), label(sign_off.way or SignOffWay.PAPER), recorded)
    return ", ".join(part for part in parts if part)


def _open_then(sign_off: SignOffReading) -> str:
    numbers = _listed(sign_off.open_then)
    return f"Bei der Entscheidung offen: {numbers}" if numbers else ""


def _listed(numbers: Sequence[str]) -> str:
    """Numbers of questions, none of them torn apart at the end of a line."""
    return ", ".join(number.replace(" ", NO_BREAK) for number in numbers)


def _closed(closing: ClosingReading) -> tuple[Cell, ...]:
    if not closing.is_closed:
        return cell(closing.title), (), cell("offen"), cell(closing.reopened), ()
    return (
        cell(closing.title),
        (*cell(closing.closed_by), *cell(german_date(closing.closed_on), muted=True)),
        (*cell("abgeschlossen"), *cell(_counts(closing), muted=True)),
        (*cell(_imposed(closing)), *cell(closing.note)),
        (),
    )


def _counts(closing: ClosingReading) -> str:
    return f"{closing.done} von {counted(closing.total, 'Frage', 'Fragen')} geklärt"


def _imposed(closing: ClosingReading) -> str:
    if not closing.conditions:
        return "keine Auflagen"
    number = counted(len(closing.conditions), "Auflage", "Auflagen")
    still_open = closing.open_conditions
    return f"{number}, davon {still_open} offen" if still_open else f"{number}, alle erledigt"


def _conditions(closings: Sequence[ClosingReading]) -> Iterator[Block]:
    for closing in closings:
        if closing.conditions:
            yield conditions_table(f"Auflagen: {closing.title}", closing.conditions)


def conditions_table(caption: str, conditions: Sequence[ImposedCondition]) -> Table:
    """What was imposed: who mends it until when, and whether it is done."""
    rows = [_condition(condition) for condition in conditions]
    if all(condition.is_open is None for condition in conditions):
        return Table(caption, UNTRACKED_COLUMNS, tuple(row[:-1] for row in rows))
    return Table(caption, CONDITION_COLUMNS, tuple(rows))


def _condition(condition: ImposedCondition) -> tuple[Cell, ...]:
    return (
        cell(condition.number),
        cell(condition.title),
        cell(condition.who),
        cell(german_date(condition.until)),
        cell(standing_of(condition)),
    )


def standing_of(condition: ImposedCondition) -> str:
    """Whether a condition is met; nothing where nobody keeps track of that."""
    return {True: "offen", False: "erledigt", None: ""}[condition.is_open]
