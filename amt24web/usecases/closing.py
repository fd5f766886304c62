"""Closing a stage of the Klärung, with conditions where something is open; opening it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from amt24web.catalogue.structure import STAGES
from amt24web.domain.assessments import ClosingReading, SignOffReading
from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.people import Account
from amt24web.domain.reading import OpenPointReading
from amt24web.domain.records import Content
from amt24web.domain.vocabulary import Action, AuditEvent, Phase, Stage
from amt24web.domain.wording import STAGE_TITLES, local_day
from amt24web.rules.closing import (
    SLUGS,
    SectionDone,
    at_stage,
    closed_stages,
    done_by,
    phase_after,
    phase_before,
    points_of,
    read_closing,
    record_key,
    sections_done,
)
from amt24web.rules.imposing import (
    ClosingForm,
    PointToClose,
    assigned,
    close,
    points_to_close,
    reason_to_reopen,
)
from amt24web.rules.open_points import readings
from amt24web.rules.progress import Progress
from amt24web.rules.saving import Origin, next_record
from amt24web.rules.sign_offs import read_sign_offs
from amt24web.storage import audit
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, close_dossier, open_dossier

UNKNOWN_STAGE = "Diese Stufe gibt es nicht."
CLOSED_ALREADY = "Diese Stufe ist inzwischen abgeschlossen."
NOT_CLOSED = "Diese Stufe ist nicht (mehr) abgeschlossen."


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """One stage before or after it is closed.

    ``points`` are what it would be closed with; ``later`` counts what is being clarified already
    but needed after this stage only. ``added`` are open points that came after it was closed.
    ``phase_back`` is the phase that opening it again could lead back to.
    """

    onlinedienst_id: int
    title: str
    closing: ClosingReading
    others: tuple[ClosingReading, ...]
    sections: tuple[SectionDone, ...]
    progress: Progress
    points: tuple[PointToClose, ...]
    later: int
    added: tuple[OpenPointReading, ...]
    places: dict[str, str]
    sign_offs: tuple[SignOffReading, ...]
    phase: Phase
    phase_next: Phase
    phase_back: Phase | None
    may_close: bool


def view_closing(*, who: Account, onlinedienst_id: int, slug: str) -> ClosingPage:
    """The page of one stage. Raises NotFound for a stage that does not exist."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    stage, standing = _stage(slug), dossier.standing
    closing = read_closing(standing, stage)
    section_of = standing.catalogue.section_of
    points = points_of(standing, stage)
    imposed = {condition.key for condition in closing.conditions}
    added = [p for p in points if closing.is_closed and p.key not in imposed]
    return ClosingPage(
        onlinedienst_id=dossier.id,
        title=standing.title,
        closing=closing,
        others=tuple(read_closing(standing, other) for other in Stage),
        sections=sections_done(standing, stage),
        progress=done_by(standing, stage),
        points=() if closing.is_closed else points_to_close(standing, stage),
        later=len(at_stage(standing, stage).open_points) - len(points),
        added=readings(standing.catalogue, standing.facts, added),
        places={p.key: f"{section_of[p.question].id}#frage-{p.question}" for p in points},
        sign_offs=read_sign_offs(standing),
        phase=standing.phase,
        phase_next=phase_after(standing.phase, closed_stages(standing) | {stage}),
        phase_back=phase_before(stage, standing.phase),
        may_close=dossier.may(Action.CLOSE_STAGE),
    )


def close_stage(*, who: Account, onlinedienst_id: int, slug: str, form: ClosingForm) -> str:
    """Close a stage and move on; returns what was closed, in words.

    Closing „Auftakt“ leads from the Grundlegende Klärung to the Auftakt-Meeting, „Prototyp“ to the
    Test, „Freigabe“ to the Zertifizierung; „Übergabe“ leads nowhere by itself (see
    ``rules.closing.FOLLOWS``). Who mends an open question until when is written at the question.

    Raises NotFound, NotAllowed, and InvalidInput naming what each open point still needs.
    """
    now = utc_now()
    with writing() as session:
        desk = _desk(session, who, onlinedienst_id, slug, now)
        standing, closed = desk.dossier.standing, closed_stages(desk.dossier.standing)
        if desk.stage in closed:
            raise InvalidInput(CLOSED_ALREADY, {"": CLOSED_ALREADY})
        closing = close(standing, desk.stage, form, local_day(now))
        contents = {
            record_key(desk.stage): closing.content,
            **assigned(standing, closing.conditions),
        }
        phase = phase_after(standing.phase, closed | {desk.stage})
        desk.keep(contents, phase, AuditEvent.STAGE_CLOSED)
    return STAGE_TITLES[desk.stage]


def reopen_stage(
    *, who: Account, onlinedienst_id: int, slug: str, reason: str, moves_back: bool
) -> str:
    """Open a closed stage again; returns what was opened, in words.

    The phase stays where it is unless the person wants to go back to the one that the stage ended.

    Raises NotFound if the stage is not closed, NotAllowed, InvalidInput without a reason.
    """
    now = utc_now()
    with writing() as session:
        desk = _desk(session, who, onlinedienst_id, slug, now)
        standing = desk.dossier.standing
        if desk.stage not in closed_stages(standing):
            raise NotFound(NOT_CLOSED)
        contents = {record_key(desk.stage): Content(reason=reason_to_reopen(reason))}
        back = phase_before(desk.stage, standing.phase) if moves_back else None
        desk.keep(contents, back or standing.phase, AuditEvent.STAGE_REOPENED)
    return STAGE_TITLES[desk.stage]


@dataclass(frozen=True, slots=True)
class _Desk:
    """A stage on the desk of somebody who may close it."""

    session: Session
    dossier: Dossier
    stage: Stage
    who: Account
    now: datetime

    def keep(self, contents: Mapping[str, Content], phase: Phase, event: AuditEvent) -> None:
        """Write the next revision of each record, the phase, and one row of audit."""
        facts, before = self.dossier.standing.facts, self.dossier.standing.phase
        origin = Origin(self.who.id, self.who.name)
        kept = [next_record(facts.record(k), c, origin, self.now) for k, c in contents.items()]
        close_dossier(self.session, self.dossier, kept, self.now, phase=phase)
        audit.record(
            self.session,
            event,
            self.now,
            user_id=self.who.id,
            onlinedienst_id=self.dossier.id,
            detail=f"{SLUGS[self.stage]} {before}>{phase}",
        )


def _desk(session: Session, who: Account, onlinedienst_id: int, slug: str, now: datetime) -> _Desk:
    dossier = open_dossier(session, who, onlinedienst_id, Action.CLOSE_STAGE, for_update=True)
    return _Desk(session, dossier, _stage(slug), who, now)


def _stage(slug: str) -> Stage:
    if slug not in STAGES:
        raise NotFound(UNKNOWN_STAGE)
    return STAGES[slug]
