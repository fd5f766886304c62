"""Every edition ever published stays readable: one is kept here for each number of the schema."""

from pathlib import Path

import pytest

from amt24web.catalogue.editions import identity, read_edition
from amt24web.catalogue.structure import SCHEMA
from amt24web.domain.vocabulary import Phase
from amt24web.rules.summary import stand
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
