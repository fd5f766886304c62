"""The Go-Live-Übergabe to the operation: the Steckbrief first, then how it gets into production.

Page one says what is wanted by when, for which versions, who approved it, whom one reaches on the
day, and under which conditions. What nobody said anything about is left out; what has to be there
and is not is said.
"""

from collections.abc import Iterator
from typing import Final

from amt24web.documents.handover_brief import LEIKA_KEY, brief_lines, wish
from amt24web.documents.handover_brief import TITLE as BRIEF_TITLE
from amt24web.documents.handover_tables import (
    bodies_section,
    contents_section,
    interfaces_section,
    limitations_section,
    live_tests_section,
    parameters_section,
    support_section,
)
from amt24web.documents.head import Head
from amt24web.documents.open_points import open_points_section
from amt24web.documents.outline import (
    Block,
    Callout,
    Contents,
    Document,
    DocumentControl,
    Heading,
    PageBreak,
    TitleBlock,
    cell,
)
from amt24web.documents.signatures import (
    conditions_section,
    declarations_section,
    listed_conditions,
    passing_section,
    signatures_section,
    words_section,
)
from amt24web.documents.step_table import steps_section
from amt24web.documents.tabulated import facts_table, list_section, listed, prose_section
from amt24web.documents.versions import versions_section
from amt24web.domain.papers.handover import HandoverFacts
from amt24web.domain.papers.parts import Artefact, Declaration

KIND: Final = "Go-Live-Übergabe"
SLUG: Final = "uebergabe"
APPROVALS: Final = (
    Declaration("Prozesseigner"),
    Declaration("Projektleitung Amt24 (SK 44)"),
    Declaration("Redaktion Amt24 (SK 42)"),
)
"""Whose approvals are shown as missing as long as nothing is known."""
SIGNERS: Final = (Declaration("Prozesseigner"), Declaration("Anwendungsbetreuung"))
MOST_FORMS, MOST_PEOPLE, MOST_CONDITIONS = 3, 2, 2
"""So many fit on page one."""
NO_STEPS: Final = "Es sind noch keine Schritte geplant."
STAYS: Final = "Wann die Verantwortung übergeht, ist noch offen."


def build_handover(head: Head, facts: HandoverFacts) -> Document:
    """The handover from its facts."""
    blocks = (
        *_page_one(head, facts),
        PageBreak(),
        Contents(),
        *versions_section(_artefacts(facts), "Umfang und Versionen"),
        *contents_section(facts.contents),
        *list_section("Am Tag erreichbar", facts.reachable[MOST_PEOPLE:] and facts.reachable),
        *words_section("Bemerkungen zu den Freigaben", facts.approvals),
        *conditions_section(facts.conditions, MOST_CONDITIONS),
        *steps_section("Einspielen und Aktivieren", facts.steps, NO_STEPS),
        *prose_section("Rückfall", facts.way_back, level=2),
        *live_tests_section(facts.live_tests),
        *support_section(facts.support),
        *prose_section("Eskalation", facts.escalation, level=2),
        *_onlinedienst(facts),
        *_operation(facts),
        *open_points_section(facts.open_points),
        *passing_section(facts.passes_to, facts.passes_on, STAYS),
        *signatures_section("Unterschriften", facts.signatures or SIGNERS),
        DocumentControl(),
        *parameters_section(facts.parameters),
    )
    return Document(head, blocks)


def _page_one(head: Head, facts: HandoverFacts) -> Iterator[Block]:
    brief = brief_lines(head, facts, MOST_FORMS)
    lines = (
        *((name, cell(words)) for name, words in brief if name != LEIKA_KEY),
        ("Am Tag erreichbar", listed(facts.reachable[:MOST_PEOPLE])),
        ("Auflagen", listed_conditions(facts.conditions, MOST_CONDITIONS)),
    )
    yield TitleBlock()
    yield Callout(f"{BRIEF_TITLE}: was gewünscht wird", cell(wish(facts)))
    yield facts_table(BRIEF_TITLE, lines, adds_standing=True)
    yield from declarations_section("Freigaben", facts.approvals or APPROVALS)


def _artefacts(facts: HandoverFacts) -> tuple[Artefact, ...]:
    """The process with its forms, as one list of versions."""
    process = Artefact(
        "Prozess",
        facts.process_name,
        facts.process_version,
        environment=facts.process_environment,
    )
    return (process, *facts.forms) if facts.process_name else facts.forms


def _onlinedienst(facts: HandoverFacts) -> Iterator[Block]:
    about = (
        *prose_section("Kurzbeschreibung", facts.description, level=2),
        *list_section("Zielgruppe", facts.audience, level=2),
    )
    if about:
        yield Heading(1, "Der Onlinedienst")
        yield from about
    yield from bodies_section(facts.bodies)
    yield from interfaces_section(facts.interfaces)


def _operation(facts: HandoverFacts) -> Iterator[Block]:
    yield Heading(1, "Betrieb")
    yield from limitations_section(facts.limitations)
    yield from prose_section("Überwachung und Wartung", facts.operation, level=2)
    yield from prose_section("Datenschutz und Informationssicherheit", facts.protection, level=2)
    yield from prose_section("Anlaufphase", facts.trial, level=2)
    yield from prose_section("Pflege", facts.care, level=2)
