"""The shape of the test catalogue: what is tested when, by whom, in which steps.

An entry is a rule: it says under which answers a case is needed, and whether there is one case or
one for each row or option of an answer. ``rules/test_cases.py`` derives the cases.
"""

from functools import cached_property
from typing import Annotated, Final

from pydantic import Field

from amt24web.catalogue.entries import Declared, RuleId, Slug, Sourced, german
from amt24web.domain.papers.words import CaseKind, CaseStage, Perspective, Priority

CASE_STAGES: Final = {
    "entwicklertest": CaseStage.DEVELOPMENT,
    "fachtest": CaseStage.SUBJECT,
    "nutzertest": CaseStage.USERS,
    "annahmetest": CaseStage.RECEIPT,
    "selbstpruefung": CaseStage.SELF_CHECK,
    "produktivtest": CaseStage.LIVE,
}
CASE_KINDS: Final = {
    "funktional": CaseKind.FUNCTIONAL,
    "negativ": CaseKind.NEGATIVE,
    "schnittstelle": CaseKind.INTERFACE,
    "barrierefreiheit": CaseKind.ACCESSIBILITY,
    "nutzbarkeit": CaseKind.USABILITY,
    "sicherheit": CaseKind.SECURITY,
    "last": CaseKind.LOAD,
}
PERSPECTIVES: Final = {
    "entwicklung": Perspective.DEVELOPMENT,
    "fachbehoerde": Perspective.AUTHORITY,
    "nutzende": Perspective.USERS,
    "annehmende_stelle": Perspective.RECEIVING_BODY,
    "sicherheit": Perspective.SECURITY,
    "betrieb": Perspective.OPERATION,
}
PRIORITIES: Final = {"hoch": Priority.HIGH, "mittel": Priority.MEDIUM, "niedrig": Priority.LOW}

WAY: Final = "umsetzungsweg"
"""The question whose answer every case depends on that is not needed on each way."""

WORD: Final = "wort"
"""What the text of an option is called where it is filled in."""

GermanCaseStage = Annotated[CaseStage, german(CASE_STAGES)]
GermanCaseKind = Annotated[CaseKind, german(CASE_KINDS)]
GermanPerspective = Annotated[Perspective, german(PERSPECTIVES)]
GermanPriority = Annotated[Priority, german(PRIORITIES)]


class CaseTexts(Declared):
    """What a case says otherwise for one row or option; what is empty is said as in general.

    Braces name what is filled in: ``{wort}`` the text of the option, else a cell by its column.
    """

    title: str = Field(default="", alias="titel")
    preconditions: tuple[str, ...] = Field(default=(), alias="voraussetzungen")
    steps: tuple[str, ...] = Field(default=(), alias="schritte")
    expected: str = Field(default="", alias="ergebnis")
    data: str = Field(default="", alias="daten")

    @property
    def all_texts(self) -> tuple[str, ...]:
        """Everything that may name something to fill in."""
        return (self.title, *self.preconditions, *self.steps, self.expected, self.data)


class OptionTexts(CaseTexts):
    """What a case says for one option only."""

    id: Slug


class EachSubject(CaseTexts):
    """For what there is a case of its own: rows of a question, or options that were chosen.

    ``sources`` names a question with rows (``stellen``), one with options (``zahlarten``), or a
    column with options (``stellen.empfangskanal``); several sources of options count as one.
    ``only_rows`` keeps rows whose cells are among those named. With more subjects than ``limit``
    there is one case in general words instead; with ``once_without`` also if there is none.
    """

    sources: tuple[str, ...] = Field(default=(), alias="aus")
    only_rows: dict[Slug, tuple[Slug, ...]] = Field(default_factory=dict, alias="nur_zeilen")
    only: tuple[Slug, ...] = Field(default=(), alias="nur")
    excluded: tuple[Slug, ...] = Field(default=(), alias="ausser")
    limit: int = Field(default=10, ge=1, alias="hoechstens")
    once_without: bool = Field(default=False, alias="sonst_einmal")
    options: tuple[OptionTexts, ...] = Field(default=(), alias="fall")

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions whose rows or options are the subjects."""
        return tuple(dict.fromkeys(source.partition(".")[0] for source in self.sources))


class CaseRule(Sourced):
    """One test case of the catalogue, and when it is needed.

    ``ways`` are the ways it holds for, all without any; ``when`` is its condition. ``givens`` are
    questions whose answers the tester needs beside the case. ``replaced_by`` are the ids of field
    cases (a prefix is enough) that take its place once a form is read in. Without a stop case
    passed all others are in vain; core cases are run again with each new version of Amt24.
    """

    id: RuleId
    title: str = Field(alias="titel", min_length=3)
    stage: GermanCaseStage = Field(alias="stufe")
    kind: GermanCaseKind = Field(alias="art")
    perspective: GermanPerspective = Field(alias="blickwinkel")
    executors: tuple[Slug, ...] = Field(alias="fuehrt_aus", min_length=1)
    priority: GermanPriority = Field(alias="prioritaet")
    ways: tuple[Slug, ...] = Field(default=(), alias="wege")
    when: str = Field(default="", alias="wenn")
    each: EachSubject = Field(default=EachSubject(), alias="je")
    preconditions: tuple[str, ...] = Field(default=(), alias="voraussetzungen")
    steps: tuple[str, ...] = Field(alias="schritte", min_length=1)
    expected: str = Field(alias="ergebnis", min_length=3)
    data: str = Field(default="", alias="daten")
    givens: tuple[Slug, ...] = Field(default=(), alias="angaben")
    is_stop: bool = Field(default=False, alias="abbruch")
    is_core: bool = Field(default=False, alias="kernset")
    replaced_by: tuple[RuleId, ...] = Field(default=(), alias="ersetzt_durch")
    retired: bool = Field(default=False, alias="zurueckgezogen")

    @cached_property
    def condition(self) -> str:
        """When it is needed: its ways and its own condition; empty if always."""
        ways = [f"({WAY} in {list(self.ways)!r})"] if self.ways else []
        return " and ".join([*ways, *([f"({self.when})"] if self.when else [])])

    @property
    def general_texts(self) -> tuple[str, ...]:
        """What is said where there is no row and no option to fill in."""
        return (self.title, *self.preconditions, *self.steps, self.expected, self.data)
