"""When a certification is to be reconsidered, and when it is not."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import Phase
from amt24web.rules.certified import (
    RECORD_KEY,
    confirmed,
    is_new,
    outcome,
    read_certified,
    rests_on,
    stand_of,
)
from amt24web.rules.facts import gather
from amt24web.rules.summary import Standing, stand
from tests.harness.builders import a_record, a_row, the_real_catalogue

THEN, LATER = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 4, 1, 9, tzinfo=UTC)
CERTIFIED = (
    a_record("umsetzungsweg", "eigenes_modell"),
    a_record("vn_ergebnis", "substantiell"),
    a_record("ze_ergebnis", "bestanden"),
    a_record("ze_geprueft", "2026-03-01"),
)


def an_artefact(version: str, uid: str = "z1", **said: Any) -> Record:
    said = {"art": "prozess", "name": "Anmeldung", "version": version} | said
    return replace(a_row("artefakte", uid, **said), saved_at=LATER, author_name="Paula")


def a_state(*kept: Record) -> Standing:
    by_place = {(r.key, r.row_uid): r for r in (*CERTIFIED, *kept)}
    return stand(the_real_catalogue(), gather(by_place.values()), Phase.CERTIFICATION)


def a_stand(content: Content) -> Record:
    return Record(RECORD_KEY, content=content, revision=1, author_name="Anna", saved_at=THEN)


def after(before: Standing, *changed: Record) -> Standing:
    """What stands there later, with what was kept when the result was recorded."""
    kept = {(r.key, r.row_uid): r for r in (*before.facts.records, *changed)}
    return a_state(*kept.values(), a_stand(stand_of(before)))


def changes(standing: Standing) -> list[str]:
    return [change.words for change in read_certified(standing).changes]


def test_it_rests_on_the_way_the_level_and_each_version():
    assert rests_on(a_state(an_artefact("v1"), an_artefact("v2", "z2"))) == {
        "Umsetzungsweg": "eigenes Prozessmodell",
        "Vertrauensniveau": "substantiell",
        "Prozess „Anmeldung“": "v1, v2",
    }


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (an_artefact("v2"), "Prozess „Anmeldung“: v1 → v2"),
        (an_artefact(""), "Prozess „Anmeldung“: v1 → ohne Version"),
        (replace(an_artefact("v1"), removed=True), "Prozess „Anmeldung“: v1 → nicht genannt"),
        (an_artefact("v3", "z2", art="formular"), "Formular „Anmeldung“: nicht genannt → v3"),
        (a_record("vn_ergebnis", "hoch"), "Vertrauensniveau: substantiell → hoch"),
        (
            a_record("umsetzungsweg", "blaupause"),
            "Umsetzungsweg: eigenes Prozessmodell → Amt24-Blaupause",
        ),
    ],
)  # fmt: skip
def test_what_it_rests_on_is_another_now(changed: Record, words: str):
    assert changes(after(a_state(an_artefact("v1")), changed)) == [words]


def test_a_change_names_the_last_save_behind_it():
    (change,) = read_certified(after(a_state(an_artefact("v1")), an_artefact("v2"))).changes
    assert (change.at, change.by) == (LATER, "Paula")


@pytest.mark.parametrize(
    "changed",
    [
        a_record("leistung_kurz", "Anderer Text"),
        a_record("ze_nachweis", "Bericht.pdf"),
        a_record("ze_weitergeleitet", "2026-03-15"),
        an_artefact("v1", umgebung="produktion"),
        an_artefact("v1"),
    ],
)
def test_what_it_does_not_rest_on_raises_no_doubt(changed: Record):
    assert changes(after(a_state(an_artefact("v1")), changed)) == []


def test_said_again_as_it_was_there_is_no_doubt_any_more():
    before = a_state(an_artefact("v1"))
    assert changes(after(before, an_artefact("v2")))
    assert changes(after(before, replace(an_artefact("v1"), revision=3))) == []


@pytest.mark.parametrize("result", ["nicht_bestanden", None])
def test_a_result_that_does_not_hold_proves_nothing_to_doubt(result: str | None):
    failed = a_state(a_record("ze_ergebnis", result), an_artefact("v1"))
    assert outcome(failed) == ""
    assert not is_new(failed)
    assert stand_of(failed).value is None


def test_another_result_or_another_day_is_a_new_certification():
    later = after(a_state(an_artefact("v1")), an_artefact("v2"))
    assert not is_new(later)
    for new in (a_record("ze_geprueft", "2026-05-01"), a_record("ze_ergebnis", "auflagen")):
        renewed = a_state(*later.facts.records, new)
        assert is_new(renewed)
        assert changes(renewed) == []


def test_confirmed_it_holds_for_the_facts_of_today_and_no_others():
    later = after(a_state(an_artefact("v1")), an_artefact("v2"))
    kept = a_stand(confirmed(later, "Nur ein Text."))
    held = read_certified(a_state(*later.facts.records, kept))
    assert not held.is_in_doubt
    assert (held.reason, held.by, held.since) == ("Nur ein Text.", "Anna", THEN)
    assert held.accepted == ("Prozess „Anmeldung“: v1 → v2",)
    assert "Bleibt gültig, weil: Nur ein Text. (Anna, 01.03.2026)" in held.remark
    again = read_certified(a_state(*later.facts.records, kept, an_artefact("v3")))
    assert [change.was for change in again.changes] == ["v2"]


def test_a_page_shows_another_mark_when_more_has_changed():
    before = a_state(an_artefact("v1"))
    marks = {read_certified(after(before, an_artefact(v))).mark for v in ("v2", "v3", "v2")}
    assert len(marks) == 2


VERSIONS = st.dictionaries(st.sampled_from(["A", "B", "C"]), st.sampled_from(["v1", "v2", ""]))


@given(VERSIONS, VERSIONS)
def test_there_is_doubt_exactly_if_the_facts_differ(then: dict[str, str], now: dict[str, str]):
    def state(versions: dict[str, str], *more: Record) -> Standing:
        rows = [an_artefact(v, f"z{name}", name=name) for name, v in versions.items()]
        return a_state(*rows, *more)

    later = state(now, a_stand(stand_of(state(then))))
    assert read_certified(later).is_in_doubt is (then != now)
