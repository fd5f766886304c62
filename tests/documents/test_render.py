"""The process that draws: alone, bounded in time and memory, the same bytes each time."""

import hashlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from amt24web.artefacts.logo import read_logo
from amt24web.documents.coverage import FONT_FOLDER
from amt24web.documents.outline import Document, Heading, paragraph
from amt24web.documents.render import engine, render
from amt24web.domain.errors import RenderingFailed
from amt24web.domain.house_style import Look
from amt24web.domain.vocabulary import DocumentFormat
from tests.documents.papers import a_clarification, a_document, a_head, a_kickoff, a_table, file_of
from tests.harness.style_files import SVG_LOGO

pytestmark = pytest.mark.xdist_group("documents")

ROOT = Path(__file__).resolve().parents[2]
ENDLESS = a_document(*(a_table(400, caption=f"Tabelle {n}") for n in range(30)))

FINGERPRINTS = """
import hashlib
from tests.documents.papers import a_clarification, render
from amt24web.domain.vocabulary import DocumentFormat
if __name__ == "__main__":
    for kind in (DocumentFormat.PDF, DocumentFormat.DOCX):
        print(hashlib.sha256(render(a_clarification(), kind)).hexdigest())
"""
WATCHED = """
import sys
from amt24web.documents import preloaded
from amt24web.documents.child import Wish, drawn
from amt24web.domain.vocabulary import DocumentFormat
from amt24web.artefacts.logo import read_logo
from amt24web.documents.style_template import read_template
from amt24web.domain.house_style import OUR_LOOK, Look
from tests.documents.papers import MANY_SCRIPTS, a_clarification
from tests.harness.style_files import SVG_LOGO, a_png, a_template
looks = (
    OUR_LOOK,
    Look("Muster", read_template(a_template(picture=a_png())), read_logo(SVG_LOGO), "#123a6b"),
    Look("Muster", b"", read_logo(a_png()), "#123a6b"),
)
events = []
def note(event, details):
    if event == "open" or event.startswith(("socket.", "urllib.", "subprocess.", "os.exec")):
        events.append(f"{event} {details[0]}")
sys.addaudithook(note)
for kind in (DocumentFormat.PDF, DocumentFormat.DOCX):
    for look in looks:
        drawn(Wish(a_clarification(organisation=MANY_SCRIPTS), kind, look))
print("\\n".join(events))
"""
FETCHING = """
from amt24web.documents import preloaded
from amt24web.documents.pdf import fetch_nothing
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError
for address in ("https://example.org/x.png", "file:///etc/hostname", "data:image/png;base64,AA"):
    try:
        HTML(string=f'<img src="{address}" alt="x">', url_fetcher=fetch_nothing).write_pdf()
    except FatalURLFetchingError:
        print("refused")
"""
FOREIGN_LOGO = """
from amt24web.documents import preloaded
from amt24web.documents.child import Wish, drawn
from amt24web.domain.house_style import Logo, LogoKind, Look
from amt24web.domain.vocabulary import DocumentFormat
from tests.documents.papers import a_kickoff
import sys
from amt24web.documents.pdf import LogoNotDrawn
def note(event, details):
    if event.startswith(("socket.", "urllib.")) or "hostname" in str(details):
        print(event, details)
sys.addaudithook(note)
for inside in (
    '<image href="https://example.org/x.png" width="9" height="9"/>',
    '<image href="file:///etc/hostname" width="9" height="9"/>',
):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'
    look = Look("x", b"", Logo(LogoKind.SVG, svg.encode()))
    try:
        drawn(Wish(a_kickoff(), DocumentFormat.PDF, look))
    except LogoNotDrawn:
        print("refused")
"""
SWITCHED = """
from amt24web.documents import preloaded
from amt24web.documents.pdf import ink
from tests.documents.files import opened, tags
from tests.documents.papers import a_document, a_table
document = a_document(a_table(120))
for wanted in (True, False):
    print(tags(opened(ink(document, document, with_joined_tables=wanted)[0]))["/Table"])
"""
GREEDY = """
from amt24web.documents import child
child._limit(5)
try:
    bytearray(4_000_000_000)
except MemoryError:
    print("refused")
"""
FORKED = """
import os
from tests.documents.papers import a_document, file_of
if __name__ == "__main__":
    worker = os.fork()
    if not worker:
        print(file_of(a_document())[:5].decode(), flush=True)
        os._exit(0)
    os.waitpid(worker, 0)
"""


def run(script: str, **environment: str) -> list[str]:
    """What a script prints in a process of its own; it must not complain."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def states_of_children() -> Mapping[int, str]:
    """The processes this one has started, by number, with what they are doing."""
    found = {}
    for task in Path("/proc/self/task").iterdir():
        for number in (task / "children").read_text().split():
            about = Path(f"/proc/{number}/stat").read_text()
            found[int(number)] = about.rpartition(")")[2].split()[0]
    return found


def test_the_same_paper_is_the_same_file_in_every_process() -> None:
    here = [
        hashlib.sha256(file_of(a_clarification(), kind)).hexdigest()
        for kind in (DocumentFormat.PDF, DocumentFormat.DOCX)
    ]
    assert run(FINGERPRINTS, PYTHONHASHSEED="1", TZ="Asia/Tokyo") == here
    assert run(FINGERPRINTS, PYTHONHASHSEED="2", LC_ALL="C", LANG="C") == here


def test_state_and_approval_change_the_file_but_not_the_identity() -> None:
    draft, again = a_clarification(), a_clarification(approval="Erika Beispiel")
    assert file_of(draft) != file_of(again)


def test_drawing_reads_fonts_and_our_files_only_and_asks_nobody() -> None:
    allowed = (str(ROOT / "amt24web"), str(ROOT / "static"), sys.prefix, sys.base_prefix)
    foreign = [
        event
        for event in run(WATCHED)
        if not event.startswith("open ") or not event.split()[1].startswith(allowed)
    ]
    assert foreign == []


def test_no_address_is_fetched_whatever_its_kind() -> None:
    assert run(FETCHING) == ["refused"] * 3


def test_a_logo_that_was_not_cleaned_still_fetches_nothing() -> None:
    assert run(FOREIGN_LOGO) == ["refused"] * 2


def test_the_look_is_part_of_the_file_and_the_same_each_time() -> None:
    look = Look("Muster", b"", read_logo(SVG_LOGO), "#123a6b")
    first, second = (render(a_kickoff(), DocumentFormat.PDF, look) for _ in range(2))
    assert first == second
    assert first != file_of(a_kickoff())


def test_joining_tables_can_be_switched_off_and_is_still_needed() -> None:
    joined, apart = map(int, run(SWITCHED))
    assert joined == 1
    assert apart > 1


def test_a_paper_that_takes_too_long_is_given_up_with_a_word() -> None:
    started = time.monotonic()
    with pytest.raises(RenderingFailed, match="nach 0,5 Sekunden noch nicht fertig"):
        render(ENDLESS, DocumentFormat.PDF, seconds=0.5)
    assert time.monotonic() - started < 15


def test_what_cannot_be_drawn_is_refused_with_a_word() -> None:
    impossible = Document(a_head(), ("kein Block",))
    with pytest.raises(RenderingFailed, match="konnte nicht erstellt werden") as failure:
        render(impossible, DocumentFormat.DOCX)
    assert "KeyError" in str(failure.value.__cause__)


def test_the_section_that_cannot_be_drawn_is_named() -> None:
    blocks = (Heading(1, "A Leistung"), paragraph("gut"), Heading(1, "B Beteiligte"), "kein Block")
    with pytest.raises(RenderingFailed, match="scheitert bei „B Beteiligte“"):
        render(Document(a_head(), blocks), DocumentFormat.DOCX)


def test_after_a_failure_the_next_paper_is_drawn() -> None:
    with pytest.raises(RenderingFailed):
        render(ENDLESS, DocumentFormat.PDF, seconds=0.2)
    assert render(a_document(), DocumentFormat.PDF).startswith(b"%PDF")


def test_no_process_is_left_over() -> None:
    render(a_document(Heading(1, "Ende")), DocumentFormat.DOCX)
    with pytest.raises(RenderingFailed):
        render(ENDLESS, DocumentFormat.PDF, seconds=0.2)
    assert "Z" not in states_of_children().values()


def test_threads_may_ask_at_the_same_time() -> None:
    document = a_document(a_table())
    made: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: made.append(render(document, DocumentFormat.PDF)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [file_of(document)] * 4


def test_a_forked_worker_may_draw() -> None:
    assert run(FORKED) == ["%PDF-"]


def test_memory_is_bounded() -> None:
    assert run(GREEDY) == ["refused"]


def test_the_engine_is_named_by_all_it_consists_of() -> None:
    assert len(engine()) == 64
    assert engine() == engine()
    assert FONT_FOLDER.is_dir()
