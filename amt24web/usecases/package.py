"""The Go-Live-Paket: what is in it, what is missing, and the versions that were handed over."""

import hashlib
from dataclasses import dataclass

from sqlalchemy.orm import Session

from amt24web.artefacts.mail_draft import FILE_ENDING, Attached, write_mail_draft
from amt24web.documents.handover_mail import MailText
from amt24web.documents.package import Package, PackageFile, pack
from amt24web.documents.package_index import build_index
from amt24web.domain.errors import NotFound, RenderingFailed
from amt24web.domain.papers.handover import PackageContent
from amt24web.domain.papers.words import ContentState
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, AuditEvent, DocumentKind
from amt24web.domain.wording import file_words
from amt24web.rules.package_contents import Line
from amt24web.storage import audit, packages, renditions
from amt24web.storage.database import reading, utc_now, writing
from amt24web.storage.packages import PackageVersion
from amt24web.usecases.dossier import Dossier, open_dossier
from amt24web.usecases.package_plan import Contents, Plan, Planned, ToDraw, plan
from amt24web.usecases.papers import is_possible, mail_text_of
from amt24web.usecases.rendering import Produced, drawn_together, trouble, verified

LINKED = "Das Paket liegt hier: {link}"
NOTHING_TO_SAY = "Für die Übergabe ist noch nichts eingetragen."
UNKNOWN_VERSION = "Diese Version des Pakets gibt es nicht."
INCOMPLETE_SLUG = "unvollstaendig"
SHOWN_DIGITS = 12
NEW, CHANGED, GONE = "neu: {words}", "geändert: {words}", "entfällt: {words}"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version that was handed over, and what has changed from it until today."""

    version: PackageVersion
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackagePage:
    """The package of today and its versions, newest first; ``would_be_new`` if it differs.

    ``mail`` is what is written to the Servicedesk; None as long as there is nothing to say.
    """

    onlinedienst_id: int
    title: str
    way: str
    lines: tuple[Line, ...]
    files: tuple[Planned, ...]
    is_complete: bool
    versions: tuple[VersionLine, ...]
    would_be_new: bool
    may_make: bool
    mail: MailText | None

    @property
    def missing_contents(self) -> tuple[PackageContent, ...]:
        """What is missing."""
        contents = (line.content for line in self.lines)
        return tuple(c for c in contents if c.state is ContentState.MISSING)

    def files_of(self, line: Line) -> tuple[Planned, ...]:
        """The files of one content."""
        return tuple(file for file in self.files if file.of == line.entry.text)

    @property
    def other_files(self) -> tuple[Planned, ...]:
        """The files that belong to none: facts and proofs."""
        return tuple(file for file in self.files if not file.of)


def view_package(*, who: Account, onlinedienst_id: int) -> PackagePage:
    """What the package would hold today; nothing is drawn for it."""
    with reading() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS, with_trial=True
        )
        today = plan(session, dossier)
        versions = packages.list_versions(session, dossier.id)
    lines = tuple(VersionLine(v, _changes(v.contents, today.contents)) for v in versions)
    return PackagePage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        way=today.way,
        lines=today.lines,
        files=today.files,
        is_complete=today.is_complete,
        versions=lines,
        would_be_new=not lines or bool(lines[0].changes),
        may_make=dossier.may(Action.EXPORT),
        mail=_mail(dossier),
    )


def _mail(dossier: Dossier) -> MailText | None:
    return mail_text_of(dossier) if is_possible(dossier, DocumentKind.HANDOVER_MAIL) else None


def _changes(before: Contents, now: Contents) -> tuple[str, ...]:
    """What is new, different or gone, in German."""
    said = [
        (NEW if path not in before else CHANGED).format(words=now[path][1])
        for path in now
        if path not in before or before[path][0] != now[path][0]
    ]
    return (*said, *(GONE.format(words=before[p][1]) for p in before if p not in now))


def make_package(
    *, who: Account, onlinedienst_id: int, is_patient: bool = False
) -> Produced | None:
    """The package of today as a file; a new version only if something has changed.

    None for now if papers have to be drawn first; who ``is_patient`` waits for them instead.
    Raises NotFound, NotAllowed, RenderingFailed, FileDamaged.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.EXPORT, with_trial=True)
        today = plan(session, dossier)
        newest = next(iter(packages.list_versions(session, dossier.id)), None)
        if newest and newest.contents == today.contents:
            return _kept(session, today.head.onlinedienst, newest)
    files = _files(today, is_patient=is_patient)
    if files is None:
        return None
    content = packed_plan(today, files)
    return _keep(who, today, content)


def packed_plan(today: Plan, files: tuple[PackageFile, ...]) -> bytes:
    """The ZIP file of a plan whose files are all there."""
    of = {planned.path: planned.of for planned in today.files}
    files = tuple(sorted(files, key=lambda file: file.path))
    package = Package(
        onlinedienst=today.head.onlinedienst,
        way=today.way,
        day=today.head.day,
        is_complete=today.is_complete,
        contents=tuple(line.content for line in today.lines),
        files=files,
    )
    files_of = {
        line.entry.text: tuple(f for f in files if of[f.path] == line.entry.text)
        for line in today.lines
    }
    return pack(package, build_index(package, files_of))


def _files(today: Plan, *, is_patient: bool) -> tuple[PackageFile, ...] | None:
    """Every file with its bytes; None as long as one is being drawn."""
    wishes = [(f.path, f.source) for f in today.files if isinstance(f.source, ToDraw)]
    papers = [(wish.document, wish.file_format, wish.style) for _, wish in wishes]
    made = drawn_together(papers, is_patient=is_patient)
    if made is None:
        return None
    drawn = dict(zip((path for path, _ in wishes), made, strict=True))
    with reading() as session:
        found = [(file, _bytes(session, file, drawn)) for file in today.files]
    if any(content is None for _, content in found):
        return None
    return tuple(PackageFile(f.path, content or b"", f.words) for f, content in found)


def _bytes(session: Session, file: Planned, drawn: dict[str, bytes]) -> bytes | None:
    """The bytes of a file; None if a drawing is waited for. Raises FileDamaged."""
    if isinstance(file.source, bytes):
        return file.source
    if isinstance(file.source, ToDraw):
        return drawn[file.path]
    if not file.source:
        if failed := trouble(session, [file.pending]):
            raise RenderingFailed(failed)
        return None
    return _verified(session, file.source, file.words)


def _verified(session: Session, sha256: str, name: str) -> bytes:
    return verified(renditions.content_of(session, sha256), sha256, name).content


def _keep(who: Account, today: Plan, content: bytes) -> Produced:
    """Keep a new version, unless somebody has just made the same one."""
    now, sha256 = utc_now(), hashlib.sha256(content).hexdigest()
    with writing() as session:
        dossier = open_dossier(
            session, who, today.onlinedienst_id, Action.EXPORT, for_update=True, with_trial=True
        )
        newest = next(iter(packages.list_versions(session, dossier.id)), None)
        if newest and newest.sha256 == sha256:
            return _kept(session, today.head.onlinedienst, newest)
        made = PackageVersion(
            id=0,
            version=newest.version + 1 if newest else 1,
            sha256=sha256,
            contents=today.contents,
            is_complete=today.is_complete,
            made_by=who.name,
            made_at=now,
        )
        renditions.keep_file(session, sha256, content, now)
        packages.keep_version(session, dossier.id, made, user_id=who.id or None)
        audit.record(
            session, AuditEvent.PACKAGE_MADE, now, user_id=who.id or None,
            onlinedienst_id=dossier.id, detail=f"{made.version} {sha256[:SHOWN_DIGITS]}",
        )  # fmt: skip
    return Produced(content, _file_name(today.head.onlinedienst, made), sha256)


def draft_mail(
    *, who: Account, onlinedienst_id: int, to: str, link: str, is_with_package: bool
) -> Produced | None:
    """The mail to the Servicedesk as a file, with the package or with a link to its page.

    ``to`` may be empty. Raises like ``make_package``, and NotFound if there is nothing to say yet.
    None for now if papers of the package have to be drawn first.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.EXPORT, with_trial=True)
        mail = _mail(dossier)
    if mail is None:
        raise NotFound(NOTHING_TO_SAY)
    attached, text = None, f"{mail.body}\n{LINKED.format(link=link)}\n"
    if is_with_package:
        package = make_package(who=who, onlinedienst_id=onlinedienst_id)
        if package is None:
            return None
        attached, text = Attached(package.file_name, package.content), mail.body
    content = write_mail_draft(to, mail.subject, text, utc_now(), attached)
    name = f"uebergabe-{file_words(dossier.standing.title)}{FILE_ENDING}"
    return Produced(content, name, hashlib.sha256(content).hexdigest())


def fetch_version(*, who: Account, onlinedienst_id: int, version: int) -> Produced:
    """A version exactly as it was handed over. Raises NotFound, FileDamaged."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.EXPORT, with_trial=True)
        versions = packages.list_versions(session, dossier.id)
        found = next((v for v in versions if v.version == version), None)
        if found is None:
            raise NotFound(UNKNOWN_VERSION)
        return _kept(session, dossier.standing.title, found)


def _kept(session: Session, title: str, version: PackageVersion) -> Produced:
    name = _file_name(title, version)
    return Produced(_verified(session, version.sha256, name), name, version.sha256)


def _file_name(title: str, version: PackageVersion) -> str:
    """For example ``go-live-paket-hundesteuer-anmelden-v2-unvollstaendig.zip``."""
    state = "" if version.is_complete else INCOMPLETE_SLUG
    parts = ("go-live-paket", file_words(title), f"v{version.version}", state)
    return "-".join(part for part in parts if part) + ".zip"
