"""Papers to download: all kinds as the facts stand now, and the empty questionnaire."""

from io import BytesIO

from flask import Blueprint, Response, render_template, request, send_file

from amt24web.domain.errors import NotFound
from amt24web.domain.papers.excerpt import Excerpt
from amt24web.domain.vocabulary import Action, DocumentFormat, DocumentKind
from amt24web.domain.wording import DOCUMENT_SLUGS
from amt24web.usecases import documents
from amt24web.usecases.documents import BLANK_SLUG
from amt24web.usecases.rendering import Produced
from amt24web.web.drawing import waiting
from amt24web.web.security import current_account, needs

blueprint = Blueprint("documents", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")

KINDS = {slug: kind for kind, slug in DOCUMENT_SLUGS.items()}
FORMATS = {str(file_format): file_format for file_format in DocumentFormat}
MIME_TYPES = {
    DocumentFormat.PDF: "application/pdf",
    DocumentFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
EXCERPT_SLUG = "auszug"
EXCERPT_PARTS = {
    "offen": "only_open",
    "hilfe": "with_help",
    "punkte": "with_points",
    "notizen": "with_notes",
    "aenderungen": "with_changes",
}
"""The boxes of the form, and what of an excerpt each stands for."""
ACCEPTED = 202
NO_SUCH_PAPER = "Dieses Dokument gibt es nicht."


@blueprint.get("/dokumente/<kind>.<file_format>")
@needs(Action.DOWNLOAD_DOCUMENTS)
def download(onlinedienst_id: int, kind: str, file_format: str) -> Response:
    """One paper as the facts stand now."""
    if kind not in KINDS or file_format not in FORMATS:
        raise NotFound(NO_SUCH_PAPER)
    produced = documents.produce(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        kind=KINDS[kind],
        file_format=FORMATS[file_format],
    )
    return handed_over(produced, FORMATS[file_format])


@blueprint.get(f"/dokumente/{DOCUMENT_SLUGS[DocumentKind.HANDOVER_MAIL]}.txt")
@needs(Action.DOWNLOAD_DOCUMENTS)
def download_mail(onlinedienst_id: int) -> Response:
    """The mail to the Servicedesk as plain text, the subject in the first line."""
    mail = documents.produce_mail(who=current_account(), onlinedienst_id=onlinedienst_id)
    return Response(f"Betreff: {mail.subject}\n\n{mail.body}", mimetype="text/plain")


@blueprint.get(f"/dokumente/{EXCERPT_SLUG}.<file_format>")
@needs(Action.DOWNLOAD_DOCUMENTS)
def download_excerpt(onlinedienst_id: int, file_format: str) -> Response:
    """A Klärungsbogen with the parts that were ticked."""
    if file_format not in FORMATS:
        raise NotFound(NO_SUCH_PAPER)
    produced = documents.produce_excerpt(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        excerpt=Excerpt(**{part: name in request.args for name, part in EXCERPT_PARTS.items()}),
        file_format=FORMATS[file_format],
    )
    return handed_over(produced, FORMATS[file_format])


@blueprint.get(f"/dokumente/{BLANK_SLUG}.<file_format>")
@needs(Action.DOWNLOAD_DOCUMENTS)
def download_blank(onlinedienst_id: int, file_format: str) -> Response:
    """The empty questionnaire to print."""
    if file_format not in FORMATS:
        raise NotFound(NO_SUCH_PAPER)
    produced = documents.produce_blank(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        file_format=FORMATS[file_format],
    )
    return handed_over(produced, FORMATS[file_format])


def handed_over(produced: Produced | None, file_format: DocumentFormat) -> Response:
    """A paper as a file to save, or a page that waits for it."""
    if produced is None:
        return _waiting()
    response = send_file(
        BytesIO(produced.content),
        mimetype=MIME_TYPES[file_format],
        as_attachment=True,
        download_name=produced.file_name,
        etag=produced.sha256,
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _waiting() -> Response:
    """The paper takes a little longer: the worker makes it, and this page asks again by itself."""
    page = render_template("documents/waiting.html", again=request.full_path)
    return waiting(Response(page, ACCEPTED))
