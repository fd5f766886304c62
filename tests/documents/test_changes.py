"""The annex of changes: everything that differs, and a word if nothing does."""

from hypothesis import given, settings

from amt24web.documents import plain
from amt24web.documents.changes import KIND, NO_CHANGE, Compared, build_changes
from amt24web.documents.comparison import Change, ChangeKind, SectionChange, compare
from amt24web.documents.outline import Document, Heading, Table
from tests.documents.papers import a_head
from tests.documents.random_papers import documents

COMPARED = Compared("Klärungsbogen", "Version 1, freigegeben", "Stand von heute")


def annex(*sections: SectionChange) -> Document:
    return build_changes(a_head(kind=KIND, state=None), COMPARED, sections)


def test_each_change_is_one_row_with_both_texts():
    change = Change(ChangeKind.CHANGED, "A 1 Wie heißt sie?", "alt\nund lang", "neu")
    paper = annex(SectionChange("A Leistung", (change,)))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [plain.cell_text(c) for c in table.rows[0]] == [
        "A 1 Wie heißt sie?", "geändert", "alt\nund lang", "neu",
    ]  # fmt: skip
    assert "Umfang: 1 Änderung" in plain.ink(paper)


def test_the_annex_says_when_nothing_differs():
    assert NO_CHANGE in plain.ink(annex())


@given(documents(), documents())
@settings(max_examples=30, deadline=None)
def test_every_section_with_a_change_has_its_heading(one: Document, other: Document):
    sections = compare(one, other)
    titles = [block.text for block in annex(*sections).blocks if isinstance(block, Heading)]
    assert titles == [section.title for section in sections]
