"""What came out of test cases is kept, one result or hundreds: shared by page and Testbogen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from amt24web.domain.papers.words import CaseResult, DefectState
from amt24web.domain.people import Account
from amt24web.domain.testing import FoundDefect, PlannedCase, Recorded, Round
from amt24web.rules.test_edits import ResultRead
from amt24web.rules.test_papers import defect_key
from amt24web.rules.test_state import CaseState, as_of_now
from amt24web.storage import defects, test_cases, test_rounds
from amt24web.usecases.dossier import Dossier, keep_matters


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of one case, and its place in what was sent; evidence by name and SHA-256."""

    state: CaseState
    read: ResultRead
    sequence: int
    evidence_name: str = ""
    evidence_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was new, and the numbers of the defects it opened."""

    fresh: tuple[Outcome, ...]
    defects: tuple[str, ...]


def keep_outcomes(
    session: Session,
    dossier: Dossier,
    held: Round,
    outcomes: Sequence[Outcome],
    *,
    page_id: str,
    who: Account,
    now: datetime,
) -> Kept:
    """Keep what came out, and what follows from it; the same sending again changes nothing.

    What was tested keeps its words from here on. A passed case retests what was mended, a failed
    one may open a defect. The number of statements does not grow with the number of results. At
    most one outcome per case.
    """
    there = test_rounds.add_results(
        session,
        [(_recorded(held, outcome, now), outcome.sequence) for outcome in outcomes],
        round_id=held.id,
        page_id=page_id,
        user_id=who.id,
    )
    fresh = [o for o in outcomes if (o.state.case.id, o.sequence) not in there]
    test_cases.keep_cases(session, _as_tested(fresh), user_id=who.id, now=now)
    defects.keep_defects(session, _retested(fresh))
    found = _found(fresh, who, now)
    numbers = defects.add_defects(session, dossier.id, found, user_id=who.id)
    keep_matters(session, dossier)
    keys = (defect_key(replace(f, number=n)) for f, n in zip(found, numbers, strict=True))
    return Kept(tuple(fresh), tuple(keys))


def _recorded(held: Round, outcome: Outcome, now: datetime) -> Recorded:
    read = outcome.read
    return Recorded(
        id=0,
        round_id=held.id,
        case_id=outcome.state.case.id,
        result=read.result,
        tester=read.tester,
        day=read.day,
        on=read.on,
        observed=read.observed,
        evidence_name=outcome.evidence_name,
        evidence_sha256=outcome.evidence_sha256,
        recorded_by="",
        recorded_at=now,
    )


def _as_tested(fresh: Iterable[Outcome]) -> list[PlannedCase]:
    """What was tested is what follows from the answers now; from here on a person decides."""
    states = (outcome.state for outcome in fresh)
    return [
        replace(
            state.case if state.case.edited else as_of_now(state.case, state.now),
            fingerprint=state.now.fingerprint,
        )
        for state in states
        if state.now and not state.is_touched and state.case.fingerprint != state.now.fingerprint
    ]


def _retested(fresh: Iterable[Outcome]) -> list[FoundDefect]:
    return [
        replace(defect, state=DefectState.RETESTED)
        for outcome in fresh
        if outcome.read.result is CaseResult.PASSED
        for defect in outcome.state.defects
        if defect.state is DefectState.MENDED
    ]


def _found(fresh: Iterable[Outcome], who: Account, now: datetime) -> list[FoundDefect]:
    return [
        FoundDefect(o.read.observed, o.read.weight, who.name, now, case_id=o.state.case.id)
        for o in fresh
        if o.read.weight and o.read.result is CaseResult.FAILED
    ]
