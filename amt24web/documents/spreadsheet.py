"""A table as XLSX, made to be filled in and read back: text stays text, options come as lists."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

TEXT_FORMAT = "@"
"""A number with a leading zero, a key of twelve digits: a spreadsheet must not calculate here."""
LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@")
OPTIONS = "Auswahl"
NARROWEST, WIDEST = 14, 48
FIRST_ROW = 2
HEAD_FILL = PatternFill("solid", fgColor="E6EAF0")
NOT_IN_THE_LIST = "Bitte wählen Sie einen Eintrag aus der Liste."
MADE_WITH = "amt24web"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its head, and the options to choose from if there are any."""

    head: str
    options: tuple[str, ...] = ()


def spreadsheet(
    title: str, columns: Sequence[SheetColumn], rows: Sequence[Sequence[str]], room: int
) -> bytes:
    """An XLSX file with a head and these rows; ``room`` is for how many rows options are offered.

    Every cell is text: what begins like a formula is neither computed nor changed.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = title
    _write_head(sheet, columns)
    for number, row in enumerate(rows, FIRST_ROW):
        for place, text in enumerate(row, 1):
            if text:
                write_text(sheet, number, place, text)
    _set_widths(sheet, columns, rows)
    _offer_options(book, sheet, columns, room)
    book.properties.creator = MADE_WITH
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def write_text(sheet: Worksheet, row: int, place: int, text: str) -> None:
    """Put a text into a cell so that no spreadsheet computes it, now or when it is edited."""
    cell = sheet.cell(row, place)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.number_format = TEXT_FORMAT
    # Otherwise the cell becomes a formula as soon as somebody edits it.
    cell.quotePrefix = text.startswith(LOOKS_LIKE_A_FORMULA)


def _write_head(sheet: Worksheet, columns: Sequence[SheetColumn]) -> None:
    for place, column in enumerate(columns, 1):
        write_text(sheet, 1, place, column.head)
        cell = sheet.cell(1, place)
        cell.font = Font(bold=True)
        cell.fill = HEAD_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"


def _set_widths(
    sheet: Worksheet, columns: Sequence[SheetColumn], rows: Sequence[Sequence[str]]
) -> None:
    for place, column in enumerate(columns, 1):
        longest = max((len(row[place - 1]) for row in rows), default=0)
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = min(max(longest + 2, len(column.head) // 2, NARROWEST), WIDEST)
        dimension.number_format = TEXT_FORMAT


def _offer_options(
    book: Workbook, sheet: Worksheet, columns: Sequence[SheetColumn], room: int
) -> None:
    """The options stand on a hidden sheet: a list within the cell holds 255 characters at most."""
    hidden = book.create_sheet(OPTIONS)
    hidden.sheet_state = "hidden"
    for place, column in enumerate(columns, 1):
        if not column.options:
            continue
        letter = get_column_letter(place)
        for number, option in enumerate(column.options, 1):
            write_text(hidden, number, place, option)
        offer = DataValidation(
            type="list",
            formula1=f"{OPTIONS}!${letter}$1:${letter}${len(column.options)}",
            allow_blank=True,
            showErrorMessage=True,
            error=NOT_IN_THE_LIST,
        )
        offer.add(f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + room - 1}")
        sheet.add_data_validation(offer)
