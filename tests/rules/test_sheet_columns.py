"""Which column is which: by head, forgiving; else by place. What is passed over is said."""

import pytest

from amt24web.catalogue.structure import AnswerType
from amt24web.rules.facts import all_columns, window
from amt24web.rules.sheet_columns import Heads, recognise_columns
from tests.harness.builders import the_real_catalogue

CATALOGUE = the_real_catalogue()
COLUMNS = all_columns(CATALOGUE, window(CATALOGUE, AnswerType.AUTHORITIES))
TEXTS = [column.text for column in COLUMNS]


def recognised(*rows: list[str]) -> Heads:
    return recognise_columns(rows, COLUMNS)


def ids(heads: Heads) -> list[str]:
    return [column.id if column else "" for column in heads.places]


@pytest.mark.parametrize(
    ("head", "column_id"),
    [
        *((column.text, column.id) for column in COLUMNS if column.id != "ansprechperson"),
        *((column.id, column.id) for column in COLUMNS if column.id != "ansprechperson"),
        ("STELLE", "name"),
        ("Name", "name"),
        (" regional-schlüssel ", "ars"),
        ("ARS", "ars"),
        ("Regionalschluessel", "ars"),
        ("Nimmt an", "nimmt_an"),
        ("Ausprägung der Zustandigkeit", "auspraegung"),
        ("Auspraegung", "auspraegung"),
        ("E-Mail", "kontakt"),
        ("Kontakt im Antrag", "kontakt"),
        ("Haushaltsstelle", "haushaltsstelle"),
        ("ab wann dabei", "welle"),
    ],
)
def test_a_column_is_known_by_text_and_id_whatever_case_blanks_and_umlauts(
    head: str, column_id: str
):
    assert ids(recognised([head, "Gebiet"] if column_id != "gebiet" else [head]))[0] == column_id


def test_without_a_head_the_columns_stand_in_the_order_of_the_page():
    heads = recognised(["Grundschule Am Park", "Bautzen"])
    assert heads.head_line == 0
    assert [c.id for c in heads.known] == [c.id for c in COLUMNS if c.id != "ansprechperson"]
    assert "Keine Kopfzeile" in heads.remarks[0]


def test_data_that_contains_the_name_of_a_column_is_no_head():
    assert recognised(["Telefon", "Bautzen", "146250007007", "ja"]).head_line == 0
    assert recognised(["Amt A", "x"], ["Gebiet"]).head_line == 0


def test_a_head_may_stand_below_a_title():
    heads = recognised(["Unsere Schulen"], [], ["Stelle", "Gebiet"], ["A", "B"])
    assert (heads.head_line, ids(heads)) == (3, ["name", "gebiet"])
    assert "Zeile 3" in heads.remarks[0]


def test_unknown_and_doubled_columns_are_passed_over_and_named():
    heads = recognised(["Stelle", "Träger", "Name", "Gebiet", ""], ["a", "b", "c", "d", "e", "f"])
    assert ids(heads) == ["name", "", "", "gebiet", ""]
    said = " ".join(heads.remarks)
    for word in ("„Träger“ ist unbekannt", "„Name“ steht zweimal", "5. Spalte", "6. Spalte"):
        assert word in said


@pytest.mark.parametrize("head", ["Ansprechperson", "Ansprechperson (wird nicht eingelesen)"])
def test_a_person_is_not_read_and_it_says_so(head: str):
    heads = recognised(["Stelle", head])
    assert ids(heads) == ["name", ""]
    assert "wird nicht übernommen" in heads.remarks[0]


def test_all_texts_of_the_page_are_a_head():
    heads = recognised(TEXTS)
    assert heads.head_line == 1
    assert len(heads.known) == len(COLUMNS) - 1


def test_nothing_is_nothing():
    assert recognised().remarks == ()
    assert recognised([], ["", " "]).head_line == 0
