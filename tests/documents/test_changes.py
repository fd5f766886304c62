"""The annex of changes: everything that differs, and a word if nothing does."""

from hypothesis import given, settings

from amt24web.documents import html_blocks, plain, word_xml
from amt24web.documents.changes import KIND, MARKS, NO_CHANGE, Compared, build_changes
from amt24web.documents.comparison import Change, ChangeKind, SectionChange, compare
from amt24web.documents.outline import Document, Heading, Paragraph, Run, Table, cell
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


def test_words_that_went_are_struck_and_words_that_came_are_bold():
    change = Change(ChangeKind.CHANGED, "Ziel", "schneller werden", "einfacher werden")
    paper = annex(SectionChange("A Leistung", (change,)))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    (was,), (became,) = table.rows[0][2:]
    assert was == Paragraph((Run("schneller", struck=True), Run(" werden")))
    assert became == Paragraph((Run("einfacher", bold=True), Run(" werden")))
    assert MARKS in plain.ink(paper)
    assert "<s>schneller</s>" in html_blocks.page(paper, ("", ""))
    assert "<w:strike/>" in word_xml.text(was.text)


def test_what_is_wholly_new_is_not_marked_and_nothing_stood_there_before():
    change = Change(ChangeKind.ADDED, "Ziel", "", "einfacher werden")
    paper = annex(SectionChange("A Leistung", (change,)))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert table.rows[0][2:] == (cell("–"), cell("einfacher werden"))
    assert MARKS not in plain.ink(paper)


def test_the_annex_says_when_nothing_differs():
    assert NO_CHANGE in plain.ink(annex())


@given(documents(), documents())
@settings(max_examples=30, deadline=None)
def test_every_section_with_a_change_has_its_heading(one: Document, other: Document):
    sections = compare(one, other)
    titles = [block.text for block in annex(*sections).blocks if isinstance(block, Heading)]
    assert titles == [section.title for section in sections]
