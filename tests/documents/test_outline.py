"""The outline: what the fingerprint covers, and how pages are turned."""

import json
from dataclasses import replace
from datetime import date

import pytest

from amt24web.documents.arrangement import entries, sheets
from amt24web.documents.outline import (
    DocumentControl,
    Heading,
    KeyValue,
    PageBreak,
    Table,
    cell,
    facts,
    fingerprint,
    identity,
    paragraph,
    resolved,
    text,
)
from amt24web.domain.vocabulary import DocumentState
from tests.documents.papers import a_document, a_table


def test_the_same_paper_has_the_same_identity() -> None:
    assert identity(a_document(paragraph("Ziel"))) == identity(a_document(paragraph("Ziel")))


def test_the_identity_is_the_beginning_of_the_fingerprint() -> None:
    document = a_document(paragraph("Ziel"))
    assert fingerprint(document).startswith(identity(document))
    assert len(identity(document)) == 12


@pytest.mark.parametrize(
    "change",
    [{"onlinedienst": "Hundesteuer"}, {"day": date(2026, 11, 24)}, {"version": "0.2"}],
)
def test_other_facts_have_another_fingerprint(change: dict[str, object]) -> None:
    assert fingerprint(a_document()) != fingerprint(a_document(**change))


def test_other_words_have_another_fingerprint() -> None:
    assert fingerprint(a_document(paragraph("ja"))) != fingerprint(a_document(paragraph("nein")))


def test_approval_does_not_change_the_fingerprint() -> None:
    draft = a_document(paragraph("Ziel"), DocumentControl())
    approved = a_document(
        paragraph("Ziel"),
        DocumentControl(),
        state=DocumentState.APPROVED,
        approval="Erika Beispiel, 01.12.2026",
    )
    assert fingerprint(draft) == fingerprint(approved)


def test_the_facts_are_json_in_one_line_with_sorted_keys() -> None:
    written = facts(a_document(paragraph("Ä „so“"))).decode()
    assert "Ä „so“" in written
    assert "\n" not in written
    assert list(json.loads(written)) == sorted(json.loads(written))


def test_the_facts_hold_no_control_characters_and_no_halves_of_characters() -> None:
    assert facts(a_document(paragraph("a\x00b\ud800c"))) == facts(a_document(paragraph("abc")))


def test_what_stands_at_its_default_is_not_written_down() -> None:
    said = json.loads(facts(a_document(a_table(0))))["blocks"][1]
    assert "is_wide" not in said


def test_headings_get_anchors_in_their_order() -> None:
    blocks = (Heading(1, "A"), paragraph("x"), Heading(2, "B"), Heading(1, "C"))
    assert [(e.anchor, e.heading.text) for e in entries(blocks, 1)] == [
        ("abschnitt-1", "A"),
        ("abschnitt-3", "C"),
    ]


def test_a_heading_turns_with_the_wide_table_below_it() -> None:
    blocks = (paragraph("x"), Heading(1, "Breit"), a_table(is_wide=True), paragraph("y"))
    turned = [(is_wide, len(stretch)) for is_wide, stretch in sheets(blocks)]
    assert turned == [(False, 1), (True, 2), (False, 1)]


def test_without_wide_tables_there_is_one_stretch_of_pages() -> None:
    assert len(sheets((Heading(1, "A"), PageBreak(), a_table()))) == 1


def test_the_control_table_says_version_state_and_approval() -> None:
    (_, control) = resolved(a_document(DocumentControl(), edited_by="")).blocks
    assert isinstance(control, KeyValue)
    said = {name[0].text: content for name, content in control.rows}
    assert list(said) == ["Version", "Stand", "Status", "Freigabe", "Fragenkatalog"]
    assert said["Freigabe"] == cell("noch nicht freigegeben")


def test_a_table_of_facts_can_end_with_the_standing_of_the_paper() -> None:
    block = KeyValue("Kopf", ((text("Ort"), cell("Dresden")),), adds_standing=True)
    (_, drawn) = resolved(a_document(block)).blocks
    assert isinstance(drawn, KeyValue)
    assert drawn.rows[-1][1] == cell("Version 0.1 · Stand 23.11.2026 · Entwurf")


def test_blocks_cannot_be_changed() -> None:
    table = a_table()
    with pytest.raises(AttributeError):
        table.caption = "x"
    assert isinstance(replace(table, caption="x"), Table)
