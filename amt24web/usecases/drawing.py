"""Drawing papers that took too long for a request; the worker does it, one after the other."""

import logging
from datetime import timedelta

from amt24web.domain.errors import RenderingFailed, Unavailable
from amt24web.domain.house_style import StyleVersion
from amt24web.storage import house_styles, paper_orders
from amt24web.storage.database import utc_now, writing
from amt24web.storage.paper_orders import Ordered
from amt24web.usecases.rendering import fulfil

LATER = timedelta(minutes=1)
"""After so long an order is tried again that only the database refused."""
LEASE = timedelta(minutes=5)
"""How long an order belongs to the worker that took it; longer than any paper may take."""
MOST_ATTEMPTS = 2
PAPERS_AT_ONCE = 5
"""After so many the worker may be asked to end."""
INTERRUPTED = (
    "Das Dokument konnte nicht fertig werden: Der Worker wurde dabei zweimal unterbrochen. Bitte "
    "versuchen Sie es noch einmal."
)

logger = logging.getLogger(__name__)


def draw_waiting() -> bool:
    """Draw what is due; returns whether more may be due. Doing it twice makes nothing twice.

    The file is kept by its content, so a worker that died half way costs time and nothing else.
    """
    for _ in range(PAPERS_AT_ONCE):
        with writing() as session:
            order = paper_orders.take_order(session, utc_now(), LEASE)
            chosen = order.style_version_id if order else None
            style = house_styles.find_version(session, chosen) if chosen else None
        if order is None:
            return False
        _draw(order, style)
    return True


def _draw(order: Ordered, style: StyleVersion | None) -> None:
    try:
        if order.attempts > MOST_ATTEMPTS:
            raise RenderingFailed(order.last_error or INTERRUPTED)
        fulfil(order, style)
    except Unavailable:
        # No room, say: that is not the paper's fault, and so no attempt at it.
        with writing() as session:
            paper_orders.give_back(session, order.key, utc_now() + LATER)
    except RenderingFailed as trouble:
        logger.warning("paper %s, attempt %s: not drawn", order.key[:12], order.attempts)
        is_last = order.attempts >= MOST_ATTEMPTS
        with writing() as session:
            again = None if is_last else utc_now()
            paper_orders.note_not_drawn(session, order.key, trouble.message, again)
