"""XÖV standards to search and choose."""

import pytest

from amt24web.rules.suggestions import described, find_standard, search_standards, suggestion_detail
from tests.harness.builders import the_real_catalogue

CATALOGUE = the_real_catalogue()
COLUMN = next(
    c for c in CATALOGUE.questions["xoev_standards"].columns if c.suggestions_from == "xoev"
)


@pytest.mark.parametrize("standard", CATALOGUE.standards, ids=lambda standard: standard.id)
def test_each_standard_is_found_by_its_name_and_described(standard):
    assert standard in search_standards(CATALOGUE, standard.text)
    assert find_standard(CATALOGUE, f" {standard.text.upper()} ") is standard
    assert standard.purpose.rstrip(".") in described(standard)
    assert standard.source


def test_standards_are_found_by_purpose_however_it_is_spelled():
    found = {standard.text for standard in search_standards(CATALOGUE, "AUSLANDERWESEN")}
    assert "XAusländer" in found


def test_every_word_must_occur():
    assert search_standards(CATALOGUE, "XMeld gibtesnicht") == ()
    assert search_standards(CATALOGUE, "") == CATALOGUE.standards


def test_ones_own_entry_is_welcome_and_has_no_detail():
    assert suggestion_detail(CATALOGUE, COLUMN, "Hausformat der Stadt") == ""
    assert suggestion_detail(CATALOGUE, COLUMN, "XMeld")


def test_what_could_not_be_confirmed_is_not_on_the_list():
    assert not {"XFamilie", "XStatistik", "XPS"} & {s.text for s in CATALOGUE.standards}
