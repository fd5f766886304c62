"""The open points in the browser: filter in the address, mails, the file for Excel."""

from urllib.parse import unquote

import html5lib
import pytest
from flask import Flask

from amt24web.rules.submissions import Submission
from amt24web.usecases.answering import Target, record_answer
from tests.harness.builders import (
    a_person,
    a_question,
    a_working_catalogue,
    an_onlinedienst,
)
from tests.harness.client import Visitor
from tests.web.pages import faults

SCRIPT = "<script>alert(1)</script>"


CATALOGUE = a_working_catalogue(
    a_question("eins", text=f"Was ist {SCRIPT}?"),
    a_question("zwei", need="O", role="tt"),
    a_question("spaeter", stage="uebergabe"),
)


def _begun(app: Flask) -> tuple[Visitor, str]:
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE, name=f"Hund {SCRIPT}")
    parts = {"zustand": ["wird_geklaert"], "bis": ["01.02.2026"], "notiz": [SCRIPT]}
    record_answer(who=owner, onlinedienst_id=number, target=Target("zwei"), page_id="", sequence=0,
                  submission=Submission(parts, 1))  # fmt: skip
    return Visitor(app, owner), f"/onlinedienste/{number}/offene-punkte"


def _words(text: str) -> str:
    root = html5lib.parse(text, namespaceHTMLElements=False)
    found = next(n for n in root.iter("p") if n.get("class") == "list-count")
    return " ".join("".join(found.itertext()).split())


def test_the_list_says_how_many_and_leads_to_the_place(app: Flask) -> None:
    visitor, here = _begun(app)
    page = visitor.get(here).text
    assert _words(page) == (
        "2 offene Punkte in dieser Stufe, davon 1 überfällig. Später kommt 1 dazu."
    )
    assert 'klaerung/mehr#frage-zwei"' in page
    assert "überfällig</span>" in page
    assert faults(page) == []
    assert SCRIPT not in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?stufe=alle", "3 offene Punkte, davon 1 überfällig: 2 in dieser Stufe, 1 später."),
        ("?wer=rolle:tt", "1 von 2 offenen Punkten für Rolle tt, davon 1 überfällig."),
        ("?wer=ich", "1 von 2 offenen Punkten für mich."),
        ("?art=error", "0 von 2 offenen Punkten, nur „Fehler“."),
        ("?art=gibtesnicht&wer=%00&stufe=x", "2 offene Punkte in dieser Stufe, davon 1"),
    ],
)
def test_the_filter_stands_in_the_address(app: Flask, query: str, words: str) -> None:
    visitor, here = _begun(app)
    page = visitor.get(here + query)
    assert page.status_code == 200
    assert _words(page.text).startswith(words)
    assert faults(page.text) == []


def test_the_file_follows_the_filter(app: Flask) -> None:
    visitor, here = _begun(app)
    page = visitor.get(f"{here}?stufe=alle&wer=rolle:tt").text
    address = page.split(f'href="{here}.csv')[1].split('"')[0].replace("&amp;", "&")
    answer = visitor.get(f"{here}.csv{address}")
    assert answer.mimetype == "text/csv"
    assert (
        "attachment; filename=offene-punkte-hund-script-alert-1-script-"
        in (answer.headers["Content-Disposition"])
    )
    assert answer.headers["Cache-Control"] == "no-store"
    text = answer.data.decode()
    assert text.startswith("\ufeff")
    assert text.count("\r\n") == 2
    assert '"http://localhost/onlinedienste/' in text


def test_a_mail_is_prepared_for_whom_it_waits(app: Flask) -> None:
    visitor, here = _begun(app)
    page = visitor.get(here).text
    mails = [part.split('"')[0] for part in page.split('href="mailto:')[1:]]
    assert len(mails) == 1
    assert unquote(mails[0]).startswith("?subject=Onlinedienst „Hund")
    assert "wer=ich" in page


def test_the_overview_and_the_klaerung_lead_there(app: Flask) -> None:
    visitor, here = _begun(app)
    overview = visitor.get(here.removesuffix("/offene-punkte")).text
    assert f'href="{here}">Alle 2 offenen Punkte</a>' in overview
    section = visitor.get(here.replace("offene-punkte", "klaerung/mehr")).text
    assert f'href="{here}"' in section


def test_where_nothing_is_open_it_says_so(app: Flask) -> None:
    owner = a_person()
    number = an_onlinedienst(owner, a_working_catalogue())
    page = Visitor(app, owner).get(f"/onlinedienste/{number}/offene-punkte").text
    assert "Nichts offen" in page
    assert faults(page) == []
