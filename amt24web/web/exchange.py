"""Taking an Onlinedienst along as a file, and taking one in from another instance."""

from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Action
from amt24web.domain.wording import counted
from amt24web.usecases import exchange
from amt24web.usecases.exchange import TakenOver
from amt24web.web.forms import TakeOverForm
from amt24web.web.security import current_account, needs

blueprint = Blueprint("exchange", __name__, url_prefix="/onlinedienste")
FILE_MISSING = "Bitte wählen Sie eine Datei aus."
TAKEN_OVER = "Onlinedienst übernommen. Zugang haben bisher nur Sie."
KNOWN_HERE = "Denselben Onlinedienst gab es hier schon {number}. {mine}"
MINE = "Sie haben Zugang zu: {titles}."
NOT_MINE = "Zugang dazu haben Sie nicht."


@blueprint.get("/<int:onlinedienst_id>/angaben.json")
@needs(Action.EXPORT)
def export(onlinedienst_id: int) -> Response:
    """All facts of an Onlinedienst as a file."""
    produced = exchange.export_onlinedienst(who=current_account(), onlinedienst_id=onlinedienst_id)
    response = send_file(
        BytesIO(produced.content),
        mimetype="application/json",
        as_attachment=True,
        download_name=produced.file_name,
        etag=produced.sha256,
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get("/uebernehmen")
@needs(Action.CREATE_ONLINEDIENST)
def show_taking_over() -> ResponseReturnValue:
    """The form to upload a file."""
    exchange.require_taking_over(who=current_account())
    return render_template("exchange/take_over.html", form=TakeOverForm(MultiDict()))


@blueprint.post("/uebernehmen")
@needs(Action.CREATE_ONLINEDIENST)
def take_over() -> ResponseReturnValue:
    """Begin a new Onlinedienst with what is in the file."""
    form = TakeOverForm(request.form)
    sent = request.files.get("file")
    try:
        if not sent or not sent.filename:
            raise InvalidInput(FILE_MISSING)
        taken = exchange.take_over(who=current_account(), content=sent.read())
    except InvalidInput as refusal:
        form.refuse({"file": refusal.message})
        return render_template("exchange/take_over.html", form=form), 422
    flash(" ".join(part for part in (TAKEN_OVER, _known(taken)) if part))
    return redirect(url_for("onlinedienste.show_one", onlinedienst_id=taken.onlinedienst_id), 303)


def _known(taken: TakenOver) -> str:
    """What is here already of the same origin; others' Onlinedienste are counted, not named."""
    if not taken.known_here:
        return ""
    titles = ", ".join(f"„{title}“ (Nr. {number})" for number, title in taken.mine)
    mine = MINE.format(titles=titles) if titles else NOT_MINE
    return KNOWN_HERE.format(number=f"{counted(taken.known_here, 'Mal', 'Mal')}", mine=mine)
