"""Signing: what is kept, and what is asked for once more."""

from datetime import date
from typing import Any

import pytest

from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Phase, SignOffWay
from amt24web.rules.sign_off_view import BY_OTHERS
from amt24web.rules.sign_offs import record_key, shown_mark
from amt24web.rules.signing import Signer, Signing, reason_to_withdraw, sign
from amt24web.rules.summary import Standing, stand
from tests.harness.builders import a_catalogue, a_question, a_record, a_sign_off, facts_with

TODAY = date(2026, 11, 24)
CATALOGUE = a_catalogue(a_question("eins"), a_question("zwei"), sign_offs=(a_sign_off("eins"),))
(SIGN_OFF,) = CATALOGUE.sign_offs
OWN = Signer("Eva Muster", "Referat 3", (SignOffWay.ACCOUNT,))
OTHER = Signer("Max", "", BY_OTHERS)
TOLD = {"outcome": "zugestimmt", "way": "mail", "name": "Eva", "day": "20.11.2026"}


def standing(*kept: Any, **said: Any) -> Standing:
    return stand(CATALOGUE, facts_with(*kept, **said), Phase.CLARIFICATION)


def kept(now: Standing | None = None, signer: Signer = OTHER, **typed: str) -> dict[str, Any]:
    here = now or standing(eins="a")
    signing = Signing(**{**TOLD, "shown": shown_mark(here, SIGN_OFF), **typed})
    return sign(here, SIGN_OFF, signing, signer, TODAY)


def problems(**typed: Any) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refusal:
        kept(**typed)
    return refusal.value.problems


def test_what_was_told_by_mail_is_kept_with_name_and_day():
    said = kept(function="  Behördliche DSB ", words="Alles gut.\r\n")
    assert {key: said[key] for key in ("name", "function", "day", "way", "outcome", "words")} == {
        "name": "Eva", "function": "Behördliche DSB", "day": "2026-11-20", "way": "mail",
        "outcome": "zugestimmt", "words": "Alles gut.",
    }  # fmt: skip
    assert set(said["answers"]) == {"eins"}
    assert said["open"] == []


def test_who_signs_in_their_own_account_signs_in_their_own_name_today():
    said = kept(signer=OWN, way="konto", name="Jemand anders", day="1.1.2020")
    assert (said["name"], said["function"], said["day"]) == (
        "Eva Muster",
        "Referat 3",
        "2026-11-24",
    )


def test_open_questions_do_not_stand_in_the_way_and_are_kept():
    assert kept(standing())["open"] == ["eins"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "vielleicht"}, "outcome"),
        ({"outcome": "mit Auflage"}, "words"),
        ({"outcome": "abgelehnt", "words": " \x00 "}, "words"),
        ({"words": "x" * 2_001}, "words"),
        ({"way": ""}, "way"),
        ({"way": "konto"}, "way"),
        ({"way": "brieftaube"}, "way"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "\ue000"}, "name"),
        ({"function": "x" * 201}, "function"),
        ({"day": ""}, "day"),
        ({"day": "neulich"}, "day"),
        ({"day": "31.02.2026"}, "day"),
        ({"day": "25.11.2026"}, "day"),
        ({"day": "20.11.0026"}, "day"),
        ({"shown": ""}, "shown"),
        ({"shown": "etwas anderes"}, "shown"),
    ],
)
def test_what_cannot_be_taken_is_named_at_its_field(typed: dict[str, str], field: str):
    assert list(problems(**typed)) == [field]


def test_everything_wrong_is_named_at_once():
    assert set(problems(outcome="", way="", name="", day="", shown="")) == {
        "outcome", "way", "name", "day", "shown",
    }  # fmt: skip


@pytest.mark.parametrize("day", ["24.11.2026", "2026-11-24", "1.1.2000"])
def test_today_and_earlier_days_are_taken(day: str):
    assert kept(day=day)["day"] <= "2026-11-24"


def test_a_role_of_others_cannot_be_signed_as_ones_own():
    assert "way" in problems(signer=OTHER, way="konto")
    assert "way" in problems(signer=OWN, way="mail")


def test_what_changed_since_the_page_was_opened_is_looked_at_again():
    shown = shown_mark(standing(eins="a"), SIGN_OFF)
    with pytest.raises(InvalidInput) as refusal:
        kept(standing(eins="b"), shown=shown)
    assert "geändert" in refusal.value.problems["shown"]
    assert kept(standing(eins="a", zwei="neu"), shown=shown)


def test_the_same_form_sent_twice_is_the_same_signature():
    before = standing(eins="a")
    said = kept(before)
    after = standing(a_record(record_key("dsb"), said), eins="a")
    assert kept(after, shown=shown_mark(before, SIGN_OFF)) == said
    with pytest.raises(InvalidInput):
        kept(after, shown=shown_mark(before, SIGN_OFF), outcome="abgelehnt", words="nein")


def test_taking_back_needs_a_reason():
    assert reason_to_withdraw("  zu früh ") == "zu früh"
    for typed in ("", " \x00 ", "x" * 2_001):
        with pytest.raises(InvalidInput) as refusal:
            reason_to_withdraw(typed)
        assert list(refusal.value.problems) == ["reason"]
