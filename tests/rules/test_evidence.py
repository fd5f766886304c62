"""Files that prove a decision: named safely, and what their ending says."""

import pytest

from amt24web.domain.errors import InvalidInput
from amt24web.rules.evidence import ALLOWED, BEGINNINGS, Evidence, read_evidence

PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GENUINE = {
    "freigabe.eml": b"From: eva@example.org\r\n\r\nFreigegeben.",
    "freigabe.msg": OLD_OFFICE + b"\0\0",
    "aus-kmail.msg": b"From: eva@example.org",
    "freigabe.pdf": b"%PDF-1.7\n",
    "gedruckt.pdf": b"\r\n%PDF-1.4\n",
    "bild.png": b"\x89PNG\r\n\x1a\n\0\0",
    "foto.JPG": b"\xff\xd8\xff\xe0\0",
    "foto.jpeg": b"\xff\xd8\xff\xe1\0",
    "notiz.txt": "Freigabe erteilt, Müller".encode(),
    "windows.txt": "\ufeffFreigabe".encode("utf-16-le"),
    "brief.docx": b"PK\x03\x04\0",
    "brief.odt": b"PK\x03\x04\0",
}


def problem(name: str, content: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        read_evidence(Evidence(name, content))
    return refused.value.problems["evidence"]


@pytest.mark.parametrize("name", GENUINE)
def test_a_file_that_is_what_its_ending_says_is_taken_as_it_is(name: str):
    assert read_evidence(Evidence(name, GENUINE[name])) == Evidence(name, GENUINE[name])


@pytest.mark.parametrize("ending", ALLOWED)
def test_a_program_under_another_ending_is_refused(ending: str):
    assert f"passt nicht zu ihrer Endung „{ending}“" in problem(f"freigabe{ending}", PROGRAM)


@pytest.mark.parametrize("ending", [".pdf", ".png", ".jpg", ".docx", ".odt"])
def test_plain_words_are_no_picture_and_no_paper(ending: str):
    assert "passt nicht" in problem(f"freigabe{ending}", b"MZ und sonst nichts")


def test_a_program_is_no_pdf_even_if_it_names_one():
    assert "passt nicht" in problem("freigabe.pdf", b"MZ\x90\0%PDF-1.7")


def test_every_kind_that_is_taken_says_what_it_looks_like():
    assert set(ALLOWED) == set(BEGINNINGS)
    assert "Erlaubt sind: .eml, .msg" in problem("seite.html", b"x")
    assert problem("leer.pdf", b"") == "Diese Datei ist leer."
