"""Who takes part with which access, and the competent bodies."""

import pytest

from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, AuditEvent
from amt24web.rules.submissions import Submission
from amt24web.storage.audit import AuditRow
from amt24web.storage.database import reading
from amt24web.usecases import upkeep
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.authorities import view_authorities
from amt24web.usecases.onlinedienste import view_onlinedienst
from amt24web.usecases.participants import change_access, view_members
from amt24web.usecases.rows import add_row
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_sign_off,
    a_working_catalogue,
    an_onlinedienst,
)

pytestmark = pytest.mark.usefixtures("app")
OWNER, READER, BODY = AccessRole.PROCESS_OWNER, AccessRole.READER, AccessRole.COMPETENT_BODY


class Team:
    """A new Onlinedienst with its owner and one participant without access."""

    def __init__(self) -> None:
        self.owner = a_person("Anna Beispiel")
        self.id = an_onlinedienst(self.owner)
        self.bert = a_person("Bert Beispiel", email="bert@example.org")
        self.uid = self.add_row("beteiligte", rolle="tt", person="Bert")

    def add_row(self, question: str, **cells: str) -> str:
        uid = add_row(
            who=self.owner, onlinedienst_id=self.id, question_id=question, section_id=""
        ).row_uid
        record_answer(
            who=self.owner, onlinedienst_id=self.id, target=Target(question, uid),
            submission=Submission({k: [v] for k, v in cells.items()}, 1), page_id="", sequence=0,
        )  # fmt: skip
        return uid

    def change(
        self,
        role: AccessRole | None,
        *,
        uid: str = "",
        email: str = "bert@example.org",
        who: Account | None = None,
    ) -> None:
        change_access(
            who=who or self.owner,
            onlinedienst_id=self.id,
            uid=uid or self.uid,
            email=email,
            role=role,
        )

    @property
    def access(self) -> list[tuple[str, AccessRole | None]]:
        return [
            (line.name, line.access)
            for line in view_members(who=self.owner, onlinedienst_id=self.id).lines
        ]


def test_participants_are_listed_with_role_and_access():
    team = Team()
    page = view_members(who=team.owner, onlinedienst_id=team.id)
    assert [(line.name, line.role, line.access) for line in page.lines] == [
        ("Anna Beispiel, Amt für Prüfung", "Rolle pe", OWNER), ("Bert", "Rolle tt", None)
    ]  # fmt: skip
    assert (page.may_manage, page.section_id) == (True, "beteiligung")


@pytest.mark.parametrize("written", ["bert@example.org", "  Bert@Example.ORG "])
def test_access_is_given_by_address(written: str):
    team = Team()
    team.change(READER, email=written)
    assert team.access[1] == ("Bert", READER)
    assert view_onlinedienst(who=team.bert, onlinedienst_id=team.id).id == team.id


def test_access_is_changed_and_taken_away_and_the_participant_stays():
    team = Team()
    team.change(AccessRole.CONTRIBUTOR)
    assert view_onlinedienst(who=team.bert, onlinedienst_id=team.id).may_answer
    team.change(None)
    assert team.access[1] == ("Bert", None)
    with pytest.raises(NotFound):
        view_onlinedienst(who=team.bert, onlinedienst_id=team.id)


@pytest.mark.parametrize("written", ["niemand@example.org", "", "x\x00y@example.org", "x" * 999])
def test_without_an_account_there_is_no_access(written: str):
    team = Team()
    with pytest.raises(InvalidInput, match="noch kein Konto"):
        team.change(READER, email=written)
    assert team.access[1] == ("Bert", None)


def test_somebody_who_is_not_there_gets_no_access():
    team = Team()
    with pytest.raises(NotFound):
        team.change(READER, uid="gibtsnicht")


def test_the_last_prozesseigner_keeps_access():
    team = Team()
    owner_uid = view_members(who=team.owner, onlinedienst_id=team.id).lines[0].uid
    for role in (None, READER):
        with pytest.raises(InvalidInput, match="Mindestens ein Prozesseigner"):
            team.change(role, uid=owner_uid, email=team.owner.email)
    team.change(OWNER)
    team.change(READER, uid=owner_uid, email=team.owner.email)
    assert [access for _, access in team.access] == [READER, OWNER]


def test_only_a_prozesseigner_gives_access():
    team = Team()
    for role in set(AccessRole) - {OWNER, AccessRole.COORDINATION, AccessRole.ADMIN}:
        member = a_member(team.id, role)
        with pytest.raises(NotAllowed):
            team.change(READER, who=member)
    with pytest.raises(NotFound):
        team.change(READER, who=a_person())
    with pytest.raises(NotFound):
        team.change(READER, who=a_person(is_admin=True))
    with pytest.raises(NotAllowed):
        team.change(READER, who=a_person(is_coordination=True))


def test_giving_and_taking_access_is_audited_by_number():
    team = Team()
    team.change(READER)
    team.change(None)
    with reading() as session:
        rows = [
            (r.event, r.user_id, r.detail) for r in session.query(AuditRow).order_by(AuditRow.id)
        ]
    assert rows[-2:] == [
        (AuditEvent.MEMBER_ADDED, team.owner.id, f"{team.bert.id} reader"),
        (AuditEvent.MEMBER_REMOVED, team.owner.id, f"{team.uid} "),
    ]
    assert upkeep.check_integrity() == []


def test_who_reads_sees_all_competent_bodies_and_may_not_write():
    team = Team()
    team.add_row("stellen", name="Grundschule")
    team.change(READER)
    page = view_authorities(who=team.bert, onlinedienst_id=team.id)
    assert page.table is not None
    assert [line.name for line in page.table.lines] == ["Grundschule"]
    assert (page.only_own, page.may_answer, page.forms) == (False, False, None)


def test_a_competent_body_sees_only_the_rows_it_is_contact_for():
    team = Team()
    team.add_row("stellen", name="Grundschule", ansprechperson=team.uid)
    team.add_row("stellen", name="Gymnasium")
    team.change(BODY)
    page = view_authorities(who=team.bert, onlinedienst_id=team.id)
    assert page.forms is not None
    assert [row.inputs[0].text for row in page.forms.rows] == ["Grundschule"]
    assert page.only_own
    assert page.forms.rows[0].is_editable
    assert view_onlinedienst(who=team.bert, onlinedienst_id=team.id) is None
    with pytest.raises(NotAllowed):
        view_members(who=team.bert, onlinedienst_id=team.id)


def test_a_stranger_sees_no_competent_bodies():
    with pytest.raises(NotFound):
        view_authorities(who=a_person(), onlinedienst_id=Team().id)


def test_who_signs_off_something_is_told_apart_from_who_only_reads():
    owner = a_person("Anna Beispiel")
    number = an_onlinedienst(owner, a_working_catalogue(a_question("eins"), a_sign_off("eins")))
    reader = a_member(number, READER)
    lines = view_members(who=owner, onlinedienst_id=number).lines
    assert {line.name: line.signs_off for line in lines if line.access} == {
        next(line.name for line in lines if reader.name in line.name): True,
        next(line.name for line in lines if "Anna" in line.name): False,
    }
