"""What is kept beside the answers, in words: comments, marks, notes, sign-offs, closed stages.

Every such record has a key with a prefix. A prefix that is not in the table is told plainly, so
that the history never hides anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from amt24web.catalogue.structure import STAGES, Catalogue
from amt24web.domain.records import COMMENT, MARK, Content, Json
from amt24web.domain.vocabulary import SignOffOutcome, SignOffWay
from amt24web.domain.wording import STAGE_TITLES, german_date, label
from amt24web.rules import certified, findings, promises, sign_offs

REMARK = "Bemerkung"
NAME_OF_WORDS: Mapping[str, str] = {
    SignOffOutcome.ON_CONDITION: "Auflage",
    SignOffOutcome.REFUSED: "Begründung",
}
Parts: TypeAlias = tuple[tuple[str, str], ...]
"""What was said: the name of each part, and its text; some are empty."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record beside the answers: its name, what it says, and how it calls its subject.

    Without ``subject`` the rest of the key is a question.
    """

    name: str
    said: Callable[[Content], Parts]
    subject: Callable[[Catalogue, str], str] | None = None


def kind_of(key: str) -> tuple[Kind | None, str]:
    """The kind of a record and the rest of its key; no kind for answers and rows."""
    prefix, colon, rest = key.partition(":")
    if not colon:
        return None, key
    return KINDS_BESIDE.get(prefix + colon) or _unknown(prefix.capitalize()), rest


def _unknown(name: str) -> Kind:
    def said(content: Content) -> Parts:
        text = _plain(content.value)
        return ((name, text), ("Begründung", content.reason), ("Notiz", content.note))

    return Kind(name, said)


def _plain(value: Json) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_plain(part)}" for name, part in value.items())
    if isinstance(value, list):
        return "\n".join(_plain(part) for part in value)
    return "" if value is None else str(value)


def _comment(content: Content) -> Parts:
    return (("Kommentar", str(content.value or "")),)


def _mark(content: Content) -> Parts:
    return (("Markierung", "gesetzt" if content.value is True else ""),)


def _note(content: Content) -> Parts:
    # The value is a fingerprint of the answers behind the finding; it tells people nothing.
    return (("Begründung", content.reason),)


def _sign_off(content: Content) -> Parts:
    said = _dict(content.value)
    names = [str(said[part]) for part in ("name", "function") if said.get(part)]
    return (
        ("Ergebnis", _word(SignOffOutcome, said.get("outcome"))),
        ("Wer", ", ".join(names)),
        ("Wann", _day(said.get("day"))),
        ("Wie", _word(SignOffWay, said.get("way"))),
        *_words(said),
        ("Ersetzt die Entscheidung von", str(said.get(sign_offs.REPLACES, ""))),
        ("Beleg", str(said.get(sign_offs.PROOF, ""))),
        ("Zurückgezogen, weil", content.reason),
    )


def _words(said: Mapping[str, Any]) -> Parts:
    """The words of a sign-off under the name that fits what was decided."""
    words, outcome = str(said.get("words", "")), said.get("outcome")
    name = NAME_OF_WORDS.get(str(outcome), REMARK)
    names = (*NAME_OF_WORDS.values(), REMARK)
    return tuple((part, words if part == name else "") for part in names)


def _closing(content: Content) -> Parts:
    said = _dict(content.value)
    counts = _dict(said.get("counts"))
    conditions = said.get("conditions")
    imposed = [_dict(one) for one in conditions] if isinstance(conditions, list) else []
    return (
        ("Abgeschlossen am", _day(said.get("day"))),
        ("Geklärt", f"{counts.get('done')} von {counts.get('total')} Fragen" if counts else ""),
        ("Auflagen", "\n".join(_condition(one) for one in imposed)),
        ("Wieder geöffnet, weil", content.reason),
        ("Notiz", content.note),
    )


def _certified(content: Content) -> Parts:
    said = _dict(content.value)
    facts, changes = _dict(said.get(certified.RESTS_ON)), said.get(certified.CHANGES)
    accepted = [str(one) for one in changes] if isinstance(changes, list) else []
    return (
        ("Bleibt gültig, weil", str(said.get(certified.CONFIRMED, ""))),
        ("Trotz der Änderungen", "\n".join(accepted)),
        ("Beruht auf", "\n".join(f"{what}: {words}" for what, words in facts.items())),
    )


def _condition(said: Mapping[str, Any]) -> str:
    return f"{said.get('title')}: {said.get('name')}, bis {_day(said.get('until'))}"


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _day(text: Any) -> str:
    return german_date(date.fromisoformat(str(text))) if text else ""


def _word(words: type[StrEnum], value: Any) -> str:
    return label(words(value)) if value in set(words) else ""


def _signed(catalogue: Catalogue, sign_off_id: str) -> str:
    return next((s.text for s in catalogue.sign_offs if s.id == sign_off_id), sign_off_id)


def _closed(_catalogue: Catalogue, slug: str) -> str:
    return STAGE_TITLES[STAGES[slug]] if slug in STAGES else slug


KINDS_BESIDE: Mapping[str, Kind] = {
    COMMENT: Kind("Kommentar", _comment),
    MARK: Kind("Markierung", _mark),
    findings.RECORD_PREFIX: Kind("Umgang mit einem Hinweis", _note),
    sign_offs.RECORD_PREFIX: Kind("Mitzeichnung", _sign_off, _signed),
    promises.RECORD_PREFIX: Kind("Abschluss", _closing, _closed),
    certified.RECORD_PREFIX: Kind("Zertifizierung", _certified, lambda _catalogue, _rest: "Stand"),
}
