"""What became of the issued papers, without their facts and files: for the history."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from amt24web.domain.issued import Approval, PaperStep
from amt24web.domain.vocabulary import Deed, DocumentKind
from amt24web.storage.issued_documents import IssuedDocument
from amt24web.storage.users import User


def list_lives(session: Session, onlinedienst_id: int) -> list[PaperStep]:
    """Every step in the life of every issued paper of an Onlinedienst, in one statement."""
    issued = IssuedDocument
    issuer, recorder, withdrawer = aliased(User), aliased(User), aliased(User)
    statement = (
        select(
            issued.id,
            issued.kind,
            issued.version,
            issued.note,
            issued.issued_by_id,
            issued.issued_at,
            issued.approved_by,
            issued.approved_function,
            issued.approved_on,
            issued.approved_way,
            issued.approved_by_id,
            issued.approved_at,
            issued.evidence_name,
            issued.withdrawn_by_id,
            issued.withdrawn_at,
            issued.withdrawn_reason,
            issuer.name.label("issuer"),
            recorder.name.label("recorder"),
            withdrawer.name.label("withdrawer"),
        )
        .join(issuer, issuer.id == issued.issued_by_id)
        .outerjoin(recorder, recorder.id == issued.approved_by_id)
        .outerjoin(withdrawer, withdrawer.id == issued.withdrawn_by_id)
        .where(issued.onlinedienst_id == onlinedienst_id)
        .order_by(issued.id)
    )
    return [step for row in session.execute(statement) for step in _life(row)]


def list_moments_of_issue(session: Session, onlinedienst_id: int) -> list[datetime]:
    """When papers of an Onlinedienst were issued, the earliest first."""
    issued_at = IssuedDocument.issued_at
    statement = select(issued_at).where(IssuedDocument.onlinedienst_id == onlinedienst_id)
    return list(session.scalars(statement.order_by(issued_at)))


def _life(row: Any) -> Iterator[PaperStep]:
    paper = (row.id, DocumentKind(row.kind), row.version)
    yield PaperStep(*paper, Deed.ISSUED, row.issued_by_id, row.issuer, row.issued_at, note=row.note)
    if row.approved_at:
        approval = Approval(
            row.approved_by,
            row.approved_function,
            row.approved_on,
            row.approved_way,
            row.evidence_name,
        )
        yield PaperStep(
            *paper,
            Deed.APPROVED,
            row.approved_by_id,
            row.recorder,
            row.approved_at,
            approval=approval,
        )
    if row.withdrawn_at:
        yield PaperStep(
            *paper,
            Deed.WITHDRAWN,
            row.withdrawn_by_id,
            row.withdrawer,
            row.withdrawn_at,
            note=row.withdrawn_reason,
        )
