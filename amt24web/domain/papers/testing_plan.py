"""What the Testplan says."""

from dataclasses import dataclass
from datetime import date

from amt24web.domain.papers.parts import Artefact, Coverage, Criterion, Declaration
from amt24web.domain.papers.words import Priority


@dataclass(frozen=True, slots=True)
class Tester:
    """A person or group that tests: what, until when, and whether it could begin.

    ``still_needs`` names what is missing before it can begin, such as a PIN; it says nothing as
    long as ``is_ready`` is None.
    """

    name: str
    body: str = ""
    perspective: str = ""
    scope: str = ""
    until: date | None = None
    is_ready: bool | None = None
    still_needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrialAccount:
    """An account to test with; never with its password."""

    name: str
    kind: str
    level: str = ""
    holder: str = ""
    is_ready: bool | None = None


@dataclass(frozen=True, slots=True)
class CaseToRun:
    """One test case as it is handed to who carries it out.

    ``is_stop`` marks the cases without which all others are in vain; ``tester`` is empty as long
    as nobody is named.
    """

    key: str
    title: str
    steps: tuple[str, ...]
    expected: str
    priority: Priority = Priority.MEDIUM
    perspective: str = ""
    tester: str = ""
    precondition: str = ""
    data: str = ""
    basis: str = ""
    is_stop: bool = False


@dataclass(frozen=True, slots=True)
class Risk:
    """What may go wrong in the test, and what is done about it."""

    text: str
    effect: str = ""
    measure: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The facts of a Testplan. ``strategy``, ``pausing`` and ``refusal`` are prose."""

    subjects: tuple[Artefact, ...] = ()
    begins: date | None = None
    ends: date | None = None
    environment: str = ""
    testers: tuple[Tester, ...] = ()
    end_criteria: tuple[Criterion, ...] = ()
    approval_criteria: tuple[Criterion, ...] = ()
    strategy: str = ""
    basis: tuple[str, ...] = ()
    in_scope: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    preconditions: tuple[str, ...] = ()
    data: str = ""
    accounts: tuple[TrialAccount, ...] = ()
    pausing: str = ""
    refusal: str = ""
    risks: tuple[Risk, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    cases: tuple[CaseToRun, ...] = ()
    approvals: tuple[Declaration, ...] = ()
