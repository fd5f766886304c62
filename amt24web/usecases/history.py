"""The history of an Onlinedienst: who said what when, and what became of its papers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge

from sqlalchemy.orm import Session

from amt24web.catalogue.structure import Section
from amt24web.domain.people import Account
from amt24web.domain.records import Step
from amt24web.domain.vocabulary import Action
from amt24web.rules.history import Run, fold, on_page, page_of, pages_of, step_ids
from amt24web.rules.paper_lives import moments_of_issue, read_lives
from amt24web.rules.revisions import Entry, Subjects, read_entries
from amt24web.storage import paper_lives, revisions
from amt24web.storage.database import reading
from amt24web.usecases.dossier import Dossier, open_dossier

PAPERS = "-dokumente"
"""Chosen like a section, the papers; no section is called so."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """One page of everything that happened; ``people`` and ``sections`` are what can be chosen.

    ``has_papers`` says that the papers can be chosen too.
    """

    onlinedienst_id: int
    title: str
    entries: tuple[Entry, ...]
    total: int
    page: int
    pages: int
    people: tuple[tuple[int, str], ...]
    sections: tuple[Section, ...]
    has_papers: bool


def view_history(
    *, who: Account, onlinedienst_id: int, person: int = 0, section_id: str = "", page: int = 1
) -> HistoryPage:
    """Everything that happened, the newest first, of one person or section if wanted.

    With ``PAPERS`` as section, what became of the papers.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
        steps = revisions.list_steps(session, dossier.id)
        lives = paper_lives.list_lives(session, dossier.id)
        papers = {entry.run: entry for entry in read_lives(lives)}
        told = fold(steps, frozen_at=moments_of_issue(lives))
        section_of = _sections(dossier, steps) | dict.fromkeys((r.last.key for r in papers), PAPERS)
        runs = tuple(
            run
            for run in merge(told, papers, key=_moment, reverse=True)
            if (not person or run.last.author_id == person)
            and (not section_id or section_of[run.last.key] == section_id)
        )
        here = page_of(runs, max(1, page))
        entries = _entries(session, dossier, on_page(runs, here), papers)
    used = set(section_of.values())
    everybody = {(s.author_id, s.author_name) for s in (*steps, *(run.last for run in papers))}
    return HistoryPage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        entries=entries,
        total=len(runs),
        page=here,
        pages=pages_of(runs),
        people=tuple(sorted(everybody, key=lambda person: person[1])),
        sections=tuple(s for s in dossier.standing.catalogue.sections if s.id in used),
        has_papers=bool(papers),
    )


def _moment(run: Run) -> datetime:
    return run.last.saved_at


def _sections(dossier: Dossier, steps: Iterable[Step]) -> dict[str, str]:
    """The section of each key, or nothing for what this edition does not know."""
    subjects = Subjects(dossier.standing)
    found = {key: subjects.of(key).section for key in {step.key for step in steps}}
    return {key: section.id if section else "" for key, section in found.items()}


def _entries(
    session: Session, dossier: Dossier, runs: Sequence[Run], papers: Mapping[Run, Entry]
) -> tuple[Entry, ...]:
    """What the runs of a page said; those of papers were read already."""
    answers = [run for run in runs if run not in papers]
    contents = revisions.list_by_id(session, dossier.id, step_ids(answers))
    read = dict(zip(answers, read_entries(dossier.standing, answers, contents), strict=True))
    known = {**papers, **read}
    return tuple(known[run] for run in runs)
