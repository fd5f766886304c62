"""The checklists of the phases in the browser: what is open, and a small form for each item."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.catalogue.structure import Catalogue
from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Action
from amt24web.rules.checklists import TickTyped
from amt24web.usecases import checklists
from amt24web.web.question_fields import whole_number
from amt24web.web.security import current_account, needs

blueprint = Blueprint(
    "checklists", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>/checklisten"
)
OPEN_ONLY = "offen"
KEPT = "Der Punkt ist gespeichert."


@blueprint.get("/<int:phase_number>")
@needs(Action.VIEW)
def show_checklist(onlinedienst_id: int, phase_number: int) -> ResponseReturnValue:
    """The list of a phase; with ``?zeigen=offen`` only what is open."""
    return _page(onlinedienst_id, phase_number)


@blueprint.post("/<int:phase_number>/<item_id>")
@needs(Action.TICK_CHECKLIST)
def tick(onlinedienst_id: int, phase_number: int, item_id: str) -> ResponseReturnValue:
    """Keep what is said about an item, or show the page again with what was typed."""
    typed = TickTyped(
        state=request.form.get("stand", ""),
        note=request.form.get("notiz", ""),
        revision=whole_number(request.form.get("revision", "")),
    )
    try:
        checklists.tick_item(
            who=current_account(), onlinedienst_id=onlinedienst_id, number=phase_number,
            item_id=item_id, typed=typed, in_force=_in_force(),
        )  # fmt: skip
    except InvalidInput as refusal:
        refused = {item_id: (refusal.message, typed.note)}
        return _page(onlinedienst_id, phase_number, refused), 422
    flash(KEPT)
    return redirect(
        url_for(
            ".show_checklist", onlinedienst_id=onlinedienst_id, phase_number=phase_number,
            zeigen=OPEN_ONLY if _is_open_only() else None, _anchor=f"punkt-{item_id}",
        ),
        303,
    )  # fmt: skip


def _page(
    onlinedienst_id: int, number: int, refused: dict[str, tuple[str, str]] | None = None
) -> str:
    page = checklists.view_checklist(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        number=number,
        in_force=_in_force(),
        only_open=_is_open_only(),
    )
    return render_template("checklists/checklist.html", page=page, refused=refused or {})


def _is_open_only() -> bool:
    return request.values.get("zeigen") == OPEN_ONLY


def _in_force() -> Catalogue:
    catalogue: Catalogue = current_app.config["CATALOGUE"]
    return catalogue
