"""The checklists of the phases: see what is proven and what is open, tick what only people know."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from amt24web.catalogue.checklists import Checklist
from amt24web.catalogue.structure import Catalogue
from amt24web.domain.checklists import KeptProofs, Tick
from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, AuditEvent, Phase
from amt24web.rules.checklists import (
    NUMBERS,
    ItemLine,
    ListLine,
    TickTyped,
    item_lines,
    list_line,
    read_tick,
)
from amt24web.storage import audit, checklists
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, open_dossier

UNKNOWN_LIST = "Für diese Phase gibt es keine Checkliste."
UNKNOWN_ITEM = "Diesen Punkt gibt es auf der Checkliste nicht."
CHANGED_MEANWHILE = (
    "Diesen Punkt hat inzwischen jemand anderes geändert. Ihre Notiz steht noch im Feld. Bitte "
    "vergleichen Sie, und speichern Sie dann noch einmal."
)


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """The list of one phase; ``lines`` are those that were asked for, ``lists`` all four."""

    onlinedienst_id: int
    title: str
    phase: Phase
    number: int
    head: Checklist
    lines: tuple[ItemLine, ...]
    count: ListLine
    lists: tuple[ListLine, ...]
    only_open: bool
    may_tick: bool


def view_checklist(
    *, who: Account, onlinedienst_id: int, number: int, in_force: Catalogue, only_open: bool = False
) -> ChecklistPage:
    """The list of a phase by its number as it stands; raises NotFound where there is none."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
        phase = _phase(number)
        head = _head(in_force, phase)
        known = _known(session, dossier)
    everything = {p: item_lines(in_force, dossier.standing, *known, p) for p in NUMBERS}
    lists = {p: list_line(p, lines) for p, lines in everything.items()}
    return ChecklistPage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        phase=phase,
        number=number,
        head=head,
        lines=tuple(line for line in everything[phase] if line.is_open or not only_open),
        count=lists[phase],
        lists=tuple(lists.values()),
        only_open=only_open,
        may_tick=dossier.may(Action.TICK_CHECKLIST),
    )


def tick_item(
    *,
    who: Account,
    onlinedienst_id: int,
    number: int,
    item_id: str,
    typed: TickTyped,
    in_force: Catalogue,
) -> None:
    """Keep what somebody says about an item.

    Raises NotFound, NotAllowed, and InvalidInput if it makes no sense or changed meanwhile.
    """
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.TICK_CHECKLIST, for_update=True
        )
        known = _known(session, dossier)
        lines = item_lines(in_force, dossier.standing, *known, _phase(number))
        line = next((line for line in lines if line.item.id == item_id), None)
        if line is None:
            raise NotFound(UNKNOWN_ITEM)
        tick = read_tick(line, typed)
        if (tick.state, tick.note) == (line.tick.state, line.tick.note):
            return
        if typed.revision != line.tick.revision:
            raise InvalidInput(CHANGED_MEANWHILE)
        checklists.keep_tick(session, dossier.id, replace(tick, at=now), user_id=who.id)
        audit.record(
            session, AuditEvent.CHECKLIST_TICKED, now,
            user_id=who.id, onlinedienst_id=dossier.id, detail=f"{item_id}>{tick.state}",
        )  # fmt: skip


def _phase(number: int) -> Phase:
    found = next((phase for phase, known in NUMBERS.items() if known == number), None)
    if found is None:
        raise NotFound(UNKNOWN_LIST)
    return found


def _head(in_force: Catalogue, phase: Phase) -> Checklist:
    found = next((head for head in in_force.checklists if head.phase is phase), None)
    if found is None:
        raise NotFound(UNKNOWN_LIST)
    return found


def _known(session: Session, dossier: Dossier) -> tuple[KeptProofs, dict[str, Tick]]:
    proofs = checklists.find_proofs(session, dossier.id)
    return proofs, checklists.list_ticks(session, dossier.id)
