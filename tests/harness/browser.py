"""A real browser on a real server: one of each for all browser tests of a process.

Every visit minds its manners: an error in the console, an answer of 500, or a page that scrolls
sideways fails the test, whatever else it was about.
"""

import atexit
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    expect,
    sync_playwright,
)
from werkzeug.serving import WSGIRequestHandler, make_server

from amt24web.usecases import users
from tests.harness.app import make_app

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ABSENT = "Chromium ist nicht installiert (apt-get install chromium); diese Prüfung entfällt."
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update",
            "--disable-sync"]  # fmt: skip
PATIENCE_MS = 15_000
SAVING = "/antworten/"
ADDRESSES = count(1)
expect.set_options(timeout=PATIENCE_MS)  # a busy machine is no failure


class Gate:
    """Holds one request of the server until it is opened."""

    def __init__(self) -> None:
        self.reached, self._opened = threading.Event(), threading.Event()

    def hold(self) -> None:
        """Wait, on the side of the server."""
        self.reached.set()
        self._opened.wait(PATIENCE_MS / 1000)

    def open(self) -> None:
        """Let the request go on."""
        self._opened.set()


class Weather:
    """What befalls the next saves on their way: they wait at a gate, or the server fails."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app
        self.before: list[Callable[[], str]] = []
        self.after: list[Gate] = []
        self.seen = 0

    def fail(self, *statuses: str) -> None:
        """The next saves are answered so, and never reach the application."""
        self.before += [lambda status=status: status for status in statuses]

    def hold_before(self) -> Gate:
        """The next save waits before the application sees it."""
        gate = Gate()
        self.before.append(lambda: gate.hold() or "")
        return gate

    def hold_after(self) -> Gate:
        """The next save is done, but its answer waits."""
        gate = Gate()
        self.after.append(gate)
        return gate

    def clear(self) -> None:
        """Fair weather again."""
        self.before.clear()
        self.after.clear()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Pass the request on, or not."""
        if environ["REQUEST_METHOD"] != "POST" or SAVING not in environ["PATH_INFO"]:
            return self.app(environ, start)
        self.seen += 1
        failure = self.before.pop(0)() if self.before else ""
        if failure:
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            start(failure, [("Content-Type", "text/plain")])
            return [b"trouble"]
        answer = self.app(environ, start)
        if self.after:
            self.after.pop(0).hold()
        return answer


@dataclass(frozen=True)
class Site:
    """The running program."""

    url: str
    app: Flask
    weather: Weather


class _QuietHandler(WSGIRequestHandler):
    def log(self, *_words: Any) -> None:
        """Say nothing."""


@cache
def site() -> Site:
    """The program on a port of its own, with an empty SQLite database."""
    app = make_app()
    weather = Weather(app.wsgi_app)
    server = make_server("127.0.0.1", 0, weather, threaded=True, request_handler=_QuietHandler)
    server.daemon_threads = True  # type: ignore[attr-defined]  # of socketserver's mixin
    threading.Thread(target=server.serve_forever, daemon=True).start()
    atexit.register(server.server_close)
    return Site(f"http://127.0.0.1:{server.server_port}", app, weather)


@cache
def chromium() -> Browser:
    """The browser; skips the test if none is installed."""
    program = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        pytest.skip(ABSENT)
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
    atexit.register(playwright.stop)
    return browser


@dataclass
class Manners:
    """What a page did that no page may do; ``pardoned`` are words of expected trouble."""

    pardoned: tuple[str, ...] = ()
    offences: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to everything a page says."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.offences.append(f"script error: {error}"))
        page.on("response", self._check)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.offences.append(f"console: {message.text}")

    def _check(self, response: Response) -> None:
        if response.status >= 500:
            self.offences.append(f"{response.status} {response.url}")

    def require(self, page: Page) -> None:
        """Fail if there was anything that is not pardoned."""
        if not page.is_closed():
            beyond = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if beyond > 0:
                self.offences.append(f"scrolls sideways by {beyond} px: {page.url}")
        bad = [o for o in self.offences if not any(word in o for word in self.pardoned)]
        assert not bad, bad


@contextmanager
def visit(
    email: str = "",
    *,
    width: int = 1280,
    scheme: Any = "light",
    script: bool = True,
    pardon: tuple[str, ...] = (),
    password: str = "",
) -> Iterator[Page]:
    """A window of somebody, signed in if ``email`` is given; minds manners at the end."""
    context = chromium().new_context(
        base_url=site().url,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=script,
        locale="de-DE",
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    manners = Manners(pardon)
    try:
        if email:
            let_in(context, email, password)
            page.goto("/onlinedienste")
        manners.watch(page)
        context.on("page", manners.watch)
        yield page
        if script:
            manners.require(page)
    finally:
        site().weather.clear()
        context.close()


def let_in(context: BrowserContext, email: str, password: str) -> None:
    """Give a browser the cookie of somebody who has signed in.

    All browsers come from one address; through the form they would soon be slowed down.
    """
    app = site().app
    with app.app_context():
        address = f"198.51.100.{next(ADDRESSES) % 250}"
        token = users.sign_in(email=email, password=password, address=address).token
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    value = signer.dumps({"_user_id": token, "_fresh": True})
    name = app.config["SESSION_COOKIE_NAME"]
    context.add_cookies([{"name": name, "value": value, "url": site().url, "httpOnly": True}])


def sign_in(page: Page, email: str, password: str) -> None:
    """Fill in the form everybody fills in."""
    page.goto("/anmelden")
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort").fill(password)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/onlinedienste")
