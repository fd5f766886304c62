"""The papers of the test, made of what is kept about it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from amt24web.documents.approval import build_approval
from amt24web.documents.head import Head
from amt24web.documents.outline import Document
from amt24web.documents.testing_plan import build_testing_plan
from amt24web.documents.testing_report import build_testing_report
from amt24web.domain.errors import NotFound
from amt24web.domain.papers.parts import Declaration
from amt24web.domain.testing import TrialRecords
from amt24web.domain.vocabulary import DocumentKind
from amt24web.domain.wording import local_day
from amt24web.rules.summary import Standing
from amt24web.rules.test_papers import read_approval, read_approvals, read_plan, read_report
from amt24web.rules.test_state import TrialState, trial_state

NO_CASES = "Es sind noch keine Testfälle übernommen."


def testing_plan(head: Head, standing: Standing, records: TrialRecords) -> Document:
    """The Testplan; raises NotFound as long as there is no test case."""
    state = _state(standing, records)
    return build_testing_plan(_dated(head, records), read_plan(standing, state))


def testing_report(head: Head, standing: Standing, records: TrialRecords) -> Document:
    """The Testbericht; raises NotFound as long as there is no test case."""
    state = _state(standing, records)
    return build_testing_report(_dated(head, records), read_report(standing, state))


def approval(head: Head, standing: Standing, records: TrialRecords) -> Document:
    """The Freigabeerklärung; raises NotFound as long as there is no test case."""
    state = _state(standing, records)
    return build_approval(_dated(head, records), read_approval(standing, state))


def approvals(standing: Standing, records: TrialRecords) -> tuple[Declaration, ...]:
    """What the parts of the Prozesseigner declared, for the papers that hand it on."""
    return read_approvals(trial_state(standing, records))


def _state(standing: Standing, records: TrialRecords) -> TrialState:
    state = trial_state(standing, records)
    if not state.cases:
        raise NotFound(NO_CASES)
    return state


def _dated(head: Head, records: TrialRecords) -> Head:
    """Its day is that of the newest answer, result, defect or declaration."""
    moments = [
        *(result.recorded_at for result in records.results),
        *(declared.recorded_at for declared in records.declarations),
        *(defect.reported_at for defect in records.defects),
    ]
    return replace(head, day=max([head.day, *map(local_day, moments)]))


Build = Callable[[Head, Standing, TrialRecords], Document]
TRIAL_PAPERS: Mapping[DocumentKind, Build] = {
    DocumentKind.TESTING_PLAN: testing_plan,
    DocumentKind.TESTING_REPORT: testing_report,
    DocumentKind.APPROVAL: approval,
}
