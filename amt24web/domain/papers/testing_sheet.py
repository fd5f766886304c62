"""A Testbogen: the cases of one tester without access, on paper or as a table to send back."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from amt24web.domain.papers.testing_plan import CaseToRun

MARK: Final = "amt24web-testbogen"
NO_ROUND: Final = 0
"""The number of the round of a sheet that was made while none went on."""
BETWEEN: Final = ";"
IDENTITY_PARTS: Final = 4

CASE, TITLE, PRECONDITIONS, STEPS, EXPECTED = (
    "Testfall", "Was wird geprüft?", "Voraussetzung", "Schritte", "Erwartetes Ergebnis",
)  # fmt: skip
RESULT, OBSERVED, WEIGHT, DAY, ON, NAME = (
    "Ergebnis", "Beobachtung", "Klasse der Abweichung", "Tag", "Gerät und Browser", "Name",
)  # fmt: skip
GIVEN: Final = (CASE, TITLE, PRECONDITIONS, STEPS, EXPECTED)
"""The heads of what a tester reads."""
TO_FILL: Final = (RESULT, OBSERVED, WEIGHT, DAY, ON, NAME)
"""The heads of what a tester fills in."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which sheet a table is: of which Onlinedienst, which round, for whom."""

    uid: str
    round_number: int
    tester: str = ""

    @property
    def as_text(self) -> str:
        """As it stands in the hidden cell; ``read_identity`` understands it again."""
        return BETWEEN.join((MARK, self.uid, str(self.round_number), self.tester))


def read_identity(text: str) -> Identity | None:
    """What a hidden cell says; None if it is not one of ours."""
    parts = text.strip().split(BETWEEN, IDENTITY_PARTS - 1)
    if len(parts) != IDENTITY_PARTS or parts[0] != MARK:
        return None
    _, uid, number, tester = parts
    is_number = number.isascii() and number.isdigit() and len(number) < len(MARK)
    return Identity(uid, int(number), tester.strip()) if is_number else None


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a Testbogen says. Empty texts are still open; without a tester it is for everybody.

    ``versions`` are lines such as „Prozess Hundesteuer, Version 1.2“; ``back_to`` says to whom the
    sheet goes when it is filled in.
    """

    identity: Identity
    scope: str = ""
    versions: tuple[str, ...] = ()
    environment: str = ""
    until: date | None = None
    back_to: str = ""
    cases: tuple[CaseToRun, ...] = ()

    @property
    def is_for_round(self) -> bool:
        """Whether a round goes on, so that the sheet can be read back."""
        return self.identity.round_number != NO_ROUND
