"""Moving an Onlinedienst to a newer edition of the catalogue, in the browser."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.catalogue.structure import Catalogue
from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Action
from amt24web.domain.wording import counted
from amt24web.usecases import edition_move
from amt24web.web.security import current_account, needs

blueprint = Blueprint("edition_move", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")
MOVED = "Dieser Onlinedienst ist jetzt auf der neuen Fassung des Fragenkatalogs."
LOOK_AGAIN = " {} nicht mehr zur Frage; siehe „Offene Punkte“."


@blueprint.get("/klaerung/fassung")
@needs(Action.VIEW)
def show_move(onlinedienst_id: int) -> ResponseReturnValue:
    """What the newer edition brings, and what it means here."""
    return _page(onlinedienst_id)


@blueprint.post("/klaerung/fassung")
@needs(Action.MOVE_EDITION)
def move(onlinedienst_id: int) -> ResponseReturnValue:
    """Move to the edition that was looked at."""
    try:
        unreadable = edition_move.move_edition(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            catalogue=_catalogue(),
            seen=request.form.get("fassung", ""),
        )
    except InvalidInput as refusal:
        return _page(onlinedienst_id, refusal.message), 422
    look = (
        LOOK_AGAIN.format(counted(unreadable, "Angabe passt", "Angaben passen"))
        if unreadable
        else ""
    )
    flash(MOVED + look)
    return redirect(url_for("onlinedienste.show_one", onlinedienst_id=onlinedienst_id), 303)


def _page(onlinedienst_id: int, problem: str = "") -> str:
    page = edition_move.view_move(
        who=current_account(), onlinedienst_id=onlinedienst_id, catalogue=_catalogue()
    )
    return render_template("edition_move/edition.html", page=page, problem=problem)


def _catalogue() -> Catalogue:
    catalogue: Catalogue = current_app.config["CATALOGUE"]
    return catalogue
