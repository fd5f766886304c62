"""Issuing papers: freeze the facts, have them approved, withdraw a version."""

import hashlib
from dataclasses import replace

from sqlalchemy.orm import Session

from amt24web.documents.comparison import compare
from amt24web.documents.frozen import thaw
from amt24web.documents.outline import Document, facts, fingerprint
from amt24web.domain.errors import InvalidInput
from amt24web.domain.house_style import StyleVersion
from amt24web.domain.issued import Approval, Frozen, Issued
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import (
    Action,
    AuditEvent,
    DocumentKind,
    DocumentState,
    SignOffWay,
)
from amt24web.domain.wording import DOCUMENT_SLUGS, german_date, label, local_day
from amt24web.rules.decisions import Decision, read_decision, read_reason, require_one_voice
from amt24web.rules.evidence import Evidence, read_evidence
from amt24web.rules.typed_text import clean, problem
from amt24web.storage import audit, house_styles, issued_documents
from amt24web.storage.database import utc_now, writing
from amt24web.usecases.dossier import Dossier, open_dossier
from amt24web.usecases.papers import WITH_TRIAL, decider, newest_valid, paper_of, version_of
from amt24web.usecases.rendering import Keys, fulfil_soon, order

LONGEST_NOTE = 2_000
NOTHING_NEW = "Seit Version {version} hat sich nichts geändert."
MAIL_MISSING = "Bitte fügen Sie die Mail mit der Freigabe als Datei an."
NOT_WAITING = "Freigeben lässt sich nur eine Version, die zur Freigabe steht."
WITHDRAWN_ALREADY = "Diese Version ist schon zurückgezogen."
REASON_MISSING = "Bitte schreiben Sie kurz, warum die Version zurückgezogen wird."


def issue(*, who: Account, onlinedienst_id: int, kind: DocumentKind, note: str = "") -> int:
    """Freeze a paper as its next version, waiting for approval; returns its number.

    The facts are frozen at once; the files that a request has no time for are drawn later. Raises
    NotFound if there is nothing to put on the paper, InvalidInput if nothing is new since the last
    version.
    """
    now = utc_now()
    reason = clean(note)
    if wrong := problem(reason, LONGEST_NOTE):
        raise InvalidInput(wrong)
    with writing() as session:
        dossier = open_dossier(
            session,
            who,
            onlinedienst_id,
            Action.ISSUE_DOCUMENTS,
            for_update=True,
            with_trial=kind in WITH_TRIAL,
        )
        style = house_styles.find_chosen(session, dossier.id)
        _require_news(session, dossier, kind, style)
        version = issued_documents.next_version(session, dossier.id, kind)
        document = _to_issue(dossier, kind, version, who)
        frozen = Frozen(kind, version, facts(document), fingerprint(document), reason)
        number = issued_documents.keep_issued(session, dossier.id, frozen, user_id=who.id, now=now)
        if style:
            house_styles.keep_issued_style(session, number, style.id)
        keys = _expect(session, number, document, style)
        _note(session, AuditEvent.DOCUMENT_ISSUED, who, dossier.id, _called(kind, version))
    fulfil_soon(keys, style)
    return number


def _require_news(
    session: Session, dossier: Dossier, kind: DocumentKind, style: StyleVersion | None
) -> None:
    """A new version says or shows something new. Raises InvalidInput."""
    newest = newest_valid(issued_documents.list_issued(session, dossier.id), kind)
    if newest is None:
        return
    is_restyled = style != house_styles.find_issued_style(session, newest.id)
    if not is_restyled and not compare(thaw(newest.facts), paper_of(dossier, kind)):
        raise InvalidInput(NOTHING_NEW.format(version=newest.version))


def _expect(
    session: Session, issued_id: int, document: Document, style: StyleVersion | None
) -> Keys:
    """Order the files of a version as it stands now; the keys of what is ordered."""
    keys = order(session, document, style)
    state = document.head.state or DocumentState.FOR_APPROVAL
    issued_documents.expect_files(session, issued_id, state, keys)
    return keys


def order_again(*, who: Account, onlinedienst_id: int, issued_id: int) -> None:
    """Try anew to draw the files of a version that could not be drawn."""
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.ISSUE_DOCUMENTS)
        issued = version_of(session, dossier.id, issued_id)
        style = house_styles.find_issued_style(session, issued_id)
        for state in {state for state, _ in issued.ordered}:
            document = _as_handed_out(issued, state)
            issued_documents.order_anew(session, issued_id, state, order(session, document, style))


def _as_handed_out(issued: Issued, state: DocumentState) -> Document:
    """The frozen facts of a version with how far it has come."""
    document = thaw(issued.facts)
    approval = _said(issued) if state is DocumentState.APPROVED else ""
    return replace(document, head=replace(document.head, state=state, approval=approval))


def _said(issued: Issued) -> str:
    """Who approved a version, when, in which way, and who noted it for somebody else."""
    person = ", ".join(part for part in (issued.approved_by, issued.approved_function) if part)
    way = issued.approved_way or SignOffWay.ACCOUNT
    told = "" if way is SignOffWay.ACCOUNT else f", festgehalten von {issued.recorded_by}"
    day = german_date(issued.approved_on) if issued.approved_on else ""
    return f"{person}, {day}, {label(way)}{told}"


def approve(
    *,
    who: Account,
    onlinedienst_id: int,
    issued_id: int,
    typed: dict[str, str],
    evidence: Evidence | None = None,
) -> None:
    """Approve a version, in one's own account or as told by somebody without one.

    Raises InvalidInput naming each field, NotFound for a version that is not there.
    """
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.APPROVE_DOCUMENTS, for_update=True
        )
        issued = version_of(session, dossier.id, issued_id)
        _require_waiting(issued)
        style = house_styles.find_issued_style(session, issued_id)
        require_one_voice(typed, decider(who))
        decision = read_decision(typed, decider(who), local_day(now))
        approval = _approval(decision, _proof(decision, evidence))
        issued_documents.keep_approval(session, issued_id, approval, user_id=who.id, now=now)
        approved = version_of(session, dossier.id, issued_id)
        document = _as_handed_out(approved, DocumentState.APPROVED)
        keys = _expect(session, issued_id, document, style)
        _note(session, AuditEvent.DOCUMENT_APPROVED, who, dossier.id, _called_of(issued))
    fulfil_soon(keys, style)


def _approval(decision: Decision, proof: Evidence | None) -> Approval:
    return Approval(
        name=decision.name,
        function=decision.function,
        day=decision.day,
        way=decision.way,
        evidence_name=proof.name if proof else "",
        evidence=(hashlib.sha256(proof.content).hexdigest(), proof.content) if proof else None,
    )


def _proof(decision: Decision, evidence: Evidence | None) -> Evidence | None:
    """The file that proves it; a mail has to be there to be believed."""
    if evidence is None and decision.way is SignOffWay.MAIL:
        raise InvalidInput(MAIL_MISSING, {"evidence": MAIL_MISSING})
    return read_evidence(evidence) if evidence else None


def _require_waiting(issued: Issued) -> None:
    if issued.state is not DocumentState.FOR_APPROVAL:
        raise InvalidInput(NOT_WAITING)


def withdraw(*, who: Account, onlinedienst_id: int, issued_id: int, reason: str) -> None:
    """Say that a version does not hold any more, and why; it stays to be read."""
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.APPROVE_DOCUMENTS, for_update=True
        )
        issued = version_of(session, dossier.id, issued_id)
        if issued.state is DocumentState.WITHDRAWN:
            raise InvalidInput(WITHDRAWN_ALREADY)
        text = read_reason(reason, REASON_MISSING)
        issued_documents.keep_withdrawal(session, issued_id, text, user_id=who.id, now=now)
        _note(session, AuditEvent.DOCUMENT_WITHDRAWN, who, dossier.id, _called_of(issued))


def _to_issue(dossier: Dossier, kind: DocumentKind, version: int, who: Account) -> Document:
    """The paper as it goes out for approval, under the name of whoever issues it."""
    document = paper_of(dossier, kind, str(version))
    head = replace(document.head, state=DocumentState.FOR_APPROVAL, edited_by=who.name)
    return replace(document, head=head)


def _note(
    session: Session, event: AuditEvent, who: Account, onlinedienst_id: int, what: str
) -> None:
    audit.record(
        session,
        event,
        utc_now(),
        user_id=who.id or None,
        onlinedienst_id=onlinedienst_id,
        detail=what,
    )


def _called_of(issued: Issued) -> str:
    return _called(issued.kind, issued.version)


def _called(kind: DocumentKind, version: int) -> str:
    return f"{DOCUMENT_SLUGS[kind]} {version}"
