"""What is declared once and used in many places: options and expressions filled into questions.

``optionen_aus`` takes options from a list of the catalogue, ``ausdruck_aus`` the expression of a
computed question. An edition keeps the filled form, so that it can be read without this file.
"""

from collections.abc import Mapping
from typing import Any

Entry = dict[str, Any]
Content = Mapping[str, list[Entry]]
LEVELS = ("ohne", "basis", "substantiell", "hoch")
"""The Vertrauensniveau in rising order; the place is the rank."""


def filled(content: Content) -> dict[str, Any]:
    """The content with every ``optionen_aus`` and ``ausdruck_aus`` replaced by what it means."""
    options = {
        "rollen": [{"id": r.get("id"), "text": r.get("text")} for r in content["rolle"]],
        "wege": [_scope_option(way) for way in content["weg"]],
        "arten": [_scope_option(kind) for kind in content["art"]],
        "mittel": [{"id": m.get("id"), "text": m.get("text")} for m in content["mittel"]],
    }
    expressions = {
        "untergrenzen": _call("hoechste", [_floor(floor) for floor in content["untergrenze"]]),
        "mittel": _call("auflistung", [_means(means) for means in content["mittel"]]),
    }
    return {
        name: [_filled(entry, options, expressions) for entry in entries]
        for name, entries in content.items()
    }


def _scope_option(scope: Entry) -> Entry:
    hint = scope.get("beschreibung", "")
    return {"id": scope.get("id"), "text": scope.get("text"), "hinweis": hint}


def _floor(floor: Entry) -> str:
    return f"wenn(({floor.get('bedingung', '')}), {_rank(floor)})"


def _means(means: Entry) -> str:
    reaches = f"'{means.get('konto')}' in konten and rang(vn_ergebnis) <= {_rank(means)}"
    return f"wenn({reaches}, '{means.get('id')}')"


def _rank(entry: Entry) -> int:
    level = entry.get("niveau")
    return LEVELS.index(level) if level in LEVELS else 0


def _call(function: str, arguments: list[str]) -> str:
    """The lowest value alone if nothing is declared: an expression is never empty."""
    return f"{function}({', '.join(arguments)})" if arguments else f"{function}(wenn(1 == 2, 0))"


def _filled(
    entry: Entry, options: Mapping[str, list[Entry]], expressions: Mapping[str, str]
) -> Entry:
    whole = dict(entry)
    if source := entry.get("optionen_aus"):
        whole["optionen"] = options.get(source, [])
    if source := entry.get("ausdruck_aus"):
        whole["ausdruck"] = expressions.get(source, "")
    for nested in ("frage", "spalte"):
        if isinstance(entry.get(nested), list):
            whole[nested] = [_filled(inner, options, expressions) for inner in entry[nested]]
    return whole
