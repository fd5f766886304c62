"""Lines that come in, change a body, or are refused: nothing else happens to them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.catalogue.structure import AnswerType
from amt24web.domain.records import Content, Record
from amt24web.rules.authority_import import Plan, plan_import
from amt24web.rules.facts import all_columns, window
from amt24web.rules.sheet_cells import can_be_read, cell_text
from tests.harness.builders import a_row, the_real_catalogue

CATALOGUE = the_real_catalogue()
COLUMNS = all_columns(CATALOGUE, window(CATALOGUE, AnswerType.AUTHORITIES))
TEXT = {column.id: column.text for column in COLUMNS}
READABLE = [column for column in COLUMNS if can_be_read(column)]
HEAD = ["Stelle", "Gebiet", "Telefon", "nimmt an", "Empfangskanal"]


def a_body(uid: str = "s1", **said: object) -> Record:
    return a_row("authorities", uid, **said)


def plan(*lines: list[str], there: tuple[Record, ...] = (), most: int = 1_000) -> Plan:
    return plan_import([HEAD, *lines], COLUMNS, there, {}, most)


def reasons(found: Plan) -> list[tuple[int, str, str]]:
    return [(r.line, r.column, r.reason) for r in found.refusals]


def test_a_new_body_comes_in_with_what_was_typed():
    (line,) = plan(["Schule A", "Ost", "0351 1", "x", "Behördenkonto"]).added
    assert (line.line, line.uid, line.name, line.area) == (2, "", "Schule A", "Ost")
    assert line.content.value == {
        "name": "Schule A", "gebiet": "Ost", "telefon": "0351 1", "nimmt_an": "ja",
        "empfangskanal": "behoerdenkonto",
    }  # fmt: skip
    assert [change.key for change in line.further] == ["nimmt_an", "empfangskanal", "telefon"]


def test_a_body_that_is_there_changes_only_in_the_cells_that_are_filled():
    there = a_body(name="Schule „A“", gebiet="Ost", telefon="1", welle="pilot")
    (line,) = plan(['SCHULE "A"', "ost", "2", "", ""], there=(there,)).changed
    assert line.uid == "s1"
    assert [(c.column, c.before, c.after) for c in line.changes] == [
        (TEXT["name"], "Schule „A“", 'SCHULE "A"'),
        (TEXT["gebiet"], "Ost", "ost"),
        (TEXT["telefon"], "1", "2"),
    ]
    assert line.content.value["welle"] == "pilot"
    assert line.content.value["telefon"] == "2"


def test_what_is_there_already_is_counted_and_left_alone():
    there = (a_body(name="A", gebiet="Ost", telefon="1"), a_body("s2", name="B"))
    found = plan(["A", "Ost", "1"], ["B"], ["A", "Ost"], there=there)
    assert (found.unchanged, found.taken, found.refused) == (3, 0, 0)


def test_the_same_name_for_another_area_is_another_body_and_it_says_so():
    found = plan(["A", "West"], ["A"], there=(a_body(name="A", gebiet="Ost"),))
    assert [line.hint != "" for line in found.added] == [True, True]
    assert "Ost" in found.added[0].hint


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        (["", "Ost"], "name", "fehlt"),
        (["A", "", "", "vielleicht"], "nimmt_an", "weder ja noch nein"),
        (["A", "", "", "", "Fax"], "empfangskanal", "Möglich: Behördenkonto"),
        (["x" * 501], "name", "zu lang"),
        (["#NAME?"], "name", "Fehler aus Excel"),
    ],
)
def test_a_line_that_cannot_be_taken_says_where_and_why(line: list[str], column: str, reason: str):
    found = plan(["B"], line)
    ((number, where, why),) = reasons(found)
    assert (number, where) == (3, TEXT[column])
    assert reason in why
    assert [taken.name for taken in found.added] == ["B"]


def test_everything_wrong_in_a_line_is_said_at_once():
    found = plan(["A", "", "", "?", "Fax"])
    assert (found.refused, len(found.refusals)) == (1, 2)


def test_a_line_that_comes_twice_is_taken_once():
    assert reasons(plan(["A", "Ost"], ["B"], ["a", "OST", "1"])) == [
        (4, "ganze Zeile", "Stelle und Gebiet stehen schon in Zeile 2.")
    ]


def test_a_line_that_fits_two_bodies_changes_neither():
    there = (a_body("s1", name="A"), a_body("s2", name="A"))
    assert "mehrmals" in reasons(plan(["A", "", "1"], there=there))[0][2]


def test_an_unreadable_cell_that_is_there_already_is_no_reason_to_refuse():
    there = a_body(content=Content(value={"name": "A"}, raw={"empfangskanal": "Fax"}))
    assert plan(["A", "", "", "", "Fax"], there=(there,)).unchanged == 1
    (line,) = plan(["A", "", "", "", "Transconnect"], there=(there,)).changed
    assert line.content.raw == {}


def test_when_the_table_is_full_the_rest_is_refused():
    found = plan(["A"], ["B"], ["C"], ["Z", "", "1"], there=(a_body(name="Z"),), most=3)
    assert [line.name for line in found.added] == ["A", "B"]
    assert [line.name for line in found.changed] == ["Z"]
    assert "Mehr als 3 Stellen" in reasons(found)[0][2]


def test_refused_lines_can_be_mended_and_sent_again_with_their_head():
    found = plan(["A"], ["", "Ost", "1"], ["B", "", "", "?"])
    assert [list(row) for row in found.left_over] == [
        [TEXT[key] for key in ("name", "gebiet", "telefon", "nimmt_an", "empfangskanal")],
        ["", "Ost", "1", "", ""],
        ["B", "", "", "?", ""],
    ]
    assert plan(["A"]).left_over == ()


def test_without_a_head_more_cells_than_columns_are_refused():
    found = plan_import([["A", *[""] * len(READABLE), "zu viel"]], COLUMNS, (), {}, 10)
    assert "mehr Spalten" in found.refusals[0].reason


def test_the_fingerprint_tells_what_would_be_written():
    there = a_body(name="A", telefon="1")
    first = plan(["A", "", "2"], there=(there,)).fingerprint
    assert first == plan(["A", "", "2"], there=(there,)).fingerprint
    other = plan(["A", "", "2"], there=(a_body(name="A", telefon="3"),)).fingerprint
    assert len({first, other, plan(["A", "", "2"]).fingerprint}) == 3


words = st.text(st.sampled_from('aA ßÜ"=+;„“\n😀'), max_size=6)
bodies = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "name": words.filter(str.strip),
            "gebiet": words.filter(str.strip),
            "telefon": words.filter(str.strip),
            "zeigt": st.sampled_from(["ja", "nein"]),
            "welle": st.sampled_from(["pilot", "welle_2"]),
            "ars": st.just("146250007007"),
        },
    ),
    max_size=6,
)


@settings(max_examples=200)
@given(bodies)
def test_what_was_written_out_changes_nothing_when_it_is_read_in(all_said: list[dict[str, object]]):
    there = [a_body(f"s{n}", **said) for n, said in enumerate(all_said)]
    rows = [[cell_text(body, column, {}) for column in READABLE] for body in there]
    found = plan_import([[c.text for c in READABLE], *rows], COLUMNS, there, {}, 1_000)
    assert (found.taken, found.refused) == (0, 0)


lines = st.lists(st.lists(words, max_size=6), max_size=8)


@given(lines)
def test_every_line_is_taken_once_or_refused_with_a_reason(typed: list[list[str]]):
    found = plan(*typed)
    taken = [line.line for line in (*found.added, *found.changed)]
    refused = {refusal.line for refusal in found.refusals}
    assert len(taken) == len(set(taken))
    assert not refused & set(taken)
    filled = {n for n, line in enumerate(typed, 2) if any(cell.strip() for cell in line[:5])}
    assert filled >= refused | set(taken)
    assert all(refusal.reason for refusal in found.refusals)
