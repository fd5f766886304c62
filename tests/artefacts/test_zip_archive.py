"""ZIP files from outside: read in memory, and refused if nobody should unpack them."""

import io
import stat
import struct
import warnings
import zipfile

import pytest

from amt24web.artefacts import zip_archive
from amt24web.artefacts.zip_archive import (
    NOT_A_ZIP,
    STRANGE_METHOD,
    STRANGE_NAME,
    TOO_LARGE,
    TOO_MANY,
    TWICE,
    WITH_PASSWORD,
    is_zip,
    read_archive,
)
from amt24web.domain.errors import InvalidInput


def an_archive(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        read_archive(content)
    return refused.value.message


def with_flag(content: bytes, flag: int) -> bytes:
    """The archive with a flag set in both headers of its first entry."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(signature) + offset
        (flags,) = struct.unpack_from("<H", changed, place)
        struct.pack_into("<H", changed, place, flags | flag)
    return bytes(changed)


def test_files_come_by_name_and_folders_are_none():
    content = an_archive(("a/", b""), ("a/b.txt", b"eins"), ("INHALT.txt", b"zwei"))
    assert read_archive(content) == {"a/b.txt": b"eins", "INHALT.txt": b"zwei"}
    assert is_zip(content)


@pytest.mark.parametrize("content", [b"", b"PK", b"kein ZIP", b"PK\x03\x04" + b"\0" * 40])
def test_what_is_no_archive_is_refused(content: bytes):
    assert refusal(content) == NOT_A_ZIP


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "/etc/passwd", "a/../b", "a//b", "C:/a", "a\\b", ".verborgen", "a/./b", "ä.txt",
     "a b.txt", "a\nb", "-a"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(name: str):
    assert refusal(an_archive((name, b""))).startswith(STRANGE_NAME.split("{", maxsplit=1)[0])


def test_a_name_with_an_end_in_the_middle_is_refused():
    content = an_archive(("abc.txt", b"")).replace(b"abc.txt", b"a\0c.txt")
    assert "unzulässigem Namen" in refusal(content)


def test_a_link_is_refused():
    entry = zipfile.ZipInfo("a.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert "unzulässigem Namen" in refusal(target.getvalue())


@pytest.mark.parametrize("second", ["a.txt", "A.TXT"])
def test_a_name_twice_is_refused(second: str):
    content = an_archive(("a.txt", b"1"), (second, b"2"))
    assert refusal(content) == TWICE.format(name=second)


def test_a_locked_entry_is_refused():
    assert refusal(with_flag(an_archive(("a.txt", b"1")), 0x1)) == WITH_PASSWORD


def test_another_way_of_packing_is_refused():
    content = an_archive(("a.txt", b"1"), method=zipfile.ZIP_BZIP2)
    assert refusal(content) == STRANGE_METHOD


def test_a_bomb_is_weighed_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch):
    bomb = an_archive(("a.txt", b"\0" * 1_000_000))
    assert len(bomb) < 2_000
    monkeypatch.setattr(zip_archive, "MOST_UNPACKED", 999_999)
    monkeypatch.setattr(zip_archive, "_unpacked", lambda *_: pytest.fail("unpacked"))
    assert refusal(bomb) == TOO_LARGE


def test_an_entry_that_lies_about_its_size_is_damaged_and_not_unpacked_further():
    honest = an_archive(("a.txt", b"\0" * 1_000_000))
    lying = honest.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 10))
    assert read_archive(lying) == {"a.txt": None}


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zip_archive, "MOST_ENTRIES", 2)
    assert refusal(an_archive(*((f"{n}.txt", b"") for n in range(3)))) == TOO_MANY


def test_a_huge_archive_is_not_even_opened(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zip_archive, "LARGEST", 10)
    assert refusal(an_archive(("a.txt", b"1"))) == TOO_LARGE


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_damaged_file_is_named_and_the_others_are_read(method: int):
    content = an_archive(("a.txt", b"erste Datei"), ("b.txt", b"zweite"), method=method)
    place = content.index(b"a.txt") + len("a.txt") + 3
    broken = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
    assert read_archive(broken) == {"a.txt": None, "b.txt": b"zweite"}
