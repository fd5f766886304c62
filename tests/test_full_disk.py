"""A disk that is full: an order is taken wholly or not at all, drawn later, and kept once."""

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from amt24web.domain.errors import Unavailable
from amt24web.jobs import Jobs
from amt24web.rules.submissions import VALUE, Submission
from amt24web.storage.database import db, reading, utc_now
from amt24web.storage.paper_orders import PaperOrder
from amt24web.storage.renditions import Rendition, StoredFile
from amt24web.usecases import drawing, rendering
from amt24web.usecases.answering import Target, record_answer
from tests.documents.files import words_of_pdf
from tests.harness.app import make_app, new_database
from tests.harness.builders import a_person, a_question, a_working_catalogue, an_onlinedienst
from tests.harness.client import Visitor

CATALOGUE = a_working_catalogue(a_question("eins", "langtext"))
LONG = "Damit der Bogen mehr Platz braucht, als in einer Seite der Datenbank noch frei ist. " * 200
DISK = "2m"
A_ROW_BUT_NO_FILE = 8
"""So many pages are enough to note an attempt and too few for the file."""
MOST_ASKED = 4
"""Given up, ordered anew, drawn: nobody has to ask more often once there is room."""
OK, ACCEPTED, UNAVAILABLE = 200, 202, 503


class BoundedFile:
    """A database file that may not grow; SQLite says „database or disk is full“."""

    def __init__(self) -> None:
        self.url = new_database()

    @contextmanager
    def full(self, left: int = 0) -> Iterator[None]:
        """Meanwhile there are no pages left, or so many."""
        with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as connection:
            connection.execute("VACUUM")
            (pages,) = connection.execute("PRAGMA page_count").fetchone()

        def bound(connection: sqlite3.Connection, _entry: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {pages + left}")

        event.listen(db.engine, "connect", bound)
        db.engine.dispose()
        try:
            yield
        finally:
            event.remove(db.engine, "connect", bound)
            db.engine.dispose()


class SmallDisk:
    """A file system of its own for database and queue; needs the right to mount one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder}/amt24web.sqlite3"

    @contextmanager
    def full(self) -> Iterator[None]:
        """Meanwhile something else has taken all the room."""
        ballast = self.folder / "ballast"
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while file.write(b"\0" * 512):
                pass
        try:
            yield
        finally:
            ballast.unlink()


@pytest.fixture(params=["bounded file", "small disk"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BoundedFile | SmallDisk]:
    """Where the database lies, which can be made full."""
    if request.param == "bounded file":
        yield BoundedFile()
        return
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(tmp_path)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("Ein eigenes Dateisystem lässt sich hier nicht einhängen.")
    try:
        yield SmallDisk(tmp_path)
    finally:
        subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


ONE_PAPER = [0, 2, 2]
"""No order, and the paper beside its page numbers."""


class Case:
    """Somebody who wants a paper that takes too long for a request, and the worker."""

    def __init__(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        self.jobs: Jobs = app.extensions["amt24web"]
        self.later = timedelta()
        monkeypatch.setattr(rendering, "SOON_SECONDS", 0.0)
        monkeypatch.setattr(drawing, "utc_now", self.now)
        who = a_person()
        number = an_onlinedienst(who, CATALOGUE)
        record_answer(
            who=who, onlinedienst_id=number, target=Target("eins"),
            submission=Submission({VALUE: [LONG]}, 0), page_id="p", sequence=1,
        )  # fmt: skip
        self.visitor = Visitor(app, who)
        assert self.visitor.get("/onlinedienste").status_code == OK
        self.paper = f"/onlinedienste/{number}/dokumente/klaerung.pdf"

    def now(self) -> datetime:
        return utc_now() + self.later

    def ask(self) -> int:
        """What the person gets; a page in German unless it is the paper."""
        answer = self.visitor.get(self.paper)
        if answer.status_code == OK:
            assert "Damit der Bogen mehr Platz braucht" in " ".join(
                words_of_pdf(answer.data).split()
            )
        else:
            words = {ACCEPTED: "Das Dokument wird gemacht", UNAVAILABLE: "im Moment nicht"}
            assert words[answer.status_code] in answer.text
        return answer.status_code

    def work(self) -> None:
        """The worker looks once; whatever goes wrong is a line in its log, as with Huey."""
        with suppress(Unavailable):
            self.jobs.draw_papers()
        self.later += drawing.LEASE + timedelta(seconds=1)


def counted(table: type) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_order_that_finds_no_room_is_refused_in_german_and_may_be_given_again(
    disk: BoundedFile | SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(disk.url)
    with app.app_context():
        case = Case(app, monkeypatch)
        with disk.full():
            assert case.ask() == UNAVAILABLE
            assert counted(PaperOrder) == 0
        assert case.ask() == ACCEPTED
        case.work()
        assert case.ask() == OK


def test_an_order_outlives_a_full_disk_and_its_file_is_kept_once(
    disk: BoundedFile | SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(disk.url)
    with app.app_context():
        case = Case(app, monkeypatch)
        assert case.ask() == ACCEPTED
        with disk.full():
            case.work()
            assert case.ask() in (ACCEPTED, UNAVAILABLE)
            assert (counted(PaperOrder), counted(StoredFile)) == (1, 0)
        case.work()
        assert case.ask() == OK
        case.work()
        assert case.ask() == OK
        assert [counted(table) for table in (PaperOrder, Rendition, StoredFile)] == ONE_PAPER


def test_while_only_small_things_fit_the_paper_is_never_handed_out_and_never_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    disk = BoundedFile()
    app = make_app(disk.url)
    with app.app_context():
        case = Case(app, monkeypatch)
        assert case.ask() == ACCEPTED
        with disk.full(left=A_ROW_BUT_NO_FILE):
            for _ in range(2 * drawing.MOST_ATTEMPTS):
                case.work()
                assert case.ask() in (ACCEPTED, UNAVAILABLE)
            assert counted(StoredFile) == 0
        answers: list[int] = []
        while OK not in answers and len(answers) < MOST_ASKED:
            case.work()
            answers.append(case.ask())
        assert answers[-1] == OK, answers
        assert [counted(table) for table in (PaperOrder, Rendition, StoredFile)] == ONE_PAPER
