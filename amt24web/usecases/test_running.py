"""Running tests: rounds, and what came out in them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.papers.words import CaseResult
from amt24web.domain.people import Account
from amt24web.domain.testing import Round, RoundKind
from amt24web.domain.vocabulary import Action, AuditEvent
from amt24web.domain.wording import local_day
from amt24web.rules.evidence import Evidence, read_evidence
from amt24web.rules.said import Said
from amt24web.rules.test_edits import ResultTyped, read_result
from amt24web.rules.test_state import (
    CaseState,
    TrialState,
    count_results,
    tester_names,
    trial_state,
)
from amt24web.rules.testing_sheet import is_tested_by
from amt24web.rules.typed_text import clean
from amt24web.rules.versions import read_artefacts
from amt24web.storage import audit, renditions, test_rounds
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, open_dossier
from amt24web.usecases.recording import Outcome, keep_outcomes
from amt24web.usecases.rendering import Produced, verified

UNKNOWN_ROUND = "Diesen Testdurchlauf gibt es nicht."
UNKNOWN_CASE = "Diesen Testfall gibt es in diesem Durchlauf nicht."
NO_FILE = "Zu diesem Ergebnis gibt es keine Datei."
STILL_ON = "Der Durchlauf {number} ist noch nicht beendet. Bitte beenden Sie ihn zuerst."
NO_CASES = "Es sind noch keine Testfälle übernommen."
CASE_CHANGED = (
    "Seit Sie diese Seite geöffnet haben, hat sich der Testfall geändert. Was Sie geschrieben "
    "haben, steht noch da. Bitte lesen Sie den Fall noch einmal, und speichern Sie dann."
)
IS_OVER = "Dieser Durchlauf ist beendet. Ergebnisse gehören in einen neuen Durchlauf."


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round as testers see it: ``cases`` are those of ``tester`` or, if nobody is, ``every``.

    ``is_own`` says that nobody chose and the person's own cases are shown.
    """

    onlinedienst_id: int
    title: str
    held: Round
    cases: tuple[CaseState, ...]
    every: tuple[CaseState, ...]
    counts: dict[CaseResult, int]
    testers: tuple[str, ...]
    tester: str
    is_own: bool
    own_name: str
    may_run: bool
    may_plan: bool

    @property
    def is_open(self) -> bool:
        """Whether results are still taken."""
        return self.held.ended_at is None

    @property
    def all_cases(self) -> int:
        """How many cases it is about, whoever tests them."""
        return len(self.every)

    def case(self, number: int) -> CaseState:
        """One of its cases. Raises NotFound."""
        for case in self.every:
            if case.case.number == number:
                return case
        raise NotFound(UNKNOWN_CASE)

    def next_after(self, number: int) -> CaseState | None:
        """The next case after this one that is left; from the top once through.

        What nobody has carried out here comes first, then what has to be reworked since.
        """
        places = [case.case.number for case in self.cases]
        here = places.index(number) + 1 if number in places else 0
        ahead = (*self.cases[here:], *self.cases[:here])
        left = [c for c in ahead if c.result is CaseResult.NOT_RUN and c.case.number != number]
        left.sort(key=lambda case: case.last is not None)
        return next(iter(left), None)


def begin_round(*, who: Account, onlinedienst_id: int, kind: RoundKind, note: str = "") -> int:
    """Begin a round with the versions and the environment as they are said now; its number.

    Raises InvalidInput while another one goes on, or if there is nothing to test.
    """
    now = utc_now()
    with writing() as session:
        dossier = _opened(session, who, onlinedienst_id, Action.PLAN_TESTS)
        state = trial_state(dossier.standing, dossier.trial_records)
        if state.current_round:
            raise InvalidInput(STILL_ON.format(number=state.current_round.number))
        if not state.living:
            raise InvalidInput(NO_CASES)
        number = test_rounds.begin_round(
            session,
            dossier.id,
            kind=kind,
            versions=[artefact.as_line for artefact in read_artefacts(dossier.standing)],
            environment=Said(dossier.standing).text("test_umgebung"),
            note=clean(note),
            user_id=who.id,
            now=now,
        )
        _note(session, AuditEvent.TEST_ROUND_BEGUN, who, dossier, str(number))
    return number


def end_round(*, who: Account, onlinedienst_id: int, number: int, is_over: bool = True) -> None:
    """The round is over, or goes on after all."""
    with writing() as session:
        dossier = _opened(session, who, onlinedienst_id, Action.PLAN_TESTS)
        held = _round_of(dossier, number)
        state = trial_state(dossier.standing, dossier.trial_records)
        if not is_over and state.current_round:
            raise InvalidInput(STILL_ON.format(number=state.current_round.number))
        if is_over and held.ended_at is not None:
            return
        over = replace(held, ended_at=utc_now() if is_over else None)
        numbers = [case.case.number for case in state.in_round(over)] if is_over else []
        test_rounds.end_round(session, held.id, over.ended_at, numbers)
        _note(session, AuditEvent.TEST_ROUND_ENDED, who, dossier, str(number))


def view_round(
    *, who: Account, onlinedienst_id: int, number: int, tester: str | None = ""
) -> RoundPage:
    """One round with its cases; ``tester`` keeps those of one person, empty all.

    None if nobody chose: then whoever has cases sees their own.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW, with_trial=True)
    held = _round_of(dossier, number)
    cases = _in_round(dossier, held)
    own = _own_tester(dossier, cases) if tester is None and held.ended_at is None else ""
    chosen = tester or own
    return RoundPage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        held=held,
        cases=tuple(case for case in cases if not chosen or is_tested_by(case, chosen)),
        every=cases,
        counts=count_results(cases),
        testers=tester_names(cases),
        tester=chosen,
        is_own=bool(own),
        own_name=who.name,
        may_run=dossier.may(Action.RUN_TESTS),
        may_plan=dossier.may(Action.PLAN_TESTS),
    )


def _own_tester(dossier: Dossier, cases: Sequence[CaseState]) -> str:
    """Who asks, as those are called who test; empty without a case of their own."""
    people = dossier.standing.facts.people
    own = {people.get(uid, "") for uid in dossier.own_uids}
    return next((name for name in tester_names(cases) if name in own), "")


def _in_round(dossier: Dossier, held: Round) -> tuple[CaseState, ...]:
    """The cases of a round, each with what came out in this very round."""
    state = trial_state(dossier.standing, dossier.trial_records)
    results = [r for r in dossier.trial_records.results if r.round_id == held.id]
    last = {result.case_id: result for result in results}
    return tuple(
        replace(c, last=last.get(c.case.id), was_tested=c.is_tested) for c in state.in_round(held)
    )


def record_result(
    *,
    who: Account,
    onlinedienst_id: int,
    number: int,
    case_number: int,
    typed: ResultTyped,
    page_id: str,
    sequence: int,
    evidence: Evidence | None = None,
) -> str:
    """Keep what came out; returns the number of the defect it opened, or nothing.

    The same sending again changes nothing. Raises InvalidInput naming each field.
    """
    now = utc_now()
    with writing() as session:
        dossier = _opened(session, who, onlinedienst_id, Action.RUN_TESTS)
        held = _round_of(dossier, number)
        read = read_result(typed, who.name, local_day(now), local_day(held.begun_at))
        proof = read_evidence(evidence) if evidence else None
        if held.ended_at is not None:
            raise InvalidInput(IS_OVER)
        state = _case_in(trial_state(dossier.standing, dossier.trial_records), held, case_number)
        if typed.shown and state.now and typed.shown != state.now.fingerprint:
            raise InvalidInput(CASE_CHANGED)
        outcome = Outcome(state, read, sequence)
        if proof:
            sha256 = hashlib.sha256(proof.content).hexdigest()
            renditions.keep_file(session, sha256, proof.content, now)
            outcome = replace(outcome, evidence_name=proof.name, evidence_sha256=sha256)
        kept = keep_outcomes(session, dossier, held, [outcome], page_id=page_id, who=who, now=now)
    return next(iter(kept.defects), "")


def fetch_evidence(*, who: Account, onlinedienst_id: int, result_id: int) -> Produced:
    """The file that came with a result. Raises NotFound without one, FileDamaged if it changed."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW, with_trial=True)
        found = next((r for r in dossier.trial_records.results if r.id == result_id), None)
        if found is None or not found.evidence_sha256:
            raise NotFound(NO_FILE)
        content = renditions.content_of(session, found.evidence_sha256)
    return verified(content, found.evidence_sha256, found.evidence_name)


def _opened(session: Session, who: Account, onlinedienst_id: int, action: Action) -> Dossier:
    return open_dossier(session, who, onlinedienst_id, action, for_update=True, with_trial=True)


def _round_of(dossier: Dossier, number: int) -> Round:
    for held in dossier.trial_records.rounds:
        if held.number == number:
            return held
    raise NotFound(UNKNOWN_ROUND)


def _case_in(state: TrialState, held: Round, case_number: int) -> CaseState:
    for case in state.in_round(held):
        if case.case.number == case_number:
            return case
    raise NotFound(UNKNOWN_CASE)


def _note(session: Session, event: AuditEvent, who: Account, dossier: Dossier, what: str) -> None:
    audit.record(session, event, utc_now(), user_id=who.id, onlinedienst_id=dossier.id, detail=what)
