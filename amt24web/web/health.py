"""For whoever watches the process: does it live, is it ready."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from amt24web.domain.vocabulary import Action
from amt24web.usecases import health
from amt24web.web.security import needs

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@needs(Action.PUBLIC)
def show_health() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@needs(Action.PUBLIC)
def show_readiness() -> ResponseReturnValue:
    """The database answers and its migrations have been run."""
    ready = health.is_ready()
    return jsonify(status="ok" if ready else "not ready"), 200 if ready else 503
