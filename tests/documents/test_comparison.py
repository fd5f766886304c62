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
    Item,
    KeyValue,
    Listing,
    Table,
    cell,
    facts,
    paragraph,
    text,
)
from amt24web.documents.passages import LONGEST_LABEL
from amt24web.domain.differences import Fate, Piece
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
        (ChangeKind.CHANGED, "Aufgaben – Text schreiben"),
        (ChangeKind.ADDED, "Aufgaben – Testen"),
        (ChangeKind.REMOVED, "Aufgaben – Prüfen"),
    ]
    changed, added, _ = [change for _, change in changes(before, after)]
    assert (changed.before, changed.after) == ("Wer: Anna", "Wer: Bert")
    assert added.after == "Nr.: 3\nAufgabe: Testen"


def test_a_row_put_first_does_not_change_those_it_moves_down():
    before = (a_table(("1", "Text schreiben", "Anna"), ("2", "Prüfen", "Bert")),)
    after = (
        a_table(("1", "Testen", "Ole"), ("2", "Text schreiben", "Anna"), ("3", "Prüfen", "Bert")),
    )
    ((_, change),) = changes(before, after)
    assert (change.kind, change.label) == (ChangeKind.ADDED, "Aufgaben – Testen")


def test_numbered_rows_that_change_places_are_told():
    before = (a_table(("1", "Text schreiben", ""), ("2", "Prüfen", "")),)
    after = (a_table(("1", "Prüfen", ""), ("2", "Text schreiben", "")),)
    assert [(c.label, c.before, c.after) for _, c in changes(before, after)] == [
        ("Aufgaben – Prüfen", "Nr.: 2", "Nr.: 1"),
        ("Aufgaben – Text schreiben", "Nr.: 1", "Nr.: 2"),
    ]


def test_a_row_is_named_by_what_it_is_about_not_by_its_day():
    heads = (Column("Beginnen bis", 20, is_row_header=True), Column("Was", 80))

    def begun(*rows: tuple[str, str]) -> tuple[Block, ...]:
        drawn = tuple((cell(when), cell(what)) for when, what in rows)
        return (Heading(1, "Vorlauf"), Table("Vorlauf", heads, drawn, shows_caption=False))

    before = begun(("18 Wochen vorher", "Zugang beantragen"), ("8 Wochen vorher", "Test beginnen"))
    after = begun(("25.03.2027", "Zugang beantragen"), ("8 Wochen vorher", "Test beginnen"))
    assert changes(before, after) == [
        ("Vorlauf", Change(ChangeKind.CHANGED, "Zugang beantragen",
                           "Beginnen bis: 18 Wochen vorher", "Beginnen bis: 25.03.2027")),
    ]  # fmt: skip


def test_a_row_named_by_a_number_is_called_after_what_follows():
    heads = (Column("Nr.", 10, is_row_header=True), Column("Frage", 90))
    rows = ((cell("A 31"), cell("Wann geht es los?")),)
    found = changes((), (Heading(1, "Offenes"), Table("Offenes", heads, rows)))
    assert [change.label for _, change in found] == ["A 31 Wann geht es los?"]


def a_sample(caption: str, *rows: tuple[str, ...]) -> Table:
    """The first rows of a table whose caption says of how many."""
    return replace(a_table(*rows), caption=caption)


def test_a_caption_that_counts_does_not_make_its_rows_new():
    before = (a_sample("Schritte: 2 von 5", ("a", "Text schreiben", "Anna"), ("b", "Prüfen", "")),)
    after = (a_sample("Schritte: 2 von 4", ("a", "Text schreiben", "Ole"), ("b", "Prüfen", "")),)
    assert [(c.label, c.before, c.after) for _, c in changes(before, after)] == [
        ("Schritte", "Schritte: 2 von 5", "Schritte: 2 von 4"),
        ("Schritte – a", "Wer: Anna", "Wer: Ole"),
    ]


def test_rows_that_a_shorter_list_has_no_room_for_are_not_gone():
    rows = [("a", "Text schreiben", ""), ("b", "Prüfen", ""), ("c", "Testen", "")]
    longer, shorter = (a_sample("Schritte: 3 von 5", *rows), a_sample("Schritte: 1 von 5", rows[0]))
    for before, after in ((longer, shorter), (shorter, longer)):
        assert [c.label for _, c in changes((before,), (after,))] == ["Schritte"]


def test_a_table_of_one_row_without_names_is_compared_line_by_line():
    def progress(done: int, first: str) -> tuple[Block, ...]:
        columns = (Column("A bis B", 50), Column("C", 50))
        return (Table(f"Geklärt: {done} von 9", columns, ((cell(f"{first}\nB: 1/2"), cell("C")),)),)

    assert changes(progress(2, "A: 1/4"), progress(3, "A: 2/4")) == [
        ("Klärungsbogen", Change(ChangeKind.CHANGED, "Geklärt", "Geklärt: 2 von 9\nA: 1/4",
                                 "Geklärt: 3 von 9\nA: 2/4")),
    ]  # fmt: skip


def test_sections_find_each_other_whatever_their_titles_count():
    def section(number: int, title: str) -> tuple[Block, ...]:
        return (Heading(1, f"Offen: {number} von 9"), paragraph(title))

    assert changes(section(3, "gleich"), section(4, "gleich")) == []
    (found,) = changes(section(3, "Anna klärt das bald"), section(4, "Anna klärt das nie"))
    assert found[0] == "Offen: 4 von 9"


def test_sentences_that_differ_in_numbers_only_are_changed():
    ((_, change),) = changes((paragraph("Alle 48 Punkte."),), (paragraph("Alle 47 Punkte."),))
    assert (change.kind, change.label) == (ChangeKind.CHANGED, "Text")


def test_a_long_name_is_cut_behind_a_word():
    name = "Fachverfahren und Schnittstellen " * 6
    ((_, change),) = changes((), (answers(**{name: "x"}),))
    assert change.label.endswith(("Fachverfahren …", "und …", "Schnittstellen …"))
    assert len(change.label) <= LONGEST_LABEL
    ((_, endless),) = changes((), (answers(**{"W" * 300: "x"}),))
    assert len(endless.label) == LONGEST_LABEL


def test_what_stands_above_the_first_heading_is_the_head_or_all_of_the_paper():
    said = answers(Ort="hier")
    assert changes((), (said, Heading(1, "A")))[0][0] == "Kopf"
    assert changes((), (said,))[0][0] == "Klärungsbogen"


def test_entries_of_a_list_keep_their_bullets():
    listed = (Listing((Item((paragraph("eins"),)), Item((paragraph("zwei"),)))),)
    ((_, change),) = changes((), (KeyValue("x", ((text("Was"), listed),)),))
    assert change.after == "• eins\n• zwei"


def test_of_a_long_answer_only_the_lines_that_differ_are_told_and_their_words_marked():
    before = (answers(Ziel="Erster Satz.\nAlle bis 2027 online.\nLetzter Satz."),)
    after = (answers(Ziel="Erster Satz.\nAlle bis 2028 online.\nLetzter Satz."),)
    ((_, change),) = changes(before, after)
    assert change.before == "Alle bis 2027 online."
    assert [(p.text, p.fate) for p in change.was if p.fate is not Fate.KEPT] == [
        ("2027", Fate.REMOVED)
    ]
    assert [(p.text, p.fate) for p in change.became if p.fate is not Fate.KEPT] == [
        ("2028", Fate.ADDED)
    ]


def test_a_cell_that_says_it_is_empty_is_as_good_as_an_empty_one():
    before, after = a_table(("a", "Prüfen", "")), a_table(("a", "Prüfen", "–"))
    assert changes((before,), (after,)) == []


def test_a_list_behind_a_head_begins_below_it():
    def row(*points: str) -> tuple[Block, ...]:
        listed = (Listing(tuple(Item((paragraph(point),)) for point in points)),)
        heads = (Column("Wer", 30, is_row_header=True), Column("Was", 70))
        return (Table("x", heads, ((cell("Anna"), listed),)),)

    ((_, change),) = changes(row("eins", "zwei"), row("eins", "drei"))
    assert (change.before, change.after) == ("Was:\n• zwei", "Was:\n• drei")


def test_what_is_wholly_new_needs_no_mark_at_its_words():
    ((_, change),) = changes((), (paragraph("neu"),))
    assert (change.was, change.became) == ((), (Piece("neu"),))


def test_two_columns_of_one_title_are_both_compared():
    heads = (Column("Wer", 50), Column("Wer", 50))
    tables = (Table("x", heads, ((cell("a"), cell(who)),)) for who in ("b", "c"))
    assert len(changes(*((table, paragraph("y")) for table in tables))) == 1


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
