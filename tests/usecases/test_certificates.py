"""A certification whose facts have changed: kept with the result, told, and confirmed."""

import pytest
from sqlalchemy import delete, select

from amt24web.domain.errors import InvalidInput, NotAllowed
from amt24web.domain.people import Account
from amt24web.domain.tasks import TaskKind
from amt24web.domain.vocabulary import AccessRole, AuditEvent, Phase, Questionnaire
from amt24web.rules.certified import RECORD_KEY, CertifiedReading
from amt24web.rules.submissions import VALUE, Submission
from amt24web.storage import onlinedienste
from amt24web.storage.audit import AuditRow
from amt24web.storage.database import reading, writing
from amt24web.storage.records import Answer, Revision
from amt24web.usecases import certificates, exchange, history, release, tasks
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.onlinedienste import view_onlinedienst
from amt24web.usecases.rows import add_row
from amt24web.usecases.upkeep import check_integrity, rebuild_summaries
from tests.harness.builders import a_member, a_person, an_onlinedienst, the_real_catalogue

pytestmark = pytest.mark.usefixtures("app")
NEWEST = 2**31 - 1


class Case:
    """A certified Onlinedienst with the form in version v1, and its owner."""

    def __init__(self) -> None:
        self.owner = a_person("Olga Owner")
        self.number = an_onlinedienst(self.owner, the_real_catalogue(), way="blaupause")
        with writing() as session:
            onlinedienste.keep_phase(session, self.number, Phase.CERTIFICATION)
        rebuild_summaries()
        added = add_row(
            who=self.owner, onlinedienst_id=self.number, question_id="artefakte", section_id=""
        )
        self.row = Target("artefakte", added.row_uid)
        self.version("v1")
        self.say("ze_geprueft", "1.3.2026")
        self.say("ze_ergebnis", "bestanden")

    def save(self, target: Target, parts: dict[str, list[str]], who: Account | None = None) -> None:
        record_answer(
            who=who or self.owner, onlinedienst_id=self.number, target=target,
            submission=Submission(parts, NEWEST), page_id="", sequence=0,
        )  # fmt: skip

    def say(self, question: str, text: str) -> None:
        self.save(Target(question), {VALUE: [text]})

    def version(self, said: str, who: Account | None = None) -> None:
        cells = {"art": ["formular"], "name": ["Anmeldung"], "version": [said]}
        self.save(self.row, cells, who)

    def reading(self, who: Account | None = None, number: int = 0) -> CertifiedReading:
        return release.view_release(
            who=who or self.owner, onlinedienst_id=number or self.number,
            questionnaire=Questionnaire.CERTIFICATION,
        ).certified  # fmt: skip

    def confirm(self, reason: str = "Nur ein Text.", who: Account | None = None) -> None:
        certificates.confirm_certification(
            who=who or self.owner, onlinedienst_id=self.number, reason=reason,
            shown=self.reading().mark,
        )  # fmt: skip

    def tasks(self, who: Account | None = None) -> list[str]:
        page = tasks.view_tasks(
            who=who or self.owner, only_overdue=False, per_onlinedienst=False, page=1
        )
        found = [task for group in page.groups for task in group.tasks]
        return [f"{t.title}: {t.note}" for t in found if t.kind is TaskKind.CERTIFICATION]


def test_as_long_as_nothing_changes_nothing_is_said():
    case = Case()
    case.say("ze_nachweis", "Bericht.pdf")
    assert not case.reading().is_in_doubt
    assert case.tasks() == []
    assert check_integrity() == []


def test_page_overview_and_tasks_say_that_it_is_to_be_reconsidered():
    case = Case()
    kim = a_member(case.number, AccessRole.CONTRIBUTOR, a_person("Kim"))
    case.version("v2", kim)
    (change,) = case.reading().changes
    assert (change.words, change.by) == ("Formular „Anmeldung“: v1 → v2", "Kim")
    overview = view_onlinedienst(who=case.owner, onlinedienst_id=case.number)
    assert overview is not None
    assert overview.certified.changes == (change,)
    said = "Zertifizierung überprüfen: seit dem Ergebnis geändert: Formular „Anmeldung“"
    assert (case.tasks(), case.tasks(kim)) == ([said], [])
    assert check_integrity() == []


def test_said_again_as_it_was_nothing_waits_any_more():
    case = Case()
    case.version("v2")
    case.version("v1")
    assert not case.reading().is_in_doubt
    assert case.tasks() == []


def test_the_owner_says_that_it_holds_and_the_history_tells_why():
    case = Case()
    case.version("v2")
    case.confirm()
    held = case.reading()
    assert (held.is_in_doubt, held.reason, held.by) == (False, "Nur ein Text.", "Olga Owner")
    assert held.accepted == ("Formular „Anmeldung“: v1 → v2",)
    assert case.tasks() == []
    newest = history.view_history(who=case.owner, onlinedienst_id=case.number).entries[0]
    assert newest.subject.key == RECORD_KEY
    with reading() as session:
        events = list(session.scalars(select(AuditRow.event)))
    assert AuditEvent.CERTIFICATION_CONFIRMED in events
    case.version("v3")
    assert [change.was for change in case.reading().changes] == ["v2"]


def test_a_new_result_is_about_the_facts_of_today():
    case = Case()
    case.version("v2")
    case.confirm()
    case.version("v3")
    case.say("ze_geprueft", "1.4.2026")
    assert case.reading() == CertifiedReading(
        since=case.reading().since, by="Olga Owner", reason="", accepted=()
    )
    case.version("v2")
    assert [change.was for change in case.reading().changes] == ["v3"]


def test_a_result_taken_back_leaves_nothing_to_doubt():
    case = Case()
    case.version("v2")
    case.say("ze_ergebnis", "nicht_bestanden")
    assert case.reading() == CertifiedReading()
    assert case.tasks() == []


def test_nobody_confirms_without_a_reason_or_what_they_have_not_seen():
    case = Case()
    with pytest.raises(InvalidInput, match="nichts geändert"):
        case.confirm()
    case.version("v2")
    with pytest.raises(InvalidInput) as refused:
        case.confirm("  ")
    assert list(refused.value.problems) == ["reason"]
    shown = case.reading().mark
    case.version("v3")
    with pytest.raises(InvalidInput, match="noch etwas geändert"):
        certificates.confirm_certification(
            who=case.owner, onlinedienst_id=case.number, reason="Egal.", shown=shown
        )
    assert case.reading().is_in_doubt


def test_only_owners_confirm():
    case = Case()
    case.version("v2")
    for role in (AccessRole.CONTRIBUTOR, AccessRole.READER):
        with pytest.raises(NotAllowed):
            case.confirm(who=a_member(case.number, role))


def test_a_result_from_before_is_compared_with_the_answers_of_that_moment():
    case = Case()
    with writing() as session:
        for table in (Answer, Revision):
            session.execute(delete(table).where(table.key == RECORD_KEY))
    case.version("v2")
    assert [change.words for change in case.reading().changes] == ["Formular „Anmeldung“: v1 → v2"]
    assert check_integrity() == []


def test_what_it_rests_on_travels_along():
    case = Case()
    case.version("v2")
    case.confirm()
    case.version("v3")
    sent = exchange.export_onlinedienst(who=case.owner, onlinedienst_id=case.number)
    guest = a_person("Gast")
    number = exchange.take_over(who=guest, content=sent.content).onlinedienst_id
    assert case.reading(guest, number) == case.reading()
    assert check_integrity() == []
