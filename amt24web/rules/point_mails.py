"""Mails that tell people which open points wait for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from amt24web.domain.vocabulary import PointKind
from amt24web.domain.wording import counted, german_date
from amt24web.rules.enquiries import Letterhead
from amt24web.rules.point_list import PointLine, PointList, Waiting


@dataclass(frozen=True, slots=True)
class PointMail:
    """A prepared mail that lists somebody's open points."""

    waiting: Waiting
    count: int
    subject: str
    text: str


def point_mails(
    listed: PointList, title: str, letterhead: Letterhead, questions: str
) -> tuple[PointMail, ...]:
    """A mail for everybody whom one of the lines waits for, except to oneself.

    ``questions`` is the address of the page with what was handed to whoever opens it; everybody
    may see that, even who sees nothing else.
    """
    return tuple(
        PointMail(
            waiting=person,
            count=len(lines),
            subject=f"Onlinedienst „{title}“: {_counted(len(lines))}",
            text=_mail_text(lines, title, letterhead, questions),
        )
        for person, lines in listed.by_person
        if not person.uids & letterhead.own_uids
    )


def _counted(number: int) -> str:
    return counted(number, "offener Punkt", "offene Punkte")


def _mail_text(
    lines: Sequence[PointLine], title: str, letterhead: Letterhead, questions: str
) -> str:
    writer = letterhead.writer
    is_handed = any(line.kind is PointKind.IN_CLARIFICATION for line in lines)
    points = (f"{number}. {_in_mail(line)}" for number, line in enumerate(lines, 1))
    parts = [
        "Guten Tag,",
        f"beim Onlinedienst „{title}“ ist bei Ihnen noch offen:",
        "\n".join(points),
        "Bitte klären Sie diese Punkte, oder nennen Sie uns, wer sie klären kann.",
        f"Beantworten: {questions}" if is_handed else f"Nachsehen: {letterhead.address}",
        "\n".join(
            line for line in ("Mit freundlichen Grüßen", writer.name, writer.function) if line
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _in_mail(line: PointLine) -> str:
    by = f"bis {german_date(line.due_on)}" if line.due_on else line.stage
    late = ", überfällig" if line.is_overdue else ""
    return f"{line.number} {line.title} ({line.detail}; {by}{late})"
