"""How far the test of an Onlinedienst is: each case with what follows from the answers today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from amt24web.domain.papers.words import CaseResult, DefectClass, DefectState, Priority
from amt24web.domain.testing import (
    CaseMarks,
    CaseText,
    FoundDefect,
    PlannedCase,
    Recorded,
    Round,
    RoundKind,
    TrialRecords,
)
from amt24web.rules.case_papers import because, laid_down
from amt24web.rules.case_upkeep import StoredCase, Upkeep, case_number, look_after
from amt24web.rules.findings import digest_of
from amt24web.rules.summary import Standing
from amt24web.rules.test_cases import CaseOrigin, DerivedCase, derive
from amt24web.rules.testers import Testers

SETTLED = (DefectState.RETESTED, DefectState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class CaseState:
    """One case: what is kept, what the answers say now, how it came out last, who tests it.

    ``now`` is None for an own case and for one that is no longer derived. Seen in one round,
    ``last`` is what came out there, and ``was_tested`` says whether another one tested it.
    """

    case: PlannedCase
    now: DerivedCase | None
    last: Recorded | None
    defects: tuple[FoundDefect, ...]
    tester: str
    was_tested: bool = False

    @property
    def key(self) -> str:
        """How it is called, such as ``T-001``."""
        return case_number(self.case.number)

    @property
    def is_tested(self) -> bool:
        """Whether anybody carried it out, with whatever result."""
        return self.was_tested or self.last is not None

    @property
    def is_touched(self) -> bool:
        """Whether a person tested or edited it; then it changes only by a person."""
        return self.is_tested or self.case.edited is not None

    @property
    def is_to_rework(self) -> bool:
        """Whether the answers behind it have changed since a person touched it."""
        return bool(self.now and self.is_touched and self.now.fingerprint != self.case.fingerprint)

    @property
    def text(self) -> CaseText:
        """What is to be done: a person's words, else what was tested, else what follows today."""
        if self.now and not self.is_touched:
            return text_of(self.now)
        return self.case.shown

    @property
    def marks(self) -> CaseMarks:
        """Priority, perspective and the like, by the same order of precedence."""
        return marks_of(self.now) if self.now and not self.is_touched else self.case.marks

    @property
    def result(self) -> CaseResult:
        """How it came out last; what is to be reworked counts as not carried out."""
        if self.last is None or self.is_to_rework:
            return CaseResult.NOT_RUN
        return self.last.result

    @property
    def counts(self) -> bool:
        """Whether it belongs to the test as the answers stand."""
        return not self.case.is_dropped


@dataclass(frozen=True)
class TrialState:
    """The whole test: every case kept, what is new, the rounds and the defects."""

    cases: tuple[CaseState, ...]
    upkeep: Upkeep
    records: TrialRecords

    @cached_property
    def living(self) -> tuple[CaseState, ...]:
        """The cases that count: stop cases first, then by priority, then by number."""
        return tuple(sorted((c for c in self.cases if c.counts), key=_weight))

    @property
    def current_round(self) -> Round | None:
        """The round that goes on; an older one may have been taken up again."""
        return next((held for held in self.records.rounds if held.ended_at is None), None)

    def in_round(self, held: Round) -> tuple[CaseState, ...]:
        """The cases a round is about; one that is over keeps those it had."""
        if held.cases:
            had = (case for case in self.cases if case.case.number in held.cases)
            return tuple(sorted(had, key=_weight))
        done = {r.case_id for r in self.records.results if r.round_id == held.id}
        return tuple(c for c in self.living if _belongs(c, held, c.case.id in done))

    @property
    def open_defects(self) -> tuple[FoundDefect, ...]:
        """Defects that are neither retested nor accepted."""
        return tuple(d for d in self.records.defects if d.state not in SETTLED)

    @property
    def preventing(self) -> tuple[FoundDefect, ...]:
        """Open defects with which the Onlinedienst cannot be used."""
        return tuple(d for d in self.open_defects if d.weight is DefectClass.PREVENTS)

    @property
    def basis(self) -> str:
        """A fingerprint of results and defects, to tell whether a declaration still fits."""
        said = {
            "results": [[c.key, c.case.fingerprint, str(c.result)] for c in self.living],
            "defects": [
                [d.number, str(d.weight), str(d.state), d.fixed_in] for d in self.records.defects
            ],
        }
        return digest_of(said)


def _weight(state: CaseState) -> tuple[bool, int, int]:
    place = list(Priority).index(state.marks.priority)
    return (not state.marks.is_stop, place, state.case.number)


def _belongs(state: CaseState, held: Round, is_done: bool) -> bool:
    """A full round is about every case, a core round about the core, a retest about what is left:
    failed, blocked, not run, to be reworked, or with a defect that is mended and not retested.

    A retest that is over is about what was carried out in it, whatever comes later.
    """
    match held.kind:
        case RoundKind.FULL:
            return True
        case RoundKind.CORE:
            return state.marks.is_core or state.marks.is_stop
        case RoundKind.RETEST:
            return is_done or (held.ended_at is None and is_left(state))


def is_left(state: CaseState) -> bool:
    """Whether a case still has to be carried out, or carried out again."""
    mended = any(d.state is DefectState.MENDED for d in state.defects)
    return state.result is not CaseResult.PASSED or mended


def trial_state(standing: Standing, records: TrialRecords) -> TrialState:
    """How far the test is, from what is kept and what follows from the answers now."""
    derived = derive(standing.catalogue, standing.facts, standing.assessment)
    now = {case.origin: case for case in derived}
    last = {result.case_id: result for result in records.results}
    testers = Testers(standing)
    states = tuple(
        CaseState(
            case=case,
            now=now.get(CaseOrigin(case.rule_id, case.subject)),
            last=last.get(case.id),
            defects=tuple(d for d in records.defects if d.case_id == case.id),
            tester=testers.of(case),
        )
        for case in records.cases
    )
    return TrialState(states, look_after([_stored(s) for s in states], derived), records)


def _stored(state: CaseState) -> StoredCase:
    case = state.case
    return StoredCase(
        number=case.number,
        origin=None if case.is_own else CaseOrigin(case.rule_id, case.subject),
        fingerprint=case.fingerprint,
        is_tested=state.is_tested,
        edited_text=case.edited.title if case.edited else None,
        is_dropped=case.is_dropped,
    )


def text_of(case: DerivedCase) -> CaseText:
    """The derived words with the answers a tester needs."""
    data = (case.data, laid_down(case.givens))
    return CaseText(
        title=case.title,
        preconditions=case.preconditions,
        steps=case.steps,
        expected=case.expected,
        data=" ".join(part for part in data if part),
    )


def marks_of(case: DerivedCase) -> CaseMarks:
    """What is known about a derived case beside its words."""
    return CaseMarks(
        stage=case.stage,
        kind=case.kind,
        perspective=case.perspective,
        priority=case.priority,
        executors=case.executors,
        is_stop=case.is_stop,
        is_core=case.is_core,
        basis=f"{case.source}; {because(case)}",
    )


def new_cases(upkeep: Upkeep) -> tuple[PlannedCase, ...]:
    """What is derived for the first time, ready to be kept."""
    return tuple(
        PlannedCase(
            id=0,
            number=new.number,
            rule_id=new.derived.origin.rule_id,
            subject=new.derived.origin.subject,
            fingerprint=new.derived.fingerprint,
            text=text_of(new.derived),
            marks=marks_of(new.derived),
            edited=None,
            tester_uid="",
            is_dropped=False,
            revision=1,
        )
        for new in upkeep.new
    )


def changed_cases(state: TrialState) -> tuple[PlannedCase, ...]:
    """What is kept and has to be written anew: updated, dropped, come back."""
    upkeep = state.upkeep
    dropped = {case.number for case in upkeep.dropped}
    returned = {kept.stored.number for kept in upkeep.returned}
    updated = {kept.stored.number for kept in upkeep.updated}
    return tuple(_maintained(s, dropped, returned, updated) for s in state.cases
                 if s.case.number in dropped | returned | updated)  # fmt: skip


def _maintained(
    state: CaseState, dropped: set[int], returned: set[int], updated: set[int]
) -> PlannedCase:
    number, case = state.case.number, state.case
    if number in dropped:
        case = replace(case, is_dropped=True)
    if number in returned:
        case = replace(case, is_dropped=False)
    return as_of_now(case, state.now) if number in updated and state.now else case


def as_of_now(case: PlannedCase, now: DerivedCase) -> PlannedCase:
    """The case with what follows from the answers today; a person's words stay."""
    return replace(case, fingerprint=now.fingerprint, text=text_of(now), marks=marks_of(now))


def count_results(cases: Sequence[CaseState]) -> dict[CaseResult, int]:
    """How many came out how."""
    return {result: sum(c.result is result for c in cases) for result in CaseResult}


def tester_names(cases: Iterable[CaseState]) -> tuple[str, ...]:
    """Everybody who tests, each once, in the order of the cases."""
    names = (name.strip() for case in cases for name in case.tester.split(";"))
    return tuple(dict.fromkeys(name for name in names if name))
