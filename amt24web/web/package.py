"""The Go-Live-Paket in the browser: what is in it, what is missing, and the file."""

from io import BytesIO

from flask import Blueprint, Response, current_app, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from amt24web.config import Settings
from amt24web.domain.vocabulary import Action
from amt24web.usecases import package
from amt24web.usecases.rendering import Produced
from amt24web.web.drawing import waiting
from amt24web.web.security import current_account, needs

blueprint = Blueprint(
    "package", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>/livegang"
)
ACCEPTED = 202
MAIL = "message/rfc822"


@blueprint.get("/paket")
@needs(Action.DOWNLOAD_DOCUMENTS)
def show_package(onlinedienst_id: int) -> ResponseReturnValue:
    """Every content with its state, and the versions handed over before."""
    page = package.view_package(who=current_account(), onlinedienst_id=onlinedienst_id)
    return render_template(
        "package/page.html", page=page, servicedesk=_servicedesk(), link=_link(onlinedienst_id)
    )


def _servicedesk() -> str:
    """The address of the setting; empty if whoever writes has to know it."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.handover_mail_to


def _link(onlinedienst_id: int) -> str:
    """The full address of the page, for people who read it in a mail."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.base_url + url_for(".show_package", onlinedienst_id=onlinedienst_id)


@blueprint.get("/paket.zip")
@needs(Action.EXPORT)
def download(onlinedienst_id: int) -> Response:
    """The package of today, or a page that waits until its papers are drawn."""
    produced = package.make_package(who=current_account(), onlinedienst_id=onlinedienst_id)
    return _file(produced) if produced else _not_yet(onlinedienst_id)


@blueprint.get("/paket.eml")
@needs(Action.EXPORT)
def download_mail(onlinedienst_id: int) -> Response:
    """The mail to the Servicedesk to open in a mail program; ``mit=link`` leaves the ZIP out."""
    produced = package.draft_mail(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        to=_servicedesk(),
        link=_link(onlinedienst_id),
        is_with_package=request.args.get("mit") != "link",
    )
    return _file(produced, MAIL) if produced else _not_yet(onlinedienst_id)


def _not_yet(onlinedienst_id: int) -> Response:
    """A page that asks again by itself while papers are being drawn."""
    page = render_template(
        "package/waiting.html", again=request.full_path, onlinedienst_id=onlinedienst_id
    )
    return waiting(Response(page, ACCEPTED))


@blueprint.get("/paket/versionen/<int:version_id>.zip")
@needs(Action.EXPORT)
def download_version(onlinedienst_id: int, version_id: int) -> Response:
    """A version exactly as it was handed over; named by its number within the Onlinedienst."""
    produced = package.fetch_version(
        who=current_account(), onlinedienst_id=onlinedienst_id, version=version_id
    )
    return _file(produced)


def _file(produced: Produced, mimetype: str = "application/zip") -> Response:
    response = send_file(
        BytesIO(produced.content),
        mimetype=mimetype,
        as_attachment=True,
        download_name=produced.file_name,
        etag=produced.sha256,
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response
