"""The Testbogen in the browser: to download for people without access, and to read back."""

from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.vocabulary import Action
from amt24web.rules.sheet_results import LARGEST
from amt24web.usecases import testing_sheets
from amt24web.usecases.testing_sheets import ReadBack
from amt24web.web.documents import FORMATS, NO_SUCH_PAPER, handed_over
from amt24web.web.question_fields import whole_number
from amt24web.web.security import current_account, needs

blueprint = Blueprint(
    "testing_sheets", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>/test"
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/bogen.<file_format>")
@needs(Action.DOWNLOAD_DOCUMENTS)
def download(onlinedienst_id: int, file_format: str) -> ResponseReturnValue:
    """The sheet of one tester for a round, or for the plan as long as none goes on."""
    who, tester = current_account(), request.args.get("wer", "").strip()
    said = request.args.get("durchlauf", "")
    number = whole_number(said) if said else None
    if file_format == "xlsx":
        sheet = testing_sheets.produce_workbook(
            who=who, onlinedienst_id=onlinedienst_id, tester=tester, number=number
        )
        return send_file(
            BytesIO(sheet.content), XLSX, as_attachment=True, download_name=sheet.file_name
        )
    if file_format not in FORMATS:
        raise NotFound(NO_SUCH_PAPER)
    produced = testing_sheets.produce_sheet(
        who=who,
        onlinedienst_id=onlinedienst_id,
        tester=tester,
        number=number,
        file_format=FORMATS[file_format],
    )
    return handed_over(produced, FORMATS[file_format])


@blueprint.get("/durchlaeufe/<int:number>/bogen")
@needs(Action.RUN_TESTS)
def show_reading(onlinedienst_id: int, number: int) -> ResponseReturnValue:
    """The page to send a filled sheet from."""
    return _shown(_page(onlinedienst_id, number))


@blueprint.post("/durchlaeufe/<int:number>/bogen")
@needs(Action.RUN_TESTS)
def read(onlinedienst_id: int, number: int) -> ResponseReturnValue:
    """Read a filled sheet back, and say what came of each row."""
    sent = request.files.get("datei")
    try:
        page = testing_sheets.read_back(
            who=current_account(),
            onlinedienst_id=onlinedienst_id,
            number=number,
            file=sent.read() if sent else b"",
        )
    except InvalidInput as refusal:
        return _shown(_page(onlinedienst_id, number), refusal.message), 422
    return _shown(page)


def _page(onlinedienst_id: int, number: int) -> ReadBack:
    return testing_sheets.begin_reading(
        who=current_account(), onlinedienst_id=onlinedienst_id, number=number
    )


def _shown(page: ReadBack, problem: str = "") -> str:
    return render_template(
        "testing/read_back.html", page=page, problem=problem, largest_sheet=LARGEST
    )
