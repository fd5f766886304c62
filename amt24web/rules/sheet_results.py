"""A Testbogen that came back as a table: which sheet it is, and what its rows say.

Each row is judged alone by the rules of the page: a wrong one is refused with its reason, the good
ones count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from amt24web.domain.errors import InvalidInput
from amt24web.domain.papers.testing_sheet import (
    CASE,
    DAY,
    GIVEN,
    NAME,
    NO_ROUND,
    OBSERVED,
    ON,
    RESULT,
    TO_FILL,
    WEIGHT,
    Identity,
    read_identity,
)
from amt24web.domain.papers.words import CaseResult, DefectClass
from amt24web.domain.testing import Recorded
from amt24web.domain.wording import german_number, label
from amt24web.rules.sheet_cells import NOT_A_CHOICE, excerpt, spellings
from amt24web.rules.sheet_columns import Rows
from amt24web.rules.test_edits import ResultRead, ResultTyped, read_result
from amt24web.rules.test_state import CaseState

LARGEST: Final = 5 * 1024 * 1024
"""Bytes of a file; one with a thousand rows has a tenth."""
MOST_ROWS: Final = 1_000
NOT_A_SHEET: Final = (
    "Das ist kein Testbogen von hier. Bitte nehmen Sie die Excel-Datei, die Sie hier "
    "heruntergeladen haben."
)
OTHER_ONLINEDIENST: Final = "Dieser Testbogen gehört zu einem anderen Onlinedienst."
OTHER_ROUND: Final = "Dieser Testbogen gehört zum Durchlauf {its}, nicht zum Durchlauf {this}."
ONLY_PREPARED: Final = (
    "Dieser Testbogen entstand, als kein Durchlauf lief. Er diente der Vorbereitung. "
    "Bitte übertragen Sie die Ergebnisse in den Bogen des Durchlaufs."
)
COLUMN_MISSING: Final = "In der Tabelle fehlt die Spalte „{head}“."
COLUMN_TWICE: Final = "In der Tabelle steht die Spalte „{head}“ zweimal."
TOO_MANY_ROWS: Final = (
    f"Die Tabelle hat mehr als {german_number(MOST_ROWS)} ausgefüllte Zeilen. "
    "Bitte teilen Sie sie auf."
)
UNKNOWN_CASE: Final = "Diesen Testfall gibt es in diesem Durchlauf nicht."
NO_KEY: Final = "In dieser Zeile steht kein Testfall."
SAME_CASE: Final = "Dieser Testfall steht schon in Zeile {line}."
WEIGHT_NEEDS_FAILURE: Final = "Eine Klasse gehört nur zu einem Fall, der nicht bestanden ist."
HEADS_OF_FIELDS: Final = {
    "result": RESULT, "observed": OBSERVED, "tester": NAME, "on": ON, "day": DAY, "weight": WEIGHT,
}  # fmt: skip

Last: TypeAlias = Mapping[tuple[int, str, str], Recorded]
"""What came out last, by case, tester and device: what came out before may come out again."""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row somebody wrote something in: its number in the sheet, and its cells by head."""

    line: int
    cells: Mapping[str, str]

    @property
    def key(self) -> str:
        """The case it is about, as it stands there."""
        return excerpt(self.cells[CASE])


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet that came back; ``untouched`` counts the rows nobody wrote in."""

    identity: Identity
    rows: tuple[FilledRow, ...]
    untouched: int


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """Why a row is not taken: its number in the sheet, the case, the reason."""

    line: int
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A row that can be kept; ``is_there`` if the very same result is kept already."""

    line: int
    state: CaseState
    read: ResultRead
    is_there: bool


def read_filled(rows: Rows) -> FilledSheet:
    """Identity and filled rows of a table. Raises InvalidInput if it is no Testbogen of ours."""
    head = rows[0] if rows else ()
    identity = next(filter(None, map(read_identity, head)), None)
    if identity is None:
        raise InvalidInput(NOT_A_SHEET)
    places = _places(head)
    lines = [
        FilledRow(number, {name: _cell(row, place) for name, place in places.items()})
        for number, row in enumerate(rows[1:], 2)
    ]
    filled = tuple(line for line in lines if any(line.cells[name] for name in TO_FILL))
    if len(filled) > MOST_ROWS:
        raise InvalidInput(TOO_MANY_ROWS)
    return FilledSheet(identity, filled, sum(any(x.cells.values()) for x in lines) - len(filled))


def _places(head: Sequence[str]) -> dict[str, int]:
    titles = [" ".join(title.split()) for title in head]
    for name in (CASE, *TO_FILL):
        if name not in titles:
            raise InvalidInput(COLUMN_MISSING.format(head=name))
        if titles.count(name) > 1:
            raise InvalidInput(COLUMN_TWICE.format(head=name))
    return {name: titles.index(name) for name in (*GIVEN, *TO_FILL) if name in titles}


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def require_belongs(identity: Identity, uid: str, round_number: int) -> None:
    """Raises InvalidInput if the sheet is of another Onlinedienst or round."""
    if identity.uid != uid:
        raise InvalidInput(OTHER_ONLINEDIENST)
    if identity.round_number == NO_ROUND:
        raise InvalidInput(ONLY_PREPARED)
    if identity.round_number != round_number:
        raise InvalidInput(OTHER_ROUND.format(its=identity.round_number, this=round_number))


def judge(
    sheet: FilledSheet,
    cases: Iterable[CaseState],
    known: Iterable[Recorded],
    *,
    own_name: str,
    today: date,
    begun: date,
) -> tuple[tuple[GoodRow, ...], tuple[RefusedRow, ...]]:
    """The rows that can be kept, and the others with their reasons.

    ``cases`` belong to the round, ``known`` are its results. Who tested is the name in the row,
    else the one of the sheet, else ``own_name``. No day lies before the round had ``begun``.
    """
    by_key = {case.key: case for case in cases}
    last = {(r.case_id, r.tester, r.on): r for r in known}
    name = sheet.identity.tester or own_name
    lines: dict[str, int] = {}
    good: list[GoodRow] = []
    refused: list[RefusedRow] = []
    for row in sheet.rows:
        key = row.cells[CASE].upper()
        try:
            state = _case(key, by_key, lines)
            lines[key] = row.line
            read = _read(row, name, today, begun)
        except InvalidInput as refusal:
            refused.append(RefusedRow(row.line, row.key, _reason(refusal)))
            continue
        good.append(GoodRow(row.line, state, read, _is_there(row, state, read, last)))
    return tuple(good), tuple(refused)


def _case(key: str, by_key: Mapping[str, CaseState], lines: Mapping[str, int]) -> CaseState:
    if not key:
        raise InvalidInput(NO_KEY)
    if key in lines:
        raise InvalidInput(SAME_CASE.format(line=lines[key]))
    if key not in by_key:
        raise InvalidInput(UNKNOWN_CASE)
    return by_key[key]


def _read(row: FilledRow, name: str, today: date, begun: date) -> ResultRead:
    result = _option(row, RESULT, CaseResult)
    weight = _option(row, WEIGHT, DefectClass)
    if weight and result != CaseResult.FAILED:
        raise InvalidInput(WEIGHT_NEEDS_FAILURE, {"weight": WEIGHT_NEEDS_FAILURE})
    typed = ResultTyped(
        result=result,
        observed=row.cells[OBSERVED],
        tester=_one_line(row.cells[NAME]),
        day=_one_line(row.cells[DAY]),
        on=_one_line(row.cells[ON]),
        opens_defect=bool(weight),
        weight=weight,
    )
    return read_result(typed, name, today, begun)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _option(row: FilledRow, head: str, options: type[StrEnum]) -> str:
    """What was chosen; written a little otherwise counts as well."""
    said = row.cells[head]
    if not said:
        return ""
    found = (option for option in options if spellings(said) & spellings(label(option)))
    chosen = next(found, None)
    if chosen is None:
        possible = NOT_A_CHOICE.format(choices=", ".join(label(option) for option in options))
        raise InvalidInput(f"{head}: „{excerpt(said)}“. {possible}")
    return str(chosen)


def _reason(refusal: InvalidInput) -> str:
    """Each problem behind the head of its column; a single sentence as it is."""
    said = [f"{HEADS_OF_FIELDS[field]}: {why}" for field, why in refusal.problems.items()]
    return " ".join(said) or refusal.message


def _is_there(row: FilledRow, state: CaseState, read: ResultRead, last: Last) -> bool:
    """A corrected file brings its good rows again; a day nobody wrote is no difference."""
    newest = last.get((state.case.id, read.tester, read.on))
    if newest is None or (newest.result, newest.observed) != (read.result, read.observed):
        return False
    return newest.day == read.day or not row.cells[DAY]
