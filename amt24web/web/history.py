"""The history in the browser: of everything, of one question or row, and bringing back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.catalogue.structure import STAGES
from amt24web.domain.vocabulary import Action
from amt24web.domain.wording import german_moment
from amt24web.rules import certified, paper_lives, promises, sign_offs
from amt24web.rules.revisions import Subject
from amt24web.usecases import answer_history, history
from amt24web.web.question_fields import whole_number
from amt24web.web.saving import CONFLICT, section_url
from amt24web.web.security import current_account, needs

blueprint = Blueprint("history", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")
RESTORED = "Wiederhergestellt: der Stand vom {moment}. Was bis eben galt, steht weiter im Verlauf."
NOTHING_TO_RESTORE = "Das steht schon so da."


@blueprint.get("/verlauf")
@needs(Action.VIEW)
def show_history(onlinedienst_id: int) -> ResponseReturnValue:
    """Everything that happened, by person and section if wanted."""
    page = history.view_history(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        person=whole_number(request.args.get("person", "")),
        section_id=request.args.get("abschnitt", ""),
        page=whole_number(request.args.get("seite", "")),
    )
    places = {entry.subject.key: _place(page, entry.subject) for entry in page.entries}
    return render_template("history/history.html", page=page, places=places, papers=history.PAPERS)


def _place(page: history.HistoryPage, subject: Subject) -> str:
    """The page a decision was made on, or of a version of a paper; empty for everything else."""
    here = page.onlinedienst_id
    prefix, colon, rest = subject.key.rpartition(":")
    match prefix + colon:
        case sign_offs.RECORD_PREFIX:
            return url_for("sign_offs.show_sign_offs", onlinedienst_id=here, _anchor=rest)
        case promises.RECORD_PREFIX if rest in STAGES:
            return url_for("closing.show_stage", onlinedienst_id=here, slug=rest)
        case certified.RECORD_PREFIX:
            return url_for("release.show_certification", onlinedienst_id=here)
        case paper_lives.KEY_PREFIX:
            return url_for("issuing.show_version", onlinedienst_id=here, issued_id=rest)
    return ""


@blueprint.get("/verlauf/<question_id>")
@needs(Action.VIEW)
def show_answer(onlinedienst_id: int, question_id: str) -> ResponseReturnValue:
    """The history of one question."""
    return _answer_page(onlinedienst_id, question_id, "")


@blueprint.get("/verlauf/<question_id>/<row_uid>")
@needs(Action.VIEW_OWN_ROWS)
def show_row(onlinedienst_id: int, question_id: str, row_uid: str) -> ResponseReturnValue:
    """The history of one row; a body sees that of its own."""
    return _answer_page(onlinedienst_id, question_id, row_uid)


@blueprint.post("/verlauf/<question_id>")
@blueprint.post("/verlauf/<question_id>/<row_uid>")
@needs(Action.EDIT_OWN_ROWS)
def restore(onlinedienst_id: int, question_id: str, row_uid: str = "") -> ResponseReturnValue:
    """Bring back what a former revision said."""
    done = answer_history.restore(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        question_id=question_id,
        row_uid=row_uid,
        revision=whole_number(request.form.get("stand", "")),
        shown_revision=whole_number(request.form.get("neuester", "")),
    )
    if done.newest:
        return render_template("history/conflict.html", done=done), CONFLICT
    moment = german_moment(done.said_at)
    flash(RESTORED.format(moment=moment) if done.is_written else NOTHING_TO_RESTORE)
    return redirect(request.path, 303)


def _answer_page(onlinedienst_id: int, question_id: str, row_uid: str) -> str:
    page = answer_history.view_answer_history(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        question_id=question_id,
        row_uid=row_uid,
        unfolded=whole_number(request.args.get("auf", "")),
        page=whole_number(request.args.get("seite", "")),
    )
    return render_template("history/answer.html", page=page, back=_back(page))


def _back(page: answer_history.AnswerHistory) -> str:
    """Where the question is answered; who speaks for one body does that among its rows."""
    section = page.subject.section
    if section is None or not page.may_view:
        return url_for("authorities.show_authorities", onlinedienst_id=page.onlinedienst_id)
    anchor = f"frage-{page.subject.key}"
    return section_url(page.onlinedienst_id, section, anchor)
