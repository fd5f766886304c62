"""Whether a Go-Live-Paket is still the one that was packed: every file against the list in it."""

import hashlib
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from amt24web.artefacts.zip_archive import read_archive
from amt24web.documents.package import MANIFEST, SEAL
from amt24web.documents.reproducible import packed

SIZE: Final = re.compile(r"# (\d{1,12}) Byte · .*")
CHECKSUM: Final = re.compile(r"([0-9a-f]{64})  (\S+)")

NO_LIST: Final = f"{MANIFEST} fehlt: Das ist kein Go-Live-Paket aus amt24web."
LIST_DAMAGED: Final = f"beschädigt: {MANIFEST}"
DAMAGED: Final = "beschädigt: {path}"
MISSING: Final = "fehlt: {path}"
SURPLUS: Final = "gehört nicht dazu: {path}"
REPACKED: Final = (
    "Die Dateien stimmen, aber die ZIP-Datei selbst ist nicht mehr die geschnürte: Sie wurde neu "
    "gepackt oder verändert."
)


@dataclass(frozen=True, slots=True)
class CheckedPackage:
    """What is wrong with a package, one German line each, and the files that are right."""

    problems: tuple[str, ...]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class _Listed:
    path: str
    size: int
    sha256: str


def check_package(content: bytes) -> CheckedPackage:
    """Compare every file with the list. Raises InvalidInput for an archive nobody should unpack."""
    files = read_archive(content)
    if MANIFEST not in files:
        return CheckedPackage((NO_LIST,), {})
    text = files[MANIFEST]
    listed = _read_list(text) if text is not None else None
    if listed is None:
        return CheckedPackage((LIST_DAMAGED,), {})
    problems = tuple(_problems(files, listed))
    right = {name: said for name, said in files.items() if said is not None}
    if not problems and packed(right, zipfile.ZIP_STORED) != content:
        problems = (REPACKED,)
    return CheckedPackage(problems, right)


def _read_list(content: bytes) -> list[_Listed] | None:
    """What the list says; None if it is not what was written."""
    text, seal, rest = content.decode("utf-8", "replace").rpartition(SEAL)
    if not seal or rest != hashlib.sha256(text.encode()).hexdigest() + "\n":
        return None
    listed, size = [], 0
    for line in text.splitlines():
        if found := SIZE.fullmatch(line):
            size = int(found[1])
        elif found := CHECKSUM.fullmatch(line):
            listed.append(_Listed(found[2], size, found[1]))
    return listed


def _problems(files: Mapping[str, bytes | None], listed: list[_Listed]) -> Iterator[str]:
    for one in listed:
        if one.path not in files:
            yield MISSING.format(path=one.path)
        elif not _is_right(files[one.path], one):
            yield DAMAGED.format(path=one.path)
    for path in files.keys() - {one.path for one in listed} - {MANIFEST}:
        yield SURPLUS.format(path=path)


def _is_right(content: bytes | None, one: _Listed) -> bool:
    if content is None or len(content) != one.size:
        return False
    return hashlib.sha256(content).hexdigest() == one.sha256
