"""The Auftakt-Meeting in the browser."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.domain.vocabulary import Action
from amt24web.usecases import kickoff
from amt24web.usecases.answering import Saved
from amt24web.web.saving import save_whole, section_url
from amt24web.web.security import current_account, needs

blueprint = Blueprint("kickoff", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")


@blueprint.get("/auftakt")
@needs(Action.VIEW)
def show_kickoff(onlinedienst_id: int) -> ResponseReturnValue:
    """The page on which the kickoff is recorded."""
    page = kickoff.view_kickoff(who=current_account(), onlinedienst_id=onlinedienst_id)
    return render_template("kickoff/kickoff.html", page=page)


@blueprint.post("/auftakt")
@needs(Action.RECORD_KICKOFF)
def save_kickoff(onlinedienst_id: int) -> ResponseReturnValue:
    """Save the whole page with the ordinary buttons."""
    section_id = request.form.get("abschnitt", "")
    return save_whole(onlinedienst_id, section_id, Action.RECORD_KICKOFF, _onward)


def _onward(saved: Saved) -> str:
    if "weiter" in request.form:
        return url_for("onlinedienste.show_one", onlinedienst_id=saved.onlinedienst_id)
    return section_url(saved.onlinedienst_id, saved.view.section)
