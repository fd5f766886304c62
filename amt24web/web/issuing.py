"""Issued papers in the browser: the list, one version beside another, approving, withdrawing."""

from typing import Any

from flask import (
    Blueprint,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.vocabulary import Action, DocumentFormat, DocumentState
from amt24web.domain.wording import DOCUMENT_SLUGS, label
from amt24web.rules.evidence import Evidence
from amt24web.usecases import issued_papers, issuing
from amt24web.usecases.issued_papers import VersionPage
from amt24web.usecases.papers import UNKNOWN_VERSION
from amt24web.web.drawing import ring
from amt24web.web.forms import ApprovalForm, ReasonForm
from amt24web.web.kept_files import kept_file
from amt24web.web.question_fields import whole_number
from amt24web.web.security import current_account, needs

blueprint = Blueprint("issuing", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")
KINDS = {slug: kind for kind, slug in DOCUMENT_SLUGS.items()}
FORMATS = {str(file_format): file_format for file_format in DocumentFormat}
RENDITIONS = {"zur-freigabe": DocumentState.FOR_APPROVAL, "freigegeben": DocumentState.APPROVED}
"""How the two renditions of a version are called in addresses."""
ISSUED = "Ausgefertigt. Die Version wartet auf die Freigabe."
CHOOSE_AGAIN = "Bitte wählen Sie die Datei noch einmal aus."
ORDERED_AGAIN = "Die Dateien werden noch einmal gemacht."
APPROVED = "Freigabe festgehalten."
WITHDRAWN = "Version zurückgezogen."


@blueprint.get("/dokumente")
@needs(Action.DOWNLOAD_DOCUMENTS)
def show_documents(onlinedienst_id: int) -> ResponseReturnValue:
    """All papers with their versions."""
    page = issued_papers.view_documents(who=current_account(), onlinedienst_id=onlinedienst_id)
    return render_template("issuing/documents.html", page=page, renditions=_slug_of_rendition())


@blueprint.post("/dokumente/<kind>/ausfertigen")
@needs(Action.ISSUE_DOCUMENTS)
def issue(onlinedienst_id: int, kind: str) -> ResponseReturnValue:
    """Freeze a paper as its next version."""
    if kind not in KINDS:
        raise NotFound(UNKNOWN_VERSION)
    try:
        issued_id = issuing.issue(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            kind=KINDS[kind],
            note=request.form.get("anlass", ""),
        )
    except InvalidInput as refusal:
        flash(refusal.message)
        return redirect(url_for(".show_documents", onlinedienst_id=onlinedienst_id), 303)
    return _back(onlinedienst_id, issued_id, ISSUED)


@blueprint.get("/dokumente/versionen/<int:issued_id>")
@needs(Action.DOWNLOAD_DOCUMENTS)
def show_version(onlinedienst_id: int, issued_id: int) -> ResponseReturnValue:
    """One version, and what differs from another one or from today."""
    page = _page(onlinedienst_id, issued_id)
    if page.is_waiting:
        ring()
    return _shown(page, ApprovalForm(MultiDict()), ReasonForm(MultiDict()))


@blueprint.post("/dokumente/versionen/<int:issued_id>/dateien")
@needs(Action.ISSUE_DOCUMENTS)
def order_again(onlinedienst_id: int, issued_id: int) -> ResponseReturnValue:
    """Try anew to draw the files of a version."""
    issuing.order_again(who=current_account(), onlinedienst_id=onlinedienst_id, issued_id=issued_id)
    return _back(onlinedienst_id, issued_id, ORDERED_AGAIN)


@blueprint.post("/dokumente/versionen/<int:issued_id>/freigeben")
@needs(Action.APPROVE_DOCUMENTS)
def approve(onlinedienst_id: int, issued_id: int) -> ResponseReturnValue:
    """Approve a version, or note that somebody did."""
    form = ApprovalForm(request.form)
    try:
        issuing.approve(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            issued_id=issued_id,
            typed={name: request.form.get(name, "") for name in ("way", "name", "function", "day")},
            evidence=_evidence(),
        )
    except InvalidInput as refusal:
        if not refusal.problems:
            return _back(onlinedienst_id, issued_id, refusal.message)
        lost = {"evidence": CHOOSE_AGAIN} if _evidence() else {}
        form.refuse(lost | refusal.problems)
        page = _page(onlinedienst_id, issued_id)
        return _shown(page, form, ReasonForm(MultiDict())), 422
    return _back(onlinedienst_id, issued_id, APPROVED)


@blueprint.post("/dokumente/versionen/<int:issued_id>/zurueckziehen")
@needs(Action.APPROVE_DOCUMENTS)
def withdraw(onlinedienst_id: int, issued_id: int) -> ResponseReturnValue:
    """Withdraw a version, with a reason."""
    form = ReasonForm(request.form)
    try:
        issuing.withdraw(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            issued_id=issued_id,
            reason=form.reason.data or "",
        )
    except InvalidInput as refusal:
        if not refusal.problems:
            return _back(onlinedienst_id, issued_id, refusal.message)
        form.refuse(refusal.problems)
        page = _page(onlinedienst_id, issued_id)
        return _shown(page, ApprovalForm(MultiDict()), form), 422
    return _back(onlinedienst_id, issued_id, WITHDRAWN)


@blueprint.get("/dokumente/versionen/<int:issued_id>/aenderungen.<file_format>")
@needs(Action.DOWNLOAD_DOCUMENTS)
def download_changes(onlinedienst_id: int, issued_id: int, file_format: str) -> ResponseReturnValue:
    """What differs, as an annex to print."""
    if file_format not in FORMATS:
        raise NotFound(UNKNOWN_VERSION)
    produced = issued_papers.produce_changes(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        issued_id=issued_id,
        against_id=whole_number(request.args.get("mit", "")),
        file_format=FORMATS[file_format],
    )
    return kept_file(produced)


@blueprint.get("/dokumente/versionen/<int:issued_id>/<rendition>.<file_format>")
@needs(Action.DOWNLOAD_DOCUMENTS)
def download_issued(
    onlinedienst_id: int, issued_id: int, rendition: str, file_format: str
) -> ResponseReturnValue:
    """An issued file, exactly as it was kept."""
    if rendition not in RENDITIONS or file_format not in FORMATS:
        raise NotFound(UNKNOWN_VERSION)
    produced = issued_papers.fetch(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        issued_id=issued_id,
        state=RENDITIONS[rendition],
        file_format=FORMATS[file_format],
    )
    return kept_file(produced)


@blueprint.get("/dokumente/versionen/<int:issued_id>/nachweis")
@needs(Action.ISSUE_DOCUMENTS)
def download_evidence(onlinedienst_id: int, issued_id: int) -> ResponseReturnValue:
    """What proves the approval, only ever as a file to save."""
    produced = issued_papers.fetch_evidence(
        who=current_account(), onlinedienst_id=onlinedienst_id, issued_id=issued_id
    )
    return kept_file(produced)


def _page(onlinedienst_id: int, issued_id: int) -> VersionPage:
    return issued_papers.view_version(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        issued_id=issued_id,
        against_id=whole_number(request.args.get("mit", "")),
    )


def _shown(page: VersionPage, approval: ApprovalForm, reason: ReasonForm) -> str:
    approval.way.choices = [(way.value, label(way)) for way in page.decider.ways]
    return render_template(
        "issuing/version.html",
        page=page,
        approval=approval,
        reason=reason,
        renditions=_slug_of_rendition(),
        errors=[*approval.error_links, *reason.error_links],
    )


def _slug_of_rendition() -> dict[DocumentState, str]:
    return {state: slug for slug, state in RENDITIONS.items()}


def _evidence() -> Evidence | None:
    sent = request.files.get("evidence")
    return Evidence(sent.filename, sent.read()) if sent and sent.filename else None


def _back(onlinedienst_id: int, issued_id: int, message: str) -> ResponseReturnValue:
    flash(message)
    where: dict[str, Any] = {"onlinedienst_id": onlinedienst_id, "issued_id": issued_id}
    return redirect(url_for(".show_version", **where), 303)
