"""Papers that take too long for a request: ordered once, drawn by the worker, never lost."""

from datetime import timedelta

import pytest

from amt24web.domain.errors import RenderingFailed
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import DocumentFormat, DocumentKind
from amt24web.storage import paper_orders
from amt24web.storage.database import utc_now, writing
from amt24web.storage.paper_orders import Ordered
from amt24web.usecases import documents, drawing, rendering
from amt24web.usecases.rendering import Produced
from tests.documents.files import words_of_word
from tests.harness.builders import a_person, a_question, a_working_catalogue, an_onlinedienst

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(a_question("eins"))

BROKEN = RenderingFailed("Das Dokument konnte nicht erstellt werden.")


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No paper is ready in no time: every one is ordered."""
    monkeypatch.setattr(rendering, "SOON_SECONDS", 0.0)


def asked(who: Account, number: int) -> Produced | None:
    return documents.produce(
        who=who, onlinedienst_id=number, kind=DocumentKind.CLARIFICATION,
        file_format=DocumentFormat.DOCX,
    )  # fmt: skip


def begun() -> tuple[Account, int]:
    who = a_person()
    return who, an_onlinedienst(who, CATALOGUE, name="Hund anmelden")


def waiting() -> list[Ordered]:
    """What a worker would find, taken back at once."""
    found = []
    with writing() as session:
        while order := paper_orders.take_order(session, utc_now(), timedelta(hours=1)):
            found.append(order)
        session.rollback()
    return found


def test_a_paper_that_takes_long_is_ordered_once_and_then_there():
    who, number = begun()
    assert asked(who, number) is None
    assert asked(who, number) is None
    assert len(waiting()) == 1
    assert drawing.draw_waiting() is False
    paper = asked(who, number)
    assert paper is not None
    assert "Hund anmelden" in words_of_word(paper.content)
    assert waiting() == []


def test_what_was_ordered_is_drawn_as_it_would_have_been_at_once():
    who, number = begun()
    assert asked(who, number) is None
    drawing.draw_waiting()
    later = asked(who, number)
    at_once = documents.produce(
        who=who, onlinedienst_id=number, kind=DocumentKind.CLARIFICATION,
        file_format=DocumentFormat.DOCX, is_patient=True,
    )  # fmt: skip
    assert later is not None
    assert at_once is not None
    assert later.sha256 == at_once.sha256


def test_a_worker_that_dies_half_way_loses_nothing():
    who, number = begun()
    assert asked(who, number) is None
    with writing() as session:  # taken, and then the worker was gone
        paper_orders.take_order(session, utc_now() - 2 * drawing.LEASE, drawing.LEASE)
    drawing.draw_waiting()
    assert asked(who, number) is not None


def test_an_order_belongs_to_one_worker_at_a_time():
    who, number = begun()
    assert asked(who, number) is None
    with writing() as session:
        paper_orders.take_order(session, utc_now(), drawing.LEASE)
    drawing.draw_waiting()
    assert asked(who, number) is None


def test_what_cannot_be_drawn_is_said_once_and_may_be_tried_anew(monkeypatch: pytest.MonkeyPatch):
    who, number = begun()
    assert asked(who, number) is None

    def broken(*_: object) -> None:
        raise BROKEN

    with monkeypatch.context() as patched:
        patched.setattr(drawing, "fulfil", broken)
        drawing.draw_waiting()
    with pytest.raises(RenderingFailed, match="konnte nicht erstellt werden"):
        asked(who, number)
    assert asked(who, number) is None
    drawing.draw_waiting()
    assert asked(who, number) is not None


def test_a_paper_that_kills_its_worker_is_not_tried_for_ever():
    who, number = begun()
    assert asked(who, number) is None
    long_ago = utc_now() - timedelta(days=1)
    for _ in range(drawing.MOST_ATTEMPTS):
        with writing() as session:
            assert paper_orders.take_order(session, utc_now(), long_ago - utc_now())
    drawing.draw_waiting()
    with pytest.raises(RenderingFailed, match="zweimal unterbrochen"):
        asked(who, number)
