"""One test case: a person's words beside the derived ones, who tests it, own cases."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.papers.words import CaseKind, CaseStage, Perspective, Priority
from amt24web.domain.people import Account
from amt24web.domain.testing import CaseMarks, CaseText, PlannedCase, Recorded, Round
from amt24web.domain.vocabulary import Action
from amt24web.rules.case_changes import (
    ChangedWords,
    LaterAnswer,
    changed_words,
    later_answers,
)
from amt24web.rules.test_edits import CaseTyped, read_case
from amt24web.rules.test_papers import defect_key
from amt24web.rules.test_state import CaseState, TrialState, as_of_now, trial_state
from amt24web.storage import sendings, test_cases
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, keep_matters, open_dossier

UNKNOWN_CASE = "Diesen Testfall gibt es nicht."
CHANGED_MEANWHILE = (
    "Diesen Testfall hat inzwischen jemand anderes geändert. Was Sie geschrieben haben, steht noch "
    "in den Feldern. Bitte vergleichen Sie es mit dem heutigen Text, und speichern Sie dann noch "
    "einmal."
)


@dataclass(frozen=True, slots=True)
class CasePage:
    """One test case with its results, and who could test it. ``state`` is None for a new one.

    ``changes`` and ``causes`` say what is different if it is to be reworked.
    """

    onlinedienst_id: int
    title: str
    state: CaseState | None
    history: tuple[tuple[Round, Recorded], ...]
    defects: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    changes: tuple[ChangedWords, ...]
    causes: tuple[LaterAnswer, ...]
    may_plan: bool


def view_case(*, who: Account, onlinedienst_id: int, number: int | None) -> CasePage:
    """One case, or the form for an own one. Raises NotFound."""
    action = Action.PLAN_TESTS if number is None else Action.VIEW
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, action, with_trial=True)
    records = dossier.trial_records
    state = trial_state(dossier.standing, records)
    found = _case_of(state, number) if number is not None else None
    rounds = {held.id: held for held in records.rounds}
    return CasePage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        state=found,
        history=tuple(
            (rounds[result.round_id], result)
            for result in reversed(records.results)
            if found and result.case_id == found.case.id
        ),
        defects=tuple((defect_key(d), d.title) for d in (found.defects if found else ())),
        changes=changed_words(found) if found and found.is_to_rework else (),
        causes=later_answers(dossier.standing, found) if found and found.is_to_rework else (),
        people=tuple(dossier.standing.facts.people.items()),
        may_plan=dossier.may(Action.PLAN_TESTS),
    )


def _case_of(state: TrialState, number: int) -> CaseState:
    for case in state.cases:
        if case.case.number == number:
            return case
    raise NotFound(UNKNOWN_CASE)


def add_own_case(*, who: Account, onlinedienst_id: int, typed: CaseTyped, page_id: str = "") -> int:
    """Keep a case somebody made up; returns its number. Raises InvalidInput naming each field.

    The same page sending the same again changes nothing.
    """
    now = utc_now()
    with writing() as session:
        dossier = _opened(session, who, onlinedienst_id)
        text, marks = read_case(typed)
        known = sendings.find_number(session, dossier.id, page_id, typed)
        if known is not None:
            return known
        number = test_cases.next_number(session, dossier.id)
        case = PlannedCase(
            id=0,
            number=number,
            rule_id="",
            subject="",
            fingerprint="",
            text=text,
            marks=marks,
            edited=None,
            tester_uid=_known_tester(dossier, typed.tester),
            is_dropped=False,
            revision=1,
        )
        test_cases.add_case(session, dossier.id, case, user_id=who.id, now=now)
        sendings.note(session, dossier.id, page_id, typed, number)
    return number


def edit_case(*, who: Account, onlinedienst_id: int, number: int, typed: CaseTyped) -> None:
    """Keep a person's words for a case and who tests it; the derived words stay beside them.

    Raises InvalidInput naming each field, and if somebody else changed the case meanwhile.
    """
    with writing() as session:
        dossier = _opened(session, who, onlinedienst_id)
        text, marks = read_case(typed)
        state = _case_of(trial_state(dossier.standing, dossier.trial_records), number)
        if state.case.revision != typed.revision:
            raise InvalidInput(CHANGED_MEANWHILE)
        case = replace(
            _with_words(state, text, marks), tester_uid=_known_tester(dossier, typed.tester)
        )
        test_cases.keep_cases(session, [case], user_id=who.id, now=utc_now())
        keep_matters(session, dossier)


def _with_words(state: CaseState, text: CaseText, marks: CaseMarks) -> PlannedCase:
    """An own case is what was typed; of a derived one only what differs is a person's."""
    case = state.case
    if case.is_own:
        return replace(case, text=text, marks=replace(marks, stage=case.marks.stage))
    if text == state.text:
        return case
    kept = as_of_now(case, state.now) if state.now and not state.is_touched else case
    return replace(kept, edited=None if text == kept.text else text)


def look_through(*, who: Account, onlinedienst_id: int, number: int, is_renewed: bool) -> None:
    """Somebody looked at a case whose answers changed: it holds as it is, or with today's words.

    What was tested before then no longer counts as a result if the words are renewed.
    """
    with writing() as session:
        dossier = _opened(session, who, onlinedienst_id)
        state = _case_of(trial_state(dossier.standing, dossier.trial_records), number)
        if state.now is None:
            return
        case = replace(state.case, fingerprint=state.now.fingerprint)
        if is_renewed:
            case = replace(as_of_now(case, state.now), edited=None)
        test_cases.keep_cases(session, [case], user_id=who.id, now=utc_now())
        keep_matters(session, dossier)


def drop_case(*, who: Account, onlinedienst_id: int, number: int, is_dropped: bool) -> None:
    """An own case is not needed any more, or again; it keeps its number."""
    with writing() as session:
        dossier = _opened(session, who, onlinedienst_id)
        state = _case_of(trial_state(dossier.standing, dossier.trial_records), number)
        if state.case.is_own:
            case = replace(state.case, is_dropped=is_dropped)
            test_cases.keep_cases(session, [case], user_id=who.id, now=utc_now())


def _known_tester(dossier: Dossier, uid: str) -> str:
    return uid if uid in dossier.standing.facts.people else ""


OWN_MARKS = CaseMarks(
    CaseStage.SUBJECT, CaseKind.FUNCTIONAL, Perspective.AUTHORITY, Priority.MEDIUM
)
"""What a new own case begins with."""


def _opened(session: Session, who: Account, onlinedienst_id: int) -> Dossier:
    return open_dossier(
        session, who, onlinedienst_id, Action.PLAN_TESTS, for_update=True, with_trial=True
    )
