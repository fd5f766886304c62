"""What waits for one person: questions handed to them, and where their role signs."""

from typing import Any

from amt24web.domain.vocabulary import AnswerState, Phase
from amt24web.rules.handed_over import ForMe, for_me, handed_questions
from amt24web.rules.sign_offs import fingerprints, record_key
from amt24web.rules.summary import Standing, stand
from tests.harness.builders import (
    a_catalogue,
    a_content,
    a_question,
    a_role,
    a_sign_off,
    facts_with,
)

CATALOGUE = a_catalogue(
    a_question("da", "ja_nein"),
    a_question("eins", condition="da == 'ja'"),
    a_question("zwei"),
    roles=(a_role("pe"), a_role("tt")),
    sign_offs=(a_sign_off("eins", "zwei"),),
)
PEOPLE = [{"rolle": "pe", "person": "Anna"}, {"rolle": "tt", "person": "Bert"}]
ANNA, BERT = frozenset({"z1"}), frozenset({"z2"})
SIGNED = {"outcome": "zugestimmt", "way": "mail", "name": "Bert", "function": "",
          "day": "2026-03-01", "answers": {}}  # fmt: skip


def where(**said: Any) -> Standing:
    return stand(CATALOGUE, facts_with(participants=PEOPLE, **said), Phase.CLARIFICATION)


def waiting(uid: str = "z2", value: Any = None):
    return a_content(value, state=AnswerState.IN_CLARIFICATION, responsible_uid=uid)


def handed(standing: Standing, uids: frozenset[str] = BERT) -> list[str]:
    return [question.id for question in handed_questions(standing, uids)]


def test_only_asked_questions_that_still_wait_count():
    assert handed(where(eins=waiting(), zwei=waiting())) == ["zwei"]
    assert handed(where(da="ja", eins=waiting(value="vorläufig"), zwei="fertig")) == ["eins"]
    assert handed(where(zwei=waiting("z1"))) == []


def test_a_question_handed_to_a_role_waits_for_whoever_has_it():
    assert handed(where(zwei=waiting("rolle:tt"))) == ["zwei"]


def test_nobody_in_particular_has_nothing_waiting():
    assert for_me(where(zwei=waiting()), frozenset()) == ForMe(0, ())


def test_a_sign_off_waits_for_its_role_only():
    assert [s.key for s in for_me(where(), BERT).sign_offs] == ["dsb"]
    assert for_me(where(), BERT).waits
    assert for_me(where(), ANNA).is_empty


def test_a_sign_off_that_still_holds_is_told_but_waits_no_more():
    done = for_me(where(**{record_key("dsb"): SIGNED}), BERT)
    assert not done.is_empty
    assert done.waits, "an answer it covers is another one now"
    unchanged = {**SIGNED, "answers": fingerprints(where(), CATALOGUE.sign_offs[0])}
    still = for_me(where(**{record_key("dsb"): unchanged}), BERT)
    assert not still.is_empty
    assert not still.waits
