"""The competent bodies as a table to read: what each does, what is missing, search, filters."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from amt24web.catalogue.structure import Column
from amt24web.domain.records import Record
from amt24web.domain.wording import folded
from amt24web.rules.answer_kind import People
from amt24web.rules.facts import cells
from amt24web.rules.sheet_cells import cell_text

NAME, AREA, REGION_KEY = "name", "gebiet", "ars"
SHOWS, RECEIVES = "zeigt", "nimmt_an"
COMPETENCE, CHANNEL, CONTACT, PHONE, WAVE = (
    "auspraegung",
    "empfangskanal",
    "kontakt",
    "telefon",
    "welle",
)
"""The columns of the table as the catalogue names them; an edition may lack some."""

YES, NO = "ja", "nein"
SEARCHED = (NAME, AREA, REGION_KEY, CONTACT, PHONE, "redakteur")
NEEDED_TO_RECEIVE = (COMPETENCE, CHANNEL, CONTACT, WAVE)
"""Without these nobody can connect a body that takes applications."""
PAGE_SIZE = 50
MOST_WORDS = 8
UNNAMED = "noch ohne Namen"
DUTIES = {
    (YES, YES): "beides",
    (YES, NO): "zeigt Amt24",
    (YES, ""): "zeigt Amt24",
    (NO, YES): "nimmt Anträge an",
    ("", YES): "nimmt Anträge an",
    (NO, NO): "weder noch",
}
DUTY = "Rolle"
"""What is missing if nobody said whether a body is shown or takes applications."""
ROLES = {SHOWS: "zeigt Amt24", RECEIVES: "nimmt Anträge an"}
"""What one can filter by."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which bodies somebody wants to see: words, role, wave, only those with gaps; which page."""

    words: str = ""
    role: str = ""
    wave: str = ""
    incomplete: bool = False
    page: int = 1

    @property
    def is_filtered(self) -> bool:
        """Whether some may be left out."""
        return bool(self.words or self.role or self.wave or self.incomplete)


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """One body in the table; ``missing`` says what is still needed, in the words of the columns."""

    uid: str
    name: str
    area: str
    region_key: str
    duty: str
    competence: str
    channel: str
    contact: str
    phone: str
    wave: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuthorityTable:
    """One page of the table; ``total`` counts all bodies, ``found`` those that were wanted."""

    lines: tuple[AuthorityLine, ...]
    total: int
    found: int
    incomplete: int
    page: int
    pages: int


def authority_table(
    rows: Sequence[Record], columns: Sequence[Column], people: People, wanted: Wanted
) -> AuthorityTable:
    """The bodies that are wanted, in the order of the table, one page of them."""
    by_id = {column.id: column for column in columns}
    gaps = {row.row_uid: missing(row, by_id) for row in rows}
    found = [row for row in rows if _is_wanted(row, wanted, bool(gaps[row.row_uid]))]
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(wanted.page, 1), pages)
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return AuthorityTable(
        lines=tuple(_line(row, by_id, people, gaps[row.row_uid]) for row in shown),
        total=len(rows),
        found=len(found),
        incomplete=sum(map(bool, gaps.values())),
        page=page,
        pages=pages,
    )


def authority_name(row: Record) -> str:
    """What a body is called in lists and headlines."""
    return str(cells(row.content).get(NAME) or UNNAMED)


def identity(name: str, area: str) -> tuple[str, str]:
    """What makes two bodies the same: name and area, whatever case, quotes and blanks."""
    return " ".join(_words(name)), " ".join(_words(area))


def missing(row: Record, columns: Mapping[str, Column]) -> tuple[str, ...]:
    """What is still needed of a body, and what cannot be read."""
    said = cells(row.content)
    needed = [column.id for column in columns.values() if column.required]
    if said.get(RECEIVES) == YES:
        needed += NEEDED_TO_RECEIVE
    raw = row.content.raw
    gaps = [columns[key].text for key in needed
            if key in columns and key not in raw and said.get(key) in (None, "", [])]  # fmt: skip
    duties = [key for key in (SHOWS, RECEIVES) if key in columns]
    if duties and not any(said.get(key) or key in raw for key in duties):
        gaps.append(DUTY)
    unreadable = [f"{columns[key].text} (nicht lesbar)" for key in raw if key in columns]
    return (*gaps, *unreadable)


def _is_wanted(row: Record, wanted: Wanted, has_gaps: bool) -> bool:
    said = cells(row.content)
    if wanted.incomplete and not has_gaps:
        return False
    if wanted.role in ROLES and said.get(wanted.role) != YES:
        return False
    if wanted.wave and said.get(WAVE) != wanted.wave:
        return False
    return not wanted.words or _has_words(row, wanted.words)


def _has_words(row: Record, words: str) -> bool:
    said = cells(row.content)
    text = folded(" ".join(str(said[key]) for key in SEARCHED if said.get(key)))
    return all(word in text for word in folded(words[:200]).split()[:MOST_WORDS])


def _words(text: str) -> Iterable[str]:
    return re.findall(r"\w+", folded(text))


def _line(
    row: Record, columns: Mapping[str, Column], people: People, gaps: tuple[str, ...]
) -> AuthorityLine:
    def text(column_id: str) -> str:
        column = columns.get(column_id)
        return cell_text(row, column, people) if column else ""

    said = cells(row.content)
    return AuthorityLine(
        uid=row.row_uid,
        name=authority_name(row),
        area=text(AREA),
        region_key=text(REGION_KEY),
        duty=DUTIES.get((str(said.get(SHOWS, "")), str(said.get(RECEIVES, ""))), ""),
        competence=text(COMPETENCE),
        channel=text(CHANNEL),
        contact=text(CONTACT),
        phone=text(PHONE),
        wave=text(WAVE),
        missing=gaps,
    )
