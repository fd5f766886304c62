"""Help: how the tool is meant, where the official checklist lies, whom to call."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from amt24web.domain.vocabulary import Action
from amt24web.web.security import needs

blueprint = Blueprint("help_pages", __name__)


@blueprint.get("/hilfe")
@needs(Action.PUBLIC)
def show_help() -> ResponseReturnValue:
    """The help page."""
    return render_template("help_pages/help.html")
