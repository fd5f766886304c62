"""Every edition ever published stays readable: one is kept here for each number of the schema."""

from pathlib import Path

import pytest

from amt24web.catalogue.editions import identity, read_edition
from amt24web.catalogue.structure import SCHEMA
from amt24web.domain.vocabulary import Phase
from amt24web.rules.summary import stand
from amt24web.rules.test_cases import derive
from tests.harness.builders import facts_with

EDITIONS = sorted(Path(__file__).parent.glob("schema_*.json"))


@pytest.mark.parametrize("file", EDITIONS, ids=lambda file: file.stem)
def test_a_published_edition_is_still_understood(file: Path) -> None:
    text = file.read_text(encoding="utf-8").strip()
    catalogue = read_edition(text)
    assert len(identity(text)) == 64
    standing = stand(catalogue, facts_with(leistung_name="Hund anmelden"), Phase.CLARIFICATION)
    assert standing.title == "Hund anmelden"
    assert standing.progress.total > 0


def test_there_is_one_for_every_schema() -> None:
    assert [file.stem for file in EDITIONS] == [f"schema_{n}" for n in range(1, SCHEMA + 1)]


@pytest.mark.parametrize("number", [1, 2])
def test_an_edition_from_before_the_test_catalogue_has_no_cases(number: int) -> None:
    file = Path(__file__).with_name(f"schema_{number}.json")
    catalogue = read_edition(file.read_text(encoding="utf-8").strip())
    standing = stand(catalogue, facts_with(umsetzungsweg="blaupause"), Phase.TEST)
    assert catalogue.test_cases == ()
    assert derive(catalogue, standing.facts, standing.assessment) == ()


def test_the_edition_of_schema_3_still_gives_its_cases() -> None:
    file = Path(__file__).with_name("schema_3.json")
    catalogue = read_edition(file.read_text(encoding="utf-8").strip())
    standing = stand(catalogue, facts_with(umsetzungsweg="nur_link"), Phase.TEST)
    cases = derive(catalogue, standing.facts, standing.assessment)
    assert {case.origin.rule_id for case in cases} == {"tf-finden", "tf-link"}
