"""House styles in the browser: choose one, look at a sample, upload one."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.vocabulary import Action, DocumentFormat
from amt24web.rules.evidence import Evidence
from amt24web.usecases import house_styles
from amt24web.web.documents import FORMATS, NO_SUCH_PAPER, handed_over
from amt24web.web.forms import HouseStyleForm
from amt24web.web.question_fields import whole_number
from amt24web.web.security import current_account, needs

blueprint = Blueprint("house_styles", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")
UPLOADED = "Hausstil gespeichert. Bitte sehen Sie die Musterseite an, bevor Sie ihn wählen."
CHOSEN = "Ab jetzt entstehen Dokumente in diesem Hausstil. Ausgefertigtes bleibt, wie es ist."
RETIRED = "Diese Version wird nicht mehr angeboten. Wer sie gewählt hat, behält sie."
RESTORED = "Diese Version wird wieder angeboten."
RESET = "Ab jetzt entstehen Dokumente wieder im Stil von amt24web."
CHOOSE_AGAIN = {
    "template": "Bitte wählen Sie die Word-Vorlage noch einmal aus.",
    "logo": "Bitte wählen Sie das Logo noch einmal aus.",
}
NO_VERSION = -1


@blueprint.get("/hausstil")
@needs(Action.VIEW_HOUSE_STYLES)
def show_house_styles(onlinedienst_id: int) -> ResponseReturnValue:
    """All house styles, and the one in use."""
    return _page(onlinedienst_id, HouseStyleForm(MultiDict()))


@blueprint.post("/hausstil")
@needs(Action.MANAGE_HOUSE_STYLES)
def upload(onlinedienst_id: int) -> ResponseReturnValue:
    """Keep a new house style, or the next version of one."""
    form = HouseStyleForm(request.form)
    files = {field: sent for field in CHOOSE_AGAIN if (sent := _file(field))}
    try:
        house_styles.upload_house_style(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            typed={field: request.form.get(field, "") for field in ("name", "accent")},
            template=files.get("template"),
            logo=files.get("logo"),
        )
    except InvalidInput as refusal:
        form.refuse({field: CHOOSE_AGAIN[field] for field in files} | refusal.problems)
        return _page(onlinedienst_id, form), 422
    flash(UPLOADED)
    return _back(onlinedienst_id)


@blueprint.post("/hausstil/waehlen")
@needs(Action.MANAGE_HOUSE_STYLES)
def choose(onlinedienst_id: int) -> ResponseReturnValue:
    """Use a version for the papers of this Onlinedienst, or ours again."""
    version_id = _number(request.form.get("version", ""))
    try:
        house_styles.choose_house_style(
            who=current_account(), onlinedienst_id=onlinedienst_id, version_id=version_id
        )
    except InvalidInput as refusal:
        flash(refusal.message)
        return _back(onlinedienst_id)
    flash(CHOSEN if version_id else RESET)
    return _back(onlinedienst_id)


@blueprint.post("/hausstil/versionen/<int:version_id>/nicht-anbieten")
@needs(Action.MANAGE_HOUSE_STYLES)
def retire(onlinedienst_id: int, version_id: int) -> ResponseReturnValue:
    """Offer a version to nobody new."""
    house_styles.retire_house_style(
        who=current_account(), onlinedienst_id=onlinedienst_id, version_id=version_id
    )
    flash(RETIRED)
    return _back(onlinedienst_id)


@blueprint.post("/hausstil/versionen/<int:version_id>/anbieten")
@needs(Action.MANAGE_HOUSE_STYLES)
def restore(onlinedienst_id: int, version_id: int) -> ResponseReturnValue:
    """Offer a version again."""
    house_styles.restore_house_style(
        who=current_account(), onlinedienst_id=onlinedienst_id, version_id=version_id
    )
    flash(RESTORED)
    return _back(onlinedienst_id)


@blueprint.get("/hausstil/versionen/<int:version_id>/muster.<file_format>")
@needs(Action.VIEW_HOUSE_STYLES)
def download_sample(onlinedienst_id: int, version_id: int, file_format: str) -> Response:
    """A sample page in a version; 0 stands for our own style."""
    if file_format not in FORMATS:
        raise NotFound(NO_SUCH_PAPER)
    produced = house_styles.produce_sample(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        version_id=version_id,
        file_format=FORMATS[file_format],
    )
    return handed_over(produced, FORMATS[file_format])


@blueprint.get("/hausstil/vorlage.docx")
@needs(Action.VIEW_HOUSE_STYLES)
def download_our_template(onlinedienst_id: int) -> Response:
    """Our Word file, to begin a house style with."""
    produced = house_styles.produce_our_template(
        who=current_account(), onlinedienst_id=onlinedienst_id
    )
    return handed_over(produced, DocumentFormat.DOCX)


def _page(onlinedienst_id: int, form: HouseStyleForm) -> str:
    page = house_styles.view_house_styles(who=current_account(), onlinedienst_id=onlinedienst_id)
    return render_template("house_styles/page.html", page=page, form=form)


def _file(field: str) -> Evidence | None:
    sent = request.files.get(field)
    return Evidence(sent.filename, sent.read()) if sent and sent.filename else None


def _number(sent: str) -> int:
    """The number of a version; what is none must not be taken for our own style."""
    return house_styles.OURS if sent == str(house_styles.OURS) else whole_number(sent) or NO_VERSION


def _back(onlinedienst_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show_house_styles", onlinedienst_id=onlinedienst_id), 303)
