"""How far the test and the papers of one Onlinedienst are, in three statements and no rule."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from amt24web.domain.papers.words import CaseResult, DeclarationKind, DefectState, Outcome
from amt24web.domain.tasks import CaseTotals
from amt24web.domain.vocabulary import DocumentState
from amt24web.storage.declarations import DeclarationRow
from amt24web.storage.defects import DefectRow
from amt24web.storage.issued_documents import IssuedDocument
from amt24web.storage.onlinedienste import SummaryRow
from amt24web.storage.test_cases import CaseRow
from amt24web.storage.test_rounds import ResultRow, RoundRow

SETTLED = (DefectState.RETESTED, DefectState.ACCEPTED)


def last_result() -> Any:
    """How a case came out the last time anybody carried it out, as a column beside the case."""
    of_case = select(ResultRow.result).where(ResultRow.case_id == CaseRow.id)
    return of_case.order_by(ResultRow.id.desc()).limit(1).correlate(CaseRow).scalar_subquery()


def find_totals(session: Session, onlinedienst_id: int) -> CaseTotals:
    """Counts of cases, defects, declarations and papers, with the kept matters beside them."""
    cases = select(CaseRow.number, last_result()).where(
        CaseRow.onlinedienst_id == onlinedienst_id, CaseRow.is_dropped.is_(False)
    )
    results = dict(tuple(row) for row in session.execute(cases))
    row = session.execute(_counts(onlinedienst_id)).one()
    open_defects, open_round, papers, matters = row
    return CaseTotals(
        cases=len(results),
        passed=frozenset(n for n, last in results.items() if last == CaseResult.PASSED),
        open_defects=open_defects or 0,
        open_round=open_round or 0,
        declared=_declared(session, onlinedienst_id),
        papers_for_approval=papers or 0,
        matters=matters or "[]",
    )


def _declared(session: Session, onlinedienst_id: int) -> tuple[Outcome, ...]:
    """The newest final approval of each body that was not withdrawn."""
    row = DeclarationRow
    statement = (
        select(row.body, row.outcome)
        .where(
            row.onlinedienst_id == onlinedienst_id,
            row.kind == DeclarationKind.FINAL_APPROVAL,
            row.withdrawn_at.is_(None),
        )
        .order_by(row.id)
    )
    newest: dict[str, Outcome] = {}
    for body, outcome in session.execute(statement):
        newest[body] = outcome
    return tuple(newest.values())


def _counts(onlinedienst_id: int) -> Select[Any, Any, Any, Any]:
    defect, held, issued = DefectRow, RoundRow, IssuedDocument
    defects = select(func.count()).where(
        defect.onlinedienst_id == onlinedienst_id, defect.state.not_in(SETTLED)
    )
    newest_round = select(func.max(held.number)).where(
        held.onlinedienst_id == onlinedienst_id, held.ended_at.is_(None)
    )
    papers = select(func.count()).where(
        issued.onlinedienst_id == onlinedienst_id, issued.state == DocumentState.FOR_APPROVAL
    )
    matters = select(SummaryRow.matters).where(SummaryRow.onlinedienst_id == onlinedienst_id)
    parts = (defects, newest_round, papers, matters)
    return select(*(part.scalar_subquery() for part in parts))
