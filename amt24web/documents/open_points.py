"""Open points on paper: one table, the same in every document."""

from collections.abc import Sequence
from typing import Final

from amt24web.documents.outline import Block, Column, Heading, Table, cell, paragraph
from amt24web.domain.reading import OpenPointReading

TITLE: Final = "Offene Punkte"
NOTHING_OPEN: Final = "Es ist nichts offen."
COLUMNS: Final = (
    Column("Nr.", 7, is_row_header=True),
    Column("Frage oder Hinweis", 23),
    Column("Was fehlt", 33),
    Column("Wer", 26),
    Column("Bis wann", 11),
)


def open_points_section(points: Sequence[OpenPointReading]) -> tuple[Block, ...]:
    """The section that closes a paper; it also says so if nothing is open."""
    return (Heading(1, TITLE), _table(points) if points else paragraph(NOTHING_OPEN))


def _table(points: Sequence[OpenPointReading]) -> Table:
    """The points as rows; without a date the stage says by when."""
    rows = tuple(
        (
            cell(point.section),
            cell(point.title),
            cell(point.detail),
            cell(point.responsible),
            cell(point.due or point.stage),
        )
        for point in points
    )
    return Table(TITLE, COLUMNS, rows, shows_caption=False)
