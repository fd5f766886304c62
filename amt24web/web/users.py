"""Signing in and out."""

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf

from amt24web.domain.errors import SignInRefused, TooManyAttempts
from amt24web.domain.vocabulary import Action
from amt24web.usecases import users
from amt24web.web.forms import SignInForm
from amt24web.web.security import (
    SignedInPerson,
    client_address,
    current_account,
    is_own_path,
    needs,
    signed_in_account,
)

blueprint = Blueprint("users", __name__)


@blueprint.get("/anmelden")
@needs(Action.PUBLIC)
def show_sign_in() -> ResponseReturnValue:
    """The sign-in page; who is signed in already goes on."""
    if signed_in_account():
        return redirect(_onward())
    return render_template("users/sign_in.html", form=SignInForm(), problem="")


@blueprint.post("/anmelden")
@needs(Action.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Open a session."""
    form = SignInForm()
    if not form.validate():
        return render_template("users/sign_in.html", form=form, problem=""), 422
    try:
        signed_in = users.sign_in(
            email=form.email.data, password=form.password.data, address=client_address()
        )
    except (SignInRefused, TooManyAttempts) as refusal:
        status = 429 if isinstance(refusal, TooManyAttempts) else 401
        return render_template("users/sign_in.html", form=form, problem=refusal.message), status
    login_user(SignedInPerson(signed_in.token, signed_in.account))
    return redirect(_onward(), 303)


@blueprint.post("/abmelden")
@needs(Action.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End this session on the server."""
    from_everywhere = request.form.get("ueberall") == "ja"
    if from_everywhere:
        users.sign_out_everywhere(who=current_account())
    else:
        users.sign_out(token=_token())
    logout_user()
    return redirect(url_for("users.show_sign_in"), 303)


@blueprint.get("/anmelden/schluessel")
@needs(Action.SIGNED_IN)
def show_token() -> ResponseReturnValue:
    """A fresh form token for a page that outlived its session."""
    return jsonify(csrf_token=generate_csrf())


def _token() -> str:

    return str(current_user.token)


def _onward() -> str:
    target = request.values.get("weiter", "")
    return target if is_own_path(target) else url_for("onlinedienste.show_list")
