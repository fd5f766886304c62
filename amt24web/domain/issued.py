"""Issued papers as plain data: a version with its facts, its files and its approval."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from amt24web.domain.vocabulary import (
    Deed,
    DocumentFormat,
    DocumentKind,
    DocumentState,
    SignOffWay,
)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A paper about to be issued: its number, its facts as JSON, their fingerprint, and why."""

    kind: DocumentKind
    version: int
    facts: bytes
    fingerprint: str
    note: str


@dataclass(frozen=True, slots=True)
class Issued:
    """One version of a paper as stories see it; people by the names they have now.

    ``files`` holds the SHA-256 by state and format, ``ordered`` the key of each rendering that is
    not there yet. Texts are empty where nothing happened yet.
    """

    id: int
    kind: DocumentKind
    version: int
    facts: bytes
    fingerprint: str
    note: str
    state: DocumentState
    issued_by: str
    issued_at: datetime
    approved_by: str
    approved_function: str
    approved_on: date | None
    approved_way: SignOffWay | None
    recorded_by: str
    evidence_name: str
    evidence_sha256: str
    withdrawn_by: str
    withdrawn_at: datetime | None
    withdrawn_reason: str
    files: Mapping[tuple[DocumentState, DocumentFormat], str]
    ordered: Mapping[tuple[DocumentState, DocumentFormat], str]


@dataclass(frozen=True, slots=True)
class PaperStep:
    """One step in the life of an issued paper: who recorded it when.

    ``note`` is why it was issued or withdrawn; ``approval`` is there if the step is one.
    """

    issued_id: int
    kind: DocumentKind
    version: int
    deed: Deed
    author_id: int
    author_name: str
    happened_at: datetime
    note: str = ""
    approval: "Approval | None" = None


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a paper, when and how we know; ``evidence`` is a file with its name."""

    name: str
    function: str
    day: date
    way: SignOffWay
    evidence_name: str = ""
    evidence: tuple[str, bytes] | None = None
