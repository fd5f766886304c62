"""The open points of one Onlinedienst in the browser, and as a file for Excel."""

from io import BytesIO

from flask import Blueprint, Response, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from amt24web.domain.vocabulary import Action, PointKind
from amt24web.rules.point_list import ME, PointFilter, PointLine
from amt24web.rules.point_mails import Pages
from amt24web.usecases import open_points
from amt24web.web.security import current_account, needs

blueprint = Blueprint("open_points", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")
EVERY_STAGE = "alle"


@blueprint.get("/offene-punkte")
@needs(Action.VIEW)
def show_points(onlinedienst_id: int) -> ResponseReturnValue:
    """The list with its filter in the address."""
    page = open_points.view_points(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        wanted=_wanted(),
        address=url_for(".show_points", onlinedienst_id=onlinedienst_id, wer=ME, _external=True),
        pages=Pages(
            questions=_address("handed_over.show_questions", onlinedienst_id),
            sign_offs=_address("sign_offs.show_sign_offs", onlinedienst_id),
        ),
    )
    return render_template("open_points/list.html", page=page, kinds=PointKind, me=ME)


@blueprint.get("/offene-punkte.csv")
@needs(Action.VIEW)
def download_points(onlinedienst_id: int) -> Response:
    """The list with the same filter as CSV."""

    def address_of(line: PointLine) -> str:
        return url_for(
            "clarification.show_section", onlinedienst_id=onlinedienst_id,
            section_id=line.section_id, _anchor=f"frage-{line.question_id}", _external=True,
        )  # fmt: skip

    file = open_points.export_points(
        who=current_account(), onlinedienst_id=onlinedienst_id, wanted=_wanted(),
        address_of=address_of,
    )  # fmt: skip
    response = send_file(
        BytesIO(file.content), "text/csv; charset=utf-8", True, download_name=file.file_name
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _address(endpoint: str, onlinedienst_id: int) -> str:
    return url_for(endpoint, onlinedienst_id=onlinedienst_id, _external=True)


def _wanted() -> PointFilter:
    """The filter; what nobody could have chosen counts as not chosen."""
    kind = request.args.get("art", "")
    return PointFilter(
        who=request.args.get("wer", ""),
        kind=PointKind(kind) if kind in set(PointKind) else None,
        every_stage=request.args.get("stufe") == EVERY_STAGE,
    )
