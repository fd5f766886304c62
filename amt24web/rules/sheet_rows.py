"""Lines of a spreadsheet read as rows of typed columns, without knowing what is there already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from amt24web.catalogue.structure import Column
from amt24web.rules.answer_kind import Reading
from amt24web.rules.sheet_cells import excerpt, read_cell
from amt24web.rules.sheet_columns import Heads, Rows


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line: its number in the sheet, what its filled cells mean, and how many had no place."""

    number: int
    readings: Mapping[str, Reading]
    beyond: int

    def text(self, column_id: str) -> str:
        """What a cell says, readable or not."""
        reading = self.readings.get(column_id, Reading())
        return reading.raw if reading.problem else str(reading.value or "")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line is not taken: its number, whom it is about, the column, what was typed there."""

    line: int
    name: str
    column: str
    typed: str
    reason: str


def read_lines(rows: Rows, heads: Heads) -> Iterator[SheetLine]:
    """The lines below the head; those without anything to read are passed over."""
    for number, row in enumerate(rows[heads.head_line :], heads.head_line + 1):
        readings = dict(_readings(row, heads.places))
        beyond = 0 if heads.head_line else sum(map(bool, row[len(heads.places) :]))
        if readings or beyond:
            yield SheetLine(number, readings, beyond)


def _readings(row: Sequence[str], places: Sequence[Column | None]) -> Iterator[tuple[str, Reading]]:
    for column, text in zip(places, row, strict=False):
        if column and text.strip():
            reading = read_cell(text, column)
            if reading.problem or reading.value is not None:
                yield column.id, reading


def unreadable(
    line: SheetLine, columns: Sequence[Column], wanted: frozenset[str], name: str
) -> tuple[Refusal, ...]:
    """What is wrong in the ``wanted`` cells of a line."""
    return tuple(
        Refusal(line.number, name, column.text, excerpt(reading.raw), reading.problem)
        for column in columns
        if column.id in wanted and (reading := line.readings[column.id]).problem
    )
