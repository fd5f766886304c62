"""Closing a stage and opening it again, on both databases."""

from datetime import date
from typing import Any

import pytest

from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, AnswerState, AuditEvent, Phase
from amt24web.rules.imposing import ClosingForm
from amt24web.rules.submissions import Submission
from amt24web.storage import onlinedienste, records
from amt24web.storage.audit import AuditRow
from amt24web.storage.database import reading
from amt24web.usecases import closing, upkeep
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.clarification import review
from amt24web.usecases.closing import ClosingPage
from amt24web.usecases.onlinedienste import list_onlinedienste, view_onlinedienst
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_rule,
    a_sign_off,
    a_working_catalogue,
    an_onlinedienst,
)

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(
    a_question("eins"),
    a_question("zwei", role="tt"),
    a_question("spaeter", stage="prototyp"),
    a_question("zahl", "zahl", need="O"),
    a_rule("zahl > 10", "zahl", "zu-viel", severity="FEHLER"),
    a_sign_off("eins"),
)
WHO = {"eins": "rolle:tt", "zwei": "rolle:tt", "spaeter": "rolle:tt", "zu-viel": "rolle:pm"}
UNTIL = date(2040, 1, 15)


class Case:
    """An Onlinedienst with two open questions and later ones."""

    def __init__(self, **answers: str) -> None:
        self.owner = a_person("Anna Beispiel")
        self.id = an_onlinedienst(self.owner, CATALOGUE)
        self.sequence = 0
        for question, text in answers.items():
            self.answer(question, text)

    def answer(self, question: str, text: str) -> None:
        self.sequence += 1
        record_answer(
            who=self.owner, onlinedienst_id=self.id, target=Target(question),
            submission=Submission({"value": [text]}, 99), page_id="p", sequence=self.sequence,
        )  # fmt: skip

    def close(self, slug: str = "auftakt", by: Account | None = None, **form: Any) -> str:
        usual = {"who": WHO, "until_all": "15.1.2040"}
        return closing.close_stage(
            who=by or self.owner, onlinedienst_id=self.id, slug=slug,
            form=ClosingForm(**{**usual, **form}),
        )  # fmt: skip

    def reopen(self, slug: str = "auftakt", by: Account | None = None, **said: Any) -> str:
        usual = {"reason": "neues Gesetz", "moves_back": False}
        return closing.reopen_stage(
            who=by or self.owner, onlinedienst_id=self.id, slug=slug, **{**usual, **said}
        )

    def view(self, slug: str = "auftakt", by: Account | None = None) -> ClosingPage:
        return closing.view_closing(who=by or self.owner, onlinedienst_id=self.id, slug=slug)

    @property
    def phase(self) -> Phase:
        with reading() as session:
            return onlinedienste.find_any(session, self.id).phase

    @property
    def content(self) -> dict[str, Any]:
        with reading() as session:
            kept = records.list_records(session, self.id)
        return {record.key: record.content for record in kept if not record.row_uid}

    @property
    def audited(self) -> list[tuple[str, str]]:
        with reading() as session:
            rows = session.query(AuditRow).order_by(AuditRow.id)
            events = (AuditEvent.STAGE_CLOSED, AuditEvent.STAGE_REOPENED)
            return [(row.event, row.detail) for row in rows if row.event in events]


def test_a_plain_closing_leads_to_the_auftakt_meeting():
    case = Case(eins="a", zwei="b")
    assert case.close() == "Klärung für den Auftakt"
    assert case.phase is Phase.KICKOFF
    page = case.view()
    assert page.closing.is_closed
    assert page.closing.conditions == ()
    assert (page.closing.done, page.closing.total) == (6, 8)
    assert case.audited == [(AuditEvent.STAGE_CLOSED, "auftakt clarification>kickoff")]
    assert upkeep.check_integrity() == []


def test_open_points_become_conditions_and_stay_the_same_open_points():
    case = Case(zahl="11")
    before = [p.key for p in review(who=case.owner, onlinedienst_id=case.id).open_points]
    case.close(note="So vereinbart.")
    page = review(who=case.owner, onlinedienst_id=case.id)
    assert [p.key for p in page.open_points] == before == ["eins", "zwei", "zu-viel"]
    assert {p.due for p in page.open_points} == {"15.01.2040"}
    assert [c.key for c in case.view().closing.conditions] == before
    (line,) = list_onlinedienste(
        who=case.owner, words="", phase=None, sorting="titel", page=1
    ).lines
    assert (line.open_points, line.next_due_on, line.phase) == (3, UNTIL, Phase.KICKOFF)
    assert upkeep.check_integrity() == []


def test_who_and_until_when_are_written_to_the_question_and_its_state_stays():
    case = Case(zwei="b")
    case.close()
    content = case.content["eins"]
    assert (content.responsible_uid, content.due_on) == ("rolle:tt", UNTIL)
    assert (content.state, content.value) == (AnswerState.OPEN, None)
    assert case.content["zwei"].due_on is None


def test_the_overview_says_that_a_stage_is_closed_with_conditions():
    case = Case(zwei="b")
    case.close()
    summary = view_onlinedienst(who=case.owner, onlinedienst_id=case.id).closing
    (closed,) = summary.closed
    assert (closed.title, len(closed.conditions), closed.open_conditions) == (
        "Klärung für den Auftakt", 1, 1,
    )  # fmt: skip
    case.answer("eins", "a")
    (closed,) = review(who=case.owner, onlinedienst_id=case.id).closing.closed
    assert (len(closed.conditions), closed.open_conditions) == (1, 0)
    assert summary.upcoming is not None
    assert summary.upcoming.slug == "prototyp"


@pytest.mark.parametrize(
    "form",
    [
        {"who": {}},
        {"until_all": ""},
        {"until_all": "1.1.2020"},
        {"who": {**WHO, "eins": "gibtsnicht"}},
    ],
)
def test_a_refused_closing_changes_nothing(form: dict[str, Any]):
    case = Case()
    before = case.content
    with pytest.raises(InvalidInput) as refusal:
        case.close(**form)
    assert refusal.value.problems
    assert (case.phase, case.content, case.audited) == (Phase.CLARIFICATION, before, [])


def test_what_became_open_since_the_page_was_shown_needs_somebody_too():
    case = Case(zwei="b")
    case.answer("zahl", "11")
    with pytest.raises(InvalidInput) as refusal:
        case.close(who={"eins": "rolle:tt"})
    assert list(refusal.value.problems) == ["wer-zu-viel"]


def test_a_closed_stage_cannot_be_closed_once_more():
    case = Case(eins="a", zwei="b")
    case.close()
    with pytest.raises(InvalidInput, match="inzwischen"):
        case.close()
    assert len(case.audited) == 1


def test_what_opens_up_after_closing_is_told_apart():
    case = Case(eins="a", zwei="b")
    case.close()
    case.answer("eins", "")
    page = case.view()
    assert [point.key for point in page.added] == ["eins"]
    assert page.points == ()


def test_a_stage_opened_again_stays_in_its_phase_unless_somebody_wants_back():
    case = Case(eins="a", zwei="b")
    case.close()
    assert case.view().phase_back is Phase.CLARIFICATION
    case.reopen()
    assert case.phase is Phase.KICKOFF
    assert "neues Gesetz" in case.view().closing.reopened
    case.close()
    case.reopen(moves_back=True)
    assert case.phase is Phase.CLARIFICATION
    assert [detail for _, detail in case.audited] == [
        "auftakt clarification>kickoff",
        "auftakt kickoff>kickoff",
        "auftakt kickoff>kickoff",
        "auftakt kickoff>clarification",
    ]
    assert upkeep.check_integrity() == []


def test_stages_follow_each_other_to_the_zertifizierung():
    case = Case(eins="a", zwei="b")
    for slug, phase in (
        ("auftakt", Phase.KICKOFF), ("prototyp", Phase.TEST), ("freigabe", Phase.CERTIFICATION),
        ("uebergabe", Phase.CERTIFICATION),
    ):  # fmt: skip
        assert case.view(slug).phase_next is phase
        case.close(slug)
        assert case.phase is phase
    assert [c.key for c in case.view("prototyp").closing.conditions] == ["spaeter"]
    assert upkeep.check_integrity() == []


def test_moving_on_makes_more_due_and_the_summary_says_so():
    case = Case(eins="a", zwei="b")
    case.close()
    assert view_onlinedienst(who=case.owner, onlinedienst_id=case.id).summary.open_points == 0
    case.close("prototyp")
    summary = view_onlinedienst(who=case.owner, onlinedienst_id=case.id).summary
    assert (summary.open_points, summary.next_due_on) == (1, UNTIL)


def test_opening_again_needs_a_closed_stage_and_a_reason():
    case = Case(eins="a", zwei="b")
    with pytest.raises(NotFound):
        case.reopen()
    case.close()
    with pytest.raises(InvalidInput):
        case.reopen(reason=" ")
    assert case.view().closing.is_closed


@pytest.mark.parametrize("slug", ["gibtsnicht", "", "kickoff", "../etc"])
def test_a_stage_that_does_not_exist_is_not_found(slug: str):
    case = Case()
    for ask in (case.view, case.close, case.reopen):
        with pytest.raises(NotFound):
            ask(slug)


def test_only_a_prozesseigner_closes_and_everybody_who_reads_sees_it():
    case = Case(eins="a", zwei="b")
    for role in (AccessRole.CONTRIBUTOR, AccessRole.READER):
        member = a_member(case.id, role)
        assert not case.view(by=member).may_close
        for ask in (case.close, case.reopen):
            with pytest.raises(NotAllowed):
                ask(by=member)
    assert case.view(by=a_person(is_coordination=True)).sign_offs
    with pytest.raises(NotAllowed):
        case.view(by=a_member(case.id, AccessRole.COMPETENT_BODY))
    for stranger in (a_person(), a_person(is_admin=True)):
        for ask in (case.view, case.close, case.reopen):
            with pytest.raises(NotFound):
                ask(by=stranger)
    assert case.phase is Phase.CLARIFICATION
