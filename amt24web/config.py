"""Settings read from the environment and validated at start; every wrong one is named at once."""

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "AMT24WEB_"
ROOT = Path(__file__).resolve().parent.parent
"""The checkout: the program runs from where it lies, never as an installed package."""
INSTANCE = ROOT / "instance"
THEMES = ROOT / "static" / "css" / "themes"
SHORTEST_SECRET = 32
DATABASES = ("sqlite", "postgresql+psycopg")


class SettingsError(Exception):
    """One or more settings are wrong; the message names each and says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation is run."""

    secret_key: str
    database_url: str = f"sqlite:///{INSTANCE / 'amt24web.sqlite3'}"
    base_url: str = "http://127.0.0.1:8024"
    catalogue_dir: Path | None = None
    theme: str = "neutral"
    trusted_proxies: int = 0
    max_upload_mb: int = 25
    demo_password: str = ""

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
}
