"""The Go-Live-Paket as a file: the same parts the same bytes, and whatever changed is named."""

import hashlib
import io
import re
import zipfile
from datetime import date
from html import unescape

import html5lib
import pytest

from amt24web.documents.package import FACTS, INDEX, MANIFEST, Package, PackageFile, pack
from amt24web.documents.package_check import (
    LIST_DAMAGED,
    NO_LIST,
    REPACKED,
    CheckedPackage,
    check_package,
)
from amt24web.documents.package_index import build_index
from amt24web.domain.errors import InvalidInput
from amt24web.domain.papers.handover import PackageContent
from amt24web.domain.papers.words import ContentState

FILES = (
    PackageFile("teile/17-auftakt-entwurf.pdf", b"%PDF", "Auftaktprotokoll, Entwurf (PDF)"),
    PackageFile(FACTS, b"{}", "Alle Angaben"),
)
CONTENTS = (
    PackageContent("2", "Zertifizierungsinformation", ContentState.MISSING, words="noch nicht da"),
    PackageContent("11", "Schnittstellenblatt", ContentState.NOT_NEEDED),
    PackageContent("17", "Auftaktprotokoll", ContentState.THERE),
)


def a_package(**said: object) -> Package:
    usual = {
        "onlinedienst": "Hund & <b>Katze</b> anmelden",
        "way": "Amt24-Blaupause",
        "day": date(2026, 3, 1),
        "is_complete": False,
        "contents": CONTENTS,
        "files": FILES,
    }
    return Package(**{**usual, **said})


def index_of(package: Package) -> bytes:
    return build_index(package, {"Auftaktprotokoll": FILES[:1]})


def packed(package: Package | None = None) -> bytes:
    package = package or a_package()
    return pack(package, index_of(package))


def problems(content: bytes) -> tuple[str, ...]:
    return check_package(content).problems


def rezipped(content: bytes, **changes: bytes | None) -> bytes:
    """The package packed anew with files added, replaced (path with _ for /) or left out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, said in changes.items():
        files |= {name: said} if said is not None else {}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, said in files.items():
            if changes.get(name, b"") is not None:
                archive.writestr(name, said)
    return target.getvalue()


def test_the_same_parts_give_the_same_bytes_in_whatever_order():
    assert packed() == packed() == packed(a_package(files=FILES[::-1]))


def test_a_package_that_was_just_packed_is_right():
    assert check_package(packed()) == CheckedPackage(
        (), {**{f.path: f.content for f in FILES}, INDEX: index_of(a_package()),
             MANIFEST: check_package(packed()).files[MANIFEST]},
    )  # fmt: skip


def test_no_moment_and_no_machine_are_in_it():
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {3}
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


def test_the_list_is_what_sha256sum_reads():
    listed = check_package(packed()).files[MANIFEST].decode()
    found = dict(reversed(line.split("  ")) for line in listed.splitlines() if line[0] != "#")
    files = check_package(packed()).files
    assert found == {
        path: hashlib.sha256(said).hexdigest() for path, said in files.items() if path != MANIFEST
    }
    assert "# Stand 01.03.2026, unvollständig\n" in listed
    assert "# 4 Byte · Auftaktprotokoll, Entwurf (PDF)\n" in listed


def test_every_single_flipped_byte_is_noticed():
    content = packed(a_package(files=FILES[:1], contents=CONTENTS[:1]))
    for place in range(len(content)):
        broken = content[:place] + bytes([content[place] ^ 0x01]) + content[place + 1 :]
        try:
            assert problems(broken), place
        except InvalidInput:
            continue


def test_a_flipped_byte_in_a_file_names_the_file():
    content = packed()
    place = content.index(b"%PDF") + 1
    broken = content[:place] + b"X" + content[place + 1 :]
    assert problems(broken) == ("beschädigt: teile/17-auftakt-entwurf.pdf",)


def test_a_changed_a_missing_and_a_surplus_file_are_named():
    path = "teile/17-auftakt-entwurf.pdf"
    assert problems(rezipped(packed(), **{path: b"%PDX"})) == (f"beschädigt: {path}",)
    assert problems(rezipped(packed(), **{path: b"%PDF lang"})) == (f"beschädigt: {path}",)
    assert problems(rezipped(packed(), **{path: None})) == (f"fehlt: {path}",)
    assert problems(rezipped(packed(), **{"mehr.exe": b""})) == ("gehört nicht dazu: mehr.exe",)


def test_a_list_that_was_changed_or_is_gone_is_named():
    listed = check_package(packed()).files[MANIFEST]
    changed = listed.replace(b"unvollst", b"vollst\xc3")
    assert problems(rezipped(packed(), **{MANIFEST: changed})) == (LIST_DAMAGED,)
    assert problems(rezipped(packed(), **{MANIFEST: listed + b"x"})) == (LIST_DAMAGED,)
    assert problems(rezipped(packed(), **{MANIFEST: None})) == (NO_LIST,)


def test_who_packs_the_right_files_anew_is_told_so():
    checked = check_package(rezipped(packed()))
    assert checked.problems == (REPACKED,)
    assert checked.files[FACTS] == b"{}"


def test_two_files_of_one_path_are_never_packed():
    with pytest.raises(ValueError, match="same path"):
        packed(a_package(files=(FILES[0], FILES[0])))
    with pytest.raises(ValueError, match="same path"):
        packed(a_package(files=(PackageFile(MANIFEST, b"", ""),)))


def test_line_breaks_in_names_make_no_new_lines_in_the_list():
    file = PackageFile("a.txt", b"", "Wort\n" + "0" * 64 + "  falsch.txt")
    content = packed(a_package(onlinedienst="Hund\n# böse", files=(file,)))
    assert problems(content) == ()
    assert b"# Go-Live-Paket: Hund # b" in check_package(content).files[MANIFEST]


def test_the_page_inside_shows_every_content_and_file_and_needs_nothing_else():
    page = index_of(a_package()).decode()
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    for words in ("Hund & <b>Katze</b> anmelden", "Das Paket ist unvollständig", "noch nicht da",
                  "nicht nötig", "liegt bei", "Auftaktprotokoll, Entwurf (PDF)", "Stand 01.03.2026",
                  "Weg: Amt24-Blaupause", "Was noch fehlt (1)"):  # fmt: skip
        assert words in unescape(page)
    links = set(re.findall(r'href="([^"]+)"', page))
    assert links == {f.path for f in FILES} | {MANIFEST}
    assert not re.search(r"<script|<link|src=|https?:|url\(|@import", page)
    assert "<b>Katze" not in page


def test_a_complete_package_says_so():
    page = index_of(a_package(is_complete=True, contents=CONTENTS[1:])).decode()
    assert "Das Paket ist vollständig" in page
    assert "Was noch fehlt" not in page
