"""Mails that tell people which open points wait for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from amt24web.domain.vocabulary import PointKind
from amt24web.domain.wording import counted, german_date
from amt24web.rules.enquiries import Letterhead
from amt24web.rules.handed_over import for_me
from amt24web.rules.point_list import PointLine, PointList, Waiting
from amt24web.rules.summary import Standing


@dataclass(frozen=True, slots=True)
class PointMail:
    """A prepared mail that lists somebody's open points."""

    waiting: Waiting
    count: int
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a mail leads: the page of what was handed to whoever opens it, and the sign-offs.

    Everybody may see the first, even who sees nothing else.
    """

    questions: str
    sign_offs: str


def point_mails(
    standing: Standing, listed: PointList, letterhead: Letterhead, pages: Pages
) -> tuple[PointMail, ...]:
    """A mail for everybody whom one of the lines waits for, except to oneself.

    Whose role signs something that is not signed, or has changed since, is asked for that as well.
    """
    title = standing.title
    return tuple(
        PointMail(
            waiting=person,
            count=len(lines),
            subject=f"Onlinedienst „{title}“: {_counted(len(lines))}",
            text=_mail_text(lines, title, letterhead, pages, _to_sign(standing, person)),
        )
        for person, lines in listed.by_person
        if not person.uids & letterhead.own_uids
    )


def _to_sign(standing: Standing, person: Waiting) -> tuple[str, ...]:
    """The subjects of the sign-offs that wait for this person."""
    return tuple(s.subject for s in for_me(standing, person.uids).sign_offs if s.is_due)


def _counted(number: int) -> str:
    return counted(number, "offener Punkt", "offene Punkte")


def _mail_text(
    lines: Sequence[PointLine],
    title: str,
    letterhead: Letterhead,
    pages: Pages,
    to_sign: Sequence[str],
) -> str:
    writer = letterhead.writer
    is_handed = any(line.kind is PointKind.IN_CLARIFICATION for line in lines)
    points = (f"{number}. {_in_mail(line)}" for number, line in enumerate(lines, 1))
    parts = [
        "Guten Tag,",
        f"beim Onlinedienst „{title}“ ist bei Ihnen noch offen:",
        "\n".join(points),
        "Bitte klären Sie diese Punkte, oder nennen Sie uns, wer sie klären kann.",
        f"Beantworten: {pages.questions}" if is_handed else f"Nachsehen: {letterhead.address}",
        *(f"Bitte zeichnen Sie auch „{s}“ mit: {pages.sign_offs}" for s in to_sign),
        "\n".join(
            line for line in ("Mit freundlichen Grüßen", writer.name, writer.function) if line
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _in_mail(line: PointLine) -> str:
    by = f"bis {german_date(line.due_on)}" if line.due_on else line.stage
    late = ", überfällig" if line.is_overdue else ""
    return f"{line.number} {line.title} ({line.detail}; {by}{late})"
