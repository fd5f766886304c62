"""The test of an Onlinedienst that leaves or arrives: who stands behind it, and rows from afar."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from amt24web.domain.testing import Declared, FoundDefect, PlannedCase, Recorded, Round, Signatures
from amt24web.storage.declarations import DeclarationRow, conditions_json
from amt24web.storage.defects import DefectRow
from amt24web.storage.test_cases import CaseRow, columns_of
from amt24web.storage.test_rounds import ResultRow, RoundRow

ELSEWHERE = "elsewhere"
"""The page of results that no page here has sent."""


def list_signatures(session: Session, onlinedienst_id: int) -> Signatures:
    """Who stands behind the test of an Onlinedienst, by the ids of what they kept."""

    def signed(*columns: Any) -> Any:
        own = columns[0].class_.onlinedienst_id == onlinedienst_id
        return session.execute(select(*columns).where(own)).all()

    results = (
        select(ResultRow.id, ResultRow.recorded_by_id)
        .join(CaseRow, CaseRow.id == ResultRow.case_id)
        .where(CaseRow.onlinedienst_id == onlinedienst_id)
    )
    cases = signed(CaseRow.id, CaseRow.changed_by_id, CaseRow.changed_at)
    declared = signed(DeclarationRow.id, DeclarationRow.recorded_by_id, DeclarationRow.withdrawn_at)
    return Signatures(
        cases={id_: (by, at) for id_, by, at in cases},
        rounds=dict(signed(RoundRow.id, RoundRow.begun_by_id)),
        results=dict(session.execute(results).all()),
        defects=dict(signed(DefectRow.id, DefectRow.reported_by_id)),
        declarations={id_: (by, at) for id_, by, at in declared},
    )


def keep_cases(
    session: Session, onlinedienst_id: int, arrived: Sequence[tuple[PlannedCase, int, datetime]]
) -> dict[int, int]:
    """Keep cases with who changed them when; returns their ids here by number."""
    rows = [
        columns_of(case)
        | {
            "onlinedienst_id": onlinedienst_id,
            "number": case.number,
            "rule_id": case.rule_id,
            "subject": case.subject,
            "changed_by_id": user_id,
            "changed_at": changed_at,
        }
        for case, user_id, changed_at in arrived
    ]
    return _numbered(session, onlinedienst_id, CaseRow, rows)


def keep_rounds(
    session: Session, onlinedienst_id: int, arrived: Sequence[tuple[Round, int]]
) -> dict[int, int]:
    """Keep rounds with who began them; returns their ids here by number."""
    rows = [
        {
            "onlinedienst_id": onlinedienst_id,
            "number": held.number,
            "kind": held.kind,
            "versions": _json(held.versions),
            "environment": held.environment,
            "note": held.note,
            "begun_by_id": user_id,
            "begun_at": held.begun_at,
            "ended_at": held.ended_at,
            "cases": _json(held.cases),
        }
        for held, user_id in arrived
    ]
    return _numbered(session, onlinedienst_id, RoundRow, rows)


def _numbered(
    session: Session,
    onlinedienst_id: int,
    table: type[CaseRow] | type[RoundRow],
    rows: list[dict[str, Any]],
) -> dict[int, int]:
    if rows:
        session.execute(insert(table), rows)
    kept = select(table.number, table.id).where(table.onlinedienst_id == onlinedienst_id)
    return dict(session.execute(kept).all())


def keep_results(session: Session, arrived: Sequence[tuple[Recorded, int]]) -> None:
    """Keep results with who recorded them, in this order."""
    rows = [
        {
            "round_id": result.round_id,
            "case_id": result.case_id,
            "result": result.result,
            "tester": result.tester,
            "day": result.day,
            "on": result.on,
            "observed": result.observed,
            "evidence_name": result.evidence_name,
            "evidence_sha256": None,
            "page_id": ELSEWHERE,
            "sequence": place,
            "recorded_by_id": user_id,
            "recorded_at": result.recorded_at,
        }
        for place, (result, user_id) in enumerate(arrived, 1)
    ]
    if rows:
        session.execute(insert(ResultRow), rows)


def keep_defects(
    session: Session, onlinedienst_id: int, arrived: Sequence[tuple[FoundDefect, int]]
) -> None:
    """Keep defects with who reported them, under the numbers they bring along."""
    rows = [
        {
            "onlinedienst_id": onlinedienst_id,
            "number": defect.number,
            "case_id": defect.case_id,
            "title": defect.title,
            "weight": defect.weight,
            "state": defect.state,
            "workaround": defect.workaround,
            "responsible": defect.responsible,
            "until": defect.until,
            "fixed_in": defect.fixed_in,
            "reported_by_id": user_id,
            "reported_at": defect.reported_at,
            "revision": defect.revision,
        }
        for defect, user_id in arrived
    ]
    if rows:
        session.execute(insert(DefectRow), rows)


def keep_declarations(
    session: Session,
    onlinedienst_id: int,
    arrived: Sequence[tuple[Declared, int, datetime | None]],
) -> None:
    """Keep declarations with who recorded them and when they were withdrawn, in this order."""
    rows = [
        {
            "onlinedienst_id": onlinedienst_id,
            "kind": declared.kind,
            "outcome": declared.outcome,
            "body": declared.body,
            "name": declared.name,
            "function": declared.function,
            "day": declared.day,
            "way": declared.way,
            "words": declared.words,
            "conditions": conditions_json(declared),
            "basis": declared.basis,
            "versions": _json(declared.versions),
            "evidence_name": declared.evidence_name,
            "evidence_sha256": None,
            "recorded_by_id": user_id,
            "recorded_at": declared.recorded_at,
            "withdrawn_at": withdrawn_at,
            "withdrawn_reason": declared.withdrawn_reason,
        }
        for declared, user_id, withdrawn_at in arrived
    ]
    if rows:
        session.execute(insert(DeclarationRow), rows)


def _json(lines: Sequence[str] | Sequence[int]) -> str:
    return json.dumps(list(lines), ensure_ascii=False)
