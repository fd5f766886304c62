"""Freigabeerklärung and Abnahmeprotokoll: four declarations, each with its own title and meaning.

Page one holds what is declared about which versions, under which conditions, and the signature.
Then follows what the declaration rests on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from amt24web.documents.defects import defects_section
from amt24web.documents.head import Head
from amt24web.documents.outline import (
    Block,
    Callout,
    Document,
    DocumentControl,
    Heading,
    PageBreak,
    TitleBlock,
    cell,
)
from amt24web.documents.prose import read_prose
from amt24web.documents.signatures import (
    conditions_in_short,
    conditions_section,
    outcome_boxes,
    passing_section,
    signature_table,
    signatures_section,
)
from amt24web.documents.tabulated import (
    columns,
    facts_table,
    list_section,
    or_open,
    prose_in_full,
    rows_section,
    yes_no_open,
)
from amt24web.documents.versions import versions_in_short, versions_section
from amt24web.domain.papers.approval import ApprovalFacts, Examination
from amt24web.domain.papers.words import DeclarationKind
from amt24web.domain.wording import label


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a declaration is called, what it says, and what it does not say."""

    kind: str
    slug: str
    what: str
    says: str
    does_not_say: str


MEANINGS: Final[Mapping[DeclarationKind, Meaning]] = {
    DeclarationKind.FINAL_APPROVAL: Meaning(
        "Freigabeerklärung",
        "freigabe",
        "Freigabe",
        "Der Prozesseigner erklärt, dass der Onlinedienst in diesen Versionen fachlich richtig "
        "ist und zertifiziert werden kann.",
        "Die Erklärung ersetzt nicht die Zertifizierung, nicht die Freigabe zur Produktivsetzung "
        "und nicht die produktive Abnahme.",
    ),
    DeclarationKind.CONTRACTOR_ACCEPTANCE: Meaning(
        "Abnahmeprotokoll",
        "abnahme-dienstleister",
        "Abnahme",
        "Der Auftraggeber erklärt gegenüber dem Dienstleister, ob er dessen Leistung abnimmt.",
        "Die Erklärung ersetzt nicht die finale Freigabe des Onlinedienstes.",
    ),
    DeclarationKind.PRODUCTION_APPROVAL: Meaning(
        "Freigabe zur Produktivsetzung",
        "freigabe-produktivsetzung",
        "Freigabe",
        "Die Projektleitung Amt24 erklärt, dass diese Versionen in die Produktion übernommen "
        "werden dürfen.",
        "Die Erklärung ersetzt nicht die finale Freigabe des Prozesseigners, nicht die produktive "
        "Abnahme und nicht die betriebliche Freigabe.",
    ),
    DeclarationKind.LIVE_ACCEPTANCE: Meaning(
        "Abnahmeprotokoll",
        "abnahme-produktion",
        "Abnahme",
        "Der Prozesseigner erklärt, dass der Onlinedienst in der Produktion von Anfang bis Ende "
        "richtig arbeitet.",
        "Die Erklärung ersetzt nicht die betriebliche Freigabe.",
    ),
}
EXAMINATION_COLUMNS: Final = columns(
    ("Blickwinkel", 26), ("Ergebnis", 20), ("Wer", 26), ("Bemerkung", 28)
)
NOT_EXAMINED: Final = "Es ist noch kein Prüfergebnis festgehalten."
PARTICIPANT_COLUMNS: Final = columns(("Name", 32), ("Stelle", 38), ("Rolle", 30))
REQUIREMENT_COLUMNS: Final = columns(("Vorgabe", 56), ("Nachweis", 28), ("Erfüllt", 16))
NO_DEFECTS: Final = "Es sind keine Abweichungen festgehalten, die bleiben."


def build_approval(head: Head, facts: ApprovalFacts) -> Document:
    """The declaration from its facts; as long as nobody declared anything, a form to sign."""
    blocks = (
        *_page_one(facts),
        PageBreak(),
        *prose_in_full("Begründung", facts.declaration.words),
        *versions_section(facts.subjects),
        *list_section("Grundlage", facts.basis, "Es sind noch keine Unterlagen genannt."),
        *_who_examined_what(facts),
        *defects_section("Abweichungen, die bleiben", facts.defects, NO_DEFECTS),
        *conditions_section(facts.conditions),
        *_requirements(facts),
        *_passing(facts),
        *signatures_section("Weitere Unterschriften", facts.further),
        DocumentControl(),
    )
    return Document(head, blocks)


def _page_one(facts: ApprovalFacts) -> Iterator[Block]:
    meaning = MEANINGS[facts.kind]
    declaration = facts.declaration
    lines = (
        ("Erklärung", label(facts.kind)),
        ("Gegenstand", versions_in_short(facts.subjects)),
    )
    yield TitleBlock()
    yield facts_table("Gegenstand der Erklärung", lines, adds_standing=True)
    yield Callout("Was hier erklärt wird", (*cell(meaning.says), *cell(meaning.does_not_say)))
    yield Heading(1, "Erklärung")
    yield outcome_boxes(meaning.what, declaration.outcome)
    yield from read_prose(declaration.words)[:1]
    yield signature_table("Wer es erklärt", (declaration,))
    yield Heading(1, "Auflagen")
    yield from conditions_in_short(facts.conditions)


def _who_examined_what(facts: ApprovalFacts) -> Iterator[Block]:
    """The perspectives, and who took part if that was recorded."""
    people = [(p.name, or_open(p.body), or_open(p.role)) for p in facts.participants]
    found = [_examination(examination) for examination in facts.examinations]
    yield from rows_section("Prüfergebnis je Blickwinkel", EXAMINATION_COLUMNS, found, NOT_EXAMINED)
    if people:
        yield from rows_section("Teilnehmende", PARTICIPANT_COLUMNS, people, "")


def _examination(examination: Examination) -> tuple[str, ...]:
    result = label(examination.result) if examination.result else "noch nicht geprüft"
    return (examination.perspective, result, or_open(examination.who), examination.words)


def _requirements(facts: ApprovalFacts) -> tuple[Block, ...]:
    """The rules that were checked; nothing if none was."""
    rows = [(r.text, or_open(r.actual), yes_no_open(r.is_met)) for r in facts.requirements]
    if not rows:
        return ()
    return rows_section("Rechtliche und organisatorische Vorgaben", REQUIREMENT_COLUMNS, rows, "")


def _passing(facts: ApprovalFacts) -> tuple[Block, ...]:
    """Who takes over from when on; nothing if the responsibility stays where it is."""
    if not facts.passes_to and facts.passes_on is None:
        return ()
    return passing_section(facts.passes_to, facts.passes_on, "")
