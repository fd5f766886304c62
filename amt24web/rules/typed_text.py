"""Reading what people type: clean text, forgiving numbers and dates."""

import re
import unicodedata
from datetime import date

from amt24web.domain.wording import MONTHS, folded, german_number

# XML 1.0 and HTML know none of these; Word pastes \x0b for a line break within a paragraph.
CONTROL = re.compile(r"[\x00-\x08\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# 15 digits and 6 decimals at most: what a computer keeps exactly, and shows as it was typed.
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,6})?")
PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,6})?")
NUMERIC_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
WRITTEN_DATE = re.compile(r"(\d{1,2})\.?\s+([^\W\d]+)\.?\s+(\d{4})")
MONTH_AND_YEAR = re.compile(r"([^\W\d]+)\.?\s+(\d{4})")
SHORT_YEAR = 2
ROUGHLY = re.compile(r"^(?:ca\.?|circa|etwa|rund|ungefähr|~|≈)\s*", re.IGNORECASE)
"""What people write before an estimate; the number behind it is what counts."""

PRIVATE_USE = (
    "Der Text enthält Zeichen, die kein anderes Programm anzeigen kann "
    "(privater Bereich von Unicode). Bitte ersetzen Sie sie."
)


def clean(text: str) -> str:
    """Text with uniform line ends and without control characters that break documents."""
    uniform = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return CONTROL.sub("", unicodedata.normalize("NFC", uniform)).strip()


def problem(text: str, longest: int) -> str:
    """Why a clean text cannot be taken, or nothing."""
    if len(text) > longest:
        return (
            f"Der Text ist zu lang: {german_number(len(text))} Zeichen, "
            f"erlaubt sind {german_number(longest)}. Bitte kürzen Sie ihn."
        )
    if not text.isascii() and any(unicodedata.category(c) in {"Co", "Cs"} for c in text):
        return PRIVATE_USE
    return ""


def read_number(text: str) -> int | float | None:
    """A number as Germans write it (``1.200``, ``12,5``, ``ca. 600``), or None."""
    compact = re.sub(r"[\s\u00a0\u202f']", "", ROUGHLY.sub("", text))
    if THOUSANDS.fullmatch(compact):
        compact = compact.replace(".", "")
    elif not PLAIN_NUMBER.fullmatch(compact):
        return None
    number = float(compact.replace(",", "."))
    return int(number) if number.is_integer() else number


def read_date(text: str) -> date | None:
    """A day in a usual German or ISO spelling, or None; a month alone means its first day."""
    if match := NUMERIC_DATE.fullmatch(re.sub(r"\s", "", text)):
        day, month, year = match.groups()
        century = 2000 if len(year) == SHORT_YEAR else 0
        return _day(century + int(year), int(month), int(day))
    if match := ISO_DATE.fullmatch(text):
        return _day(*(int(part) for part in match.groups()))
    if match := WRITTEN_DATE.fullmatch(text):
        return _day(int(match[3]), _month(match[2]), int(match[1]))
    if match := MONTH_AND_YEAR.fullmatch(text):
        return _day(int(match[2]), _month(match[1]), 1)
    return None


SHORTEST_MONTH = 3


def _month(word: str) -> int:
    """1–12 for a month written out or cut to at least three letters, else 0."""
    names = [folded(month) for month in MONTHS]
    short = folded(word)
    is_telling = len(short) >= SHORTEST_MONTH
    found = (n for n, name in enumerate(names, 1) if is_telling and name.startswith(short))
    return next(found, 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
