"""The catalogue of XÖV standards in the browser."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.domain.vocabulary import Action
from amt24web.usecases import xoev
from amt24web.web.security import current_account, needs

blueprint = Blueprint("xoev", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")


@blueprint.get("/klaerung/xoev")
@needs(Action.VIEW)
def show_standards(onlinedienst_id: int) -> ResponseReturnValue:
    """Search the catalogue."""
    page = xoev.view_standards(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        words=request.args.get("suche", ""),
    )
    return render_template("xoev/standards.html", page=page)


@blueprint.post("/klaerung/xoev/<standard_id>")
@needs(Action.ANSWER)
def adopt_standard(onlinedienst_id: int, standard_id: str) -> ResponseReturnValue:
    """Enter a standard in the Klärung and go to its row."""
    section_id, question_id, row_uid = xoev.adopt_standard(
        who=current_account(), onlinedienst_id=onlinedienst_id, standard_id=standard_id
    )
    here = url_for(
        "clarification.show_section",
        onlinedienst_id=onlinedienst_id,
        section_id=section_id,
        _anchor=f"zeile-{question_id}-{row_uid}",
    )
    return redirect(here, 303)
