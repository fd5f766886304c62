"""Papers: gather what they say, make them, keep them by content."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from amt24web.documents import blank, clarification, kickoff
from amt24web.documents.head import Head
from amt24web.documents.outline import Document, fingerprint
from amt24web.documents.render import engine, render
from amt24web.domain.errors import NotFound
from amt24web.domain.people import Account
from amt24web.domain.reading import FindingReading, SectionReading
from amt24web.domain.vocabulary import (
    Action,
    AuditEvent,
    DocumentFormat,
    DocumentKind,
    DocumentState,
    Questionnaire,
)
from amt24web.domain.wording import DOCUMENT_SLUGS, file_words, german_date, label, local_day
from amt24web.rules.closing import read_closings
from amt24web.rules.findings import Finding
from amt24web.rules.open_points import readings
from amt24web.rules.questionnaire import blank_sections, read_sections
from amt24web.rules.remarks import comment_readings
from amt24web.rules.sign_offs import read_sign_offs
from amt24web.rules.summary import Standing, summarise
from amt24web.rules.vertrauensniveau import read_niveau
from amt24web.storage import audit, renditions
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, open_dossier

DRAFT_VERSION = "0.1"
"""Before anybody has issued it, a paper has no version of its own."""
BLANK_TITLE = "Leerer Klärungsbogen"
BLANK_SLUG = "leer"
EDITION_LENGTH = 12
SHOWN_DIGITS = 12
NOTHING_RECORDED = "Zu diesem Onlinedienst ist noch nichts festgehalten."


@dataclass(frozen=True, slots=True)
class Produced:
    """A paper ready to hand over: its bytes and how the file is called."""

    content: bytes
    file_name: str
    sha256: str


def produce(
    *, who: Account, onlinedienst_id: int, kind: DocumentKind, file_format: DocumentFormat
) -> Produced:
    """The paper as the facts stand now; the second time the same facts cost nothing.

    Raises NotFound for strangers, NotAllowed for members who may not download, RenderingFailed
    if making it takes too long.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS)
    document = BUILDERS[kind](dossier)
    name = _file_name(DOCUMENT_SLUGS[kind], document, file_format)
    return _made(document, file_format, name, who, onlinedienst_id)


def produce_blank(*, who: Account, onlinedienst_id: int, file_format: DocumentFormat) -> Produced:
    """The empty questionnaire of the edition this Onlinedienst uses, to print and discuss."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS)
    catalogue = dossier.standing.catalogue
    head = Head(
        kind=BLANK_TITLE,
        onlinedienst=dossier.standing.title,
        day=_day(dossier.standing),
        state=None,
        edition=_edition(dossier),
    )
    document = blank.build_blank(head, blank_sections(catalogue))
    name = _file_name(BLANK_SLUG, document, file_format)
    return _made(document, file_format, name, who, onlinedienst_id)


def _clarification(dossier: Dossier) -> Document:
    standing = dossier.standing
    return clarification.build_clarification(
        _head(dossier, DocumentKind.CLARIFICATION),
        _sections(standing, Questionnaire.CLARIFICATION),
        readings(standing.catalogue, standing.facts, standing.open_points),
        _settled_findings(standing),
        comment_readings(standing.catalogue, standing.facts, standing.assessment.asked),
        niveau=read_niveau(standing),
        sign_offs=read_sign_offs(standing),
        closings=read_closings(standing),
    )


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


def _kickoff(dossier: Dossier) -> Document:
    standing = dossier.standing
    recorded = _sections(standing, Questionnaire.KICKOFF)
    if not recorded:
        raise NotFound(NOTHING_RECORDED)
    return kickoff.build_kickoff(
        _head(dossier, DocumentKind.KICKOFF),
        recorded[0],
        _sections(standing, Questionnaire.CLARIFICATION),
        readings(standing.catalogue, standing.facts, standing.open_points),
    )


BUILDERS: Mapping[DocumentKind, Callable[[Dossier], Document]] = {
    DocumentKind.CLARIFICATION: _clarification,
    DocumentKind.KICKOFF: _kickoff,
}


def _sections(standing: Standing, questionnaire: Questionnaire) -> tuple[SectionReading, ...]:
    return read_sections(standing.catalogue, standing.facts, standing.assessment, questionnaire)


def _head(dossier: Dossier, kind: DocumentKind) -> Head:
    summary = summarise(dossier.standing)
    newest = dossier.standing.facts.newest
    return Head(
        kind=label(kind),
        onlinedienst=summary.title,
        day=_day(dossier.standing),
        organisation=summary.organisation,
        leika_key=summary.shown_leika_key,
        version=DRAFT_VERSION,
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


def _made(
    document: Document, file_format: DocumentFormat, name: str, who: Account, onlinedienst_id: int
) -> Produced:
    key = _key(document, file_format)
    with reading() as session:
        kept = renditions.find(session, key)
    content = kept[1] if kept else render(document, file_format)
    sha256 = kept[0] if kept else hashlib.sha256(content).hexdigest()
    now = utc_now()
    with writing() as session:
        if not kept:
            renditions.keep(session, key, sha256, content, now)
        audit.record(
            session,
            AuditEvent.DOCUMENT_DOWNLOADED,
            now,
            user_id=who.id or None,
            onlinedienst_id=onlinedienst_id,
            detail=f"{name} {sha256[:SHOWN_DIGITS]}",
        )
    return Produced(content, name, sha256)


def _key(document: Document, file_format: DocumentFormat) -> str:
    """What a rendering depends on: the facts, how far the paper has come, the engine, the ink."""
    head = document.head
    parts = (fingerprint(document), str(head.state), head.approval, file_format, engine())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _file_name(slug: str, document: Document, file_format: DocumentFormat) -> str:
    """For example ``auftakt-anmeldung-zur-grundschule-2026-11-24.pdf``."""
    parts = (slug, file_words(document.head.onlinedienst), document.head.day.isoformat())
    return "-".join(part for part in parts if part) + f".{file_format}"
