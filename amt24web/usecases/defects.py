"""Defects: reported with a test case or without one, mended, retested, accepted."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.papers.words import DefectClass
from amt24web.domain.people import Account
from amt24web.domain.testing import FoundDefect
from amt24web.domain.vocabulary import Action
from amt24web.rules.test_edits import DefectRead, DefectTyped, read_defect
from amt24web.rules.test_papers import defect_key
from amt24web.rules.test_state import trial_state
from amt24web.storage import defects, sendings
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, open_dossier

UNKNOWN_DEFECT = "Diese Abweichung gibt es nicht."
CHANGED_MEANWHILE = (
    "Diese Abweichung hat inzwischen jemand anderes geändert. Ihre Angaben stehen noch in den "
    "Feldern. Bitte vergleichen Sie, und speichern Sie dann noch einmal."
)


@dataclass(frozen=True, slots=True)
class DefectLine:
    """A defect in the list, with the case that showed it."""

    defect: FoundDefect
    key: str
    case: str


@dataclass(frozen=True, slots=True)
class DefectsPage:
    """All defects, what still speaks against a release first."""

    onlinedienst_id: int
    title: str
    defects: tuple[DefectLine, ...]
    may_run: bool


def view_defects(*, who: Account, onlinedienst_id: int) -> DefectsPage:
    """All defects of an Onlinedienst; open ones first, the gravest on top."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW, with_trial=True)
    state = trial_state(dossier.standing, dossier.trial_records)
    keys = {case.case.id: case.key for case in state.cases}
    open_ones = {defect.id for defect in state.open_defects}
    lines = [
        DefectLine(defect, defect_key(defect), keys.get(defect.case_id or 0, ""))
        for defect in dossier.trial_records.defects
    ]
    order = {weight: place for place, weight in enumerate(DefectClass)}
    lines.sort(key=lambda line: (line.defect.id not in open_ones, order[line.defect.weight]))
    return DefectsPage(
        dossier.id, dossier.standing.title, tuple(lines), dossier.may(Action.RUN_TESTS)
    )


def report_defect(
    *, who: Account, onlinedienst_id: int, typed: DefectTyped, page_id: str = ""
) -> str:
    """Keep a defect no test case showed; returns its number. Raises InvalidInput by field.

    The same page sending the same again changes nothing.
    """
    with writing() as session:
        dossier = _opened(session, who, onlinedienst_id)
        read = read_defect(typed)
        found = _as_read(FoundDefect(read.title, read.weight, who.name, utc_now()), read)
        number = sendings.find_number(session, dossier.id, page_id, typed)
        if number is None:
            number = defects.add_defect(session, dossier.id, found, user_id=who.id)
            sendings.note(session, dossier.id, page_id, typed, number)
    return defect_key(replace(found, number=number))


def change_defect(*, who: Account, onlinedienst_id: int, number: int, typed: DefectTyped) -> None:
    """Keep what is said about a defect now. Raises InvalidInput by field, or if it changed."""
    with writing() as session:
        dossier = _opened(session, who, onlinedienst_id)
        found = next((d for d in dossier.trial_records.defects if d.number == number), None)
        if found is None:
            raise NotFound(UNKNOWN_DEFECT)
        read = read_defect(typed)
        if found.revision != typed.revision:
            raise InvalidInput(CHANGED_MEANWHILE)
        defects.keep_defect(session, _as_read(found, read))


def _as_read(defect: FoundDefect, read: DefectRead) -> FoundDefect:
    return replace(
        defect,
        title=read.title,
        weight=read.weight,
        state=read.state,
        workaround=read.workaround,
        responsible=read.responsible,
        until=read.until,
        fixed_in=read.fixed_in,
    )


def _opened(session: Session, who: Account, onlinedienst_id: int) -> Dossier:
    return open_dossier(
        session, who, onlinedienst_id, Action.RUN_TESTS, for_update=True, with_trial=True
    )
