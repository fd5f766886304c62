"""Random tests of an Onlinedienst as they stand in an exchange file, and one with everything."""

from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from amt24web.domain.papers.words import (
    CaseKind,
    CaseResult,
    CaseStage,
    DeclarationKind,
    DefectClass,
    DefectState,
    Outcome,
    Perspective,
    Priority,
)
from amt24web.domain.testing import RoundKind
from amt24web.domain.vocabulary import SignOffWay

WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["C"]),
                max_size=12)  # fmt: skip
SOME = WORDS.filter(bool)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2199, 12, 31)).map(
    lambda moment: moment.isoformat() + "Z"
)
DAYS = st.dates().map(str)
AUTHORS = st.fixed_dictionaries({"name": WORDS}, optional={"function": SOME})
LISTS = st.lists(WORDS, min_size=1, max_size=3)


def _one_of(words: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([str(word) for word in words])


TEXTS = st.fixed_dictionaries(
    {"title": WORDS},
    optional={"preconditions": LISTS, "steps": LISTS, "expected": SOME, "data": SOME},
)
MARKS = st.fixed_dictionaries(
    {"stage": _one_of(CaseStage), "kind": _one_of(CaseKind), "perspective": _one_of(Perspective),
     "priority": _one_of(Priority)},
    optional={"executors": LISTS, "is_stop": st.just(True), "is_core": st.just(True),
              "basis": SOME},
)  # fmt: skip
CASES = st.fixed_dictionaries(
    {"number": st.integers(1, 999), "text": TEXTS, "marks": MARKS, "author": AUTHORS,
     "changed_at": MOMENTS},
    optional={"rule_id": SOME, "subject": SOME, "fingerprint": SOME, "edited": TEXTS,
              "is_dropped": st.just(True), "revision": st.integers(2, 9)},
)  # fmt: skip
ROUNDS = st.fixed_dictionaries(
    {"number": st.integers(1, 99), "kind": _one_of(RoundKind), "author": AUTHORS,
     "begun_at": MOMENTS},
    optional={"versions": LISTS, "environment": SOME, "note": SOME, "ended_at": MOMENTS},
)  # fmt: skip
RESULTS = st.fixed_dictionaries(
    {"result": _one_of(CaseResult), "day": DAYS, "author": AUTHORS, "recorded_at": MOMENTS},
    optional={"tester": SOME, "on": SOME, "observed": SOME, "evidence_name": SOME},
)
DEFECTS = st.fixed_dictionaries(
    {"number": st.integers(1, 99), "title": WORDS, "weight": _one_of(DefectClass),
     "state": _one_of(DefectState), "author": AUTHORS, "reported_at": MOMENTS},
    optional={"workaround": SOME, "responsible": SOME, "until": DAYS, "fixed_in": SOME,
              "revision": st.integers(2, 9)},
)  # fmt: skip
CONDITIONS = st.lists(
    st.fixed_dictionaries({"text": WORDS, "who": WORDS, "until": DAYS}), min_size=1, max_size=2
)
DECLARATIONS = st.fixed_dictionaries(
    {"kind": _one_of(DeclarationKind), "outcome": _one_of(Outcome), "day": DAYS,
     "way": _one_of(SignOffWay), "author": AUTHORS, "recorded_at": MOMENTS},
    optional={"body": SOME, "name": SOME, "function": SOME, "words": SOME, "basis": SOME,
              "versions": LISTS, "evidence_name": SOME, "conditions": CONDITIONS},
)  # fmt: skip


def _numbered(one: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Some with numbers of their own, in the order of these."""
    some = st.lists(one, max_size=4, unique_by=lambda said: said["number"])
    return some.map(lambda said: sorted(said, key=lambda one: one["number"]))


def _about_some(draw: st.DrawFn, rounds: list[Any], cases: list[Any]) -> None:
    """Let some of the rounds say which case they were about."""
    for held in rounds if cases else ():
        if draw(st.booleans()):
            held["cases"] = [draw(st.sampled_from(cases))["number"]]


@st.composite
def random_trials(draw: st.DrawFn) -> dict[str, Any]:
    """A test in which every number that is named is there; empty groups are left out."""
    cases = draw(_numbered(CASES))
    for place, case in enumerate(cases):
        if "rule_id" in case:
            case["rule_id"] += str(place)
    rounds = draw(_numbered(ROUNDS))
    _about_some(draw, rounds, cases)
    results = draw(st.lists(RESULTS, max_size=4)) if cases and rounds else []
    for result in results:
        result["case"] = draw(st.sampled_from(cases))["number"]
        result["round"] = draw(st.sampled_from(rounds))["number"]
    defects = draw(_numbered(DEFECTS))
    for defect in defects if cases else ():
        if draw(st.booleans()):
            defect["case"] = draw(st.sampled_from(cases))["number"]
    declarations = draw(st.lists(DECLARATIONS, max_size=3))
    for declared in declarations:
        if draw(st.booleans()):
            declared |= {"withdrawn_at": draw(MOMENTS), "withdrawn_reason": draw(SOME)}
    groups = {"cases": cases, "rounds": rounds, "results": results, "defects": defects,
              "declarations": declarations}  # fmt: skip
    return {name: said for name, said in groups.items() if said}


AUTHOR, MOMENT = {"name": "Kim", "function": "Referat 21"}, "2026-03-01T10:00:00Z"


def a_said_trial() -> dict[str, Any]:
    """Two cases, a round with a result, a defect and a declaration, as a file says them."""
    marks = {"stage": "subject", "kind": "functional", "perspective": "fachbehoerde",
             "priority": "medium"}  # fmt: skip
    case = {"text": {"title": "Anmelden", "steps": ["Öffnen"]}, "author": AUTHOR,
            "changed_at": MOMENT, "marks": marks}  # fmt: skip
    return {
        "cases": [
            case | {"number": 3, "rule_id": "tf-eins", "fingerprint": "0123"},
            case | {"number": 7, "tester_uid": "m7"},
        ],
        "rounds": [{"number": 2, "kind": "full", "author": AUTHOR, "begun_at": MOMENT}],
        "results": [{"round": 2, "case": 7, "result": "failed", "day": "2026-03-01",
                     "author": AUTHOR, "recorded_at": MOMENT}],
        "defects": [{"number": 5, "case": 7, "title": "Das Feld fehlt.", "weight": "hinders",
                     "state": "open", "author": AUTHOR, "reported_at": MOMENT}],
        "declarations": [{"kind": "final_approval", "outcome": "given", "day": "2026-03-02",
                          "way": "mail", "author": AUTHOR, "recorded_at": MOMENT}],
    }  # fmt: skip
