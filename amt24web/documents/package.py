"""The Go-Live-Paket: a ZIP file that lists and explains itself; same parts, same bytes.

Nothing is compressed: most of it is already, and so the bytes are the same wherever it is packed.
"""

import hashlib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from amt24web.documents.characters import legible
from amt24web.documents.reproducible import packed
from amt24web.domain.papers.handover import PackageContent
from amt24web.domain.wording import german_date

MANIFEST: Final = "INHALT.txt"
INDEX: Final = "index.html"
FACTS: Final = "angaben/onlinedienst.json"
INCOMPLETE: Final = "unvollständig"
COMPLETE: Final = "vollständig"
SIZE_LINE: Final = "# {size} Byte · {words}"
SEAL: Final = "# SHA-256 dieser Liste: "
HOW_TO_CHECK: Final = (
    "# Prüfen: sha256sum --check INHALT.txt, oder in amt24web: "
    "flask --app wsgi verify-package DATEI.zip"
)


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of the package: where it lies, its bytes, and what it is in German words."""

    path: str
    content: bytes
    words: str

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """Its checksum."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Package:
    """What goes into a package: of which Onlinedienst, from which day, contents and files."""

    onlinedienst: str
    way: str
    day: date
    is_complete: bool
    contents: tuple[PackageContent, ...]
    files: tuple[PackageFile, ...]

    @property
    def standing(self) -> str:
        """Day and completeness in one line."""
        state = COMPLETE if self.is_complete else INCOMPLETE
        return f"Stand {german_date(self.day)}, {state}"


def pack(package: Package, index: bytes) -> bytes:
    """The ZIP file, with the page that shows it and the list that seals it.

    Raises ValueError if two files have the same path.
    """
    page = PackageFile(INDEX, index, "Übersicht, im Browser zu öffnen")
    files = sorted((*package.files, page), key=lambda file: file.path)
    parts = {file.path: file.content for file in files}
    if len(parts) < len(files) or MANIFEST in parts:
        raise ValueError("two files of a package have the same path")
    return packed({**parts, MANIFEST: manifest(package, files)}, zipfile.ZIP_STORED)


def manifest(package: Package, files: Iterable[PackageFile]) -> bytes:
    """The list of files with size, SHA-256 and words, as ``sha256sum`` reads it."""
    lines = [
        f"# Go-Live-Paket: {_one_line(package.onlinedienst)}",
        f"# {package.standing}",
        HOW_TO_CHECK,
        "#",
    ]
    for file in files:
        lines.append(SIZE_LINE.format(size=file.size, words=_one_line(file.words)))
        lines.append(f"{file.sha256}  {file.path}")
    text = "\n".join([*lines, ""])
    return (text + SEAL + hashlib.sha256(text.encode()).hexdigest() + "\n").encode()


def _one_line(words: str) -> str:
    return " ".join(legible(words).split())
