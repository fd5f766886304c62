"""Defects in the browser: the list, and a form for each."""

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Action
from amt24web.rules.test_edits import DefectTyped
from amt24web.usecases import defects
from amt24web.usecases.defects import DefectLine
from amt24web.web.question_fields import page_origin, whole_number
from amt24web.web.security import current_account, needs
from amt24web.web.test_forms import DefectForm

blueprint = Blueprint(
    "defects", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>/test/abweichungen"
)
REPORTED = "Abweichung {key} aufgenommen."
SAVED = "Abweichung {key} gespeichert."


@blueprint.get("")
@needs(Action.VIEW)
def show_defects(onlinedienst_id: int) -> ResponseReturnValue:
    """All defects, open ones first."""
    return _page(onlinedienst_id, {})


@blueprint.post("")
@needs(Action.RUN_TESTS)
def report(onlinedienst_id: int) -> ResponseReturnValue:
    """Keep a defect that no test case showed."""
    form = _form(request.form, 0)
    try:
        key = defects.report_defect(
            who=current_account(), onlinedienst_id=onlinedienst_id, typed=_typed(form),
            page_id=page_origin(request.form)[0],
        )  # fmt: skip
    except InvalidInput as refusal:
        form.refuse(refusal.problems)
        return _page(onlinedienst_id, {0: form}), 422
    flash(REPORTED.format(key=key))
    return redirect(url_for(".show_defects", onlinedienst_id=onlinedienst_id, _anchor=key), 303)


@blueprint.post("/<int:number>")
@needs(Action.RUN_TESTS)
def change(onlinedienst_id: int, number: int) -> ResponseReturnValue:
    """Keep what is said about a defect now."""
    form = _form(request.form, number)
    try:
        defects.change_defect(
            who=current_account(), onlinedienst_id=onlinedienst_id, number=number,
            typed=_typed(form),
        )  # fmt: skip
    except InvalidInput as refusal:
        form.refuse(refusal.problems or {"title": refusal.message})
        return _page(onlinedienst_id, {number: form}), 422
    key = f"F-{number:03d}"
    flash(SAVED.format(key=key))
    return redirect(url_for(".show_defects", onlinedienst_id=onlinedienst_id, _anchor=key), 303)


def _page(onlinedienst_id: int, sent: dict[int, DefectForm]) -> str:
    """The list with the forms as they were sent, or filled in with what is known."""
    page = defects.view_defects(who=current_account(), onlinedienst_id=onlinedienst_id)
    forms = {line.defect.number: _filled(line) for line in page.defects}
    forms |= {0: _form(MultiDict(), 0)}
    for number, form in sent.items():
        form.revision.data = forms[number].revision.data
        forms[number] = form
    return render_template(
        "testing/defects.html",
        page=page,
        forms=forms,
        page_id=secrets.token_hex(8),
        errors=[link for form in sent.values() for link in form.error_links],
    )


def _form(sent: MultiDict[str, str], number: int) -> DefectForm:
    return DefectForm(sent, prefix=f"f{number}-")


def _filled(line: DefectLine) -> DefectForm:
    defect = line.defect
    form = _form(MultiDict(), defect.number)
    form.title.data, form.weight.data = defect.title, str(defect.weight)
    form.state.data, form.workaround.data = str(defect.state), defect.workaround
    form.responsible.data, form.fixed_in.data = defect.responsible, defect.fixed_in
    form.until.data = defect.until.strftime("%d.%m.%Y") if defect.until else ""
    form.revision.data = str(defect.revision)
    return form


def _typed(form: DefectForm) -> DefectTyped:
    return DefectTyped(
        title=form.title.data or "",
        weight=form.weight.data or "",
        state=form.state.data or "",
        workaround=form.workaround.data or "",
        responsible=form.responsible.data or "",
        until=form.until.data or "",
        fixed_in=form.fixed_in.data or "",
        revision=whole_number(form.revision.data or ""),
    )
