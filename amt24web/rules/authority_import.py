"""Competent bodies from a spreadsheet: which rows come in, which change one, which cannot be taken.

Nothing is written here. The same rows and the same facts always give the same plan, so that what
somebody confirms is what they have seen.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from amt24web.catalogue.structure import Column
from amt24web.domain.records import Content, Json, Record
from amt24web.domain.vocabulary import AnswerState
from amt24web.domain.wording import german_number
from amt24web.rules.answer_kind import People, Reading
from amt24web.rules.authorities import AREA, NAME, identity
from amt24web.rules.facts import cells
from amt24web.rules.sheet_cells import cell_text
from amt24web.rules.sheet_columns import Heads, Rows, recognise_columns
from amt24web.rules.sheet_rows import Refusal, SheetLine, read_lines, unreadable

MISSING = "Diese Angabe fehlt. Ohne sie kommt die Stelle nicht in die Tabelle."
TOO_WIDE = "Die Zeile hat mehr Spalten als die Tabelle. Bitte ergänzen Sie eine Kopfzeile."
AGAIN = "Stelle und Gebiet stehen schon in Zeile {line}."
AMBIGUOUS = (
    "Diese Stelle steht mehrmals in der Tabelle. Bitte ändern Sie sie auf ihrer eigenen Seite."
)
TOO_MANY = "Die Tabelle ist voll: Mehr als {most} Stellen sind nicht vorgesehen."
SAME_NAME = "Diesen Namen gibt es schon: {areas}. Die Zeile kommt als weitere Stelle dazu."
NO_AREA = "ohne Gebiet"
WHOLE_LINE = "ganze Zeile"
MOST_AREAS = 3

Identity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that is filled or changed; ``key`` is the column's id."""

    key: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One line that is taken: a new body (no ``uid``), or changes to one that is there."""

    line: int
    uid: str
    name: str
    area: str
    content: Content
    changes: tuple[Change, ...]
    hint: str = ""

    @property
    def further(self) -> tuple[Change, ...]:
        """What is to be told beside name and area, which head the line of a new body."""
        return tuple(c for c in self.changes if self.uid or c.key not in (NAME, AREA))


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do; ``unchanged`` counts lines that say what is there already.

    ``left_over`` are the refused lines with a head, to be mended.
    """

    heads: Heads
    added: tuple[Incoming, ...]
    changed: tuple[Incoming, ...]
    unchanged: int
    refusals: tuple[Refusal, ...]
    left_over: Rows

    @property
    def taken(self) -> int:
        """How many lines would be written."""
        return len(self.added) + len(self.changed)

    @property
    def refused(self) -> int:
        """How many lines cannot be taken."""
        return len({refusal.line for refusal in self.refusals})

    @property
    def is_empty(self) -> bool:
        """Whether there is no line at all."""
        return not (self.taken or self.unchanged or self.refusals)

    @property
    def fingerprint(self) -> str:
        """The same for the same changes to the same bodies."""
        said = [
            (line.line, line.uid, [(c.column, c.before, c.after) for c in line.changes])
            for line in (*self.added, *self.changed)
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def plan_import(
    rows: Rows, columns: Sequence[Column], bodies: Sequence[Record], people: People, most: int
) -> Plan:
    """Read lines of text as bodies; ``most`` is how many the table may hold in all."""
    heads = recognise_columns(rows, columns)
    desk = _Desk(columns, people, _by_identity(bodies), _areas(bodies), most, most - len(bodies))
    for line in read_lines(rows, heads):
        desk.take(line)
    return Plan(
        heads=heads,
        added=tuple(desk.added),
        changed=tuple(desk.changed),
        unchanged=desk.unchanged,
        refusals=tuple(desk.refusals),
        left_over=_left_over(rows, heads, sorted({refusal.line for refusal in desk.refusals})),
    )


def _left_over(rows: Rows, heads: Heads, lines: Sequence[int]) -> Rows:
    """Refused lines with a head; columns that nobody reads are left out."""
    places = [place for place, column in enumerate(heads.places) if column]
    head = [column.text for column in heads.known]
    refused = [rows[number - 1] for number in lines]
    kept = [[*(row[p] if p < len(row) else "" for p in places), *_beyond(row, heads)]
            for row in refused]  # fmt: skip
    return [head, *kept] if kept else ()


def _beyond(row: Sequence[str], heads: Heads) -> Sequence[str]:
    return () if heads.head_line else row[len(heads.places) :]


def _by_identity(bodies: Sequence[Record]) -> Mapping[Identity, list[Record]]:
    there: dict[Identity, list[Record]] = defaultdict(list)
    for body in bodies:
        said = {**cells(body.content), **body.content.raw}
        there[identity(str(said.get(NAME) or ""), str(said.get(AREA) or ""))].append(body)
    return there


def _areas(bodies: Sequence[Record]) -> Mapping[str, list[str]]:
    """The areas that are there by name."""
    areas: dict[str, list[str]] = defaultdict(list)
    for body in bodies:
        said = cells(body.content)
        name, _ = identity(str(said.get(NAME) or ""), "")
        areas[name].append(str(said.get(AREA) or NO_AREA))
    return areas


@dataclass
class _Desk:
    """Lines being judged one after the other: later ones know the earlier ones."""

    columns: Sequence[Column]
    people: People
    there: Mapping[Identity, list[Record]]
    areas: Mapping[str, list[str]]
    most: int
    free: int
    seen: dict[Identity, int] = field(default_factory=dict)
    added: list[Incoming] = field(default_factory=list)
    changed: list[Incoming] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    unchanged: int = 0

    def take(self, line: SheetLine) -> None:
        """Decide about one line."""
        who = identity(line.text(NAME), line.text(AREA))
        bodies = self.there.get(who, [])
        if any(not self._differing(line, body) for body in bodies) and not line.beyond:
            self.unchanged += 1
            return
        body = bodies[0] if bodies and who[0] else None
        if refusals := self._refusals(line, who, bodies) or self._unreadable(line, body):
            self.refusals += refusals
            return
        self.seen[who] = line.number
        (self.changed if body else self.added).append(self._incoming(line, body))

    def _differing(self, line: SheetLine, body: Record | None) -> frozenset[str]:
        """The columns in which a line says something else than the body."""
        content = body.content if body else Content()
        return frozenset(
            key for key, reading in line.readings.items() if not _says(content, key, reading)
        )

    def _refusals(
        self, line: SheetLine, who: Identity, bodies: Sequence[Record]
    ) -> tuple[Refusal, ...]:
        """Why the line as a whole cannot be taken."""
        if line.beyond:
            return (self._refusal(line, TOO_WIDE),)
        if who in self.seen:
            return (self._refusal(line, AGAIN.format(line=self.seen[who])),)
        if len(bodies) > 1 and who[0]:
            return (self._refusal(line, AMBIGUOUS),)
        needed = [column for column in self.columns if column.required or column.id == NAME]
        if lacking := [column for column in needed if column.id not in line.readings]:
            return tuple(self._refusal(line, MISSING, column.text) for column in lacking)
        if not bodies and len(self.added) >= self.free:
            return (self._refusal(line, TOO_MANY.format(most=german_number(self.most))),)
        return ()

    def _refusal(self, line: SheetLine, reason: str, column: str = WHOLE_LINE) -> Refusal:
        return Refusal(line.number, line.text(NAME), column, "", reason)

    def _unreadable(self, line: SheetLine, body: Record | None) -> tuple[Refusal, ...]:
        return unreadable(line, self.columns, self._differing(line, body), line.text(NAME))

    def _incoming(self, line: SheetLine, body: Record | None) -> Incoming:
        differing = self._differing(line, body)
        readings = {key: line.readings[key] for key in differing}
        content = _with(body.content if body else Content(), readings)
        before, after = body or Record(""), Record("", content=content)
        return Incoming(
            line=line.number,
            uid=body.row_uid if body else "",
            name=line.text(NAME),
            area=line.text(AREA),
            content=content,
            changes=tuple(
                Change(
                    column.id,
                    column.text,
                    cell_text(before, column, self.people),
                    cell_text(after, column, self.people),
                )
                for column in self.columns
                if column.id in differing
            ),
            hint="" if body else self._hint(line),
        )

    def _hint(self, line: SheetLine) -> str:
        areas = self.areas.get(identity(line.text(NAME), "")[0], [])
        return SAME_NAME.format(areas=", ".join(areas[:MOST_AREAS])) if areas else ""


def _says(content: Content, column_id: str, reading: Reading) -> bool:
    """Whether a content says in a column what was read, be it readable or not."""
    raw = content.raw.get(column_id, "")
    if raw or reading.problem:
        return _one_line(raw) == _one_line(reading.raw)
    return _one_line(cells(content).get(column_id)) == _one_line(reading.value)


def _one_line(value: Json) -> Json:
    """Blanks and line breaks do not survive every spreadsheet; they make no difference."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _with(base: Content, readings: Mapping[str, Reading]) -> Content:
    values: dict[str, Json] = {**cells(base), **{key: r.value for key, r in readings.items()}}
    raw = {key: text for key, text in base.raw.items() if key not in readings}
    return replace(base, value=values, raw=raw, state=AnswerState.ANSWERED)
