"""The mail to the Servicedesk that goes with the Go-Live-Übergabe: plain text, or a paper of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from amt24web.documents.characters import legible
from amt24web.documents.handover import APPROVALS
from amt24web.documents.handover_brief import FORMS, TITLE, brief_lines, wish
from amt24web.documents.head import Head
from amt24web.documents.outline import (
    Block,
    Document,
    DocumentControl,
    Heading,
    TitleBlock,
    paragraph,
)
from amt24web.documents.signatures import NO_CONDITIONS, NOT_DECLARED, condition_line, way_of
from amt24web.documents.tabulated import (
    STILL_OPEN,
    facts_table,
    in_one_line,
    list_section,
)
from amt24web.domain.papers.handover import HandoverFacts, PackageContent
from amt24web.domain.papers.parts import Declaration
from amt24web.domain.papers.words import ContentState
from amt24web.domain.wording import german_date, label

TICKET: Final = "Ticketnummer (bitte ergänzen): ____________________"
LONGEST_SUBJECT: Final = 200
NO_CONTENTS: Final = "Es liegt noch keine Datei bei."
Sections: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""The parts of the mail: a title or none, and lines."""
THANKS: Final = "Bitte bestätigen Sie den Empfang und nennen Sie die Ticketnummer."


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject and body of a mail; the subject is one line."""

    subject: str
    body: str


def build_handover_mail(head: Head, facts: HandoverFacts) -> MailText:
    """The mail from the facts of the handover; whatever people typed stays within its line."""
    drawn = ("\n".join(_section(title, lines)) for title, lines in _sections(head, facts))
    return MailText(_subject(head, facts), "\n\n".join(drawn) + "\n")


def build_handover_mail_paper(head: Head, facts: HandoverFacts) -> Document:
    """The same mail to read, to keep and to approve; it is sent as plain text."""
    blocks = (
        TitleBlock(),
        facts_table(
            "Angaben zur E-Mail", (("Betreff", _subject(head, facts)),), adds_standing=True
        ),
        *_paragraphs(_sections(head, facts)),
        Heading(1, "Angaben zum Dokument"),
        DocumentControl(),
    )
    return Document(head, blocks)


def _paragraphs(sections: Sections) -> Iterator[Block]:
    for title, lines in sections:
        said = [_one_line(line) for line in lines if line]
        yield from list_section(title, said) if title else map(paragraph, said)


def _sections(head: Head, facts: HandoverFacts) -> Sections:
    return (
        ("", ("Guten Tag,",)),
        ("", (_after_the_comma(wish(facts)),)),
        ("", (TICKET,)),
        (TITLE, _brief(head, facts)),
        ("Freigaben", tuple(_approval(one) for one in facts.approvals or APPROVALS)),
        ("Auflagen", tuple(map(condition_line, facts.conditions)) or (NO_CONDITIONS,)),
        ("Am Tag erreichbar", facts.reachable or (STILL_OPEN,)),
        ("Inhalt des Pakets", tuple(_contents(facts)) or (NO_CONTENTS,)),
        ("", (THANKS,)),
        ("", ("Mit freundlichen Grüßen", head.edited_by, head.organisation)),
    )


def _subject(head: Head, facts: HandoverFacts) -> str:
    version = f"Prozessversion {facts.process_version}" if facts.process_version else ""
    until = f"Einspielen bis {german_date(facts.wished_on)}" if facts.wished_on else ""
    subject = _one_line(in_one_line(f"Go-Live-Übergabe: {head.onlinedienst}", version, until))
    return subject if len(subject) <= LONGEST_SUBJECT else f"{subject[: LONGEST_SUBJECT - 1]}…"


def _section(title: str, lines: tuple[str, ...]) -> Iterator[str]:
    if title:
        yield title
        yield "-" * len(title)
    yield from filter(None, map(_one_line, lines))


def _after_the_comma(sentence: str) -> str:
    """The sentence as it goes on after „Guten Tag,“."""
    return sentence[:1].lower() + sentence[1:]


def _brief(head: Head, facts: HandoverFacts) -> tuple[str, ...]:
    """The lines of the Steckbrief; each of several forms has a line of its own."""
    return tuple(
        f"{name}: {part}"
        for name, words in brief_lines(head, facts)
        for part in (words.splitlines() if name == FORMS else [words])
    )


def _approval(declaration: Declaration) -> str:
    if declaration.outcome is None:
        return f"{declaration.role}: {NOT_DECLARED}"
    said = in_one_line(
        label(declaration.outcome),
        declaration.who,
        german_date(declaration.day),
        way_of(declaration),
    )
    return f"{declaration.role}: {said}"


def _contents(facts: HandoverFacts) -> Iterator[str]:
    for content in facts.contents:
        yield _content(content)
        if content.state is ContentState.THERE and content.sha256:
            yield f"SHA-256: {content.sha256}"


def _content(content: PackageContent) -> str:
    version = f"Version {content.version}" if content.version else ""
    said = in_one_line(label(content.state), content.file, version, content.words)
    return f"{content.number} {content.text}: {said}"


def _one_line(words: str) -> str:
    return " ".join(legible(words).split())
