"""The betriebliche Freigabeerklärung: whether the Onlinedienst may stay in operation.

It rests on the judgement of three sides: operation, IT security and data protection. Page one says
what is approved and who judged how.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from amt24web.documents.handover_tables import limitations_section
from amt24web.documents.head import Head
from amt24web.documents.outline import (
    Block,
    Document,
    DocumentControl,
    Heading,
    PageBreak,
    TitleBlock,
    paragraph,
)
from amt24web.documents.signatures import (
    conditions_section,
    declarations_section,
    listed_conditions,
    outcome_boxes,
    passing_section,
    signature_table,
    signatures_section,
    words_section,
)
from amt24web.documents.tabulated import (
    facts_table,
    in_one_line,
    list_section,
    prose_section,
)
from amt24web.documents.versions import versions_in_short, versions_section
from amt24web.domain.papers.operational_approval import OperationalApprovalFacts
from amt24web.domain.papers.parts import Declaration
from amt24web.domain.wording import german_date

KIND: Final = "Betriebliche Freigabeerklärung"
SLUG: Final = "betriebsfreigabe"
WHAT: Final = "Betriebliche Freigabe"
MEANS: Final = (
    "Hier wird erklärt, ob der Onlinedienst in Betrieb bleiben kann: aus Sicht von Betrieb, "
    "Informationssicherheit und Datenschutz. Die Erklärung ersetzt nicht die produktive Abnahme "
    "durch den Prozesseigner."
)
SIDES: Final = ("Betrieb", "Informationssicherheit", "Datenschutz")
MOST_CONDITIONS: Final = 2
"""So many fit on page one."""
NO_SCOPE: Final = "Der Umfang der Freigabe ist noch offen."
NOTHING_PASSES: Final = "Wann die Verantwortung übergeht, ist noch offen."


def build_operational_approval(head: Head, facts: OperationalApprovalFacts) -> Document:
    """The declaration from its facts; as long as nobody declared anything, a form to sign."""
    blocks = (
        *_page_one(facts),
        PageBreak(),
        *prose_section("Begründung", facts.declaration.words),
        *words_section("Bemerkungen zur Beurteilung", _judgements(facts)),
        *list_section("Umfang der Freigabe", facts.scope, NO_SCOPE),
        *versions_section(facts.subjects),
        *list_section("Grundlage", facts.basis, "Es sind noch keine Unterlagen genannt."),
        *conditions_section(facts.conditions, MOST_CONDITIONS),
        *limitations_section(facts.limitations, level=1),
        *_trial(facts),
        *passing_section(facts.passes_to, facts.passes_on, NOTHING_PASSES),
        *signatures_section("Weitere Unterschriften", facts.further),
        Heading(1, "Angaben zum Dokument"),
        DocumentControl(),
    )
    return Document(head, blocks)


def _page_one(facts: OperationalApprovalFacts) -> Iterator[Block]:
    since = f"seit {german_date(facts.live_since)}" if facts.live_since else ""
    lines = (
        ("Gegenstand", versions_in_short(facts.subjects)),
        ("Umgebung", in_one_line(facts.environment, since)),
        ("Anwendungsbetreuung", facts.care_by),
        ("Auflagen", listed_conditions(facts.conditions, MOST_CONDITIONS)),
    )
    yield TitleBlock()
    yield facts_table("Gegenstand der Erklärung", lines, adds_standing=True)
    yield paragraph(MEANS)
    yield from declarations_section("Beurteilung", _judgements(facts))
    yield Heading(1, "Erklärung")
    yield outcome_boxes(WHAT, facts.declaration.outcome)
    yield signature_table("Wer es erklärt", (facts.declaration,))


def _judgements(facts: OperationalApprovalFacts) -> tuple[Declaration, ...]:
    """The three judgements, each named by its side; the name of who is to judge, or the role."""
    declarations = (facts.operation, facts.security, facts.protection)
    return tuple(
        replace(judged, role=side, name=judged.name or judged.role)
        for side, judged in zip(SIDES, declarations, strict=True)
    )


def _trial(facts: OperationalApprovalFacts) -> Iterator[Block]:
    yield Heading(1, "Anlaufphase")
    yield facts_table(
        "Anlaufphase",
        (("Bis", german_date(facts.trial_until)), ("Ansprechperson", facts.trial_contact)),
    )
