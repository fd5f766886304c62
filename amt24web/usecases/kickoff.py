"""The Auftakt-Meeting: one page to record it; what the Klärung knows is already there."""

from amt24web.domain.errors import NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, Questionnaire
from amt24web.rules.section_view import SectionPage, section_view
from amt24web.storage.database import reading
from amt24web.usecases.dossier import open_dossier

NO_KICKOFF = "Diese Fassung des Fragenkatalogs kennt keinen Auftakt."


def view_kickoff(*, who: Account, onlinedienst_id: int) -> SectionPage:
    """The page on which the kickoff is recorded."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    sections = dossier.standing.catalogue.sections_of(Questionnaire.KICKOFF)
    if not sections:
        raise NotFound(NO_KICKOFF)
    may_record = dossier.may(Action.RECORD_KICKOFF)
    view = section_view(
        dossier.standing, sections[0], is_editable=may_record, own_uids=dossier.own_uids
    )
    return SectionPage(dossier.id, dossier.standing.title, view, may_record)
