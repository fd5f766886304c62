"""Steps of a plan on paper: who does what when, what is done, and the way back."""

from collections.abc import Sequence
from typing import Final

from amt24web.documents.outline import Block
from amt24web.documents.tabulated import columns, day_or_open, or_open, rows_section
from amt24web.domain.papers.parts import PlannedStep
from amt24web.domain.wording import german_date

COLUMNS: Final = columns(
    ("Nr.", 6), ("Schritt", 32), ("Wer", 20), ("Geplant", 13), ("Erledigt", 12), ("Weg zurück", 17)
)


def steps_section(title: str, steps: Sequence[PlannedStep], nothing: str) -> tuple[Block, ...]:
    """The steps in their order under a heading; without steps the sentence ``nothing``."""
    rows = [
        (
            str(number),
            step.text,
            or_open(step.who),
            day_or_open(step.planned),
            german_date(step.done),
            step.way_back,
        )
        for number, step in enumerate(steps, start=1)
    ]
    return rows_section(title, COLUMNS, rows, nothing)
