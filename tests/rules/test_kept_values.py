"""Values from elsewhere: what could have been said here fits, everything else does not."""

import pytest

from amt24web.domain.records import Json
from amt24web.rules.kept_values import cells_fit, fits
from tests.harness.builders import a_column, a_question, some_choices, some_rows

COLOURS = some_choices("rot", "blau")


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("text", "Wort"),
        ("langtext", "Zwei\n\nAbsätze"),
        ("zahl", 12),
        ("zahl", 1.5),
        ("datum", "2026-12-24"),
        ("ja_nein", "ja"),
        ("auswahl", "rot"),
        ("mehrfach", ["rot", "blau"]),
        ("leika", "99006053006000"),
        ("mailadresse", "post@example.org"),
        ("beteiligter", "m1"),
        ("text", None),
    ],
)
def test_what_can_be_said_fits(type: str, value: Json):
    assert fits(value, a_question("frage", type, choices=COLOURS))


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("text", 5),
        ("text", ["Wort"]),
        ("text", " Wort "),
        ("text", "x" * 501),
        ("zahl", "12"),
        ("zahl", True),
        ("datum", "24.12.2026"),
        ("datum", 20261224),
        ("ja_nein", True),
        ("auswahl", "gelb"),
        ("auswahl", ["rot"]),
        ("mehrfach", "rot"),
        ("mehrfach", ["blau", "rot"]),
        ("mehrfach", ["gelb"]),
        ("mehrfach", [1]),
        ("leika", "kurz"),
        ("mailadresse", "niemand"),
        ("beteiligter", {"uid": "m1"}),
        ("berechnet", 3),
        ("zeilen", []),
    ],
)
def test_what_nobody_could_have_said_does_not_fit(type: str, value: Json):
    more = {"columns": (a_column(),)} if type == "zeilen" else {}
    assert not fits(value, a_question("frage", type, choices=COLOURS, **more))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"name": "Ada"}, True),
        ({}, True),
        (None, True),
        ({"name": 5}, False),
        ({"fremd": "x"}, False),
        ("Ada", False),
        ([], False),
    ],
)
def test_a_row_holds_only_cells_of_its_columns(value: Json, expected: bool):
    columns = {column.id: column for column in some_rows("zeilen").columns}
    assert cells_fit(value, columns) is expected
