"""Lead times on paper: what must be begun by when for the wished Livegang, and by whom."""

from collections.abc import Sequence
from typing import Final

from amt24web.documents.outline import Block, Heading, paragraph
from amt24web.documents.tabulated import columns, rows_table
from amt24web.domain.assessments import LeadTimeReading
from amt24web.domain.wording import counted, german_date

TITLE: Final = "Vorlauf"
HEADS: Final = columns(("Beginnen bis", 17), ("Was", 47), ("Wer", 36))
COUNTED_BACK: Final = "Gerechnet vom gewünschten Livegang am {day} zurück."
NO_DAY: Final = (
    "Ein gewünschter Livegang ist noch nicht eingetragen. Deshalb stehen hier Wochen statt Tage."
)
OUR_PROPOSAL: Final = "Wo keine Quelle eine Zahl nennt, sind die Wochen unser Vorschlag."


def lead_times_section(
    lead_times: Sequence[LeadTimeReading], wished_start: str
) -> tuple[Block, ...]:
    """The lead times under a heading, earliest first; nothing if none is known.

    ``wished_start`` is the day of the wished Livegang as it is said, empty without one.
    """
    if not lead_times:
        return ()
    counting = COUNTED_BACK.format(day=wished_start) if wished_start else NO_DAY
    rows = [(begin_by(line), line.text, line.who) for line in lead_times]
    return (
        Heading(1, TITLE),
        paragraph(f"{counting} {OUR_PROPOSAL}", muted=True),
        rows_table(TITLE, HEADS, rows),
    )


def begin_by(line: LeadTimeReading) -> str:
    """The last day to begin; without a Livegang the weeks before it."""
    if line.begin_by is not None:
        return german_date(line.begin_by)
    return f"{counted(line.weeks, 'Woche', 'Wochen')} vorher"
