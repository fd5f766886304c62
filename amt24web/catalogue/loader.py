"""From TOML files to the catalogue in force: read, lay the operator's overlay over it, validate."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from amt24web.catalogue.filling import filled
from amt24web.catalogue.structure import Catalogue
from amt24web.domain.errors import CatalogueBroken

CONTENT = Path(__file__).parent / "content"
SECTIONS = "klaerung"
CHECKLISTS = "checklisten"
LISTS = (
    "abschnitt", "regel", "weg", "art", "rolle", "tabelle",
    "untergrenze", "mittel", "xoev", "mitzeichnung", "ansprechen", "vorlauf", "testfall",
    "checkliste", "pruefpunkt",
)  # fmt: skip
NESTED = {"abschnitt": "frage", "tabelle": "spalte", "frage": "spalte"}

Entry = dict[str, Any]


def load_catalogue(overlay: Path | None = None) -> Catalogue:
    """The catalogue in force: the shipped content with the operator's overlay laid over it.

    Raises CatalogueBroken with a German message that names file and entry.
    """
    content = _read_folder(CONTENT)
    if overlay is not None:
        if not overlay.is_dir():
            raise CatalogueBroken(f"Den Ordner „{overlay}“ für den Fragenkatalog gibt es nicht.")
        content = _overlaid(content, _read_folder(overlay))
    return _validated(content)


def _read_folder(folder: Path) -> dict[str, list[Entry]]:
    content: dict[str, list[Entry]] = {name: [] for name in LISTS}
    for path in sorted((folder / SECTIONS).glob("*.toml")):
        content["abschnitt"].append(_read_file(path))
    for path in [*sorted(folder.glob("*.toml")), *sorted((folder / CHECKLISTS).glob("*.toml"))]:
        for name, entries in _read_file(path).items():
            if name not in LISTS:
                raise CatalogueBroken(f"{path.name}: „{name}“ ist dort nicht vorgesehen.")
            content[name].extend(entries)
    return content


def _read_file(path: Path) -> Entry:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueBroken(f"{path.name} ist keine lesbare TOML-Datei: {error}") from error


def _overlaid(
    base: Mapping[str, list[Entry]], overlay: Mapping[str, list[Entry]]
) -> dict[str, list[Entry]]:
    return {name: _merge(entries, overlay[name], name) for name, entries in base.items()}


def _merge(base: list[Entry], changes: list[Entry], kind: str) -> list[Entry]:
    """Entries of the overlay replace the fields they name; unknown ids are added at the end."""
    merged = {entry.get("id", ""): entry for entry in base}
    for change in changes:
        entry_id = change.get("id", "")
        known = merged.get(entry_id, {})
        entry = {**known, **change}
        nested = NESTED.get(kind)
        if nested and nested in known and nested in change:
            entry[nested] = _merge(known[nested], change[nested], nested)
        merged[entry_id] = entry
    return list(merged.values())


def _validated(content: Mapping[str, list[Entry]]) -> Catalogue:
    try:
        return Catalogue.model_validate(filled(content))
    except ValidationError as error:
        raise CatalogueBroken("\n".join(_explanations(error, content))) from error


def _explanations(error: ValidationError, content: Mapping[str, list[Entry]]) -> Iterator[str]:
    for problem in error.errors():
        yield f"{_place(problem['loc'], content)}: {problem['msg']}"


def _place(location: tuple[int | str, ...], content: Mapping[str, list[Entry]]) -> str:
    """Say which entry is meant: the ids met on the way, then the field."""
    here: Any = content
    words: list[str] = []
    for step in location:
        here = _step_into(here, step)
        if isinstance(here, dict) and "id" in here:
            words.append(f"„{here['id']}“")
        elif isinstance(step, str):
            words.append(step)
    return " → ".join(words)


def _step_into(here: Any, step: int | str) -> Any:
    try:
        return here[step]
    except (KeyError, IndexError, TypeError):
        return None
