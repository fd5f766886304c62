"""The save protocol: whether what somebody sends is written, already there, or a conflict."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from amt24web.domain.records import Content, Record


class Verdict(StrEnum):
    """What happens to one save."""

    UNCHANGED = "unchanged"
    WRITE = "write"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a save comes from: the person, the page as it was opened, and its rising sequence."""

    author_id: int
    author_name: str
    page_id: str = ""
    sequence: int = 0


def judge(
    newest: Record,
    read: Callable[[Content], Content],
    shown_revision: int,
    origin: Origin,
    content_at: Callable[[int], Content | None],
) -> Verdict:
    """Decide about one save.

    ``read`` gives the content after this save on top of a given one: what a page does not send
    stays as it is there. ``content_at`` finds what a former revision said; it is asked only if the
    page showed an older revision than the newest. Text that is already there, or that was not
    touched since the page showed it, is never written and never a conflict.
    """
    if read(newest.content) == newest.content:
        return Verdict.UNCHANGED
    if _follows_itself(newest, origin):
        return Verdict.WRITE
    if shown_revision >= newest.revision:
        return Verdict.WRITE
    shown = content_at(shown_revision) or Content()
    if read(shown) == shown:
        return Verdict.UNCHANGED
    # A row that was only moved or brought back meanwhile still says the same.
    return Verdict.WRITE if shown == newest.content else Verdict.CONFLICT


def _follows_itself(newest: Record, origin: Origin) -> bool:
    """The newest was written by the same person on the same page, earlier in the sequence."""
    return (
        bool(origin.page_id)
        and newest.page_id == origin.page_id
        and newest.author_id == origin.author_id
        and newest.sequence < origin.sequence
    )


def next_record(newest: Record, content: Content, origin: Origin, now: datetime) -> Record:
    """The next revision of a record."""
    return replace(
        newest,
        content=content,
        revision=newest.revision + 1,
        author_id=origin.author_id,
        author_name=origin.author_name,
        page_id=origin.page_id,
        sequence=origin.sequence,
        saved_at=now,
    )


def judge_restoring(newest: Record, wanted: Content, shown: Record | None) -> Verdict:
    """Decide about bringing back what a former revision said, and its row if that was removed.

    ``shown`` is the revision the page took for the newest; None if there is no such revision. As
    with every save, what nobody has seen is never overwritten.
    """
    if newest.content == wanted and not newest.removed:
        return Verdict.UNCHANGED
    if shown is None:
        return Verdict.CONFLICT
    if shown.revision == newest.revision:
        return Verdict.WRITE
    # A row that was only moved meanwhile still says the same.
    is_same = (shown.content, shown.removed) == (newest.content, newest.removed)
    return Verdict.WRITE if is_same else Verdict.CONFLICT
