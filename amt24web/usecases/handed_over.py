"""What was handed to one person: their questions on one page, whichever sections they come from."""

from dataclasses import dataclass

from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action
from amt24web.rules.handed_over import handed_view
from amt24web.rules.section_view import SectionView
from amt24web.storage.database import reading
from amt24web.usecases.dossier import open_dossier


@dataclass(frozen=True, slots=True)
class HandedPage:
    """The questions that wait for somebody; ``only_own`` if they may see nothing else here."""

    onlinedienst_id: int
    title: str
    view: SectionView
    may_answer: bool
    only_own: bool


def view_handed(*, who: Account, onlinedienst_id: int) -> HandedPage:
    """The questions that wait for this person.

    Somebody who speaks for one body only sees these questions as well: they were asked.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW_OWN_ROWS)
    return HandedPage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        view=handed_view(dossier.standing, dossier.own_uids),
        may_answer=dossier.may(Action.ANSWER),
        only_own=not dossier.may(Action.VIEW),
    )
