"""What beyond the answers proves an item: each fact in words, and the page it comes from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from amt24web.catalogue.checklists import ProvingFact
from amt24web.catalogue.test_cases import CASE_KINDS, CASE_STAGES
from amt24web.domain.checklists import KeptProofs, TriedCase
from amt24web.domain.papers.words import CaseResult, DeclarationKind, DefectState, Outcome
from amt24web.domain.testing import RoundKind
from amt24web.domain.vocabulary import DocumentKind, DocumentState, SignOffOutcome
from amt24web.rules.matters import read_matters, to_rework
from amt24web.rules.sign_offs import read_sign_offs
from amt24web.rules.summary import Standing
from amt24web.rules.test_papers import declaring_bodies

SETTLED = (DefectState.RETESTED, DefectState.ACCEPTED)
ISSUED = (DocumentState.FOR_APPROVAL, DocumentState.APPROVED)
TEST, RELEASE, DEFECTS = "test", "test/freigabe", "test/abweichungen"
Holds = Callable[[Standing, KeptProofs], bool]


@dataclass(frozen=True, slots=True)
class FactRule:
    """How a fact is called, where it comes about (within the Onlinedienst), when it holds."""

    words: str
    place: str
    holds: Holds


def passed_cases(
    proofs: KeptProofs, words: Iterable[str]
) -> tuple[tuple[TriedCase, ...], tuple[TriedCase, ...]]:
    """The cases that are meant by stage, kind or beginning of their id, and those that passed.

    A passed case that has to be looked through again counts as not passed.
    """
    wanted = tuple(words)
    rework = to_rework(read_matters(proofs.matters))
    meant = tuple(case for case in proofs.cases if any(_is_meant(case, w) for w in wanted))
    passed = tuple(c for c in meant if c.last is CaseResult.PASSED and c.number not in rework)
    return meant, passed


def _is_meant(case: TriedCase, word: str) -> bool:
    if word in CASE_STAGES:
        return case.stage is CASE_STAGES[word]
    if word in CASE_KINDS:
        return case.kind is CASE_KINDS[word]
    return case.rule_id.startswith(word)


def _issued(kind: DocumentKind, *states: DocumentState) -> Holds:
    return lambda _, proofs: any((kind, state) in proofs.papers for state in states)


def _declared(kind: DeclarationKind, *, by_all: bool = False) -> Holds:
    """Whether it holds as declared: the last word of each body counts, and none refused."""

    def holds(standing: Standing, proofs: KeptProofs) -> bool:
        newest = {body: outcome for k, body, outcome in proofs.declared if k is kind}
        wanted = max(1, len(declaring_bodies(standing))) if by_all else 1
        return len(newest) >= wanted and Outcome.REFUSED not in newest.values()

    return holds


def _signed(sign_off_id: str) -> Holds:
    def holds(standing: Standing, _: KeptProofs) -> bool:
        return any(
            reading.key == sign_off_id
            and reading.is_signed
            and reading.outcome is not SignOffOutcome.REFUSED
            and not reading.changed
            for reading in read_sign_offs(standing)
        )

    return holds


def _retested(_: Standing, proofs: KeptProofs) -> bool:
    """Where a whole round found nothing, nothing was changed that had to be tested again."""
    return RoundKind.RETEST in proofs.rounds or (bool(proofs.rounds) and not proofs.defects)


def _settled(_: Standing, proofs: KeptProofs) -> bool:
    is_tested = bool(proofs.rounds or proofs.defects)
    return is_tested and all(state in SETTLED for state in proofs.defects)


FACT_RULES: Mapping[ProvingFact, FactRule] = {
    ProvingFact.CASES_TAKEN: FactRule(
        "Testfälle übernommen", TEST, lambda _, proofs: bool(proofs.cases)
    ),
    ProvingFact.PLAN_APPROVED: FactRule(
        "Testplan freigegeben", "dokumente#art-testplan",
        _issued(DocumentKind.TESTING_PLAN, DocumentState.APPROVED),
    ),
    ProvingFact.ROUND_ENDED: FactRule(
        "Testdurchlauf beendet", TEST, lambda _, proofs: bool(proofs.rounds)
    ),
    ProvingFact.RETEST_ENDED: FactRule(
        "Nachtest beendet oder nichts gefunden", TEST, _retested
    ),
    ProvingFact.DEFECTS_SETTLED: FactRule("keine offene Abweichung", DEFECTS, _settled),
    ProvingFact.REPORT_ISSUED: FactRule(
        "Testbericht ausgefertigt", "dokumente#art-testbericht",
        _issued(DocumentKind.TESTING_REPORT, *ISSUED),
    ),
    ProvingFact.FINAL_APPROVAL: FactRule(
        "finale Freigabe erklärt", RELEASE, _declared(DeclarationKind.FINAL_APPROVAL, by_all=True)
    ),
    ProvingFact.CONTRACTOR_ACCEPTED: FactRule(
        "Abnahme erklärt", RELEASE, _declared(DeclarationKind.CONTRACTOR_ACCEPTANCE)
    ),
    ProvingFact.SIGNED_OFF_PRIVACY: FactRule(
        "Mitzeichnung Datenschutz", "mitzeichnung#dsb", _signed("dsb")
    ),
    ProvingFact.SIGNED_OFF_SECURITY: FactRule(
        "Mitzeichnung Informationssicherheit", "mitzeichnung#isb", _signed("isb")
    ),
    ProvingFact.HANDOVER_ISSUED: FactRule(
        "Übergabe ausgefertigt", "dokumente#art-uebergabe",
        _issued(DocumentKind.HANDOVER, *ISSUED),
    ),
    ProvingFact.PACKAGE_COMPLETE: FactRule(
        "vollständiges Go-Live-Paket", "livegang/paket",
        lambda _, proofs: proofs.has_complete_package,
    ),
}  # fmt: skip
"""Every fact an item may name."""
