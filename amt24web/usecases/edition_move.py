"""Moving an Onlinedienst to the edition of the catalogue in force: look first, then do it."""

from dataclasses import dataclass, replace

from amt24web.catalogue.changes import EditionChanges, compare
from amt24web.catalogue.editions import canonical, identity_of
from amt24web.catalogue.structure import Catalogue
from amt24web.domain.errors import InvalidInput
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, AuditEvent
from amt24web.rules.edition_move import Move, plan_move
from amt24web.rules.saving import Origin, next_record
from amt24web.rules.summary import Standing
from amt24web.storage import audit, editions, onlinedienste
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import close_dossier, open_dossier

SHOWN_DIGITS = 12
CHANGED_MEANWHILE = (
    "Der Fragenkatalog hat sich inzwischen noch einmal geändert. Bitte sehen Sie sich an, was die "
    "neue Fassung bringt, und stellen Sie dann um."
)


@dataclass(frozen=True, slots=True)
class MovePage:
    """What another edition brings and what it means here; ``move`` is None if it is the same."""

    onlinedienst_id: int
    before: Standing
    old_identity: str
    new_identity: str
    changes: EditionChanges
    move: Move | None
    may_move: bool

    @property
    def title(self) -> str:
        """What the Onlinedienst is called."""
        return self.before.title


def view_move(*, who: Account, onlinedienst_id: int, catalogue: Catalogue) -> MovePage:
    """What moving to ``catalogue``, the one in force, would bring; changes nothing."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    before, target = dossier.standing, identity_of(catalogue)
    is_other = target != dossier.edition_identity
    return MovePage(
        onlinedienst_id=dossier.id,
        before=before,
        old_identity=dossier.edition_identity,
        new_identity=target,
        changes=compare(before.catalogue, catalogue),
        move=plan_move(before, catalogue) if is_other else None,
        may_move=dossier.may(Action.MOVE_EDITION),
    )


def move_edition(*, who: Account, onlinedienst_id: int, catalogue: Catalogue, seen: str) -> int:
    """Move to ``catalogue``, the one in force; returns how many answers could not be read.

    ``seen`` is the identity of the edition that was looked at before. Doing it twice changes
    nothing. Raises InvalidInput if another catalogue came into force in between.
    """
    now, target = utc_now(), identity_of(catalogue)
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.MOVE_EDITION, for_update=True)
        if target == dossier.edition_identity:
            return 0
        if seen != target:
            raise InvalidInput(CHANGED_MEANWHILE)
        move = plan_move(dossier.standing, catalogue)
        edition_id = editions.keep_edition(session, target, canonical(catalogue), now)
        onlinedienste.change_edition(session, onlinedienst_id, edition_id)
        origin = Origin(who.id, who.name)
        changed = [next_record(r, r.content, origin, now) for r in move.records]
        moved = replace(dossier, edition_identity=target, standing=move.after)
        close_dossier(session, moved, changed, now)
        audit.record(
            session,
            AuditEvent.EDITION_MOVED,
            now,
            user_id=who.id,
            onlinedienst_id=onlinedienst_id,
            detail=f"{dossier.edition_identity[:SHOWN_DIGITS]} {target[:SHOWN_DIGITS]}",
        )
    return len(move.unreadable) + len(move.lost_choices)
