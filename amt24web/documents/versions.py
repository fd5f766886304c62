"""Versions on paper: which process, which forms, in which version and state."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from amt24web.documents.outline import Block, Cell, KeyValue
from amt24web.documents.tabulated import (
    columns,
    facts_table,
    listed,
    or_open,
    period,
    rows_section,
)
from amt24web.domain.papers.parts import Artefact

TITLE: Final = "Gegenstand und Versionen"
NONE_NAMED: Final = "Es sind noch keine Versionen genannt."
COLUMNS: Final = columns(
    ("Was", 18), ("Name", 36), ("Version", 14), ("Status", 14), ("Umgebung", 18)
)
MOST_ON_PAGE_ONE: Final = 6


def versions_in_short(artefacts: Sequence[Artefact]) -> Cell:
    """One line per version for page one; very many are cut short, the table has them all."""
    lines = [artefact.as_line for artefact in artefacts[:MOST_ON_PAGE_ONE]]
    more = len(artefacts) - MOST_ON_PAGE_ONE
    return listed([*lines, f"und {more} weitere" if more > 0 else ""])


def tested_table(
    artefacts: Sequence[Artefact], begins: date | None, ends: date | None, environment: str
) -> KeyValue:
    """What is tested, when and where: how Testplan and Testbericht begin."""
    lines = (
        ("Testobjekt", versions_in_short(artefacts)),
        ("Zeitraum", period(begins, ends)),
        ("Umgebung", environment),
    )
    return facts_table("Testobjekt und Zeitraum", lines, adds_standing=True)


def versions_section(artefacts: Sequence[Artefact], title: str = TITLE) -> tuple[Block, ...]:
    """All versions as a table."""
    rows = [
        (a.kind, a.name, or_open(a.version), or_open(a.status), or_open(a.environment))
        for a in artefacts
    ]
    return rows_section(title, COLUMNS, rows, NONE_NAMED)
