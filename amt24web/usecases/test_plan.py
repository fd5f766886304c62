"""The test plan: which cases follow from the answers, how they came out, when the test ends."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from amt24web.domain.errors import NotFound
from amt24web.domain.papers.parts import Criterion
from amt24web.domain.papers.words import CaseResult
from amt24web.domain.people import Account
from amt24web.domain.testing import Round
from amt24web.domain.vocabulary import Action, AuditEvent, Questionnaire
from amt24web.rules.section_view import SectionView, section_view
from amt24web.rules.test_criteria import approval_criteria, end_criteria
from amt24web.rules.test_state import (
    CaseState,
    changed_cases,
    count_results,
    new_cases,
    tester_names,
    trial_state,
)
from amt24web.rules.testing_sheet import is_tested_by
from amt24web.storage import audit, test_cases
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, keep_matters, open_dossier

NO_PLANNING = "Diese Fassung des Fragenkatalogs kennt keine Testplanung."


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases of the list are wanted; empty takes all."""

    tester: str = ""
    perspective: str = ""
    result: str = ""

    def wants(self, case: CaseState) -> bool:
        """Whether a case is among them."""
        return (
            (not self.tester or is_tested_by(case, self.tester))
            and (not self.perspective or case.marks.perspective == self.perspective)
            and (not self.result or self._fits(case))
        )

    def _fits(self, case: CaseState) -> bool:
        return case.is_to_rework if self.result == REWORK else case.result == self.result


REWORK = "rework"
"""A result to filter by that is none of a case: what has to be looked through again."""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The test of an Onlinedienst on one page.

    ``new``, ``updated``, ``dropped`` and ``returned`` count what taking over would write.
    """

    onlinedienst_id: int
    title: str
    cases: tuple[CaseState, ...]
    all_cases: int
    dropped_cases: tuple[CaseState, ...]
    counts: dict[CaseResult, int]
    to_rework: int
    new: int
    updated: int
    dropped: int
    returned: int
    testers: tuple[str, ...]
    chosen: CaseFilter
    end: tuple[Criterion, ...]
    approval: tuple[Criterion, ...]
    rounds: tuple[Round, ...]
    current_round: Round | None
    open_defects: int
    may_plan: bool
    may_run: bool

    @property
    def has_news(self) -> bool:
        """Whether the answers ask for other cases than are kept."""
        return bool(self.new or self.updated or self.dropped or self.returned)


def view_plan(*, who: Account, onlinedienst_id: int, chosen: CaseFilter) -> PlanPage:
    """All test cases with how they came out, and when the test ends."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW, with_trial=True)
    state = trial_state(dossier.standing, dossier.trial_records)
    living, upkeep = state.living, state.upkeep
    return PlanPage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        cases=tuple(case for case in living if chosen.wants(case)),
        all_cases=len(living),
        dropped_cases=tuple(case for case in state.cases if not case.counts),
        counts=count_results(living),
        to_rework=sum(case.is_to_rework for case in living),
        new=len(upkeep.new),
        updated=len(upkeep.updated),
        dropped=len(upkeep.dropped),
        returned=len(upkeep.returned),
        testers=tester_names(living),
        chosen=chosen,
        end=end_criteria(state),
        approval=approval_criteria(state),
        rounds=dossier.trial_records.rounds,
        current_round=state.current_round,
        open_defects=len(state.open_defects),
        may_plan=dossier.may(Action.PLAN_TESTS),
        may_run=dossier.may(Action.RUN_TESTS),
    )


def take_over(*, who: Account, onlinedienst_id: int) -> int:
    """Keep what follows from the answers now; returns how many cases are new.

    New cases get the next numbers, untested ones the words of today; what is no longer derived is
    „entfallen“ and stays. Doing it twice changes nothing.
    """
    now = utc_now()
    with writing() as session:
        dossier = _opened(session, who, onlinedienst_id)
        state = trial_state(dossier.standing, dossier.trial_records)
        fresh = new_cases(state.upkeep)
        for case in fresh:
            test_cases.add_case(session, dossier.id, case, user_id=who.id, now=now)
        test_cases.keep_cases(session, changed_cases(state), user_id=who.id, now=now)
        if not state.upkeep.changes_nothing:
            audit.record(
                session, AuditEvent.TEST_CASES_TAKEN_OVER, now, user_id=who.id,
                onlinedienst_id=dossier.id, detail=str(len(fresh)),
            )  # fmt: skip
        keep_matters(session, dossier)
    return len(fresh)


def _opened(session: Session, who: Account, onlinedienst_id: int) -> Dossier:
    return open_dossier(
        session, who, onlinedienst_id, Action.PLAN_TESTS, for_update=True, with_trial=True
    )


@dataclass(frozen=True, slots=True)
class PlanningPage:
    """Who tests what until when, as questions."""

    onlinedienst_id: int
    title: str
    view: SectionView
    may_answer: bool


def view_planning(*, who: Account, onlinedienst_id: int) -> PlanningPage:
    """The page on which period, testers, accounts and risks are recorded."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    standing = dossier.standing
    sections = standing.catalogue.sections_of(Questionnaire.TESTING)
    if not sections:
        raise NotFound(NO_PLANNING)
    may_plan = dossier.may(Action.PLAN_TESTS)
    return PlanningPage(
        onlinedienst_id=dossier.id,
        title=standing.title,
        view=section_view(standing, sections[0], is_editable=may_plan, own_uids=dossier.own_uids),
        may_answer=may_plan,
    )
