"""The steps from phase to phase that no stage of the Klärung takes: somebody has to say them."""

from collections.abc import Mapping
from dataclasses import dataclass

from amt24web.domain.vocabulary import Phase, Questionnaire
from amt24web.rules.closing import after_kickoff, back_to_kickoff
from amt24web.rules.progress import Progress, added
from amt24web.rules.summary import Standing
from amt24web.rules.visibility import KIND_QUESTION

PHASE_ORDER = {phase: place for place, phase in enumerate(Phase)}
RECORDED = "bestand"
"""The kind of an Onlinedienst that was live before it was recorded: it has no Livegang here."""


@dataclass(frozen=True, slots=True)
class Step:
    """A phase that ends when somebody says so, and the one it leads to."""

    ends: Phase
    begins: Phase


STEPS: Mapping[Questionnaire, Step] = {
    Questionnaire.CERTIFICATION: Step(Phase.CERTIFICATION, Phase.GO_LIVE),
    Questionnaire.GO_LIVE: Step(Phase.GO_LIVE, Phase.OPERATION),
}
"""Nothing locks: what is still missing does not hold a step back."""


def phase_next(standing: Standing, questionnaire: Questionnaire) -> Phase | None:
    """Where it leads to say that the phase of a questionnaire is over; None if it is not on."""
    if questionnaire is Questionnaire.KICKOFF:
        return after_kickoff(standing)
    step = STEPS[questionnaire]
    return step.begins if standing.phase is step.ends else None


def phase_back(standing: Standing, questionnaire: Questionnaire) -> Phase | None:
    """Where it leads to take that back; None if more than that lies behind."""
    if questionnaire is Questionnaire.KICKOFF:
        return back_to_kickoff(standing)
    step = STEPS[questionnaire]
    if standing.phase is not step.begins:
        return None
    return None if standing.assessment.values.get(KIND_QUESTION) == RECORDED else step.ends


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """Certification or Livegang in one line: whether it is on, and what it still lacks."""

    questionnaire: Questionnaire
    phase: Phase
    is_now: bool
    missing: int


def release_lines(standing: Standing) -> tuple[ReleaseLine, ...]:
    """The pages of certification and Livegang that make sense: something is asked there by now.

    Both can be prepared from the prototype on.
    """
    if PHASE_ORDER[standing.phase] < PHASE_ORDER[Phase.PROTOTYPE]:
        return ()
    found = ((q, step, _progress(standing, q)) for q, step in STEPS.items())
    return tuple(
        ReleaseLine(questionnaire, step.ends, standing.phase is step.ends, progress.due)
        for questionnaire, step, progress in found
        if progress.total
    )


def _progress(standing: Standing, questionnaire: Questionnaire) -> Progress:
    sections = standing.catalogue.sections_of(questionnaire)
    return added([standing.progress_of(section) for section in sections])
