"""Secrets of the parameter sheet: never kept, never read, never printed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.catalogue.loader import load_catalogue
from amt24web.documents.handover import build_handover
from amt24web.documents.plain import ink
from amt24web.domain.records import Content
from amt24web.domain.vocabulary import Phase
from amt24web.rules.facts import cells
from amt24web.rules.handover_facts import read_handover
from amt24web.rules.open_points import open_points
from amt24web.rules.secrets import NOT_KEPT, PLACEHOLDER, VALUES, is_secret
from amt24web.rules.section_view import section_lines
from amt24web.rules.submissions import Submission, cell_problems, understand_row
from amt24web.rules.summary import stand
from tests.documents.papers import a_head
from tests.harness.builders import a_row, facts_with

CATALOGUE = load_catalogue()
COLUMNS = CATALOGUE.questions["parameter"].columns
SECRET_NAMES = ("keystore", "keystorePassword", "clientSecret", "Passwort", "KeystorePassword")
OPEN_NAMES = ("mandant", "bewirtschafter", "clientId", "destinationId", "URL", "Truststores",
              "Leistungsschlüssel", "objektnummer", "spinnennetz")  # fmt: skip


def saved(base: Content | None = None, **typed: str) -> Content:
    """The row as it is kept after somebody typed this."""
    submission = Submission({name: [text] for name, text in typed.items()}, 0)
    return understand_row(COLUMNS, submission, base or Content())


@pytest.mark.parametrize("column", VALUES)
def test_a_value_typed_at_a_secret_is_not_kept_and_the_page_says_so(column: str):
    content = saved(name="schluessel", geheim="ja", **{column: "hunter2"})
    assert "hunter2" not in repr(content)
    assert cells(content) == {"name": "schluessel", "geheim": "ja"}
    assert cell_problems(COLUMNS, content) == {column: NOT_KEPT}


def test_an_emptied_field_has_nothing_left_to_complain_of():
    content = saved(name="schluessel", geheim="ja", wert_produktion="hunter2")
    emptied = saved(content, wert_produktion="")
    assert cell_problems(COLUMNS, emptied) == {}


def test_marking_a_row_drops_what_it_held_before():
    before = saved(name="schluessel", wert_entwicklung="hunter2")
    assert cells(before)["wert_entwicklung"] == "hunter2"
    after = saved(before, geheim="ja")
    assert "hunter2" not in repr(after)
    assert cell_problems(COLUMNS, after) == {"wert_entwicklung": NOT_KEPT}


def test_the_mark_left_in_a_field_is_never_taken_for_a_value():
    hidden = saved(name="schluessel", geheim="ja", wert_produktion="hunter2")
    opened = saved(hidden, geheim="nein", wert_produktion=PLACEHOLDER)
    assert "wert_produktion" not in cells(opened)
    assert cell_problems(COLUMNS, opened) == {}


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_a_name_that_sounds_like_a_secret_is_one_unless_somebody_says_no(name: str):
    assert "hunter2" not in repr(saved(name=name, wert_produktion="hunter2"))
    assert "hunter2" in repr(saved(name=name, geheim="nein", wert_produktion="hunter2"))


@pytest.mark.parametrize("name", OPEN_NAMES)
def test_other_names_keep_their_values(name: str):
    assert not is_secret({"name": name})


@settings(deadline=None)
@given(
    name=st.sampled_from((*SECRET_NAMES, *OPEN_NAMES)),
    mark=st.sampled_from(("ja", "nein", "")),
    value=st.text("ABCDEFGHJK", min_size=12, max_size=20),
)
def test_what_is_secret_never_reaches_a_paper_however_it_was_kept(name: str, mark: str, value: str):
    row = {"name": name, "wert_produktion": value, "wert_entwicklung": value, "liegt_bei": "Bea"}
    row |= {"geheim": mark} if mark else {}
    kept = facts_with(a_row("parameter", **row), umsetzungsweg="eigenes_modell", vorhaben_art="neu")
    standing = stand(CATALOGUE, kept, Phase.GO_LIVE)
    text = ink(build_handover(a_head(), read_handover(standing)))
    assert (value not in text) is is_secret(row)
    assert ("hinterlegt durch Bea" in text) is is_secret(row)


def test_other_tables_are_left_alone():
    columns = CATALOGUE.questions["artefakte"].columns
    content = understand_row(columns, Submission({"name": ["Passwort ändern"]}, 0), Content())
    assert cells(content) == {"name": "Passwort ändern"}


def test_a_dropped_secret_is_called_one_and_not_unreadable():
    content = saved(name="schluessel", geheim="ja", wert_produktion="hunter2")
    row = a_row("parameter", content=content)
    kept = facts_with(row, umsetzungsweg="eigenes_modell", vorhaben_art="neu")
    standing = stand(CATALOGUE, kept, Phase.GO_LIVE)
    lines = section_lines(standing, "parameter_schnittstellen")
    assert [line.secrets for line in lines if line.secrets or line.problems] == [1]
    assert not any(line.problems for line in lines)
    found = open_points(CATALOGUE, kept, standing.assessment, (), Phase.GO_LIVE)
    (point,) = [point for point in found if point.question == "parameter"]
    assert "bei wem es liegt" in point.detail
    assert "nicht lesbar" not in point.detail
