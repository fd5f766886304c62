"""The test in the browser: all cases, one case, who tests what until when."""

import secrets
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from amt24web.domain.errors import InvalidInput
from amt24web.domain.papers.words import CaseResult, Perspective, Priority
from amt24web.domain.testing import RoundKind
from amt24web.domain.vocabulary import Action
from amt24web.domain.wording import counted, label
from amt24web.rules.case_upkeep import case_number
from amt24web.rules.test_edits import CaseTyped
from amt24web.usecases import case_editing, test_plan
from amt24web.usecases.answering import Saved
from amt24web.usecases.case_editing import CasePage
from amt24web.usecases.test_plan import REWORK, CaseFilter
from amt24web.web.question_fields import page_origin, whole_number
from amt24web.web.saving import save_whole, section_url
from amt24web.web.security import current_account, needs
from amt24web.web.test_forms import CaseForm

blueprint = Blueprint("testing", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>/test")
TAKEN_OVER = "Der Testplan entspricht den Antworten von heute. Neu: {new}."
CASE_SAVED = "Testfall {key} gespeichert."
LOOKED_THROUGH = "Testfall {key} ist durchgesehen."
NOBODY = ("", "nach Blickwinkel (Testteam)")
RESULTS = [(REWORK, "zu überarbeiten"), *((str(r), label(r)) for r in CaseResult)]


@blueprint.get("")
@needs(Action.VIEW)
def show_plan(onlinedienst_id: int) -> ResponseReturnValue:
    """All test cases, how they came out, and when the test ends."""
    chosen = CaseFilter(
        tester=request.args.get("wer", ""),
        perspective=request.args.get("blick", ""),
        result=request.args.get("ergebnis", ""),
    )
    page = test_plan.view_plan(
        who=current_account(), onlinedienst_id=onlinedienst_id, chosen=chosen
    )
    return render_template(
        "testing/plan.html",
        page=page,
        testers=[(name, name) for name in page.testers],
        views=[(str(view), label(view)) for view in Perspective],
        results=RESULTS,
        round_kinds=list(RoundKind),
    )


@blueprint.post("/faelle")
@needs(Action.PLAN_TESTS)
def take_over(onlinedienst_id: int) -> ResponseReturnValue:
    """Keep what follows from the answers now."""
    new = test_plan.take_over(who=current_account(), onlinedienst_id=onlinedienst_id)
    flash(TAKEN_OVER.format(new=counted(new, "Testfall", "Testfälle") if new else "keiner"))
    return redirect(url_for(".show_plan", onlinedienst_id=onlinedienst_id), 303)


@blueprint.get("/planung")
@needs(Action.VIEW)
def show_planning(onlinedienst_id: int) -> ResponseReturnValue:
    """Period, testers, accounts and risks."""
    page = test_plan.view_planning(who=current_account(), onlinedienst_id=onlinedienst_id)
    return render_template("testing/planning.html", page=page)


@blueprint.post("/planung")
@needs(Action.PLAN_TESTS)
def save_planning(onlinedienst_id: int) -> ResponseReturnValue:
    """Save the whole page with the ordinary buttons."""
    section_id = request.form.get("abschnitt", "")
    return save_whole(onlinedienst_id, section_id, Action.PLAN_TESTS, _onward)


def _onward(saved: Saved) -> str:
    if "weiter" in request.form:
        return url_for(".show_plan", onlinedienst_id=saved.onlinedienst_id)
    return section_url(saved.onlinedienst_id, saved.view.section)


@blueprint.get("/faelle/neu")
@needs(Action.PLAN_TESTS)
def show_new_case(onlinedienst_id: int) -> ResponseReturnValue:
    """The form for a case of one's own."""
    return _shown(_page(onlinedienst_id, None), CaseForm(MultiDict()))


@blueprint.post("/faelle/neu")
@needs(Action.PLAN_TESTS)
def add_case(onlinedienst_id: int) -> ResponseReturnValue:
    """Keep a case somebody made up."""
    form = CaseForm(request.form)
    try:
        number = case_editing.add_own_case(
            who=current_account(), onlinedienst_id=onlinedienst_id, typed=_typed(form),
            page_id=page_origin(request.form)[0],
        )  # fmt: skip
    except InvalidInput as refusal:
        form.refuse(refusal.problems)
        return _shown(_page(onlinedienst_id, None), form), 422
    return _back(onlinedienst_id, number, CASE_SAVED)


@blueprint.get("/faelle/<int:number>")
@needs(Action.VIEW)
def show_case(onlinedienst_id: int, number: int) -> ResponseReturnValue:
    """One case with its results."""
    page = _page(onlinedienst_id, number)
    return _shown(page, _filled(page))


@blueprint.post("/faelle/<int:number>")
@needs(Action.PLAN_TESTS)
def edit_case(onlinedienst_id: int, number: int) -> ResponseReturnValue:
    """Keep a person's words for a case, and who tests it."""
    form = CaseForm(request.form)
    try:
        case_editing.edit_case(
            who=current_account(), onlinedienst_id=onlinedienst_id, number=number,
            typed=_typed(form),
        )  # fmt: skip
    except InvalidInput as refusal:
        page = _page(onlinedienst_id, number)
        form.refuse(refusal.problems or {"title": refusal.message})
        if page.state and not refusal.problems:
            form.revision.data = str(page.state.case.revision)
        return _shown(page, form), 422
    return _back(onlinedienst_id, number, CASE_SAVED)


@blueprint.post("/faelle/<int:number>/durchgesehen")
@needs(Action.PLAN_TESTS)
def look_through(onlinedienst_id: int, number: int) -> ResponseReturnValue:
    """The answers behind a case changed, and somebody looked at it."""
    case_editing.look_through(
        who=current_account(), onlinedienst_id=onlinedienst_id, number=number,
        is_renewed="erneuern" in request.form,
    )  # fmt: skip
    return _back(onlinedienst_id, number, LOOKED_THROUGH)


@blueprint.post("/faelle/<int:number>/entfallen")
@needs(Action.PLAN_TESTS)
def drop_case(onlinedienst_id: int, number: int) -> ResponseReturnValue:
    """An own case is not needed any more, or again."""
    case_editing.drop_case(
        who=current_account(), onlinedienst_id=onlinedienst_id, number=number,
        is_dropped="wieder" not in request.form,
    )  # fmt: skip
    return _back(onlinedienst_id, number, CASE_SAVED)


def _page(onlinedienst_id: int, number: int | None) -> CasePage:
    return case_editing.view_case(
        who=current_account(), onlinedienst_id=onlinedienst_id, number=number
    )


def _shown(page: CasePage, form: CaseForm) -> str:
    form.tester.choices = [NOBODY, *page.people]
    form.priority.choices = [(str(p), label(p)) for p in Priority]
    form.perspective.choices = [(str(p), label(p)) for p in Perspective]
    if page.state is None and not form.priority.data:
        form.priority.data = str(case_editing.OWN_MARKS.priority)
        form.perspective.data = str(case_editing.OWN_MARKS.perspective)
    return render_template(
        "testing/case.html", page=page, form=form, errors=form.error_links,
        page_id=secrets.token_hex(8),
    )  # fmt: skip


def _filled(page: CasePage) -> CaseForm:
    form = CaseForm(MultiDict())
    if page.state:
        text, marks = page.state.text, page.state.marks
        form.title.data, form.expected.data, form.test_data.data = (
            text.title,
            text.expected,
            text.data,
        )
        form.steps.data = "\n".join(text.steps)
        form.preconditions.data = "\n".join(text.preconditions)
        form.priority.data, form.perspective.data = str(marks.priority), str(marks.perspective)
        form.tester.data = page.state.case.tester_uid
        form.revision.data = str(page.state.case.revision)
    return form


def _typed(form: CaseForm) -> CaseTyped:
    return CaseTyped(
        title=form.title.data or "",
        preconditions=form.preconditions.data or "",
        steps=form.steps.data or "",
        expected=form.expected.data or "",
        data=form.test_data.data or "",
        priority=form.priority.data or "",
        perspective=form.perspective.data or "",
        tester=form.tester.data or "",
        revision=whole_number(form.revision.data or ""),
    )


def _back(onlinedienst_id: int, number: int, message: str) -> ResponseReturnValue:
    flash(message.format(key=case_number(number)))
    where: dict[str, Any] = {"onlinedienst_id": onlinedienst_id, "number": number}
    return redirect(url_for(".show_case", **where), 303)
