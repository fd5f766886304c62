"""What was declared after the Livegang, as the facts of the betriebliche Freigabeerklärung."""

from amt24web.domain.papers.operational_approval import OperationalApprovalFacts
from amt24web.domain.papers.parts import Artefact, Declaration
from amt24web.domain.wording import german_date, label
from amt24web.rules.declared_outcomes import (
    judgements,
    live_acceptance,
    operational_approval,
    production_approval,
)
from amt24web.rules.facts import PARTICIPANTS, cells
from amt24web.rules.handover_facts import limitations
from amt24web.rules.handover_tables import BODIES
from amt24web.rules.said import NO, Said
from amt24web.rules.summary import Standing
from amt24web.rules.versions import read_artefacts

PRODUCTION = "Produktion"
WHOLE = "Onlinedienst"
"""What is approved where no version is named, as with a service that was live before."""
DECLARED = ("abnahme_ergebnis", "bf_urteile", "bf_ergebnis", "live_tests", "livegang_auflagen")
ACCEPTANCE, RELEASE = "Produktive Abnahme", "Freigabe zur Produktivsetzung"
CARE_ROLE = "awb"
MOST_NAMED = 3
"""More bodies than that are counted instead of named."""


def has_operational_approval(standing: Standing) -> bool:
    """Whether something was said that the declaration can print."""
    return Said(standing).has_any(DECLARED)


def read_operational_approval(standing: Standing) -> OperationalApprovalFacts:
    """Everything the declaration says; what nobody declared stays open."""
    said = Said(standing)
    sides = judgements(said)
    accepted = live_acceptance(said)
    return OperationalApprovalFacts(
        declaration=operational_approval(said),
        operation=sides["betrieb"],
        security=sides["sicherheit"],
        protection=sides["datenschutz"],
        subjects=read_artefacts(standing) or (Artefact(WHOLE, standing.title),),
        environment=PRODUCTION,
        live_since=said.day("live_seit") or said.day("in_betrieb_seit"),
        scope=_scope(said),
        care_by=_care(said),
        conditions=said.conditions("livegang_auflagen"),
        basis=_basis(production_approval(said), accepted),
        limitations=limitations(said),
        trial_until=said.day("anlauf_bis"),
        trial_contact=said.text("anlauf_kontakt"),
        passes_to=said.text("verantwortung_an"),
        passes_on=said.day("pe_uebergang") or said.day("verantwortung_ab"),
        further=(accepted,) if accepted.outcome else (),
    )


def _scope(said: Said) -> tuple[str, ...]:
    """For whom the Onlinedienst may be operated, as far as the bodies are known."""
    names = [row.text("name") for row in said.rows(BODIES) if row.text("nimmt_an") != NO]
    if not names:
        return ()
    listed = ", ".join(names) if len(names) <= MOST_NAMED else f"{len(names)} Stellen"
    return (f"Betrieb in der Produktion für {listed}",)


def _care(said: Said) -> str:
    """Who has the role of the Anwendungsbetreuung, and how it is reached."""
    facts = said.standing.facts
    holders = [
        row for row in facts.rows.get(PARTICIPANTS, ())
        if cells(row.content).get("rolle") == CARE_ROLE
    ]  # fmt: skip
    parts = [
        part for row in holders for part in (facts.people[row.row_uid], said.contact(row.row_uid))
    ]
    return ", ".join(part for part in parts if part)


def _basis(release: Declaration, accepted: Declaration) -> tuple[str, ...]:
    """The declarations it rests on, as far as there are any."""
    declared = ((RELEASE, release), (ACCEPTANCE, accepted))
    return tuple(
        _in_words(name, declaration) for name, declaration in declared if declaration.outcome
    )


def _in_words(name: str, declaration: Declaration) -> str:
    """What was declared, when and by whom, in one line."""
    said = label(declaration.outcome) if declaration.outcome else ""
    parts = (f"{name} {said}", german_date(declaration.day), declaration.who)
    return ", ".join(part for part in parts if part)
