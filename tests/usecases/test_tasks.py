"""„Meine Aufgaben“: one line for each cause, over all Onlinedienste, at a constant price."""

from datetime import date
from typing import Any

import pytest

from amt24web.domain.papers.words import CaseResult
from amt24web.domain.people import Account
from amt24web.domain.tasks import Task, TaskKind
from amt24web.domain.testing import RoundKind
from amt24web.domain.vocabulary import AccessRole, DocumentKind
from amt24web.rules.signing import Signing
from amt24web.rules.submissions import Submission
from amt24web.rules.test_edits import CaseTyped, DefectTyped, ResultTyped
from amt24web.usecases import upkeep
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.case_editing import add_own_case, edit_case, look_through
from amt24web.usecases.defects import report_defect
from amt24web.usecases.issuing import approve, issue
from amt24web.usecases.onlinedienste import view_onlinedienst
from amt24web.usecases.participants import change_access
from amt24web.usecases.sign_offs import sign, view_sign_offs
from amt24web.usecases.tasks import TasksPage, view_tasks
from amt24web.usecases.test_plan import CaseFilter, take_over, view_plan
from amt24web.usecases.test_running import begin_round, end_round, record_result, view_round
from tests.harness.app import statements
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_sign_off,
    a_working_catalogue,
    an_onlinedienst,
)
from tests.harness.cases import a_case_rule

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(
    a_question("eins"),
    a_question("zwei"),
    a_question("spaeter", stage="uebergabe"),
    a_sign_off("eins", "zwei"),
)


def seen(who: Account, **said: Any) -> TasksPage:
    usual = {"only_overdue": False, "per_onlinedienst": False, "page": 1}
    return view_tasks(who=who, **{**usual, **said})


def lines(who: Account, **said: Any) -> list[Task]:
    return [task for group in seen(who, **said).groups for task in group.tasks]


def kinds(who: Account) -> list[TaskKind]:
    return [task.kind for task in lines(who)]


def hand(owner: Account, number: int, question: str, uid: str, until: str = "") -> None:
    parts = {"zustand": ["wird_geklaert"], "verantwortlich": [uid], "bis": [until]}
    record_answer(who=owner, onlinedienst_id=number, target=Target(question), page_id="",
                  sequence=0, submission=Submission(parts, 0))  # fmt: skip


def begun(name: str = "Grundschule anmelden") -> tuple[Account, int, Account]:
    """An owner, their Onlinedienst, and somebody of the test team who may write there."""
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE, name=name)
    member = a_member(number, AccessRole.CONTRIBUTOR, uid="m1")
    upkeep.rebuild_summaries()
    return owner, number, member


def test_what_was_handed_to_somebody_is_one_line_with_day_and_place():
    owner, number, member = begun()
    hand(owner, number, "eins", "m1", "1.2.2026")
    (task,) = [task for task in lines(member) if task.kind is TaskKind.POINT]
    assert (task.onlinedienst_id, task.onlinedienst, task.title) == (
        number, "Grundschule anmelden", "Wie ist eins?"
    )  # fmt: skip
    assert (task.section, task.key, task.due_on) == ("mehr", "eins", date(2026, 2, 1))
    assert "eins" not in [task.key for task in lines(owner)]


def test_a_question_of_a_later_stage_waits_as_well():
    owner, number, member = begun()
    hand(owner, number, "spaeter", "m1", "1.2.2030")
    (task,) = [task for task in lines(member) if task.kind is TaskKind.LATER_QUESTION]
    assert (task.key, task.section, task.due_on) == ("spaeter", "mehr", date(2030, 2, 1))
    settle(member, number, "spaeter")
    assert TaskKind.LATER_QUESTION not in kinds(member)


def settle(who: Account, number: int, question: str) -> None:
    parts = {"value": ["x"], "zustand": [""]}
    record_answer(who=who, onlinedienst_id=number, target=Target(question), page_id="",
                  sequence=0, submission=Submission(parts, 1))  # fmt: skip


def test_unanswered_questions_of_a_role_are_one_line_together():
    owner, number, _ = begun()
    (task,) = [task for task in lines(owner) if task.kind is TaskKind.QUESTIONS]
    assert (task.onlinedienst_id, task.due_on) == (number, None)
    assert task.title.endswith("Fragen dieser Stufe beantworten")


def test_a_single_unanswered_question_is_named():
    owner = a_person()
    number = an_onlinedienst(owner, a_working_catalogue(a_question("eins")))
    (task,) = lines(owner)
    assert (task.kind, task.title, task.key) == (TaskKind.POINT, "Wie ist eins?", "eins")
    assert task.onlinedienst_id == number


def test_a_sign_off_waits_for_its_role_until_it_is_signed_and_again_when_something_changed():
    owner, number, member = begun()
    sign_offs = [task for task in lines(member) if task.kind is TaskKind.SIGN_OFF]
    assert [(task.title, task.key) for task in sign_offs] == [("Mitzeichnung „Datenschutz“", "dsb")]
    assert TaskKind.SIGN_OFF not in kinds(owner)
    shown = view_sign_offs(who=member, onlinedienst_id=number).sign_offs[0].shown
    signing = Signing(outcome="zugestimmt", way="konto", name="", day="", shown=shown)
    sign(who=member, onlinedienst_id=number, sign_off_id="dsb", signing=signing)
    assert TaskKind.SIGN_OFF not in kinds(member)
    record_answer(who=owner, onlinedienst_id=number, target=Target("eins"), page_id="",
                  sequence=0, submission=Submission({"value": ["neu"]}, 0))  # fmt: skip
    (again,) = [task for task in lines(member) if task.kind is TaskKind.SIGN_OFF]
    assert again.note == "seit der Mitzeichnung geändert"


def test_a_paper_waits_for_the_process_owner_until_it_is_approved():
    owner, number, member = begun()
    paper = issue(who=owner, onlinedienst_id=number, kind=DocumentKind.CLARIFICATION)
    (task,) = [task for task in lines(owner) if task.kind is TaskKind.PAPER]
    assert (task.title, task.number) == ("Klärungsbogen, Version 1 freigeben", paper)
    assert TaskKind.PAPER not in kinds(member)
    approve(who=owner, onlinedienst_id=number, issued_id=paper, typed={"way": "konto"})
    assert TaskKind.PAPER not in kinds(owner)


def a_case(owner: Account, number: int, tester: str = "m1", view: str = "nutzende") -> int:
    typed = CaseTyped("Antrag stellen", "", "Tun Sie etwas.", "Es geht.", "", "high", view,
                      tester, 0)  # fmt: skip
    return add_own_case(who=owner, onlinedienst_id=number, typed=typed)


def run(who: Account, number: int, case: int, result: str, *, in_round: int = 1) -> None:
    typed = ResultTyped(result, "Es ging nicht.", "", "", "")
    record_result(who=who, onlinedienst_id=number, number=in_round, case_number=case, typed=typed,
                  page_id="p", sequence=in_round)  # fmt: skip


def rounds(who: Account) -> list[tuple[str, int]]:
    return [(task.title, task.number) for task in lines(who) if task.kind is TaskKind.TESTING]


def test_cases_wait_while_a_round_goes_on_and_nobody_carried_them_out():
    owner, number, member = begun()
    first, _ = a_case(owner, number), a_case(owner, number)
    a_case(owner, number, tester="")
    assert rounds(member) == []
    begin_round(who=owner, onlinedienst_id=number, kind=RoundKind.FULL)
    assert rounds(member) == [("2 Testfälle im Durchlauf 1", 1)]
    assert rounds(owner) == []
    run(member, number, first, "failed")
    assert rounds(member) == [("1 Testfall im Durchlauf 1", 1)]
    end_round(who=owner, onlinedienst_id=number, number=1)
    assert rounds(member) == []


def test_the_line_leads_to_the_cases_under_the_name_of_the_tester():
    owner, number, member = begun()
    a_case(owner, number)
    begin_round(who=owner, onlinedienst_id=number, kind=RoundKind.FULL)
    (task,) = [task for task in lines(member) if task.kind is TaskKind.TESTING]
    page = view_round(who=member, onlinedienst_id=number, number=task.number, tester=task.key)
    assert len(page.cases) == 1


def test_a_retest_is_about_what_did_not_pass():
    owner, number, member = begun()
    good, bad = a_case(owner, number), a_case(owner, number)
    begin_round(who=owner, onlinedienst_id=number, kind=RoundKind.FULL)
    run(member, number, good, "passed")
    run(member, number, bad, "failed")
    end_round(who=owner, onlinedienst_id=number, number=1)
    begin_round(who=owner, onlinedienst_id=number, kind=RoundKind.RETEST)
    assert rounds(member) == [("1 Testfall im Durchlauf 2", 2)]
    begin = view_round(who=member, onlinedienst_id=number, number=2)
    assert len(begin.cases) == 1


def a_defect(who: Account, number: int, responsible: str, until: str = "") -> None:
    typed = DefectTyped(title="Knopf fehlt", weight="hinders", state="open", workaround="",
                        responsible=responsible, until=until, fixed_in="", revision=0)  # fmt: skip
    report_defect(who=who, onlinedienst_id=number, typed=typed)


def defects(who: Account) -> list[tuple[str, str, date | None]]:
    return [(t.key, t.note, t.due_on) for t in lines(who) if t.kind is TaskKind.DEFECT]


def test_a_defect_waits_for_whoever_mends_it_and_for_owners_if_nobody_does():
    owner, number, member = begun()
    a_defect(owner, number, member.name.upper(), "1.3.2026")
    a_defect(owner, number, "")
    a_defect(owner, number, "Firma Form AG")
    assert defects(member) == [("F-001", "F-001, betriebsbehindernd", date(2026, 3, 1))]
    assert defects(owner) == [("F-002", "F-002, betriebsbehindernd, noch niemand zuständig", None)]


def test_overdue_comes_first_then_by_day_then_without_a_day():
    owner, number, member = begun()
    hand(owner, number, "zwei", "m1", "1.2.2099")
    hand(owner, number, "eins", "m1", "1.2.2026")
    page = seen(member)
    assert [group.title for group in page.groups] == ["Überfällig", "Bis 01.02.2099", "Ohne Frist"]
    assert (page.overdue, page.total) == (1, 3)
    assert [task.key for task in lines(member, only_overdue=True)] == ["eins"]


def test_they_can_be_grouped_by_onlinedienst_the_most_urgent_first():
    owner, first, member = begun("Anmelden")
    second = an_onlinedienst(owner, CATALOGUE, name="Beantragen")
    a_member(second, AccessRole.CONTRIBUTOR, member, uid="m1")
    hand(owner, second, "eins", "m1", "1.2.2026")
    groups = seen(member, per_onlinedienst=True).groups
    assert [(g.title, g.onlinedienst_id) for g in groups] == [
        ("Beantragen", second), ("Anmelden", first)
    ]  # fmt: skip


def test_nothing_of_onlinedienste_in_which_somebody_has_no_part():
    owner, number, _ = begun()
    hand(owner, number, "eins", "m1")
    for who in (a_person(), a_person(is_coordination=True), a_person(is_admin=True)):
        page = seen(who)
        assert (page.groups, page.total, page.takes_part) == ((), 0, False)


def test_what_waits_for_another_participant_with_the_same_uid_is_not_mine():
    owner, number, _ = begun()
    hand(owner, number, "eins", "m1")
    elsewhere = an_onlinedienst(owner, a_working_catalogue(), name="Woanders")
    assert seen(a_member(elsewhere, AccessRole.READER, uid="m1")).total == 0


def test_who_lost_their_access_has_no_tasks_there_any_more():
    owner, number, member = begun()
    hand(owner, number, "eins", "m1")
    change_access(who=owner, onlinedienst_id=number, uid="m1", email="", role=None)
    assert seen(member).total == 0


def test_who_speaks_for_one_body_is_led_to_their_own_questions_only():
    owner, number, _ = begun()
    body = a_member(number, AccessRole.COMPETENT_BODY, uid="amt")
    hand(owner, number, "eins", "amt", "1.2.2099")
    (task,) = [task for task in lines(body) if task.kind is TaskKind.POINT]
    assert (task.key, task.section) == ("eins", "")
    assert TaskKind.TESTING not in kinds(body)


def test_a_long_list_is_cut_into_pages_and_counts_all_of_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("amt24web.usecases.tasks.PAGE_SIZE", 2)
    owner, number, member = begun()
    for question in ("eins", "zwei", "spaeter"):
        hand(owner, number, question, "m1", "1.2.2026")
    pages = [seen(member, page=page) for page in (1, 2, 3)]
    assert [sum(len(g.tasks) for g in page.groups) for page in pages] == [2, 2, 0]
    assert {(page.total, page.pages, page.overdue) for page in pages} == {(4, 2, 3)}


def test_nobody_reads_more_than_the_most_urgent(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("amt24web.storage.tasks.MOST_OF_A_KIND", 1)
    owner, number, member = begun()
    assert not seen(member).is_cut
    hand(owner, number, "eins", "m1", "1.2.2099")
    hand(owner, number, "zwei", "m1", "1.2.2026")
    assert seen(member).is_cut
    assert [t.key for t in lines(member) if t.kind is TaskKind.POINT] == ["zwei"]


def test_it_asks_the_database_as_often_for_thirty_onlinedienste_as_for_three():
    member = a_person()

    def counted(onlinedienste: int) -> int:
        owner = a_person()
        for n in range(onlinedienste):
            number = an_onlinedienst(owner, CATALOGUE, name=f"Dienst {owner.id} {n}")
            a_member(number, AccessRole.PROCESS_OWNER, member, uid="m1")
            hand(owner, number, "eins", "m1", "1.2.2026")
            a_case(owner, number)
            begin_round(who=owner, onlinedienst_id=number, kind=RoundKind.FULL)
            a_defect(owner, number, "")
        with statements() as sent:
            page = seen(member)
        assert page.total >= 3 * onlinedienste
        return len(sent)

    assert counted(3) == counted(27) <= 6


def in_test() -> tuple[Account, int]:
    """An owner, and an Onlinedienst whose only derived case was tested and passed."""
    rule = a_case_rule(when="eins in ['ja', 'doch']")
    catalogue = a_working_catalogue(a_question("eins")).model_copy(update={"test_cases": (rule,)})
    owner = a_person()
    number = an_onlinedienst(owner, catalogue)
    answer(owner, number, "ja")
    assert take_over(who=owner, onlinedienst_id=number) == 1
    begin_round(who=owner, onlinedienst_id=number, kind=RoundKind.FULL)
    run(owner, number, 1, "passed")
    end_round(who=owner, onlinedienst_id=number, number=1)
    return owner, number


def answer(owner: Account, number: int, text: str, shown: int = 0) -> None:
    record_answer(who=owner, onlinedienst_id=number, target=Target("eins"), page_id="",
                  sequence=0, submission=Submission({"value": [text]}, shown))  # fmt: skip


def rework(who: Account) -> list[str]:
    return [task.title for task in lines(who) if task.kind is TaskKind.REWORK]


def trial(owner: Account, number: int) -> str:
    overview = view_onlinedienst(who=owner, onlinedienst_id=number)
    assert overview is not None
    return overview.trial.words


def test_cases_whose_answers_changed_wait_for_the_owner_until_somebody_looked_through_them():
    owner, number = in_test()
    assert (rework(owner), trial(owner, number)) == ([], "1 von 1 Testfall bestanden")
    answer(owner, number, "doch", shown=1)
    assert rework(owner) == ["1 Testfall überarbeiten"]
    assert rework(a_member(number, AccessRole.CONTRIBUTOR)) == []
    assert trial(owner, number) == "0 von 1 Testfall bestanden, 1 zu überarbeiten"
    assert upkeep.check_integrity() == []
    look_through(who=owner, onlinedienst_id=number, number=1, is_renewed=True)
    assert (rework(owner), trial(owner, number)) == ([], "1 von 1 Testfall bestanden")
    assert upkeep.check_integrity() == []


def test_the_overview_says_what_the_test_page_says():
    owner, number = in_test()
    answer(owner, number, "doch", shown=1)
    a_defect(owner, number, "")
    page = view_plan(who=owner, onlinedienst_id=number, chosen=CaseFilter())
    line = view_onlinedienst(who=owner, onlinedienst_id=number).trial  # type: ignore[union-attr]
    assert (line.cases, line.passed, line.to_rework, line.open_defects) == (
        page.all_cases, page.counts[CaseResult.PASSED], page.to_rework, page.open_defects
    )  # fmt: skip


def test_a_retest_is_also_about_cases_to_rework():
    owner, number = in_test()
    people = view_plan(who=owner, onlinedienst_id=number, chosen=CaseFilter()).cases
    assert [case.tester for case in people] == [""]
    member = a_member(number, AccessRole.CONTRIBUTOR, uid="m1")
    typed = CaseTyped("Fall", "", "Tun Sie etwas.", "Es geschieht etwas.", "", "medium",
                      "nutzende", "m1", people[0].case.revision)  # fmt: skip
    edit_case(who=owner, onlinedienst_id=number, number=1, typed=typed)
    answer(owner, number, "doch", shown=1)
    begin_round(who=owner, onlinedienst_id=number, kind=RoundKind.RETEST)
    assert rounds(member) == [("1 Testfall im Durchlauf 2", 2)]


def test_saving_where_something_was_tested_costs_one_statement_more():
    owner, number = in_test()
    with statements() as sent:
        answer(owner, number, "doch", shown=1)
    assert len(sent) <= 9


def test_the_overview_counts_versions_that_wait_for_approval():
    owner, number, _ = begun()

    def waiting() -> int:
        view = view_onlinedienst(who=owner, onlinedienst_id=number)
        assert view is not None
        return view.papers_for_approval

    assert waiting() == 0
    issue(who=owner, onlinedienst_id=number, kind=DocumentKind.CLARIFICATION)
    assert waiting() == 1
