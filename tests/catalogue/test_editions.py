"""Editions: same content, same identity; kept for ever, readable for ever."""

import json

import pytest

from amt24web.catalogue.editions import canonical, identity, read_edition
from amt24web.catalogue.loader import load_catalogue
from amt24web.catalogue.structure import SCHEMA, Catalogue
from amt24web.domain.errors import CatalogueBroken
from tests.harness.builders import (
    a_catalogue,
    a_question,
    a_rule,
    a_working_catalogue,
    the_real_catalogue,
)

CATALOGUES = [
    a_catalogue(a_question()),
    a_working_catalogue(a_rule("leistung_name == 'x'", "leistung_name")),
]


@pytest.mark.parametrize("catalogue", [*CATALOGUES, the_real_catalogue()])
def test_a_kept_edition_reads_back_as_the_same_catalogue(catalogue: Catalogue):
    text = canonical(catalogue)
    assert canonical(read_edition(text)) == text
    assert list(read_edition(text).questions) == list(catalogue.questions)


def test_the_same_content_has_the_same_identity():
    assert identity(canonical(load_catalogue())) == identity(canonical(load_catalogue()))


def test_any_change_gives_another_identity():
    one, other = a_catalogue(a_question(text="So?")), a_catalogue(a_question(text="So!"))
    assert identity(canonical(one)) != identity(canonical(other))


def test_an_edition_of_newer_software_is_refused_with_advice():
    newer = json.dumps({"schema": SCHEMA + 1, "katalog": {}})
    with pytest.raises(CatalogueBroken, match="Bitte amt24web erneuern"):
        read_edition(newer)


def test_a_damaged_edition_is_refused():
    with pytest.raises(CatalogueBroken, match="lässt sich nicht lesen"):
        read_edition(json.dumps({"schema": SCHEMA, "katalog": {"abschnitt": [{"id": "x"}]}}))


def test_a_text_is_read_only_once():
    text = canonical(CATALOGUES[0])
    assert read_edition(text) is read_edition(text)
