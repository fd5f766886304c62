"""Who gets access to an Onlinedienst that was taken over from another instance."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from amt24web.domain.people import Account
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import AccessRole, AnswerState
from amt24web.rules.facts import PARTICIPANTS, Facts, cells, gather
from amt24web.storage import records


def let_in(session: Session, who: Account, onlinedienst_id: int, now: datetime) -> str:
    """Give the account access: by its own row if it has one, else by a new one.

    Returns the uid of the new row, or empty. Who takes over has no role until somebody says so.
    """
    facts = gather(records.list_records(session, onlinedienst_id))
    own = _own_row(facts, who)
    uid = own or uuid4().hex[:16]
    if not own:
        said = {"person": who.name, "einrichtung": who.function}
        row = Record(
            key=PARTICIPANTS,
            row_uid=uid,
            position=1 + max((r.position for r in facts.rows.get(PARTICIPANTS, ())), default=0),
            content=Content(
                value={name: text for name, text in said.items() if text},
                state=AnswerState.ANSWERED,
            ),
            revision=1,
            author_id=who.id,
            saved_at=now,
        )
        records.keep(session, onlinedienst_id, row)
    records.link_account(session, onlinedienst_id, uid, who.id, AccessRole.PROCESS_OWNER)
    return "" if own else uid


def _own_row(facts: Facts, who: Account) -> str:
    """The row of a participant with the address of this account, or empty."""
    rows = facts.rows.get(PARTICIPANTS, ())
    return next((r.row_uid for r in rows if cells(r.content).get("mail") == who.email), "")
