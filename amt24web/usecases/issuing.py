"""Issuing papers: freeze the facts, have them approved, withdraw a version."""

import hashlib
from dataclasses import replace

from sqlalchemy.orm import Session

from amt24web.documents.comparison import compare
from amt24web.documents.frozen import thaw
from amt24web.documents.outline import Document, facts, fingerprint
from amt24web.domain.errors import InvalidInput
from amt24web.domain.house_style import StyleVersion
from amt24web.domain.issued import Approval, Files, Frozen, Issued
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import (
    Action,
    AuditEvent,
    DocumentFormat,
    DocumentKind,
    DocumentState,
    SignOffWay,
)
from amt24web.domain.wording import DOCUMENT_SLUGS, german_date, label, local_day
from amt24web.rules.decisions import Decision, read_decision, read_reason
from amt24web.rules.evidence import Evidence, read_evidence
from amt24web.rules.typed_text import clean
from amt24web.storage import audit, house_styles, issued_documents
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, open_dossier
from amt24web.usecases.papers import decider, newest_valid, paper_of, version_of
from amt24web.usecases.rendering import drawn

LONGEST_NOTE = 2_000
CHANGED_MEANWHILE = (
    "Während das Dokument gemacht wurde, hat jemand eine Angabe geändert. Bitte sehen Sie den "
    "Entwurf noch einmal an und fertigen Sie ihn dann aus."
)
NOTHING_NEW = "Seit Version {version} hat sich nichts geändert."
MAIL_MISSING = "Bitte fügen Sie die Mail mit der Freigabe als Datei an."
NOT_WAITING = "Freigeben lässt sich nur eine Version, die zur Freigabe steht."
WITHDRAWN_ALREADY = "Diese Version ist schon zurückgezogen."
REASON_MISSING = "Bitte schreiben Sie kurz, warum die Version zurückgezogen wird."


def issue(*, who: Account, onlinedienst_id: int, kind: DocumentKind, note: str = "") -> int:
    """Freeze a paper as its next version, waiting for approval; returns its number.

    The files are made before anything is written. Raises NotFound if there is nothing to put on
    the paper, InvalidInput if nothing has changed since the last version, or while it was made.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.ISSUE_DOCUMENTS)
        issued = issued_documents.list_issued(session, dossier.id)
        version = issued_documents.next_version(session, dossier.id, kind)
        style = house_styles.find_chosen(session, dossier.id)
    _require_news(paper_of(dossier, kind), kind, issued)
    document = _to_issue(dossier, kind, version, who)
    frozen = Frozen(
        kind, version, facts(document), fingerprint(document), clean(note)[:LONGEST_NOTE]
    )
    files = _drawn(document, style)
    now = utc_now()
    with writing() as session:
        again = open_dossier(session, who, onlinedienst_id, Action.ISSUE_DOCUMENTS, for_update=True)
        is_same = fingerprint(_to_issue(again, kind, version, who)) == frozen.fingerprint
        if not is_same or issued_documents.next_version(session, again.id, kind) != version:
            raise InvalidInput(CHANGED_MEANWHILE)
        number = issued_documents.keep_issued(
            session, again.id, frozen, files, user_id=who.id, now=now
        )
        if style:
            house_styles.keep_issued_style(session, number, style.id)
        _note(session, AuditEvent.DOCUMENT_ISSUED, who, again.id, _called(kind, version))
    return number


def _require_news(today: Document, kind: DocumentKind, issued: tuple[Issued, ...]) -> None:
    newest = newest_valid(issued, kind)
    if newest and not compare(thaw(newest.facts), today):
        raise InvalidInput(NOTHING_NEW.format(version=newest.version))


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
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.APPROVE_DOCUMENTS)
        issued = version_of(session, dossier.id, issued_id)
        style = house_styles.find_issued_style(session, issued_id)
    _require_waiting(issued)
    decision = read_decision(typed, decider(who), local_day(now))
    approval = _approval(decision, _proof(decision, evidence))
    document = _approved(thaw(issued.facts), decision, who)
    files = _drawn(document, style)
    with writing() as session:
        open_dossier(session, who, onlinedienst_id, Action.APPROVE_DOCUMENTS, for_update=True)
        _require_waiting(version_of(session, dossier.id, issued_id))
        issued_documents.keep_approval(session, issued_id, approval, files, user_id=who.id, now=now)
        _note(
            session,
            AuditEvent.DOCUMENT_APPROVED,
            who,
            dossier.id,
            _called(issued.kind, issued.version),
        )


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


def _approved(document: Document, decision: Decision, who: Account) -> Document:
    """The same facts, with who approved them."""
    person = ", ".join(part for part in (decision.name, decision.function) if part)
    told = "" if decision.way is SignOffWay.ACCOUNT else f", festgehalten von {who.name}"
    approval = f"{person}, {german_date(decision.day)}, {label(decision.way)}{told}"
    head = replace(document.head, state=DocumentState.APPROVED, approval=approval)
    return replace(document, head=head)


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
        _note(
            session,
            AuditEvent.DOCUMENT_WITHDRAWN,
            who,
            dossier.id,
            _called(issued.kind, issued.version),
        )


def _to_issue(dossier: Dossier, kind: DocumentKind, version: int, who: Account) -> Document:
    """The paper as it goes out for approval, under the name of whoever issues it."""
    document = paper_of(dossier, kind, str(version))
    head = replace(document.head, state=DocumentState.FOR_APPROVAL, edited_by=who.name)
    return replace(document, head=head)


def _drawn(document: Document, style: StyleVersion | None) -> Files:
    return {file_format: drawn(document, file_format, style) for file_format in DocumentFormat}


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


def _called(kind: DocumentKind, version: int) -> str:
    return f"{DOCUMENT_SLUGS[kind]} {version}"
