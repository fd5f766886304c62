"""Freigabeerklärung and Abnahmeprotokoll: four declarations that cannot be mistaken."""

import pytest

from amt24web.documents.approval import MEANINGS
from amt24web.documents.outline import Checklist, Table
from amt24web.documents.plain import ink
from amt24web.domain.papers.parts import Declaration
from amt24web.domain.papers.words import DeclarationKind, Outcome
from amt24web.domain.wording import label
from tests.documents.files import pages_of_pdf
from tests.documents.outlines import headings, page_one, tables
from tests.documents.papers import a_condition, file_of
from tests.documents.papers_of_release import an_approval, an_approval_by_mail
from tests.documents.pilot import APPROVED

UNDECLARED = Declaration("Prozesseigner", name="Erika Beispiel")


@pytest.mark.parametrize("kind", DeclarationKind)
def test_every_declaration_says_what_it_is_and_what_it_does_not_replace(
    kind: DeclarationKind,
) -> None:
    said = page_one(an_approval(kind=kind))
    assert f"Erklärung: {label(kind)}" in said
    assert "Die Erklärung ersetzt nicht" in said


def test_no_two_declarations_share_their_meaning_or_their_slug() -> None:
    assert set(MEANINGS) == set(DeclarationKind)
    assert len({meaning.says for meaning in MEANINGS.values()}) == len(DeclarationKind)
    assert len({meaning.slug for meaning in MEANINGS.values()}) == len(DeclarationKind)


def test_an_acceptance_is_never_called_an_approval() -> None:
    said = page_one(an_approval(kind=DeclarationKind.LIVE_ACCEPTANCE))
    assert "Abnahme: erteilt" in said
    assert "Freigabe: erteilt" not in said


@pytest.mark.parametrize("outcome", Outcome)
def test_the_box_of_what_was_declared_is_crossed(outcome: Outcome) -> None:
    paper = an_approval(declaration=Declaration("Prozesseigner", outcome))
    (boxes,) = [block for block in paper.blocks if isinstance(block, Checklist)]
    assert [item.is_checked for item in boxes.items] == [o is outcome for o in Outcome]


def test_as_long_as_nobody_declared_anything_it_is_a_form_to_sign() -> None:
    paper = an_approval(declaration=UNDECLARED)
    (boxes,) = [block for block in paper.blocks if isinstance(block, Checklist)]
    assert not any(item.is_checked for item in boxes.items)
    table = tables(paper)["Wer es erklärt"]
    assert isinstance(table, Table)
    assert table.is_tall
    assert table.rows[0][2:] == ((), ())


def test_who_declared_it_in_the_own_account_needs_no_signature() -> None:
    said = page_one(an_approval())
    assert "Erika Beispiel, Referat 21 | 31.05.2027 | mit Auflagen erteilt\nim eigenen" in said


def test_who_has_no_account_is_named_with_day_and_the_mail_that_proves_it() -> None:
    said = page_one(an_approval_by_mail())
    assert "Projektleitung Amt24 (SK 44) | Paul Probe, SK 44 | 28.06.2027 | erteilt" in said
    assert "per E-Mail, liegt bei: freigabe-sk44.eml, festgehalten von Anna Beispiel" in said


def test_the_conditions_stand_on_page_one_with_who_and_until_when() -> None:
    assert "1 | Anlage für Pflegeeltern ergänzen | Max | 15.07.2027 | offen" in page_one(
        an_approval()
    )


def test_many_conditions_stand_in_full_further_back() -> None:
    many = tuple(a_condition(number=str(n), title=f"Auflage Nummer {n}") for n in range(20))
    paper = an_approval(conditions=many)
    assert "Alle 20 stehen unter „Alle Auflagen“." in page_one(paper)
    assert len(tables(paper)["Alle Auflagen"].rows) == 20
    assert "Alle20stehenunter" in pages_of_pdf(file_of(paper))[0]


def test_a_long_reason_stands_in_full_further_back() -> None:
    words = "Es fehlt die Anlage.\n\nUnd mehr."
    paper = an_approval(declaration=Declaration("Prozesseigner", Outcome.REFUSED, words=words))
    assert "Und mehr." not in page_one(paper)
    assert "# Begründung\n\nEs fehlt die Anlage.\n\nUnd mehr." in ink(paper)


def test_a_perspective_that_has_not_looked_says_so() -> None:
    assert "Entwicklung | noch nicht geprüft | noch offen" in ink(an_approval())


def test_responsibility_passes_on_a_day_or_not_at_all() -> None:
    assert "Geht über auf: Landesamt für Schule und Bildung\nAb: 01.08.2027" in ink(an_approval())
    stays = an_approval(passes_to="", passes_on=None)
    assert "Übergang der Verantwortung" not in headings(stays)


def test_further_signatures_stand_only_where_others_sign() -> None:
    assert headings(an_approval())[-1] == "Weitere Unterschriften"
    assert "Weitere Unterschriften" not in headings(an_approval(further=()))


def test_empty_lists_are_said_in_words() -> None:
    said = ink(an_approval(defects=(), conditions=(), participants=(), basis=()))
    assert "Es sind keine Abweichungen festgehalten, die bleiben." in said
    assert "Es sind keine Auflagen festgehalten." in said
    assert "Teilnehmende" not in said, "what nobody recorded takes no room"
    assert APPROVED.words in said
