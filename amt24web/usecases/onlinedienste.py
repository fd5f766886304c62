"""Onlinedienste: list them, look at one as a whole."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from amt24web.catalogue.editions import identity_of
from amt24web.catalogue.structure import Catalogue
from amt24web.domain.people import Account
from amt24web.domain.reading import OpenPointReading
from amt24web.domain.vocabulary import Action, Phase, PointKind
from amt24web.domain.wording import folded, german_date, label
from amt24web.rules import access
from amt24web.rules.certified import CertifiedReading, read_certified
from amt24web.rules.checklists import ListLine, current_list
from amt24web.rules.closing import ClosingSummary, closing_summary
from amt24web.rules.fast_track import LeftOpen, left_open
from amt24web.rules.findings import Finding
from amt24web.rules.handed_over import ForMe, for_me
from amt24web.rules.open_points import readings
from amt24web.rules.phases import ReleaseLine, release_lines
from amt24web.rules.progress import Progress
from amt24web.rules.section_view import SectionLine, section_lines
from amt24web.rules.summary import Standing, Summary, summarise
from amt24web.rules.trial_line import TrialLine, trial_line
from amt24web.rules.visibility import KIND_QUESTION, WAY_QUESTION
from amt24web.storage import checklists, onlinedienste, test_totals
from amt24web.storage.database import reading
from amt24web.storage.onlinedienste import Listed
from amt24web.usecases.dossier import open_dossier

PAGE_SIZE = 25
MOST_SEARCH_WORDS = 8
KICKOFF_DATE = "auftakt_datum"


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list, as it was asked for."""

    lines: tuple[Listed, ...]
    total: int
    page: int
    pages: int
    may_create: bool


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One phase in the life of an Onlinedienst."""

    phase: Phase
    number: int
    title: str
    is_current: bool
    is_past: bool
    has_page: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """One Onlinedienst as a whole: where it stands, what is next, what is missing."""

    id: int
    summary: Summary
    description: str
    way: str
    kind: str
    phases: tuple[PhaseLine, ...]
    progress: Progress
    sections: tuple[SectionLine, ...]
    open_points: tuple[OpenPointReading, ...]
    places: dict[str, str]
    warnings: tuple[Finding, ...]
    next_section: SectionLine | None
    unanswered: int
    being_clarified: int
    kickoff_on: str
    may_answer: bool
    fast_track_open: tuple[LeftOpen, ...]
    for_me: ForMe
    closing: ClosingSummary
    release: tuple[ReleaseLine, ...]
    has_newer_edition: bool
    trial: TrialLine
    papers_for_approval: int
    checklist: ListLine | None
    certified: CertifiedReading


def list_onlinedienste(
    *, who: Account, words: str, phase: Phase | None, sorting: str, page: int
) -> ListPage:
    """The Onlinedienste a person takes part in; co-ordination sees all."""
    sees_all = access.may(Action.VIEW, who.global_roles)
    with reading() as session:
        lines, total = onlinedienste.list_for(
            session,
            user_id=None if sees_all else who.id,
            words=folded(words[:200]).split()[:MOST_SEARCH_WORDS],
            phase=phase,
            sorting=sorting,
            limit=PAGE_SIZE,
            offset=(page - 1) * PAGE_SIZE,
        )
    return ListPage(
        lines=tuple(lines),
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE_SIZE)),
        may_create=access.may(Action.CREATE_ONLINEDIENST, who.global_roles),
    )


def view_onlinedienst(
    *, who: Account, onlinedienst_id: int, in_force: Catalogue | None = None
) -> Overview | None:
    """One Onlinedienst as a whole; says whether the catalogue in force is another edition.

    None for somebody who speaks for one body only: they have a page of their own.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW_OWN_ROWS)
        if not dossier.may(Action.VIEW):
            return None
        totals = test_totals.find_totals(session, dossier.id)
        proofs = checklists.find_proofs(session, dossier.id)
        ticks = checklists.list_ticks(session, dossier.id)
    standing = dossier.standing
    lines = section_lines(standing)
    kinds = Counter(point.kind for point in standing.open_points)
    return Overview(
        id=dossier.id,
        summary=summarise(standing),
        description=standing.text("leistung_kurz"),
        way=standing.text(WAY_QUESTION),
        kind=standing.text(KIND_QUESTION),
        phases=_phase_lines(standing),
        progress=standing.progress,
        sections=lines,
        open_points=readings(standing.catalogue, standing.facts, standing.open_points),
        places=standing.places,
        warnings=tuple(f for f in standing.findings if f.is_open),
        next_section=next((line for line in lines if line.progress.untouched), None),
        unanswered=kinds[PointKind.UNANSWERED],
        being_clarified=kinds[PointKind.IN_CLARIFICATION],
        kickoff_on=_kickoff_day(standing),
        may_answer=dossier.may(Action.ANSWER),
        fast_track_open=left_open(standing),
        for_me=for_me(standing, dossier.own_uids),
        closing=closing_summary(standing, may_close=dossier.may(Action.CLOSE_STAGE)),
        release=release_lines(standing),
        has_newer_edition=in_force is not None
        and identity_of(in_force) != dossier.edition_identity,
        trial=trial_line(standing, totals),
        papers_for_approval=totals.papers_for_approval,
        checklist=current_list(in_force, standing, proofs, ticks) if in_force else None,
        certified=read_certified(standing),
    )


def _phase_lines(standing: Standing) -> tuple[PhaseLine, ...]:
    here = list(Phase).index(standing.phase)
    pages = {line.phase for line in release_lines(standing)}
    return tuple(
        PhaseLine(
            phase=phase,
            number=number,
            title=label(phase),
            is_current=number - 1 == here,
            is_past=number - 1 < here,
            has_page=phase in pages,
        )
        for number, phase in enumerate(Phase, 1)
    )


def _kickoff_day(standing: Standing) -> str:
    day = standing.assessment.values.get(KICKOFF_DATE)
    return german_date(day) if isinstance(day, date) else ""
