"""Every statement of the deck has a place in the product, and the place is really there."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.mission_places import GROUPS, LATER, PLACES

CONTENT = Path(__file__).parent.parent / "amt24web" / "catalogue" / "content"
PRESENT = {key: place for key, place in PLACES.items() if place[0] != LATER}
STATEMENTS = [f"{group}{number}" for group, last in GROUPS.items() for number in range(1, last + 1)]


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


@cache
def sections() -> list[dict[str, Any]]:
    return [read(f"klaerung/{path.name}") for path in (CONTENT / "klaerung").glob("*.toml")]


@cache
def addresses() -> set[str]:
    # Loaded only when a page is looked up: the content alone is tested without the web.
    app = import_module("amt24web.app").create_app({"secret_key": "0" * 32})
    return {rule.rule for rule in app.url_map.iter_rules()}


FINDERS: Mapping[str, Callable[[], set[str]]] = {
    "frage": lambda: {q["id"] for s in sections() for q in s["frage"]},
    "abschnitt": lambda: {s["id"] for s in sections()},
    "rolle": lambda: {r["id"] for r in read("rollen.toml")["rolle"]},
    "regel": lambda: {r["id"] for r in read("plausibilitaet.toml")["regel"]},
    "prüfpunkt": lambda: {
        item["id"]
        for path in (CONTENT / "checklisten").glob("*.toml")
        for item in read(f"checklisten/{path.name}")["pruefpunkt"]
    },
    "seite": addresses,
}


def test_every_statement_of_the_deck_has_a_place():
    assert list(PLACES) == STATEMENTS


@pytest.mark.parametrize("statement", PRESENT)
def test_the_place_of_a_statement_exists(statement: str):
    kind, place = PRESENT[statement]
    assert place in FINDERS[kind]()


def test_what_comes_later_is_named_and_counted(record_property: Callable[[str, object], None]):
    later = {key: place for key, (kind, place) in PLACES.items() if kind == LATER}
    record_property("später", len(later))
    print(f"\n{len(later)} von {len(PLACES)} Aussagen folgen später:")
    print("\n".join(f"  {key}: {place}" for key, place in later.items()))
    assert all(later.values())
