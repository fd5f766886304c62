"""When a test ends and a release can be given: computed from cases, results and defects.

The classes are those of the EVB-IT contracts; that none of the gravest may be left is the rule of
the V-Modell XT, that the middle one needs a workaround all accept is our proposal.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from amt24web.catalogue.test_cases import WAY
from amt24web.domain.papers.parts import Coverage, Criterion
from amt24web.domain.papers.words import CaseResult, DefectClass, DefectState, Priority
from amt24web.domain.testing import FoundDefect
from amt24web.domain.wording import counted, label
from amt24web.rules.test_cases import Given
from amt24web.rules.test_state import CaseState, TrialState

RUN = (CaseResult.PASSED, CaseResult.FAILED)
NONE: Final = "keine"
NO_RESULT_YET: Final = "noch kein Ergebnis"
OWN: Final = "Eigene Testfälle"
EVERYBODY: Final = "Gilt für jeden Onlinedienst auf diesem Weg"


def end_criteria(state: TrialState) -> tuple[Criterion, ...]:
    """When the test is over: every case carried out, nothing blocked, nothing to be reworked."""
    cases = state.living
    run = sum(case.result in RUN for case in cases)
    blocked = sum(case.result is CaseResult.BLOCKED for case in cases)
    rework = sum(case.is_to_rework for case in cases)
    return (
        Criterion("Alle Testfälle sind durchgeführt", str(len(cases)),
                  _actual(state, run, str(run)), _met(state, run == len(cases))),
        Criterion("Kein Testfall ist blockiert", NONE, _actual(state, blocked),
                  _met(state, not blocked)),
        Criterion("Kein Testfall ist zu überarbeiten", NONE, _actual(state, rework),
                  _met(state, not rework)),
    )  # fmt: skip


def approval_criteria(state: TrialState) -> tuple[Criterion, ...]:
    """When the release can be given: a warning with reasons, never a lock."""
    high = [case for case in state.living if case.marks.priority is Priority.HIGH]
    passed = sum(case.result is CaseResult.PASSED for case in high)
    hindering = _of(state.open_defects, DefectClass.HINDERS)
    mended = [d for d in state.records.defects if d.state is DefectState.MENDED]
    return (
        Criterion("Alle Fälle mit hoher Priorität sind bestanden", str(len(high)),
                  _actual(state, passed, str(passed)),
                  _met(state, passed == len(high))),
        Criterion("Keine betriebsverhindernde Abweichung ist offen", NONE,
                  _actual(state, len(state.preventing)), _met(state, not state.preventing)),
        Criterion("Jede betriebsbehindernde Abweichung hat eine Umgehung, die alle hinnehmen",
                  "keine ohne", _actual(state, len(hindering)), _met(state, not hindering)),
        Criterion("Alles Behobene ist nachgetestet", "alles",
                  _actual(state, len(mended), f"{_many(len(mended))} offen"),
                  _met(state, not mended)),
    )  # fmt: skip


def warnings(state: TrialState) -> tuple[str, ...]:
    """What speaks against a release now, one sentence each with what is missing."""
    criteria = (*end_criteria(state), *approval_criteria(state))
    return tuple(
        f"{c.text}: Ziel {c.target}, heute {c.actual}." for c in criteria if c.is_met is False
    )


def _met(state: TrialState, is_met: bool) -> bool | None:
    """Nothing is met or missed as long as no case was carried out."""
    return is_met if state.records.results else None


def _actual(state: TrialState, number: int, words: str = "") -> str:
    """The number; nothing counted means nothing as long as nobody has tested."""
    if not number and not state.records.results:
        return NO_RESULT_YET
    return words or _many(number)


def _many(number: int) -> str:
    return str(number) if number else NONE


def _of(defects: Iterable[FoundDefect], weight: DefectClass) -> list[FoundDefect]:
    return [defect for defect in defects if defect.weight is weight]


def coverage(cases: Sequence[CaseState]) -> tuple[Coverage, ...]:
    """By requirement (an answer, or the rule everybody has to follow) the cases that prove it."""
    proofs: dict[str, list[CaseState]] = {}
    for case in cases:
        for requirement in _requirements(case):
            proofs.setdefault(requirement, []).append(case)
    return tuple(
        Coverage(requirement, tuple(case.key for case in proving), _outcome(proving))
        for requirement, proving in sorted(proofs.items())
    )


def _requirements(case: CaseState) -> tuple[str, ...]:
    if case.now is None:
        return (OWN,) if case.case.is_own else ()
    own = [reason for reason in case.now.reasons if reason.question != WAY]
    return tuple(_said(reason) for reason in own) or (EVERYBODY,)


def _said(reason: Given) -> str:
    return f"{reason.text} {reason.answer}"


def _outcome(cases: Sequence[CaseState]) -> str:
    """The worst of the results, and how far the rest is."""
    results = [case.result for case in cases]
    for worst in (CaseResult.FAILED, CaseResult.BLOCKED):
        if worst in results:
            return f"{counted(results.count(worst), 'Fall', 'Fälle')} {label(worst)}"
    passed = results.count(CaseResult.PASSED)
    return "" if not passed else f"{passed} von {len(cases)} bestanden"
