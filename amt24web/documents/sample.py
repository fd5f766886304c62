"""One page that shows a house style at work: every kind of block once, with made-up words."""

from datetime import date
from typing import Final

from amt24web.documents.head import Head
from amt24web.documents.outline import (
    Callout,
    CheckItem,
    Checklist,
    Column,
    Document,
    DocumentControl,
    Heading,
    Table,
    TitleBlock,
    cell,
    paragraph,
    text,
)
from amt24web.documents.prose import read_prose
from amt24web.domain.vocabulary import DocumentState

PROSE: Final = (
    "So stehen Antworten in einem Dokument. Manches ist **wichtig**, manches *nur betont*.\n\n"
    "- ein Punkt in einer Liste\n- noch ein Punkt\n\n"
    "1. erst dies\n2. dann das"
)
ROWS: Final = (
    ("Fachkonzept prüfen", "Erika Beispiel", "15.01.2027"),
    ("Testtermine abstimmen", "Max Muster", "29.01.2027"),
)


def build_sample(organisation: str, day: date) -> Document:
    """The sample paper of a day, under the name of an organisation."""
    head = Head(
        kind="Musterseite",
        onlinedienst="Anmeldung zum Musterkurs",
        day=day,
        organisation=organisation,
        leika_key="99000000000000",
        version="0.1",
        state=DocumentState.DRAFT,
        edited_by="Erika Beispiel",
    )
    columns = (Column("Aufgabe", 5, is_row_header=True), Column("Wer", 3), Column("Bis wann", 2))
    rows = tuple(tuple(cell(words) for words in row) for row in ROWS)
    return Document(
        head,
        (
            TitleBlock(),
            DocumentControl(),
            Heading(1, "A Überschrift der ersten Ebene"),
            *read_prose(PROSE),
            Heading(2, "Überschrift der zweiten Ebene"),
            Table("Aufgaben", columns, rows),
            Callout("Hervorhebung", (paragraph("Was auf keinen Fall übersehen werden soll."),)),
            Checklist(
                (
                    CheckItem(text("angekreuzt"), is_checked=True),
                    CheckItem(text("noch nicht angekreuzt")),
                )
            ),
        ),
    )
