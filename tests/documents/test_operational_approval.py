"""The betriebliche Freigabeerklärung: three sides judge, one declares."""

from dataclasses import replace

from amt24web.documents.outline import Checklist
from amt24web.documents.plain import ink
from amt24web.domain.papers.words import Outcome
from tests.documents.files import pages_of_pdf
from tests.documents.outlines import headings, page_one, tables
from tests.documents.papers import a_condition, file_of
from tests.documents.papers_of_operation import (
    NOBODY_DECLARED,
    an_operational_approval,
    operational_approval_facts,
)


def test_page_one_says_what_where_since_when_and_who_cares_for_it() -> None:
    said = page_one(an_operational_approval())
    assert "Prozess Anmeldung Grundschule, Version 1.4" in said
    assert "Umgebung: Produktion, seit 21.07.2027" in said
    assert "Anwendungsbetreuung: Anwendungsbetreuung SID, servicedesk@example.org" in said


def test_three_sides_judge_each_for_itself() -> None:
    said = page_one(an_operational_approval())
    assert "Betrieb | mit Auflagen erteilt | Bea Betrieb | 09.08.2027, per E-Mail" in said
    assert "Informationssicherheit | erteilt | Ina Sicher | 06.08.2027, im eigenen Konto" in said


def test_a_side_that_has_not_judged_says_whose_turn_it_is() -> None:
    assert "Datenschutz | noch nicht erklärt | Datenschutzbeauftragte" in page_one(
        an_operational_approval()
    )


def test_it_says_that_it_does_not_replace_the_acceptance() -> None:
    assert "Die Erklärung ersetzt nicht die produktive Abnahme" in page_one(
        an_operational_approval()
    )


def test_the_box_of_what_was_declared_is_crossed_and_the_proof_named() -> None:
    paper = an_operational_approval()
    (boxes,) = [block for block in paper.blocks if isinstance(block, Checklist)]
    assert [item.is_checked for item in boxes.items] == [False, True, False]
    assert "per E-Mail, liegt bei: betriebsfreigabe.eml, festgehalten von" in page_one(paper)


def test_the_judgements_do_not_decide_the_declaration() -> None:
    undecided = an_operational_approval(
        declaration=replace(operational_approval_facts().declaration, outcome=None)
    )
    (boxes,) = [block for block in undecided.blocks if isinstance(block, Checklist)]
    assert len(boxes.items) == len(Outcome)
    assert not any(item.is_checked for item in boxes.items)


def test_the_name_of_a_file_gets_no_hyphen() -> None:
    assert "betriebsfreigabe.eml" in pages_of_pdf(file_of(an_operational_approval()))[0]


def test_many_conditions_leave_the_signature_on_page_one() -> None:
    many = tuple(a_condition(number=str(n), title=f"Auflage {n}") for n in range(12))
    paper = an_operational_approval(conditions=many)
    assert "und 10 weitere" in page_one(paper)
    assert "BeaBetrieb,SID" in pages_of_pdf(file_of(paper))[0]
    assert len(tables(paper)["Alle Auflagen"].rows) == 12


def test_the_reasons_stand_behind_page_one() -> None:
    said = ink(an_operational_approval())
    assert "# Begründung\n\nDie Überwachung wird bis September ergänzt." in said
    assert "# Bemerkungen zur Beurteilung\n\nBetrieb: Es fehlt die Überwachung" in said


def test_scope_trial_and_passing_are_said() -> None:
    said = ink(an_operational_approval())
    assert "- Ohne die Anlage für Pflegeeltern" in said
    assert "Bis: 16.08.2027\nAnsprechperson: Max Muster, 0371 1234-1" in said
    assert "Geht über auf: Anwendungsbetreuung SID\nAb: 16.08.2027" in said


def test_without_facts_it_says_what_is_missing() -> None:
    facts = {name: getattr(NOBODY_DECLARED, name) for name in ("scope", "basis", "limitations")}
    paper = an_operational_approval(**facts, passes_to="", passes_on=None, further=())
    said = ink(paper)
    assert "Der Umfang der Freigabe ist noch offen." in said
    assert "Es sind noch keine Unterlagen genannt." in said
    assert "Es sind keine Einschränkungen bekannt." in said
    assert "Wann die Verantwortung übergeht, ist noch offen." in said
    assert "Weitere Unterschriften" not in headings(paper)
