"""What differs between two editions of the catalogue, in words: new, changed, retired."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Any

from pydantic import BaseModel

from amt24web.catalogue.structure import AnswerType, Catalogue, Section
from amt24web.domain.wording import LABELS, german_date, label

TYPES: Mapping[AnswerType, str] = {
    AnswerType.TEXT: "kurzer Text",
    AnswerType.LONG_TEXT: "langer Text",
    AnswerType.NUMBER: "Zahl",
    AnswerType.DATE: "Datum",
    AnswerType.YES_NO: "Ja oder Nein",
    AnswerType.CHOICE: "eine Auswahl",
    AnswerType.CHOICES: "mehrere Auswahlen",
    AnswerType.LEIKA_KEY: "LeiKa-Schlüssel",
    AnswerType.FIM_SCHEMA: "FIM-Datenschema",
    AnswerType.REGION_KEY: "Regionalschlüssel",
    AnswerType.MAIL_ADDRESS: "E-Mail-Adresse",
    AnswerType.SUGGESTED: "Text mit Vorschlägen",
    AnswerType.PARTICIPANT: "jemand aus den Beteiligten",
    AnswerType.COMPUTED: "wird berechnet",
    AnswerType.ROWS: "Zeilen",
    AnswerType.PARTICIPANTS: "Tabelle der Beteiligten",
    AnswerType.AUTHORITIES: "Tabelle der zuständigen Stellen",
}
"""How a type of answer is called where two editions are compared."""

WORDS = {
    "typ": "Art der Antwort", "pflicht": "Verbindlichkeit", "rolle": "Wer antwortet",
    "konsultiert": "Wen man fragt", "optionen": "Antwortmöglichkeiten", "spalte": "Spalten",
    "optionen_aus": "Herkunft der Antwortmöglichkeiten", "spalten": "Gezeigte Spalten",
    "vorschlaege_aus": "Herkunft der Vorschläge", "ausdruck": "Berechnung",
    "ausdruck_aus": "Herkunft der Berechnung", "feste_zeile": "Feste Zeilen",
    "uebernimmt": "Übernimmt Zeilen aus", "uebernimmt_spalten": "Übernommene Spalten",
    "hoechstens": "Höchstens", "zeigt": "Zeigt auch", "stand": "Stand der Quelle",
    "warum": "Warum", "wen": "Wen fragen", "frist_tage": "Frist in Tagen",
    "bedingung_in_worten": "Bedingung", "werte": "Gezeigte Werte", "fragen": "Fragen",
    "noetig_wenn": "Nötig, wenn", "nie_noetig": "Nie nötig", "buchstabe": "Kennbuchstabe",
    "fuer_fachleute": "Nur für Fachleute", "beginnt_mit": "Beginnt in Phase",
    "wenn": "Nötig, wenn", "je": "Je Zeile oder Option", "fall": "Texte je Option",
    "fuehrt_aus": "Führt aus", "prioritaet": "Priorität", "abbruch": "Abbruchfall",
    "ersetzt_durch": "Ersetzt durch", "nur_zeilen": "Nur diese Zeilen", "ausser": "Außer",
    "sonst_einmal": "Sonst einmal", "angaben": "Angaben dazu",
}  # fmt: skip
"""What the editor's words are called; the others are good German as they are."""

LISTS = {
    "sections": "Abschnitte", "ways": "Wege", "kinds": "Arten von Vorhaben", "roles": "Rollen",
    "tables": "Tabellen", "floors": "Untergrenzen des Vertrauensniveaus",
    "means": "Anmeldemittel", "standards": "Standards", "sign_offs": "Mitzeichnungen",
    "contacts": "Ansprechstellen", "lead_times": "Vorlaufzeiten", "test_cases": "Testfälle",
}  # fmt: skip
ENTRY_WORDS = {"choices": "Antwortmöglichkeit", "columns": "Spalte", "fixed_rows": "Feste Zeile",
               "sentences": "Satz", "options": "Option"}  # fmt: skip
IDENTIFIERS = ("id", "slug", "uid")
TITLES = ("text", "title", "message", "reason", "occasion", "id")
ONLY_SOURCE = {"Quelle", WORDS["stand"]}


@dataclass(frozen=True, slots=True)
class Alteration:
    """One respect in which an entry differs; ``before`` or ``after`` is empty if there was none."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that is only in one edition, or in both with what differs."""

    id: str
    title: str
    alterations: tuple[Alteration, ...] = ()

    @property
    def is_minor(self) -> bool:
        """Whether only its source differs: nobody has to read it anew."""
        return all(alteration.what in ONLY_SOURCE for alteration in self.alterations)


@dataclass(frozen=True, slots=True)
class ListChanges:
    """What differs in one list; every id stands in one of the three, or is the same in both."""

    name: str
    new: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    retired: tuple[Entry, ...] = ()
    is_reordered: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the list is the same in both editions."""
        return not (self.number or self.is_reordered)

    @property
    def number(self) -> int:
        """How many entries differ."""
        return len(self.new) + len(self.changed) + len(self.retired)


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """Everything that differs between two editions; ``others`` are the lists with changes."""

    questions: ListChanges
    rules: ListChanges
    others: tuple[ListChanges, ...]

    @property
    def beside_questions(self) -> tuple[ListChanges, ...]:
        """The rules and the other lists, those with changes."""
        return tuple(changes for changes in (self.rules, *self.others) if not changes.is_empty)

    @property
    def is_empty(self) -> bool:
        """Whether the two editions ask and check the same."""
        return self.questions.is_empty and not self.beside_questions


def compare(old: Catalogue, new: Catalogue) -> EditionChanges:
    """What somebody meets who moves from the old edition to the new one."""
    others = (
        _list(name, _by_id(getattr(old, field)), _by_id(getattr(new, field)))
        for field, name in LISTS.items()
    )
    return EditionChanges(
        questions=_list("Fragen", old.questions, new.questions, old.section_of, new.section_of),
        rules=_list("Plausibilitätsregeln", _by_id(old.rules), _by_id(new.rules)),
        others=tuple(changes for changes in others if not changes.is_empty),
    )


def _by_id(entries: Iterable[Any]) -> dict[str, Any]:
    """The entries in force by id."""
    return {entry.id: entry for entry in entries if not getattr(entry, "retired", False)}


def _list(
    name: str,
    old: Mapping[str, BaseModel],
    new: Mapping[str, BaseModel],
    old_places: Mapping[str, Section] | None = None,
    new_places: Mapping[str, Section] | None = None,
) -> ListChanges:
    """Compare two lists; the places are the sections in which the entries stand."""
    altered = {
        key: (*_moved(key, old_places or {}, new_places or {}), *_alterations(old[key], new[key]))
        for key in new
        if key in old
    }
    return ListChanges(
        name=name,
        new=tuple(Entry(key, _title(new[key])) for key in new if key not in old),
        changed=tuple(Entry(k, _title(new[k]), found) for k, found in altered.items() if found),
        retired=tuple(Entry(key, _title(old[key])) for key in old if key not in new),
        is_reordered=[key for key in old if key in new] != list(altered),
    )


def _moved(
    key: str, old_places: Mapping[str, Section], new_places: Mapping[str, Section]
) -> Iterator[Alteration]:
    before, after = old_places.get(key), new_places.get(key)
    if before and after and before.id != after.id:
        yield Alteration("Abschnitt", before.title, after.title)


def _alterations(old: BaseModel, new: BaseModel) -> Iterator[Alteration]:
    """What differs between two entries of the same kind, field by field."""
    for field, declared in type(new).model_fields.items():
        before, after = getattr(old, field), getattr(new, field)
        if before == after or _is_told_elsewhere(field, old, new):
            continue
        alias = declared.alias or field
        what = WORDS.get(alias, alias.replace("_", " ").capitalize())
        if isinstance(after, BaseModel):
            yield from (_within(what, inner) for inner in _alterations(before, after))
        elif field in ENTRY_WORDS:
            yield from _entries(what, ENTRY_WORDS[field], before, after)
        else:
            yield Alteration(what, *_different(before, after))


def _different(before: Any, after: Any) -> tuple[str, str]:
    """Both in words; of two lists only what the other one has not, if that tells them apart."""
    if isinstance(before, tuple) and isinstance(after, tuple) and {*before} != {*after}:
        gone = tuple(item for item in before if item not in after)
        come = tuple(item for item in after if item not in before)
        return _in_words(gone), _in_words(come)
    return _in_words(before), _in_words(after)


def _is_told_elsewhere(field: str, old: BaseModel, new: BaseModel) -> bool:
    """A condition is told in words where there are any; the questions of a section have a list."""
    if field == "condition":
        words = [getattr(entry, "condition_in_words", "") for entry in (old, new)]
        return words[0] != words[1]
    return field == "questions" and isinstance(new, Section)


def _within(what: str, inner: Alteration) -> Alteration:
    return Alteration(f"{what}: {inner.what}", inner.before, inner.after)


def _entries(
    what: str, entry_word: str, before: Sequence[BaseModel], after: Sequence[BaseModel]
) -> Iterator[Alteration]:
    """What differs between two lists of options, columns or fixed rows."""
    old, new = ({_key(entry): entry for entry in entries} for entries in (before, after))
    gone = [_title(old[key]) for key in old if key not in new]
    come = [_title(new[key]) for key in new if key not in old]
    if gone or come:
        yield Alteration(what, " · ".join(gone), " · ".join(come))
    both = [key for key in old if key in new]
    for key in both:
        name = f"{entry_word} „{_title(old[key])}“"
        yield from (_within(name, inner) for inner in _alterations(old[key], new[key]))
    if both != [key for key in new if key in old]:
        yield Alteration(
            f"{what}: Reihenfolge",
            " · ".join(_title(entry) for entry in before),
            " · ".join(_title(entry) for entry in after),
        )


def _key(entry: BaseModel) -> str:
    return str(next(getattr(entry, name) for name in IDENTIFIERS if hasattr(entry, name)))


def _title(entry: BaseModel) -> str:
    """What an entry is called: its text, or what comes nearest."""
    names = (name for name in (*TITLES, *IDENTIFIERS) if getattr(entry, name, ""))
    return str(getattr(entry, next(names)))


def _in_words(value: Any) -> str:
    """One thing an editor wrote, as it is read."""
    said = next((say for kind, say in SAID.items() if isinstance(value, kind)), str)
    return said(value)


def _word(value: StrEnum) -> str:
    return label(value) if type(value) in LABELS else str(value)


def _pairs(value: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}: {_in_words(item)}" for name, item in value.items())


SAID: Mapping[type, Callable[[Any], str]] = {
    AnswerType: TYPES.__getitem__,
    StrEnum: _word,
    bool: lambda value: "ja" if value else "nein",
    date: german_date,
    tuple: lambda value: ", ".join(_in_words(item) for item in value),
    dict: _pairs,
    NoneType: lambda _value: "",
}
"""How values are said, by their type; the first that fits. Everything else is its own text."""
