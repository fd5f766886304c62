"""The Abschaltprotokoll: why and when the Onlinedienst ended, and what became of everything in it.

Page one says when it was shut down, why, what takes its place, what was still on its way, and how
many steps are not done.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from amt24web.documents.head import Head
from amt24web.documents.open_points import open_points_section
from amt24web.documents.outline import (
    Block,
    Callout,
    Cell,
    Document,
    DocumentControl,
    PageBreak,
    TitleBlock,
    cell,
)
from amt24web.documents.prose import read_prose
from amt24web.documents.signatures import signatures_section
from amt24web.documents.step_table import steps_section
from amt24web.documents.tabulated import (
    STILL_OPEN,
    columns,
    day_or_open,
    facts_table,
    in_one_line,
    listed,
    or_open,
    prose_in_full,
    rows_section,
    shortened_section,
    who_and_when,
)
from amt24web.documents.versions import versions_in_short, versions_section
from amt24web.domain.papers.parts import Declaration
from amt24web.domain.papers.shutdown import (
    Announcement,
    DataStock,
    RemainingWork,
    ShutdownFacts,
)
from amt24web.domain.wording import counted, german_date, german_number

KIND: Final = "Abschaltprotokoll"
SLUG: Final = "abschaltung"
NO_REASON: Final = "Der Grund ist noch nicht festgehalten."
REMAINING_TITLE: Final = "Was noch unterwegs war"
REMAINING_COLUMNS: Final = columns(("Was", 30), ("Anzahl", 12), ("Gezählt am", 16), ("Umgang", 42))
NOTHING_REMAINS: Final = "Es ist noch nicht festgehalten, wie viele Anträge und Entwürfe es gab."
MORE_REMAINING: Final = "Alle {count} stehen unter „Laufende Anträge und Entwürfe“."
MOST_REMAINING: Final = 5
MOST_STEPS: Final = 3
STEPS_TITLE: Final = "Schritte der Abschaltung"
NO_STEPS: Final = "Es sind noch keine Schritte festgehalten."
ANNOUNCEMENT_COLUMNS: Final = columns(
    ("Wer", 26), ("Auf welchem Weg", 24), ("Wann", 14), ("Was", 36)
)
NOTHING_ANNOUNCED: Final = "Es ist noch nichts angekündigt."
STOCK_COLUMNS: Final = columns(
    ("Bestand", 26), ("Verbleib", 28), ("Wer, wann", 22), ("Nachweis", 24)
)
NO_STOCKS: Final = "Es ist noch nicht festgehalten, was aus Daten und Unterlagen wurde."
SIGNERS: Final = (Declaration("Prozesseigner"), Declaration("Anwendungsbetreuung"))


def build_shutdown(head: Head, facts: ShutdownFacts) -> Document:
    """The protocol from its facts."""
    told = [_announcement(announcement) for announcement in facts.announcements]
    blocks = (
        *_page_one(facts),
        PageBreak(),
        *prose_in_full("Begründung", facts.reasons),
        *versions_section(facts.subjects, "Was abgeschaltet wird"),
        *_all_remaining(facts.remaining),
        *rows_section("Ankündigungen", ANNOUNCEMENT_COLUMNS, told, NOTHING_ANNOUNCED),
        *steps_section(STEPS_TITLE, facts.steps, NO_STEPS),
        *rows_section(
            "Daten und Unterlagen", STOCK_COLUMNS, [_stock(s) for s in facts.stocks], NO_STOCKS
        ),
        *open_points_section(facts.open_points),
        *signatures_section("Unterschriften", facts.signatures or SIGNERS),
        DocumentControl(),
    )
    return Document(head, blocks)


def _page_one(facts: ShutdownFacts) -> Iterator[Block]:
    until = f"bis {german_date(facts.contact_until)}" if facts.contact_until else ""
    lines = (
        ("Gegenstand", versions_in_short(facts.subjects)),
        ("Abgeschaltet am", german_date(facts.shut_on)),
        ("Letzter Antrag möglich am", german_date(facts.last_application_on)),
        ("Entschieden", in_one_line(facts.decided_by, german_date(facts.decided_on))),
        ("Nachfolge", facts.successor),
        ("Weg bis dahin", facts.other_way),
        ("Schritte", _progress(facts)),
        ("Ansprechperson danach", in_one_line(facts.contact, until)),
    )
    yield TitleBlock()
    yield facts_table("Angaben zur Abschaltung", lines, adds_standing=True)
    yield Callout("Warum", read_prose(facts.reasons)[:1] or cell(NO_REASON))
    yield from shortened_section(
        REMAINING_TITLE, REMAINING_COLUMNS, [_remaining(work) for work in facts.remaining],
        NOTHING_REMAINS, most=MOST_REMAINING, more=MORE_REMAINING,
    )  # fmt: skip


def _progress(facts: ShutdownFacts) -> Cell:
    """How many steps are done, and the first of those that are not."""
    if not facts.steps:
        return ()
    to_do = [step for step in facts.steps if step.done is None]
    done = len(facts.steps) - len(to_do)
    lines = [f"{step.text} ({who_and_when(step.who, step.planned)})" for step in to_do]
    return (
        *cell(f"{done} von {counted(len(facts.steps), 'Schritt', 'Schritten')} erledigt"),
        *listed([f"Noch zu tun: {line}" for line in lines[:MOST_STEPS]]),
    )


def _remaining(work: RemainingWork) -> tuple[str, ...]:
    number = STILL_OPEN if work.count is None else german_number(work.count)
    return (work.what, number, day_or_open(work.counted_on), or_open(work.handling))


def _all_remaining(remaining: Sequence[RemainingWork]) -> tuple[Block, ...]:
    """All of them once more, if page one has only the first."""
    if len(remaining) <= MOST_REMAINING:
        return ()
    rows = [_remaining(work) for work in remaining]
    title = "Laufende Anträge und Entwürfe"
    return rows_section(title, REMAINING_COLUMNS, rows, NOTHING_REMAINS)


def _announcement(announcement: Announcement) -> tuple[str, ...]:
    day = day_or_open(announcement.day)
    return (announcement.told, announcement.way, day, announcement.words)


def _stock(stock: DataStock) -> tuple[str, ...]:
    done = in_one_line(stock.who, german_date(stock.day))
    return (stock.what, or_open(stock.fate), or_open(done), stock.proof)
