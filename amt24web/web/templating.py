"""What every template may use: addresses with content hash, navigation, German filters."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from secrets import token_hex
from typing import Any

from flask import Flask, current_app, request, url_for
from jinja2 import Undefined

from amt24web.config import Settings
from amt24web.domain import wording
from amt24web.domain.vocabulary import AnswerState, DocumentKind, Phase, Severity
from amt24web.web.mailing import mailto, must_be_pasted
from amt24web.web.question_fields import FIELDS
from amt24web.web.security import signed_in_account

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One entry of the main navigation."""

    title: str
    url: str
    is_current: bool


class Nothing(Undefined):
    """What an „if“ without „else“ gives. It says at once that it is printed as nothing.

    Otherwise each one costs a raised and caught error, and a page has hundreds of them.
    """

    __slots__ = ()

    def __html__(self) -> str:
        return ""


def init_app(app: Flask) -> None:
    """Give templates their words."""
    app.jinja_env.undefined = Nothing
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        wort=wording.label,
        datum=wording.german_date,
        zeit=wording.german_time,
        moment=wording.german_moment,
        zahl=wording.german_number,
    )
    app.jinja_env.globals.update(
        asset=_asset,
        datei_grenze=_largest_file,
        heute=lambda: wording.local_day(datetime.now(UTC)),
        field_of=FIELDS.__getitem__,
        gezaehlt=wording.counted,
        mailto=mailto,
        muss_eingefuegt_werden=must_be_pasted,
        neue_seite=lambda: token_hex(8),
        AnswerState=AnswerState,
        Severity=Severity,
        Phase=Phase,
        DocumentKind=DocumentKind,
    )
    app.context_processor(_surroundings)


def _surroundings() -> dict[str, Any]:
    person = signed_in_account()
    settings: Settings = current_app.config["SETTINGS"]
    return {
        "current_person": person,
        "navigation": _navigation() if person else [],
        "sign_out_url": url_for("users.sign_out"),
        "theme": settings.theme,
        "colour_scheme": "",
        "version": _version(),
        "roles": current_app.config["CATALOGUE"].role_names,
    }


def _navigation() -> list[NavigationEntry]:
    here = request.endpoint or ""
    entries = (
        (
            "Onlinedienste",
            "onlinedienste.show_list",
            here.split(".", 1)[0] not in {"help_pages", "tasks", ""},
        ),
        ("Meine Aufgaben", "tasks.show_tasks", here.startswith("tasks.")),
        ("Hilfe", "help_pages.show_help", here.startswith("help_pages.")),
    )
    return [NavigationEntry(title, url_for(endpoint), now) for title, endpoint, now in entries]


def _asset(name: str) -> str:
    """The address of a static file with a hash of its content; browsers may keep it for ever."""
    return url_for("static", filename=name, v=_content_hash(str(current_app.static_folder), name))


def _largest_file(largest: int = 0) -> int:
    """How many MB a file may have: what its field allows, and never more than the installation."""
    settings: Settings = current_app.config["SETTINGS"]
    return min(largest // MEGABYTE or settings.max_upload_mb, settings.max_upload_mb)


@lru_cache(maxsize=256)
def _content_hash(folder: str, name: str) -> str:
    return hashlib.sha256((Path(folder) / name).read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=1)
def _version() -> str:
    try:
        return metadata.version("amt24web")
    except metadata.PackageNotFoundError:
        return "0.1.0"
