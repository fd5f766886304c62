"""The whole history: who said what when, and what became of the papers."""

import pytest

from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, Deed, DocumentKind
from amt24web.rules.evidence import Evidence
from amt24web.usecases import issuing
from amt24web.usecases.history import PAPERS
from tests.harness.builders import a_member
from tests.usecases.history_case import Case, texts

pytestmark = pytest.mark.usefixtures("app")
BY_MAIL = {"way": "mail", "name": "Eva Leitung", "function": "Referat 21", "day": "01.03.2026"}
MAIL = Evidence("Freigabe.eml", b"From: eva")
OWN = {"way": "konto"}


def issued(case: Case, note: str = "", who: Account | None = None) -> int:
    return issuing.issue(
        who=who or case.owner, onlinedienst_id=case.id, kind=DocumentKind.CLARIFICATION, note=note
    )


def approved(case: Case, paper: int, typed: dict[str, str], mail: Evidence | None = None) -> None:
    issuing.approve(
        who=case.owner, onlinedienst_id=case.id, issued_id=paper, typed=typed, evidence=mail
    )


def withdrawn(case: Case, paper: int, reason: str) -> None:
    issuing.withdraw(who=case.owner, onlinedienst_id=case.id, issued_id=paper, reason=reason)


def test_the_whole_history_is_told_by_person_and_by_section():
    case = Case()
    colleague = a_member(case.id, AccessRole.CONTRIBUTOR)
    case.say("a")
    case.say("b", who=colleague)
    uid = case.add_row("zeile")
    everything = case.look_at_all()
    assert everything.entries[0].subject.row == "zeile"
    assert everything.total == len(everything.entries)
    assert (colleague.id, colleague.name) in everything.people
    assert [s.id for s in everything.sections] == ["leistung", "beteiligung", "mehr"]
    by_person = case.look_at_all(person=colleague.id, section_id="mehr")
    assert [texts(e) for e in by_person.entries] == [{"Antwort": "b"}]
    by_section = case.look_at_all(section_id="mehr")
    assert {e.subject.key for e in by_section.entries} == {"eins", "zeilen"}
    assert uid in {e.subject.row_uid for e in by_section.entries}
    assert case.look_at_all(person=999).entries == ()
    assert case.look_at_all(section_id="gibtesnicht").total == 0


def test_the_whole_history_has_pages_of_fifty():
    case = Case()
    people = [a_member(case.id, AccessRole.CONTRIBUTOR) for _ in range(2)]
    for n in range(55):
        case.say(str(n), who=people[n % 2])
    first, second = case.look_at_all(section_id="mehr"), case.look_at_all(section_id="mehr", page=2)
    assert (first.total, first.pages) == (55, 2)
    assert (len(first.entries), len(second.entries)) == (50, 5)
    assert case.look_at_all(section_id="mehr", page=99).page == 2
    assert case.look(unfolded=1).page == 2


def test_the_life_of_a_paper_stands_among_the_answers_where_it_happened():
    case = Case()
    colleague = a_member(case.id, AccessRole.CONTRIBUTOR)
    case.say("Erster Stand")
    paper = issued(case, "für den Auftakt")
    case.say("Zweiter Stand", who=colleague)
    approved(case, paper, BY_MAIL, MAIL)
    withdrawn(case, paper, "Falscher Anhang")
    told = [(e.deed, texts(e)) for e in case.look_at_all().entries[:5]]
    assert told == [
        (Deed.WITHDRAWN, {"Zurückgezogen, weil": "Falscher Anhang"}),
        (Deed.APPROVED, {
            "Wer": "Eva Leitung, Referat 21", "Wann": "01.03.2026", "Wie": "per E-Mail",
            "Festgehalten von": "Olga Owner", "Nachweis": "Freigabe.eml",
        }),
        (Deed.CHANGED, {"Antwort": "Zweiter Stand"}),
        (Deed.ISSUED, {"Anlass": "für den Auftakt"}),
        (Deed.ADDED, {"Antwort": "Erster Stand"}),
    ]  # fmt: skip


def test_what_a_paper_froze_stays_an_entry_of_its_own_in_both_histories():
    case = Case()
    case.say("auf dem Papier")
    case.say("auf dem Papier, fertig")
    issued(case)
    case.say("danach")
    case.say("danach, fertig")
    told = [(e.deed, texts(e).get("Antwort"), e.run.between) for e in case.look_at_all().entries]
    assert told[:3] == [
        (Deed.CHANGED, "danach, fertig", 1), (Deed.ISSUED, None, 0),
        (Deed.ADDED, "auf dem Papier, fertig", 1),
    ]  # fmt: skip
    assert [e.run.last.revision for e in case.look().entries] == [4, 2]


def test_who_approves_in_the_own_account_is_not_named_twice():
    case = Case()
    case.say("a")
    approved(case, issued(case), OWN)
    entry = case.look_at_all().entries[0]
    assert (entry.subject.kind, entry.subject.text) == ("Dokument", "Klärungsbogen, Version 1")
    assert entry.run.last.author_name == "Olga Owner"
    assert "Festgehalten von" not in texts(entry)


def test_papers_are_found_by_person_and_by_themselves_and_in_no_section():
    case = Case()
    colleague = a_member(case.id, AccessRole.CONTRIBUTOR)
    case.say("a")
    approved(case, issued(case, who=colleague), OWN)
    assert [e.deed for e in case.look_at_all(section_id=PAPERS).entries] == [
        Deed.APPROVED, Deed.ISSUED,
    ]  # fmt: skip
    assert case.look_at_all(person=colleague.id).entries[0].deed is Deed.ISSUED
    assert case.look_at_all(person=case.owner.id).entries[0].deed is Deed.APPROVED
    assert case.look_at_all(person=colleague.id, section_id=PAPERS).total == 1
    assert case.look_at_all(section_id="mehr").total == 1
    assert (colleague.id, colleague.name) in case.look_at_all().people


def test_without_papers_nothing_offers_them():
    case = Case()
    assert not case.look_at_all().has_papers
    case.say("a")
    issued(case)
    assert case.look_at_all().has_papers


def test_papers_count_on_the_pages_like_everything_else():
    case = Case()
    people = [a_member(case.id, AccessRole.CONTRIBUTOR) for _ in range(2)]
    for n in range(49):
        case.say(str(n), who=people[n % 2])
    before = case.look_at_all().total
    withdrawn(case, issued(case), "Probe")
    first, second = case.look_at_all(), case.look_at_all(page=2)
    assert first.total == second.total == before + 2
    assert [e.deed for e in first.entries[:2]] == [Deed.WITHDRAWN, Deed.ISSUED]
    assert len(first.entries) + len(second.entries) == first.total
    case.say("zuletzt")
    assert case.look_at_all().entries[0].deed is Deed.CHANGED


def test_the_papers_of_another_onlinedienst_stay_there():
    case, other = Case(), Case()
    other.say("a")
    issued(other)
    assert not case.look_at_all().has_papers
