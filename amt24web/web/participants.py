"""Who takes part and has access."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.domain.errors import InvalidInput, NotAllowed
from amt24web.domain.vocabulary import AccessRole, Action
from amt24web.domain.wording import label
from amt24web.usecases import participants
from amt24web.web.forms import AccessForm
from amt24web.web.security import current_account, needs

blueprint = Blueprint("participants", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")
NO_ACCESS = "kein"


@blueprint.get("/beteiligte")
@needs(Action.VIEW)
def show_members(onlinedienst_id: int) -> ResponseReturnValue:
    """All participants with their access."""
    return _members_page(onlinedienst_id, _access_form())


@blueprint.post("/beteiligte")
@needs(Action.MANAGE_MEMBERS)
def change_access(onlinedienst_id: int) -> ResponseReturnValue:
    """Give, change or take away access."""
    form = _access_form()
    if not form.validate():
        return _members_page(onlinedienst_id, form), 422
    try:
        participants.change_access(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            uid=request.form.get("beteiligt", ""),
            email=form.email.data or "",
            role=None if form.role.data == NO_ACCESS else AccessRole(form.role.data),
        )
    except InvalidInput as refusal:
        for field, problem in refusal.problems.items():
            form[field].errors = [problem]
        return _members_page(onlinedienst_id, form), 422
    return redirect(url_for(".show_members", onlinedienst_id=onlinedienst_id), 303)


def _members_page(onlinedienst_id: int, form: AccessForm) -> str:
    page = participants.view_members(who=current_account(), onlinedienst_id=onlinedienst_id)
    if form.is_submitted() and not page.may_manage:
        raise NotAllowed
    chosen = request.form.get("beteiligt", "") or request.args.get("zugang", "")
    return render_template("participants/members.html", page=page, form=form, chosen=chosen)


def _access_form() -> AccessForm:
    form = AccessForm()
    form.role.choices = [
        *((role.value, label(role)) for role in participants.GRANTABLE),
        (NO_ACCESS, "kein Zugang"),
    ]
    return form
