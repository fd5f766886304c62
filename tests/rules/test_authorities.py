"""The competent bodies as a table: what each does, what is missing, search, filters, pages."""

import pytest

from amt24web.catalogue.structure import AnswerType
from amt24web.domain.records import Content, Record
from amt24web.rules.authorities import PAGE_SIZE, AuthorityTable, Wanted, authority_table
from amt24web.rules.facts import all_columns, window
from tests.harness.builders import a_row, a_working_catalogue, the_real_catalogue

CATALOGUE = the_real_catalogue()
COLUMNS = all_columns(CATALOGUE, window(CATALOGUE, AnswerType.AUTHORITIES))
TEXT = {column.id: column.text for column in COLUMNS}
WHOLE = {
    "name": "Grundschule Löbau", "gebiet": "Oberlausitz", "zeigt": "nein", "nimmt_an": "ja",
    "auspraegung": "beraten_und_annehmen", "empfangskanal": "behoerdenkonto",
    "kontakt": "post@example.org", "welle": "pilot", "ars": "146250007007", "telefon": "03585 1",
}  # fmt: skip


def table(*bodies: Record, **wanted: object) -> AuthorityTable:
    return authority_table(bodies, COLUMNS, {}, Wanted(**wanted))


def a_body(uid: str = "s1", **said: object) -> Record:
    return a_row("authorities", uid, **said)


def names(found: AuthorityTable) -> list[str]:
    return [line.name for line in found.lines]


def test_a_body_is_shown_in_words():
    (line,) = table(a_body(**WHOLE)).lines
    assert (line.name, line.area, line.region_key) == (
        "Grundschule Löbau", "Oberlausitz", "14 6 25 0007 007")  # fmt: skip
    assert (line.competence, line.channel, line.wave) == (
        "Beraten und Antrag annehmen", "Behördenkonto", "Pilot oder von Anfang an")  # fmt: skip
    assert (line.contact, line.phone, line.missing) == ("post@example.org", "03585 1", ())


@pytest.mark.parametrize(
    ("shows", "receives", "duty"),
    [
        ("ja", "nein", "zeigt Amt24"),
        ("ja", "", "zeigt Amt24"),
        ("nein", "ja", "nimmt Anträge an"),
        ("", "ja", "nimmt Anträge an"),
        ("ja", "ja", "beides"),
        ("nein", "nein", "weder noch"),
        ("", "", ""),
        ("nein", "", ""),
    ],
)
def test_what_a_body_does_is_one_word(shows: str, receives: str, duty: str):
    said = {"zeigt": shows, "nimmt_an": receives}
    (line,) = table(a_body(name="A", **{k: v for k, v in said.items() if v})).lines
    assert line.duty == duty


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({}, ("name", "Rolle")),
        ({"name": "A", "zeigt": "ja"}, ()),
        ({**WHOLE, "kontakt": ""}, ("kontakt",)),
        ({"name": "A", "nimmt_an": "nein"}, ()),
    ],
)
def test_what_is_missing_depends_on_what_the_body_does(
    said: dict[str, object], missing: tuple[str, ...]
):
    (line,) = table(a_body(**said)).lines
    assert line.missing == tuple(TEXT.get(key, key) for key in missing)


def test_what_cannot_be_read_is_missing_too():
    body = a_body(content=Content(value={"name": "A", "zeigt": "ja"}, raw={"kontakt": "?"}))
    (line,) = table(body).lines
    assert (line.contact, line.missing) == ("?", (f"{TEXT['kontakt']} (nicht lesbar)",))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["Grundschule Löbau", "Stadt Zittau", "noch ohne Namen"]),
        ({"words": "lobau grund"}, ["Grundschule Löbau"]),
        ({"words": "146250007"}, ["Grundschule Löbau"]),
        ({"words": "POST@"}, ["Grundschule Löbau"]),
        ({"words": "gibt es nicht"}, []),
        ({"role": "nimmt_an"}, ["Grundschule Löbau"]),
        ({"role": "zeigt"}, ["Stadt Zittau"]),
        ({"role": "quatsch"}, ["Grundschule Löbau", "Stadt Zittau", "noch ohne Namen"]),
        ({"wave": "pilot"}, ["Grundschule Löbau"]),
        ({"incomplete": True}, ["noch ohne Namen"]),
        ({"incomplete": True, "words": "zittau"}, []),
    ],
)
def test_one_finds_what_one_wants(wanted: dict[str, object], found: list[str]):
    bodies = (a_body("s1", **WHOLE), a_body("s2", name="Stadt Zittau", zeigt="ja"), a_body("s3"))
    page = table(*bodies, **wanted)
    assert names(page) == found
    assert (page.total, page.found, page.incomplete) == (3, len(found), 1)


@pytest.mark.parametrize(
    ("wanted", "page", "first"),
    [(1, 1, "Amt 1"), (3, 3, "Amt 101"), (0, 1, "Amt 1"), (99, 3, "Amt 101")],
)
def test_a_page_holds_fifty_and_one_never_falls_off_the_end(wanted: int, page: int, first: str):
    bodies = [a_body(f"s{n}", name=f"Amt {n}") for n in range(1, 121)]
    found = table(*bodies, page=wanted)
    assert (found.page, found.pages, found.lines[0].name) == (page, 3, first)
    assert len(found.lines) <= PAGE_SIZE


def test_no_bodies_are_one_empty_page():
    assert (table().total, table().pages, table().lines) == (0, 1, ())


def test_an_edition_with_fewer_columns_shows_what_it_has():
    small = a_working_catalogue()
    columns = all_columns(small, window(small, AnswerType.AUTHORITIES))
    (line,) = authority_table([a_body(name="A")], columns, {}, Wanted()).lines
    assert (line.name, line.area, line.missing) == ("A", "", ())
