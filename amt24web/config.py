"""Settings read from the environment and validated at start; every wrong one is named at once."""

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

PREFIX = "AMT24WEB_"
ROOT = Path(__file__).resolve().parent.parent
"""The checkout: the program runs from where it lies, never as an installed package."""
INSTANCE = ROOT / "instance"
THEMES = ROOT / "static" / "css" / "themes"
SHORTEST_SECRET = 32
DATABASES = ("sqlite", "postgresql+psycopg")
PLAIN_MAIL = "smtp+plain"
MAIL_SERVERS = ("smtp", "smtps", PLAIN_MAIL)
MAIL_FROM = re.compile(r"(?P<name>[^<>@\"\\]*) <(?P<framed>[^<>]+)>|(?P<bare>[^<>]+)")
MAILBOX = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
INLINE = "inline"

MAIL_FROM_MISSING = (
    f"{PREFIX}MAIL_FROM fehlt. Wer {PREFIX}SMTP_URL setzt, nennt auch den Absender, "
    "zum Beispiel „amt24web@example.org“."
)


class SettingsError(Exception):
    """One or more settings are wrong; the message names each and says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation is run. What may hold a password is never shown."""

    secret_key: str = field(repr=False)
    database_url: str = field(default=f"sqlite:///{INSTANCE / 'amt24web.sqlite3'}", repr=False)
    base_url: str = "http://127.0.0.1:8024"
    catalogue_dir: Path | None = None
    theme: str = "neutral"
    trusted_proxies: int = 0
    max_upload_mb: int = 25
    demo_password: str = field(default="", repr=False)
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    handover_mail_to: str = ""
    jobs: str = ""
    jobs_url: str = field(default="", repr=False)

    @property
    def sends_mail(self) -> bool:
        """Whether a mail server is known; without one nothing is ever sent."""
        return bool(self.smtp_url and self.mail_from)

    @property
    def mail_domain(self) -> str:
        """The part of the sender's address behind the @; empty if nothing is sent."""
        return self.mail_from.rstrip(">").rpartition("@")[2] if self.sends_mail else ""

    @property
    def jobs_place(self) -> str:
        """The address of the queue that wakes the worker: a file beside the database, or as set."""
        if self.jobs_url:
            return self.jobs_url
        kind, _, path = self.database_url.partition(":///")
        database = Path(path) if kind == "sqlite" and path else INSTANCE / "amt24web.sqlite3"
        return f"sqlite:///{database.with_name(f'{database.stem}-jobs.sqlite3')}"

    @property
    def is_secure(self) -> bool:
        """Whether the browser talks to us over https, so that cookies can be bound to it."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def cookie_name(self) -> str:
        """``__Host-`` binds the cookie to this very host; browsers accept it over https only."""
        return "__Host-amt24web" if self.is_secure else "amt24web"


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read and validate all settings. Raises SettingsError naming every problem in German."""
    given = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in environment.items()
        if name.startswith(PREFIX) and value.strip()
    }
    problems = [
        problem for name, check in CHECKS.items() if (problem := check(given.get(name, "")))
    ]
    if "SMTP_URL" in given and "MAIL_FROM" not in given:
        problems.append(MAIL_FROM_MISSING)
    if problems:
        raise SettingsError("Bitte prüfen Sie die Einstellungen:\n- " + "\n- ".join(problems))
    return Settings(
        **{field: read(given[name]) for name, (field, read) in READ.items() if name in given}
    )


def _check_database(url: str) -> str:
    if not url:
        return ""
    scheme = url.split("://", 1)[0]
    if scheme not in DATABASES:
        return (
            f"{PREFIX}DATABASE_URL beginnt mit „{scheme}“. Möglich sind "
            "„sqlite:////voller/pfad.sqlite3“ und „postgresql+psycopg://…“."
        )
    if scheme == "sqlite" and not url.startswith("sqlite:////"):
        return (
            f"{PREFIX}DATABASE_URL nennt einen relativen Pfad. Bitte den vollen Pfad angeben, "
            "zum Beispiel „sqlite:////var/lib/amt24web/amt24web.sqlite3“ (vier Schrägstriche)."
        )
    return ""


def _check_secret(secret: str) -> str:
    if len(secret) >= SHORTEST_SECRET:
        return ""
    return (
        f"{PREFIX}SECRET_KEY fehlt oder ist kürzer als {SHORTEST_SECRET} Zeichen. "
        "Ein guter Wert entsteht mit: python3 -c 'import secrets; print(secrets.token_hex(32))'"
    )


def _check_base_url(url: str) -> str:
    if not url:
        return ""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return ""
    if parts.scheme == "http" and _is_loopback(parts.hostname or ""):
        return ""
    return (
        f"{PREFIX}BASE_URL ist „{url}“. Erlaubt ist https://…, "
        "oder http:// nur auf dem eigenen Rechner (127.0.0.1, localhost)."
    )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_folder(folder: str) -> str:
    if not folder or Path(folder).is_dir():
        return ""
    return f"{PREFIX}CATALOGUE_DIR nennt „{folder}“. Diesen Ordner gibt es nicht."


def _check_theme(theme: str) -> str:
    known = sorted(path.stem for path in THEMES.glob("*.css"))
    if not theme or theme in known:
        return ""
    return f"{PREFIX}THEME ist „{theme}“. Möglich sind: {', '.join(known)}."


def _check_mail_server(url: str) -> str:
    """The address itself is never repeated: it holds a password."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        is_usable = _is_mail_server(parts) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        return (
            f"{PREFIX}SMTP_URL ist nicht lesbar. Möglich sind „smtp://name:passwort@host:587“ "
            "(mit STARTTLS), „smtps://name:passwort@host“ und „smtp+plain://127.0.0.1:1025“. "
            "Sonderzeichen in Name und Passwort schreiben Sie mit Prozentzeichen, „@“ als „%40“."
        )
    if parts.scheme == PLAIN_MAIL and not _is_loopback(parts.hostname or ""):
        return (
            f"{PREFIX}SMTP_URL: Unverschlüsselt („{PLAIN_MAIL}“) geht es nur auf dem eigenen "
            "Rechner (127.0.0.1, localhost)."
        )
    return ""


def _is_mail_server(parts: SplitResult) -> bool:
    is_complete = bool(parts.scheme in MAIL_SERVERS and parts.hostname)
    is_pair = bool(parts.username) == bool(parts.password)
    is_sayable = unquote(parts.netloc).isascii()  # smtplib signs in with nothing else
    has_more = bool(parts.path.strip("/") or parts.query or parts.fragment)
    return is_complete and is_pair and is_sayable and not has_more


def _check_mail_from(sender: str) -> str:
    found = MAIL_FROM.fullmatch(sender) if sender.isprintable() else None
    if not sender or (found and MAILBOX.fullmatch(found["framed"] or found["bare"])):
        return ""
    return (
        f"{PREFIX}MAIL_FROM ist „{sender}“. Erwartet wird eine Adresse, zum Beispiel "
        "„amt24web@example.org“ oder „amt24web Musterstadt <amt24web@example.org>“."
    )


def _check_handover_mail_to(address: str) -> str:
    if not address or MAILBOX.fullmatch(address):
        return ""
    return (
        f"{PREFIX}HANDOVER_MAIL_TO ist „{address}“. Erwartet wird die Adresse des Servicedesks, "
        "zum Beispiel „servicedesk@example.org“."
    )


def _check_jobs(way: str) -> str:
    if way in ("", INLINE):
        return ""
    return f"{PREFIX}JOBS ist „{way}“. Möglich ist „{INLINE}“ (ohne Worker), sonst bitte weglassen."


def _check_jobs_url(url: str) -> str:
    if not url or url.startswith(("sqlite:////", "postgresql+psycopg://")):
        return ""
    return (
        f"{PREFIX}JOBS_URL ist nicht lesbar. Möglich sind „sqlite:////voller/pfad.sqlite3“ "
        "(vier Schrägstriche) und „postgresql+psycopg://…“."
    )


def _check_whole_number(name: str, low: int, high: int) -> Callable[[str], str]:
    def check(written: str) -> str:
        if not written or (written.isdecimal() and low <= int(written) <= high):
            return ""
        return f"{PREFIX}{name} ist „{written}“. Erwartet wird eine Zahl von {low} bis {high}."

    return check


CHECKS = {
    "DATABASE_URL": _check_database,
    "SECRET_KEY": _check_secret,
    "BASE_URL": _check_base_url,
    "CATALOGUE_DIR": _check_folder,
    "THEME": _check_theme,
    "TRUSTED_PROXIES": _check_whole_number("TRUSTED_PROXIES", 0, 9),
    "MAX_UPLOAD_MB": _check_whole_number("MAX_UPLOAD_MB", 1, 100),
    "SMTP_URL": _check_mail_server,
    "MAIL_FROM": _check_mail_from,
    "HANDOVER_MAIL_TO": _check_handover_mail_to,
    "JOBS": _check_jobs,
    "JOBS_URL": _check_jobs_url,
}

READ: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "SECRET_KEY": ("secret_key", str),
    "DATABASE_URL": ("database_url", str),
    "BASE_URL": ("base_url", lambda url: url.rstrip("/")),
    "CATALOGUE_DIR": ("catalogue_dir", Path),
    "THEME": ("theme", str),
    "TRUSTED_PROXIES": ("trusted_proxies", int),
    "MAX_UPLOAD_MB": ("max_upload_mb", int),
    "DEMO_PASSWORD": ("demo_password", str),
    "SMTP_URL": ("smtp_url", str),
    "MAIL_FROM": ("mail_from", str),
    "HANDOVER_MAIL_TO": ("handover_mail_to", str),
    "JOBS": ("jobs", str),
    "JOBS_URL": ("jobs_url", str),
}
