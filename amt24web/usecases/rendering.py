"""How a paper becomes a file: drawn once, kept by its content, ordered if it takes long."""

import hashlib
from dataclasses import dataclass

from amt24web.documents.outline import Document, facts, fingerprint
from amt24web.documents.render import TIME_LIMIT, engine, render
from amt24web.domain.errors import RenderingFailed, TooSlow
from amt24web.domain.vocabulary import DocumentFormat
from amt24web.domain.wording import file_words
from amt24web.storage import paper_orders, renditions
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
    document: Document, file_format: DocumentFormat, seconds: float = TIME_LIMIT
) -> tuple[str, bytes]:
    """SHA-256 and bytes of a paper; the second time the same facts cost nothing.

    Must be called without an open transaction. Raises TooSlow if it takes longer than that.
    """
    key = _key(document, file_format)
    with reading() as session:
        kept = renditions.find(session, key)
    if kept:
        return kept
    content = render(document, file_format, seconds=seconds)
    sha256 = hashlib.sha256(content).hexdigest()
    with writing() as session:
        renditions.keep(session, key, sha256, content, utc_now())
    return sha256, content


def drawn_soon(document: Document, file_format: DocumentFormat) -> tuple[str, bytes] | None:
    """The same within the time a request may take; else it is ordered, and None for now.

    Raises RenderingFailed once if the order could not be drawn; asking again tries anew.
    """
    key = _key(document, file_format)
    with reading() as session:
        order = paper_orders.find_order(session, key)
    if order and order.has_failed:
        with writing() as session:
            paper_orders.remove_order(session, key)
        raise RenderingFailed(order.last_error)
    if order:
        return None
    try:
        return drawn(document, file_format, SOON_SECONDS)
    except TooSlow:
        _order(key, document, file_format)
        return None


def _order(key: str, document: Document, file_format: DocumentFormat) -> None:
    head = document.head
    order = Ordered(
        key=key,
        facts=facts(document),
        state=head.state,
        approval=head.approval,
        file_format=file_format,
        attempts=0,
        last_error="",
        has_failed=False,
    )
    with writing() as session:
        paper_orders.keep_order(session, order, utc_now())


def _key(document: Document, file_format: DocumentFormat) -> str:
    """What a rendering depends on: the facts, how far the paper has come, the engine, the ink."""
    head = document.head
    parts = (fingerprint(document), str(head.state), head.approval, file_format, engine())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def file_name(slug: str, document: Document, file_format: DocumentFormat) -> str:
    """For example ``auftakt-anmeldung-zur-grundschule-2026-11-24.pdf``."""
    parts = (slug, file_words(document.head.onlinedienst), document.head.day.isoformat())
    return "-".join(part for part in parts if part) + f".{file_format}"
