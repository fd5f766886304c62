"""Signing off: who may, what is kept, what shows afterwards; on both databases."""

from typing import Any

import pytest

from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, SignOffOutcome, SignOffWay
from amt24web.rules.sign_off_view import SignOffView
from amt24web.rules.signing import Signing
from amt24web.rules.submissions import Submission
from amt24web.storage import open_points
from amt24web.storage.database import reading
from amt24web.storage.records import Revision
from amt24web.usecases import sign_offs, upkeep
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.findings import acknowledge
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_sign_off,
    a_working_catalogue,
    an_onlinedienst,
)

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(
    a_question("eins"),
    a_question("zwei"),
    a_question("frei", need="O"),
    a_sign_off("eins", "zwei"),
    a_sign_off("zwei", sign_off_id="isb", role="pm", text="Informationssicherheit"),
)
OWNER, CONTRIBUTOR = AccessRole.PROCESS_OWNER, AccessRole.CONTRIBUTOR
READER, BODY = AccessRole.READER, AccessRole.COMPETENT_BODY


class Case:
    """An Onlinedienst of which the test team signs something; members have that role."""

    def __init__(self) -> None:
        self.owner = a_person("Anna Beispiel")
        self.id = an_onlinedienst(self.owner, CATALOGUE)
        self.sequence = 0

    def answer(self, question: str, text: str) -> None:
        self.sequence += 1
        record_answer(
            who=self.owner, onlinedienst_id=self.id, target=Target(question),
            submission=Submission({"value": [text]}, 0), page_id="p", sequence=self.sequence,
        )  # fmt: skip

    def view(self, who: Account | None = None) -> SignOffView:
        page = sign_offs.view_sign_offs(who=who or self.owner, onlinedienst_id=self.id)
        return page.sign_offs[0]

    def sign(self, who: Account | None = None, sign_off: str = "dsb", **typed: str) -> str:
        usual = {"outcome": "zugestimmt", "way": "mail", "name": "Eva", "day": "1.3.2026"}
        return sign_offs.sign(
            who=who or self.owner, onlinedienst_id=self.id, sign_off_id=sign_off,
            signing=Signing(**{**usual, "shown": self.view().shown, **typed}),
        )  # fmt: skip

    def withdraw(self, reason: str = "zu früh", who: Account | None = None) -> str:
        return sign_offs.withdraw(
            who=who or self.owner, onlinedienst_id=self.id, sign_off_id="dsb", reason=reason
        )

    @property
    def points(self) -> set[str]:
        with reading() as session:
            return {point["key"] for point in open_points.list_kept(session, self.id)}

    @property
    def revisions(self) -> list[Any]:
        with reading() as session:
            found = session.query(Revision).filter(Revision.key == "mitzeichnung:dsb")
            return [(r.revision, r.value and r.value["outcome"], r.reason) for r in found]


def test_what_was_told_by_mail_is_recorded_for_somebody_without_an_account():
    case = Case()
    case.answer("eins", "a")
    assert case.sign(function="Referat 3") == "Datenschutz"
    signed = case.view().reading
    assert (signed.signer, signed.way, signed.recorded_by) == (
        "Eva, Referat 3",
        SignOffWay.MAIL,
        "Anna Beispiel",
    )
    assert signed.open_then == ("C 2",)
    assert upkeep.check_integrity() == []


@pytest.mark.parametrize("role", [READER, BODY, CONTRIBUTOR])
def test_who_has_the_role_signs_in_their_own_account(role: AccessRole):
    case = Case()
    eva = a_member(case.id, role)
    shown = case.view(eva).shown
    case.sign(eva, way="konto", shown=shown, outcome="mit Auflage", words="Löschfrist nennen")
    signed = case.view().reading
    assert (signed.name, signed.outcome) == (eva.name, SignOffOutcome.ON_CONDITION)
    assert (signed.words, signed.recorded_by) == ("Löschfrist nennen", "")


@pytest.mark.parametrize("role", [READER, BODY])
def test_who_only_has_the_role_cannot_record_for_others(role: AccessRole):
    case = Case()
    with pytest.raises(InvalidInput) as refusal:
        case.sign(a_member(case.id, role), way="mail")
    assert list(refusal.value.problems) == ["way"]
    assert case.revisions == []


def test_a_changed_answer_is_named_and_the_sign_off_can_be_renewed():
    case = Case()
    case.answer("eins", "a")
    case.answer("zwei", "b")
    case.sign()
    case.answer("frei", "nicht gedeckt")
    assert case.view().changed == ()
    case.answer("zwei", "anders")
    assert case.view().reading.changed == ("C 2",)
    assert [q.key for q in case.view().changed] == ["zwei"]
    case.sign(day="2.3.2026")
    assert case.view().changed == ()
    assert [number for number, *_ in case.revisions] == [1, 2]


def test_a_changed_answer_put_back_is_no_change():
    case = Case()
    for text in ("a", "b"):
        case.answer("eins", text)
    case.sign()
    case.answer("eins", "c")
    case.answer("eins", "b")
    assert case.view().changed == ()


def test_withdrawing_keeps_everything_that_was_said():
    case = Case()
    case.sign()
    assert case.withdraw() == "Datenschutz"
    assert not case.view().reading.is_signed
    assert "zu früh" in case.view().reading.withdrawn
    case.sign(outcome="abgelehnt", words="Rechtsgrundlage fehlt")
    assert case.revisions == [
        (1, "zugestimmt", ""), (2, None, "zu früh"), (3, "abgelehnt", ""),
    ]  # fmt: skip


def test_what_somebody_signed_themselves_is_replaced_with_a_reason_only():
    case = Case()
    eva = a_member(case.id, READER)
    case.sign(eva, way="konto", shown=case.view(eva).shown)
    with pytest.raises(InvalidInput) as refusal:
        case.sign(name="Vertretung")
    assert list(refusal.value.problems) == ["proof"]
    shown = case.view().shown
    for _ in range(2):
        case.sign(name="Vertretung", proof="Vermerk vom 2. März", shown=shown)
    signed = case.view().reading
    assert signed.name == "Vertretung"
    assert signed.replaces.startswith(f"{eva.name} vom ")
    assert signed.proof == "Vermerk vom 2. März"
    assert len(case.revisions) == 2
    case.sign(name="Vertretung", day="2.3.2026")
    assert case.view().reading.replaces == ""


def test_a_condition_is_an_open_point_until_the_sign_off_is_renewed_without_it():
    case = Case()
    before = case.points
    case.sign(outcome="mit Auflage", words="Löschfrist nennen")
    assert case.points - before == {"mitzeichnung:dsb"}
    assert upkeep.check_integrity() == []
    with pytest.raises(InvalidInput, match="neuen Entscheidung"):
        acknowledge(
            who=case.owner, onlinedienst_id=case.id, rule_id="mitzeichnung:dsb", reason="egal"
        )
    case.sign(outcome="abgelehnt", words="Rechtsgrundlage fehlt")
    assert case.points - before == {"mitzeichnung:dsb"}
    case.sign()
    assert case.points == before


def test_what_somebody_signed_themselves_is_only_theirs_to_withdraw():
    case = Case()
    eva = a_member(case.id, READER)
    case.sign(eva, way="konto", shown=case.view(eva).shown)
    assert (case.view().may_withdraw, case.view(eva).may_withdraw) == (False, True)
    with pytest.raises(NotAllowed, match=f"Die Entscheidung von {eva.name} vom"):
        case.withdraw()
    assert case.view().reading.is_signed
    case.sign(eva, way="konto", outcome="abgelehnt", words="nein")
    case.withdraw(who=eva)
    assert not case.view().reading.is_signed


def test_what_was_recorded_for_somebody_is_replaced_and_withdrawn_as_it_was_recorded():
    case = Case()
    case.sign()
    case.sign(day="2.3.2026")
    colleague = a_member(case.id, CONTRIBUTOR)
    assert case.view(colleague).may_withdraw
    case.withdraw(who=colleague)


def test_what_is_sent_twice_is_kept_once():
    case = Case()
    shown = case.view().shown
    for _ in range(2):
        case.sign(shown=shown)
    for _ in range(2):
        case.withdraw()
    assert len(case.revisions) == 2


def test_who_looked_at_older_answers_is_asked_to_look_again():
    case = Case()
    shown = case.view().shown
    case.answer("eins", "neu")
    with pytest.raises(InvalidInput) as refusal:
        case.sign(shown=shown)
    assert list(refusal.value.problems) == ["shown"]
    assert case.revisions == []


def test_two_people_cannot_sign_the_same_page_without_seeing_each_other():
    case = Case()
    shown = case.view().shown
    case.sign(shown=shown)
    with pytest.raises(InvalidInput, match="prüfen"):
        case.sign(shown=shown, outcome="abgelehnt", words="nein")


def test_withdrawing_needs_a_reason_and_something_to_withdraw():
    case = Case()
    with pytest.raises(NotFound):
        case.withdraw()
    case.sign()
    with pytest.raises(InvalidInput):
        case.withdraw(" ")
    assert case.view().reading.is_signed


@pytest.mark.parametrize("sign_off", ["gibtsnicht", "isb", ""])
def test_what_is_not_asked_for_cannot_be_signed(sign_off: str):
    with pytest.raises(NotFound):
        Case().sign(sign_off=sign_off)


def test_a_sign_off_of_another_role_is_not_ones_own():
    case = Case()
    eva = a_member(case.id, READER, uid="m1")
    record_answer(
        who=case.owner, onlinedienst_id=case.id, target=Target("beteiligte", "m1"),
        submission=Submission({"rolle": ["pm"]}, 9), page_id="", sequence=0,
    )  # fmt: skip
    assert sign_offs.view_sign_offs(who=eva, onlinedienst_id=case.id).sign_offs[0].signer.ways == ()
    with pytest.raises(NotAllowed):
        case.sign(eva, way="konto")
    isb = sign_offs.view_sign_offs(who=eva, onlinedienst_id=case.id).sign_offs[1]
    case.sign(eva, sign_off="isb", way="konto", shown=isb.shown)


def test_a_competent_body_sees_the_sign_offs_of_its_role_only():
    case = Case()
    body = a_member(case.id, BODY, uid="m1")
    page = sign_offs.view_sign_offs(who=body, onlinedienst_id=case.id)
    assert [view.sign_off.id for view in page.sign_offs] == ["dsb"]
    assert (page.may_view, page.may_answer) == (False, False)
    record_answer(
        who=case.owner, onlinedienst_id=case.id, target=Target("beteiligte", "m1"),
        submission=Submission({"rolle": ["pe"]}, 9), page_id="", sequence=0,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        sign_offs.view_sign_offs(who=body, onlinedienst_id=case.id)


def test_strangers_and_administration_learn_nothing_and_co_ordination_only_reads():
    case = Case()
    for stranger in (a_person(), a_person(is_admin=True)):
        with pytest.raises(NotFound):
            case.view(stranger)
        with pytest.raises(NotFound):
            case.sign(stranger)
        with pytest.raises(NotFound):
            case.withdraw(who=stranger)
    coordination = a_person(is_coordination=True)
    assert case.view(coordination).signer.ways == ()
    with pytest.raises(NotAllowed):
        case.sign(coordination)
