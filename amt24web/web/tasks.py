"""„Meine Aufgaben“ in the browser."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from amt24web.domain.tasks import Task, TaskKind
from amt24web.domain.vocabulary import Action
from amt24web.rules.point_list import ME
from amt24web.usecases import tasks
from amt24web.usecases.test_plan import REWORK
from amt24web.web.question_fields import whole_number
from amt24web.web.security import current_account, needs

blueprint = Blueprint("tasks", __name__)
BY_ONLINEDIENST = "onlinedienst"


@blueprint.get("/aufgaben")
@needs(Action.SIGNED_IN)
def show_tasks() -> ResponseReturnValue:
    """What waits for the person who looks; filter and grouping stand in the address."""
    per_onlinedienst = request.args.get("nach") == BY_ONLINEDIENST
    only_overdue = request.args.get("nur") == "ueberfaellig"
    page = tasks.view_tasks(
        who=current_account(),
        only_overdue=only_overdue,
        per_onlinedienst=per_onlinedienst,
        page=max(1, whole_number(request.args.get("seite", "1"))),
    )
    return render_template(
        "tasks/list.html",
        page=page,
        address_of=_address,
        only_overdue=only_overdue,
        per_onlinedienst=per_onlinedienst,
    )


def _address(task: Task) -> str:
    """Where exactly it is done."""
    kind = QUESTION if task.kind in QUESTIONS and task.section else task.kind
    endpoint, rest = PLACES[kind]
    return url_for(endpoint, onlinedienst_id=task.onlinedienst_id, **rest(task))


def _at_question(task: Task) -> dict[str, Any]:
    return {"_anchor": f"frage-{task.key}"}


QUESTION = "question"
QUESTIONS = (TaskKind.POINT, TaskKind.LATER_QUESTION)
"""What is done at a question: in its section, or on the page of those who see nothing else."""
PLACES: Mapping[str, tuple[str, Callable[[Task], dict[str, Any]]]] = {
    QUESTION: (
        "clarification.show_section",
        lambda task: {"section_id": task.section, **_at_question(task)},
    ),
    TaskKind.POINT: ("handed_over.show_questions", _at_question),
    TaskKind.LATER_QUESTION: ("handed_over.show_questions", _at_question),
    TaskKind.QUESTIONS: ("open_points.show_points", lambda _: {"wer": ME}),
    TaskKind.SIGN_OFF: ("sign_offs.show_sign_offs", lambda task: {"_anchor": task.key}),
    TaskKind.PAPER: ("issuing.show_version", lambda task: {"issued_id": task.number}),
    TaskKind.TESTING: (
        "test_running.show_round",
        lambda task: {"number": task.number, "wer": task.key},
    ),
    TaskKind.REWORK: ("testing.show_plan", lambda _: {"ergebnis": REWORK}),
    TaskKind.CERTIFICATION: (
        "release.show_certification",
        lambda _: {"certification_part": "zertifizierung", "_anchor": "ueberpruefen"},
    ),
    TaskKind.DEFECT: ("defects.show_defects", lambda task: {"_anchor": task.key}),
}
