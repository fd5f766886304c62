"""Answers taken from one edition to another: read anew where their question is read otherwise.

What can no longer be read stays as raw text beside its error. Nothing is dropped: a record keeps
its key, and what it said is its value, its raw text, or (where nothing can be typed) its note.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from amt24web.catalogue.structure import AnswerType, Catalogue, Question
from amt24web.domain.records import Content, Json
from amt24web.domain.vocabulary import AnswerState
from amt24web.domain.wording import german_number
from amt24web.rules.answer_kind import People, Reading, Spec
from amt24web.rules.answers import KINDS, PARTICIPANT_UID, SEPARATOR, choice_text, choices_of
from amt24web.rules.facts import all_columns
from amt24web.rules.submissions import VALUE

OPTION_TYPES = (AnswerType.YES_NO, AnswerType.CHOICE, AnswerType.CHOICES)
FORMER = "Bisherige Angabe: {text}"
QUOTED = "„{text}“"


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of one value: read with the new edition, or kept as raw text."""

    reading: Reading
    said: str
    lost_choice: bool

    @property
    def raw(self) -> str:
        """The text that waits beside an error; empty if it could be read."""
        return "" if self.reading.value is not None else self.reading.raw or self.said


def is_read_alike(old: Spec, new: Spec) -> bool:
    """Whether everything that could be said to the one can be said to the other."""
    if old.type is new.type is AnswerType.COMPUTED:
        return True
    return _understood(old) == _understood(new)


def _understood(spec: Spec) -> tuple[object, ...]:
    """What decides whether something can be read as an answer."""
    slugs = frozenset(choice.slug for choice in choices_of(spec))
    return spec.type, slugs, spec.minimum, spec.maximum


def reread(value: Json, raw: str, old: Spec | None, new: Spec, people: People) -> Reread:
    """Read with the new edition what was said in the old one (None: it did not know it)."""
    texts = [raw] if raw else [_text(item, old, people) for item in _items(value)]
    words = _words(value, raw, old, new, people)
    several = new.type is AnswerType.CHOICES or len(words) == 1
    reading = KINDS[new.type].read(words if several else [SEPARATOR.join(texts)], new)
    is_choice = old is not None and old.type in OPTION_TYPES and new.type in OPTION_TYPES
    return Reread(reading, SEPARATOR.join(texts), is_choice and reading.value is None)


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _text(item: Json, old: Spec | None, people: People) -> str:
    """One value as people read it; without the old question only as it is kept."""
    if old is None:
        return german_number(item) if isinstance(item, int | float) else str(item)
    if old.type in OPTION_TYPES:
        return choice_text(choices_of(old), str(item))
    shown = KINDS[old.type].show(item, old, people)
    return shown.text or shown.prose or str(item)


def _words(value: Json, raw: str, old: Spec | None, new: Spec, people: People) -> list[str]:
    """What somebody would type or choose today to say the same."""
    if raw:
        return _several(raw, old, new) or [_offered(raw, new, people)]
    return [_word(item, old, new, people) for item in _items(value)]


def _several(raw: str, old: Spec | None, new: Spec) -> list[str]:
    """The options in a raw text; empty if it is none of several options but a text with commas."""
    if new.type is not AnswerType.CHOICES:
        return []
    parts = [_offered(part, new, {}) for part in raw.split(SEPARATOR)]
    was_several = old is not None and old.type is AnswerType.CHOICES
    is_known = {*parts} <= {choice.slug for choice in choices_of(new)}
    return parts if was_several or is_known else []


def _word(item: Json, old: Spec | None, new: Spec, people: People) -> str:
    slugs = {choice.slug for choice in choices_of(new)}
    is_slug = old is not None and old.type in OPTION_TYPES and item in slugs
    is_uid = new.type is AnswerType.PARTICIPANT and (old is None or old.type is new.type)
    return str(item) if is_slug or is_uid else _offered(_text(item, old, people), new, people)


def _offered(text: str, new: Spec, people: People) -> str:
    """What is chosen for a text where something is chosen; else the text itself."""
    if new.type is AnswerType.PARTICIPANT:
        uid = next((uid for uid, name in people.items() if name == text), "")
        return uid or (QUOTED.format(text=text) if PARTICIPANT_UID.fullmatch(text) else text)
    choices = choices_of(new) if new.type in OPTION_TYPES else ()
    same = (choice.slug for choice in choices if text in (choice.slug, choice.text))
    return next(same, text)


def converted(
    content: Content, old: Spec | None, new: Spec, people: People
) -> tuple[Content, Reread | None]:
    """The content of a question in the new edition, and how it was read; None if it stays."""
    raw = content.raw.get(VALUE, "")
    if (content.value is None and not raw) or (old is not None and is_read_alike(old, new)):
        return content, None
    found = reread(content.value, raw, old, new, people)
    if not raw and _is_same(content.value, found.reading.value):
        return content, None
    return with_reread(content, found, new), found


def _is_same(before: Json, after: Json) -> bool:
    """The same value; several options are the same in any order."""
    if isinstance(before, list) and isinstance(after, list):
        return {*map(str, before)} == {*map(str, after)}
    return before == after


def with_reread(content: Content, found: Reread, new: Spec) -> Content:
    """The content with what was read anew in the place of its value."""
    if new.type is AnswerType.COMPUTED:
        return _noted(content, found.said)
    raw: Mapping[str, str] = {k: text for k, text in content.raw.items() if k != VALUE}
    if found.raw:
        raw = {VALUE: found.raw, **raw}
    value = found.reading.value
    return replace(content, value=value, raw=raw, state=_state(content, value))


def _noted(content: Content, text: str) -> Content:
    """What is worked out from now on is not typed: what was said before becomes a note."""
    note = "\n".join(part for part in (content.note, FORMER.format(text=text)) if part)
    raw = {key: kept for key, kept in content.raw.items() if key != VALUE}
    return replace(content, value=None, raw=raw, note=note, state=_state(content, None))


def _state(content: Content, value: Json) -> AnswerState:
    if content.state in (AnswerState.IN_CLARIFICATION, AnswerState.NOT_APPLICABLE):
        return content.state
    return AnswerState.OPEN if value is None else AnswerState.ANSWERED


def converted_cells(
    content: Content, old: Mapping[str, Spec], new: Mapping[str, Spec], people: People
) -> tuple[Content, dict[str, Reread]]:
    """A row in the new edition, and what became of the cells that are read otherwise, by column.

    Cells of columns that are no more stay where they are; nobody can mend their raw text, so it
    counts as their value from now on.
    """
    values: dict[str, Json] = dict(content.value) if isinstance(content.value, dict) else {}
    raw = dict(content.raw)
    found: dict[str, Reread] = {}
    for name, column in new.items():
        value, typed = values.get(name), raw.get(name, "")
        if value in (None, "", []) and not typed:
            continue
        if name in old and is_read_alike(old[name], column):
            continue
        again = reread(value, typed, old.get(name), column, people)
        if not typed and _is_same(value, again.reading.value):
            continue
        found[name] = again
        values.pop(name, None)
        raw.pop(name, None)
        values |= {} if again.raw else {name: again.reading.value}
        raw |= {name: again.raw} if again.raw else {}
    for name in [name for name in raw if name not in new]:
        values[name] = raw.pop(name)
    if values == (content.value or {}) and raw == content.raw:
        return content, {}
    return replace(content, value=values or None, raw=raw, state=_row_state(values)), found


def _row_state(values: Mapping[str, Json]) -> AnswerState:
    return AnswerState.ANSWERED if values else AnswerState.OPEN


def as_understood(
    catalogue: Catalogue, question: Question, row_uid: str, content: Content, people: People
) -> Content:
    """A content of a former revision as this edition understands it, whichever it was said in."""
    if row_uid:
        columns = {column.id: column for column in all_columns(catalogue, question)}
        return converted_cells(content, {}, columns, people)[0]
    return converted(content, None, question, people)[0]
