"""What the Testplan, the Testbericht and the Freigabeerklärung say, from the state of the test."""

from collections.abc import Iterable
from dataclasses import replace

from amt24web.domain.assessments import ImposedCondition
from amt24web.domain.papers.approval import ApprovalFacts, Examination
from amt24web.domain.papers.parts import Declaration, Defect
from amt24web.domain.papers.testing_plan import CaseToRun, PlanFacts, Risk, Tester, TrialAccount
from amt24web.domain.papers.testing_report import CaseRun, ReportFacts
from amt24web.domain.papers.words import (
    CaseResult,
    DeclarationKind,
    ExaminationResult,
    Perspective,
)
from amt24web.domain.tasks import OpenDefect
from amt24web.domain.testing import Declared, FoundDefect
from amt24web.domain.wording import german_date, label, local_day
from amt24web.rules.facts import PARTICIPANTS, cells
from amt24web.rules.said import RowSaid, Said
from amt24web.rules.summary import Standing
from amt24web.rules.test_criteria import approval_criteria, coverage, end_criteria
from amt24web.rules.test_state import CaseState, TrialState
from amt24web.rules.versions import read_artefacts

BASIS = (
    "die Antworten der Klärung, aus denen die Testfälle folgen",
    "BITV 2.0 und DIN SPEC 66336",
    "BSI TR-03172-3",
)
APPROVALS = {
    DeclarationKind.FINAL_APPROVAL: "Prozesseigner",
    DeclarationKind.CONTRACTOR_ACCEPTANCE: "Auftraggeber gegenüber dem Dienstleister",
}


def read_plan(standing: Standing, state: TrialState) -> PlanFacts:
    """Everything the Testplan says."""
    said = Said(standing)
    living = state.living
    return PlanFacts(
        subjects=read_artefacts(standing),
        begins=said.day("test_beginn"),
        ends=said.day("test_ende"),
        environment=said.text("test_umgebung"),
        testers=_testers(said),
        end_criteria=end_criteria(state),
        approval_criteria=approval_criteria(state),
        strategy=said.text("test_strategie"),
        basis=BASIS,
        in_scope=tuple(label(view) for view in Perspective if _looks(living, view)),
        out_of_scope=tuple(line for line in said.text("test_grenzen").splitlines() if line),
        data=said.text("testdaten"),
        accounts=tuple(_account(row) for row in said.rows("test_konten")),
        risks=tuple(_risk(row) for row in said.rows("test_risiken")),
        coverage=coverage(living),
        cases=tuple(case_to_run(case) for case in living),
    )


def _looks(cases: tuple[CaseState, ...], view: Perspective) -> bool:
    return any(case.marks.perspective is view for case in cases)


def _testers(said: Said) -> tuple[Tester, ...]:
    """Who was named with a day, then those of the test team nobody has given one."""
    standing = said.standing
    people = {row.row_uid: cells(row.content) for row in standing.facts.rows.get(PARTICIPANTS, ())}
    named = said.rows("test_personen")
    rest = [
        uid
        for uid, row in people.items()
        if row.get("perspektive") and uid not in {row.text("person") for row in named}
    ]
    return (*(_tester(row, people.get(row.text("person"), {})) for row in named),
            *(_unscheduled(standing, uid, people[uid]) for uid in rest))  # fmt: skip


def _tester(row: RowSaid, person: object) -> Tester:
    known = person if isinstance(person, dict) else {}
    lacking = row.text("fehlt")
    return Tester(
        name=row.person("person"),
        perspective=_view(known),
        scope=row.text("umfang") or _view(known),
        until=row.day("bis"),
        is_ready=row.flag("bereit"),
        still_needs=(lacking,) if lacking else (),
    )


def _unscheduled(standing: Standing, uid: str, person: object) -> Tester:
    known = person if isinstance(person, dict) else {}
    return Tester(
        name=standing.facts.people.get(uid, ""), perspective=_view(known), scope=_view(known)
    )


def _view(person: dict[str, object]) -> str:
    slug = str(person.get("perspektive") or "")
    return label(Perspective(slug)) if slug in tuple(Perspective) else ""


def _account(row: RowSaid) -> TrialAccount:
    return TrialAccount(
        name=row.text("name"),
        kind=row.choice("art"),
        level=row.choice("niveau"),
        holder=row.text("person"),
        is_ready=row.flag("bereit"),
    )


def _risk(row: RowSaid) -> Risk:
    return Risk(row.text("risiko"), row.text("auswirkung"), row.text("massnahme"),
                row.person("wer"))  # fmt: skip


def case_to_run(case: CaseState) -> CaseToRun:
    """A case as papers and sheets print it."""
    text, marks = case.text, case.marks
    return CaseToRun(
        key=case.key,
        title=text.title,
        steps=text.steps,
        expected=text.expected,
        priority=marks.priority,
        perspective=label(marks.perspective),
        tester=case.tester,
        precondition=" ".join(text.preconditions),
        data=text.data,
        basis=marks.basis,
        is_stop=marks.is_stop,
    )


def read_report(standing: Standing, state: TrialState) -> ReportFacts:
    """Everything the Testbericht says."""
    days = [result.day for result in state.records.results]
    newest = state.records.rounds[0] if state.records.rounds else None
    return ReportFacts(
        subjects=read_artefacts(standing),
        begins=min(days, default=None),
        ends=max(days, default=None),
        environment=newest.environment if newest else "",
        runs=tuple(_run(case) for case in state.living),
        defects=tuple(_defect(defect, state) for defect in state.records.defects),
        criteria=(*end_criteria(state), *approval_criteria(state)),
        coverage=coverage(state.living),
    )


def _run(case: CaseState) -> CaseRun:
    last = case.last
    return CaseRun(
        case=case.key,
        title=case.text.title,
        result=case.result,
        perspective=label(case.marks.perspective),
        tester=last.tester if last else case.tester,
        day=last.day if last else None,
        on=last.on if last else "",
        observed=last.observed if last else "",
        defect=", ".join(defect_key(defect) for defect in case.defects),
    )


def defect_key(defect: FoundDefect | OpenDefect) -> str:
    """How a defect is called, such as ``F-003``."""
    return f"F-{defect.number:03d}"


def _defect(defect: FoundDefect, state: TrialState) -> Defect:
    case = next((c.key for c in state.cases if c.case.id == defect.case_id), "")
    return Defect(
        number=defect_key(defect),
        title=defect.title,
        weight=defect.weight,
        state=defect.state,
        case=case,
        workaround=defect.workaround,
        responsible=defect.responsible,
        until=defect.until,
        fixed_in=defect.fixed_in,
    )


def read_approval(standing: Standing, state: TrialState) -> ApprovalFacts:
    """The Freigabeerklärung; as long as nobody declared anything, the form for it."""
    final = read_approvals(state)
    return ApprovalFacts(
        conditions=conditions_of(final),
        kind=DeclarationKind.FINAL_APPROVAL,
        declaration=final[0],
        subjects=read_artefacts(standing),
        basis=_basis(state),
        examinations=tuple(
            _examination(state, view) for view in Perspective if _looks(state.living, view)
        ),
        defects=tuple(_defect(defect, state) for defect in state.records.defects),
        further=final[1:],
    )


def read_approvals(state: TrialState) -> tuple[Declaration, ...]:
    """The final release of each part of the Prozesseigner; one that is open if nobody declared."""
    final = tuple(as_declaration(d) for d in holding(state, DeclarationKind.FINAL_APPROVAL))
    return final or (Declaration(APPROVALS[DeclarationKind.FINAL_APPROVAL]),)


def conditions_of(declarations: Iterable[Declaration]) -> tuple[ImposedCondition, ...]:
    """All conditions of these declarations, numbered through as „E 1“, „E 2“."""
    found = (condition for declaration in declarations for condition in declaration.conditions)
    return tuple(replace(one, number=f"E {number}") for number, one in enumerate(found, 1))


def holding(state: TrialState, kind: DeclarationKind) -> tuple[Declared, ...]:
    """The newest declaration of each body that has not been withdrawn."""
    newest = {d.body: d for d in state.records.declarations
              if d.kind is kind and not d.is_withdrawn}  # fmt: skip
    return tuple(newest.values())


def declaring_bodies(standing: Standing) -> tuple[str, ...]:
    """The bodies that share the part of the Prozesseigner, each once; several if it is shared."""
    rows = standing.facts.rows.get(PARTICIPANTS, ())
    said = (cells(row.content) for row in rows)
    owners = (str(row.get("einrichtung") or "") for row in said if row.get("rolle") == "pe")
    return tuple(dict.fromkeys(body for body in owners if body))


def as_declaration(declared: Declared) -> Declaration:
    """A declaration as papers print it."""
    role = APPROVALS.get(declared.kind, label(declared.kind))
    return Declaration(
        role=f"{role}, {declared.body}" if declared.body else role,
        outcome=declared.outcome,
        name=declared.name,
        function=declared.function,
        day=declared.day,
        way=declared.way,
        attachment=declared.evidence_name,
        recorded_by=declared.recorded_by,
        words=declared.words,
        conditions=tuple(
            ImposedCondition(
                key=f"{declared.id}-{number}",
                number=f"E {number}",
                title=f"{one.text} ({declared.body})" if declared.body else one.text,
                who=one.who,
                until=one.until,
                is_open=None,
            )
            for number, one in enumerate(declared.conditions, 1)
        ),
    )


def _basis(state: TrialState) -> tuple[str, ...]:
    rounds = state.records.rounds
    return tuple(
        f"Testdurchlauf {r.number} vom {german_date(local_day(r.begun_at))}"
        for r in reversed(rounds)
    )


def _examination(state: TrialState, view: Perspective) -> Examination:
    cases = [case for case in state.living if case.marks.perspective is view]
    results = {case.result for case in cases}
    who = "; ".join(dict.fromkeys(c.last.tester for c in cases if c.last and c.last.tester))
    passed = sum(case.result is CaseResult.PASSED for case in cases)
    words = f"{passed} von {len(cases)} bestanden"
    if CaseResult.FAILED in results:
        return Examination(label(view), ExaminationResult.FAILED, who, words)
    if results == {CaseResult.PASSED}:
        return Examination(label(view), ExaminationResult.PASSED, who, words)
    return Examination(label(view), None, who, words)
