"""Issued papers: frozen facts, their files, and what people decided about them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Select, UniqueConstraint, func, select, update
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from amt24web.domain.issued import Approval, Frozen, Issued
from amt24web.domain.vocabulary import DocumentFormat, DocumentKind, DocumentState, SignOffWay
from amt24web.storage.database import Base, LongText, enum_type
from amt24web.storage.renditions import keep_file
from amt24web.storage.users import User

HIGHEST_ID = 2**31 - 1


class IssuedDocument(Base):
    """One version of a paper. Its facts and files never change; only its state moves on.

    ``kind`` is a word of the vocabulary without a check: new kinds of papers are no new tables.
    """

    __tablename__ = "issued_document"
    __table_args__ = (
        UniqueConstraint("onlinedienst_id", "kind", "subject", "version"),
        CheckConstraint("version > 0", name="version_counts_from_one"),
        CheckConstraint(
            "(approved_at IS NULL) = (approved_on IS NULL)", name="approval_has_time_and_day"
        ),
        CheckConstraint(
            "state != 'approved' OR approved_at IS NOT NULL", name="approved_by_somebody"
        ),
        CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_a_time"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"), index=True)
    kind: Mapped[str]
    subject: Mapped[str]
    version: Mapped[int]
    facts: Mapped[str] = mapped_column(LongText)
    fingerprint: Mapped[str]
    note: Mapped[str] = mapped_column(LongText)
    state: Mapped[DocumentState] = mapped_column(enum_type(DocumentState, "state"))
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    issued_at: Mapped[datetime]
    approved_by: Mapped[str]
    approved_function: Mapped[str]
    approved_on: Mapped[date | None]
    approved_way: Mapped[SignOffWay | None] = mapped_column(enum_type(SignOffWay, "approved_way"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    evidence_name: Mapped[str]
    evidence_sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(LongText)


class IssuedFile(Base):
    """The file of an issued paper in one ink, as it went out for approval or approved.

    ``file_sha256`` is empty until the file is drawn, and set once. ``rendition_key`` says which
    rendering it waits for.
    """

    __tablename__ = "issued_file"
    __table_args__ = (
        CheckConstraint("file_sha256 IS NOT NULL OR rendition_key != ''", name="there_or_ordered"),
    )

    issued_id: Mapped[int] = mapped_column(ForeignKey("issued_document.id"), primary_key=True)
    state: Mapped[DocumentState] = mapped_column(
        enum_type(DocumentState, "state"), primary_key=True
    )
    file_format: Mapped[DocumentFormat] = mapped_column(
        enum_type(DocumentFormat, "file_format"), primary_key=True
    )
    rendition_key: Mapped[str] = mapped_column(index=True)
    file_sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))


def list_issued(session: Session, onlinedienst_id: int) -> tuple[Issued, ...]:
    """All issued papers of an Onlinedienst, newest versions first within each kind."""
    issued = IssuedDocument
    statement = _with_names().where(issued.onlinedienst_id == onlinedienst_id)
    rows = session.execute(statement.order_by(issued.kind, issued.version.desc())).all()
    files = _files(session, [row.id for row, *_ in rows])
    return tuple(_issued(row, names, files.get(row.id, [])) for row, *names in rows)


def find_issued(session: Session, onlinedienst_id: int, issued_id: int) -> Issued | None:
    """One issued paper of this Onlinedienst, or None."""
    if not 0 < issued_id <= HIGHEST_ID:
        return None
    issued = IssuedDocument
    wanted = (issued.onlinedienst_id == onlinedienst_id, issued.id == issued_id)
    found = session.execute(_with_names().where(*wanted)).one_or_none()
    if found is None:
        return None
    row, *names = found
    return _issued(row, names, _files(session, [issued_id]).get(issued_id, []))


def _with_names() -> Select[IssuedDocument, str, str, str]:
    issuer, recorder, withdrawer = aliased(User), aliased(User), aliased(User)
    issued = IssuedDocument
    return (
        select(issued, issuer.name, recorder.name, withdrawer.name)
        .join(issuer, issuer.id == issued.issued_by_id)
        .outerjoin(recorder, recorder.id == issued.approved_by_id)
        .outerjoin(withdrawer, withdrawer.id == issued.withdrawn_by_id)
    )


def _files(session: Session, ids: Iterable[int]) -> dict[int, list[IssuedFile]]:
    found: dict[int, list[IssuedFile]] = {}
    for file in session.scalars(select(IssuedFile).where(IssuedFile.issued_id.in_(list(ids)))):
        found.setdefault(file.issued_id, []).append(file)
    return found


def _issued(
    row: IssuedDocument,
    names: Sequence[str | None],
    files: Sequence[IssuedFile],
) -> Issued:
    issued_by, recorded_by, withdrawn_by = (name or "" for name in names)
    return Issued(
        id=row.id,
        kind=DocumentKind(row.kind),
        version=row.version,
        facts=row.facts.encode(),
        fingerprint=row.fingerprint,
        note=row.note,
        state=row.state,
        issued_by=issued_by,
        issued_at=row.issued_at,
        approved_by=row.approved_by,
        approved_function=row.approved_function,
        approved_on=row.approved_on,
        approved_way=row.approved_way,
        recorded_by=recorded_by,
        evidence_name=row.evidence_name,
        evidence_sha256=row.evidence_sha256 or "",
        withdrawn_by=withdrawn_by,
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
        files={(f.state, f.file_format): f.file_sha256 for f in files if f.file_sha256},
        ordered={(f.state, f.file_format): f.rendition_key for f in files if not f.file_sha256},
    )


def next_version(session: Session, onlinedienst_id: int, kind: DocumentKind) -> int:
    """The number the next version of this kind gets; withdrawn ones keep theirs."""
    statement = select(func.max(IssuedDocument.version)).where(
        IssuedDocument.onlinedienst_id == onlinedienst_id, IssuedDocument.kind == kind
    )
    return (session.scalar(statement) or 0) + 1


def newest_valid_version(session: Session, onlinedienst_id: int, kind: DocumentKind) -> int:
    """The number of the newest version that was not withdrawn; 0 without one."""
    statement = select(func.max(IssuedDocument.version)).where(
        IssuedDocument.onlinedienst_id == onlinedienst_id,
        IssuedDocument.kind == kind,
        IssuedDocument.state != DocumentState.WITHDRAWN,
    )
    return session.scalar(statement) or 0


def keep_issued(
    session: Session,
    onlinedienst_id: int,
    frozen: Frozen,
    *,
    user_id: int,
    now: datetime,
) -> int:
    """Keep a new version, waiting for approval; returns its number."""
    row = IssuedDocument(
        onlinedienst_id=onlinedienst_id,
        kind=frozen.kind,
        subject="",
        version=frozen.version,
        facts=frozen.facts.decode(),
        fingerprint=frozen.fingerprint,
        note=frozen.note,
        state=DocumentState.FOR_APPROVAL,
        issued_by_id=user_id,
        issued_at=now,
        approved_by="",
        approved_function="",
        evidence_name="",
        withdrawn_reason="",
    )
    session.add(row)
    session.flush()
    return row.id


def keep_approval(
    session: Session,
    issued_id: int,
    approval: Approval,
    *,
    user_id: int,
    now: datetime,
) -> None:
    """Note the approval."""
    if approval.evidence:
        keep_file(session, *approval.evidence, now)
    session.execute(
        update(IssuedDocument)
        .where(IssuedDocument.id == issued_id)
        .values(
            state=DocumentState.APPROVED,
            approved_by=approval.name,
            approved_function=approval.function,
            approved_on=approval.day,
            approved_way=approval.way,
            approved_by_id=user_id,
            approved_at=now,
            evidence_name=approval.evidence_name,
            evidence_sha256=approval.evidence[0] if approval.evidence else None,
        )
    )


def keep_withdrawal(
    session: Session, issued_id: int, reason: str, *, user_id: int, now: datetime
) -> None:
    """Note that a version is not valid any more; its files stay."""
    session.execute(
        update(IssuedDocument)
        .where(IssuedDocument.id == issued_id)
        .values(
            state=DocumentState.WITHDRAWN,
            withdrawn_by_id=user_id,
            withdrawn_at=now,
            withdrawn_reason=reason,
        )
    )


def expect_files(
    session: Session, issued_id: int, state: DocumentState, keys: Mapping[DocumentFormat, str]
) -> None:
    """Note which renderings a version waits for in this state."""
    session.add_all(
        IssuedFile(issued_id=issued_id, state=state, file_format=file_format, rendition_key=key)
        for file_format, key in keys.items()
    )


def order_anew(
    session: Session, issued_id: int, state: DocumentState, keys: Mapping[DocumentFormat, str]
) -> None:
    """What is not there yet waits for these renderings from now on."""
    for file_format, key in keys.items():
        session.execute(
            update(IssuedFile)
            .where(
                IssuedFile.issued_id == issued_id,
                IssuedFile.state == state,
                IssuedFile.file_format == file_format,
                IssuedFile.file_sha256.is_(None),
            )
            .values(rendition_key=key)
        )


def keep_drawn(session: Session, rendition_key: str, sha256: str) -> None:
    """A rendering is there: every version that waits for it has its file from now on."""
    session.execute(
        update(IssuedFile)
        .where(IssuedFile.rendition_key == rendition_key, IssuedFile.file_sha256.is_(None))
        .values(file_sha256=sha256)
    )


def list_file_names(session: Session) -> list[str]:
    """The SHA-256 of every file that was issued or came as evidence, each once."""
    issued = select(IssuedFile.file_sha256).where(IssuedFile.file_sha256.is_not(None))
    evidence = select(IssuedDocument.evidence_sha256).where(
        IssuedDocument.evidence_sha256.is_not(None)
    )
    return sorted({name for name in session.scalars(issued.union(evidence)) if name})
