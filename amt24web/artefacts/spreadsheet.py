"""Rows of text from an XLSX file; whatever else is in it is not looked at, and nothing is computed.

The file comes from outside: how large it becomes unpacked is known before anything is parsed.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from amt24web.artefacts.text_table import (
    LONGEST_TABLE,
    MOST_LINES,
    TOO_LONG,
    TOO_MANY_LINES,
    Rows,
    bounded,
)
from amt24web.domain.errors import InvalidInput
from amt24web.domain.wording import german_date

MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 1_000
MOST_SHEETS = 50
MOST_TAGS = 3_000_000
"""What the largest table we take needs; each tag costs time, however small it is."""
HIGHEST_RATIO = 200
"""XML shrinks to a tenth, empty cells with formatting to a fiftieth; a bomb to a thousandth."""
SMALL_PART = 1024 * 1024
MOST_RAW_LINES = 4 * MOST_LINES
"""Empty lines count until here; a file may claim to have a row number one thousand million."""
WIDEST = 256
"""Columns looked at; a single cell at the far right end must not cost a whole line each time."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XML_PARTS = (".xml", ".rels")
SHEET_TAG = re.compile(rb"<(?:\w+:)?sheet[\s/>]")
FOREIGN_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
MACROS = re.compile(r"vbaproject|macrosheets/|activex/", re.IGNORECASE)
FROM_ELSEWHERE = re.compile(r"externallinks/|connections\.xml|querytables/", re.IGNORECASE)

CARRIAGE_RETURN = "_x000D_"
"""How XLSX spells the half of a line end that Windows adds."""

EMPTY_FILE = "Die Datei ist leer."
NOT_A_WORKBOOK = (
    "Das ist keine Excel-Datei. Gelesen wird das Format .xlsx. Andere Tabellen lassen sich "
    "kopieren und oben einfügen."
)
LOCKED_OR_OLD = (
    "Die Datei ist mit einem Passwort geschützt oder im alten Format .xls. Bitte speichern Sie "
    "sie ohne Passwort als .xlsx."
)
OPEN_DOCUMENT = "Das ist eine OpenDocument-Tabelle. Bitte speichern Sie sie als .xlsx."
WITH_MACROS = "Die Datei enthält Makros. Bitte speichern Sie sie ohne Makros als .xlsx."
WITH_LINKS = (
    "Die Datei holt Daten aus anderen Dateien. Bitte lösen Sie die Verknüpfungen und speichern "
    "Sie sie neu."
)
TOO_LARGE_INSIDE = (
    "Die Datei ist ausgepackt zu groß. Bitte kopieren Sie nur die Zeilen, die gebraucht werden, "
    "in eine neue Tabelle."
)
BROKEN = (
    "Die Datei lässt sich nicht lesen. Bitte öffnen Sie sie in Excel und speichern Sie sie neu "
    "als .xlsx."
)
NO_SHEET = "Die Datei enthält kein sichtbares Tabellenblatt."


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of the first visible sheet, and how many sheets there are besides."""

    title: str
    rows: Rows
    others: int


def read_spreadsheet(data: bytes) -> Sheet:
    """The first visible sheet as rows of text; the place of a row is its number in the sheet.

    Formulas give what they last showed. Raises InvalidInput with the reason if the file is empty,
    locked, broken, no XLSX, has macros, or is larger than any table of ours.
    """
    _require_reasonable(data)
    try:
        return _read(data)
    except InvalidInput:
        raise
    except Exception as error:
        # Whatever a reader stumbles over in a file from outside, the file is at fault.
        raise InvalidInput(BROKEN) from error


def require_self_contained(data: bytes) -> None:
    """Refuse a workbook that fetches something from elsewhere when it is opened.

    To be asked after ``read_spreadsheet``, which finds out whether it is one at all. Raises
    InvalidInput.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any(FROM_ELSEWHERE.search(name) for name in archive.namelist()):
            raise InvalidInput(WITH_LINKS)


def _require_reasonable(data: bytes) -> None:
    if not data:
        raise InvalidInput(EMPTY_FILE)
    if data.startswith(OLD_OFFICE):
        raise InvalidInput(LOCKED_OR_OLD)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _require_workbook(archive.infolist())
            _require_plain(archive)
    except zipfile.BadZipFile as error:
        raise InvalidInput(NOT_A_WORKBOOK) from error
    except (NotImplementedError, zlib.error, EOFError, OSError, ValueError) as error:
        raise InvalidInput(BROKEN) from error
    except RuntimeError as error:  # zipfile asks for a password
        raise InvalidInput(LOCKED_OR_OLD) from error


def _require_workbook(parts: Sequence[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if "content.xml" in names:
        raise InvalidInput(OPEN_DOCUMENT)
    if "[Content_Types].xml" not in names:
        raise InvalidInput(NOT_A_WORKBOOK)
    if any(MACROS.search(name) for name in names):
        raise InvalidInput(WITH_MACROS)
    is_heavy = sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_PARTS
    if is_heavy or any(_is_bomb(part) for part in parts):
        raise InvalidInput(TOO_LARGE_INSIDE)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    # zipfile never unpacks more of a part than it claims to have.
    return part.file_size > SMALL_PART and part.file_size > HIGHEST_RATIO * (
        part.compress_size or 1
    )


def _require_plain(archive: zipfile.ZipFile) -> None:
    """No entities, no other encoding that could hide them, no more tags and sheets than useful."""
    tags = sheets = 0
    for part in archive.infolist():
        if not part.filename.lower().endswith(XML_PARTS):
            continue
        text = archive.read(part)
        if b"<!" in text.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or b"\0" in text:
            raise InvalidInput(BROKEN)
        if FOREIGN_ENCODING.search(text[:200]):
            raise InvalidInput(BROKEN)
        if b"macroEnabled" in text and part.filename == "[Content_Types].xml":
            raise InvalidInput(WITH_MACROS)
        tags += text.count(b"<")
        sheets += len(SHEET_TAG.findall(text))
    if tags > MOST_TAGS or sheets > MOST_SHEETS:
        raise InvalidInput(TOO_LARGE_INSIDE)


def _read(data: bytes) -> Sheet:
    with warnings.catch_warnings():
        # What openpyxl leaves out (charts, validations, print settings) is not wanted here.
        warnings.filterwarnings("ignore", module="openpyxl")
        with closing(
            load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        ) as book:
            visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if not visible:
                raise InvalidInput(NO_SHEET)
            return Sheet(visible[0].title, _rows(visible[0]), len(visible) - 1)


def _rows(sheet: Any) -> Rows:
    # What a file says about its own size is optional, and need not be true.
    sheet.reset_dimensions()
    lines = sheet.iter_rows(max_col=WIDEST, values_only=True)
    return bounded(_texts(islice(lines, MOST_RAW_LINES + 1)))


def _texts(lines: Iterable[Sequence[object]]) -> Iterable[list[str]]:
    length = 0
    for number, line in enumerate(lines, 1):
        texts = [_text(value) for value in line] if any(v is not None for v in line) else []
        length += sum(len(text.encode("utf-8", "replace")) for text in texts)
        if length > LONGEST_TABLE:
            raise InvalidInput(TOO_LONG)
        if number > MOST_RAW_LINES:
            raise InvalidInput(TOO_MANY_LINES)
        yield texts


def _text(value: object) -> str:
    """A value the way somebody would type it here."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return german_date(value.date()) if is_day else f"{german_date(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return german_date(value)
    return str(value).replace(CARRIAGE_RETURN, "")
