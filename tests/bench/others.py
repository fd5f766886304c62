"""The same Testplan made by other programs, where they are installed: pandoc, LibreOffice, Typst.

Each gets the text in its own language and the simplest command line of its manual. None of them is
asked for PDF/A or PDF/UA, and pandoc counts no pages; that speaks for them, not for us.
"""

import re
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from amt24web.documents import plain
from amt24web.documents.outline import Contents, Document, Heading, Table, TitleBlock, resolved
from amt24web.domain.vocabulary import DocumentFormat
from amt24web.domain.wording import label

ROUNDS = 3
PATIENCE = 300
NAME_WIDTH, WIDTH = 44, 20
NOT_FOUND = "Nicht gefunden und deshalb nicht gemessen: {names}."
FAILED = "gescheitert"


@dataclass(frozen=True, slots=True)
class Program:
    """A program that makes a file of a source; ``arguments`` are told both places."""

    name: str
    executables: tuple[str, ...]
    makes: DocumentFormat
    reads: str
    arguments: Callable[[Path, Path], list[str]]


def _pandoc(source: Path, made: Path) -> list[str]:
    return ["--from=markdown", "--to=docx", f"--output={made}", str(source)]


def _libreoffice(source: Path, made: Path) -> list[str]:
    # A profile of its own: it does not talk to a LibreOffice that is open already.
    profile = (source.parent / "profile").as_uri()
    return [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
            "--outdir", str(made.parent), str(source)]  # fmt: skip


def _typst(source: Path, made: Path) -> list[str]:
    return ["compile", str(source), str(made)]


PROGRAMS = (
    Program("pandoc", ("pandoc",), DocumentFormat.DOCX, "plan.md", _pandoc),
    Program(
        "LibreOffice", ("soffice", "libreoffice"), DocumentFormat.PDF, "plan.docx", _libreoffice
    ),
    Program("Typst", ("typst",), DocumentFormat.PDF, "plan.typ", _typst),
)


def beside_others(
    plan: Document, word_file: bytes, ours: Mapping[DocumentFormat, float]
) -> Iterator[str]:
    """Lines to print: milliseconds of CPU for each kind of file, ours and theirs; who is absent.

    LibreOffice converts ``word_file``, our Word file of the plan.
    """
    found = {program: path for program in PROGRAMS if (path := _path(program))}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "plan.md").write_text(as_markdown(plan), encoding="utf-8")
        (place / "plan.typ").write_text(as_typst(plan), encoding="utf-8")
        (place / "plan.docx").write_bytes(word_file)
        theirs = {program: _measured(program, path, place) for program, path in found.items()}
    yield _line("Testplan (60 Fälle), CPU", "amt24web", *(program.name for program in found))
    for made, milliseconds in ours.items():
        cells = (theirs[program] if program.makes is made else "–" for program in found)
        yield _line(label(made), f"{milliseconds:.0f} ms", *cells)
    if absent := [program.name for program in PROGRAMS if program not in found]:
        yield NOT_FOUND.format(names=", ".join(absent))


def _path(program: Program) -> str:
    return next(filter(None, map(shutil.which, program.executables)), "")


def _line(name: str, *cells: str) -> str:
    return (name.ljust(NAME_WIDTH) + "".join(cell.ljust(WIDTH) for cell in cells)).rstrip()


def _measured(program: Program, path: str, place: Path) -> str:
    """The median of a few rounds after one to warm up, or that it did not work."""
    source = place / program.reads
    made = place / "made" / f"plan.{program.makes}"
    command = [path, *program.arguments(source, made)]
    taken = []
    for _ in range(1 + ROUNDS):
        shutil.rmtree(made.parent, ignore_errors=True)
        made.parent.mkdir()
        before = _cpu_of_children()
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        taken.append(_cpu_of_children() - before)
        if done.returncode or not made.is_file():
            return FAILED
    return f"{median(taken[1:]) * 1000:.0f} ms"


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def as_markdown(plan: Document) -> str:
    """The text of a paper in pandoc's Markdown, with headings and tables."""
    return "\n\n".join(_in_markdown(plan)) + "\n"


def _in_markdown(plan: Document) -> Iterator[str]:
    for block in resolved(plan).blocks:
        if isinstance(block, TitleBlock):
            yield f"# {_escaped(plan.head.kind)}"
        elif isinstance(block, Heading):
            yield f"{'#' * block.level} {_escaped(block.text)}"
        elif isinstance(block, Table):
            rows = [[column.title for column in block.columns], *_cells(block)]
            head, *body = ("| " + " | ".join(map(_escaped, row)) + " |" for row in rows)
            yield "\n".join([head, "|---" * len(block.columns) + "|", *body])
        elif not isinstance(block, Contents):
            yield from map(_escaped, plain.lines(block))


def _cells(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        yield [plain.cell_text(content) for content in row]


def _escaped(text: str) -> str:
    """On one line, with nothing in it that Markdown could take for a mark."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def as_typst(plan: Document) -> str:
    """The same in Typst: calls with strings, in which nothing but quotes and backslashes counts."""
    return '#set text(lang: "de")\n' + "\n".join(_in_typst(plan)) + "\n"


def _in_typst(plan: Document) -> Iterator[str]:
    for block in resolved(plan).blocks:
        if isinstance(block, TitleBlock):
            yield f"#heading(level: 1, {_string(plan.head.kind)})"
        elif isinstance(block, Heading):
            yield f"#heading(level: {block.level}, {_string(block.text)})"
        elif isinstance(block, Table):
            titles = ", ".join(_string(column.title) for column in block.columns)
            cells = "".join(f", {_string(cell)}" for row in _cells(block) for cell in row)
            yield f"#table(columns: {len(block.columns)}, table.header({titles}){cells})"
        elif not isinstance(block, Contents):
            yield from (f"#par({_string(line)})" for line in plain.lines(block))


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
