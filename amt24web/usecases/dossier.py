"""The one room all stories enter: open an Onlinedienst with its facts, close it with new ones.

Opening asks permission; closing writes what changed, the summary row and the open points, so that
no story can forget one of them.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from amt24web.catalogue.editions import read_edition
from amt24web.catalogue.structure import Catalogue, Question
from amt24web.domain.errors import NotFound
from amt24web.domain.people import Account
from amt24web.domain.records import Record
from amt24web.domain.testing import TrialRecords
from amt24web.domain.vocabulary import AccessRole, Action, Phase
from amt24web.domain.wording import folded
from amt24web.rules import access, certified
from amt24web.rules.facts import gather, owns
from amt24web.rules.matters import kept_matters
from amt24web.rules.open_points import OpenPoint
from amt24web.rules.responsibility import is_handed_to
from amt24web.rules.saving import Origin, next_record
from amt24web.rules.summary import Standing, Summary, stand, summarise
from amt24web.storage import (
    certificates,
    declarations,
    defects,
    editions,
    onlinedienste,
    open_points,
    records,
    revisions,
    test_cases,
    test_rounds,
)

UNKNOWN_ONLINEDIENST = "Diesen Onlinedienst gibt es nicht."


@dataclass(frozen=True, slots=True)
class Dossier:
    """An opened Onlinedienst: where it stands, and what the person may be in it."""

    id: int
    uid: str
    edition_identity: str
    standing: Standing
    roles: frozenset[AccessRole]
    own_uids: frozenset[str]
    points_digest: str
    has_cases: bool
    trial: TrialRecords | None = None

    @property
    def trial_records(self) -> TrialRecords:
        """What is kept about its test; only of a dossier that was opened with it."""
        if self.trial is None:
            raise RuntimeError("this dossier was opened without its test")
        return self.trial

    def require_answering(self, question: Question, row: Record | None = None) -> None:
        """Ask for the right to answer this very question or row: in general, or because it is own.

        Own is a row of one's body, and a question that was handed to oneself to clarify.
        """
        section = self.standing.catalogue.section_of[question.id]
        is_own_row = row is not None and owns(row, self.own_uids)
        is_own = is_own_row or is_handed_to(question, self.standing.facts, self.own_uids)
        action = Action.EDIT_OWN_ROWS if is_own else access.ANSWERING[section.questionnaire]
        access.require(action, self.roles, owns_row=is_own)

    def may(self, action: Action) -> bool:
        """Whether the person who opened it may do something here."""
        return access.may(action, self.roles)


def open_dossier(
    session: Session,
    who: Account,
    onlinedienst_id: int,
    action: Action,
    *,
    for_update: bool = False,
    owns_row: bool = False,
    with_trial: bool = False,
) -> Dossier:
    """Find an Onlinedienst for somebody who wants to do something with it.

    Raises NotFound for strangers and unknown numbers alike, NotAllowed for members who may not.
    ``owns_row`` lets those in who may do it with rows of their own only; ask again per row.
    ``with_trial`` takes out everything about the test as well.
    """
    found = onlinedienste.find(session, onlinedienst_id, who.id, for_update=for_update)
    if found is None:
        raise NotFound(UNKNOWN_ONLINEDIENST)
    roles = found.roles | who.global_roles
    _require(action, roles, owns_row)
    catalogue = _catalogue_of(session, found.edition_identity, found.edition_id)
    facts = gather(records.list_records(session, onlinedienst_id))
    return Dossier(
        id=found.onlinedienst_id,
        uid=found.uid,
        edition_identity=found.edition_identity,
        standing=stand(catalogue, facts, found.phase),
        roles=roles,
        own_uids=found.own_uids,
        points_digest=found.points_digest,
        has_cases=found.has_cases,
        trial=trial_of(session, onlinedienst_id) if with_trial else None,
    )


def trial_of(session: Session, onlinedienst_id: int) -> TrialRecords:
    """Everything kept about the test of an Onlinedienst."""
    return TrialRecords(
        cases=test_cases.list_cases(session, onlinedienst_id),
        rounds=test_rounds.list_rounds(session, onlinedienst_id),
        results=test_rounds.list_results(session, onlinedienst_id),
        defects=defects.list_defects(session, onlinedienst_id),
        declarations=declarations.list_declarations(session, onlinedienst_id),
        certificate=certificates.find_certificate(session, onlinedienst_id),
    )


def _require(action: Action, roles: frozenset[AccessRole], owns_row: bool) -> None:
    try:
        access.require(action, roles, owns_row)
    except NotFound as refusal:
        raise NotFound(UNKNOWN_ONLINEDIENST) from refusal


@lru_cache(maxsize=64)
def _cached_catalogue(identity: str) -> list[Catalogue]:
    """A place to remember the catalogue of an edition; filled at first use."""
    return []


def _catalogue_of(session: Session, identity: str, edition_id: int) -> Catalogue:
    place = _cached_catalogue(identity)
    if not place:
        place.append(read_edition(editions.edition_text(session, edition_id)))
    return place[0]


def close_dossier(
    session: Session,
    dossier: Dossier,
    changed: Iterable[Record],
    now: datetime,
    *,
    phase: Phase | None = None,
) -> Standing:
    """Keep changed records and everything derived from them; returns where it stands now.

    With ``phase`` the Onlinedienst moves there; what is due, and so what is open, follows it.
    """
    kept = list(changed)
    records.keep_all(session, dossier.id, kept)
    facts = gather(_replaced(dossier, kept))
    before = dossier.standing
    if phase is not None and phase is not before.phase:
        onlinedienste.keep_phase(session, dossier.id, phase)
    standing = stand(before.catalogue, facts, phase or before.phase, before)
    if certified.is_new(standing):
        standing = _with_certified(session, dossier.id, standing, kept, now)
    write_summary(session, dossier.id, standing, now, known_digest=dossier.points_digest,
                  has_cases=dossier.has_cases)  # fmt: skip
    return standing


def _with_certified(
    session: Session, onlinedienst_id: int, standing: Standing, kept: list[Record], now: datetime
) -> Standing:
    """Keep what a new result of the certification rests on, by whoever recorded it.

    For a result from before this was kept, that are the facts of the moment it was recorded at.
    """
    result = standing.facts.record(certified.RESULT)
    told = next((r for r in kept if r.key in (certified.RESULT, certified.EXAMINED_ON)), None)
    by, moment, then = told or result, now, None
    if told is None and result.saved_at is not None:
        moment = result.saved_at
        earlier = gather(revisions.list_as_of(session, onlinedienst_id, moment))
        then = stand(standing.catalogue, earlier, standing.phase)
    last = standing.facts.record(certified.RECORD_KEY)
    origin = Origin(by.author_id, by.author_name)
    record = next_record(last, certified.stand_of(standing, then), origin, moment)
    records.keep_all(session, onlinedienst_id, [record])
    others = [r for r in standing.facts.records if r.key != certified.RECORD_KEY]
    return stand(standing.catalogue, gather([*others, record]), standing.phase, standing)


def _replaced(dossier: Dossier, changed: list[Record]) -> list[Record]:
    everything = {(r.key, r.row_uid): r for r in dossier.standing.facts.records}
    everything |= {(r.key, r.row_uid): r for r in changed}
    return list(everything.values())


def write_summary(
    session: Session,
    onlinedienst_id: int,
    standing: Standing,
    now: datetime,
    *,
    known_digest: str,
    is_new: bool = False,
    has_cases: bool = False,
) -> None:
    """Write the summary row, and the open points if they are others than ``known_digest``.

    ``has_cases`` says that test cases are kept, which may have to be looked through again.
    """
    summary = summarise(standing)
    points = kept_points(standing)
    digest = hashlib.sha256(json.dumps(points, default=str).encode()).hexdigest()
    values = _columns(summary)
    del values["phase"]
    values["search_text"] = folded(f"{summary.title} {summary.leika_key} {summary.organisation}")
    values |= {"points_digest": digest, "changed_at": now}
    touched = test_rounds.list_touched(session, onlinedienst_id) if has_cases else ()
    values["matters"] = kept_matters(standing, touched)
    onlinedienste.keep_summary(session, onlinedienst_id, values, is_new=is_new)
    if digest != known_digest:
        open_points.keep(session, onlinedienst_id, points)


def keep_matters(session: Session, dossier: Dossier) -> None:
    """Keep what waits for people after something about the test changed; the facts did not."""
    touched = test_rounds.list_touched(session, dossier.id)
    onlinedienste.keep_matters(session, dossier.id, kept_matters(dossier.standing, touched))


def kept_points(standing: Standing) -> list[dict[str, Any]]:
    """The open points as they are kept; details are worked out where they are shown."""
    section_of = standing.catalogue.section_of
    rows = [
        _columns(point) | {"section": section_of[point.question].id}
        for point in standing.open_points
    ]
    for row in rows:
        del row["detail"]
    return rows


def _columns(said: Summary | OpenPoint) -> dict[str, Any]:
    """Flat data by name; ``asdict`` would copy every value, which every save would pay for."""
    return {field.name: getattr(said, field.name) for field in fields(said)}
