"""Papers as the facts stand now: drafts to read, and the empty questionnaire."""

from collections.abc import Callable
from dataclasses import dataclass

from amt24web.documents.handover_mail import MailText
from amt24web.documents.outline import Document
from amt24web.domain.house_style import StyleVersion
from amt24web.domain.papers.excerpt import Excerpt
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, AuditEvent, DocumentFormat, DocumentKind
from amt24web.domain.wording import DOCUMENT_SLUGS
from amt24web.storage import audit, house_styles
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import open_dossier
from amt24web.usecases.papers import WITH_TRIAL, blank_of, excerpt_of, mail_text_of, paper_of
from amt24web.usecases.rendering import Produced, drawn, drawn_soon, file_name

BLANK_SLUG = "leer"
SHOWN_DIGITS = 12
Draw = Callable[[Document, DocumentFormat, StyleVersion | None], tuple[str, bytes] | None]
"""Draws a paper at once, or says that it takes longer."""


def produce(
    *,
    who: Account,
    onlinedienst_id: int,
    kind: DocumentKind,
    file_format: DocumentFormat,
    is_patient: bool = False,
) -> Produced | None:
    """The paper as the facts stand now; the second time the same facts cost nothing.

    What takes long is ordered, and None for now; who ``is_patient`` waits for it instead. Raises
    NotFound for strangers, NotAllowed for members who may not download, RenderingFailed if it
    cannot be made.
    """
    with reading() as session:
        dossier = open_dossier(
            session,
            who,
            onlinedienst_id,
            Action.DOWNLOAD_DOCUMENTS,
            with_trial=kind in WITH_TRIAL,
        )
        style = house_styles.find_chosen(session, dossier.id)
    document = paper_of(dossier, kind)
    draw = drawn if is_patient else drawn_soon
    paper = Wanted(document, DOCUMENT_SLUGS[kind], file_format, style)
    return _handed_out(paper, draw, who, onlinedienst_id)


def produce_excerpt(
    *, who: Account, onlinedienst_id: int, excerpt: Excerpt, file_format: DocumentFormat
) -> Produced | None:
    """A Klärungsbogen with the parts that are wanted; it says on page one what it leaves out."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS)
        style = house_styles.find_chosen(session, dossier.id)
    slug = DOCUMENT_SLUGS[DocumentKind.CLARIFICATION]
    paper = Wanted(excerpt_of(dossier, excerpt), slug, file_format, style)
    return _handed_out(paper, drawn_soon, who, onlinedienst_id)


def produce_blank(
    *, who: Account, onlinedienst_id: int, file_format: DocumentFormat
) -> Produced | None:
    """The empty questionnaire of the edition this Onlinedienst uses, to print and discuss."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS)
        style = house_styles.find_chosen(session, dossier.id)
    paper = Wanted(blank_of(dossier), BLANK_SLUG, file_format, style)
    return _handed_out(paper, drawn_soon, who, onlinedienst_id)


def produce_mail(*, who: Account, onlinedienst_id: int) -> MailText:
    """The mail to the Servicedesk to copy into a mail program. Raises like ``produce``."""
    with reading() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS, with_trial=True
        )
    return mail_text_of(dossier)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper somebody asks for, how its file is called, and in which ink."""

    document: Document
    slug: str
    file_format: DocumentFormat
    style: StyleVersion | None


def _handed_out(paper: Wanted, draw: Draw, who: Account, onlinedienst_id: int) -> Produced | None:
    name = file_name(paper.slug, paper.document, paper.file_format)
    made = draw(paper.document, paper.file_format, paper.style)
    if made is None:
        return None
    sha256, content = made
    with writing() as session:
        audit.record(
            session,
            AuditEvent.DOCUMENT_DOWNLOADED,
            utc_now(),
            user_id=who.id or None,
            onlinedienst_id=onlinedienst_id,
            detail=f"{name} {sha256[:SHOWN_DIGITS]}",
        )
    return Produced(content, name, sha256)
