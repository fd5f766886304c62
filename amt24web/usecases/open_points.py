"""The open points of one Onlinedienst: as a list to work through, and as a file for Excel."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from amt24web.documents.csv_table import csv_table
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action
from amt24web.domain.wording import file_words, german_date, label, local_day
from amt24web.rules.enquiries import Letterhead
from amt24web.rules.point_list import PointFilter, PointLine, PointList, point_list
from amt24web.rules.point_mails import Pages, PointMail, point_mails
from amt24web.storage.database import reading, utc_now
from amt24web.usecases.dossier import Dossier, open_dossier

COLUMNS = ("Nr.", "Frage oder Befund", "Art", "Was offen ist", "Wer", "Bis wann", "Überfällig",
           "Stufe", "Wird gebraucht", "Adresse")  # fmt: skip
FILE_SLUG = "offene-punkte"


@dataclass(frozen=True, slots=True)
class PointsPage:
    """The list as somebody wants to see it, with a mail for each person it waits for."""

    onlinedienst_id: int
    title: str
    today: date
    listed: PointList
    mails: tuple[PointMail, ...]


@dataclass(frozen=True, slots=True)
class PointsFile:
    """The list as a file ready to hand over."""

    content: bytes
    file_name: str


def view_points(
    *, who: Account, onlinedienst_id: int, wanted: PointFilter, address: str, pages: Pages
) -> PointsPage:
    """The open points; ``address`` of the list and the other ``pages`` are for prepared mails."""
    dossier, today = _opened(who, onlinedienst_id), local_day(utc_now())
    listed = point_list(dossier.standing, wanted, dossier.own_uids, today)
    letterhead = Letterhead(who, today, address, dossier.own_uids)
    return PointsPage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        today=today,
        listed=listed,
        mails=point_mails(dossier.standing, listed, letterhead, pages),
    )


def export_points(
    *,
    who: Account,
    onlinedienst_id: int,
    wanted: PointFilter,
    address_of: Callable[[PointLine], str],
) -> PointsFile:
    """The same list as CSV; ``address_of`` says where a point is mended."""
    dossier, today = _opened(who, onlinedienst_id), local_day(utc_now())
    listed = point_list(dossier.standing, wanted, dossier.own_uids, today)
    rows = ((*_cells(line), address_of(line)) for line in listed.lines)
    words = (FILE_SLUG, file_words(dossier.standing.title), today.isoformat())
    return PointsFile(csv_table(COLUMNS, rows), "-".join(w for w in words if w) + ".csv")


def _opened(who: Account, onlinedienst_id: int) -> Dossier:
    with reading() as session:
        return open_dossier(session, who, onlinedienst_id, Action.VIEW)


def _cells(line: PointLine) -> tuple[str, ...]:
    return (
        line.number,
        line.title,
        label(line.kind),
        line.detail,
        line.waiting.name,
        german_date(line.due_on),
        "ja" if line.is_overdue else "",
        line.stage,
        "später" if line.is_later else "jetzt",
    )
