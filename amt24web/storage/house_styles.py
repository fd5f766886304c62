"""House styles with their versions, and who uses which: an Onlinedienst now, an issued paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Select,
    UniqueConstraint,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from amt24web.domain.house_style import Logo, LogoKind, Look, StyleVersion, name_key
from amt24web.domain.wording import folded
from amt24web.storage.database import Base, enum_type, insert_once
from amt24web.storage.issued_documents import IssuedDocument
from amt24web.storage.renditions import StoredFile, keep_file
from amt24web.storage.users import User

HIGHEST_ID = 2**31 - 1
File = tuple[str, bytes]
"""SHA-256 and bytes."""


class HouseStyle(Base):
    """A house style by its name; what it looks like stands in its versions."""

    __tablename__ = "house_style"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True, unique=True, server_default="")
    """The name without case, so that it is there once however it is spelled."""


class HouseStyleVersion(Base):
    """What was uploaded at one time; it never changes and never goes, it is only not offered."""

    __tablename__ = "house_style_version"
    __table_args__ = (
        UniqueConstraint("style_id", "version"),
        CheckConstraint("version > 0", name="version_counts_from_one"),
        CheckConstraint("(logo_kind IS NULL) = (logo_sha256 IS NULL)", name="logo_has_a_kind"),
        CheckConstraint(
            "template_sha256 IS NOT NULL OR logo_sha256 IS NOT NULL OR accent != ''",
            name="brings_something",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    style_id: Mapped[int] = mapped_column(ForeignKey("house_style.id"))
    version: Mapped[int]
    template_name: Mapped[str]
    template_sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    logo_kind: Mapped[LogoKind | None] = mapped_column(enum_type(LogoKind, "logo_kind"))
    logo_sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    accent: Mapped[str]
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class ChosenStyle(Base):
    """Which version the papers of an Onlinedienst are drawn in; without a row it is ours."""

    __tablename__ = "chosen_style"

    onlinedienst_id: Mapped[int] = mapped_column(ForeignKey("onlinedienst.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("house_style_version.id"))


class IssuedStyle(Base):
    """Which version an issued paper was drawn in, for its approval to look the same."""

    __tablename__ = "issued_style"

    issued_id: Mapped[int] = mapped_column(ForeignKey("issued_document.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("house_style_version.id"))


@dataclass(frozen=True, slots=True)
class Upload:
    """A checked house style about to be kept."""

    name: str
    accent: str
    template_name: str = ""
    template: File | None = None
    logo: File | None = None
    logo_kind: LogoKind | None = None


def list_versions(session: Session) -> tuple[StyleVersion, ...]:
    """All versions of all house styles: styles as in a dictionary, newest version first."""
    versions = map(_version, session.execute(_with_names()).all())
    return tuple(sorted(versions, key=lambda v: (folded(v.name), v.style_id, -v.version)))


def find_version(session: Session, version_id: int) -> StyleVersion | None:
    """One version, or None."""
    if not 0 < version_id <= HIGHEST_ID:
        return None
    return _one(session, _with_names().where(HouseStyleVersion.id == version_id))


def find_chosen(session: Session, onlinedienst_id: int) -> StyleVersion | None:
    """The version an Onlinedienst uses now, or None for ours."""
    chosen = _with_names().join(ChosenStyle, ChosenStyle.version_id == HouseStyleVersion.id)
    return _one(session, chosen.where(ChosenStyle.onlinedienst_id == onlinedienst_id))


def find_issued_style(session: Session, issued_id: int) -> StyleVersion | None:
    """The version an issued paper was drawn in, or None for ours."""
    if not 0 < issued_id <= HIGHEST_ID:
        return None
    issued = _with_names().join(IssuedStyle, IssuedStyle.version_id == HouseStyleVersion.id)
    return _one(session, issued.where(IssuedStyle.issued_id == issued_id))


def list_issued_styles(session: Session, onlinedienst_id: int) -> dict[int, int]:
    """By number of the issued paper the version it was drawn in; ours are not in it."""
    statement = (
        select(IssuedStyle.issued_id, IssuedStyle.version_id)
        .join(IssuedDocument, IssuedDocument.id == IssuedStyle.issued_id)
        .where(IssuedDocument.onlinedienst_id == onlinedienst_id)
    )
    return dict(session.execute(statement).all())


def load_look(session: Session, version: StyleVersion) -> Look:
    """A version with the bytes of its files, as the inks need it."""
    logo = _content(session, version.logo_sha256)
    return Look(
        name=version.name,
        template=_content(session, version.template_sha256),
        logo=Logo(version.logo_kind, logo) if version.logo_kind else None,
        accent=version.accent,
    )


def keep_version(session: Session, upload: Upload, *, user_id: int, now: datetime) -> int:
    """Keep an upload as the next version of the style of this name; returns its number.

    A style goes by the name it was first given; another spelling of it is the same style.

    Writers of the same style wait for each other, so that no two get the same number.
    """
    key = name_key(upload.name)
    insert_once(session, HouseStyle, name=upload.name, name_key=key)
    by_name = select(HouseStyle).where(HouseStyle.name_key == key)
    style = session.scalars(by_name.with_for_update()).one()
    for file in (upload.template, upload.logo):
        if file:
            keep_file(session, *file, now)
    newest = select(func.max(HouseStyleVersion.version)).where(
        HouseStyleVersion.style_id == style.id
    )
    row = HouseStyleVersion(
        style_id=style.id,
        version=(session.scalar(newest) or 0) + 1,
        template_name=upload.template_name,
        template_sha256=upload.template[0] if upload.template else None,
        logo_kind=upload.logo_kind,
        logo_sha256=upload.logo[0] if upload.logo else None,
        accent=upload.accent,
        uploaded_by_id=user_id,
        uploaded_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def set_retired(session: Session, version_id: int, since: datetime | None) -> None:
    """Take a version out of the offer, or put it back (None)."""
    one = HouseStyleVersion.id == version_id
    session.execute(update(HouseStyleVersion).where(one).values(retired_at=since))


def choose(session: Session, onlinedienst_id: int, version_id: int) -> None:
    """Let the papers of an Onlinedienst be drawn in this version from now on."""
    reset(session, onlinedienst_id)
    session.add(ChosenStyle(onlinedienst_id=onlinedienst_id, version_id=version_id))


def reset(session: Session, onlinedienst_id: int) -> None:
    """Let the papers of an Onlinedienst be drawn in our style again."""
    own = ChosenStyle.onlinedienst_id == onlinedienst_id
    session.execute(delete(ChosenStyle).where(own))


def keep_issued_style(session: Session, issued_id: int, version_id: int) -> None:
    """Note which version an issued paper was drawn in."""
    session.add(IssuedStyle(issued_id=issued_id, version_id=version_id))


def list_file_names(session: Session) -> list[str]:
    """The SHA-256 of every file of every version, each once."""
    version = HouseStyleVersion
    files = select(version.template_sha256).union(select(version.logo_sha256))
    return sorted(name for name in session.scalars(files) if name)


def _with_names() -> Select[HouseStyleVersion, str, str]:
    return (
        select(HouseStyleVersion, HouseStyle.name, User.name)
        .join(HouseStyle, HouseStyle.id == HouseStyleVersion.style_id)
        .join(User, User.id == HouseStyleVersion.uploaded_by_id)
    )


def _one(session: Session, statement: Select[HouseStyleVersion, str, str]) -> StyleVersion | None:
    found = session.execute(statement).one_or_none()
    return _version(found) if found else None


def _version(found: Sequence[Any]) -> StyleVersion:
    row, name, uploaded_by = found
    return StyleVersion(
        id=row.id,
        style_id=row.style_id,
        name=name,
        version=row.version,
        template_name=row.template_name,
        template_sha256=row.template_sha256 or "",
        logo_kind=row.logo_kind,
        logo_sha256=row.logo_sha256 or "",
        accent=row.accent,
        uploaded_by=uploaded_by,
        uploaded_at=row.uploaded_at,
        retired_at=row.retired_at,
    )


def _content(session: Session, sha256: str) -> bytes:
    if not sha256:
        return b""
    return session.scalar(select(StoredFile.content).where(StoredFile.sha256 == sha256)) or b""
