"""A ZIP file from outside: weighed before anything is unpacked, and never written to a disk.

Refused is what no honest packer makes: names that lead elsewhere, names twice, locked entries,
far more than it weighs.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Final

from amt24web.domain.errors import InvalidInput

LARGEST: Final = 200 * 1024 * 1024
MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_ENTRIES: Final = 1_000
LOCKED: Final = 0x1
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9][A-Za-z0-9_.-]*)*/?")
SIGNATURE: Final = b"PK"

NOT_A_ZIP: Final = (
    "Das ist keine ZIP-Datei, oder sie ist so beschädigt, dass sie sich nicht öffnet."
)
TOO_LARGE: Final = "Die ZIP-Datei ist zu groß: Verpackt oder ausgepackt sind es mehr als 200 MB."
TOO_MANY: Final = "Die ZIP-Datei enthält zu viele Dateien."
STRANGE_NAME: Final = "Die ZIP-Datei enthält eine Datei mit unzulässigem Namen: „{name}“."
TWICE: Final = "Die ZIP-Datei enthält eine Datei zweimal: „{name}“."
WITH_PASSWORD: Final = "Die ZIP-Datei ist mit einem Passwort geschützt."
STRANGE_METHOD: Final = "Die ZIP-Datei ist auf eine Art gepackt, die wir nicht lesen."
LONGEST_QUOTE: Final = 80


def is_zip(content: bytes) -> bool:
    """Whether a file begins like a ZIP file."""
    return content.startswith(SIGNATURE)


def read_archive(content: bytes) -> Mapping[str, bytes | None]:
    """The files in an archive by name; None for one that is damaged.

    Raises InvalidInput for an archive that is none, or that nobody should unpack.
    """
    if len(content) > LARGEST:
        raise InvalidInput(TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _require_reasonable(entries)
            return {e.filename: _unpacked(archive, e) for e in entries if not e.is_dir()}
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise InvalidInput(NOT_A_ZIP) from error
    except NotImplementedError as error:
        raise InvalidInput(STRANGE_METHOD) from error


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    """What an entry says; zipfile reads no more than the entry declares."""
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError):
        return None


def _require_reasonable(entries: Sequence[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise InvalidInput(TOO_MANY)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise InvalidInput(TOO_LARGE)
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename[:LONGEST_QUOTE]
        if entry.flag_bits & LOCKED:
            raise InvalidInput(WITH_PASSWORD)
        if entry.compress_type not in METHODS:
            raise InvalidInput(STRANGE_METHOD)
        if not PLAIN_NAME.fullmatch(entry.orig_filename) or _is_link(entry):
            raise InvalidInput(STRANGE_NAME.format(name=_printable(name)))
        if entry.filename.casefold() in seen:
            raise InvalidInput(TWICE.format(name=name))
        seen.add(entry.filename.casefold())


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _printable(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name)
