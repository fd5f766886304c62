"""When the database does not answer: a German message, the text stays, and later it works again."""

from pathlib import Path

import pytest
from flask import Flask

from amt24web.storage.database import db
from tests.harness.app import make_app, new_database
from tests.harness.builders import a_person, an_onlinedienst, the_real_catalogue
from tests.harness.client import Visitor


@pytest.fixture
def place() -> Path:
    """Where the database of this test lies."""
    return Path(new_database().removeprefix("sqlite:///"))


def _begun(place: Path) -> tuple[Flask, Visitor, str]:
    app = make_app(f"sqlite:///{place}")
    with app.app_context():
        who = a_person()
        number = an_onlinedienst(who, the_real_catalogue())
        visitor = Visitor(app, who)
        visitor.get("/onlinedienste")
    return app, visitor, f"/onlinedienste/{number}/klaerung"


def test_while_it_is_gone_the_typed_text_comes_back_and_afterwards_it_is_saved(
    place: Path,
) -> None:
    app, visitor, base = _begun(place)
    token = visitor.form_token
    fields = {"f_leistung_kurz": "mühsam getippt", "f_leistung_kurz-revision": "9"}
    hidden = place.rename(place.with_suffix(".weg"))
    place.mkdir()
    _forget_connections(app)
    page = visitor.get(f"{base}/leistung")
    part = visitor.post(f"{base}/antworten/leistung_kurz", fields, htmx=True, token=token)
    whole = visitor.post(f"{base}/leistung", fields, token=token)
    assert [answer.status_code for answer in (page, part, whole)] == [503] * 3
    assert "antwortet gerade nicht" in page.text
    assert "mühsam getippt" in whole.text
    assert visitor.get("/healthz").status_code == 200
    assert visitor.get("/readyz").status_code == 503
    place.rmdir()
    hidden.rename(place)
    _forget_connections(app)
    assert visitor.post(f"{base}/leistung", fields, token=token).status_code == 303
    assert "mühsam getippt" in visitor.get(f"{base}/leistung").text


def _forget_connections(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()
