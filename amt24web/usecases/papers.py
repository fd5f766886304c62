"""What a paper says now, and how it becomes a file: the room all stories of papers share."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from amt24web.documents import blank, clarification, kickoff
from amt24web.documents.head import Head
from amt24web.documents.outline import Document, fingerprint
from amt24web.documents.render import engine, render
from amt24web.domain.errors import FileDamaged, NotFound
from amt24web.domain.house_style import OUR_LOOK, Look, StyleVersion
from amt24web.domain.issued import Issued
from amt24web.domain.papers.excerpt import WHOLE, Excerpt
from amt24web.domain.people import Account
from amt24web.domain.reading import FindingReading, LastChange, SectionReading
from amt24web.domain.vocabulary import (
    DocumentFormat,
    DocumentKind,
    DocumentState,
    Questionnaire,
    SignOffWay,
)
from amt24web.domain.wording import file_words, german_date, label, local_day
from amt24web.rules.closing import read_closings
from amt24web.rules.decisions import Decider
from amt24web.rules.findings import Finding
from amt24web.rules.open_points import readings
from amt24web.rules.questionnaire import (
    blank_sections,
    last_changes,
    read_sections,
    with_help,
)
from amt24web.rules.remarks import comment_readings
from amt24web.rules.sign_offs import read_sign_offs
from amt24web.rules.summary import Standing, summarise
from amt24web.rules.vertrauensniveau import read_niveau
from amt24web.storage import house_styles, issued_documents, renditions
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier

DRAFT_VERSION = "0.1"
"""Before anybody has issued it, a paper has no version of its own."""
BLANK_TITLE = "Leerer Klärungsbogen"
EDITION_LENGTH = 12
UNKNOWN_VERSION = "Diese Version gibt es nicht."
NOTHING_RECORDED = "Zu diesem Onlinedienst ist noch nichts festgehalten."


@dataclass(frozen=True, slots=True)
class Produced:
    """A paper ready to hand over: its bytes and how the file is called."""

    content: bytes
    file_name: str
    sha256: str


def paper_of(dossier: Dossier, kind: DocumentKind, version: str = DRAFT_VERSION) -> Document:
    """The paper as the facts stand now, as a draft. Raises NotFound if there is nothing to say."""
    return BUILDERS[kind](dossier, version)


def excerpt_of(dossier: Dossier, excerpt: Excerpt) -> Document:
    """A Klärungsbogen with the parts that are wanted, as a draft."""
    return _clarification(dossier, DRAFT_VERSION, excerpt)


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


def drawn(
    document: Document, file_format: DocumentFormat, style: StyleVersion | None
) -> tuple[str, bytes]:
    """SHA-256 and bytes of a paper; the second time the same facts in the same style cost nothing.

    ``style`` is None for ours. Must be called without an open transaction. Raises RenderingFailed
    if it takes too long, FileDamaged if a file of the style is not what was uploaded.
    """
    key = _key(document, file_format, style)
    with reading() as session:
        kept = renditions.find(session, key)
        if kept:
            return kept
        look = _look(session, style)
    content = render(document, file_format, look)
    sha256 = hashlib.sha256(content).hexdigest()
    with writing() as session:
        renditions.keep(session, key, sha256, content, utc_now())
    return sha256, content


def _look(session: Session, style: StyleVersion | None) -> Look:
    if style is None:
        return OUR_LOOK
    look = house_styles.load_look(session, style)
    logo = look.logo.content if look.logo else b""
    for sha256, content in ((style.template_sha256, look.template), (style.logo_sha256, logo)):
        if sha256 and hashlib.sha256(content).hexdigest() != sha256:
            raise FileDamaged(f"Der Hausstil „{style.name}“")
    return look


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


def _kickoff(dossier: Dossier, version: str) -> Document:
    standing = dossier.standing
    recorded = _sections(standing, Questionnaire.KICKOFF)
    if not recorded:
        raise NotFound(NOTHING_RECORDED)
    return kickoff.build_kickoff(
        _head(dossier, DocumentKind.KICKOFF, version),
        recorded[0],
        _sections(standing, Questionnaire.CLARIFICATION),
        readings(standing.catalogue, standing.facts, standing.open_points),
    )


BUILDERS: Mapping[DocumentKind, Callable[[Dossier, str], Document]] = {
    DocumentKind.CLARIFICATION: _clarification,
    DocumentKind.KICKOFF: _kickoff,
}


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


def _key(document: Document, file_format: DocumentFormat, style: StyleVersion | None) -> str:
    """What a rendering depends on: facts, how far the paper has come, the engine, ink, style."""
    head = document.head
    parts = (
        fingerprint(document), str(head.state), head.approval, file_format, engine(),
        *_style_parts(style),
    )  # fmt: skip
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _style_parts(style: StyleVersion | None) -> tuple[str, ...]:
    if style is None:
        return ()
    return style.name, style.template_sha256, style.logo_sha256, style.accent


def file_name(slug: str, document: Document, file_format: DocumentFormat) -> str:
    """For example ``auftakt-anmeldung-zur-grundschule-2026-11-24.pdf``."""
    parts = (slug, file_words(document.head.onlinedienst), document.head.day.isoformat())
    return "-".join(part for part in parts if part) + f".{file_format}"


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
