"""How a paper becomes a file: drawn once, kept by its content, ordered if it takes long."""

import hashlib
import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlalchemy.orm import Session

from amt24web.documents.child import UNKNOWN_PAGES, Pages, Wish
from amt24web.documents.frozen import thaw
from amt24web.documents.outline import Document, facts, fingerprint
from amt24web.documents.render import TIME_LIMIT, draw, engine, needs_pages
from amt24web.domain.errors import FileDamaged, RenderingFailed, TooSlow
from amt24web.domain.house_style import OUR_LOOK, Look, StyleVersion
from amt24web.domain.vocabulary import DocumentFormat
from amt24web.domain.wording import file_words
from amt24web.storage import house_styles, issued_documents, paper_orders, renditions
from amt24web.storage.database import reading, utc_now, writing
from amt24web.storage.paper_orders import Ordered

SOON_SECONDS = 2.0
"""So long a request waits for a paper; what takes longer is made by the worker."""


Keys: TypeAlias = Mapping[DocumentFormat, str]
"""Under which keys the files of a paper are kept once they are drawn."""
ORDER_GONE = "Die Dateien dieser Version sind nicht da."


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
    before = time.monotonic()
    pages = UNKNOWN_PAGES
    if needs_pages(document, file_format):
        pages = _pages(document, style, seconds)
    left = seconds - (time.monotonic() - before)
    drawing = draw(Wish(document, file_format, look, pages), seconds=left)
    sha256 = hashlib.sha256(drawing.content).hexdigest()
    with writing() as session:
        renditions.keep(session, key, sha256, drawing.content, utc_now())
        if drawing.pages:
            _keep_pages(session, key, drawing.pages)
    return sha256, drawing.content


def _pages(document: Document, style: StyleVersion | None, seconds: float) -> Pages:
    """On which page each heading stands in the PDF, which is drawn for it if nobody did yet."""
    drawn(document, DocumentFormat.PDF, style, seconds)
    with reading() as session:
        kept = renditions.find(session, _pages_key(_key(document, DocumentFormat.PDF, style)))
    return json.loads(kept[1]) if kept else UNKNOWN_PAGES


def _keep_pages(session: Session, key: str, pages: Pages) -> None:
    content = json.dumps(dict(pages)).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    renditions.keep(session, _pages_key(key), sha256, content, utc_now())


def _pages_key(key: str) -> str:
    """Under which the page numbers of a PDF lie beside it."""
    return hashlib.sha256(f"pages of {key}".encode()).hexdigest()


def drawn_soon(
    document: Document, file_format: DocumentFormat, style: StyleVersion | None
) -> tuple[str, bytes] | None:
    """The same within the time a request may take; else it is ordered, and None for now.

    Raises RenderingFailed once if the order could not be drawn; asking again tries anew.
    """
    return _drawn_until(time.monotonic() + SOON_SECONDS, document, file_format, style)


def drawn_together(
    papers: Iterable[tuple[Document, DocumentFormat, StyleVersion | None]], *, is_patient: bool
) -> list[bytes] | None:
    """Several papers within the time one request may take; the rest is ordered, and None for now.

    Who ``is_patient`` waits for all of them. Raises RenderingFailed like ``drawn_soon``.
    """
    if is_patient:
        return [drawn(*paper)[1] for paper in papers]
    deadline = time.monotonic() + SOON_SECONDS
    made = [_drawn_until(deadline, *paper) for paper in papers]
    there = [one[1] for one in made if one]
    return there if len(there) == len(made) else None


def _drawn_until(
    deadline: float, document: Document, file_format: DocumentFormat, style: StyleVersion | None
) -> tuple[str, bytes] | None:
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
        return drawn(document, file_format, style, max(0.0, deadline - time.monotonic()))
    except TooSlow:
        with writing() as session:
            _keep_order(session, document, file_format, style)
        return None


def order(session: Session, document: Document, style: StyleVersion | None) -> Keys:
    """Order a paper in every ink within the transaction of whoever needs it; the keys by format.

    What could not be drawn before is tried anew.
    """
    keys = {file_format: _key(document, file_format, style) for file_format in DocumentFormat}
    for file_format, key in keys.items():
        before = paper_orders.find_order(session, key)
        if before and before.has_failed:
            paper_orders.remove_order(session, key)
        _keep_order(session, document, file_format, style)
    return keys


def _keep_order(
    session: Session, document: Document, file_format: DocumentFormat, style: StyleVersion | None
) -> None:
    head = document.head
    wanted = Ordered(
        key=_key(document, file_format, style),
        facts=facts(document),
        state=head.state,
        approval=head.approval,
        file_format=file_format,
        style_version_id=style.id if style else None,
        attempts=0,
        last_error="",
        has_failed=False,
    )
    paper_orders.keep_order(session, wanted, utc_now())


def fulfil(order: Ordered, style: StyleVersion | None, seconds: float = TIME_LIMIT) -> None:
    """Draw what was ordered and give it to every version that waits for it.

    Doing it twice makes nothing twice. Raises TooSlow and RenderingFailed; the order stays then.
    """
    sha256, _ = drawn(_document(order), order.file_format, style, seconds)
    with writing() as session:
        issued_documents.keep_drawn(session, order.key, sha256)
        paper_orders.remove_order(session, order.key)


def fulfil_soon(keys: Keys, style: StyleVersion | None) -> None:
    """The same for what a request may wait for; the worker does the rest, and says what failed."""
    deadline = time.monotonic() + SOON_SECONDS
    for key in keys.values():
        with reading() as session:
            wanted = paper_orders.find_order(session, key)
        if wanted is None:
            continue
        try:
            fulfil(wanted, style, max(0.0, deadline - time.monotonic()))
        except RenderingFailed:
            return


def trouble(session: Session, keys: Iterable[str]) -> str:
    """What kept ordered renderings from being drawn; empty as long as somebody is at it."""
    for key in keys:
        wanted = paper_orders.find_order(session, key)
        if wanted is None or wanted.has_failed:
            return wanted.last_error if wanted else ORDER_GONE
    return ""


def _document(order: Ordered) -> Document:
    """The paper as it was ordered: frozen facts, and how far it had come."""
    document = thaw(order.facts)
    head = replace(document.head, state=order.state, approval=order.approval)
    return replace(document, head=head)


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


def verified(content: bytes | None, sha256: str, name: str) -> Produced:
    """A kept file exactly as it was kept. Raises FileDamaged if it is not that any more."""
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        raise FileDamaged(name)
    return Produced(content, name, sha256)
