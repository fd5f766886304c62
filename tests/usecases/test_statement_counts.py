"""How often the database is asked: a bounded number of times, however much there is."""

from collections.abc import Callable
from typing import Any

import pytest

from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, DocumentKind
from amt24web.rules.checklists import TickTyped
from amt24web.rules.imposing import ClosingForm
from amt24web.rules.submissions import Submission
from amt24web.usecases.answer_history import restore, view_answer_history
from amt24web.usecases.answering import Target, record_answer, record_answers
from amt24web.usecases.authorities import view_authorities
from amt24web.usecases.checklists import tick_item, view_checklist
from amt24web.usecases.clarification import first_section, review, view_section
from amt24web.usecases.closing import close_stage, view_closing
from amt24web.usecases.findings import acknowledge
from amt24web.usecases.history import view_history
from amt24web.usecases.issuing import approve, issue, withdraw
from amt24web.usecases.kickoff import view_kickoff
from amt24web.usecases.onlinedienste import list_onlinedienste, view_onlinedienst
from amt24web.usecases.participants import change_access, view_members
from amt24web.usecases.remarks import add_comment, mark_question, remove_comment, view_comments
from amt24web.usecases.rows import add_row, move_row, remove_row
from amt24web.usecases.sign_offs import view_sign_offs
from amt24web.usecases.users import create_user, find_account, sign_in
from tests.harness.app import statements
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_rule,
    a_working_catalogue,
    an_onlinedienst,
    some_rows,
    the_real_catalogue,
)

pytestmark = pytest.mark.usefixtures("app")
MOST_PER_SAVE = MOST_PER_PAGE = 8
CATALOGUE = a_working_catalogue(
    a_question("eins"),
    a_question("zahl", "zahl", need="O"),
    some_rows("zeilen", need="O"),
    a_rule("zahl > 10", "zahl"),
)


def counted(deed: Callable[[], Any]) -> int:
    with statements() as sent:
        deed()
    assert sent
    return len(sent)


def save(
    who: Account,
    number: int,
    key: str,
    text: str,
    *,
    row: str = "",
    shown: int = 0,
    sequence: int = 1,
) -> Any:
    part = "name" if row else "value"
    return record_answer(
        who=who, onlinedienst_id=number, target=Target(key, row),
        submission=Submission({part: [text]}, shown), page_id=f"p{who.id}", sequence=sequence,
    )  # fmt: skip


PAGES: dict[str, Callable[[Account, int], Any]] = {
    "list": lambda who, _: list_onlinedienste(
        who=who, words="grund", phase=None, sorting="offen", page=1),
    "overview": lambda who, number: view_onlinedienst(
        who=who, onlinedienst_id=number, in_force=the_real_catalogue()),
    "checklist": lambda who, number: view_checklist(
        who=who, onlinedienst_id=number, number=3, in_force=the_real_catalogue()),
    "section": lambda who, number: view_section(
        who=who, onlinedienst_id=number, section_id="leistung"),
    "first section": lambda who, number: first_section(who=who, onlinedienst_id=number),
    "review": lambda who, number: review(who=who, onlinedienst_id=number),
    "kickoff": lambda who, number: view_kickoff(who=who, onlinedienst_id=number),
    "sign-offs": lambda who, number: view_sign_offs(who=who, onlinedienst_id=number),
    "closing": lambda who, number: view_closing(
        who=who, onlinedienst_id=number, slug="auftakt"),
    "members": lambda who, number: view_members(who=who, onlinedienst_id=number),
    "authorities": lambda who, number: view_authorities(who=who, onlinedienst_id=number),
    "history": lambda who, number: view_history(who=who, onlinedienst_id=number),
    "history of a question": lambda who, number: view_answer_history(
        who=who, onlinedienst_id=number, question_id="beteiligte"),
    "comments": lambda who, number: view_comments(
        who=who, onlinedienst_id=number, question_id="leistung_name"),
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_real_klaerung_needs_few_statements(page: str):
    owner = a_person()
    number = an_onlinedienst(owner, the_real_catalogue(), kind=the_real_catalogue().kinds[0].id)
    for _ in range(5):
        add_row(who=owner, onlinedienst_id=number, question_id="beteiligte", section_id="")
        a_member(number, AccessRole.READER)
    assert counted(lambda: PAGES[page](owner, number)) <= MOST_PER_PAGE


def test_a_save_needs_few_statements():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    first = counted(lambda: save(owner, number, "eins", "x"))
    further = counted(lambda: save(owner, number, "eins", "y", sequence=2))
    finding = counted(lambda: save(owner, number, "zahl", "11", sequence=3))
    assert max(first, further, finding) <= MOST_PER_SAVE


def test_a_save_that_changes_nothing_only_reads():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    save(owner, number, "eins", "x")
    assert counted(lambda: save(owner, number, "eins", "x")) <= 3


def test_a_conflict_is_found_with_few_statements():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    colleague = a_member(number, AccessRole.CONTRIBUTOR)
    save(owner, number, "eins", "x")
    assert counted(lambda: save(colleague, number, "eins", "y")) <= 4


def test_rows_are_changed_with_few_statements():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)

    def added() -> str:
        return add_row(
            who=owner, onlinedienst_id=number, question_id="zeilen", section_id=""
        ).row_uid

    def place(uid: str) -> dict[str, Any]:
        return {"who": owner, "onlinedienst_id": number, "question_id": "zeilen", "section_id": "",
                "row_uid": uid}  # fmt: skip

    one, other = added(), added()
    assert counted(added) <= MOST_PER_SAVE
    assert counted(lambda: save(owner, number, "zeilen", "x", row=one, shown=1)) <= MOST_PER_SAVE
    assert counted(lambda: move_row(**place(other), up=True)) <= MOST_PER_SAVE + 2
    assert counted(lambda: remove_row(**place(other))) <= MOST_PER_SAVE


def test_notes_and_access_are_written_with_few_statements():
    owner, other = a_person(), a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    a_member(number, AccessRole.READER, uid="m1")
    save(owner, number, "zahl", "11")
    note = {"who": owner, "onlinedienst_id": number, "rule_id": "R1", "reason": "So vereinbart."}
    access = {"who": owner, "onlinedienst_id": number, "uid": "m1", "email": other.email,
              "role": AccessRole.CONTRIBUTOR}  # fmt: skip
    assert counted(lambda: acknowledge(**note)) <= MOST_PER_SAVE
    assert counted(lambda: change_access(**access)) <= MOST_PER_SAVE + 2


def test_remarks_cost_a_page_and_a_save_nothing():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    place = {"who": owner, "onlinedienst_id": number, "question_id": "eins"}
    page = {"who": owner, "onlinedienst_id": number, "section_id": "mehr"}
    save(owner, number, "eins", "x")
    plain = counted(lambda: save(owner, number, "eins", "y", sequence=2))
    looked = counted(lambda: view_section(**page))
    assert counted(lambda: add_comment(**place, text="Stimmt das?")) <= MOST_PER_SAVE
    assert counted(lambda: mark_question(**place, marked=True)) <= MOST_PER_SAVE
    for n in range(10):
        add_comment(**place, text=f"Kommentar {n}")
    assert counted(lambda: save(owner, number, "eins", "z", sequence=3)) == plain
    assert counted(lambda: view_section(**page)) == looked
    uid = view_comments(**place).comments[0].uid
    assert counted(lambda: remove_comment(**place, uid=uid)) <= MOST_PER_SAVE


def test_the_history_needs_as_many_statements_however_long_it_is():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    colleague = a_member(number, AccessRole.CONTRIBUTOR)
    place = {"who": owner, "onlinedienst_id": number, "question_id": "eins"}

    def pages() -> list[int]:
        return [
            counted(lambda: view_history(who=owner, onlinedienst_id=number, section_id="mehr")),
            counted(lambda: view_answer_history(**place)),
            counted(lambda: view_answer_history(**place, unfolded=1)),
        ]

    save(owner, number, "eins", "x")
    few = pages()
    for n in range(60):
        save((owner, colleague)[n % 2], number, "eins", str(n), shown=n + 1)
    assert pages() == few
    assert counted(lambda: restore(**place, revision=1, shown_revision=61)) <= MOST_PER_SAVE


def test_papers_cost_the_history_as_much_however_many_there_are():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    colleague = a_member(number, AccessRole.CONTRIBUTOR)

    def looked() -> int:
        return counted(lambda: view_history(who=owner, onlinedienst_id=number))

    save(owner, number, "eins", "x")
    none = looked()
    for n in range(4):
        save((owner, colleague)[n % 2], number, "eins", str(n), shown=n + 1)
        paper = issue(who=owner, onlinedienst_id=number, kind=DocumentKind.CLARIFICATION)
        approve(who=owner, onlinedienst_id=number, issued_id=paper, typed={"way": "konto"})
        withdraw(who=owner, onlinedienst_id=number, issued_id=paper, reason="Probe")
    assert looked() == none <= MOST_PER_PAGE


def test_saving_a_whole_page_grows_with_what_changed_and_not_with_what_is_there():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    uids = [add_row(who=owner, onlinedienst_id=number, question_id="zeilen", section_id="").row_uid
            for _ in range(20)]  # fmt: skip

    def page(text: str, changed: int) -> Callable[[], Any]:
        cells = [text if n < changed else "" for n in range(20)]
        submissions = {Target("zeilen", uid): Submission({"name": [cell]}, 9)
                       for uid, cell in zip(uids, cells, strict=True)}  # fmt: skip
        return lambda: record_answers(who=owner, onlinedienst_id=number, submissions=submissions,
                                      page_id="p", sequence=1, section_id="mehr")  # fmt: skip

    assert counted(page("", 0)) <= 3
    assert counted(page("a", 1)) <= MOST_PER_SAVE
    assert counted(page("b", 10)) <= MOST_PER_SAVE + 2 * 9


def test_closing_a_stage_costs_the_same_however_many_questions_it_assigns():
    owner = a_person()

    def closed(questions: int) -> int:
        catalogue = a_working_catalogue(*(a_question(f"q{n}") for n in range(questions)))
        number = an_onlinedienst(owner, catalogue, name=f"mit {questions}")
        keys = ["stellen", *(f"q{n}" for n in range(questions))]
        form = ClosingForm(dict.fromkeys(keys, "rolle:tt"), until_all="1.1.2040")
        return counted(
            lambda: close_stage(who=owner, onlinedienst_id=number, slug="auftakt", form=form)
        )

    assert closed(0) <= MOST_PER_SAVE + 4
    assert closed(20) == closed(10)


def test_a_checklist_costs_the_same_however_much_is_ticked():
    owner = a_person()
    number = an_onlinedienst(owner, the_real_catalogue())
    page = {"who": owner, "onlinedienst_id": number, "number": 3, "in_force": the_real_catalogue()}
    none = counted(lambda: view_checklist(**page))
    by_hand = [line for line in view_checklist(**page).lines if line.is_by_hand]
    assert len(by_hand) > 5
    for line in by_hand:
        typed = TickTyped("done", "So.", 0)
        ticked = counted(lambda: tick_item(**page, item_id=line.item.id, typed=typed))  # noqa: B023
        assert ticked <= MOST_PER_SAVE + 1
    assert counted(lambda: view_checklist(**page)) == none <= MOST_PER_PAGE


def test_every_request_finds_its_account_with_one_statement():
    create_user(email="anna@example.org", name="Anna", password="ein langes Passwort")
    token = sign_in(email="anna@example.org", password="ein langes Passwort", address="::1").token
    assert counted(lambda: find_account(token=token)) == 1
