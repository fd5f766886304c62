"""What a revision was about and what it said, part by part, beside what was there before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from amt24web.catalogue.structure import Question, Section
from amt24web.domain.differences import Pieces, difference, excerpt
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import AnswerState, Deed
from amt24web.domain.wording import label
from amt24web.rules.beside import Parts, kind_of
from amt24web.rules.conversion import as_understood
from amt24web.rules.facts import PARTICIPANTS, all_columns, cells, person_label
from amt24web.rules.history import Run
from amt24web.rules.questionnaire import shown_cell, shown_content
from amt24web.rules.responsibility import responsible_name
from amt24web.rules.submissions import due_text
from amt24web.rules.summary import Standing

ANSWER = "Antwort"
SPOKEN_STATES = (AnswerState.IN_CLARIFICATION, AnswerState.NOT_APPLICABLE)
"""The other two follow from the answer itself."""
GONE = "nicht mehr beteiligt"
UNKNOWN = "Frage einer anderen Fassung ({key})"
LONGEST_NAME = 80
NAMING_CELLS = 2
MOST_PARTS = 4
"""So many parts of an entry stand in the whole history; its own page shows all."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a save was about: a question or one of its rows, or ``kind``, something beside it.

    ``question`` is None for what this edition does not know (any more); ``text`` still names it.
    """

    key: str
    row_uid: str
    text: str
    number: str = ""
    kind: str = ""
    row: str = ""
    question: Question | None = None
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One part of what was said, as it changed."""

    name: str
    pieces: Pieces
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a history."""

    run: Run
    deed: Deed
    subject: Subject
    changes: tuple[Change, ...]
    may_restore: bool = False

    @property
    def shortened(self) -> tuple[Change, ...]:
        """The first parts that changed and little around it; those there are if none did.

        What is kept beside the answers comes whole: a condition or a reason is never cut.
        """
        if self._is_whole:
            return self._told
        return tuple(replace(c, pieces=excerpt(c.pieces)) for c in self._told[:MOST_PARTS])

    @property
    def left_out(self) -> int:
        """How many parts that changed are not among the shortened ones."""
        return 0 if self._is_whole else max(0, len(self._told) - MOST_PARTS)

    @property
    def _is_whole(self) -> bool:
        return bool(self.subject.kind)

    @property
    def _told(self) -> tuple[Change, ...]:
        return tuple(c for c in self.changes if c.is_changed) or self.changes


def read_entries(
    standing: Standing,
    runs: Iterable[Run],
    revisions: Mapping[int, Record],
    restorable: Record | None = None,
) -> tuple[Entry, ...]:
    """Runs with what they said; ``revisions`` holds their last steps and those before, by id.

    ``restorable`` is the record as it stands now, if one may bring back what it said before.
    """
    subjects = Subjects(standing)
    return tuple(_entry(subjects, run, revisions, restorable) for run in runs)


def _entry(
    subjects: "Subjects", run: Run, revisions: Mapping[int, Record], restorable: Record | None
) -> Entry:
    now = revisions[run.last.id]
    # What is new has nothing to be compared with: it is shown as it is.
    before = revisions[run.before.id] if run.before else None
    subject = subjects.of(now.key, now.row_uid, now)
    return Entry(
        run=run,
        deed=_deed(before, now),
        subject=subject,
        changes=changes(
            said(subjects.standing, subject, (before or now).content),
            said(subjects.standing, subject, now.content),
        ),
        may_restore=restorable is not None
        and restorable.content != understood(subjects.standing, subject, now.content),
    )


def _deed(before: Record | None, now: Record) -> Deed:
    if before is None:
        return Deed.ADDED
    if _is_gone(now) != _is_gone(before):
        return Deed.REMOVED if _is_gone(now) else Deed.BROUGHT_BACK
    return Deed.MOVED if now.content == before.content else Deed.CHANGED


def _is_gone(record: Record) -> bool:
    """A removed row or comment, or a mark taken off."""
    return record.removed or (record.is_remark and record.content.value is None)


def changes(before: Parts, after: Parts) -> tuple[Change, ...]:
    """Part by part how one content became the other; parts empty in both are left out."""
    return tuple(
        Change(name, difference(old, new), is_changed=old != new)
        for (name, old), (_, new) in zip(before, after, strict=True)
        if old or new
    )


class Subjects:
    """Who is who among the keys of records, in the edition of one Onlinedienst."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        catalogue = standing.catalogue
        asked = [(section, q) for section in catalogue.sections for q in section.questions]
        # The first window on a table stands for it; a question of its own key always for itself.
        self._by_key = {q.record_key: (section, q) for section, q in reversed(asked)}
        self._by_key |= {q.id: (section, q) for section, q in asked}
        self._rules = {rule.id: rule.question for rule in catalogue.rules}

    def of(self, key: str, row_uid: str = "", row: Record | None = None) -> Subject:
        """What a key and a row stand for; the row is named after what it says now, else ``row``."""
        kind, rest = kind_of(key)
        name = kind.name if kind else ""
        if kind and kind.subject:
            return Subject(key, row_uid, kind.subject(self.standing.catalogue, rest), kind=name)
        found = self._by_key.get(self._rules.get(rest, rest))
        if found is None:
            text = rest if kind else UNKNOWN.format(key=key)
            return Subject(key, row_uid, text, kind=name)
        section, question = found
        return Subject(
            key=key,
            row_uid=row_uid,
            text=question.text,
            number=self.standing.catalogue.numbers.get(question.id, ""),
            kind=name,
            row="" if kind or not row_uid else self._row_name(question, row_uid, row),
            question=question,
            section=section,
        )

    def _row_name(self, question: Question, row_uid: str, row: Record | None) -> str:
        kept = self.standing.facts.row(question.record_key, row_uid)
        return row_name(self.standing, question, kept or row or Record(question.id, row_uid))


def row_name(standing: Standing, question: Question, row: Record) -> str:
    """How a row is called in lists: its fixed label, the person, else its first words."""
    fixed = {one.uid: one.text for one in question.fixed_rows}
    if row.row_uid in fixed:
        return fixed[row.row_uid]
    if question.record_key == PARTICIPANTS and row.content.value:
        return person_label(cells(row.content))
    columns = all_columns(standing.catalogue, question)
    texts = [text for c in columns if (text := shown_cell(row, c, standing.facts))]
    name = " · ".join(" ".join(text.split()) for text in texts[:NAMING_CELLS])
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + " …"


def said(standing: Standing, subject: Subject, content: Content) -> Parts:
    """What a content says, part by part; the parts depend on the subject only, some are empty."""
    kind, _ = kind_of(subject.key)
    if kind:
        return kind.said(content)
    if subject.question is None:
        return ((ANSWER, str(content.value or "")),)
    now = understood(standing, subject, content)
    if subject.row_uid:
        return _said_in_row(standing, subject.question, now)
    return ((ANSWER, _value(standing, subject.question, now)), *_around(standing, now))


def understood(standing: Standing, subject: Subject, content: Content) -> Content:
    """A content as the edition in use understands it, also if it was said in another one."""
    if subject.question is None or kind_of(subject.key)[0]:
        return content
    people = standing.facts.people
    return as_understood(standing.catalogue, subject.question, subject.row_uid, content, people)


def _said_in_row(standing: Standing, question: Question, content: Content) -> Parts:
    columns = all_columns(standing.catalogue, question)
    row = Record(question.id, "zeile", content=content)
    return tuple((column.text, shown_cell(row, column, standing.facts)) for column in columns)


def _value(standing: Standing, question: Question, content: Content) -> str:
    if content.value is None and not content.raw.get("value"):
        return ""
    shown = shown_content(standing.catalogue, question, "", content, standing.facts)
    return shown.text or shown.prose or "\n".join(shown.items)


def _around(standing: Standing, content: Content) -> Parts:
    responsible = content.responsible_uid
    name = responsible_name(standing.catalogue, standing.facts, responsible) or GONE
    return (
        ("Stand", label(content.state) if content.state in SPOKEN_STATES else ""),
        ("Nicht zutreffend, weil", content.reason),
        ("Wer klärt", name if responsible else ""),
        ("Bis wann", due_text(content)),
        ("Notiz", content.note),
    )
