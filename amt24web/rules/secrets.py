"""Secrets are never kept: a row marked as secret has no values, only who has them.

A row that has a cell „Geheim“ is one of the parameter sheet. Its values are dropped before anything
is written if it is marked, or if its name sounds like a secret and nobody says that it is none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from amt24web.catalogue.structure import Column
from amt24web.domain.records import Content, Json

MARK, NAME = "geheim", "name"
VALUES = ("wert_entwicklung", "wert_produktion")
SECRET_NAME = re.compile(
    r"passwor|kennwort|secret|geheim|token|keystore|private?[ _-]?key|api[ _-]?key|credential"
    r"|zugangsdaten|\bpin\b",
    re.IGNORECASE,
)
PLACEHOLDER = "•••"
"""Kept in place of what somebody typed, so that the page can say what became of it."""
NOT_KEPT = (
    "Geheimnisse werden hier nicht gespeichert. Leeren Sie das Feld und tragen Sie ein, "
    "bei wem der Wert liegt. Stand er schon einmal hier, tauschen Sie ihn aus."
)


def is_secret(cells: Mapping[str, Json]) -> bool:
    """Whether a row of the parameter sheet is a secret."""
    marked = cells.get(MARK)
    return marked == "ja" or (marked is None and bool(SECRET_NAME.search(str(cells.get(NAME, "")))))


def without_secrets(columns: Sequence[Column], content: Content) -> Content:
    """The content as it may be kept: the values of a secret are gone, and said to be gone."""
    if MARK not in {column.id for column in columns}:
        return content
    cells = dict(content.value) if isinstance(content.value, dict) else {}
    hides = is_secret(cells)
    raw = dict(content.raw)
    for column in VALUES:
        typed = cells.get(column) or raw.get(column, "")
        raw.pop(column, None)
        if hides or typed == PLACEHOLDER:
            cells.pop(column, None)
        if hides and typed:
            raw[column] = PLACEHOLDER
    return replace(content, value=cells or None, raw=raw)


def has_dropped(content: Content) -> bool:
    """Whether the value of a secret was dropped here and the page has yet to be told."""
    return PLACEHOLDER in content.raw.values()


def has_only_dropped(content: Content) -> bool:
    """Whether nothing but values of secrets cannot be taken as it is."""
    return bool(content.raw) and all(typed == PLACEHOLDER for typed in content.raw.values())


def secret_problems(columns: Sequence[Column], content: Content) -> Mapping[str, str]:
    """What to say at the values that were dropped, by column."""
    if MARK not in {column.id for column in columns}:
        return {}
    return {column: NOT_KEPT for column in VALUES if content.raw.get(column) == PLACEHOLDER}
