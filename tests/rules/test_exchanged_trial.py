"""What a file may say about a test, and what is refused in one sentence."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt24web.domain.errors import InvalidInput
from amt24web.domain.records import Json
from amt24web.rules import exchanged_trial
from tests.harness.random_trials import a_said_trial, random_trials

PEOPLE = ("m7",)
Change = Callable[[dict[str, Any]], object]


@given(random_trials())
def test_whatever_could_be_kept_can_be_read_and_says_the_same_again(said: dict[str, Any]):
    trial = exchanged_trial.read(said, PEOPLE)
    assert trial.model_dump(mode="json", exclude_defaults=True) == said


def saying(group: str, /, place: int = 0, **more: Json) -> Change:
    return lambda trial: trial[group][place].update(more)


def without(group: str, name: str) -> Change:
    return lambda trial: trial[group][0].pop(name)


def again(group: str, **other: Json) -> Change:
    return lambda trial: trial[group].append(trial[group][0] | other)


BAD: dict[str, tuple[Change, str]] = {
    "one number for two cases": (saying("cases", 1, number=3), "zweimal"),
    "one origin for two cases": (saying("cases", 1, rule_id="tf-eins"), "zweimal"),
    "one number for two rounds": (again("rounds"), "zweimal"),
    "one number for two defects": (again("defects"), "zweimal"),
    "a result of no case": (saying("results", case=99), "nicht enthält"),
    "a result of no round": (saying("results", round=99), "nicht enthält"),
    "a defect of no case": (saying("defects", case=99), "nicht enthält"),
    "a tester who takes no part": (saying("cases", tester_uid="m8"), "nicht enthält"),
    "number nought": (saying("cases", number=0), "cases.0.number"),
    "a huge number": (saying("defects", number=2**40), "defects.0.number"),
    "a number as text": (saying("rounds", number="2"), "rounds.0.number"),
    "yes for true": (saying("cases", is_dropped="ja"), "cases.0.is_dropped"),
    "a number for a day": (saying("results", day=20260301), "results.0.day"),
    "a moment without zone": (saying("rounds", begun_at="2026-01-01T00:00:00"), "begun_at"),
    "a moment out of time": (saying("rounds", ended_at="0001-01-01T00:00:00Z"), "ended_at"),
    "a result nobody knows": (saying("results", result="vielleicht"), "results.0.result"),
    "a way nobody knows": (saying("declarations", way="taube"), "declarations.0.way"),
    "withdrawn without a reason": (
        saying("declarations", withdrawn_at="2026-03-03T00:00:00Z"), "declarations.0"),
    "a reason without a day": (saying("declarations", withdrawn_reason="x"), "declarations.0"),
    "a control character": (saying("defects", title="a\x07b"), "defects.0.title"),
    "half of a character": (saying("defects", title="a\ud800"), "defects.0.title"),
    "a sign nobody can show": (saying("results", observed="\ue000"), "results.0.observed"),
    "a text as long as a book": (saying("results", observed="x" * 20_001), "results.0.observed"),
    "a line as long as a page": (saying("results", tester="x" * 301), "results.0.tester"),
    "a list without end": (saying("rounds", versions=["x"] * 1_001), "rounds.0.versions"),
    "too many cases": (lambda t: t.update(cases=t["cases"] * 2_501), "cases"),
    "a text for a list": (saying("rounds", versions="abc"), "rounds.0.versions"),
    "an account as author": (saying("rounds", author={"name": "x", "id": 1}), "author.id"),
    "no author": (without("results", "author"), "results.0.author"),
    "no words": (without("cases", "text"), "cases.0.text"),
    "a file in between": (saying("results", evidence="AAAA"), "results.0.evidence"),
    "a checksum of a file": (saying("results", evidence_sha256="00"), "evidence_sha256"),
    "a group nobody knows": (lambda t: t.update(more=[]), "more"),
    "a group that is no list": (lambda t: t.update(cases={}), "cases"),
    "a case that is none": (lambda t: t["cases"].append(7), "cases.2"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_could_not_have_been_said_here_is_refused(what: str):
    change, words = BAD[what]
    trial = a_said_trial()
    exchanged_trial.read(trial, PEOPLE)
    change(trial)
    with pytest.raises(InvalidInput) as refused:
        exchanged_trial.read(trial, PEOPLE)
    assert words in refused.value.message
    assert "\n" not in refused.value.message


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["cases", "rounds", "results", "number", "text"]), inside)
    ),
    max_leaves=8,
)


@given(JSON)
def test_any_json_at_all_is_read_or_refused(said: Json):
    with suppress(InvalidInput):
        exchanged_trial.read(said, PEOPLE)
