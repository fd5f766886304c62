"""LibreOffice opens our Word files and reads what the PDF says; skipped where it is missing."""

import shutil
import subprocess
from pathlib import Path

import pytest

from amt24web.documents.outline import Document
from tests.documents.files import words_of_pdf
from tests.documents.later_papers import FULL, WITHOUT_FACTS
from tests.documents.papers import file_of
from tests.documents.test_three_sizes import foot, in_word, missing

OFFICE = shutil.which("soffice") or ""
PAPERS: dict[str, Document] = {
    **{f"{name}, full": paper for name, paper in FULL.items()},
    **{f"{name}, nearly empty": paper for name, paper in WITHOUT_FACTS.items()},
}
AS_TEXT = "txt:Text (encoded):UTF8"
PATIENCE = 240
SLANTED = "ENTWURF"
"""Poppler takes the slanted word across a page of a draft apart."""


def read_by_office(files: dict[str, bytes], folder: Path) -> dict[str, str]:
    """The text of each Word file as LibreOffice understands it."""
    places = {name: folder / f"{number}.docx" for number, name in enumerate(files)}
    for name, content in files.items():
        places[name].write_bytes(content)
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", AS_TEXT, "--outdir", str(folder), *map(str, places.values())],
        check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    return {name: place.with_suffix(".txt").read_text("utf-8") for name, place in places.items()}


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_libreoffice_reads_in_word_files_what_the_pdf_says(tmp_path: Path) -> None:
    pdfs = {name: file_of(paper) for name, paper in PAPERS.items()}
    said = read_by_office({n: in_word(p, pdfs[n]) for n, p in PAPERS.items()}, tmp_path)
    for name, paper in PAPERS.items():
        on_pages = words_of_pdf(pdfs[name])
        lost = missing(on_pages, said[name]) - foot(paper)
        assert {word for word in lost if word not in SLANTED} == set(), name
        assert missing(said[name], on_pages) == set(), name
