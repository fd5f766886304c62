"""The plain sheets of a Go-Live-Paket: what is known to one content, as text anybody can open."""

from collections.abc import Sequence

from amt24web.documents import plain
from amt24web.documents.answers import question_blocks
from amt24web.documents.characters import legible
from amt24web.documents.csv_table import csv_table
from amt24web.documents.handover_mail import build_handover_mail
from amt24web.documents.head import Head
from amt24web.domain.papers.handover import HandoverFacts
from amt24web.domain.reading import QuestionReading, ShownTable
from amt24web.domain.wording import german_date

RULE = "="


def sheet(title: str, head: Head, questions: Sequence[QuestionReading]) -> bytes:
    """Questions with their answers under a title; open ones say so."""
    lines = [
        title,
        RULE * len(title),
        "",
        f"Onlinedienst: {head.onlinedienst}",
        *([f"Stelle: {head.organisation}"] if head.organisation else []),
        *([f"Leistungsschlüssel: {head.leika_key}"] if head.leika_key else []),
        f"Stand: {german_date(head.day)}",
        "",
    ]
    for block in question_blocks(questions):
        lines += [*plain.lines(block), ""]
    return (legible("\n".join(lines)).rstrip() + "\n").encode()


def mail(head: Head, facts: HandoverFacts) -> bytes:
    """The mail to the Servicedesk, subject first, to be copied."""
    written = build_handover_mail(head, facts)
    return f"Betreff: {written.subject}\n\n{written.body}".encode()


def table(shown: ShownTable) -> bytes:
    """Rows as a file for a spreadsheet."""
    return csv_table(shown.columns, shown.rows)
