"""The shape of the checklists: what has to be done in a phase, and what proves that it was done.

Checklists are no part of an edition: whoever opens a list reads the one in force. An item names
questions of the catalogue in force; an older edition without them simply proves less.
"""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final

from pydantic import Field

from amt24web.catalogue.entries import RuleId, Slug, Sourced, german
from amt24web.catalogue.test_cases import CASE_KINDS, CASE_STAGES, WAY
from amt24web.domain.vocabulary import Phase

LISTED_PHASES: Final = {
    "prototyp": Phase.PROTOTYPE,
    "test": Phase.TEST,
    "zertifizierung": Phase.CERTIFICATION,
    "livegang": Phase.GO_LIVE,
}
KIND: Final = "vorhaben_art"
RECORDED: Final = "bestand"
CASE_WORDS: Final = (*CASE_STAGES, *CASE_KINDS)
"""Stages and kinds of test cases that an item may name; anything else begins an id."""


class ProvingFact(StrEnum):
    """What beyond the answers can prove an item."""

    CASES_TAKEN = "cases_taken"
    PLAN_APPROVED = "plan_approved"
    ROUND_ENDED = "round_ended"
    RETEST_ENDED = "retest_ended"
    DEFECTS_SETTLED = "defects_settled"
    REPORT_ISSUED = "report_issued"
    FINAL_APPROVAL = "final_approval"
    CONTRACTOR_ACCEPTED = "contractor_accepted"
    SIGNED_OFF_PRIVACY = "signed_off_privacy"
    SIGNED_OFF_SECURITY = "signed_off_security"
    HANDOVER_ISSUED = "handover_issued"
    PACKAGE_COMPLETE = "package_complete"


FACTS: Final = {
    "testfaelle_uebernommen": ProvingFact.CASES_TAKEN,
    "testplan_freigegeben": ProvingFact.PLAN_APPROVED,
    "durchlauf_beendet": ProvingFact.ROUND_ENDED,
    "nachtest_beendet": ProvingFact.RETEST_ENDED,
    "abweichungen_erledigt": ProvingFact.DEFECTS_SETTLED,
    "testbericht_ausgefertigt": ProvingFact.REPORT_ISSUED,
    "finale_freigabe": ProvingFact.FINAL_APPROVAL,
    "abnahme_dienstleister": ProvingFact.CONTRACTOR_ACCEPTED,
    "mitzeichnung_datenschutz": ProvingFact.SIGNED_OFF_PRIVACY,
    "mitzeichnung_sicherheit": ProvingFact.SIGNED_OFF_SECURITY,
    "uebergabe_ausgefertigt": ProvingFact.HANDOVER_ISSUED,
    "paket_vollstaendig": ProvingFact.PACKAGE_COMPLETE,
}

GermanPhase = Annotated[Phase, german(LISTED_PHASES)]
GermanFact = Annotated[ProvingFact, german(FACTS)]


class Checklist(Sourced):
    """The list of one phase; ``feedback`` is the mail address of its owners, if they gave one."""

    id: Slug
    phase: GermanPhase = Field(alias="phase")
    introduction: str = Field(alias="einleitung", min_length=3)
    feedback: str = Field(default="", alias="rueckmeldung")


class ChecklistItem(Sourced):
    """One item: what has to be done, when that concerns anybody, and what proves it.

    All proofs that are named must hold: ``questions`` are settled as far as they are asked,
    ``proof`` is true, ``facts`` are there, the ``passed`` test cases passed (by stage, kind, or
    beginning of their id). An item without any is ticked by hand.
    """

    id: RuleId
    phase: GermanPhase
    text: str = Field(min_length=3)
    why: str = Field(default="", alias="warum")
    roles: tuple[Slug, ...] = Field(alias="rollen", min_length=1)
    ways: tuple[Slug, ...] = Field(default=(), alias="wege")
    when: str = Field(default="", alias="wenn")
    questions: tuple[Slug, ...] = Field(default=(), alias="antworten")
    proof: str = Field(default="", alias="beweis")
    facts: tuple[GermanFact, ...] = Field(default=(), alias="tatsachen")
    passed: tuple[RuleId, ...] = Field(default=(), alias="bestanden")
    retired: bool = Field(default=False, alias="zurueckgezogen")

    @cached_property
    def condition(self) -> str:
        """When it concerns an Onlinedienst; an open way counts as any, a recorded one as none."""
        ways = [f"({WAY} is leer or {WAY} in {list(self.ways)!r})"] if self.ways else []
        own = [f"({self.when})"] if self.when else []
        return " and ".join([f"({KIND} is leer or {KIND} != '{RECORDED}')", *ways, *own])

    @property
    def is_by_hand(self) -> bool:
        """Whether nothing can prove it."""
        return not (self.questions or self.proof or self.facts or self.passed)
