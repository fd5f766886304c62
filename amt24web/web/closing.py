"""Closing a stage of the Klärung in the browser, and opening it again."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Action
from amt24web.rules.imposing import NOTE, UNTIL, UNTIL_ALL, WHO, ClosingForm
from amt24web.usecases import closing
from amt24web.web.forms import ReasonForm
from amt24web.web.security import current_account, needs

blueprint = Blueprint("closing", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")
CLOSED = "{title} abgeschlossen."
REOPENED = "{title} wieder geöffnet."


@blueprint.get("/abschluss/<slug>")
@needs(Action.VIEW)
def show_stage(onlinedienst_id: int, slug: str) -> ResponseReturnValue:
    """What is done and what is open in a stage, and how it was closed."""
    return _page(onlinedienst_id, slug, {})


@blueprint.post("/abschluss/<slug>")
@needs(Action.CLOSE_STAGE)
def close_stage(onlinedienst_id: int, slug: str) -> ResponseReturnValue:
    """Close a stage."""
    try:
        title = closing.close_stage(
            who=current_account(), onlinedienst_id=onlinedienst_id, slug=slug, form=_typed()
        )
    except InvalidInput as refusal:
        return _page(onlinedienst_id, slug, refusal.problems), 422
    flash(CLOSED.format(title=title))
    return redirect(url_for("onlinedienste.show_one", onlinedienst_id=onlinedienst_id), 303)


@blueprint.post("/abschluss/<slug>/wieder-oeffnen")
@needs(Action.CLOSE_STAGE)
def reopen_stage(onlinedienst_id: int, slug: str) -> ResponseReturnValue:
    """Open a stage again, with a reason."""
    try:
        title = closing.reopen_stage(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            slug=slug,
            reason=request.form.get("reason", ""),
            moves_back="zurueck" in request.form,
        )
    except InvalidInput as refusal:
        return _page(onlinedienst_id, slug, refusal.problems), 422
    flash(REOPENED.format(title=title))
    return redirect(url_for(".show_stage", onlinedienst_id=onlinedienst_id, slug=slug), 303)


def _page(onlinedienst_id: int, slug: str, problems: Mapping[str, str]) -> str:
    """The page as it is, with what was typed and what is wrong with it."""
    page = closing.view_closing(who=current_account(), onlinedienst_id=onlinedienst_id, slug=slug)
    form = ReasonForm(request.form if problems else MultiDict())
    form.reason.errors = [problems["reason"]] if "reason" in problems else []
    return render_template(
        "closing/stage.html", page=page, typed=request.form, problems=problems, reason=form
    )


def _typed() -> ClosingForm:
    return ClosingForm(
        who=_by_point(WHO),
        until=_by_point(UNTIL),
        until_all=request.form.get(UNTIL_ALL, ""),
        note=request.form.get(NOTE, ""),
    )


def _by_point(prefix: str) -> dict[str, str]:
    named = request.form.items()
    return {name.removeprefix(prefix): text for name, text in named if name.startswith(prefix)}
