"""The list of Onlinedienste, beginning one, one as a whole."""

from collections import defaultdict

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.catalogue.structure import Catalogue
from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Action, Phase
from amt24web.usecases import creation, onlinedienste
from amt24web.web.forms import BeginningForm
from amt24web.web.question_fields import whole_number
from amt24web.web.security import current_account, needs

AFTERWARDS = defaultdict(
    lambda: "onlinedienste.show_one",
    {"schnell": "fast_track.show_start", "klaerung": "clarification.show_start"},
)
"""Where the buttons lead that begin an Onlinedienst."""
STILL_OPEN = "noch offen"
STILL_OPEN_HINT = "Dann wird gefragt, was für irgendeinen Weg gebraucht wird."
blueprint = Blueprint("onlinedienste", __name__)
FIELD_OF_QUESTION = {"leistung_name": "name", "umsetzungsweg": "way", "vorhaben_art": "kind"}


@blueprint.get("/")
@needs(Action.SIGNED_IN)
def show_start() -> ResponseReturnValue:
    """The start page is the list."""
    return redirect(url_for(".show_list"))


@blueprint.get("/onlinedienste")
@needs(Action.SIGNED_IN)
def show_list() -> ResponseReturnValue:
    """The list with search, phase and sorting in the address."""
    page = onlinedienste.list_onlinedienste(
        who=current_account(),
        words=request.args.get("suche", ""),
        phase=_phase(request.args.get("phase", "")),
        sorting=request.args.get("sortierung", "titel"),
        page=max(1, whole_number(request.args.get("seite", "1"))),
    )
    return render_template("onlinedienste/list.html", page=page, ways=_catalogue().ways)


@blueprint.get("/onlinedienste/neu")
@needs(Action.CREATE_ONLINEDIENST)
def show_beginning() -> ResponseReturnValue:
    """The form to begin an Onlinedienst."""
    return render_template("onlinedienste/new.html", form=_beginning_form())


@blueprint.post("/onlinedienste/neu")
@needs(Action.CREATE_ONLINEDIENST)
def begin() -> ResponseReturnValue:
    """Begin an Onlinedienst."""
    form = _beginning_form()
    if not form.validate():
        return render_template("onlinedienste/new.html", form=form), 422
    try:
        number = creation.create_onlinedienst(
            who=current_account(),
            catalogue=_catalogue(),
            name=form.name.data,
            way=form.way.data,
            kind=form.kind.data,
        )
    except InvalidInput as refusal:
        for question, problem in refusal.problems.items():
            form[FIELD_OF_QUESTION[question]].errors = [problem]
        return render_template("onlinedienste/new.html", form=form), 422
    return redirect(url_for(AFTERWARDS[request.form.get("dann", "")], onlinedienst_id=number), 303)


@blueprint.get("/onlinedienste/<int:onlinedienst_id>")
@needs(Action.VIEW_OWN_ROWS)
def show_one(onlinedienst_id: int) -> ResponseReturnValue:
    """One Onlinedienst as a whole; who speaks for one body only goes on to its rows."""
    view = onlinedienste.view_onlinedienst(
        who=current_account(), onlinedienst_id=onlinedienst_id, in_force=_catalogue()
    )
    if view is None:
        return redirect(url_for("authorities.show_authorities", onlinedienst_id=onlinedienst_id))
    return render_template("onlinedienste/overview.html", view=view)


def _beginning_form() -> BeginningForm:
    beginning = creation.choices_to_begin(who=current_account(), catalogue=_catalogue())
    form = BeginningForm()
    ways = [(choice.slug, choice.text) for choice in beginning.ways]
    form.way.choices = [*ways, (creation.UNDECIDED, STILL_OPEN)]
    form.kind.choices = [(choice.slug, choice.text) for choice in beginning.kinds]
    hints = {choice.slug: choice.hint for choice in (*beginning.ways, *beginning.kinds)}
    form.hints = hints | {creation.UNDECIDED: STILL_OPEN_HINT}
    return form


def _catalogue() -> Catalogue:
    catalogue: Catalogue = current_app.config["CATALOGUE"]
    return catalogue


def _phase(written: str) -> Phase | None:
    return Phase(written) if written in set(Phase) else None
