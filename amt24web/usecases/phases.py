"""Moving an Onlinedienst to its next phase and back, where no stage of the Klärung ends."""

from collections.abc import Mapping
from dataclasses import dataclass

from amt24web.domain.errors import InvalidInput
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, AuditEvent, Phase, Questionnaire
from amt24web.rules.phases import phase_back, phase_next
from amt24web.storage import audit
from amt24web.storage.database import utc_now, writing
from amt24web.usecases.dossier import close_dossier, open_dossier

NOT_NOW = "Der Onlinedienst ist inzwischen in einer anderen Phase."


@dataclass(frozen=True, slots=True)
class Moves:
    """How the audit log calls ending a phase, and taking that back."""

    ended: AuditEvent
    resumed: AuditEvent


EVENTS: Mapping[Questionnaire, Moves] = {
    Questionnaire.KICKOFF: Moves(AuditEvent.KICKOFF_ENDED, AuditEvent.KICKOFF_RESUMED),
    Questionnaire.CERTIFICATION: Moves(
        AuditEvent.CERTIFICATION_ENDED, AuditEvent.CERTIFICATION_RESUMED
    ),
    Questionnaire.GO_LIVE: Moves(AuditEvent.GO_LIVE_ENDED, AuditEvent.GO_LIVE_RESUMED),
}


def end_phase(*, who: Account, onlinedienst_id: int, questionnaire: Questionnaire) -> Phase:
    """Say that the phase of a questionnaire is over; returns the phase that begins.

    What the page still lacks does not hold it back. Raises NotFound, NotAllowed, and InvalidInput
    if the Onlinedienst is not in that phase any more.
    """
    return _move(who, onlinedienst_id, questionnaire, is_back=False)


def resume_phase(*, who: Account, onlinedienst_id: int, questionnaire: Questionnaire) -> Phase:
    """Take it back: the phase goes on. Raises like ``end_phase``."""
    return _move(who, onlinedienst_id, questionnaire, is_back=True)


def _move(
    who: Account, onlinedienst_id: int, questionnaire: Questionnaire, *, is_back: bool
) -> Phase:
    now = utc_now()
    where = phase_back if is_back else phase_next
    events = EVENTS[questionnaire]
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.CLOSE_STAGE, for_update=True)
        before, phase = dossier.standing.phase, where(dossier.standing, questionnaire)
        if phase is None:
            raise InvalidInput(NOT_NOW, {"": NOT_NOW})
        close_dossier(session, dossier, (), now, phase=phase)
        audit.record(
            session, events.resumed if is_back else events.ended, now,
            user_id=who.id, onlinedienst_id=dossier.id, detail=f"{before}>{phase}",
        )  # fmt: skip
    return phase
