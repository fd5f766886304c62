"""A newer edition in the browser: a quiet notice, what it means, the move, and mending after it."""

import pytest
from flask import Flask

from amt24web.catalogue.editions import identity_of
from amt24web.domain.vocabulary import AccessRole
from amt24web.rules.submissions import Submission
from amt24web.storage import records
from amt24web.storage.database import reading
from amt24web.usecases.answering import Target, record_answer
from tests.harness.app import statements
from tests.harness.builders import (
    a_column,
    a_member,
    a_person,
    a_question,
    a_rule,
    a_working_catalogue,
    an_onlinedienst,
    some_choices,
    some_rows,
)
from tests.harness.client import Visitor
from tests.web.pages import faults

SCRIPT = "<script>alert(1)</script>"
NOTICE = "Es gibt eine neuere Fassung des Fragenkatalogs"
CHOICES = some_choices("bahn", "bus")
OLD = a_working_catalogue(
    a_question("zahl", need="O"),
    a_question("weg", "auswahl", choices=CHOICES, need="O"),
    a_question("wege", "mehrfach", choices=CHOICES, need="O"),
    a_question("wer", need="O"),
    a_question("liste", need="O"),
    some_rows("zeilen", a_column("was"), need="O"),
    a_rule("zahl == 'x'", "zahl", "R-alt", message=f"Alt {SCRIPT}"),
)
NEW = a_working_catalogue(
    a_question("zahl", "zahl", need="O", text=f"Wie viele {SCRIPT}?"),
    a_question("weg", "auswahl", choices=CHOICES[:1], need="O"),
    a_question("wege", "mehrfach", choices=CHOICES[:1], need="O"),
    a_question("wer", "beteiligter", need="O"),
    some_rows("liste", a_column("name"), need="O"),
    some_rows("zeilen", a_column("was", "auswahl", choices=CHOICES), need="O"),
    a_question("neu"),
)
SAID = {"zahl": ["viele"], "weg": ["bus"], "wege": ["bahn", "bus"], "wer": ["Anna"],
        "liste": ["eins, zwei"]}  # fmt: skip


@pytest.fixture
def newer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application after its catalogue has changed."""
    monkeypatch.setitem(app.config, "CATALOGUE", NEW)
    return app


def _begun(app: Flask) -> tuple[Visitor, str]:
    owner = a_person()
    number = an_onlinedienst(owner, OLD)
    for key, texts in SAID.items():
        record_answer(who=owner, onlinedienst_id=number, target=Target(key), page_id="", sequence=0,
                      submission=Submission({"value": texts}, 0))  # fmt: skip
    return Visitor(app, owner), f"/onlinedienste/{number}"


def _move(visitor: Visitor, here: str) -> int:
    fields = {"fassung": identity_of(NEW)}
    status: int = visitor.post(f"{here}/klaerung/fassung", fields).status_code
    return status


def _kept(here: str) -> dict[str, tuple[object, object]]:
    with reading() as session:
        found = records.list_records(session, int(here.rsplit("/", 1)[1]))
    return {r.key: (r.content.value, dict(r.content.raw)) for r in found if not r.row_uid}


def test_the_overview_mentions_a_newer_edition_once_and_asks_the_database_no_more(
    newer: Flask,
) -> None:
    visitor, here = _begun(newer)
    page = visitor.get(here).text
    assert page.count(NOTICE) == 1
    assert f'href="{here}/klaerung/fassung"' in page
    with statements() as with_notice:
        visitor.get(here)
    _move(visitor, here)
    assert NOTICE not in visitor.get(here).text
    with statements() as without:
        visitor.get(here)
    assert len(with_notice) == len(without)


def test_the_page_tells_what_it_means_and_is_valid(newer: Flask) -> None:
    visitor, here = _begun(newer)
    page = visitor.get(f"{here}/klaerung/fassung").text
    assert faults(page) == []
    for words in ("Nicht mehr lesbar (3)", "nicht mehr im Angebot (2)", "Neue Pflichtfragen (1)",
                  "Geänderte Fragen (6)", "Plausibilitätsregeln (1)", "viele", "kurzer Text",
                  "Auf die neue Fassung umstellen"):  # fmt: skip
        assert words in page, words
    assert SCRIPT not in page


def test_whoever_may_not_move_it_reads_and_finds_no_button(newer: Flask) -> None:
    _, here = _begun(newer)
    reader = a_member(int(here.rsplit("/", 1)[1]), AccessRole.READER)
    visitor = Visitor(newer, reader)
    page = visitor.get(f"{here}/klaerung/fassung").text
    assert "Umstellen können Prozesseigner" in page
    assert 'name="fassung"' not in page
    assert _move(visitor, here) == 403


def test_moving_leads_back_and_says_how_much_needs_a_look(newer: Flask) -> None:
    visitor, here = _begun(newer)
    assert _move(visitor, here) == 303
    page = visitor.get(here).text
    assert "jetzt auf der neuen Fassung" in page
    assert "5 Angaben passen nicht mehr zur Frage" in page
    after = visitor.get(f"{here}/klaerung/fassung").text
    assert "Es gibt nichts umzustellen" in after
    assert faults(after) == []
    assert _move(visitor, here) == 303


@pytest.mark.parametrize("fields", [{}, {"fassung": "gibtesnicht"}, {"fassung": ["a", "b"]}])
def test_a_page_that_is_out_of_date_moves_nothing_and_shows_what_there_is(
    newer: Flask, fields: dict[str, object]
) -> None:
    visitor, here = _begun(newer)
    answer = visitor.post(f"{here}/klaerung/fassung", fields)
    assert answer.status_code == 422
    assert "noch einmal geändert" in answer.text
    assert identity_of(NEW) in answer.text
    assert faults(answer.text) == []
    assert NOTICE in visitor.get(here).text


def test_what_waits_as_text_is_seen_where_it_is_mended(newer: Flask) -> None:
    visitor, here = _begun(newer)
    _move(visitor, here)
    page = visitor.get(f"{here}/klaerung/mehr?pruefen=ja").text
    assert faults(page) == []
    for words in ('value="viele"', "Bus (gibt es nicht mehr)", "„Anna“ (nicht unter",
                  ">\neins, zwei</textarea>", "Bisherige Angabe"):  # fmt: skip
        assert words in page, words
    review = visitor.get(f"{here}/klaerung/pruefen").text
    for words in ("viele (nicht lesbar)", "Bus (nicht lesbar)", "eins, zwei (nicht lesbar)"):
        assert words in review, words


def test_saving_the_page_untouched_keeps_what_waits(newer: Flask) -> None:
    visitor, here = _begun(newer)
    _move(visitor, here)
    before = _kept(here)
    fields = {"f_zahl": "viele", "f_weg": "Bus", "f_wege": ["", "bahn", "Bus"], "f_wer": "„Anna“",
              "f_liste": "eins, zwei"}  # fmt: skip
    answer = visitor.post(f"{here}/klaerung/mehr", fields)
    assert answer.headers["Location"].endswith("pruefen=ja")
    assert _kept(here) == before


def test_what_waits_is_mended_by_ordinary_means(newer: Flask) -> None:
    visitor, here = _begun(newer)
    _move(visitor, here)
    mended = {"zahl": "12", "weg": "bahn", "wege": "bahn", "wer": "", "liste": ""}
    for key, text in mended.items():
        path = f"{here}/klaerung/antworten/{key}"
        answer = visitor.post(path, {f"f_{key}": text, f"f_{key}-revision": "99"}, htmx=True)
        assert answer.status_code == 200
    assert _kept(here)["zahl"] == (12, {})
    assert _kept(here)["weg"] == ("bahn", {})
    assert _kept(here)["wege"] == (["bahn"], {})
    assert _kept(here)["liste"] == _kept(here)["wer"] == (None, {})
    assert "nicht lesbar" not in visitor.get(f"{here}/offene-punkte?art=unreadable").text.split(
        "</form>")[-1]  # fmt: skip
