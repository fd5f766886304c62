"""The questions that were handed to somebody, on one page in the browser."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from amt24web.domain.vocabulary import Action
from amt24web.usecases import handed_over
from amt24web.usecases.rows import RowsChanged
from amt24web.web.saving import REMOVE, save_whole
from amt24web.web.security import current_account, needs

blueprint = Blueprint("handed_over", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")


@blueprint.get("/fragen")
@needs(Action.VIEW_OWN_ROWS)
def show_questions(onlinedienst_id: int) -> ResponseReturnValue:
    """What waits for the person who looks."""
    page = handed_over.view_handed(who=current_account(), onlinedienst_id=onlinedienst_id)
    return render_template("handed_over/questions.html", page=page)


@blueprint.post("/fragen")
@needs(Action.EDIT_OWN_ROWS)
def save_questions(onlinedienst_id: int) -> ResponseReturnValue:
    """Save the whole page with the ordinary button; what was settled is gone from it then."""
    here = url_for(".show_questions", onlinedienst_id=onlinedienst_id)
    return save_whole(onlinedienst_id, "", Action.EDIT_OWN_ROWS, lambda _: here, _place)


def _place(verb: str, changed: RowsChanged) -> str:
    number, question, uid = changed.onlinedienst_id, changed.question_id, changed.row_uid
    if verb == REMOVE:
        back: dict[str, Any] = {REMOVE: uid, "bei": question}
        anchor = f"entfernt-{question}"
        return url_for(".show_questions", onlinedienst_id=number, _anchor=anchor, **back)
    return url_for(".show_questions", onlinedienst_id=number, _anchor=f"zeile-{question}-{uid}")
