"""Defects on paper: what each of them is, and how many there are of which class."""

from collections.abc import Sequence
from typing import Final

from amt24web.documents.outline import Block
from amt24web.documents.tabulated import (
    columns,
    in_one_line,
    rows_section,
    who_and_when,
)
from amt24web.domain.papers.parts import Defect
from amt24web.domain.papers.words import DefectClass, DefectState
from amt24web.domain.wording import label

COLUMNS: Final = columns(
    ("Nr.", 7), ("Abweichung", 31), ("Klasse", 20), ("Stand, Umgehung", 24), ("Wer, bis wann", 18)
)
COUNT_COLUMNS: Final = columns(
    ("Klasse", 28), ("Gefunden", 14), ("Offen", 12), ("Ohne Nachtest", 18), ("Hingenommen", 16),
    ("Erledigt", 12),
)  # fmt: skip
NONE_FOUND: Final = "Es wurde keine Abweichung festgestellt."
STATES: Final = (
    DefectState.OPEN, DefectState.MENDED, DefectState.ACCEPTED, DefectState.RETESTED,
)  # fmt: skip
WEIGHTS: Final = {weight: n for n, weight in enumerate(DefectClass)}


def defects_section(title: str, defects: Sequence[Defect], nothing: str) -> tuple[Block, ...]:
    """Every defect as a row, the gravest first; without defects the sentence ``nothing``."""
    ordered = sorted(defects, key=lambda defect: WEIGHTS[defect.weight])
    return rows_section(title, COLUMNS, [_row(defect) for defect in ordered], nothing)


def _row(defect: Defect) -> tuple[str, ...]:
    about = f"{defect.title} ({defect.case})" if defect.case else defect.title
    state = in_one_line(
        label(defect.state), f"Version {defect.fixed_in}" if defect.fixed_in else ""
    )
    around = f"Umgehung: {defect.workaround}" if defect.workaround else ""
    is_done = defect.state is DefectState.RETESTED
    due = "" if is_done else who_and_when(defect.responsible, defect.until)
    return (
        defect.number,
        about,
        label(defect.weight),
        in_one_line(state, around, between="\n"),
        due,
    )


def counts_section(title: str, defects: Sequence[Defect], nothing: str) -> tuple[Block, ...]:
    """How many defects of each class were found, and how far they have come."""
    rows = [_counts(weight, defects) for weight in DefectClass] if defects else []
    return rows_section(title, COUNT_COLUMNS, rows, nothing)


def _counts(weight: DefectClass, defects: Sequence[Defect]) -> tuple[str, ...]:
    states = [defect.state for defect in defects if defect.weight is weight]
    return (label(weight), str(len(states)), *(str(states.count(state)) for state in STATES))
