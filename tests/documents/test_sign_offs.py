"""Sign-offs and closings on paper."""

from amt24web.documents.clarification import build_clarification
from amt24web.documents.outline import Document, Heading, Table
from amt24web.documents.plain import ink
from amt24web.documents.sign_offs import COLUMNS, TITLE
from amt24web.domain.assessments import ClosingReading, SignOffReading
from amt24web.domain.vocabulary import SignOffOutcome, Stage
from tests.documents.papers import (
    a_closing,
    a_condition,
    a_head,
    a_section,
    a_sign_off,
    an_open_point,
)

NOT_YET = SignOffReading("isb", "Informationssicherheit", "Informationssicherheitsbeauftragte")


def built(*sign_offs: SignOffReading, closings: tuple[ClosingReading, ...] = ()) -> Document:
    return build_clarification(
        a_head(), (a_section(),), (an_open_point(),), sign_offs=sign_offs, closings=closings
    )


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_as_long_as_nobody_signed_and_nothing_is_closed_there_is_no_section() -> None:
    assert TITLE not in headings(built())
    assert TITLE not in headings(built(NOT_YET))


def test_it_stands_between_the_open_points_and_the_freigabe() -> None:
    assert headings(built(a_sign_off()))[-3:] == ["Offene Punkte", TITLE, "Freigabe"]


def test_a_sign_off_says_who_when_how_and_what_was_open_and_has_changed() -> None:
    text = ink(built(a_sign_off(
        outcome=SignOffOutcome.ON_CONDITION, words="Löschfrist nennen",
        open_then=("G 12", "L 3"), changed=("L 3",))))  # fmt: skip
    assert "Mitzeichnung Datenschutz" in text
    assert "Eva Muster, Referat 3" in text
    assert "20.11.2026, per E-Mail, festgehalten von Anna Beispiel" in text
    assert "mit Auflage zugestimmt" in text
    assert "Löschfrist nennen" in text
    assert "Bei der Entscheidung offen: G\xa012, L\xa03" in text
    assert "| L\xa03" in text


def test_who_has_not_signed_stands_beside_who_has() -> None:
    text = ink(built(a_sign_off(), NOT_YET))
    assert "Informationssicherheitsbeauftragte | noch nicht mitgezeichnet" in text


def test_a_withdrawn_sign_off_says_why() -> None:
    withdrawn = SignOffReading("isb", "Informationssicherheit", "ISB", withdrawn="Zurückgezogen.")
    assert "Zurückgezogen." in ink(built(withdrawn))


def test_a_closing_is_printed_with_its_conditions() -> None:
    closing = a_closing(a_condition(), a_condition(key="zwei", number="A 2", is_open=False))
    document = built(closings=(closing,))
    text = ink(document)
    assert "Anna Beispiel\n24.11.2026" in text
    assert "9 von 12 Fragen geklärt" in text
    assert "2 Auflagen, davon 1 offen" in text
    assert "A 1 | Was fehlt? | Max | 24.12.2026 | offen" in text
    assert "A 2 | Was fehlt? | Max | 24.12.2026 | erledigt" in text
    captions = [block.caption for block in document.blocks if isinstance(block, Table)]
    assert "Auflagen: Klärung für den Auftakt" in captions


def test_a_plain_closing_needs_no_second_table() -> None:
    document = built(closings=(a_closing(),))
    assert "keine Auflagen" in ink(document)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables if table.columns == COLUMNS] == [1]
    assert not any(table.caption.startswith("Auflagen") for table in tables)


def test_a_stage_opened_again_says_why() -> None:
    closing = ClosingReading(Stage.KICKOFF, "auftakt", "Klärung für den Auftakt",
                             reopened="Wieder geöffnet: neues Gesetz")  # fmt: skip
    assert "Wieder geöffnet: neues Gesetz" in ink(built(closings=(closing,)))
