"""What the answers already say of a handover: enough for the mail to the Servicedesk."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from amt24web.domain.papers.handover import HandoverFacts, PackageContent
from amt24web.domain.papers.parts import Artefact
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.facts import cells, person_label, rows_of
from amt24web.rules.progress import state_of
from amt24web.rules.responsibility import holder
from amt24web.rules.summary import START_QUESTION, Standing
from amt24web.rules.unsettled import PROCESS_OWNER
from amt24web.rules.visibility import WAY_QUESTION

MANDANT = "amt24_mandant"
FORM = "Formular"
BETWEEN = "; "


def read_handover(standing: Standing, contents: tuple[PackageContent, ...]) -> HandoverFacts:
    """The facts so far; everything else is still open and said to be so."""
    rows = _rows(standing)
    start = standing.assessment.values.get(START_QUESTION)
    return HandoverFacts(
        amt24_mandant=_each(rows, "mandant"),
        process_name=_each(rows, "prozess"),
        process_version=_each(rows, "prozess_version"),
        forms=tuple(
            Artefact(FORM, str(row["formular"]), str(row.get("formular_version", "")))
            for row in rows
            if row.get("formular")
        ),
        umsetzungsweg=standing.text(WAY_QUESTION),
        wished_on=start if isinstance(start, date) else None,
        contact=_contact(standing),
        contents=contents,
    )


def _rows(standing: Standing) -> list[Mapping[str, Any]]:
    if MANDANT not in standing.assessment.asked:
        return []
    question = standing.catalogue.questions[MANDANT]
    if state_of(question, standing.facts) is not AnswerState.ANSWERED:
        return []
    return [cells(row.content) for row in rows_of(question, standing.facts)]


def _each(rows: list[Mapping[str, Any]], cell: str) -> str:
    """What the rows say in one column, each once."""
    return BETWEEN.join(dict.fromkeys(str(row[cell]) for row in rows if row.get(cell)))


def _contact(standing: Standing) -> str:
    """Whoever owns the process first, with the address and telephone that stand there."""
    uid = holder(PROCESS_OWNER, standing.facts)
    row = standing.facts.row("participants", uid) if uid else None
    said = cells(row.content) if row else {}
    parts = (person_label(said) if said else "", said.get("mail"), said.get("telefon"))
    return ", ".join(str(part) for part in parts if part)
