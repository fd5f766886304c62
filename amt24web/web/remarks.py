"""Comments and marks at a question in the browser."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.catalogue.structure import Section
from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Action
from amt24web.rules.handed_over import PAGE as HANDED_PAGE
from amt24web.usecases import remarks
from amt24web.web.saving import section_url
from amt24web.web.security import current_account, needs

blueprint = Blueprint(
    "remarks", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>/klaerung"
)
TAKEN_OFF = "nein"


@blueprint.get("/kommentare/<question_id>")
@needs(Action.VIEW)
def show_comments(onlinedienst_id: int, question_id: str) -> ResponseReturnValue:
    """The comments at one question on a page of their own."""
    return _thread(onlinedienst_id, question_id, request.args.get("abschnitt", ""))


@blueprint.post("/kommentare/<question_id>")
@needs(Action.COMMENT)
def add_comment(onlinedienst_id: int, question_id: str) -> ResponseReturnValue:
    """Add a comment; what cannot be taken comes back with its text."""
    text, section_id = request.form.get("kommentar", ""), request.form.get("abschnitt", "")
    try:
        section = remarks.add_comment(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            question_id=question_id,
            text=text,
            section_id=section_id,
        )
    except InvalidInput as refusal:
        page = _thread(onlinedienst_id, question_id, section_id, text, refusal.message)
        return page, 422
    return redirect(_to_comments(onlinedienst_id, question_id, section), 303)


@blueprint.post("/kommentare/<question_id>/<comment_uid>/entfernen")
@needs(Action.COMMENT)
def remove_comment(onlinedienst_id: int, question_id: str, comment_uid: str) -> ResponseReturnValue:
    """Take back one's own comment."""
    section = remarks.remove_comment(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        question_id=question_id,
        uid=comment_uid,
        section_id=request.form.get("abschnitt", ""),
    )
    return redirect(_to_comments(onlinedienst_id, question_id, section), 303)


@blueprint.post("/markierungen/<question_id>")
@needs(Action.ANSWER)
def mark(onlinedienst_id: int, question_id: str) -> ResponseReturnValue:
    """Put the mark on a question, or take it off."""
    section = remarks.mark_question(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        question_id=question_id,
        marked=request.form.get("markiert", "") != TAKEN_OFF,
        section_id=request.form.get("abschnitt", ""),
    )
    return redirect(section_url(onlinedienst_id, section, f"frage-{question_id}"), 303)


def _to_comments(onlinedienst_id: int, question_id: str, section: Section) -> str:
    anchor = f"kommentare-{question_id}"
    if request.form.get("abschnitt") == HANDED_PAGE:
        return url_for(
            "handed_over.show_questions",
            onlinedienst_id=onlinedienst_id,
            kommentiert=question_id,
            _anchor=anchor,
        )
    return section_url(onlinedienst_id, section, anchor, kommentiert=question_id)


def _thread(
    onlinedienst_id: int, question_id: str, section_id: str, text: str = "", problem: str = ""
) -> str:
    thread = remarks.view_comments(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        question_id=question_id,
        section_id=section_id,
    )
    back = section_url(onlinedienst_id, thread.section, f"kommentare-{question_id}")
    return render_template(
        "remarks/comments.html", thread=thread, text=text, problem=problem, back=back
    )
