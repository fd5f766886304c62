"""How a paper becomes a file: drawn once, kept by its content, ordered if it takes long."""

import hashlib
from dataclasses import dataclass

from sqlalchemy.orm import Session

from amt24web.documents.outline import Document, facts, fingerprint
from amt24web.documents.render import TIME_LIMIT, engine, render
from amt24web.domain.errors import FileDamaged, RenderingFailed, TooSlow
from amt24web.domain.house_style import OUR_LOOK, Look, StyleVersion
from amt24web.domain.vocabulary import DocumentFormat
from amt24web.domain.wording import file_words
from amt24web.storage import house_styles, paper_orders, renditions
from amt24web.storage.database import reading, utc_now, writing
from amt24web.storage.paper_orders import Ordered

SOON_SECONDS = 2.0
"""So long a request waits for a paper; what takes longer is made by the worker."""


@dataclass(frozen=True, slots=True)
class Produced:
    """A paper ready to hand over: its bytes and how the file is called."""

    content: bytes
    file_name: str
    sha256: str


def drawn(
    document: Document,
    file_format: DocumentFormat,
    style: StyleVersion | None,
    seconds: float = TIME_LIMIT,
) -> tuple[str, bytes]:
    """SHA-256 and bytes of a paper; the second time the same facts in the same style cost nothing.

    ``style`` is None for ours. Must be called without an open transaction. Raises TooSlow if it
    takes longer than that, FileDamaged if a file of the style is not what was uploaded.
    """
    key = _key(document, file_format, style)
    with reading() as session:
        kept = renditions.find(session, key)
        if kept:
            return kept
        look = _look(session, style)
    content = render(document, file_format, look, seconds=seconds)
    sha256 = hashlib.sha256(content).hexdigest()
    with writing() as session:
        renditions.keep(session, key, sha256, content, utc_now())
    return sha256, content


def drawn_soon(
    document: Document, file_format: DocumentFormat, style: StyleVersion | None
) -> tuple[str, bytes] | None:
    """The same within the time a request may take; else it is ordered, and None for now.

    Raises RenderingFailed once if the order could not be drawn; asking again tries anew.
    """
    key = _key(document, file_format, style)
    with reading() as session:
        order = paper_orders.find_order(session, key)
    if order and order.has_failed:
        with writing() as session:
            paper_orders.remove_order(session, key)
        raise RenderingFailed(order.last_error)
    if order:
        return None
    try:
        return drawn(document, file_format, style, SOON_SECONDS)
    except TooSlow:
        _order(key, document, file_format, style)
        return None


def _order(
    key: str, document: Document, file_format: DocumentFormat, style: StyleVersion | None
) -> None:
    head = document.head
    order = Ordered(
        key=key,
        facts=facts(document),
        state=head.state,
        approval=head.approval,
        file_format=file_format,
        style_version_id=style.id if style else None,
        attempts=0,
        last_error="",
        has_failed=False,
    )
    with writing() as session:
        paper_orders.keep_order(session, order, utc_now())


def _look(session: Session, style: StyleVersion | None) -> Look:
    if style is None:
        return OUR_LOOK
    look = house_styles.load_look(session, style)
    logo = look.logo.content if look.logo else b""
    for sha256, content in ((style.template_sha256, look.template), (style.logo_sha256, logo)):
        if sha256 and hashlib.sha256(content).hexdigest() != sha256:
            raise FileDamaged(f"Der Hausstil „{style.name}“")
    return look


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
