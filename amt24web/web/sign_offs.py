"""„Für DSB und ISB“ in the browser: everything they sign, on one page."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Action, SignOffOutcome, SignOffWay
from amt24web.domain.wording import label
from amt24web.rules.sign_off_view import SignOffView
from amt24web.rules.signing import Signing
from amt24web.usecases import sign_offs
from amt24web.web.forms import ReasonForm, SignOffForm
from amt24web.web.security import current_account, needs

blueprint = Blueprint("sign_offs", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")
SIGNED = "Entscheidung zu „{subject}“ festgehalten: {outcome}."
WITHDRAWN = "Entscheidung zu „{subject}“ zurückgezogen."
OWN_DECISION = "Ihre Entscheidung zu diesen Antworten"


@blueprint.get("/mitzeichnung")
@needs(Action.VIEW_SIGN_OFFS)
def show_sign_offs(onlinedienst_id: int) -> ResponseReturnValue:
    """Everything to sign, with the forms to do so."""
    return _page(onlinedienst_id, {}, {})


@blueprint.post("/mitzeichnung/<sign_off_id>")
@needs(Action.SIGN_OFF)
def sign(onlinedienst_id: int, sign_off_id: str) -> ResponseReturnValue:
    """Sign off, or record that somebody did."""
    form = _signing_form(sign_off_id, request.form)
    try:
        subject = sign_offs.sign(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            sign_off_id=sign_off_id,
            signing=_signing(form),
        )
    except InvalidInput as refusal:
        form.refuse(refusal.problems)
        return _page(onlinedienst_id, {sign_off_id: form}, {}), 422
    return _back(onlinedienst_id, sign_off_id, _signed(subject, form))


@blueprint.post("/mitzeichnung/<sign_off_id>/zurueckziehen")
@needs(Action.SIGN_OFF)
def withdraw(onlinedienst_id: int, sign_off_id: str) -> ResponseReturnValue:
    """Take a signature back, with a reason."""
    form = _withdrawal_form(sign_off_id, request.form)
    try:
        subject = sign_offs.withdraw(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            sign_off_id=sign_off_id,
            reason=form.reason.data or "",
        )
    except InvalidInput as refusal:
        form.refuse(refusal.problems)
        return _page(onlinedienst_id, {}, {sign_off_id: form}), 422
    return _back(onlinedienst_id, sign_off_id, WITHDRAWN.format(subject=subject))


def _page(
    onlinedienst_id: int,
    signed: Mapping[str, SignOffForm],
    withdrawn: Mapping[str, ReasonForm],
) -> str:
    """The page with the forms as they were sent, or filled in with what is known."""
    page = sign_offs.view_sign_offs(who=current_account(), onlinedienst_id=onlinedienst_id)
    forms = {v.sign_off.id: signed.get(v.sign_off.id) or _filled(v) for v in page.sign_offs}
    for view in page.sign_offs:
        form = forms[view.sign_off.id]
        form.way.choices = [(way.value, label(way)) for way in view.signer.ways]
        form.shown.data = view.shown
        if view.signer.ways == (SignOffWay.ACCOUNT,):
            form.outcome.label.text = OWN_DECISION
    withdrawals = {key: withdrawn.get(key) or _withdrawal_form(key, MultiDict()) for key in forms}
    sent = (*signed.values(), *withdrawn.values())
    return render_template(
        "sign_offs/sign_offs.html",
        page=page,
        forms=forms,
        withdrawals=withdrawals,
        errors=[link for form in sent for link in form.error_links],
    )


def _back(onlinedienst_id: int, sign_off_id: str, message: str) -> ResponseReturnValue:
    # The page jumps to the section; there the message is seen.
    flash(message, sign_off_id)
    here = url_for(".show_sign_offs", onlinedienst_id=onlinedienst_id, _anchor=sign_off_id)
    return redirect(here, 303)


def _signed(subject: str, form: SignOffForm) -> str:
    return SIGNED.format(subject=subject, outcome=label(SignOffOutcome(form.outcome.data)))


def _signing(form: SignOffForm) -> Signing:
    sent = {field.short_name: field.data or "" for field in form}
    return Signing(**{name: sent.get(name, "") for name in Signing.__slots__})


def _filled(view: SignOffView) -> SignOffForm:
    """A form with what is known: the likely name, the own account where that is a way, and the
    decision that stands, unless it is somebody else's."""
    form = _signing_form(view.sign_off.id, MultiDict())
    form.name.data, form.function.data = view.likely.name, view.likely.function
    form.way.data = SignOffWay.ACCOUNT.value if SignOffWay.ACCOUNT in view.signer.ways else None
    if view.reading.outcome and not view.replaces:
        form.outcome.data, form.words.data = view.reading.outcome.value, view.reading.words
    return form


def _signing_form(sign_off_id: str, sent: MultiDict[str, str]) -> SignOffForm:
    form = SignOffForm(sent, prefix=f"{sign_off_id}-")
    form.outcome.choices = [(outcome.value, label(outcome)) for outcome in SignOffOutcome]
    return form


def _withdrawal_form(sign_off_id: str, sent: MultiDict[str, str]) -> ReasonForm:
    return ReasonForm(sent, prefix=f"{sign_off_id}-zurueck-")
