"""What a Go-Live-Paket would hold today: every file, drawn or not yet, and what is missing.

Planning draws nothing. What a file is made of is told by a fingerprint, so that a page can say what
has changed since a version was handed over.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TypeAlias

from sqlalchemy.orm import Session

from amt24web.documents import package_sheets
from amt24web.documents.comparison import compare, count
from amt24web.documents.frozen import thaw
from amt24web.documents.head import Head
from amt24web.documents.outline import Document, fingerprint
from amt24web.documents.package import FACTS, INDEX
from amt24web.domain.errors import NotFound
from amt24web.domain.house_style import StyleVersion
from amt24web.domain.issued import Issued
from amt24web.domain.reading import QuestionReading
from amt24web.domain.vocabulary import DocumentFormat, DocumentKind, DocumentState
from amt24web.domain.wording import DOCUMENT_SLUGS, counted, file_words, label
from amt24web.rules import package_contents
from amt24web.rules.handover_facts import read_handover
from amt24web.rules.package_contents import Entry, Line, PaperThere
from amt24web.rules.questionnaire import read_question
from amt24web.rules.summary import summarise
from amt24web.rules.visibility import WAY_QUESTION
from amt24web.storage import house_styles, issued_documents
from amt24web.usecases.dossier import Dossier
from amt24web.usecases.exchange_parts import facts_file
from amt24web.usecases.papers import BUILDERS, changes_head, paper_of
from amt24web.usecases.trial_papers import approvals

FOLDER, PROOFS = "teile", "nachweise"
TITLE = "Go-Live-Paket"
STEP_BRIEF = "steckbrief"
FACTS_WORDS = "Alle Angaben des Onlinedienstes, maschinenlesbar (JSON)"
INDEX_WORDS = "Übersicht und Vollständigkeit"
CERTIFICATE_WORDS = "Nachweis der Zertifizierung ({name})"
PROOF_WORDS = "Nachweis der Freigabe: {kind}, Version {version} ({name})"
KIND_OF: Mapping[str, DocumentKind] = {slug: kind for kind, slug in DOCUMENT_SLUGS.items()}
Contents: TypeAlias = Mapping[str, list[str]]
"""Fingerprint and German words of every file, by its path."""


@dataclass(frozen=True, slots=True)
class ToDraw:
    """A paper that has to be drawn, or was drawn before."""

    document: Document
    file_format: DocumentFormat
    style: StyleVersion | None


@dataclass(frozen=True, slots=True)
class Planned:
    """One file: its bytes, or what has to be drawn, or the checksum under which it is kept.

    ``short`` is what it is besides its content; ``pending`` the key of a drawing that an issued
    version still waits for.
    """

    path: str
    words: str
    of: str
    short: str
    source: bytes | ToDraw | str
    pending: str = ""

    @property
    def digest(self) -> str:
        """A fingerprint of what the file is made of, without drawing it."""
        if isinstance(self.source, ToDraw):
            head, style = self.source.document.head, self.source.style
            parts = (fingerprint(self.source.document), str(head.state), head.approval,
                     str(self.source.file_format), str(style.id if style else 0))  # fmt: skip
            return hashlib.sha256("\n".join(parts).encode()).hexdigest()
        if isinstance(self.source, bytes):
            return hashlib.sha256(self.source).hexdigest()
        return self.source or self.pending


@dataclass(frozen=True, slots=True)
class Plan:
    """The package of today."""

    onlinedienst_id: int
    head: Head
    way: str
    lines: tuple[Line, ...]
    files: tuple[Planned, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return package_contents.is_complete(self.lines)

    @property
    def contents(self) -> Contents:
        """What tells later what has changed."""
        said = [
            [c.number, c.text, c.state.value, c.words] for c in (ln.content for ln in self.lines)
        ]
        about = [self.head.onlinedienst, self.head.day.isoformat(), self.way, said]
        index = hashlib.sha256(json.dumps(about).encode()).hexdigest()
        files = {file.path: [file.digest, file.words] for file in self.files}
        return {INDEX: [index, INDEX_WORDS], **files}


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper on offer: approved as issued, or the draft of today."""

    kind: DocumentKind
    there: PaperThere
    made_of: Issued | Document

    @property
    def issued(self) -> Issued | None:
        """The version that was approved, or None for a draft."""
        return self.made_of if isinstance(self.made_of, Issued) else None


def plan(session: Session, dossier: Dossier) -> Plan:
    """Look at everything there is."""
    issued = issued_documents.list_issued(session, dossier.id)
    style = house_styles.find_chosen(session, dossier.id)
    papers = {p.there.slug: p for p in _papers(dossier, issued)}
    lines = package_contents.assess(
        dossier.standing, {slug: paper.there for slug, paper in papers.items()}
    )
    head = _head(dossier)
    files = (
        *_sheets(dossier, head, lines),
        *_drawn(papers, lines, style),
        *_proofs(papers.values(), lines),
        *_certificate(dossier, lines),
        Planned(FACTS, FACTS_WORDS, "", FACTS_WORDS, facts_file(session, dossier)),
    )
    way = dossier.standing.text(WAY_QUESTION)
    return Plan(dossier.id, head, way, lines, tuple(sorted(files, key=lambda file: file.path)))


def _head(dossier: Dossier) -> Head:
    summary = summarise(dossier.standing)
    newest = dossier.standing.facts.newest
    return replace(
        changes_head(dossier),
        kind=TITLE,
        leika_key=summary.shown_leika_key,
        edited_by=newest.author_name if newest else "",
    )


def _papers(dossier: Dossier, issued: Iterable[Issued]) -> Iterator[_Paper]:
    wanted = dict.fromkeys(s for entry in package_contents.ENTRIES for s in entry.papers)
    for kind in (KIND_OF[slug] for slug in wanted if slug in KIND_OF):
        valid = (i for i in issued if i.kind is kind and i.state is DocumentState.APPROVED)
        approved = next(valid, None)
        draft = _draft(dossier, kind)
        made_of = approved or draft
        if made_of:
            yield _Paper(kind, _there(kind, approved, draft), made_of)


def _draft(dossier: Dossier, kind: DocumentKind) -> Document | None:
    try:
        return paper_of(dossier, kind) if kind in BUILDERS else None
    except NotFound:
        return None


def _there(kind: DocumentKind, approved: Issued | None, draft: Document | None) -> PaperThere:
    slug = DOCUMENT_SLUGS[kind]
    if approved is None:
        return PaperThere(slug, False, "Als Entwurf mit dem Stand von heute.")
    words = f"Version {approved.version}, freigegeben."
    changed = count(compare(thaw(approved.facts), draft)) if draft else 0
    if changed:
        words += f" Seitdem {counted(changed, 'Änderung', 'Änderungen')}."
    return PaperThere(slug, True, words)


def _path(entry: Entry, slug: str, extension: str) -> str:
    return f"{FOLDER}/{int(entry.number):02}-{slug}.{extension}"


def _sheets(dossier: Dossier, head: Head, lines: Iterable[Line]) -> Iterator[Planned]:
    for line in lines:
        entry = line.entry
        wanted = (*entry.questions, *entry.also)
        if entry.slug == STEP_BRIEF:
            facts = read_handover(
                dossier.standing,
                contents=tuple(ln.content for ln in lines),
                approvals=approvals(dossier.standing, dossier.trial_records),
            )
            content = package_sheets.mail(head, facts)
            yield _sheet(entry, content, "txt")
        elif package_contents.said(dossier.standing, wanted):
            yield from _answers(dossier, head, entry, wanted)


def _answers(
    dossier: Dossier, head: Head, entry: Entry, wanted: Iterable[str]
) -> Iterator[Planned]:
    questions = [q for q in _readings(dossier, wanted) if entry.questions or not q.shown.is_empty]
    rows = questions[0].shown.table if len(questions) == 1 else None
    if rows:
        yield _sheet(entry, package_sheets.table(rows), "csv")
    else:
        yield _sheet(entry, package_sheets.sheet(entry.text, head, questions), "txt")


def _readings(dossier: Dossier, wanted: Iterable[str]) -> list[QuestionReading]:
    standing = dossier.standing
    return [
        read_question(
            standing.catalogue, standing.catalogue.questions[q], standing.facts, standing.assessment
        )
        for q in wanted
        if q in standing.assessment.asked
    ]


def _sheet(entry: Entry, content: bytes, extension: str) -> Planned:
    kind = "Tabelle" if extension == "csv" else "Text"
    path = _path(entry, entry.slug, extension)
    return Planned(path, f"{entry.text} ({kind})", entry.text, kind, content)


def _drawn(
    papers: Mapping[str, _Paper], lines: Iterable[Line], style: StyleVersion | None
) -> Iterator[Planned]:
    """Every paper once, at the first content it belongs to, in every ink."""
    used: set[str] = set()
    for entry in (line.entry for line in lines):
        slug = next((s for s in entry.papers if s in papers), "")
        if slug and slug not in used:
            used.add(slug)
            yield from _in_every_ink(papers[slug], entry, style)


def _in_every_ink(paper: _Paper, entry: Entry, style: StyleVersion | None) -> Iterator[Planned]:
    version = f"v{paper.issued.version}-freigegeben" if paper.issued else "entwurf"
    said = f"Version {paper.issued.version}, freigegeben" if paper.issued else "Entwurf"
    for file_format in DocumentFormat:
        path = _path(entry, f"{paper.there.slug}-{version}", str(file_format))
        short = f"{said} ({label(file_format)})"
        source, pending = _source(paper, file_format, style)
        yield Planned(path, f"{label(paper.kind)}, {short}", entry.text, short, source, pending)


def _source(
    paper: _Paper, file_format: DocumentFormat, style: StyleVersion | None
) -> tuple[ToDraw | str, str]:
    if isinstance(paper.made_of, Document):
        return ToDraw(paper.made_of, file_format, style), ""
    place = (DocumentState.APPROVED, file_format)
    return paper.made_of.files.get(place, ""), paper.made_of.ordered.get(place, "")


def _proofs(papers: Iterable[_Paper], lines: Iterable[Line]) -> Iterator[Planned]:
    """The files that came with the approvals of the papers in the package."""
    slugs = {slug for line in lines for slug in line.entry.papers}
    for paper in papers:
        issued = paper.issued
        if issued is None or not issued.evidence_sha256 or paper.there.slug not in slugs:
            continue
        path = f"{PROOFS}/{paper.there.slug}-v{issued.version}-{_packed(issued.evidence_name)}"
        words = PROOF_WORDS.format(
            kind=label(paper.kind), version=issued.version, name=issued.evidence_name
        )
        yield Planned(path, words, "", words, issued.evidence_sha256)


def _packed(file_name: str) -> str:
    """The name of a kept file as it can stand in any package."""
    name = PurePosixPath(file_name)
    suffix = name.suffix.casefold() if name.suffix.isascii() else ""
    return f"{file_words(name.stem) or 'nachweis'}{suffix}"


def _certificate(dossier: Dossier, lines: Iterable[Line]) -> Iterator[Planned]:
    """The file that proves the certification, on every way that asks for one."""
    there, slug = dossier.trial_records.certificate, DOCUMENT_SLUGS[DocumentKind.CERTIFICATION]
    if there and any(slug in line.entry.papers for line in lines):
        words = CERTIFICATE_WORDS.format(name=there.name)
        path = f"{PROOFS}/{slug}-{_packed(there.name)}"
        yield Planned(path, words, "", words, there.sha256)
