"""Looking at the Klärung: a section as a form, all answers to check, the empty form to print."""

from dataclasses import dataclass

from amt24web.catalogue.structure import Section
from amt24web.domain.assessments import NiveauReading
from amt24web.domain.errors import NotFound
from amt24web.domain.people import Account
from amt24web.domain.reading import OpenPointReading
from amt24web.domain.vocabulary import Action, Questionnaire
from amt24web.rules.closing import ClosingSummary, closing_summary
from amt24web.rules.findings import Finding
from amt24web.rules.open_points import readings
from amt24web.rules.progress import Progress
from amt24web.rules.questionnaire import read_sections
from amt24web.rules.review import EVERYTHING, CheckedSection, checked_sections
from amt24web.rules.section_view import SectionLine, SectionPage, section_lines, section_view
from amt24web.rules.vertrauensniveau import ACCOUNTS, RESULT, read_niveau
from amt24web.storage.database import reading
from amt24web.usecases.dossier import Dossier, open_dossier

UNKNOWN_SECTION = "Diesen Abschnitt gibt es nicht."


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """All answers on one page, open points on top.

    ``sections`` are all of them, with the answers that were wanted.
    """

    onlinedienst_id: int
    title: str
    sections: tuple[CheckedSection, ...]
    found: int
    total: int
    findings: tuple[Finding, ...]
    open_points: tuple[OpenPointReading, ...]
    progress: Progress
    lines: tuple[SectionLine, ...]
    first_section: str
    places: dict[str, str]
    closing: ClosingSummary


@dataclass(frozen=True, slots=True)
class NiveauPage:
    """The Vertrauensniveau with its reasons, and what does not fit around it."""

    onlinedienst_id: int
    title: str
    niveau: NiveauReading | None
    findings: tuple[Finding, ...]
    places: dict[str, str]
    section_id: str


def view_niveau(*, who: Account, onlinedienst_id: int) -> NiveauPage:
    """The result page of the Vertrauensniveau. Raises NotFound if the edition has none."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    standing, section_of = dossier.standing, dossier.standing.catalogue.section_of
    if RESULT not in section_of:
        raise NotFound(UNKNOWN_SECTION)
    near = {section_of[key].id for key in (RESULT, ACCOUNTS) if key in section_of}
    found = tuple(f for f in standing.findings if section_of[f.question].id in near)
    return NiveauPage(
        onlinedienst_id=dossier.id,
        title=standing.title,
        niveau=read_niveau(standing),
        findings=found,
        places={f.rule_id: f"{section_of[f.question].id}#frage-{f.question}" for f in found},
        section_id=section_of[RESULT].id,
    )


def view_section(*, who: Account, onlinedienst_id: int, section_id: str) -> SectionPage:
    """One section of the Klärung. Raises NotFound for a section the edition does not have."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    section = _clarification_section(dossier, section_id)
    may_answer = dossier.may(Action.ANSWER)
    view = section_view(
        dossier.standing, section, is_editable=may_answer, own_uids=dossier.own_uids
    )
    return SectionPage(dossier.id, dossier.standing.title, view, may_answer)


def _clarification_section(dossier: Dossier, section_id: str) -> Section:
    section = dossier.standing.catalogue.section(section_id)
    if section is None or section.questionnaire is not Questionnaire.CLARIFICATION:
        raise NotFound(UNKNOWN_SECTION)
    return section


def first_section(*, who: Account, onlinedienst_id: int) -> str:
    """The section to go on with: the first that is not complete, else the first."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    lines = section_lines(dossier.standing)
    unfinished = (line.section.id for line in lines if not line.progress.is_complete)
    return next(unfinished, lines[0].section.id)


def review(
    *, who: Account, onlinedienst_id: int, showing: str = EVERYTHING, words: str = ""
) -> ReviewPage:
    """All answers of the Klärung to check before it is closed, or those that are wanted.

    The open points are always all of them.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    standing = dossier.standing
    catalogue = standing.catalogue
    first = catalogue.sections_of(Questionnaire.CLARIFICATION)[0].id
    read = read_sections(
        catalogue, standing.facts, standing.assessment, Questionnaire.CLARIFICATION
    )
    sections = checked_sections(standing, read, showing, words)
    return ReviewPage(
        onlinedienst_id=dossier.id,
        title=standing.title,
        sections=sections,
        found=sum(len(section.answers) for section in sections),
        total=sum(len(section.questions) for section in read),
        findings=tuple(f for f in standing.findings if f.is_due),
        open_points=readings(catalogue, standing.facts, standing.open_points),
        progress=standing.progress,
        lines=section_lines(standing),
        first_section=first,
        places=standing.places,
        closing=closing_summary(standing, may_close=dossier.may(Action.CLOSE_STAGE)),
    )
