"""Testing in the browser: a round, and what came out case by case; made for a tablet too."""

import secrets
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from amt24web.domain.errors import InvalidInput
from amt24web.domain.testing import RoundKind
from amt24web.domain.vocabulary import Action
from amt24web.rules.case_upkeep import case_number
from amt24web.rules.evidence import Evidence
from amt24web.rules.sheet_results import LARGEST
from amt24web.rules.test_edits import ResultTyped
from amt24web.usecases import test_running
from amt24web.usecases.test_running import RoundPage
from amt24web.web.kept_files import kept_file
from amt24web.web.question_fields import page_origin
from amt24web.web.security import current_account, needs
from amt24web.web.test_forms import ResultForm

blueprint = Blueprint(
    "test_running", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>/test/durchlaeufe"
)
SKIP, DISCARD = "ueberspringen", "verwerfen"
BEGUN = "Durchlauf {number} hat begonnen."
ENDED = "Durchlauf {number} ist beendet."
GOES_ON = "Durchlauf {number} geht weiter."
KEPT = "{key}: Ergebnis gespeichert."
KEPT_WITH_DEFECT = "{key}: Ergebnis gespeichert, Abweichung {defect} aufgenommen."


@blueprint.post("")
@needs(Action.PLAN_TESTS)
def begin(onlinedienst_id: int) -> ResponseReturnValue:
    """Begin a round."""
    said = request.form.get("art", "")
    kind = RoundKind(said) if said in tuple(RoundKind) else RoundKind.FULL
    try:
        number = test_running.begin_round(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            kind=kind,
            note=request.form.get("anlass", ""),
        )
    except InvalidInput as refusal:
        flash(refusal.message)
        return redirect(url_for("testing.show_plan", onlinedienst_id=onlinedienst_id), 303)
    flash(BEGUN.format(number=number))
    return _to_round(onlinedienst_id, number)


@blueprint.get("/<int:number>")
@needs(Action.VIEW)
def show_round(onlinedienst_id: int, number: int) -> ResponseReturnValue:
    """One round with its cases."""
    page = _page(onlinedienst_id, number)
    return render_template("testing/round.html", page=page, largest_sheet=LARGEST)


@blueprint.get("/<int:number>/faelle/<int:case>")
@needs(Action.VIEW)
def show_case(onlinedienst_id: int, number: int, case: int) -> ResponseReturnValue:
    """One case to carry out, with the form for what comes out."""
    return _shown(onlinedienst_id, number, case, ResultForm(MultiDict()))


@blueprint.post("/<int:number>/ende")
@needs(Action.PLAN_TESTS)
def end(onlinedienst_id: int, number: int) -> ResponseReturnValue:
    """The round is over, or goes on after all."""
    is_over = "weiter" not in request.form
    try:
        test_running.end_round(
            who=current_account(), onlinedienst_id=onlinedienst_id, number=number, is_over=is_over
        )
        flash((ENDED if is_over else GOES_ON).format(number=number))
    except InvalidInput as refusal:
        flash(refusal.message)
    return _to_round(onlinedienst_id, number)


@blueprint.post("/<int:number>/faelle/<int:case>")
@needs(Action.RUN_TESTS)
def record(onlinedienst_id: int, number: int, case: int) -> ResponseReturnValue:
    """Keep what came out of one case."""
    form = ResultForm(request.form)
    if SKIP in request.form:
        return _skipped(onlinedienst_id, number, case, form)
    page_id, sequence = page_origin(request.form)
    try:
        defect = test_running.record_result(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            number=number,
            case_number=case,
            typed=_typed(form),
            page_id=page_id,
            sequence=sequence,
            evidence=_evidence(),
        )
    except InvalidInput as refusal:
        form.refuse(refusal.problems or {"result": refusal.message})
        return _shown(onlinedienst_id, number, case, form), 422
    said = KEPT_WITH_DEFECT if defect else KEPT
    flash(said.format(key=case_number(case), defect=defect))
    return redirect(_onward(onlinedienst_id, number, case), 303)


def _skipped(onlinedienst_id: int, number: int, case: int, form: ResultForm) -> ResponseReturnValue:
    """On to the next case; what was typed is asked about first."""
    has_typed = any((form.result.data, form.observed.data, form.tester.data, form.day.data,
                     form.on.data, _evidence()))  # fmt: skip
    if has_typed and request.form[SKIP] != DISCARD:
        return _shown(onlinedienst_id, number, case, form, asks_skip=True)
    return redirect(_onward(onlinedienst_id, number, case), 303)


def _onward(onlinedienst_id: int, number: int, case: int) -> str:
    """The next case nobody has carried out, else the whole round."""
    following = _page(onlinedienst_id, number).next_after(case)
    where: dict[str, Any] = {
        "onlinedienst_id": onlinedienst_id, "number": number, "wer": _wanted_tester(),
    }  # fmt: skip
    if following is None:
        return url_for(".show_round", **where)
    return url_for(".show_case", case=following.case.number, **where)


@blueprint.get("/<int:number>/ergebnisse/<int:result_id>/nachweis")
@needs(Action.VIEW)
def download_evidence(onlinedienst_id: int, number: int, result_id: int) -> ResponseReturnValue:
    """The file that came with a result, only ever as a file to save."""
    return kept_file(
        test_running.fetch_evidence(
            who=current_account(), onlinedienst_id=onlinedienst_id, result_id=result_id
        )
    )


def _typed(form: ResultForm) -> ResultTyped:
    return ResultTyped(
        result=form.result.data or "",
        observed=form.observed.data or "",
        tester=form.tester.data or "",
        day=form.day.data or "",
        on=form.on.data or "",
        opens_defect=bool(form.opens_defect.data),
        weight=form.weight.data or "",
        shown=request.form.get("stand", ""),
    )


def _evidence() -> Evidence | None:
    sent = request.files.get("evidence")
    return Evidence(sent.filename, sent.read()) if sent and sent.filename else None


def _page(onlinedienst_id: int, number: int) -> RoundPage:
    return test_running.view_round(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        number=number,
        tester=_wanted_tester(),
    )


def _wanted_tester() -> str | None:
    """Whose cases are wanted; None if nobody chose."""
    return request.values.get("wer")


def _shown(
    onlinedienst_id: int, number: int, case: int, form: ResultForm, *, asks_skip: bool = False
) -> str:
    page = _page(onlinedienst_id, number)
    return render_template(
        "testing/carry_out.html",
        page=page,
        case=page.case(case),
        following=page.next_after(case),
        form=form,
        errors=form.error_links,
        asks_skip=asks_skip,
        page_id=secrets.token_hex(8),
    )


def _to_round(onlinedienst_id: int, number: int) -> ResponseReturnValue:
    where: dict[str, Any] = {"onlinedienst_id": onlinedienst_id, "number": number}
    return redirect(url_for(".show_round", **where), 303)
