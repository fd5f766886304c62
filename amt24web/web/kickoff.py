"""The Auftakt-Meeting in the browser."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Action, Phase
from amt24web.domain.wording import label
from amt24web.usecases import kickoff
from amt24web.usecases.answering import Saved
from amt24web.web.saving import save_whole, section_url
from amt24web.web.security import current_account, needs

blueprint = Blueprint("kickoff", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")
MOVED = "Der Onlinedienst ist jetzt in der Phase „{phase}“."


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


@blueprint.post("/auftakt/abgeschlossen")
@needs(Action.CLOSE_STAGE)
def end_kickoff(onlinedienst_id: int) -> ResponseReturnValue:
    """The Auftakt was held: on to the prototype."""
    return _moved(onlinedienst_id, kickoff.end_kickoff)


@blueprint.post("/auftakt/zurueck")
@needs(Action.CLOSE_STAGE)
def resume_kickoff(onlinedienst_id: int) -> ResponseReturnValue:
    """Back to the Auftakt."""
    return _moved(onlinedienst_id, kickoff.resume_kickoff)


def _moved(onlinedienst_id: int, move: Callable[..., Phase]) -> ResponseReturnValue:
    """Move and say where to; whoever pressed twice, or comes late, is told how it stands."""
    try:
        phase = move(who=current_account(), onlinedienst_id=onlinedienst_id)
        flash(MOVED.format(phase=label(phase)))
    except InvalidInput as refusal:
        flash(refusal.message)
    return redirect(url_for(".show_kickoff", onlinedienst_id=onlinedienst_id), 303)


def _onward(saved: Saved) -> str:
    if "weiter" in request.form:
        return url_for("onlinedienste.show_one", onlinedienst_id=saved.onlinedienst_id)
    return section_url(saved.onlinedienst_id, saved.view.section)
