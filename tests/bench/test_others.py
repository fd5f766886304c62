"""What the bench says about other programs; stand-ins for them write down what they are told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from amt24web.documents.outline import Column, Document, Heading, Table, TitleBlock, cell, paragraph
from amt24web.domain.vocabulary import DocumentFormat
from tests.bench.others import FAILED, as_markdown, as_typst, beside_others
from tests.documents.papers import a_head
from tests.documents.papers_of_testing import a_testing_plan

OURS = {DocumentFormat.DOCX: 40.2, DocumentFormat.PDF: 2500.0}
STANDS_IN = """#!/bin/sh
echo "$@" > {told}
for each; do last=$each; done
case $1 in
  --from=markdown) made=${{3#--output=}} ;;
  compile) made=$last ;;
  *) made=$6/plan.pdf ;;
esac
test -r "$last" -o -r "$2" || exit 1
{deed}
"""
Installed = Callable[[str, str], Path]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """Puts stand-ins into the only folder of the path; returns where they write what they heard."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def install(name: str, deed: str) -> Path:
        told = tmp_path / f"{name}.told"
        program = folder / name
        program.write_text(STANDS_IN.format(told=told, deed=deed))
        program.chmod(0o755)
        return told

    return install


WRITES = 'echo made > "$made"'


def said() -> list[str]:
    return list(beside_others(a_testing_plan(), b"PK", OURS))


def test_without_other_programs_ours_is_shown_and_one_line_names_them(installed: Installed):
    head, word, pdf, absent = said()
    assert head.split() == ["Testplan", "(60", "Fälle),", "CPU", "amt24web"]
    assert (word.split(), pdf.split()) == (["Word", "40", "ms"], ["PDF", "2500", "ms"])
    assert absent == "Nicht gefunden und deshalb nicht gemessen: pandoc, LibreOffice, Typst."


def test_each_program_is_measured_beside_ours_and_told_what_its_manual_says(installed: Installed):
    told = {name: installed(name, WRITES) for name in ("pandoc", "libreoffice", "typst")}
    head, word, pdf = said()
    assert head.split()[-4:] == ["amt24web", "pandoc", "LibreOffice", "Typst"]
    assert word.count(" ms") == 2
    assert word.split()[-2:] == ["–", "–"]
    assert pdf.count(" ms") == 3
    heard = {name: place.read_text().split() for name, place in told.items()}
    assert heard["pandoc"][:2] == ["--from=markdown", "--to=docx"]
    assert heard["pandoc"][3].endswith("/plan.md")
    assert heard["libreoffice"][0].startswith("-env:UserInstallation=file:///")
    assert heard["libreoffice"][1:5] == ["--headless", "--convert-to", "pdf", "--outdir"]
    assert heard["libreoffice"][6].endswith("/plan.docx")
    assert [Path(each).name for each in heard["typst"]] == ["compile", "plan.typ", "plan.pdf"]


def test_the_usual_name_of_libreoffice_comes_first(installed: Installed):
    usual, other = installed("soffice", WRITES), installed("libreoffice", WRITES)
    assert said()[-1].endswith(": pandoc, Typst.")
    assert usual.exists()
    assert not other.exists()


@pytest.mark.parametrize("deed", ["exit 3", ":"])
def test_a_program_that_makes_no_file_has_failed(installed: Installed, deed: str):
    installed("pandoc", deed)
    assert said()[1].split()[-1] == FAILED


TRICKY = 'a | b "c" \\ #d *e* $f$ <g>'


def tricky() -> Document:
    table = Table("Nr.", (Column("Nr.", 1),), ((cell(f"{TRICKY}\nzweite Zeile"),),))
    return Document(a_head(), (TitleBlock(), Heading(2, TRICKY), paragraph(TRICKY), table))


def test_markdown_keeps_every_sign_and_each_row_on_its_line():
    title, heading, line, table = as_markdown(tricky()).strip().split("\n\n")
    escaped = r"a \| b \"c\" \\ \#d \*e\* \$f\$ \<g\>"
    assert (title, heading, line) == ("# Klärungsbogen", f"## {escaped}", escaped)
    assert table.split("\n") == [r"| Nr\. |", "|---|", f"| {escaped} zweite Zeile |"]


def test_typst_gets_every_sign_in_a_string():
    escaped = r"a | b \"c\" \\ #d *e* $f$ <g>"
    _, title, heading, line, table = as_typst(tricky()).strip().split("\n")
    assert title == '#heading(level: 1, "Klärungsbogen")'
    assert (heading, line) == (f'#heading(level: 2, "{escaped}")', f'#par("{escaped}")')
    assert table == f'#table(columns: 1, table.header("Nr."), "{escaped}\\nzweite Zeile")'
