"""The Auftakt-Meeting: one page to record it, and the step to the prototype once it was held."""

from dataclasses import dataclass

from amt24web.domain.errors import NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, Phase, Questionnaire
from amt24web.rules.closing import after_kickoff, back_to_kickoff
from amt24web.rules.section_view import SectionView, section_view
from amt24web.storage.database import reading
from amt24web.usecases.dossier import open_dossier
from amt24web.usecases.phases import end_phase, resume_phase

NO_KICKOFF = "Diese Fassung des Fragenkatalogs kennt keinen Auftakt."


@dataclass(frozen=True, slots=True)
class KickoffPage:
    """The page of the Auftakt for one person.

    ``missing`` counts required answers it still lacks. ``phase_next`` is where it leads to say
    that the Auftakt was held, ``phase_back`` where taking that back leads; None where neither
    makes sense now.
    """

    onlinedienst_id: int
    title: str
    view: SectionView
    may_answer: bool
    may_move: bool
    phase: Phase
    phase_next: Phase | None
    phase_back: Phase | None
    missing: int


def view_kickoff(*, who: Account, onlinedienst_id: int) -> KickoffPage:
    """The page on which the kickoff is recorded."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    standing = dossier.standing
    sections = standing.catalogue.sections_of(Questionnaire.KICKOFF)
    if not sections:
        raise NotFound(NO_KICKOFF)
    may_record = dossier.may(Action.RECORD_KICKOFF)
    return KickoffPage(
        onlinedienst_id=dossier.id,
        title=standing.title,
        view=section_view(standing, sections[0], is_editable=may_record, own_uids=dossier.own_uids),
        may_answer=may_record,
        may_move=dossier.may(Action.CLOSE_STAGE),
        phase=standing.phase,
        phase_next=after_kickoff(standing),
        phase_back=back_to_kickoff(standing),
        missing=standing.progress_of(sections[0]).due,
    )


def end_kickoff(*, who: Account, onlinedienst_id: int) -> Phase:
    """Say that the Auftakt was held; returns the phase that begins.

    What the minutes still lack does not hold it back. Raises NotFound, NotAllowed, and
    InvalidInput if the Onlinedienst is not at the Auftakt any more.
    """
    return end_phase(who=who, onlinedienst_id=onlinedienst_id, questionnaire=Questionnaire.KICKOFF)


def resume_kickoff(*, who: Account, onlinedienst_id: int) -> Phase:
    """Take it back: the Auftakt goes on. Raises like ``end_kickoff``."""
    return resume_phase(
        who=who, onlinedienst_id=onlinedienst_id, questionnaire=Questionnaire.KICKOFF
    )
