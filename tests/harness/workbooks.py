"""XLSX files as people and attackers make them."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from random import Random

from openpyxl import Workbook

HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
NOISE = Random(24)


def a_workbook(*rows: Sequence[object], hidden: bool = False, title: str = "Tabelle1") -> bytes:
    """A file with these rows; with ``hidden`` they stand behind a sheet nobody sees."""
    book = Workbook()
    sheet = book.active
    if hidden:
        sheet.append(["verborgen"])
        sheet.sheet_state = "hidden"
        sheet = book.create_sheet()
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """What is in an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def an_archive(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def a_forged_workbook(rows: bytes = b"", **changed: bytes) -> bytes:
    """A file whose sheet says exactly this; ``changed`` are further parts, ``__`` for a slash."""
    further = {name.replace("__", "/").replace("_xml", ".xml"): c for name, c in changed.items()}
    return an_archive(parts_of(a_workbook(["a"])) | {SHEET: HEAD + rows + TAIL} | further)


def hostile_files() -> Iterable[tuple[str, bytes, str]]:
    """Name, bytes, and a word of the reason for which each is refused."""
    whole = a_workbook(["Stelle"], ["A"])
    parts = parts_of(whole)
    doctype = b'<!DOCTYPE x [<!ENTITY a "b">]>'
    far = b"<row r='1000000000'><c r='A1000000000' t='str'><v>x</v></c></row>"
    macros = parts[TYPES].replace(b"spreadsheetml.sheet.main", b"ms-excel.macroEnabled")
    yield "empty", b"", "leer"
    yield "HTML called XLSX", b"<html><table><tr><td>Stelle", "keine Excel-Datei"
    yield "picture", b"\x89PNG\r\n\x1a\n" + b"0" * 99, "keine Excel-Datei"
    yield "cut off", whole[:-300], "keine Excel-Datei"
    yield "password or XLS", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 999, "Passwort"
    yield "other archive", an_archive({"brief.txt": b"x"}), "keine Excel-Datei"
    yield "OpenDocument", an_archive({"content.xml": b"x", "mimetype": b"y"}), "OpenDocument"
    yield "macro", an_archive(parts | {"xl/vbaProject.bin": b"x"}), "Makros"
    yield "macro by type", an_archive(parts | {TYPES: macros}), "Makros"
    yield "nothing in it", an_archive({TYPES: b"<Types/>"}), "nicht lesen"
    yield "damaged", whole[:200] + b"x" * 40 + whole[240:], "nicht lesen"
    yield "no XML", a_forged_workbook(b"<row><c"), "nicht lesen"
    yield "entities", a_forged_workbook(doctype), "nicht lesen"
    yield "UTF-16", an_archive(parts | {SHEET: parts[SHEET].decode().encode("utf-16")}), "nicht"
    yield "bomb", a_forged_workbook(b" " * 5_000_000), "ausgepackt zu groß"
    yield "large bomb", a_forged_workbook(b"<row/>" * 12_000_000), "ausgepackt zu groß"
    yield "thousand parts", an_archive(parts | {f"x{n}": b"" for n in range(1_001)}), "ausgepackt"
    yield "a line far away", a_forged_workbook(far), "5.000 Zeilen"
    yield "5,001 rows", a_workbook(*(["x"] for _ in range(5_001))), "5.000 Zeilen"
    yield "61 columns", a_workbook(["x"] * 61), "60 Spalten"
    yield "giant cells", a_workbook(*([_noise(30_000)] for _ in range(80))), "MB Text"


def _noise(length: int) -> str:
    """Text that does not shrink as a bomb does."""
    return "".join(NOISE.choices("abcdefghijklmnopqrstuvwxyz", k=length))
