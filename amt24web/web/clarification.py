"""The Klärung in the browser: sections, saving, findings, checking the answers."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.domain.vocabulary import Action
from amt24web.rules.review import SHOWING
from amt24web.usecases import clarification, findings
from amt24web.usecases.answering import Saved, Target
from amt24web.web.saving import save_part, save_whole, section_url
from amt24web.web.security import current_account, needs

blueprint = Blueprint("clarification", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")


@blueprint.get("/klaerung")
@needs(Action.VIEW)
def show_start(onlinedienst_id: int) -> ResponseReturnValue:
    """Go on where something is open."""
    section_id = clarification.first_section(who=current_account(), onlinedienst_id=onlinedienst_id)
    return redirect(
        url_for(".show_section", onlinedienst_id=onlinedienst_id, section_id=section_id)
    )


@blueprint.get("/klaerung/<section_id>")
@needs(Action.VIEW)
def show_section(onlinedienst_id: int, section_id: str) -> ResponseReturnValue:
    """One section as a form."""
    page = clarification.view_section(
        who=current_account(), onlinedienst_id=onlinedienst_id, section_id=section_id
    )
    return render_template("clarification/section.html", page=page)


@blueprint.post("/klaerung/<section_id>")
@needs(Action.EDIT_OWN_ROWS)
def save_section(onlinedienst_id: int, section_id: str) -> ResponseReturnValue:
    """Save a whole section with the ordinary buttons, or the questions of it handed to somebody."""
    return save_whole(onlinedienst_id, section_id, Action.EDIT_OWN_ROWS, _onward)


@blueprint.post("/klaerung/antworten/<question_id>")
@blueprint.post("/klaerung/antworten/<question_id>/<row_uid>")
@needs(Action.EDIT_OWN_ROWS)
def save_answer(onlinedienst_id: int, question_id: str, row_uid: str = "") -> ResponseReturnValue:
    """Save one question or row while somebody types."""
    return save_part(onlinedienst_id, Target(question_id, row_uid))


@blueprint.get("/klaerung/pruefen")
@needs(Action.VIEW)
def show_review(onlinedienst_id: int) -> ResponseReturnValue:
    """All answers on one page, or those that are wanted."""
    page = clarification.review(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        showing=request.args.get("zeigen", ""),
        words=request.args.get("suche", ""),
    )
    return render_template("clarification/review.html", page=page, showings=SHOWING)


@blueprint.get("/vertrauensniveau")
@needs(Action.VIEW)
def show_niveau(onlinedienst_id: int) -> ResponseReturnValue:
    """The Vertrauensniveau with its reasons."""
    page = clarification.view_niveau(who=current_account(), onlinedienst_id=onlinedienst_id)
    return render_template("clarification/niveau.html", page=page)


@blueprint.post("/klaerung/befunde/<rule_id>")
@needs(Action.ACKNOWLEDGE)
def acknowledge(onlinedienst_id: int, rule_id: str) -> ResponseReturnValue:
    """Take note of a finding, with a reason."""
    place = findings.acknowledge(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        rule_id=rule_id,
        reason=request.form.get("grund", ""),
    )
    section_id, anchor = place.replace("#frage-", "#befunde-").split("#")
    here = url_for(
        ".show_section", onlinedienst_id=onlinedienst_id, section_id=section_id, _anchor=anchor
    )
    return redirect(here, 303)


def _onward(saved: Saved) -> str:
    if "weiter" not in request.form:
        return section_url(saved.onlinedienst_id, saved.view.section)
    if not saved.view.next_section:
        return url_for(".show_review", onlinedienst_id=saved.onlinedienst_id)
    return url_for(
        ".show_section",
        onlinedienst_id=saved.onlinedienst_id,
        section_id=saved.view.next_section,
    )
