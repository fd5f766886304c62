"""What a paper says now, and which versions of it were issued: shared by all stories of papers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from amt24web.documents import (
    blank,
    changes,
    clarification,
    invitation,
    kickoff,
    status_report,
)
from amt24web.documents.handover_mail import MailText
from amt24web.documents.head import Head
from amt24web.documents.outline import Document
from amt24web.domain.errors import NotFound
from amt24web.domain.issued import Issued
from amt24web.domain.papers.excerpt import WHOLE, Excerpt
from amt24web.domain.papers.parts import Declaration
from amt24web.domain.people import Account
from amt24web.domain.reading import FindingReading, LastChange, SectionReading
from amt24web.domain.vocabulary import (
    DocumentKind,
    DocumentState,
    Questionnaire,
    SignOffWay,
)
from amt24web.domain.wording import german_date, label, local_day
from amt24web.rules.closing import read_closings
from amt24web.rules.decisions import Decider
from amt24web.rules.findings import Finding
from amt24web.rules.invitation import meeting_day, read_invitation
from amt24web.rules.open_points import readings
from amt24web.rules.questionnaire import (
    blank_sections,
    last_changes,
    read_sections,
    with_help,
)
from amt24web.rules.remarks import comment_readings
from amt24web.rules.schedule import lead_times
from amt24web.rules.sign_offs import read_sign_offs
from amt24web.rules.status_report import read_status
from amt24web.rules.summary import Standing, summarise
from amt24web.rules.vertrauensniveau import read_niveau
from amt24web.storage import issued_documents
from amt24web.storage.database import reading, utc_now
from amt24web.usecases.dossier import Dossier
from amt24web.usecases.release_papers import RELEASE_PAPERS, certification, handover_mail_text
from amt24web.usecases.trial_papers import TRIAL_PAPERS, approvals

DRAFT_VERSION = "0.1"
"""Before anybody has issued it, a paper has no version of its own."""
BLANK_TITLE = "Leerer Klärungsbogen"
EDITION_LENGTH = 12
UNKNOWN_VERSION = "Diese Version gibt es nicht."
NOTHING_RECORDED = "Zu diesem Onlinedienst ist noch nichts festgehalten."


def paper_of(dossier: Dossier, kind: DocumentKind, version: str = DRAFT_VERSION) -> Document:
    """The paper as the facts stand now, as a draft. Raises NotFound if there is nothing to say."""
    return BUILDERS[kind](dossier, version)


def is_possible(dossier: Dossier, kind: DocumentKind) -> bool:
    """Whether there is something to put on the paper."""
    try:
        paper_of(dossier, kind)
    except NotFound:
        return False
    return True


def excerpt_of(dossier: Dossier, excerpt: Excerpt) -> Document:
    """A Klärungsbogen with the parts that are wanted, as a draft."""
    return _clarification(dossier, DRAFT_VERSION, excerpt)


def mail_text_of(dossier: Dossier) -> MailText:
    """The mail to the Servicedesk as text. Raises NotFound if there is nothing to say."""
    head = _head(dossier, DocumentKind.HANDOVER_MAIL, DRAFT_VERSION)
    return handover_mail_text(
        head, dossier.standing, _approvals(dossier, DocumentKind.HANDOVER_MAIL)
    )


def blank_of(dossier: Dossier) -> Document:
    """The empty questionnaire of the edition this Onlinedienst uses; nobody approves it."""
    head = Head(
        kind=BLANK_TITLE,
        onlinedienst=dossier.standing.title,
        day=_day(dossier.standing),
        state=None,
        edition=_edition(dossier),
    )
    return blank.build_blank(head, blank_sections(dossier.standing.catalogue))


def changes_head(dossier: Dossier) -> Head:
    """The head of an annex that says what has changed; nobody approves it."""
    summary = summarise(dossier.standing)
    return Head(
        kind=changes.KIND,
        onlinedienst=summary.title,
        day=_day(dossier.standing),
        organisation=summary.organisation,
        state=None,
    )


def _clarification(dossier: Dossier, version: str, excerpt: Excerpt = WHOLE) -> Document:
    standing = dossier.standing
    sections = _sections(standing, Questionnaire.CLARIFICATION)
    return clarification.build_clarification(
        _head(dossier, DocumentKind.CLARIFICATION, version),
        with_help(standing.catalogue, sections) if excerpt.with_help else sections,
        readings(standing.catalogue, standing.facts, standing.open_points),
        _settled_findings(standing),
        comment_readings(standing.catalogue, standing.facts, standing.assessment.asked),
        niveau=read_niveau(standing),
        sign_offs=read_sign_offs(standing),
        closings=read_closings(standing),
        excerpt=excerpt,
        changes=_changes(standing) if excerpt.with_changes else (),
    )


def _changes(standing: Standing) -> list[LastChange]:
    catalogue = standing.catalogue
    sections = catalogue.sections_of(Questionnaire.CLARIFICATION)
    ids = {question.id for section in sections for question in section.asked}
    return last_changes(catalogue, standing.facts, ids & standing.assessment.asked)


def _settled_findings(standing: Standing) -> tuple[FindingReading, ...]:
    """Findings that are no open points: somebody took note of them, or they are mere hints."""
    return tuple(
        FindingReading(
            severity=finding.severity,
            message=finding.message,
            question=standing.catalogue.numbers[finding.question],
            note=_note(finding),
        )
        for finding in standing.findings
        if finding.is_due and not finding.is_open
    )


def _note(finding: Finding) -> str:
    taken = finding.acknowledged
    if taken is None:
        return ""
    day = german_date(local_day(taken.saved_at)) if taken.saved_at else ""
    return f"{taken.content.reason} ({taken.author_name}, {day})"


def _invitation(dossier: Dossier, version: str) -> Document:
    standing = dossier.standing
    return invitation.build_invitation(
        _head(dossier, DocumentKind.INVITATION, version),
        _meeting(standing),
        _sections(standing, Questionnaire.CLARIFICATION),
        read_invitation(standing, _day(standing)),
        _attached(dossier),
    )


def _attached(dossier: Dossier) -> str:
    """The version of the Klärungsbogen that goes out with an invitation; empty without one."""
    with reading() as session:
        version = issued_documents.newest_valid_version(
            session, dossier.id, DocumentKind.CLARIFICATION
        )
    return f"Version {version}" if version else ""


def _meeting(standing: Standing) -> SectionReading:
    """What is recorded about the Auftakt; raises NotFound in an edition that does not know it."""
    recorded = _sections(standing, Questionnaire.KICKOFF)
    if not recorded:
        raise NotFound(NOTHING_RECORDED)
    return recorded[0]


def _kickoff(dossier: Dossier, version: str) -> Document:
    standing = dossier.standing
    return kickoff.build_kickoff(
        _head(dossier, DocumentKind.KICKOFF, version),
        _meeting(standing),
        _sections(standing, Questionnaire.CLARIFICATION),
        readings(standing.catalogue, standing.facts, standing.open_points),
        lead_times=lead_times(standing, _day(standing)),
        niveau=read_niveau(standing),
        meeting=meeting_day(standing),
    )


def _status_report(dossier: Dossier, version: str) -> Document:
    """As of today, not of the day something was said last: what is overdue depends on it."""
    today = local_day(utc_now())
    head = replace(_head(dossier, DocumentKind.STATUS_REPORT, version), day=today)
    return status_report.build_status_report(head, read_status(dossier.standing, today))


def _of_trial(kind: DocumentKind) -> Callable[[Dossier, str], Document]:
    """A paper about the test; its dossier has to be opened with that."""

    def build(dossier: Dossier, version: str) -> Document:
        head = _head(dossier, kind, version)
        return TRIAL_PAPERS[kind](head, dossier.standing, dossier.trial_records)

    return build


def _of_release(kind: DocumentKind) -> Callable[[Dossier, str], Document]:
    """A paper that needs its head and the facts, and nothing else."""

    def build(dossier: Dossier, version: str) -> Document:
        head = _head(dossier, kind, version)
        return RELEASE_PAPERS[kind](head, dossier.standing, _approvals(dossier, kind))

    return build


def _certification(dossier: Dossier, version: str) -> Document:
    """With the file that proves it; its dossier has to be opened with the test."""
    head = _head(dossier, DocumentKind.CERTIFICATION, version)
    return certification(head, dossier.standing, dossier.trial_records.certificate)


def _approvals(dossier: Dossier, kind: DocumentKind) -> tuple[Declaration, ...]:
    """What was declared after the test, for the papers that hand it on."""
    return approvals(dossier.standing, dossier.trial_records) if kind in WITH_TRIAL else ()


BUILDERS: Mapping[DocumentKind, Callable[[Dossier, str], Document]] = {
    DocumentKind.CLARIFICATION: _clarification,
    DocumentKind.INVITATION: _invitation,
    DocumentKind.KICKOFF: _kickoff,
    DocumentKind.CERTIFICATION: _certification,
    **{kind: _of_release(kind) for kind in RELEASE_PAPERS},
    DocumentKind.STATUS_REPORT: _status_report,
    **{kind: _of_trial(kind) for kind in TRIAL_PAPERS},
}
OF_RELEASE = {DocumentKind.CERTIFICATION, DocumentKind.HANDOVER, DocumentKind.HANDOVER_MAIL}
WITH_TRIAL = frozenset({*TRIAL_PAPERS, *OF_RELEASE})
"""What speaks of the test or of the certificate; its dossier has to be opened with it."""


def _sections(standing: Standing, questionnaire: Questionnaire) -> tuple[SectionReading, ...]:
    return read_sections(standing.catalogue, standing.facts, standing.assessment, questionnaire)


def _head(dossier: Dossier, kind: DocumentKind, version: str) -> Head:
    summary = summarise(dossier.standing)
    newest = dossier.standing.facts.newest
    return Head(
        kind=label(kind),
        onlinedienst=summary.title,
        day=_day(dossier.standing),
        organisation=summary.organisation,
        leika_key=summary.shown_leika_key,
        version=version,
        state=DocumentState.DRAFT,
        edited_by=newest.author_name if newest else "",
        edition=_edition(dossier),
    )


def _day(standing: Standing) -> date:
    """The day the facts are from: a paper made twice from the same facts is the same paper."""
    newest = standing.facts.newest
    return local_day(newest.saved_at if newest and newest.saved_at else utc_now())


def _edition(dossier: Dossier) -> str:
    return dossier.edition_identity[:EDITION_LENGTH]


def version_of(session: Session, onlinedienst_id: int, issued_id: int) -> Issued:
    """One issued version of this Onlinedienst. Raises NotFound."""
    issued = issued_documents.find_issued(session, onlinedienst_id, issued_id)
    if issued is None:
        raise NotFound(UNKNOWN_VERSION)
    return issued


def newest_valid(issued: Iterable[Issued], kind: DocumentKind) -> Issued | None:
    """The newest version of a kind that holds or waits for approval, of versions newest first."""
    valid = (i for i in issued if i.kind is kind and i.state is not DocumentState.WITHDRAWN)
    return next(valid, None)


def decider(who: Account) -> Decider:
    """Whoever approves papers may do so in their own account, or note what others said."""
    return Decider(who.name, who.function, tuple(SignOffWay))
