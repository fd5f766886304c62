"""Which requirement is proven by which test cases, as one table."""

from collections.abc import Sequence
from typing import Final

from amt24web.documents.outline import Block
from amt24web.documents.tabulated import columns, in_one_line, rows_section
from amt24web.domain.papers.parts import Coverage

TITLE: Final = "Abdeckung"
COLUMNS: Final = columns(("Anforderung", 46), ("Testfälle", 34), ("Ergebnis", 20))
NOT_COVERED: Final = "kein Testfall"
NOTHING: Final = "Es sind noch keine Anforderungen zugeordnet."


def coverage_section(coverage: Sequence[Coverage]) -> tuple[Block, ...]:
    """The table; a requirement without a case stands out by its words."""
    rows = [
        (c.requirement, in_one_line(*c.cases) or NOT_COVERED, c.result or "noch nicht getestet")
        for c in coverage
    ]
    return rows_section(TITLE, COLUMNS, rows, NOTHING)
