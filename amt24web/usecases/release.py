"""Certification and Livegang: their pages, section by section."""

from collections.abc import Mapping
from dataclasses import dataclass

from amt24web.catalogue.structure import Section
from amt24web.domain.errors import NotFound
from amt24web.domain.people import Account
from amt24web.domain.testing import Certificate
from amt24web.domain.vocabulary import Action, DocumentKind, Phase, Questionnaire
from amt24web.domain.wording import DOCUMENT_SLUGS
from amt24web.rules.access import ANSWERING
from amt24web.rules.certified import CertifiedReading, read_certified
from amt24web.rules.phases import STEPS, phase_back, phase_next
from amt24web.rules.section_view import SectionView, section_view
from amt24web.rules.summary import Standing
from amt24web.storage.database import reading
from amt24web.usecases.dossier import open_dossier
from amt24web.usecases.papers import is_possible

NOT_KNOWN = "Diese Fassung des Fragenkatalogs kennt diese Seite nicht."
UNKNOWN_SECTION = "Diesen Abschnitt gibt es nicht."
PAPERS = {
    Questionnaire.CERTIFICATION: (DocumentKind.CERTIFICATION,),
    Questionnaire.GO_LIVE: (
        DocumentKind.HANDOVER,
        DocumentKind.HANDOVER_MAIL,
        DocumentKind.OPERATIONAL_APPROVAL,
    ),
}
"""What comes out of the answers of a page."""


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """One section of the certification or of the Livegang, for one person.

    ``missing`` counts required answers that all sections of the page still lack. ``is_asked`` is
    False where the way of the Onlinedienst needs none of them. ``phase_next`` and ``phase_back``
    are where saying that it is over, or taking that back, leads; None where that makes no sense.
    ``papers`` are those there is something to put on, by their short name; ``certificate`` is the
    file that proves the certification, ``certified`` says whether that is still what it was about.
    """

    onlinedienst_id: int
    title: str
    view: SectionView
    is_asked: bool
    may_answer: bool
    may_move: bool
    phase: Phase
    is_ahead: bool
    phase_next: Phase | None
    phase_back: Phase | None
    missing: int
    papers: Mapping[str, DocumentKind]
    certificate: Certificate | None
    certified: CertifiedReading
    may_confirm: bool


def view_release(
    *, who: Account, onlinedienst_id: int, questionnaire: Questionnaire, section_id: str = ""
) -> ReleasePage:
    """One section of the page; without a name the first in which something is asked.

    Raises NotFound for an unknown section, and in an edition without this questionnaire.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW, with_trial=True)
    standing = dossier.standing
    section = _chosen(standing, questionnaire, section_id)
    may_record = dossier.may(ANSWERING[questionnaire])
    view = section_view(standing, section, is_editable=may_record, own_uids=dossier.own_uids)
    done = [standing.progress_of(s) for s in standing.catalogue.sections_of(questionnaire)]
    phases = list(Phase)
    return ReleasePage(
        onlinedienst_id=dossier.id,
        title=standing.title,
        view=view,
        is_asked=any(progress.total for progress in done),
        may_answer=may_record,
        may_move=dossier.may(Action.CLOSE_STAGE),
        phase=standing.phase,
        is_ahead=phases.index(standing.phase) < phases.index(STEPS[questionnaire].ends),
        phase_next=phase_next(standing, questionnaire),
        phase_back=phase_back(standing, questionnaire),
        missing=sum(progress.due for progress in done),
        papers={
            DOCUMENT_SLUGS[kind]: kind
            for kind in PAPERS[questionnaire]
            if is_possible(dossier, kind)
        },
        certificate=dossier.trial_records.certificate,
        certified=read_certified(standing),
        may_confirm=dossier.may(Action.DECLARE),
    )


def _chosen(standing: Standing, questionnaire: Questionnaire, section_id: str) -> Section:
    sections = standing.catalogue.sections_of(questionnaire)
    if not sections:
        raise NotFound(NOT_KNOWN)
    if not section_id:
        asked = (section for section in sections if standing.progress_of(section).total)
        return next(asked, sections[0])
    found = next((section for section in sections if section.id == section_id), None)
    if found is None:
        raise NotFound(UNKNOWN_SECTION)
    return found
