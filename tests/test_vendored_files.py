"""The files of others are those we looked at."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
FONTS = ROOT / "static" / "fonts" / "documents"
FILE = re.compile(r"`([^`]+\.\w+)`")
CHECKSUM = re.compile(r"`([0-9a-f]{64})`")
LISTS = [(VENDOR, "VENDOR.md", {".js", ".woff2"}), (FONTS, "FONTS.md", {".ttf", ".otf"})]


@pytest.mark.parametrize(("folder", "name", "kinds"), LISTS)
def test_every_file_is_listed_with_its_checksum(folder: Path, name: str, kinds: set[str]) -> None:
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    listed = {
        file[1]: checksum[1]
        for line in lines
        if (checksum := CHECKSUM.search(line)) and (file := FILE.search(line))
    }
    assert listed
    for file, checksum in listed.items():
        assert hashlib.sha256((folder / file).read_bytes()).hexdigest() == checksum, file
    there = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.suffix in kinds}
    assert there <= set(listed)


def test_axe_is_the_version_we_looked_at() -> None:
    file = ROOT / "tests" / "vendor" / "axe-core-4.14.1" / "axe.min.js"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert digest == "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
