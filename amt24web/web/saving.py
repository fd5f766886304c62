"""How a page with questions is saved: by itself while typing, or whole with the ordinary button."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.catalogue.structure import Section
from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Action, Questionnaire
from amt24web.domain.wording import german_time
from amt24web.usecases import answering, rows
from amt24web.usecases.answering import Saved, Target
from amt24web.usecases.rows import RowsChanged
from amt24web.web.question_fields import page_origin, read_submission, read_submissions
from amt24web.web.security import current_account

CONFLICT = 409
REMOVE = "entfernen"
ROW_MOVED = {"hoch": True, "runter": False}
SAVED = "Gespeichert um {time} Uhr."
SAVED_BUT = "Gespeichert um {time} Uhr – eine Angabe bitte prüfen."
PAGES = {
    Questionnaire.CLARIFICATION: ("clarification.show_section", "section_id"),
    Questionnaire.FAST_TRACK: ("fast_track.show_block", "block_id"),
    Questionnaire.KICKOFF: ("kickoff.show_kickoff", ""),
    Questionnaire.TESTING: ("testing.show_planning", ""),
    Questionnaire.CERTIFICATION: ("release.show_certification", "certification_part"),
    Questionnaire.GO_LIVE: ("release.show_go_live", "go_live_part"),
}
"""The page of a section by its questionnaire, and how the address names the section."""
UNKNOWN_BUTTON = "Diese Schaltfläche kennt das Programm nicht."


def section_url(onlinedienst_id: int, section: Section, anchor: str = "", **args: Any) -> str:
    """The page on which the questions of a section are answered."""
    endpoint, name = PAGES[section.questionnaire]
    if name:
        args[name] = section.id
    return url_for(endpoint, onlinedienst_id=onlinedienst_id, _anchor=anchor or None, **args)


def save_whole(
    onlinedienst_id: int,
    section_id: str,
    action: Action,
    onward: Callable[[Saved], str],
    place: Callable[[str, RowsChanged], str] | None = None,
) -> ResponseReturnValue:
    """Save everything the page sent, do what the pressed button says, then go on.

    What conflicts comes back as a page of both texts; what cannot be read stays on the page of the
    section. Another page than that gives ``place``, which says where a button at a row leads; it
    shows by itself what cannot be read.
    """
    page_id, sequence = page_origin(request.form)
    saved = answering.record_answers(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        submissions=read_submissions(request.form),
        page_id=page_id,
        sequence=sequence,
        section_id=section_id,
        action=action,
    )
    if saved.conflicts:
        return render_template("clarification/conflict.html", saved=saved), CONFLICT
    if deed := request.form.get("tat", ""):
        verb, changed = _do(onlinedienst_id, section_id, deed)
        return redirect((place or _in_section)(verb, changed), 303)
    if saved.view.problems and place is None:
        page = section_url(onlinedienst_id, saved.view.section, pruefen="ja")
        return redirect(page, 303)
    said = SAVED_BUT if saved.view.problems else SAVED
    flash(said.format(time=german_time(saved.saved_at)))
    return redirect(onward(saved), 303)


def save_part(onlinedienst_id: int, target: Target) -> ResponseReturnValue:
    """Save one question or row while somebody types; never sends back the input itself."""
    page_id, sequence = page_origin(request.form)
    saved = answering.record_answer(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        target=target,
        submission=read_submission(request.form, target),
        page_id=page_id,
        sequence=sequence,
        section_id=request.form.get("abschnitt", ""),
    )
    if saved.conflicts:
        fragment = render_template("clarification/_conflict.html", saved=saved, target=target)
        return Response(fragment, CONFLICT)
    fragment = render_template(
        "clarification/_answer_saved.html",
        saved=saved,
        target=target,
        current=saved.view.question(target.question_id),
        moved=saved.view.moved(_on_page(saved)),
        renewed=saved.view.renewed(saved.findings_changed),
    )
    headers = {"X-Gespeichert": german_time(saved.saved_at)}
    current = saved.view.question(target.question_id)
    if current and current.problems_at(target.row_uid):
        headers["X-Pruefen"] = "ja"
    return Response(fragment, headers=headers)


def _on_page(saved: Saved) -> frozenset[str]:
    """The questions the page shows as it is open now; an older page does not say it."""
    shown = request.form.get("gezeigt")
    return saved.asked_before if shown is None else frozenset(shown.split())


def _do(onlinedienst_id: int, section_id: str, deed: str) -> tuple[str, RowsChanged]:
    verb, question_id, row_uid = (*deed.split(":"), "", "")[:3]
    if verb not in DEEDS:
        raise InvalidInput(UNKNOWN_BUTTON)
    return verb, DEEDS[verb](onlinedienst_id, section_id, question_id, row_uid)


def _in_section(verb: str, changed: RowsChanged) -> str:
    number, section, question = changed.onlinedienst_id, changed.view.section, changed.question_id
    if verb == REMOVE:
        back = {"anchor": f"entfernt-{question}", REMOVE: changed.row_uid, "bei": question}
        return section_url(number, section, **back)
    view = changed.view.question(question)
    if view and view.has_own_page:
        return url_for("authorities.show_authority", onlinedienst_id=number, uid=changed.row_uid)
    return section_url(number, section, anchor=f"zeile-{question}-{changed.row_uid}")


def _add(onlinedienst_id: int, section_id: str, question_id: str, _row: str) -> RowsChanged:
    return rows.add_row(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        question_id=question_id,
        section_id=section_id,
    )


def _mark(onlinedienst_id: int, section_id: str, question_id: str, row_uid: str) -> RowsChanged:
    change = rows.remove_row if _verb() == REMOVE else rows.restore_row
    return change(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        question_id=question_id,
        row_uid=row_uid,
        section_id=section_id,
    )


def _move(onlinedienst_id: int, section_id: str, question_id: str, row_uid: str) -> RowsChanged:
    return rows.move_row(
        who=current_account(),
        onlinedienst_id=onlinedienst_id,
        question_id=question_id,
        row_uid=row_uid,
        section_id=section_id,
        up=ROW_MOVED[_verb()],
    )


def _verb() -> str:
    return request.form["tat"].split(":", 1)[0]


DEEDS: dict[str, Callable[[int, str, str, str], RowsChanged]] = {
    "hinzufuegen": _add,
    REMOVE: _mark,
    "wiederherstellen": _mark,
    "hoch": _move,
    "runter": _move,
}
"""What the buttons at rows say, as ``verb:question:row``."""
