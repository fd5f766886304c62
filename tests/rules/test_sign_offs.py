"""Sign-offs: what they cover, and which answers are others than when somebody signed."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.catalogue.structure import Catalogue, SignOff
from amt24web.domain.people import Account
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import AnswerState, Phase, SignOffOutcome, SignOffWay
from amt24web.rules.sign_off_view import BY_OTHERS, sign_off_view, signer_for
from amt24web.rules.sign_offs import (
    changed_since,
    covered,
    fingerprints,
    offered,
    open_among,
    own_roles,
    read_sign_off,
    record_key,
    shown_mark,
)
from amt24web.rules.signing import Signer
from amt24web.rules.summary import Standing, stand
from tests.harness.builders import (
    a_catalogue,
    a_column,
    a_content,
    a_fixed_row,
    a_question,
    a_record,
    a_role,
    a_rule,
    a_sign_off,
    facts_with,
    some_choices,
    some_rows,
)
from tests.rules.random_answers import CATALOGUE, Drawn, answers, keys, numbers, standing_with

ROLES = (a_role("pe"), a_role("tt"), a_role("fvh", never_needed=True))
SIGNED = {
    "outcome": "zugestimmt",
    "way": "mail",
    "name": "Eva",
    "function": "",
    "day": "2026-03-01",
}


def a_small_catalogue(*questions: Any, covers: tuple[str, ...] = ("eins", "zwei"), **said: Any):
    return a_catalogue(*questions, sign_offs=(a_sign_off(*covers, **said),), roles=ROLES)


def signed(standing: Standing, **said: Any) -> Record:
    """The sign-off as it is kept when somebody signs this standing."""
    (sign_off,) = standing.catalogue.sign_offs
    still_open = [q.id for q in open_among(standing, covered(standing, sign_off))]
    value = {**SIGNED, "open": still_open, "answers": fingerprints(standing, sign_off), **said}
    return a_record(record_key(sign_off.id), value)


def changed(catalogue: Catalogue, before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    """What is others than it was, by the one sign-off of a catalogue."""
    kept = signed(stand(catalogue, facts_with(**before), Phase.CLARIFICATION))
    now = stand(catalogue, facts_with(kept, **after), Phase.CLARIFICATION)
    return changed_since(now, catalogue.sign_offs[0])


TEXTS = ("eins", "zwei", "drei", "vier", "fuenf")
said_texts = st.fixed_dictionaries({}, optional={key: st.sampled_from("abc") for key in TEXTS})


@given(said_texts, st.sampled_from(TEXTS), st.sampled_from("xyz"), st.sets(st.sampled_from(TEXTS)))
def test_one_changed_answer_marks_exactly_that_question_and_only_if_it_is_covered(
    before: dict[str, str], key: str, text: str, covers: set[str]
):
    catalogue = a_small_catalogue(*(a_question(q) for q in TEXTS), covers=tuple(covers))
    assert changed(catalogue, before, before) == ()
    assert changed(catalogue, before, {**before, key: text}) == ((key,) if key in covers else ())
    without = {q: said for q, said in before.items() if q != key}
    assert changed(catalogue, before, without) == ((key,) if key in covers & set(before) else ())


@settings(deadline=None, max_examples=40)
@given(answers, keys, numbers, st.sampled_from(CATALOGUE.sign_offs))
def test_of_the_real_catalogue_only_what_is_covered_is_ever_marked(
    drawn: Drawn, key: str, number: int, sign_off: SignOff
):
    before = standing_with(drawn, Phase.CLARIFICATION)
    after = standing_with({**drawn, key: number}, Phase.CLARIFICATION)
    marked = _changed_in(before, after, sign_off)
    assert set(marked) <= set(sign_off.questions)
    assert list(marked) == [q for q in CATALOGUE.questions if q in marked]
    assert _changed_in(before, before, sign_off) == ()
    now, then = fingerprints(after, sign_off), fingerprints(before, sign_off)
    for question in set(sign_off.questions) - set(marked):
        assert now.get(question) == then.get(question)
        assert (question in after.assessment.asked) is (question in before.assessment.asked)


def _changed_in(before: Standing, after: Standing, sign_off: SignOff) -> tuple[str, ...]:
    value = {**SIGNED, "answers": fingerprints(before, sign_off)}
    kept = a_record(record_key(sign_off.id), value)
    facts = facts_with(*after.facts.records, kept)
    return changed_since(stand(CATALOGUE, facts, Phase.CLARIFICATION), sign_off)


ONE = (a_question("eins"),)
NOT_THERE = a_content(None, state=AnswerState.NOT_APPLICABLE, reason="gibt es nicht")


@pytest.mark.parametrize(
    ("before", "after", "is_changed"),
    [
        (a_content("a"), a_content("a", note="Frau B. weiß mehr"), False),
        (a_content("a"), a_content("a", responsible_uid="z1"), False),
        (a_content("a"), a_content("a", state=AnswerState.IN_CLARIFICATION), True),
        (Content(), NOT_THERE, True),
        (
            NOT_THERE,
            a_content(None, state=AnswerState.NOT_APPLICABLE, reason="aus anderem Grund"),
            True,
        ),
        (Content(), Content(raw={"value": "zwölf"}), True),
    ],
)  # fmt: skip
def test_an_answer_is_its_state_and_its_text_not_what_surrounds_it(
    before: Content, after: Content, is_changed: bool
):
    marked = changed(a_small_catalogue(*ONE), {"eins": before}, {"eins": after})
    assert marked == (("eins",) if is_changed else ())


def test_rows_are_compared_by_what_they_say_and_not_by_their_order():
    catalogue = a_small_catalogue(some_rows("eins", a_column("was"), a_column("wer")))
    first, second = {"was": "a", "wer": "b"}, {"was": "c"}
    before = {"eins": [first, second]}
    assert changed(catalogue, before, {"eins": [second, first]}) == ()
    assert changed(catalogue, before, {"eins": [first]}) == ("eins",)
    assert changed(catalogue, before, {"eins": [first, {"was": "d"}]}) == ("eins",)
    assert changed(catalogue, before, {"eins": [first, second, {}]}) == ()


def test_a_fixed_row_says_something_by_its_place():
    rows = some_rows("eins", a_column("wer"), fixed_rows=(a_fixed_row("z1"), a_fixed_row("z2")))
    catalogue = a_small_catalogue(rows)
    before = {"eins": [{"wer": "a"}, {"wer": "b"}]}
    assert changed(catalogue, before, {"eins": [{"wer": "b"}, {"wer": "a"}]}) == ("eins",)


def test_rows_brought_by_another_question_are_covered_too():
    source = some_rows("null", a_column("wer"))
    taking = some_rows("eins", a_column("wer"), adopted_from="null", adopted_columns={"wer": "wer"})
    catalogue = a_small_catalogue(source, taking)
    assert changed(catalogue, {}, {"null": [{"wer": "a"}]}) == ("eins",)


def test_what_is_worked_out_is_covered_by_its_result():
    computed = a_question("zwei", "berechnet", expression="zahl > 10")
    catalogue = a_small_catalogue(a_question("zahl", "zahl"), computed, covers=("zwei",))
    assert changed(catalogue, {"zahl": 1}, {"zahl": 2}) == ()
    assert changed(catalogue, {"zahl": 1}, {"zahl": 11}) == ("zwei",)


def test_what_is_asked_newly_or_no_longer_is_changed():
    catalogue = a_small_catalogue(
        a_question("null"), a_question("eins", condition="null == 'ja'"), covers=("eins",)
    )
    assert changed(catalogue, {}, {"null": "ja"}) == ("eins",)
    assert changed(catalogue, {"null": "ja", "eins": "a"}, {"null": "nein", "eins": "a"}) == (
        "eins",
    )


def test_a_page_that_showed_something_else_is_told_apart():
    catalogue = a_small_catalogue(*ONE)
    (sign_off,) = catalogue.sign_offs

    def shown(*kept: Record, **said: Any) -> str:
        return shown_mark(stand(catalogue, facts_with(*kept, **said), Phase.TEST), sign_off)

    assert shown(eins="a") == shown(eins="a")
    assert shown(eins="a") != shown(eins="b")
    assert shown(eins="a") != shown(a_record(record_key("dsb"), SIGNED), eins="a")


@pytest.mark.parametrize(
    ("role", "kept", "is_offered"),
    [
        ("tt", {}, True),
        ("fvh", {}, False),
        ("fvh", {"participants": [{"rolle": "fvh", "person": "Eva"}]}, True),
        ("fvh", {record_key("dsb"): SIGNED}, True),
    ],
)
def test_a_sign_off_is_asked_of_whom_it_concerns(role: str, kept: dict[str, Any], is_offered: bool):
    catalogue = a_small_catalogue(*ONE, role=role)
    standing = stand(catalogue, facts_with(**kept), Phase.CLARIFICATION)
    assert bool(offered(standing)) is is_offered


def test_where_nothing_of_it_is_asked_there_is_nothing_to_sign():
    catalogue = a_small_catalogue(a_question("drei"))
    assert offered(stand(catalogue, facts_with(), Phase.CLARIFICATION)) == ()


def test_only_links_need_no_information_security():
    signing = {s.id for s in offered(_real(umsetzungsweg="nur_link", vorhaben_art="neu"))}
    assert signing == {"dsb"}
    assert {s.id for s in offered(_real(umsetzungsweg="blaupause", vorhaben_art="neu"))} == {
        "dsb",
        "isb",
    }
    assert offered(_real(umsetzungsweg="blaupause", vorhaben_art="bestand")) == ()


def _real(**said: Any) -> Standing:
    return stand(CATALOGUE, facts_with(**said), Phase.CLARIFICATION)


def test_open_is_what_somebody_still_has_to_settle():
    catalogue = a_catalogue(
        a_question("fehlt"),
        a_question("empfohlen", need="E"),
        a_question("freiwillig", need="O"),
        a_question("wird", need="O"),
        a_question("da"),
        a_question("gerechnet", "berechnet", expression="da"),
    )
    waiting = a_content(None, state=AnswerState.IN_CLARIFICATION)
    standing = stand(catalogue, facts_with(da="ja", wird=waiting), Phase.CLARIFICATION)
    still_open = open_among(standing, catalogue.questions.values())
    assert [q.id for q in still_open] == ["fehlt", "empfohlen", "wird"]


def test_a_sign_off_is_read_with_who_when_how_and_what_was_open():
    catalogue = a_small_catalogue(a_question("eins"), a_question("zwei"))
    before = stand(catalogue, facts_with(eins="a"), Phase.CLARIFICATION)
    kept = signed(before, outcome="mit Auflage", words="Löschfrist nennen")
    now = stand(catalogue, facts_with(kept, eins="b"), Phase.CLARIFICATION)
    reading = read_sign_off(now, catalogue.sign_offs[0])
    assert reading.is_signed
    assert (reading.outcome, reading.way) == (SignOffOutcome.ON_CONDITION, SignOffWay.MAIL)
    assert (reading.signer, reading.words) == ("Eva", "Löschfrist nennen")
    assert (reading.open_then, reading.changed) == (("A 2",), ("A 1",))
    assert reading.recorded_by == "Anna Beispiel"


def test_who_signed_in_their_own_account_recorded_it_themselves():
    catalogue = a_small_catalogue(*ONE)
    kept = signed(stand(catalogue, facts_with(), Phase.CLARIFICATION), way="konto")
    standing = stand(catalogue, facts_with(kept), Phase.CLARIFICATION)
    assert read_sign_off(standing, catalogue.sign_offs[0]).recorded_by == ""


def test_a_withdrawn_sign_off_says_why_and_marks_nothing():
    catalogue = a_small_catalogue(*ONE)
    kept = a_record(record_key("dsb"), content=Content(reason="zu früh"))
    standing = stand(catalogue, facts_with(kept, eins="a"), Phase.CLARIFICATION)
    reading = read_sign_off(standing, catalogue.sign_offs[0])
    assert not reading.is_signed
    assert reading.withdrawn == "Zurückgezogen am 02.03.2026 von Anna Beispiel: zu früh"
    assert changed_since(standing, catalogue.sign_offs[0]) == ()


def test_a_page_shows_what_is_open_on_top_and_no_empty_answer_twice():
    catalogue = a_small_catalogue(a_question("eins"), a_question("zwei", stage="prototyp"))
    standing = stand(catalogue, facts_with(eins="a"), Phase.CLARIFICATION)
    view = sign_off_view(standing, catalogue.sign_offs[0], Signer("", "", ()))
    assert [(o.question.key, o.stage) for o in view.still_open] == [("zwei", "bis Ende Prototyp")]
    assert [q.key for section in view.sections for q in section.questions] == ["eins"]
    assert set(view.section_of) == {"eins", "zwei"}


def test_a_page_shows_the_findings_of_the_covered_questions_only():
    catalogue = a_catalogue(
        a_question("eins"),
        a_question("drei"),
        rules=(a_rule("eins == 'a'", "eins", "R1"), a_rule("eins == 'a'", "drei", "R2")),
        sign_offs=(a_sign_off("eins"),),
        roles=ROLES,
    )
    standing = stand(catalogue, facts_with(eins="a"), Phase.CLARIFICATION)
    view = sign_off_view(standing, catalogue.sign_offs[0], Signer("", "", ()))
    assert [f.finding.rule_id for f in view.findings] == ["R1"]


PEOPLE = [{"rolle": "tt", "person": "Eva", "einrichtung": "Amt"}, {"rolle": "pe", "person": "Max"}]


@pytest.mark.parametrize(
    ("own", "may_record", "ways"),
    [
        ((), False, ()),
        (("z2",), False, ()),
        (("z1",), False, (SignOffWay.ACCOUNT,)),
        ((), True, BY_OTHERS),
        (("z1", "z2"), True, (SignOffWay.ACCOUNT, *BY_OTHERS)),
        (("gibtsnicht",), False, ()),
    ],
)
def test_who_has_the_role_signs_and_who_may_answer_records(
    own: tuple[str, ...], may_record: bool, ways: tuple[SignOffWay, ...]
):
    catalogue = a_small_catalogue(*ONE)
    standing = stand(catalogue, facts_with(participants=PEOPLE), Phase.CLARIFICATION)
    who = Account(1, "Eva Muster", "", "eva@example.org")
    signer = signer_for(standing, catalogue.sign_offs[0], who, own, may_record)
    assert signer.ways == ways
    assert signer.function == ("Amt" if "z1" in own else "")
    assert ("tt" in own_roles(standing, own)) is ("z1" in own)


def test_the_form_is_filled_in_with_who_most_likely_signs():
    catalogue = a_small_catalogue(*ONE)
    standing = stand(catalogue, facts_with(participants=PEOPLE), Phase.CLARIFICATION)
    view = sign_off_view(standing, catalogue.sign_offs[0], Signer("", "", ()))
    assert (view.likely.name, view.likely.function) == ("Eva", "Amt")
    kept = signed(standing, name="Dr. Kai", function="Referat 3")
    again = stand(catalogue, facts_with(kept, participants=PEOPLE), Phase.CLARIFICATION)
    view = sign_off_view(again, catalogue.sign_offs[0], Signer("", "", ()))
    assert (view.likely.name, view.likely.function) == ("Dr. Kai", "Referat 3")


def test_a_choice_that_changes_is_marked_by_its_slug():
    catalogue = a_small_catalogue(a_question("eins", "auswahl", choices=some_choices("ja", "nein")))
    assert changed(catalogue, {"eins": "ja"}, {"eins": "nein"}) == ("eins",)
