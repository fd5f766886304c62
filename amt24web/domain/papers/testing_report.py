"""What the Testbericht says."""

from dataclasses import dataclass
from datetime import date

from amt24web.domain.papers.parts import Artefact, Coverage, Criterion, Declaration, Defect
from amt24web.domain.papers.words import CaseResult, Outcome


@dataclass(frozen=True, slots=True)
class CaseRun:
    """One time a test case was carried out, and what came out.

    ``on`` says with what: environment, browser, device. ``defect`` is the number of what was found.
    """

    case: str
    title: str
    result: CaseResult
    perspective: str = ""
    tester: str = ""
    day: date | None = None
    on: str = ""
    observed: str = ""
    defect: str = ""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The facts of a Testbericht.

    ``runs`` holds the newest run of each case. ``recommendation`` is what the testers recommend
    for the release, None as long as they do not; ``reasons`` and ``differences`` are prose.
    """

    subjects: tuple[Artefact, ...] = ()
    begins: date | None = None
    ends: date | None = None
    environment: str = ""
    runs: tuple[CaseRun, ...] = ()
    defects: tuple[Defect, ...] = ()
    recommendation: Outcome | None = None
    reasons: str = ""
    criteria: tuple[Criterion, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    differences: str = ""
    approvals: tuple[Declaration, ...] = ()
