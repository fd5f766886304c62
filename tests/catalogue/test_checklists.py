"""Proof-reading the checklists, and leaving them out of editions."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from amt24web.catalogue.checklists import Checklist, ChecklistItem
from amt24web.catalogue.editions import canonical, identity, read_edition
from amt24web.catalogue.loader import load_catalogue
from amt24web.catalogue.review_checklists import review_checklists
from amt24web.catalogue.structure import Catalogue
from amt24web.domain.vocabulary import Phase
from tests.harness.builders import SOURCED, the_real_catalogue


def with_item(*, heads: int = 1, **said: Any) -> Catalogue:
    head = Checklist(id="prototyp", phase=Phase.PROTOTYPE, introduction="Einleitung", **SOURCED)
    shape = {"id": "pr-x", "phase": Phase.PROTOTYPE, "text": "Getan", "roles": ("pm",), **SOURCED}
    item = ChecklistItem(**(shape | said))
    lists = {"checklists": (head,) * heads, "checklist_items": (item,)}
    return the_real_catalogue().model_copy(update=lists)


@pytest.mark.parametrize(
    ("catalogue", "remark"),
    [
        (with_item(roles=("niemand",)), "die Rolle „niemand“ gibt es nicht."),
        (with_item(ways=("umweg",)), "den Weg „umweg“ gibt es nicht."),
        (with_item(questions=("gibtesnicht",)), "die Frage „gibtesnicht“ gibt es nicht."),
        (with_item(passed=("tf-gibtesnicht",)), "einen Testfall „tf-gibtesnicht“ gibt es nicht."),
        (with_item(proof="gibtesnicht == 'x'"), "„gibtesnicht“ gibt es nicht."),
        (with_item(when="ze_ergebnis == 'vielleicht'"), "hat keine Option „vielleicht“."),
        (with_item(proof="ze_ergebnis =="), "Prüfpunkt „pr-x“"),
        (with_item(phase=Phase.TEST), "seine Phase hat keine Checkliste."),
        (with_item(heads=2), "für eine Phase, die schon eine hat."),
    ],
)
def test_what_an_editor_should_mend_is_said(catalogue: Catalogue, remark: str):
    assert any(remark in said for said in review_checklists(catalogue))


def test_the_shipped_lists_are_in_order():
    assert review_checklists(the_real_catalogue()) == []
    assert with_item().checklist_items
    assert review_checklists(with_item()) == []


def test_another_checklist_is_no_other_edition():
    one, other = the_real_catalogue(), with_item()
    assert identity(canonical(one)) == identity(canonical(other))
    assert read_edition(canonical(one)).checklist_items == ()


OVERLAY = """
[[checkliste]]
id = "prototyp"
rueckmeldung = "liste@example.org"

[[pruefpunkt]]
id = "pr-demo"
zurueckgezogen = true
"""


def test_the_owners_change_a_list_without_a_programmer(tmp_path: Path):
    (tmp_path / "checklisten").mkdir()
    (tmp_path / "checklisten" / "unsere.toml").write_text(OVERLAY, encoding="utf-8")
    changed = load_catalogue(tmp_path)
    head = next(h for h in changed.checklists if h.phase is Phase.PROTOTYPE)
    assert head.feedback == "liste@example.org"
    assert head.as_of > date(2026, 1, 1)
    assert {i.id: i.retired for i in changed.checklist_items}["pr-demo"]
