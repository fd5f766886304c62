"""Who takes part, and with which access."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from amt24web.catalogue.structure import AnswerType
from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, Action, AuditEvent, RowSource
from amt24web.rules.facts import cells, person_label, window
from amt24web.rules.sign_offs import offered
from amt24web.storage import audit, records, users
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, open_dossier

PARTICIPANTS = RowSource.PARTICIPANTS.value
GRANTABLE = (
    AccessRole.PROCESS_OWNER,
    AccessRole.CONTRIBUTOR,
    AccessRole.COMPETENT_BODY,
    AccessRole.READER,
)
NO_ACCOUNT = "Zu dieser Adresse gibt es noch kein Konto. Die Verwaltung kann es anlegen."
LAST_OWNER = "Mindestens ein Prozesseigner muss Zugang behalten."
UNKNOWN_PARTICIPANT = "Diese Person oder Stelle steht nicht (mehr) unter „Beteiligte“."


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A participant, and the access that goes with it; ``signs_off`` if their role decides on a
    sign-off of this Onlinedienst."""

    uid: str
    name: str
    role: str
    email: str
    access: AccessRole | None
    signs_off: bool


@dataclass(frozen=True, slots=True)
class MembersPage:
    """Who takes part, and who has access."""

    onlinedienst_id: int
    title: str
    lines: tuple[MemberLine, ...]
    may_manage: bool
    section_id: str


def view_members(*, who: Account, onlinedienst_id: int) -> MembersPage:
    """All participants with their access."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
        members = records.list_members(session, onlinedienst_id)
    standing = dossier.standing
    signing = {sign_off.role for sign_off in offered(standing)}
    return MembersPage(
        onlinedienst_id=dossier.id,
        title=standing.title,
        lines=tuple(
            _line(dossier, row.row_uid, members, signing)
            for row in standing.facts.rows.get(PARTICIPANTS, ())
        ),
        may_manage=dossier.may(Action.MANAGE_MEMBERS),
        section_id=standing.catalogue.section_of[
            window(standing.catalogue, AnswerType.PARTICIPANTS).id
        ].id,
    )


def _line(
    dossier: Dossier,
    uid: str,
    members: dict[str, tuple[str, AccessRole]],
    signing: Collection[str],
) -> MemberLine:
    facts = dossier.standing.facts
    row = facts.row(PARTICIPANTS, uid)
    said = cells(row.content) if row else {}
    email, access = members.get(uid, ("", None))
    role = str(said.get("rolle", ""))
    names = dossier.standing.catalogue.role_names
    return MemberLine(
        uid=uid,
        name=person_label(said),
        role=names.get(role, role),
        email=email,
        access=access,
        signs_off=role in signing,
    )


def change_access(
    *, who: Account, onlinedienst_id: int, uid: str, email: str, role: AccessRole | None
) -> None:
    """Give a participant's account access, change it, or take it away (``role`` None).

    Raises InvalidInput if there is no such account or nobody would be left to own the process.
    """
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.MANAGE_MEMBERS, for_update=True
        )
        if uid not in dossier.standing.facts.people:
            raise NotFound(UNKNOWN_PARTICIPANT)
        user = users.find_by_email(session, email.strip().casefold()) if role else None
        if role and user is None:
            raise InvalidInput(NO_ACCOUNT, {"email": NO_ACCOUNT})
        _require_owner_left(session, onlinedienst_id, uid, role)
        records.link_account(session, onlinedienst_id, uid, user.id if user else None, role)
        audit.record(
            session,
            AuditEvent.MEMBER_ADDED if role else AuditEvent.MEMBER_REMOVED,
            now,
            user_id=who.id,
            onlinedienst_id=onlinedienst_id,
            detail=f"{user.id if user else uid} {role or ''}",
        )


def _require_owner_left(
    session: Session, onlinedienst_id: int, uid: str, role: AccessRole | None
) -> None:
    members = records.list_members(session, onlinedienst_id)
    owners = {u for u, (_, access) in members.items() if access is AccessRole.PROCESS_OWNER}
    if role is not AccessRole.PROCESS_OWNER and owners == {uid}:
        raise InvalidInput(LAST_OWNER, {"role": LAST_OWNER})
