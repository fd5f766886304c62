"""How many rows a question takes, so that every page stays quick."""

from amt24web.catalogue.structure import Question
from amt24web.domain.vocabulary import RowSource
from amt24web.domain.wording import german_number

MOST_ROWS = 500
MOST_OF_TABLE = {RowSource.AUTHORITIES: 1_000}
"""Competent bodies have pages of their own, where a thousand are as quick as ten."""


def most_rows(question: Question) -> int:
    """How many rows this question may have."""
    source = question.row_source
    return MOST_ROWS if source is None else MOST_OF_TABLE.get(source, MOST_ROWS)


def too_many_rows(question: Question) -> str:
    """What to say to somebody who wants more."""
    return f"Mehr als {german_number(most_rows(question))} Zeilen sind hier nicht vorgesehen."
