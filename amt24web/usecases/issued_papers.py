"""Issued papers: which versions there are, what differs from today, and the files themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from amt24web.documents.changes import Compared, build_changes
from amt24web.documents.comparison import SectionChange, compare, count
from amt24web.documents.frozen import thaw
from amt24web.documents.outline import IDENTITY_LENGTH
from amt24web.domain.errors import NotFound
from amt24web.domain.house_style import StyleVersion
from amt24web.domain.issued import Issued
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, DocumentFormat, DocumentKind, DocumentState
from amt24web.domain.wording import DOCUMENT_SLUGS, file_words, label
from amt24web.rules.decisions import Decider
from amt24web.storage import house_styles, issued_documents, renditions
from amt24web.storage.database import reading
from amt24web.usecases.dossier import Dossier, open_dossier
from amt24web.usecases.papers import (
    BUILDERS,
    UNKNOWN_VERSION,
    changes_head,
    decider,
    newest_valid,
    paper_of,
    version_of,
)
from amt24web.usecases.rendering import Produced, drawn, file_name, trouble, verified

CHANGES_SLUG = "aenderungen"
TODAY = "Stand von heute"
TODAY_SLUG = "heute"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the list. ``shown_state`` says which rendition is handed out."""

    issued: Issued
    identity: str
    shown_state: DocumentState


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One kind of paper: its versions, newest first, and how far the facts have moved on.

    ``changed`` counts the passages that differ today from the newest valid version; None without
    one. ``is_restyled`` if the house style is another one now. ``is_possible`` is False while there
    is nothing to put on the paper.
    """

    kind: DocumentKind
    slug: str
    is_possible: bool
    versions: tuple[VersionLine, ...]
    changed: int | None
    is_restyled: bool = False

    @property
    def has_news(self) -> bool:
        """Whether a next version would say or show anything new."""
        return self.is_restyled or self.changed != 0


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """All papers of an Onlinedienst, and what the person may do with them."""

    onlinedienst_id: int
    title: str
    papers: tuple[PaperLine, ...]
    may_issue: bool
    may_approve: bool
    may_see_styles: bool
    may_export: bool


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version: what was decided about it, and what differs from ``against`` or from today.

    ``style`` is the house style it was drawn in, None for ours. ``is_waiting`` while files are
    being drawn; ``trouble`` says why they could not be.
    """

    onlinedienst_id: int
    title: str
    slug: str
    line: VersionLine
    others: tuple[Issued, ...]
    against: Issued | None
    sections: tuple[SectionChange, ...]
    changed: int
    decider: Decider
    style: StyleVersion | None
    is_waiting: bool
    trouble: str
    may_issue: bool
    may_approve: bool


def view_documents(*, who: Account, onlinedienst_id: int) -> DocumentsPage:
    """The papers with their versions, and which of them are out of date."""
    with reading() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS, with_trial=True
        )
        issued = issued_documents.list_issued(session, dossier.id)
        chosen = house_styles.find_chosen(session, dossier.id)
        styles = house_styles.list_issued_styles(session, dossier.id)
    chosen_id = chosen.id if chosen else None
    lines = (_paper_line(dossier, kind, issued) for kind in BUILDERS)
    return DocumentsPage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        papers=tuple(_with_style(line, issued, styles, chosen_id) for line in lines),
        may_issue=dossier.may(Action.ISSUE_DOCUMENTS),
        may_approve=dossier.may(Action.APPROVE_DOCUMENTS),
        may_see_styles=dossier.may(Action.VIEW_HOUSE_STYLES),
        may_export=dossier.may(Action.EXPORT),
    )


def _paper_line(dossier: Dossier, kind: DocumentKind, issued: tuple[Issued, ...]) -> PaperLine:
    versions = tuple(_version_line(i) for i in issued if i.kind is kind)
    line = PaperLine(kind, DOCUMENT_SLUGS[kind], True, versions, None)
    try:
        today = paper_of(dossier, kind)
    except NotFound:
        return replace(line, is_possible=False)
    newest = newest_valid(issued, kind)
    changed = count(compare(thaw(newest.facts), today)) if newest else None
    return replace(line, changed=changed)


def _with_style(
    line: PaperLine, issued: tuple[Issued, ...], styles: Mapping[int, int], chosen_id: int | None
) -> PaperLine:
    newest = newest_valid(issued, line.kind)
    return replace(line, is_restyled=bool(newest and styles.get(newest.id) != chosen_id))


def _version_line(issued: Issued) -> VersionLine:
    approved = (DocumentState.APPROVED, DocumentFormat.PDF) in issued.files
    shown = DocumentState.APPROVED if approved else DocumentState.FOR_APPROVAL
    return VersionLine(issued, issued.fingerprint[:IDENTITY_LENGTH], shown)


def view_version(
    *, who: Account, onlinedienst_id: int, issued_id: int, against_id: int = 0
) -> VersionPage:
    """One version beside another one, or beside today's facts."""
    with reading() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS, with_trial=True
        )
        every = issued_documents.list_issued(session, dossier.id)
        style = house_styles.find_issued_style(session, issued_id)
        issued, against = _chosen(every, issued_id, against_id)
        failed = trouble(session, issued.ordered.values())
    others = tuple(i for i in every if i.kind is issued.kind and i.id != issued.id)
    sections = _differences(dossier, issued, against)
    return VersionPage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        slug=DOCUMENT_SLUGS[issued.kind],
        line=_version_line(issued),
        others=others,
        against=against,
        sections=sections,
        changed=count(sections),
        decider=decider(who),
        style=style,
        is_waiting=bool(issued.ordered) and not failed,
        trouble=failed,
        may_issue=dossier.may(Action.ISSUE_DOCUMENTS),
        may_approve=dossier.may(Action.APPROVE_DOCUMENTS),
    )


def _differences(
    dossier: Dossier, issued: Issued, against: Issued | None
) -> tuple[SectionChange, ...]:
    """From the older to the newer one; today is newer than all."""
    older, newer = _in_order(issued, against)
    today = thaw(newer.facts) if newer else paper_of(dossier, issued.kind)
    return compare(thaw(older.facts), today)


def _in_order(issued: Issued, against: Issued | None) -> tuple[Issued, Issued | None]:
    """The older one first; None is today."""
    if against is None or issued.version < against.version:
        return issued, against
    return against, issued


def _chosen(
    every: tuple[Issued, ...], issued_id: int, against_id: int
) -> tuple[Issued, Issued | None]:
    """One version, and another one of the same paper if it was asked for. Raises NotFound."""
    issued = next((i for i in every if i.id == issued_id), None)
    if issued is None:
        raise NotFound(UNKNOWN_VERSION)
    same = (i for i in every if i.kind is issued.kind and i.id != issued.id)
    return issued, next((i for i in same if i.id == against_id), None)


def produce_changes(
    *,
    who: Account,
    onlinedienst_id: int,
    issued_id: int,
    against_id: int,
    file_format: DocumentFormat,
) -> Produced:
    """What differs from another version or from today, as an annex to print."""
    with reading() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS, with_trial=True
        )
        every = issued_documents.list_issued(session, dossier.id)
        style = house_styles.find_chosen(session, dossier.id)
    issued, against = _chosen(every, issued_id, against_id)
    older, newer = _in_order(issued, against)
    compared = Compared(label(issued.kind), _called(older), _called(newer))
    sections = _differences(dossier, issued, against)
    document = build_changes(changes_head(dossier), compared, sections)
    until = f"v{newer.version}" if newer else TODAY_SLUG
    slug = f"{CHANGES_SLUG}-{DOCUMENT_SLUGS[issued.kind]}-v{older.version}-{until}"
    sha256, content = drawn(document, file_format, style)
    return Produced(content, file_name(slug, document, file_format), sha256)


def _called(issued: Issued | None) -> str:
    if issued is None:
        return TODAY
    return f"Version {issued.version}, {label(issued.state)}"


def fetch(
    *,
    who: Account,
    onlinedienst_id: int,
    issued_id: int,
    state: DocumentState,
    file_format: DocumentFormat,
) -> Produced:
    """An issued file exactly as it was kept. Raises FileDamaged if it is not that any more."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS)
        issued = version_of(session, dossier.id, issued_id)
        sha256 = issued.files.get((state, file_format), "")
        content = renditions.content_of(session, sha256) if sha256 else None
    if not sha256:
        raise NotFound(UNKNOWN_VERSION)
    withdrawn = label(DocumentState.WITHDRAWN) if issued.state is DocumentState.WITHDRAWN else ""
    words = file_words(f"{label(state)} {withdrawn}")
    slug = f"{DOCUMENT_SLUGS[issued.kind]}-v{issued.version}-{words}"
    name = file_name(slug, thaw(issued.facts), file_format)
    return verified(content, sha256, name)


def fetch_evidence(*, who: Account, onlinedienst_id: int, issued_id: int) -> Produced:
    """The file that came with an approval. Raises NotFound if there is none.

    It is somebody's mail: only for those who issue papers.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.ISSUE_DOCUMENTS)
        issued = version_of(session, dossier.id, issued_id)
        if not issued.evidence_sha256:
            raise NotFound(UNKNOWN_VERSION)
        content = renditions.content_of(session, issued.evidence_sha256)
    return verified(content, issued.evidence_sha256, issued.evidence_name)
