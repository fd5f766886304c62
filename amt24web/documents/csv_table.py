"""A table as a CSV file that a German Excel opens with a double click and without harm."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes umlauts for something else."""
FORMULA_SIGNS = tuple("=+-@＝＋－＠\t\r\n")
"""What makes Excel and its relatives take a cell for a formula or a command."""


def csv_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file: semicolons, every cell in quotes, nothing that would be calculated."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in (heads, *rows))
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before anything that would be taken for a formula."""
    starts = cell.startswith(FORMULA_SIGNS) or cell.lstrip().startswith(FORMULA_SIGNS)
    return f"'{cell}" if starts else cell
