"""Who is at the other end, and what every answer carries: sign-in, deny by default, headers."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user
from flask_wtf.csrf import CSRFProtect

from amt24web.domain.errors import Unavailable
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action
from amt24web.usecases import users

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
MARK = "amt24web_action"
GONE = "amt24web_database_gone"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
csrf = CSRFProtect()
login_manager = LoginManager()


class SignedInPerson(UserMixin):
    """The signed-in account as Flask-Login wants it; its id is the token of the session."""

    def __init__(self, token: str, account: Account) -> None:
        self.token, self.account = token, account

    def get_id(self) -> str:
        """The token of the session, so that ending it on the server ends it everywhere."""
        return self.token


def init_app(app: Flask) -> None:
    """Protect every route; called after all routes are there."""
    app.before_request(_limit_form)
    csrf.init_app(app)
    login_manager.init_app(app)
    login_manager.user_loader(_load_person)
    app.before_request(_require_sign_in)
    app.after_request(_add_headers)


def needs(action: Action) -> Callable[[View], View]:
    """Name the action a view asks permission for; without it the application does not start."""

    def mark(view: View) -> View:
        setattr(view, MARK, action)
        return view

    return mark


def require_declared_routes(app: Flask) -> None:
    """Refuse to start while a route does not say what it needs."""
    undeclared = sorted(
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint != "static" and not hasattr(view, MARK)
    )
    if undeclared:
        raise RuntimeError(f"routes without a declared action: {', '.join(undeclared)}")


def current_account() -> Account:
    """The account of the person who asks; only in views that are not public."""
    account: Account = current_user.account
    return account


def signed_in_account() -> Account | None:
    """The account of the person who asks, or None."""
    return current_user.account if current_user.is_authenticated else None


def _load_person(token: str) -> SignedInPerson | None:
    if g.get(GONE):
        return None
    try:
        account = users.find_account(token=token)
    except Unavailable:
        # The page that says so looks for the person once more; it must not fail as well.
        setattr(g, GONE, True)
        raise
    return SignedInPerson(token, account) if account else None


def _limit_form() -> None:
    """Only forms with files may be as large as uploads; Werkzeug bounds the others by nothing."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def _require_sign_in() -> ResponseReturnValue | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint == "static" or getattr(view, MARK) is Action.PUBLIC:
        return None
    if current_user.is_authenticated:
        return None
    if request.headers.get("HX-Request"):
        return Response("Sitzung abgelaufen.", 401, mimetype="text/plain")
    if request.method == "POST":
        return ask_again("Ihre Sitzung ist abgelaufen", needs_sign_in=True), 401
    return redirect(url_for("users.show_sign_in", weiter=request.full_path.rstrip("?")))


def ask_again(title: str, *, message: str = "", needs_sign_in: bool = False) -> str:
    """A page that holds everything just typed and offers to send it once more."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    return render_template(
        "errors/again.html",
        heading=title,
        message=message,
        kept=kept,
        needs_sign_in=needs_sign_in,
        target=request.url,
    )


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def is_own_path(target: str) -> bool:
    """Whether an address given from outside leads to a page of ours and nowhere else."""
    is_path = target.startswith("/") and not target.startswith(("//", "/\\"))
    return is_path and "\\" not in target and target.isprintable()


def client_address() -> str:
    """The address a request comes from, as the trusted proxies report it."""
    return request.remote_addr or ""
