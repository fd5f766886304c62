"""„Für DSB und ISB“: look at what they sign, sign it, take a signature back."""

from collections.abc import Callable
from dataclasses import dataclass

from amt24web.catalogue.structure import SignOff
from amt24web.domain.assessments import NiveauReading
from amt24web.domain.errors import NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.records import Content, Json
from amt24web.domain.vocabulary import Action, AnswerState
from amt24web.domain.wording import local_day
from amt24web.rules.saving import Origin, next_record
from amt24web.rules.sign_off_view import SignOffView, sign_off_view, signer_for
from amt24web.rules.sign_offs import (
    decision_of_another,
    offered,
    own_roles,
    read_sign_off,
    record_key,
)
from amt24web.rules.signing import Signer, Signing, reason_to_withdraw
from amt24web.rules.signing import sign as understand
from amt24web.rules.vertrauensniveau import read_niveau
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, close_dossier, open_dossier

UNKNOWN_SIGN_OFF = "Diese Mitzeichnung gibt es hier nicht."
NOT_YOUR_SIGNATURE = (
    "Die Entscheidung von {whose} zieht nur zurück, wer sie im eigenen Konto getroffen hat."
)
NOT_SIGNED = "Diese Mitzeichnung ist nicht (mehr) gezeichnet."


@dataclass(frozen=True, slots=True)
class SignOffsPage:
    """Everything that data protection and information security sign, on one page."""

    onlinedienst_id: int
    title: str
    niveau: NiveauReading | None
    sign_offs: tuple[SignOffView, ...]
    may_view: bool
    may_answer: bool


def view_sign_offs(*, who: Account, onlinedienst_id: int) -> SignOffsPage:
    """The page; somebody who sees only what is their own sees the sign-offs of their role.

    Raises NotAllowed for somebody of whom none is asked.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW_SIGN_OFFS, owns_row=True)
    may_view = dossier.may(Action.VIEW_SIGN_OFFS)
    shown = [s for s in offered(dossier.standing) if may_view or _is_own(dossier, s)]
    if not shown and not may_view:
        raise NotAllowed
    return SignOffsPage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        niveau=read_niveau(dossier.standing),
        sign_offs=tuple(
            sign_off_view(dossier.standing, s, _signer(dossier, s, who), dossier.own_uids)
            for s in shown
        ),
        may_view=dossier.may(Action.VIEW),
        may_answer=dossier.may(Action.ANSWER),
    )


def sign(*, who: Account, onlinedienst_id: int, sign_off_id: str, signing: Signing) -> str:
    """Sign off, for oneself or for somebody who told it; returns what was signed, in words.

    Raises NotFound for a sign-off that is not asked for, NotAllowed, and InvalidInput naming
    fields. Open questions do not stand in the way; they are kept with the signature.
    """
    now = utc_now()

    def said(dossier: Dossier, sign_off: SignOff) -> Content:
        signer = _signer(dossier, sign_off, who)
        kept: Json = dict(understand(dossier.standing, sign_off, signing, signer, local_day(now)))
        return Content(value=kept, state=AnswerState.ANSWERED)

    return _keep(who, onlinedienst_id, sign_off_id, said)


def withdraw(*, who: Account, onlinedienst_id: int, sign_off_id: str, reason: str) -> str:
    """Take a signature back, with a reason; returns what it was about, in words.

    Raises NotFound if nothing is signed, InvalidInput without a reason, NotAllowed for what
    somebody else signed in their own account.
    """

    def said(dossier: Dossier, sign_off: SignOff) -> Content:
        if whose := decision_of_another(dossier.standing, sign_off, who.id):
            raise NotAllowed(NOT_YOUR_SIGNATURE.format(whose=whose))
        content = Content(reason=reason_to_withdraw(reason))
        is_told_twice = content == dossier.standing.facts.record(record_key(sign_off.id)).content
        if not is_told_twice and not read_sign_off(dossier.standing, sign_off).is_signed:
            raise NotFound(NOT_SIGNED)
        return content

    return _keep(who, onlinedienst_id, sign_off_id, said)


def _keep(
    who: Account,
    onlinedienst_id: int,
    sign_off_id: str,
    said: Callable[[Dossier, SignOff], Content],
) -> str:
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.SIGN_OFF, for_update=True, owns_row=True
        )
        sign_off = _find(dossier, sign_off_id)
        newest = dossier.standing.facts.record(record_key(sign_off_id))
        content = said(dossier, sign_off)
        if content != newest.content:
            record = next_record(newest, content, Origin(who.id, who.name), now)
            close_dossier(session, dossier, [record], now)
    return sign_off.text


def _find(dossier: Dossier, sign_off_id: str) -> SignOff:
    """A sign-off this person may sign. Raises NotFound, NotAllowed."""
    found = next((s for s in offered(dossier.standing) if s.id == sign_off_id), None)
    may_sign = dossier.may(Action.SIGN_OFF)
    if found is None:
        raise NotFound(UNKNOWN_SIGN_OFF)
    if not may_sign and not _is_own(dossier, found):
        raise NotAllowed
    return found


def _is_own(dossier: Dossier, sign_off: SignOff) -> bool:
    return sign_off.role in own_roles(dossier.standing, dossier.own_uids)


def _signer(dossier: Dossier, sign_off: SignOff, who: Account) -> Signer:
    return signer_for(
        dossier.standing,
        sign_off,
        who,
        dossier.own_uids,
        may_record=dossier.may(Action.ANSWER),
    )
