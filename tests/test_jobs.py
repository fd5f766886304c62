"""The bell, the sweep and the worker: a queue that carries nothing but „look again“."""

import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from amt24web.domain.vocabulary import DocumentFormat, DocumentKind
from amt24web.jobs import Jobs
from amt24web.rules.mailing import MailDraft
from amt24web.storage.database import journal_mode
from amt24web.usecases import documents, mailing, rendering
from tests.harness.app import DATABASES, SECRET, make_app, new_database
from tests.harness.builders import a_person, a_working_catalogue, an_onlinedienst
from tests.harness.mail_server import SENDER, mail_server

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30.0


def jobs_of(app: Flask) -> Jobs:
    jobs: Jobs = app.extensions["amt24web"]
    return jobs


def a_mail_waiting(text: str = "Guten Tag") -> None:
    who = a_person()
    number = an_onlinedienst(who, a_working_catalogue())
    draft = MailDraft(who.email, "Fragen", text, "s")
    mailing.send_enquiry(
        who=who, onlinedienst_id=number, key="rolle_tt", draft=draft, domain="example.org"
    )


def wait_until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


@contextmanager
def a_worker(database_url: str, mail_url: str) -> Iterator["subprocess.Popen[str]"]:
    """``flask --app wsgi worker`` in a process of its own."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("AMT24WEB_")},
        "AMT24WEB_SECRET_KEY": SECRET,
        "AMT24WEB_DATABASE_URL": database_url,
        "AMT24WEB_SMTP_URL": mail_url,
        "AMT24WEB_MAIL_FROM": SENDER,
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
        cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield worker
    finally:
        if worker.poll() is None:
            worker.kill()
        worker.communicate()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_sends_what_waits_hears_the_bell_and_ends_when_told(
    ending: signal.Signals,
) -> None:
    url = new_database()
    with mail_server() as (server, mail_url):
        app = make_app(url, smtp_url=mail_url, mail_from=SENDER)
        with app.app_context(), a_worker(url, mail_url) as worker:
            a_mail_waiting("von vorher")
            wait_until(lambda: server.taken)
            a_mail_waiting("von eben")
            app.config["RING"]()
            began = time.monotonic()
            wait_until(lambda: len(server.taken) == 2)
            assert time.monotonic() - began < 10  # the sweep alone would take up to a minute
            worker.send_signal(ending)
            _, said = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0, said
    assert "Traceback" not in said
    assert server.texts == ["von vorher\n", "von eben\n"]


@pytest.mark.parametrize("kind", DATABASES)
def test_the_bell_is_heard_through_either_kind_of_queue(kind: str) -> None:
    app = make_app(jobs_url=new_database(kind))
    jobs = jobs_of(app)
    app.config["RING"]()
    app.config["RING"]()
    tasks = [jobs.huey.dequeue(), jobs.huey.dequeue(), jobs.huey.dequeue()]
    assert [type(task).__name__ for task in tasks] == ["deliver_mails", "deliver_mails", "NoneType"]
    jobs.huey.storage.close()


def test_ringing_twice_sends_once() -> None:
    with mail_server() as (server, url):
        app = make_app(smtp_url=url, mail_from=SENDER)
        with app.app_context():
            a_mail_waiting()
        jobs = jobs_of(app)
        jobs.ring()
        jobs.ring()
        for _ in range(2):
            jobs.huey.execute(jobs.huey.dequeue())
    assert len(server.taken) == 1


def test_what_is_more_than_a_portion_is_sent_by_ringing_again() -> None:
    number = mailing.MAILS_AT_ONCE + 3
    with mail_server() as (server, url):
        app = make_app(smtp_url=url, mail_from=SENDER, jobs="inline")
        with app.app_context():
            for n in range(number):
                a_mail_waiting(f"Mail {n}")
            app.config["RING"]()
    assert len(server.taken) == number


def test_the_queue_opens_only_when_it_is_needed(tmp_path: Path) -> None:
    make_app(jobs_url=f"sqlite:///{tmp_path}/jobs.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_the_queue_uses_the_safe_journal(tmp_path: Path) -> None:
    app = make_app(jobs_url=f"sqlite:///{tmp_path}/jobs.sqlite3")
    app.config["RING"]()
    jobs_of(app).huey.storage.close()
    queue = sqlite3.connect(tmp_path / "jobs.sqlite3")
    mode = queue.execute("PRAGMA journal_mode").fetchone()[0]
    queue.close()
    assert mode.upper() == journal_mode(sqlite3.sqlite_version_info)


class Bomb:
    """What somebody might put into the queue who can write to it but has no secret."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (pytest.fail, ("code from the queue was run",))


def test_nothing_is_run_that_was_not_put_there_by_us(tmp_path: Path) -> None:
    jobs = jobs_of(make_app(jobs_url=f"sqlite:///{tmp_path}/jobs.sqlite3"))
    jobs.prepare()
    jobs.huey.storage.enqueue(pickle.dumps(Bomb()) + b":" + b"0" * 40)
    with pytest.raises(ValueError, match="Signature"):
        jobs.huey.dequeue()
    jobs.huey.storage.close()


def test_without_a_mail_server_the_worker_leaves_mails_alone() -> None:
    app = make_app()
    with app.app_context():
        a_mail_waiting()
        jobs_of(app).deliver_mails()
        mails = mailing.outgoing_mail
        with mailing.reading() as session:
            assert [line.state for line in mails.list_lines(session, 1)] == ["waiting"]


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ({"jobs": "inline"}, "inline"),
        ({"jobs_url": "sqlite:////gibt/es/nicht/jobs.sqlite3"}, "AMT24WEB_JOBS_URL"),
        ({"jobs_url": "postgresql+psycopg://u:geheim@127.0.0.1:1/x"}, "AMT24WEB_JOBS_URL"),
    ],
)
def test_a_worker_that_cannot_work_says_why(overrides: dict[str, str], said: str) -> None:
    result = make_app(migrated=False, **overrides).test_cli_runner().invoke(args=["worker"])
    assert result.exit_code == 1
    assert said in result.output
    assert "geheim" not in result.output


def test_a_broken_bell_is_noted_without_its_address(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # import-linter, which runs in the same process, switches off every logger it finds.
    monkeypatch.setattr("amt24web.jobs.logger.disabled", False)
    app = make_app(migrated=False, jobs_url="postgresql+psycopg://u:%zzgeheim@127.0.0.1:1/x")
    app.config["RING"]()
    assert "could not be woken" in caplog.text
    assert "geheim" not in caplog.text


def test_the_worker_draws_a_paper_that_was_too_long_for_a_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = new_database()
    monkeypatch.setattr(rendering, "SOON_SECONDS", 0.0)
    with mail_server() as (_, mail_url):
        app = make_app(url, smtp_url=mail_url, mail_from=SENDER)
        with app.app_context(), a_worker(url, mail_url):
            who = a_person()
            number = an_onlinedienst(who, a_working_catalogue())

            def paper() -> object:
                return documents.produce(
                    who=who, onlinedienst_id=number, kind=DocumentKind.CLARIFICATION,
                    file_format=DocumentFormat.PDF,
                )  # fmt: skip

            assert paper() is None
            app.config["RING_PAPERS"]()
            wait_until(paper)
