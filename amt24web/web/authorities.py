"""The competent bodies in the browser: table, one body, paste and spreadsheet."""

from io import BytesIO
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Action
from amt24web.domain.wording import counted
from amt24web.rules import typed_text
from amt24web.rules.authorities import ROLES, Wanted
from amt24web.usecases import authorities, authority_import
from amt24web.usecases.answering import Saved
from amt24web.usecases.authority_import import ImportPage
from amt24web.usecases.rows import RowsChanged
from amt24web.web.question_fields import whole_number
from amt24web.web.saving import REMOVE, save_whole
from amt24web.web.security import current_account, needs

blueprint = Blueprint("authorities", __name__, url_prefix="/onlinedienste/<int:onlinedienst_id>")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILTERS = ("suche", "rolle", "welle", "unvollstaendig", "seite")


@blueprint.get("/stellen")
@needs(Action.VIEW_OWN_ROWS)
def show_authorities(onlinedienst_id: int) -> ResponseReturnValue:
    """The competent bodies; a body sees only its own rows, as forms."""
    page = authorities.view_authorities(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        wanted=_wanted(),
        removed_uid=request.args.get(REMOVE, ""),
    )
    template = "own" if page.forms else "list"
    return render_template(
        f"authorities/{template}.html", page=page, filters=_filters(), roles_of_bodies=ROLES
    )


@blueprint.post("/stellen")
@needs(Action.EDIT_OWN_ROWS)
def save_authorities(onlinedienst_id: int) -> ResponseReturnValue:
    """Save one's own rows with the ordinary button; add a body, bring one back."""
    here = url_for(".show_authorities", onlinedienst_id=onlinedienst_id)
    section_id = request.form.get("abschnitt", "")
    return save_whole(onlinedienst_id, section_id, Action.EDIT_OWN_ROWS, lambda _: here, _place)


@blueprint.get("/stellen/<uid>")
@needs(Action.VIEW_OWN_ROWS)
def show_authority(onlinedienst_id: int, uid: str) -> ResponseReturnValue:
    """One body with all its columns."""
    page = authorities.view_authority(
        who=current_account(), onlinedienst_id=onlinedienst_id, uid=uid
    )
    return render_template("authorities/one.html", page=page, filters=_filters())


@blueprint.post("/stellen/<uid>")
@needs(Action.EDIT_OWN_ROWS)
def save_authority(onlinedienst_id: int, uid: str) -> ResponseReturnValue:
    """Save one body with the ordinary buttons, or take it away."""
    section_id = request.form.get("abschnitt", "")

    def onward(saved: Saved) -> str:
        is_done = "weiter" in request.form and not _has_problem(saved, uid)
        if is_done:
            return url_for(".show_authorities", onlinedienst_id=onlinedienst_id, **_filters())
        return url_for(".show_authority", onlinedienst_id=onlinedienst_id, uid=uid, **_filters())

    return save_whole(onlinedienst_id, section_id, Action.EDIT_OWN_ROWS, onward, _place)


@blueprint.get("/stellen.xlsx")
@needs(Action.VIEW)
def download_authorities(onlinedienst_id: int) -> ResponseReturnValue:
    """All bodies as a spreadsheet to fill in and read back."""
    sheet = authorities.export_authorities(who=current_account(), onlinedienst_id=onlinedienst_id)
    return send_file(
        BytesIO(sheet.content), XLSX, as_attachment=True, download_name=sheet.file_name
    )


@blueprint.get("/stellen/einfuegen")
@needs(Action.ANSWER)
def show_import(onlinedienst_id: int) -> ResponseReturnValue:
    """The page to paste a table on."""
    page = authority_import.begin_import(who=current_account(), onlinedienst_id=onlinedienst_id)
    return _import_page(page)


@blueprint.post("/stellen/einfuegen")
@needs(Action.ANSWER)
def check_import(onlinedienst_id: int) -> ResponseReturnValue:
    """Say what would come in; nothing is written yet."""
    who, text = current_account(), request.form.get("text", "")
    try:
        page = authority_import.preview_import(
            who=who, onlinedienst_id=onlinedienst_id, text=text, file=_file()
        )
    except InvalidInput as refusal:
        page = authority_import.begin_import(who=who, onlinedienst_id=onlinedienst_id, text=text)
        return _import_page(page, problem=refusal.message), 422
    return _import_page(page)


@blueprint.post("/stellen/uebernehmen")
@needs(Action.ANSWER)
def take_over(onlinedienst_id: int) -> ResponseReturnValue:
    """Write what was previewed; refused lines stay on the page to be mended."""
    page = authority_import.take_over(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        text=request.form.get("text", ""),
        fingerprint=request.form.get("pruefsumme", ""),
    )
    if page.is_stale or page.has_refused:
        return _import_page(page), 409 if page.is_stale else 200
    flash(_taken_over(page))
    return redirect(url_for(".show_authorities", onlinedienst_id=onlinedienst_id), 303)


def _import_page(page: ImportPage, problem: str = "") -> str:
    return render_template(
        "authorities/import.html", page=page, problem=problem, written=_taken_over(page)
    )


def _taken_over(page: ImportPage) -> str:
    """What was written, in words."""
    parts = [
        f"{counted(page.added, 'Stelle', 'Stellen')} hinzugefügt" if page.added else "",
        f"{counted(page.changed, 'Stelle', 'Stellen')} ergänzt" if page.changed else "",
    ]
    return ", ".join(part for part in parts if part)


def _file() -> bytes | None:
    """The chosen file; None if there is none."""
    sent = request.files.get("datei")
    return sent.read() if sent and sent.filename else None


def _filters() -> dict[str, Any]:
    """What the list was filtered by, to come back to it as it was."""
    return {name: request.args[name] for name in FILTERS if request.args.get(name)}


def _wanted() -> Wanted:
    role = request.args.get("rolle", "")
    return Wanted(
        words=typed_text.clean(request.args.get("suche", "")),
        role=role if role in ROLES else "",
        wave=request.args.get("welle", ""),
        incomplete=request.args.get("unvollstaendig") == "ja",
        page=whole_number(request.args.get("seite", "1")),
    )


def _has_problem(saved: Saved, uid: str) -> bool:
    rows = (row for question in saved.view.all_questions for row in question.rows)
    return any(row.uid == uid and any(i.problem for i in row.inputs) for row in rows)


def _place(verb: str, changed: RowsChanged) -> str:
    """Where a button leads: to the body that is there now, or to the table that offers it back."""
    number, uid = changed.onlinedienst_id, changed.row_uid
    if verb == REMOVE:
        return url_for(".show_authorities", onlinedienst_id=number, **{**_filters(), REMOVE: uid})
    return url_for(".show_authority", onlinedienst_id=number, uid=uid, **_filters())
