"""Certification and Livegang: their pages, the steps between the phases, the papers."""

import hashlib
from collections.abc import Sequence

import pytest
from sqlalchemy import select, update

from amt24web.documents.plain import ink
from amt24web.domain.errors import FileDamaged, InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import (
    AccessRole,
    Action,
    AuditEvent,
    DocumentKind,
    Phase,
    Questionnaire,
)
from amt24web.rules.evidence import Evidence
from amt24web.rules.submissions import VALUE, Submission
from amt24web.storage import onlinedienste
from amt24web.storage.audit import AuditRow
from amt24web.storage.database import reading, writing
from amt24web.storage.renditions import StoredFile
from amt24web.usecases import certificates, issuing, phases, release, rows, upkeep
from amt24web.usecases.answering import Saved, Target, record_answer
from amt24web.usecases.dossier import open_dossier
from amt24web.usecases.onlinedienste import view_onlinedienst
from amt24web.usecases.papers import paper_of
from amt24web.usecases.release import ReleasePage
from tests.harness.builders import (
    a_member,
    a_person,
    a_working_catalogue,
    an_onlinedienst,
    the_real_catalogue,
)

pytestmark = pytest.mark.usefixtures("app")
NEWEST = 2**31 - 1
CERTIFICATION, GO_LIVE = Questionnaire.CERTIFICATION, Questionnaire.GO_LIVE
PAPERS = (
    DocumentKind.CERTIFICATION,
    DocumentKind.HANDOVER,
    DocumentKind.HANDOVER_MAIL,
    DocumentKind.OPERATIONAL_APPROVAL,
)


class Case:
    """An Onlinedienst with the real catalogue in one of its later phases, and its owner."""

    def __init__(self, phase: Phase = Phase.CERTIFICATION, way: str = "eigenes_modell") -> None:
        self.owner = a_person("Anna Beispiel")
        self.id = an_onlinedienst(self.owner, the_real_catalogue(), way=way)
        with writing() as session:
            onlinedienste.keep_phase(session, self.id, phase)

    def say(self, question: str, *texts: str, by: Account | None = None) -> Saved:
        return self._save(Target(question), {VALUE: texts}, by)

    def row(self, question: str, **cells: str) -> Saved:
        added = rows.add_row(
            who=self.owner, onlinedienst_id=self.id, question_id=question, section_id=""
        )
        return self._save(Target(question, added.row_uid), {k: [v] for k, v in cells.items()})

    def _save(
        self, target: Target, parts: dict[str, Sequence[str]], by: Account | None = None
    ) -> Saved:
        return record_answer(
            who=by or self.owner, onlinedienst_id=self.id, target=target,
            submission=Submission(parts, NEWEST), page_id="", sequence=0,
        )  # fmt: skip

    def page(self, questionnaire: Questionnaire = CERTIFICATION, section: str = "") -> ReleasePage:
        return release.view_release(
            who=self.owner, onlinedienst_id=self.id, questionnaire=questionnaire,
            section_id=section,
        )  # fmt: skip

    def end(self, questionnaire: Questionnaire, by: Account | None = None) -> Phase:
        return phases.end_phase(
            who=by or self.owner, onlinedienst_id=self.id, questionnaire=questionnaire
        )

    def resume(self, questionnaire: Questionnaire) -> Phase:
        return phases.resume_phase(
            who=self.owner, onlinedienst_id=self.id, questionnaire=questionnaire
        )

    def paper(self, kind: DocumentKind) -> str:
        with reading() as session:
            dossier = open_dossier(
                session, self.owner, self.id, Action.DOWNLOAD_DOCUMENTS, with_trial=True
            )
        return ink(paper_of(dossier, kind))

    @property
    def audited(self) -> list[tuple[str, str]]:
        with reading() as session:
            kept = session.query(AuditRow).order_by(AuditRow.id)
            return [(r.event, r.detail) for r in kept if r.detail and ">" in r.detail]


def test_certification_leads_to_the_livegang_and_acceptance_to_the_operation():
    case = Case()
    assert case.page().phase_next is Phase.GO_LIVE
    assert case.end(CERTIFICATION) is Phase.GO_LIVE
    assert case.page(GO_LIVE).phase_next is Phase.OPERATION
    assert case.end(GO_LIVE) is Phase.OPERATION
    assert case.audited == [
        (AuditEvent.CERTIFICATION_ENDED, "certification>go_live"),
        (AuditEvent.GO_LIVE_ENDED, "go_live>operation"),
    ]
    assert upkeep.check_integrity() == []


def test_both_steps_can_be_taken_back():
    case = Case(Phase.OPERATION)
    assert case.resume(GO_LIVE) is Phase.GO_LIVE
    assert case.resume(CERTIFICATION) is Phase.CERTIFICATION
    assert [event for event, _ in case.audited] == [
        AuditEvent.GO_LIVE_RESUMED, AuditEvent.CERTIFICATION_RESUMED,
    ]  # fmt: skip


def test_what_was_live_before_it_was_recorded_never_goes_back_to_a_livegang():
    case = Case(Phase.OPERATION)
    case.say("vorhaben_art", "bestand")
    assert case.page(GO_LIVE).phase_back is None
    with pytest.raises(InvalidInput):
        case.resume(GO_LIVE)


def test_a_step_is_only_taken_from_its_phase():
    case = Case(Phase.TEST)
    assert (case.page().phase_next, case.page().is_ahead) == (None, True)
    for questionnaire in (CERTIFICATION, GO_LIVE):
        with pytest.raises(InvalidInput):
            case.end(questionnaire)
        with pytest.raises(InvalidInput):
            case.resume(questionnaire)


def test_only_a_prozesseigner_may_move_it():
    case = Case()
    with pytest.raises(NotAllowed):
        case.end(CERTIFICATION, a_member(case.id, AccessRole.CONTRIBUTOR))
    with pytest.raises(NotFound):
        case.end(CERTIFICATION, a_person("Fremd"))


def test_a_colleague_records_and_a_reader_does_not():
    case = Case()
    case.say("ze_auftrag", "A-1", by=a_member(case.id, AccessRole.CONTRIBUTOR))
    with pytest.raises(NotAllowed):
        case.say("ze_auftrag", "A-2", by=a_member(case.id, AccessRole.READER))
    with pytest.raises(NotAllowed):
        case.say("einspieltermin", "1.3.2027", by=a_member(case.id, AccessRole.READER))


def test_the_page_opens_where_something_is_asked_and_knows_its_sections():
    case = Case()
    assert case.page().view.section.id == "versionen"
    assert case.page(section="zertifizierung").view.previous_section == "versionen"
    with pytest.raises(NotFound):
        case.page(section="rollout")


def test_without_a_model_of_ones_own_nothing_is_certified():
    case = Case(way="efa")
    assert not case.page().is_asked
    assert case.page(GO_LIVE).is_asked


def test_an_edition_that_does_not_know_the_page_has_none():
    owner = a_person()
    number = an_onlinedienst(owner, a_working_catalogue())
    with pytest.raises(NotFound):
        release.view_release(who=owner, onlinedienst_id=number, questionnaire=GO_LIVE)


def test_the_overview_leads_to_both_pages_from_the_prototype_on():
    def lines(case: Case) -> list[tuple[Questionnaire, bool]]:
        view = view_onlinedienst(who=case.owner, onlinedienst_id=case.id)
        assert view
        return [(line.questionnaire, line.is_now) for line in view.release]

    assert lines(Case(Phase.KICKOFF)) == []
    assert lines(Case()) == [(CERTIFICATION, True), (GO_LIVE, False)]
    assert lines(Case(way="nur_link")) == [(GO_LIVE, False)]


@pytest.mark.parametrize("kind", PAPERS)
def test_there_is_no_paper_as_long_as_nothing_is_recorded(kind: DocumentKind):
    case = Case()
    with pytest.raises(NotFound):
        case.paper(kind)
    assert case.page().papers == case.page(GO_LIVE).papers == {}


def test_the_certification_is_printed_from_the_answers():
    case = Case()
    case.row("artefakte", art="prozess", name="Anmeldung", version="v2.0")
    with pytest.raises(NotFound):
        case.paper(DocumentKind.CERTIFICATION)
    case.say("ze_eingereicht", "1.3.2027")
    case.say("ze_ergebnis", "auflagen")
    case.row("ze_auflagen", auflage="Log kürzen", bis="30.4.2027")
    text = case.paper(DocumentKind.CERTIFICATION)
    assert "Die Zertifizierung ist mit Auflagen bestanden." in text
    for word in ("Anmeldung", "v2.0", "01.03.2027", "Log kürzen", "technische Revision"):
        assert word in text
    assert list(case.page().papers) == ["zertifizierung"]


def test_handover_and_mail_are_printed_from_the_answers():
    case = Case()
    case.row("artefakte", art="prozess", name="Anmeldung", schluessel="anm.grund", version="v2.0")
    case.say("einspieltermin", "29.3.2027")
    case.say("sk_ergebnis", "erteilt")
    case.row("einspielschritte", schritt="Prozess aktivieren", zurueck="deaktivieren")
    for kind in (DocumentKind.HANDOVER, DocumentKind.HANDOVER_MAIL):
        text = case.paper(kind)
        for word in ("anm.grund", "v2.0", "29.03.2027", "SK 44"):
            assert word in text
    assert "Prozess aktivieren" in case.paper(DocumentKind.HANDOVER)
    assert list(case.page(GO_LIVE).papers) == ["uebergabe", "servicedesk"]


def test_the_operational_approval_is_printed_from_the_answers():
    case = Case(Phase.GO_LIVE)
    case.say("abnahme_ergebnis", "erteilt")
    case.say("abnahme_am", "2.4.2027")
    text = case.paper(DocumentKind.OPERATIONAL_APPROVAL)
    assert "Produktive Abnahme erteilt, 02.04.2027" in text
    assert list(case.page(GO_LIVE).papers) == ["betriebsfreigabe"]


@pytest.mark.parametrize("kind", PAPERS)
def test_each_paper_can_be_issued_like_the_others(kind: DocumentKind):
    case = Case()
    case.say("ze_ergebnis", "bestanden")
    case.say("einspieltermin", "29.3.2027")
    case.say("bf_ergebnis", "erteilt")
    assert issuing.issue(who=case.owner, onlinedienst_id=case.id, kind=kind)


# The file with the certificate

REPORT = Evidence("Prüfbericht v2.pdf", b"%PDF-1.7 geprueft")


def attach(case: Case, sent: Evidence | None = REPORT, by: Account | None = None) -> None:
    certificates.attach_certificate(who=by or case.owner, onlinedienst_id=case.id, sent=sent)


def fetched(case: Case) -> tuple[str, bytes]:
    produced = certificates.fetch_certificate(who=case.owner, onlinedienst_id=case.id)
    return produced.file_name, produced.content


def test_the_certificate_is_attached_replaced_and_taken_away_and_each_is_noted():
    case = Case()
    attach(case)
    assert fetched(case) == (REPORT.name, REPORT.content)
    attach(case, Evidence("mail.eml", b"From: pruefer"))
    there = case.page().certificate
    assert there is not None
    assert (there.name, there.attached_by) == ("mail.eml", "Anna Beispiel")
    certificates.remove_certificate(who=case.owner, onlinedienst_id=case.id)
    assert case.page().certificate is None
    for deed in (certificates.fetch_certificate, certificates.remove_certificate):
        with pytest.raises(NotFound):
            deed(who=case.owner, onlinedienst_id=case.id)
    with reading() as session:
        events = list(session.scalars(select(AuditRow.event).order_by(AuditRow.id)))
    attached, removed = AuditEvent.CERTIFICATE_ATTACHED, AuditEvent.CERTIFICATE_REMOVED
    assert [e for e in events if e in (attached, removed)] == [attached, attached, removed]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (None, "wählen Sie die Datei"),
        (Evidence("pruefbericht.exe", b"MZ"), "Diese Art Datei"),
        (Evidence("pruefbericht.pdf", b"MZ"), "passt nicht zu ihrer Endung"),
        (Evidence("pruefbericht.pdf", b""), "leer"),
        (Evidence("x.txt", b"a" * (25 * 1024 * 1024 + 1)), "zu groß"),
    ],
)
def test_what_is_no_such_file_is_refused_and_the_former_one_stays(
    sent: Evidence | None, words: str
):
    case = Case()
    attach(case)
    with pytest.raises(InvalidInput) as refused:
        attach(case, sent)
    assert words in refused.value.problems["evidence"]
    assert fetched(case) == (REPORT.name, REPORT.content)


def test_the_paper_names_the_certificate_with_its_checksum():
    case = Case()
    case.say("ze_nachweis", "Bericht im Ordner")
    attach(case)
    said = case.paper(DocumentKind.CERTIFICATION)
    assert REPORT.name in said
    assert hashlib.sha256(REPORT.content).hexdigest() in said
    assert "Bericht im Ordner" not in said


def test_readers_see_that_there_is_a_certificate_and_only_who_records_may_have_it():
    case = Case()
    attach(case)
    reader = a_member(case.id, AccessRole.READER)
    page = release.view_release(who=reader, onlinedienst_id=case.id, questionnaire=CERTIFICATION)
    assert page.certificate is not None
    for deed in (certificates.fetch_certificate, certificates.remove_certificate):
        with pytest.raises(NotAllowed):
            deed(who=reader, onlinedienst_id=case.id)
    with pytest.raises(NotAllowed):
        attach(case, by=reader)


def test_a_certificate_that_was_tampered_with_is_found_and_not_handed_out():
    case = Case()
    attach(case)
    with writing() as session:
        session.execute(update(StoredFile).values(content=b"%PDF- anders"))
    with pytest.raises(FileDamaged):
        fetched(case)
    assert any("Nachweis einer Zertifizierung" in problem for problem in upkeep.check_integrity())
