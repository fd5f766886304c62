"""Whatever is sent: a clear German answer at the right place, nothing lost, nothing executed."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amt24web.storage import records
from amt24web.storage.database import reading
from tests.harness.builders import a_person, an_onlinedienst, the_real_catalogue
from tests.harness.client import Visitor

NOT_A_SURPRISE = range(200, 500)
SCRIPT = "<script>alert(1)</script>"
TEMPLATE = "{{111111*111111}}{% raise %}"


def _begun(app: Flask) -> tuple[Visitor, int]:
    who = a_person()
    return Visitor(app, who), an_onlinedienst(who, the_real_catalogue())


def _answer(visitor: Visitor, number: int, question: str, text: str, **more: str) -> str:
    """Save one question the way the page does while typing; returns what comes back."""
    fields = {f"f_{question}": text, f"f_{question}-revision": "99", **more}
    answer = visitor.post(
        f"/onlinedienste/{number}/klaerung/antworten/{question}", fields, htmx=True
    )
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize(
    ("question", "typed", "complaint"),
    [
        ("fallzahl_jahr", "ungefähr zwölf", "Zahl"),
        ("termin_start", "31.02.2027", "Datum"),
        ("termin_start", "demnächst", "Datum"),
    ],
)
def test_what_cannot_be_read_stays_and_is_named_at_the_question(
    app: Flask, question: str, typed: str, complaint: str
) -> None:
    visitor, number = _begun(app)
    assert complaint in _answer(visitor, number, question, typed)
    page = visitor.get(f"/onlinedienste/{number}/klaerung/leistung").text
    assert f'value="{typed}"' in page


@pytest.mark.parametrize("typed", ["99-015-026-001-00", "zwölf", "99 015 026 001 0000"])
def test_a_leika_key_that_cannot_be_one_stays_and_is_named(app: Flask, typed: str) -> None:
    visitor, number = _begun(app)
    here = f"/onlinedienste/{number}/klaerung/leistung"
    visitor.post(here, {"tat": "hinzufuegen:leika"})
    uid = visitor.get(here).text.split('id="zeile-leika-')[1].split('"')[0]
    path = f"/onlinedienste/{number}/klaerung/antworten/leika/{uid}"
    fields = {f"f_leika-{uid}-schluessel": typed, f"f_leika-{uid}-revision": "9"}
    assert "14" in visitor.post(path, fields, htmx=True).text
    assert f'value="{typed}"' in visitor.get(here).text


@pytest.mark.parametrize("typed", [SCRIPT, TEMPLATE, "=cmd|' /C calc'!A0", '"><img src=x>', "'--"])
def test_nothing_typed_is_ever_executed(app: Flask, typed: str) -> None:
    visitor, number = _begun(app)
    for question in ("leistung_name", "leistung_kurz"):
        assert SCRIPT not in _answer(visitor, number, question, typed)
    for path in ("", "/klaerung/leistung", "/klaerung/pruefen", "/beteiligte"):
        text = visitor.get(f"/onlinedienste/{number}{path}").text
        assert SCRIPT not in text
        assert "<img src=x>" not in text
        assert str(111111 * 111111) not in text
    assert SCRIPT not in visitor.get("/onlinedienste").text


def test_a_hundred_thousand_characters_are_kept_or_named_but_never_cut_silently(
    app: Flask,
) -> None:
    visitor, number = _begun(app)
    long = "Grundschule " * 8_334
    answer = _answer(visitor, number, "leistung_kurz", long)
    kept = _kept(number, "leistung_kurz")
    assert kept == long.strip() or "Zeichen" in answer
    page = visitor.get(f"/onlinedienste/{number}/klaerung/leistung").text
    assert page.count("Grundschule ") > 8_000


def test_more_than_a_form_may_hold_is_refused_in_german(app: Flask) -> None:
    visitor, number = _begun(app)
    path = f"/onlinedienste/{number}/klaerung/antworten/leistung_kurz"
    answer = visitor.post(path, {"f_leistung_kurz": "x" * 6_000_000}, htmx=True)
    assert answer.status_code == 413
    assert "groß" in answer.text


def test_control_characters_vanish_and_the_rest_stays(app: Flask) -> None:
    visitor, number = _begun(app)
    _answer(visitor, number, "leistung_kurz", "vor\x00\x08\x1bnach\ud7ff")
    kept = str(_kept(number, "leistung_kurz"))
    assert kept.startswith("vor")
    assert "nach" in kept
    assert not {"\x00", "\x08", "\x1b"} & set(kept)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/klaerung/antworten/gibtesnicht", 404),
        ("/klaerung/antworten/leika/gibtesnicht", 404),
        ("/klaerung/antworten/__class__", 404),
        ("/klaerung/gibtesnicht", 404),
        ("/klaerung/befunde/gibtesnicht", 404),
    ],
)
def test_what_does_not_exist_is_not_found(app: Flask, path: str, status: int) -> None:
    visitor, number = _begun(app)
    answer = visitor.post(f"/onlinedienste/{number}{path}", {"f_gibtesnicht": "x"}, htmx=True)
    assert answer.status_code == status
    assert "gibt es nicht" in answer.text


def test_an_unknown_button_is_refused_and_what_was_typed_is_kept(app: Flask) -> None:
    visitor, number = _begun(app)
    fields = {"f_leistung_kurz": "bleibt", "f_leistung_kurz-revision": "9", "tat": "zerstoeren:x"}
    answer = visitor.post(f"/onlinedienste/{number}/klaerung/leistung", fields)
    assert answer.status_code == 422
    assert _kept(number, "leistung_kurz") == "bleibt"


def test_a_form_without_its_token_shows_everything_typed_and_offers_to_send_it_again(
    app: Flask,
) -> None:
    visitor, number = _begun(app)
    fields = {"f_leistung_kurz": "mühsam getippt"}
    answer = visitor.post(f"/onlinedienste/{number}/klaerung/leistung", fields, token="alt")
    assert answer.status_code == 400
    assert "mühsam getippt" in answer.text
    assert "Noch einmal speichern" in answer.text
    assert _kept(number, "leistung_kurz") is None


def test_an_ended_session_shows_everything_typed_and_where_to_sign_in(app: Flask) -> None:
    visitor, number = _begun(app)
    token = visitor.form_token
    visitor.post("/abmelden")
    nobody = Visitor(app)
    fields = {"f_leistung_kurz": "mühsam getippt", "csrf_token": nobody.form_token or token}
    answer = nobody.post(
        f"/onlinedienste/{number}/klaerung/leistung", fields, token=fields["csrf_token"]
    )
    assert answer.status_code in (400, 401)
    assert "mühsam getippt" in answer.text
    assert "anmelden" in answer.text


def test_beginning_twice_with_a_double_click_begins_one(app: Flask) -> None:
    visitor = Visitor(app, a_person())
    fields = {"name": "Hund anmelden", "way": "blaupause", "kind": "neu"}
    first = visitor.post("/onlinedienste/neu", fields)
    second = visitor.post("/onlinedienste/neu", fields)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location


@pytest.mark.parametrize(
    "query",
    [
        "seite=-1",
        "seite=99999999999999999999",
        "phase=x",
        "sortierung=drop",
        "suche=%25_%27--",
        "suche=" + "a+" * 300,
    ],
)
def test_a_strange_address_of_the_list_shows_the_list(app: Flask, query: str) -> None:
    visitor, _ = _begun(app)
    assert visitor.get(f"/onlinedienste?{query}").status_code == 200


FIELD = st.sampled_from(["leistung_kurz", "fallzahl_jahr", "termin_start", "vorhaben_art",
                         "zielgruppe", "leika", "stellen_erfasst", "beteiligte"])  # fmt: skip
PART = st.sampled_from(["", "-zustand", "-bis", "-grund", "-notiz", "-verantwortlich", "-revision",
                        "-z1-was"])  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    question=FIELD,
    fields=st.dictionaries(st.tuples(FIELD, PART), st.text(max_size=40), max_size=6),
    row=st.sampled_from(["", "/z1", "/%00", "/'"]),
)
def test_no_form_whatever_it_says_is_a_surprise(
    app: Flask, question: str, fields: dict[tuple[str, str], str], row: str
) -> None:
    visitor, number = _shared(app)
    sent = {f"f_{name}{part}": text for (name, part), text in fields.items()}
    base = f"/onlinedienste/{number}/klaerung"
    token = visitor.form_token
    part = visitor.post(f"{base}/antworten/{question}{row}", sent, htmx=True, token=token)
    assert part.status_code in NOT_A_SURPRISE
    whole = visitor.post(f"{base}/leistung", sent, token=token)
    assert whole.status_code in NOT_A_SURPRISE
    assert visitor.get(f"{base}/leistung").status_code == 200


_KNOWN: dict[int, tuple[Visitor, int]] = {}


def _shared(app: Flask) -> tuple[Visitor, int]:
    """One Onlinedienst for all examples of one test."""
    key = id(app)
    if key not in _KNOWN:
        _KNOWN[key] = _begun(app)
    return _KNOWN[key]


def _kept(number: int, key: str) -> object:
    with reading() as session:
        found = [r for r in records.list_records(session, number) if r.key == key]
    return found[0].content.value if found else None
