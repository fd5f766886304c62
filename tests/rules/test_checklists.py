"""Checklists: what concerns an Onlinedienst, what proves it, what is ticked by hand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from amt24web.catalogue.checklists import Checklist, ChecklistItem, ProvingFact
from amt24web.catalogue.structure import Catalogue
from amt24web.domain.checklists import KeptProofs, Tick, TickState, TriedCase
from amt24web.domain.errors import InvalidInput
from amt24web.domain.papers.words import (
    CaseKind,
    CaseResult,
    CaseStage,
    DeclarationKind,
    DefectState,
    Outcome,
)
from amt24web.domain.testing import RoundKind
from amt24web.domain.vocabulary import DocumentKind, DocumentState, Phase
from amt24web.rules.checklist_facts import FACT_RULES
from amt24web.rules.checklists import (
    LONGEST_NOTE,
    PHASES,
    ItemLine,
    ItemState,
    TickTyped,
    current_list,
    item_lines,
    list_line,
    read_tick,
)
from tests.harness.builders import SOURCED, a_standing, the_real_catalogue

EVERY = [item for item in the_real_catalogue().checklist_items if not item.retired]


def with_items(*items: ChecklistItem) -> Catalogue:
    head = Checklist(id="prototyp", phase=Phase.PROTOTYPE, introduction="Einleitung", **SOURCED)
    return the_real_catalogue().model_copy(update={"checklists": (head,), "checklist_items": items})


def an_item(item_id: str = "punkt", **said: Any) -> ChecklistItem:
    shape = {"phase": Phase.PROTOTYPE, "text": "Etwas ist getan", "roles": ("pm",), **SOURCED}
    return ChecklistItem(id=item_id, **(shape | said))


def the_line(
    item: ChecklistItem,
    answers: Mapping[str, Any] | None = None,
    proofs: KeptProofs | None = None,
    tick: Tick | None = None,
) -> ItemLine | None:
    catalogue = with_items(item)
    ticks = {item.id: tick} if tick else {}
    lines = item_lines(
        catalogue, a_standing(catalogue, **(answers or {})), proofs or KeptProofs(), ticks,
        item.phase,
    )  # fmt: skip
    return next(iter(lines), None)


def state(item: ChecklistItem, **said: Any) -> ItemState | None:
    line = the_line(item, **said)
    return line.state if line else None


def a_case(number: int = 1, last: CaseResult | None = CaseResult.PASSED) -> TriedCase:
    return TriedCase(number, "tf-zahlung-ok", CaseStage.SUBJECT, CaseKind.FUNCTIONAL, last)


# What is proven


def test_an_answer_proves_an_item_and_its_lack_leads_to_the_question():
    item = an_item(questions=("bitv_plan",))
    line = the_line(item)
    assert line is not None
    assert line.is_open
    assert [g.place for g in line.grounds] == ["klaerung/qualitaet#frage-bitv_plan"]
    assert state(item, answers={"bitv_plan": ["guidelines"]}) is ItemState.PROVEN


def test_a_condition_over_answers_proves_an_item_only_if_it_is_true():
    item = an_item(proof="bitv_erklaerung == 'ja'")
    assert state(item, answers={"bitv_erklaerung": "ja"}) is ItemState.PROVEN
    assert state(item, answers={"bitv_erklaerung": "nein"}) is ItemState.OPEN
    assert state(item) is ItemState.OPEN


def test_every_proof_that_is_named_must_hold():
    item = an_item(questions=("bitv_plan",), facts=(ProvingFact.CASES_TAKEN,))
    answered = {"bitv_plan": ["guidelines"]}
    taken = KeptProofs(cases=(a_case(),))
    assert state(item, answers=answered) is ItemState.OPEN
    assert state(item, proofs=taken) is ItemState.OPEN
    assert state(item, answers=answered, proofs=taken) is ItemState.PROVEN


@pytest.mark.parametrize("word", ["fachtest", "funktional", "tf-zahlung"])
def test_test_cases_prove_an_item_once_all_that_are_meant_passed(word: str):
    item = an_item(passed=(word,))
    one, failed = a_case(), a_case(2, CaseResult.FAILED)
    assert state(item) is ItemState.OPEN
    assert state(item, proofs=KeptProofs(cases=(one, failed))) is ItemState.OPEN
    assert state(item, proofs=KeptProofs(cases=(one,))) is ItemState.PROVEN
    assert state(an_item(passed=("tf-upload",)), proofs=KeptProofs(cases=(one,))) is ItemState.OPEN


ISSUED = DocumentState.FOR_APPROVAL
FINAL, CONTRACTOR = DeclarationKind.FINAL_APPROVAL, DeclarationKind.CONTRACTOR_ACCEPTANCE
FOR: Mapping[ProvingFact, KeptProofs] = {
    ProvingFact.CASES_TAKEN: KeptProofs(cases=(a_case(),)),
    ProvingFact.PLAN_APPROVED: KeptProofs(
        papers=frozenset({(DocumentKind.TESTING_PLAN, DocumentState.APPROVED)})),
    ProvingFact.ROUND_ENDED: KeptProofs(rounds=(RoundKind.FULL,)),
    ProvingFact.RETEST_ENDED: KeptProofs(
        rounds=(RoundKind.RETEST,), defects=(DefectState.RETESTED,)),
    ProvingFact.DEFECTS_SETTLED: KeptProofs(defects=(DefectState.ACCEPTED,)),
    ProvingFact.REPORT_ISSUED: KeptProofs(
        papers=frozenset({(DocumentKind.TESTING_REPORT, ISSUED)})),
    ProvingFact.FINAL_APPROVAL: KeptProofs(declared=((FINAL, "Amt", Outcome.GIVEN),)),
    ProvingFact.CONTRACTOR_ACCEPTED: KeptProofs(declared=((CONTRACTOR, "", Outcome.GIVEN),)),
    ProvingFact.HANDOVER_ISSUED: KeptProofs(papers=frozenset({(DocumentKind.HANDOVER, ISSUED)})),
    ProvingFact.PACKAGE_COMPLETE: KeptProofs(has_complete_package=True),
}  # fmt: skip
AGAINST: Mapping[ProvingFact, KeptProofs] = {
    ProvingFact.PLAN_APPROVED: KeptProofs(
        papers=frozenset({(DocumentKind.TESTING_PLAN, ISSUED)})),
    ProvingFact.RETEST_ENDED: KeptProofs(
        rounds=(RoundKind.FULL,), defects=(DefectState.MENDED,)),
    ProvingFact.DEFECTS_SETTLED: KeptProofs(
        rounds=(RoundKind.FULL,), defects=(DefectState.MENDED, DefectState.RETESTED)),
    ProvingFact.REPORT_ISSUED: KeptProofs(
        papers=frozenset({(DocumentKind.TESTING_REPORT, DocumentState.WITHDRAWN)})),
    ProvingFact.FINAL_APPROVAL: KeptProofs(
        declared=((FINAL, "Amt", Outcome.GIVEN), (FINAL, "Amt", Outcome.REFUSED))),
    ProvingFact.CONTRACTOR_ACCEPTED: KeptProofs(declared=((FINAL, "", Outcome.GIVEN),)),
}  # fmt: skip
SIGN_OFFS = {ProvingFact.SIGNED_OFF_PRIVACY, ProvingFact.SIGNED_OFF_SECURITY}


def test_every_fact_has_a_rule_and_is_tried_here():
    assert set(FACT_RULES) == set(ProvingFact) == set(FOR) | SIGN_OFFS


@pytest.mark.parametrize("fact", FOR)
def test_a_fact_holds_if_it_is_there_and_not_without(fact: ProvingFact):
    item = an_item(facts=(fact,))
    assert state(item) is ItemState.OPEN
    assert state(item, proofs=FOR[fact]) is ItemState.PROVEN
    assert state(item, proofs=AGAINST.get(fact, KeptProofs())) is ItemState.OPEN


def test_nobody_has_signed_off_what_nobody_signed():
    for fact in SIGN_OFFS:
        assert state(an_item(facts=(fact,))) is ItemState.OPEN


# What concerns an Onlinedienst


def test_an_item_of_another_way_does_not_concern_an_onlinedienst_and_an_open_way_is_any():
    item = an_item(ways=("efa",))
    assert state(item) is ItemState.OPEN
    assert state(item, answers={"umsetzungsweg": "efa"}) is ItemState.OPEN
    assert state(item, answers={"umsetzungsweg": "nur_link"}) is None


def test_an_item_that_only_repeats_questions_nobody_is_asked_is_left_out():
    item = an_item(questions=("zahlung_abbruch",))
    assert state(item) is None
    paid = {"kosten": "ja", "zahlungszeitpunkt": "vor_absenden", "bezahlung_online": "ja"}
    assert state(item, answers=paid) is ItemState.OPEN


def test_an_onlinedienst_that_was_live_before_has_no_list():
    catalogue = the_real_catalogue()
    standing = a_standing(catalogue, vorhaben_art="bestand")
    assert all(item_lines(catalogue, standing, KeptProofs(), {}, phase) == () for phase in PHASES)


@pytest.mark.parametrize("way", ["blaupause", "eigenes_modell", "amt24_vorhanden", "efa",
                                 "nur_link"])  # fmt: skip
def test_a_list_is_as_long_as_the_way_is(way: str):
    catalogue = the_real_catalogue()
    standing = a_standing(catalogue, umsetzungsweg=way)
    lengths = [len(item_lines(catalogue, standing, KeptProofs(), {}, p)) for p in PHASES]
    assert max(lengths) <= (28 if way in ("blaupause", "eigenes_modell") else 12)
    if way == "nur_link":
        assert sum(lengths) <= 10


# What is ticked


def test_what_nothing_can_prove_is_ticked_by_hand_and_taken_back():
    done = Tick("punkt", TickState.DONE, by="Anna", revision=1)
    assert state(an_item()) is ItemState.OPEN
    assert state(an_item(), tick=done) is ItemState.TICKED
    assert state(an_item(), tick=replace(done, state=TickState.OPEN)) is ItemState.OPEN


def test_a_tick_proves_nothing_but_may_say_that_an_item_does_not_apply():
    item = an_item(facts=(ProvingFact.CASES_TAKEN,))
    assert state(item, tick=Tick("punkt", TickState.DONE)) is ItemState.OPEN
    gone = Tick("punkt", TickState.NOT_APPLICABLE, "Kein Test.")
    assert state(item, tick=gone) is ItemState.NOT_APPLICABLE
    proven = the_line(item, proofs=FOR[ProvingFact.CASES_TAKEN], tick=gone)
    assert proven is not None
    assert proven.state is ItemState.PROVEN


@pytest.mark.parametrize(
    ("item", "typed", "words"),
    [
        (an_item(), TickTyped("not_applicable", "  ", 0), "warum"),
        (an_item(), TickTyped("vielleicht", "", 0), "Bitte wählen"),
        (an_item(), TickTyped("done", "x" * (LONGEST_NOTE + 1), 0), "höchstens"),
        (an_item(questions=("bitv_plan",)), TickTyped("done", "", 0), "belegt"),
    ],
)
def test_what_makes_no_sense_is_refused(item: ChecklistItem, typed: TickTyped, words: str):
    line = the_line(item)
    assert line is not None
    with pytest.raises(InvalidInput, match=words):
        read_tick(line, typed)


def test_what_is_open_is_counted_once_and_what_people_tick_apart():
    catalogue = with_items(an_item("a"), an_item("b", questions=("bitv_plan",)), an_item("c"))
    ticks = {"c": Tick("c", TickState.DONE)}
    standing = a_standing(catalogue)
    lines = item_lines(catalogue, standing, KeptProofs(), ticks, Phase.PROTOTYPE)
    count = list_line(Phase.PROTOTYPE, lines)
    assert (count.number, count.total, count.open, count.by_hand) == (3, 3, 2, 1)
    before = replace(standing, phase=Phase.KICKOFF)
    assert current_list(catalogue, before, KeptProofs(), ticks) is None


# The shipped lists


def test_most_items_are_proven_and_not_ticked():
    assert sum(item.is_by_hand for item in EVERY) * 2 < len(EVERY)


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item.id)
def test_every_item_says_where_it_is_from_and_can_be_proven_or_ticked(item: ChecklistItem):
    catalogue = the_real_catalogue()
    assert item.source
    assert item.as_of
    assert set(item.questions) <= catalogue.questions.keys()
    assert any(head.phase is item.phase for head in catalogue.checklists)


def test_no_word_of_the_lists_stands_in_an_edition():
    catalogue = the_real_catalogue()
    assert "pruefpunkt" not in catalogue.model_dump(mode="json", by_alias=True)
