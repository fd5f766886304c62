"""Domain errors become HTTP here and nowhere else: one table, one page."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from amt24web.domain import errors
from amt24web.usecases import users
from amt24web.web.security import ask_again, signed_in_account

logger = logging.getLogger(__name__)

STATUS: Mapping[type[errors.DomainError], int] = {
    errors.NotFound: 404,
    errors.NotAllowed: 403,
    errors.InvalidInput: 422,
    errors.SignInRefused: 401,
    errors.TooManyAttempts: 429,
    errors.Unavailable: 503,
    errors.RenderingFailed: 503,
    errors.TooSlow: 503,
    errors.FileDamaged: 500,
    errors.CatalogueBroken: 503,
}
HEADINGS = {
    400: "Das konnte nicht gelesen werden",
    403: "Dafür fehlt die Berechtigung",
    404: "Nicht gefunden",
    405: "So geht es nicht",
    413: "Das ist zu viel auf einmal",
    422: "Bitte prüfen Sie Ihre Angaben",
    429: "Bitte warten Sie kurz",
    500: "Da ist etwas schiefgegangen",
    503: "Das klappt im Moment nicht",
}
MESSAGES = {
    400: "Die Anfrage war unvollständig. Bitte gehen Sie zurück und versuchen Sie es noch einmal.",
    404: "Diese Seite gibt es nicht, oder Sie haben keinen Zugang dazu.",
    405: "Diese Adresse lässt sich so nicht aufrufen. Bitte gehen Sie zurück.",
    413: "Die Eingabe ist zu groß. Bitte gehen Sie zurück und kürzen Sie sie.",
    500: "Der Fehler ist aufgezeichnet. Bitte gehen Sie zurück; was gespeichert war, ist noch da.",
}
FILE_TOO_LARGE = "Die Datei ist zu groß"
MAKE_IT_SMALLER = (
    "Erlaubt sind {most} MB auf einmal. Gespeichert ist davon nichts. Bitte verkleinern Sie die "
    "Datei, zum Beispiel die Bilder darin, und füllen Sie das Formular noch einmal aus."
)
STALE_FORM = "Die Seite war zu lange offen"


def init_app(app: Flask) -> None:
    """Answer every error with a German page."""
    app.register_error_handler(errors.DomainError, _domain_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _domain_error(error: errors.DomainError) -> ResponseReturnValue:
    status = STATUS[type(error)]
    if isinstance(error, errors.NotFound | errors.NotAllowed):
        users.note_refusal(who=signed_in_account(), detail=f"{request.method} {request.path}")
    if isinstance(error, errors.Unavailable):
        logger.error("the database does not answer", exc_info=error)
        if request.form and not request.headers.get("HX-Request"):
            return ask_again(HEADINGS[status], message=error.message), status
    return _page(status, error.message)


def _stale_form(_error: CSRFError) -> ResponseReturnValue:
    if request.headers.get("HX-Request"):
        return Response(STALE_FORM, 400, mimetype="text/plain")
    return ask_again(STALE_FORM), 400


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    if _is_large_file(error):
        message = MAKE_IT_SMALLER.format(most=current_app.config["SETTINGS"].max_upload_mb)
        return _page(error.code, message, heading=FILE_TOO_LARGE, back=_form_before())
    return _page(error.code, MESSAGES.get(error.code, MESSAGES[400]))


def _is_large_file(error: HTTPException) -> bool:
    """Whether more was sent than a request may hold, by a form that takes files."""
    is_form_with_files = request.mimetype == "multipart/form-data"
    most: int = current_app.config["MAX_CONTENT_LENGTH"]
    return (
        error.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        and is_form_with_files
        and (request.content_length or 0) > most
    )


def _form_before() -> str:
    """The page of ours from which the form was sent; empty if the browser does not say."""
    before = urlsplit(request.referrer or "")
    return before.path if before.netloc == request.host else ""


def _unexpected(error: Exception) -> ResponseReturnValue:
    logger.exception("unexpected error on %s %s", request.method, request.path, exc_info=error)
    return _page(500, MESSAGES[500])


def _page(status: int, message: str, *, heading: str = "", back: str = "") -> ResponseReturnValue:
    heading = heading or HEADINGS.get(status, HEADINGS[400])
    if request.headers.get("HX-Request"):
        return Response(f"{heading}: {message}", status, mimetype="text/plain")
    page = render_template("errors/error.html", heading=heading, message=message, back=back)
    return page, status
