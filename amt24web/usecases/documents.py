"""Papers as the facts stand now: drafts to read, and the empty questionnaire."""

from amt24web.documents.outline import Document
from amt24web.domain.house_style import StyleVersion
from amt24web.domain.papers.excerpt import Excerpt
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, AuditEvent, DocumentFormat, DocumentKind
from amt24web.domain.wording import DOCUMENT_SLUGS
from amt24web.storage import audit, house_styles
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import open_dossier
from amt24web.usecases.papers import Produced, blank_of, drawn, excerpt_of, file_name, paper_of

BLANK_SLUG = "leer"
SHOWN_DIGITS = 12


def produce(
    *, who: Account, onlinedienst_id: int, kind: DocumentKind, file_format: DocumentFormat
) -> Produced:
    """The paper as the facts stand now; the second time the same facts cost nothing.

    Raises NotFound for strangers, NotAllowed for members who may not download, RenderingFailed
    if making it takes too long.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS)
        style = house_styles.find_chosen(session, dossier.id)
    document = paper_of(dossier, kind)
    return _handed_out(
        document, DOCUMENT_SLUGS[kind], file_format, style, who=who, onlinedienst_id=onlinedienst_id
    )


def produce_excerpt(
    *, who: Account, onlinedienst_id: int, excerpt: Excerpt, file_format: DocumentFormat
) -> Produced:
    """A Klärungsbogen with the parts that are wanted; it says on page one what it leaves out."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS)
        style = house_styles.find_chosen(session, dossier.id)
    slug = DOCUMENT_SLUGS[DocumentKind.CLARIFICATION]
    document = excerpt_of(dossier, excerpt)
    return _handed_out(document, slug, file_format, style, who=who, onlinedienst_id=onlinedienst_id)


def produce_blank(*, who: Account, onlinedienst_id: int, file_format: DocumentFormat) -> Produced:
    """The empty questionnaire of the edition this Onlinedienst uses, to print and discuss."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS)
        style = house_styles.find_chosen(session, dossier.id)
    return _handed_out(
        blank_of(dossier), BLANK_SLUG, file_format, style, who=who, onlinedienst_id=onlinedienst_id
    )


def _handed_out(
    document: Document,
    slug: str,
    file_format: DocumentFormat,
    style: StyleVersion | None,
    *,
    who: Account,
    onlinedienst_id: int,
) -> Produced:
    name = file_name(slug, document, file_format)
    sha256, content = drawn(document, file_format, style)
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
