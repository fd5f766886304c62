"""Certification and Livegang in the browser."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Action, Phase, Questionnaire
from amt24web.domain.wording import label
from amt24web.rules.evidence import Evidence
from amt24web.usecases import certificates, phases, release
from amt24web.usecases.answering import Saved
from amt24web.web.forms import CertificateForm, ConfirmForm
from amt24web.web.kept_files import kept_file
from amt24web.web.saving import save_whole, section_url
from amt24web.web.security import current_account, needs

blueprint = Blueprint("release", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")
MOVED = "Der Onlinedienst ist jetzt in der Phase „{phase}“."
ATTACHED = "Datei angefügt."
REMOVED = "Datei entfernt."
CONFIRMED = "Festgehalten: Die Zertifizierung bleibt gültig."
CERTIFICATION_SECTION = "zertifizierung"
PAGES = {
    Questionnaire.CERTIFICATION: ".show_certification",
    Questionnaire.GO_LIVE: ".show_go_live",
}


@blueprint.get("/zertifizierung")
@blueprint.get("/zertifizierung/<certification_part>")
@needs(Action.VIEW)
def show_certification(onlinedienst_id: int, certification_part: str = "") -> ResponseReturnValue:
    """The versions and their certification."""
    return _shown(onlinedienst_id, Questionnaire.CERTIFICATION, certification_part)


@blueprint.post("/zertifizierung")
@blueprint.post("/zertifizierung/<certification_part>")
@needs(Action.RECORD_CERTIFICATION)
def save_certification(onlinedienst_id: int, certification_part: str = "") -> ResponseReturnValue:
    """Save a section of the certification with the ordinary buttons."""
    return _saved(onlinedienst_id, certification_part, Action.RECORD_CERTIFICATION)


@blueprint.post("/zertifizierung/nachweis")
@needs(Action.RECORD_CERTIFICATION)
def attach_certificate(onlinedienst_id: int) -> ResponseReturnValue:
    """Attach the file with the certificate, in place of a former one."""
    sent, form = request.files.get("evidence"), CertificateForm(request.form)
    try:
        certificates.attach_certificate(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            sent=Evidence(sent.filename, sent.read()) if sent and sent.filename else None,
        )
    except InvalidInput as refusal:
        form.refuse(refusal.problems)
        where = Questionnaire.CERTIFICATION, CERTIFICATION_SECTION
        return _shown(onlinedienst_id, *where, form), 422
    flash(ATTACHED)
    return _to_certificate(onlinedienst_id)


@blueprint.get("/zertifizierung/nachweis")
@needs(Action.RECORD_CERTIFICATION)
def download_certificate(onlinedienst_id: int) -> ResponseReturnValue:
    """The file with the certificate, only ever to save."""
    return kept_file(
        certificates.fetch_certificate(who=current_account(), onlinedienst_id=onlinedienst_id)
    )


@blueprint.post("/zertifizierung/nachweis/entfernen")
@needs(Action.RECORD_CERTIFICATION)
def remove_certificate(onlinedienst_id: int) -> ResponseReturnValue:
    """Take the file with the certificate away."""
    certificates.remove_certificate(who=current_account(), onlinedienst_id=onlinedienst_id)
    flash(REMOVED)
    return _to_certificate(onlinedienst_id)


@blueprint.post("/zertifizierung/bleibt-gueltig")
@needs(Action.DECLARE)
def confirm_certification(onlinedienst_id: int) -> ResponseReturnValue:
    """Say that the certification holds though facts have changed."""
    form = ConfirmForm(request.form)
    try:
        certificates.confirm_certification(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            reason=form.reason.data or "",
            shown=request.form.get("gezeigt", ""),
        )
        flash(CONFIRMED)
    except InvalidInput as refusal:
        if refusal.problems:
            form.refuse(refusal.problems)
            where = Questionnaire.CERTIFICATION, CERTIFICATION_SECTION
            return _shown(onlinedienst_id, *where, confirm=form), 422
        flash(refusal.message)
    return _to_certificate(onlinedienst_id, "ueberpruefen")


def _to_certificate(onlinedienst_id: int, anchor: str = "nachweis") -> ResponseReturnValue:
    here = url_for(
        ".show_certification",
        onlinedienst_id=onlinedienst_id,
        certification_part=CERTIFICATION_SECTION,
        _anchor=anchor,
    )
    return redirect(here, 303)


@blueprint.post("/zertifizierung/abgeschlossen")
@needs(Action.CLOSE_STAGE)
def end_certification(onlinedienst_id: int) -> ResponseReturnValue:
    """The certification is over: on to the Livegang."""
    return _moved(onlinedienst_id, Questionnaire.CERTIFICATION, phases.end_phase)


@blueprint.post("/zertifizierung/zurueck")
@needs(Action.CLOSE_STAGE)
def resume_certification(onlinedienst_id: int) -> ResponseReturnValue:
    """Back to the certification."""
    return _moved(onlinedienst_id, Questionnaire.CERTIFICATION, phases.resume_phase)


@blueprint.get("/livegang")
@blueprint.get("/livegang/<go_live_part>")
@needs(Action.VIEW)
def show_go_live(onlinedienst_id: int, go_live_part: str = "") -> ResponseReturnValue:
    """Rollout, handover and productive acceptance."""
    return _shown(onlinedienst_id, Questionnaire.GO_LIVE, go_live_part)


@blueprint.post("/livegang")
@blueprint.post("/livegang/<go_live_part>")
@needs(Action.RECORD_GO_LIVE)
def save_go_live(onlinedienst_id: int, go_live_part: str = "") -> ResponseReturnValue:
    """Save a section of the Livegang with the ordinary buttons."""
    return _saved(onlinedienst_id, go_live_part, Action.RECORD_GO_LIVE)


@blueprint.post("/livegang/abgenommen")
@needs(Action.CLOSE_STAGE)
def end_go_live(onlinedienst_id: int) -> ResponseReturnValue:
    """Accepted in production: on to the operation."""
    return _moved(onlinedienst_id, Questionnaire.GO_LIVE, phases.end_phase)


@blueprint.post("/livegang/zurueck")
@needs(Action.CLOSE_STAGE)
def resume_go_live(onlinedienst_id: int) -> ResponseReturnValue:
    """Back to the Livegang."""
    return _moved(onlinedienst_id, Questionnaire.GO_LIVE, phases.resume_phase)


def _shown(
    onlinedienst_id: int,
    questionnaire: Questionnaire,
    section_id: str,
    form: CertificateForm | None = None,
    confirm: ConfirmForm | None = None,
) -> str:
    page = release.view_release(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        questionnaire=questionnaire,
        section_id=section_id,
    )
    form, confirm = form or CertificateForm(MultiDict()), confirm or ConfirmForm(MultiDict())
    errors = [*form.error_links, *confirm.error_links]
    return render_template(
        "release/release.html", page=page, form=form, confirm=confirm, errors=errors
    )


def _saved(onlinedienst_id: int, section_id: str, action: Action) -> ResponseReturnValue:
    section = request.form.get("abschnitt", "") or section_id
    return save_whole(onlinedienst_id, section, action, _onward)


def _onward(saved: Saved) -> str:
    """The next section, or the overview behind the last one."""
    view = saved.view
    if "weiter" not in request.form:
        return section_url(saved.onlinedienst_id, view.section)
    if view.next_section:
        following = next(
            line.section for line in view.lines if line.section.id == view.next_section
        )
        return section_url(saved.onlinedienst_id, following)
    return url_for("onlinedienste.show_one", onlinedienst_id=saved.onlinedienst_id)


def _moved(
    onlinedienst_id: int, questionnaire: Questionnaire, move: Callable[..., Phase]
) -> ResponseReturnValue:
    """Move and say where to; whoever pressed twice, or comes late, is told how it stands."""
    try:
        phase = move(
            who=current_account(), onlinedienst_id=onlinedienst_id, questionnaire=questionnaire
        )
        flash(MOVED.format(phase=label(phase)))
    except InvalidInput as refusal:
        flash(refusal.message)
    return redirect(url_for(PAGES[questionnaire], onlinedienst_id=onlinedienst_id), 303)
