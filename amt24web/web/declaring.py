"""Declarations in the browser: what they rest on, who declared what, and the form."""

import secrets
from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from amt24web.domain.errors import InvalidInput
from amt24web.domain.papers.words import Outcome
from amt24web.domain.vocabulary import Action
from amt24web.domain.wording import label
from amt24web.rules.declared_conditions import MOST_CONDITIONS, ConditionTyped
from amt24web.rules.declared_conditions import field as condition_field
from amt24web.rules.evidence import Evidence
from amt24web.usecases import declaring
from amt24web.web.forms import ReasonForm
from amt24web.web.kept_files import kept_file
from amt24web.web.question_fields import page_origin
from amt24web.web.security import current_account, needs
from amt24web.web.test_forms import ConditionForm, DeclarationForm

blueprint = Blueprint(
    "declaring", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>/test/freigabe"
)
FIELDS = ("kind", "outcome", "body", "words", "way", "name", "function", "day")
CHOOSE_AGAIN = "Bitte wählen Sie die Datei noch einmal aus."
DECLARED = "Erklärung festgehalten."
WITHDRAWN = "Erklärung zurückgezogen."


@blueprint.get("")
@needs(Action.VIEW)
def show_release(onlinedienst_id: int) -> ResponseReturnValue:
    """What the release rests on, and who declared what."""
    return _page(onlinedienst_id, DeclarationForm(MultiDict()), {}, [_condition(1)])


@blueprint.post("")
@needs(Action.DECLARE)
def declare(onlinedienst_id: int) -> ResponseReturnValue:
    """Keep a declaration, in one's own account or as it was told."""
    form, evidence, conditions = DeclarationForm(request.form), _evidence(), _conditions()
    if "mehr" in request.form:
        form.refuse({"evidence": CHOOSE_AGAIN} if evidence else {})
        more = [*conditions, _condition(len(conditions) + 1)]
        return _page(onlinedienst_id, form, {}, more, is_sent=True)
    try:
        declaring.declare(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            typed={name: request.form.get(name, "") for name in FIELDS},
            conditions=[_typed(condition) for condition in conditions],
            evidence=evidence,
            page_id=page_origin(request.form)[0],
        )
    except InvalidInput as refusal:
        _refuse(form, conditions, {"evidence": CHOOSE_AGAIN} if evidence else {}, refusal.problems)
        return _page(onlinedienst_id, form, {}, conditions), 422
    flash(DECLARED)
    return redirect(url_for(".show_release", onlinedienst_id=onlinedienst_id), 303)


@blueprint.post("/<int:declaration_id>/zurueckziehen")
@needs(Action.DECLARE)
def withdraw(onlinedienst_id: int, declaration_id: int) -> ResponseReturnValue:
    """Withdraw a declaration, with a reason."""
    form = ReasonForm(request.form, prefix=f"e{declaration_id}-")
    try:
        declaring.withdraw(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            declaration_id=declaration_id,
            reason=form.reason.data or "",
        )
        flash(WITHDRAWN)
    except InvalidInput as refusal:
        if refusal.problems:
            form.refuse(refusal.problems)
            empty = DeclarationForm(MultiDict())
            return _page(onlinedienst_id, empty, {declaration_id: form}, [_condition(1)]), 422
        flash(refusal.message)
    return redirect(url_for(".show_release", onlinedienst_id=onlinedienst_id), 303)


@blueprint.get("/<int:declaration_id>/nachweis")
@needs(Action.DECLARE)
def download_evidence(onlinedienst_id: int, declaration_id: int) -> ResponseReturnValue:
    """What proves a declaration, only ever as a file to save."""
    return kept_file(
        declaring.fetch_evidence(
            who=current_account(), onlinedienst_id=onlinedienst_id, declaration_id=declaration_id
        )
    )


def _evidence() -> Evidence | None:
    sent = request.files.get("evidence")
    return Evidence(sent.filename, sent.read()) if sent and sent.filename else None


def _condition(number: int, sent: MultiDict[str, str] | None = None) -> ConditionForm:
    return ConditionForm(MultiDict() if sent is None else sent, prefix=f"a{number}-")


def _conditions() -> list[ConditionForm]:
    """The conditions as they were sent, however many there are; at least one to fill in."""
    count = sum(condition_field(n, "text") in request.form for n in range(1, MOST_CONDITIONS + 1))
    return [_condition(number, request.form) for number in range(1, max(count, 1) + 1)]


def _typed(form: ConditionForm) -> ConditionTyped:
    return ConditionTyped(form.text.data or "", form.who.data or "", form.until.data or "")


def _refuse(
    form: DeclarationForm, conditions: list[ConditionForm], *problems: Mapping[str, str]
) -> None:
    """Each problem beside its field, be it one of a condition or of the declaration."""
    parts = {field.name: field for condition in conditions for field in condition}
    for name, problem in (pair for found in problems for pair in found.items()):
        (parts[name] if name in parts else form[name]).errors = [problem]


def _page(
    onlinedienst_id: int,
    form: DeclarationForm,
    reasons: dict[int, ReasonForm],
    conditions: list[ConditionForm],
    *,
    is_sent: bool = False,
) -> str:
    page = declaring.view_release(who=current_account(), onlinedienst_id=onlinedienst_id)
    form.kind.choices = [(str(kind), label(kind)) for kind in page.kinds]
    form.outcome.choices = [(str(outcome), label(outcome)) for outcome in Outcome]
    form.way.choices = [(way.value, label(way)) for way in page.decider.ways]
    form.body.choices = [(body, body) for body in page.bodies]
    shown = {
        line.declared.id: reasons.get(line.declared.id)
        or ReasonForm(MultiDict(), prefix=f"e{line.declared.id}-")
        for line in page.declarations
    }
    errors = [link for part in (form, *conditions, *reasons.values()) for link in part.error_links]
    return render_template(
        "testing/release.html",
        page=page,
        form=form,
        conditions=conditions,
        is_open=is_sent or not page.declarations or any(c.errors for c in (form, *conditions)),
        reasons=shown,
        errors=errors,
        page_id=secrets.token_hex(8),
    )
