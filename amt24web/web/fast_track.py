"""The fast track in the browser: block by block, then what follows."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.domain.vocabulary import Action
from amt24web.usecases import fast_track
from amt24web.usecases.answering import Saved
from amt24web.web.saving import save_whole, section_url
from amt24web.web.security import current_account, needs

blueprint = Blueprint("fast_track", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")


@blueprint.get("/schnelldurchlauf")
@needs(Action.VIEW)
def show_start(onlinedienst_id: int) -> ResponseReturnValue:
    """Go on where something is open."""
    block_id = fast_track.first_block(who=current_account(), onlinedienst_id=onlinedienst_id)
    return redirect(url_for(".show_block", onlinedienst_id=onlinedienst_id, block_id=block_id))


@blueprint.get("/schnelldurchlauf/<block_id>")
@needs(Action.VIEW)
def show_block(onlinedienst_id: int, block_id: str) -> ResponseReturnValue:
    """One block as a form."""
    page = fast_track.view_block(
        who=current_account(), onlinedienst_id=onlinedienst_id, block_id=block_id
    )
    return render_template("fast_track/block.html", page=page)


@blueprint.post("/schnelldurchlauf/<block_id>")
@needs(Action.ANSWER)
def save_block(onlinedienst_id: int, block_id: str) -> ResponseReturnValue:
    """Save a whole block with the ordinary buttons."""
    return save_whole(onlinedienst_id, block_id, Action.ANSWER, _onward)


@blueprint.get("/schnelldurchlauf/ergebnis")
@needs(Action.VIEW)
def show_result(onlinedienst_id: int) -> ResponseReturnValue:
    """What follows: level, whom to speak to, lead times, the draft of the minutes."""
    address = url_for("onlinedienste.show_one", onlinedienst_id=onlinedienst_id, _external=True)
    result = fast_track.view_result(
        who=current_account(), onlinedienst_id=onlinedienst_id, address=address
    )
    return render_template("fast_track/result.html", page=result)


def _onward(saved: Saved) -> str:
    if "weiter" not in request.form:
        return section_url(saved.onlinedienst_id, saved.view.section)
    if not saved.view.next_section:
        return url_for(".show_result", onlinedienst_id=saved.onlinedienst_id)
    return url_for(
        ".show_block", onlinedienst_id=saved.onlinedienst_id, block_id=saved.view.next_section
    )
