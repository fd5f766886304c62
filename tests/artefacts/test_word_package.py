"""A Word file from outside: what could run, fetch, hide or burst is refused before it is read."""

import io
import warnings
import zipfile

import pytest

from amt24web.artefacts.word_package import LARGEST, MOST_ENTRIES, parsed, read_word
from amt24web.domain.errors import InvalidInput
from tests.harness.style_files import (
    DOCUMENT,
    DOCUMENT_RELATIONS,
    a_template,
    changed,
    our_file,
    with_parts,
    with_relation,
)

TYPES = "[Content_Types].xml"
OURS = our_file()


def refusal(content: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        read_word(content)
    return refused.value.message


def zipped(*entries: tuple[str, bytes]) -> bytes:
    """An archive that may hold the same name twice."""
    target = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(target, "w") as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def test_a_word_file_and_a_word_template_are_read() -> None:
    assert read_word(a_template()).main == DOCUMENT
    as_template = changed(OURS, {TYPES: ("document.main+xml", "template.main+xml")})
    assert read_word(as_template).main == DOCUMENT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "leer"),
        (b"x" * (LARGEST + 1), "größer als 5 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Passwort"),
        (b"%PDF-1.7", "keine Word-Datei"),
        (zipped(("content.xml", b"<x/>")), "keine Word-Datei"),
        (changed(OURS, {TYPES: ("document.main+xml", "sheet.main+xml")}), "keine Word-Datei"),
        (changed(OURS, {TYPES: (f'"/{DOCUMENT}"', '"/word/anders.xml"')}), "keine Word-Datei"),
        (OURS[:-40], "keine Word-Datei"),
        (with_parts(OURS, {"word/vbaProject.bin": b"x"}), "Makros"),
        (changed(OURS, {TYPES: ("document.main+xml", "document.macroEnabled.main+xml")}), "Makros"),
        (with_parts(OURS, {"word/activeX/activeX1.xml": b"<x/>"}), "Makros"),
        (with_parts(OURS, {"word/embeddings/tabelle.xlsx": b"x"}), "eingebettetes Objekt"),
        (with_relation(OURS, "oleObject", "embedded"), "eingebettetes Objekt"),
        (with_relation(OURS, "aFChunk", "anderes.html"), "bindet eine andere Datei ein"),
        (
            with_relation(OURS, "image", "https://example.org/x.png", is_outside=True),
            "„https://example.org/x.png“",
        ),
        (with_relation(OURS, "image", "https://example.org/x.png"), "nach außen"),
        (
            with_relation(OURS, "attachedTemplate", r"\\server\vorlage.dotm", is_outside=True),
            "lösen Sie die Datei von ihrer Dokumentvorlage",
        ),
        (with_relation(OURS, "hyperlink", "mailto:a@example.org", is_outside=True), "Links auf"),
        (zipped((TYPES, b"x"), (TYPES, b"y")), "unzulässigen Namen"),
        (zipped((TYPES, b"x"), ("word/A.xml", b"x"), ("word/a.xml", b"y")), "unzulässigen Namen"),
        (zipped(*((f"teil{n}", b"") for n in range(MOST_ENTRIES + 1))), "zu vielen Teilen"),
        (zipped(("gross", b"\0" * (51 * 1024 * 1024))), "ausgepackt zu groß"),
        (changed(OURS, {DOCUMENT_RELATIONS: ("<Relationships", "<Relationship")}), "nicht lesen"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_reason(content: bytes, said: str) -> None:
    assert said in refusal(content)


@pytest.mark.parametrize(
    "name",
    ["../auf.xml", "/etc/passwd", "word/../../x", r"word\x.xml", "C:/x", "word/\x01.xml", "./x"],
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    # As raw bytes: zipfile itself would mend some of them while writing.
    plain = zipped((TYPES, b"x"), ("n" * len(name), b"x"))
    message = refusal(plain.replace(b"n" * len(name), name.encode()))
    assert "unzulässigen Namen" in message


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b'<!DOCTYPE x SYSTEM "https://example.org/x.dtd"><x/>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        b"<x>",
        b"",
    ],
)
def test_xml_with_words_of_its_own_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput, match="nicht lesen"):
        parsed(content)


def test_an_archive_that_lies_about_its_size_is_not_unpacked_further() -> None:
    honest = zipped((TYPES, b"x"), ("gross", b"\0" * 1_000_000))
    lying = honest.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert "nicht lesen" in refusal(lying) or "keine Word-Datei" in refusal(lying)


def test_a_locked_archive_is_called_locked() -> None:
    locked = bytearray(zipped((TYPES, b"x")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    assert "Passwort" in refusal(bytes(locked))
