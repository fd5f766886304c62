"""„Meine Aufgaben“: what waits for one person over all their Onlinedienste."""

from dataclasses import dataclass
from datetime import date

from amt24web.domain.people import Account
from amt24web.domain.wording import local_day
from amt24web.rules.tasks import TaskGroup, by_day, by_onlinedienst, is_overdue, tasks_of
from amt24web.storage import tasks
from amt24web.storage.database import reading, utc_now

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class TasksPage:
    """One page of what waits, in groups; ``total`` and ``overdue`` count all pages.

    ``is_cut`` if so much waits that only the most urgent was read.
    """

    groups: tuple[TaskGroup, ...]
    total: int
    overdue: int
    today: date
    page: int
    pages: int
    is_cut: bool
    takes_part: bool


def view_tasks(*, who: Account, only_overdue: bool, per_onlinedienst: bool, page: int) -> TasksPage:
    """What waits for this person, overdue first, then by day, then what has no day.

    Nothing is worked out for it: the number of statements does not depend on how much there is.
    """
    today = local_day(utc_now())
    with reading() as session:
        waiting = tasks.find_waiting(session, who.id)
    found = tasks_of(who, waiting)
    late = tuple(task for task in found if is_overdue(task, today))
    wanted = late if only_overdue else found
    pages = max(1, -(-len(wanted) // PAGE_SIZE))
    shown = wanted[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return TasksPage(
        groups=by_onlinedienst(shown) if per_onlinedienst else by_day(shown, today),
        total=len(found),
        overdue=len(late),
        today=today,
        page=page,
        pages=pages,
        is_cut=waiting.is_cut,
        takes_part=bool(waiting.memberships),
    )
