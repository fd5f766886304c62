"""The standards: PDF/A-3a and PDF/UA-1 by veraPDF, the syntax by qpdf."""

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from amt24web.artefacts.logo import read_logo
from amt24web.documents.changes import Compared, build_changes
from amt24web.documents.comparison import compare
from amt24web.documents.outline import (
    Callout,
    CheckItem,
    Checklist,
    Document,
    Heading,
    KeyValue,
    PageBreak,
    Paragraph,
    WritingLines,
    cell,
    paragraph,
    text,
)
from amt24web.documents.prose import read_prose
from amt24web.documents.render import render
from amt24web.documents.sample import build_sample
from amt24web.domain.house_style import Look
from amt24web.domain.vocabulary import DocumentFormat, DocumentState
from tests.documents.later_papers import FULL
from tests.documents.papers import (
    MANY_SCRIPTS,
    a_blank,
    a_clarification,
    a_document,
    a_head,
    a_kickoff,
    a_table,
    file_of,
)
from tests.documents.papers_before_kickoff import a_status_report, an_invitation
from tests.harness.style_files import SVG_LOGO, a_png
from tests.harness.verapdf.conformance import FLAVOURS, check, why_not

pytestmark = pytest.mark.xdist_group("documents")

LINKS = "[**fett** und *schräg*\nin zwei Zeilen](https://example.org) https://example.org/a"
NESTED = "- a\n\n  zweiter Absatz\n\n  - b\n    1. c\n    2. d\n\n  danach\n- e\n\n[x](https://example.org)"
LONG_LIST = "\n".join(f"- Punkt {n} {'und noch ein Wort ' * 12}" for n in range(45))
PAPERS = {
    "clarification.pdf": a_clarification(),
    "kickoff.pdf": a_kickoff(),
    "invitation.pdf": an_invitation(),
    "status_report.pdf": a_status_report(),
    "approved.pdf": a_kickoff(state=DocumentState.APPROVED, approval="Erika Beispiel"),
    "blank.pdf": a_blank(),
    **{f"{name}.pdf": paper for name, paper in FULL.items()},
    "changes.pdf": build_changes(
        a_head(kind="Änderungsübersicht", state=None),
        Compared("Auftaktprotokoll", "Version 1", "Stand von heute"),
        compare(a_kickoff(), a_clarification()),
    ),
    "empty.pdf": Document(a_head(onlinedienst="", organisation=""), ()),
    "scripts.pdf": a_document(
        paragraph(MANY_SCRIPTS),
        Paragraph(text(MANY_SCRIPTS, bold=True)),
        Paragraph(text(MANY_SCRIPTS, italic=True)),
        a_table(caption=MANY_SCRIPTS, is_wide=True),
        onlinedienst=MANY_SCRIPTS,
    ),
    "lists.pdf": a_document(
        *read_prose(LINKS),
        *read_prose(NESTED),
        *read_prose(LONG_LIST),
        KeyValue("x", ((text("A"), read_prose(NESTED)), (text("B"), read_prose(LONG_LIST)))),
        Callout("Ziel", read_prose(NESTED)),
        Checklist(tuple(CheckItem(text(f"Punkt {n}")) for n in range(60))),
    ),
    "long.pdf": a_document(
        Heading(1, "Lang"),
        a_table(60),
        PageBreak(),
        a_table(rows=0),
        a_table(3, is_tall=True),
        WritingLines(3),
        KeyValue("x", ((text("Frage"), read_prose("Wort " * 1500)), (text("leer"), ()))),
        KeyValue("x", ((text("Frage"), cell("W" * 3000)),)),
    ),
}  # fmt: skip


LOOKS = {
    "drawing": Look("Muster", b"", read_logo(SVG_LOGO), "#123a6b"),
    "picture": Look("Muster", b"", read_logo(a_png()), ""),
    "tall": Look("Muster", b"", read_logo(a_png(40, 400)), "#7a1f1f"),
    "wide": Look("Muster", b"", read_logo(a_png(900, 20)), "#767676"),
}
STYLED = {
    f"{name}-{look}.pdf": (paper, LOOKS[look])
    for name, paper in (
        ("kickoff", a_kickoff()),
        ("sample", build_sample("Amt für „Muster“ & <Söhne>", a_head().day)),
        ("nameless", build_sample("", a_head().day)),
    )
    for look in LOOKS
}


def files() -> dict[str, bytes]:
    """Every paper in our look, and some in foreign ones."""
    ours = {name: file_of(document) for name, document in PAPERS.items()}
    theirs = {
        name: render(paper, DocumentFormat.PDF, look) for name, (paper, look) in STYLED.items()
    }
    return ours | theirs


def untagged() -> bytes:
    """A paper whose tag tree was taken away: what must not pass."""
    stripped = io.BytesIO()
    with pikepdf.open(io.BytesIO(file_of(PAPERS["empty.pdf"]))) as pdf:
        del pdf.Root.StructTreeRoot
        del pdf.Root.MarkInfo
        pdf.save(stripped, static_id=True)
    return stripped.getvalue()


@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_every_paper_keeps_both_standards() -> None:
    """One test for all papers: Java is started once, whoever runs the tests."""
    verdicts = check(files())
    assert {(verdict.file, verdict.flavour) for verdict in verdicts} == {
        (name, flavour) for name in (*PAPERS, *STYLED) for flavour in FLAVOURS
    }
    assert [verdict for verdict in verdicts if not verdict.passes] == []


@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_a_file_without_tags_is_found_out() -> None:
    assert [verdict.passes for verdict in check({"untagged.pdf": untagged()})] == [False, False]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf fehlt: apt-get install qpdf")
@pytest.mark.parametrize("name", PAPERS)
def test_the_syntax_of_every_paper_is_sound(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(file_of(PAPERS[name]))
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
