"""What is kept and waits for one person: a fixed number of statements over all Onlinedienste."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from amt24web.domain.papers.words import CaseResult, DefectState
from amt24web.domain.tasks import (
    CaseToRun,
    KeptPoint,
    Membership,
    OpenDefect,
    PaperToApprove,
    Unanswered,
    Waiting,
)
from amt24web.domain.vocabulary import AccessRole, DocumentKind, DocumentState, PointKind
from amt24web.storage.database import read_json
from amt24web.storage.defects import DefectRow
from amt24web.storage.issued_documents import IssuedDocument
from amt24web.storage.onlinedienste import SummaryRow
from amt24web.storage.open_points import OpenPointRow
from amt24web.storage.records import Participant
from amt24web.storage.test_cases import CaseRow
from amt24web.storage.test_rounds import ResultRow, RoundRow
from amt24web.storage.test_totals import last_result

MOST_OF_A_KIND = 500
"""Nobody works through more; the most urgent ones are read."""


def find_waiting(session: Session, user_id: int) -> Waiting:
    """Everything kept that may wait for this person; which of it does, the rules say."""
    found = Waiting(
        memberships=_memberships(session, user_id),
        points=_points(session, user_id),
        unanswered=_unanswered(session, user_id),
        papers=_papers(session, user_id),
        cases=_cases(session, user_id),
        defects=_defects(session, user_id),
    )
    lists = (found.points, found.unanswered, found.papers, found.defects)
    if not any(len(listed) > MOST_OF_A_KIND for listed in lists):
        return found
    return Waiting(
        memberships=found.memberships,
        points=found.points[:MOST_OF_A_KIND],
        unanswered=found.unanswered[:MOST_OF_A_KIND],
        papers=found.papers[:MOST_OF_A_KIND],
        cases=found.cases,
        defects=found.defects[:MOST_OF_A_KIND],
        is_cut=True,
    )


def _mine(user_id: int) -> ColumnElement[bool]:
    return and_(Participant.user_id == user_id, Participant.removed.is_(False))


def _where_i_am(user_id: int, *roles: AccessRole) -> Select[int]:
    """The Onlinedienste this person takes part in with one of these kinds of access."""
    wanted = Participant.access_role.in_(roles)
    return select(Participant.onlinedienst_id).where(_mine(user_id), wanted)


def _memberships(session: Session, user_id: int) -> tuple[Membership, ...]:
    statement = (
        select(
            Participant.onlinedienst_id,
            SummaryRow.title,
            Participant.row_uid,
            Participant.access_role,
            Participant.value,
            SummaryRow.matters,
        )
        .join(SummaryRow, SummaryRow.onlinedienst_id == Participant.onlinedienst_id)
        .where(_mine(user_id))
        .order_by(Participant.onlinedienst_id, Participant.position)
    )
    return tuple(
        Membership(number, title, uid, access, value or {}, matters)
        for number, title, uid, access, value, matters in session.execute(statement)
        if access
    )


def _is_mine(user_id: int) -> ColumnElement[bool]:
    """Joins an open point with the participant it waits for, if that is this person."""
    return and_(
        Participant.onlinedienst_id == OpenPointRow.onlinedienst_id,
        Participant.row_uid == OpenPointRow.responsible_uid,
        _mine(user_id),
    )


def _is_plain() -> ColumnElement[bool]:
    """Whether a point is just a question of the stage, without a day."""
    return and_(OpenPointRow.kind == PointKind.UNANSWERED, OpenPointRow.due_on.is_(None))


def _points(session: Session, user_id: int) -> tuple[KeptPoint, ...]:
    row = OpenPointRow
    statement = (
        select(
            row.onlinedienst_id, row.key, row.kind, row.title, row.question, row.section, row.due_on
        )
        .join(Participant, _is_mine(user_id))
        .where(~_is_plain())
        .order_by(row.due_on.is_(None), row.due_on, row.id)
        .limit(MOST_OF_A_KIND + 1)
    )
    return tuple(KeptPoint(*found) for found in session.execute(statement))


def _unanswered(session: Session, user_id: int) -> tuple[Unanswered, ...]:
    row = OpenPointRow
    statement = (
        select(
            row.onlinedienst_id,
            func.count(),
            func.min(row.title),
            func.min(row.question),
            func.min(row.section),
        )
        .join(Participant, _is_mine(user_id))
        .where(_is_plain())
        .group_by(row.onlinedienst_id)
        .order_by(row.onlinedienst_id)
        .limit(MOST_OF_A_KIND + 1)
    )
    return tuple(Unanswered(*found) for found in session.execute(statement))


def _papers(session: Session, user_id: int) -> tuple[PaperToApprove, ...]:
    issued = IssuedDocument
    statement = (
        select(issued.onlinedienst_id, issued.id, issued.kind, issued.version, issued.issued_at)
        .where(
            issued.state == DocumentState.FOR_APPROVAL,
            issued.onlinedienst_id.in_(_where_i_am(user_id, AccessRole.PROCESS_OWNER)),
        )
        .order_by(issued.id)
        .limit(MOST_OF_A_KIND + 1)
    )
    return tuple(
        PaperToApprove(number, issued_id, DocumentKind(kind), version, issued_at)
        for number, issued_id, kind, version, issued_at in session.execute(statement)
    )


TESTING = (AccessRole.PROCESS_OWNER, AccessRole.CONTRIBUTOR, AccessRole.READER)
"""Who may carry out test cases and look after defects."""


def _cases(session: Session, user_id: int) -> tuple[CaseToRun, ...]:
    mended = (DefectRow.case_id == CaseRow.id) & (DefectRow.state == DefectState.MENDED)
    statement = (
        select(
            RoundRow.onlinedienst_id,
            CaseRow.number,
            RoundRow.number,
            RoundRow.kind,
            CaseRow.tester_uid,
            CaseRow.marks,
            last_result(),
            exists().where(mended),
        )
        .join(CaseRow, CaseRow.onlinedienst_id == RoundRow.onlinedienst_id)
        .where(
            RoundRow.ended_at.is_(None),
            RoundRow.onlinedienst_id.in_(_where_i_am(user_id, *TESTING)),
            CaseRow.is_dropped.is_(False),
            (CaseRow.tester_uid == "") | CaseRow.tester_uid.in_(_own_uids(user_id)),
            ~exists().where(ResultRow.round_id == RoundRow.id, ResultRow.case_id == CaseRow.id),
        )
        .order_by(RoundRow.onlinedienst_id, CaseRow.number)
    )
    return tuple(_case(row) for row in session.execute(statement))


def _own_uids(user_id: int) -> Select[str]:
    return select(Participant.row_uid).where(_mine(user_id))


def _case(row: Any) -> CaseToRun:
    number, case, round_number, kind, tester_uid, marks, last, is_mended = row
    result = CaseResult(last) if last else None
    return CaseToRun(
        number, case, round_number, kind, tester_uid, read_json(marks), result, bool(is_mended)
    )


def _defects(session: Session, user_id: int) -> tuple[OpenDefect, ...]:
    row = DefectRow
    statement = (
        select(row.onlinedienst_id, row.number, row.title, row.weight, row.responsible, row.until)
        .where(
            row.state == DefectState.OPEN,
            row.onlinedienst_id.in_(_where_i_am(user_id, *TESTING)),
        )
        .order_by(row.until.is_(None), row.until, row.id)
        .limit(MOST_OF_A_KIND + 1)
    )
    return tuple(OpenDefect(*found) for found in session.execute(statement))
