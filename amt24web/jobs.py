"""The tasks Huey runs, each one call of a use case; the bell that wakes the worker; the worker.

What is to be done stands in rows of ours. Huey carries no content: a bell that is lost, or rung
twice, changes nothing, for a sweep rings once a minute anyway.
"""

import logging
import sqlite3
from collections.abc import Callable
from typing import Any

import click
import psycopg
from flask import Flask, current_app
from flask.cli import with_appcontext
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.serializer import SignedSerializer

from amt24web.config import INLINE, Settings
from amt24web.postbox import Postbox
from amt24web.storage.database import journal_mode
from amt24web.usecases import drawing, mailing

QUEUE = "amt24web"
WORKERS = 2
LONGEST_DELAY = 0.5
SECONDS_TO_FINISH = 30
SECONDS_WHEN_INTERRUPTED = 5
SWEEP_SECONDS = 60
RING_TIMEOUT = 2
"""Seconds a request waits at most for a queue that is busy."""
QUEUE_GONE = "Die Warteschlange ist nicht erreichbar. Bitte AMT24WEB_JOBS_URL prüfen."
NO_WORKER_NEEDED = "AMT24WEB_JOBS ist „inline“: Alles wird sofort getan, ein Worker fehlt nicht."

logger = logging.getLogger(__name__)


class Jobs:
    """The tasks of one application, and the queue they wait in. Nothing is opened before use."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.app = app
        self.postbox = (
            Postbox(settings.smtp_url, settings.mail_from) if settings.sends_mail else None
        )
        self.is_inline = settings.jobs == INLINE
        self.huey = _queue(settings)
        self._is_prepared = False
        self._deliver = self.huey.task(name="deliver_mails")(self.deliver_mails)
        self._draw = self.huey.task(name="draw_papers")(self.draw_papers)
        every_minute = self.huey.periodic_task(crontab(minute="*"), name="sweep", expires=60)
        every_minute(self.sweep)

    def deliver_mails(self) -> None:
        """Send what is due, and ring again if that was not all."""
        if self.postbox is None:
            return
        with self.app.app_context():
            is_more_due = mailing.deliver_waiting(send=self.postbox.send)
        if is_more_due:
            self.ring()

    def draw_papers(self) -> None:
        """Draw the papers that took too long for a request, and ring again if more are due."""
        with self.app.app_context():
            is_more_due = drawing.draw_waiting()
        if is_more_due:
            self.ring_for_papers()

    def sweep(self) -> None:
        """Find the rows whose bell was not heard."""
        self.deliver_mails()
        self.draw_papers()

    def ring(self) -> None:
        """Wake the worker for mails."""
        self._wake(self.deliver_mails, self._deliver)

    def ring_for_papers(self) -> None:
        """Wake the worker for papers."""
        self._wake(self.draw_papers, self._draw)

    def _wake(self, do: Callable[[], None], enqueue: Callable[[], object]) -> None:
        """Never fails: whatever ails the bell, the sweep finds the row."""
        try:
            if self.is_inline:
                do()
            else:
                self.prepare()
                enqueue()
        except Exception as error:
            # By its kind only: what a database driver says may hold the address with its password.
            kind = type(error).__name__
            logger.error("the worker could not be woken (%s); the sweep will find it", kind)

    def prepare(self) -> None:
        """Make the tables of the queue, once."""
        if not self._is_prepared:
            self.huey.storage.initialize_schema()
            self._is_prepared = True

    def work(self) -> None:
        """Run until a signal says to stop; what is at hand is finished first."""
        consumer = self.huey.create_consumer(
            workers=WORKERS,
            worker_type="thread",
            max_delay=LONGEST_DELAY,
            scheduler_interval=SWEEP_SECONDS,
            shutdown_timeout=SECONDS_TO_FINISH,
            graceful_signal="TERM",
        )
        consumer.run()
        for _, thread in consumer.worker_threads:
            thread.join(SECONDS_WHEN_INTERRUPTED)
        self.huey.storage.close()


def init_app(app: Flask) -> tuple[Callable[[], None], Callable[[], None]]:
    """Add the tasks and the command that runs them; returns the bells for mails and papers."""
    jobs = Jobs(app, app.config["SETTINGS"])
    app.extensions[QUEUE] = jobs
    app.cli.add_command(run_worker)
    return jobs.ring, jobs.ring_for_papers


def _queue(settings: Settings) -> Huey:
    # Signed, for Huey unpickles what it finds: who may write to the queue must not run code here.
    usual: dict[str, Any] = {
        "results": False,
        "create_tables": False,
        "serializer": SignedSerializer(secret=settings.secret_key, salt=QUEUE),
    }
    scheme, _, place = settings.jobs_place.partition("://")
    if scheme == "sqlite":
        journal = journal_mode(sqlite3.sqlite_version_info)
        return SqliteHuey(QUEUE, filename=place.removeprefix("/"), journal_mode=journal,
                          timeout=RING_TIMEOUT, **usual)  # fmt: skip
    return PostgresHuey(QUEUE, dsn=f"postgresql://{place}", connect_timeout=RING_TIMEOUT, **usual)


@click.command("worker")
@with_appcontext
def run_worker() -> None:
    """Sendet Mails und macht große Papiere. Läuft, bis ein Signal ihn beendet."""
    jobs: Jobs = current_app.extensions[QUEUE]
    if jobs.is_inline:
        raise click.ClickException(NO_WORKER_NEEDED)
    try:
        jobs.prepare()
    except (sqlite3.Error, psycopg.Error) as problem:
        raise click.ClickException(QUEUE_GONE) from problem
    jobs.work()
