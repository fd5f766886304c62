"""Two versions of a paper: what is new, gone or said otherwise, and nothing about how it is set."""

from dataclasses import replace

from hypothesis import given, settings

from amt24web.documents.comparison import Change, ChangeKind, SectionChange, compare, count
from amt24web.documents.frozen import thaw
from amt24web.documents.outline import (
    Block,
    Column,
    Document,
    Heading,
    KeyValue,
    Table,
    cell,
    facts,
    paragraph,
    text,
)
from amt24web.domain.vocabulary import DocumentState
from tests.documents.papers import a_document
from tests.documents.random_papers import documents

COLUMNS = (Column("Nr.", 10, is_row_header=True), Column("Aufgabe", 60), Column("Wer", 30))


def a_table(*rows: tuple[str, ...]) -> Table:
    return Table("Aufgaben", COLUMNS, tuple(tuple(cell(c) for c in row) for row in rows))


def answers(**said: str) -> KeyValue:
    return KeyValue("Fragen", tuple((text(key), cell(value)) for key, value in said.items()))


def changes(before: tuple[Block, ...], after: tuple[Block, ...]) -> list[tuple[str, Change]]:
    found = compare(a_document(*before), a_document(*after))
    return [(section.title, change) for section in found for change in section.changes]


def test_an_answer_that_changed_is_named_with_both_texts():
    before = (Heading(1, "A Leistung"), answers(Ziel="schneller", Frist="keine"))
    after = (Heading(1, "A Leistung"), answers(Ziel="einfacher", Frist="keine"))
    assert changes(before, after) == [
        ("A Leistung", Change(ChangeKind.CHANGED, "Ziel", "schneller", "einfacher"))
    ]


def test_rows_are_told_apart_by_the_cell_that_names_them():
    before = (a_table(("1", "Text schreiben", "Anna"), ("2", "Prüfen", "Bert")),)
    after = (a_table(("1", "Text schreiben", "Bert"), ("3", "Testen", "")),)
    assert [(c.kind, c.label) for _, c in changes(before, after)] == [
        (ChangeKind.CHANGED, "Aufgaben – 1"),
        (ChangeKind.ADDED, "Aufgaben – 3"),
        (ChangeKind.REMOVED, "Aufgaben – 2"),
    ]
    assert changes(before, after)[0][1].after == "Nr.: 1\nAufgabe: Text schreiben\nWer: Bert"


def test_running_text_is_gone_here_and_new_there():
    found = changes((paragraph("alt"), paragraph("bleibt")), (paragraph("bleibt"), paragraph("x")))
    assert [(c.kind, c.before or c.after) for _, c in found] == [
        (ChangeKind.ADDED, "x"),
        (ChangeKind.REMOVED, "alt"),
    ]


def test_the_same_answer_in_two_sections_is_two_passages():
    def said(one: str, other: str) -> tuple[Block, ...]:
        return (Heading(1, "A"), answers(Wer=one), Heading(1, "B"), answers(Wer=other))

    (found,) = changes(said("Anna", "Anna"), said("Anna", "Bert"))
    assert found == ("B", Change(ChangeKind.CHANGED, "Wer", "Anna", "Bert"))


def test_version_state_and_day_are_no_change_but_the_name_is():
    document = a_document(paragraph("gleich"))
    head = replace(document.head, version="7", state=DocumentState.APPROVED, edited_by="Bert")
    assert compare(document, replace(document, head=head)) == ()
    renamed = replace(document.head, onlinedienst="Anders")
    (section,) = compare(document, replace(document, head=renamed))
    assert section == SectionChange(
        "Titel",
        (Change(ChangeKind.CHANGED, "Onlinedienst", document.head.onlinedienst, "Anders"),),
    )


@given(documents())
@settings(max_examples=40, deadline=None)
def test_a_paper_does_not_differ_from_itself(document: Document) -> None:
    assert compare(document, document) == ()
    assert compare(thaw(facts(document)), document) == ()


@given(documents(), documents())
@settings(max_examples=40, deadline=None)
def test_there_and_back_are_mirrored(one: Document, other: Document) -> None:
    there, back = compare(one, other), compare(other, one)
    assert count(there) == count(back)
    mirror = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}
    kinds = sorted(mirror.get(c.kind, c.kind) for s in there for c in s.changes)
    assert kinds == sorted(c.kind for s in back for c in s.changes)
