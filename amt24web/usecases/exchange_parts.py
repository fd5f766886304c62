"""What each story gives an Onlinedienst to take along, and how it takes it in: one entry per part.

A story that keeps something of its own adds an entry to PARTS. What ``dump`` says, ``load`` must
understand; together they are the facts of the Onlinedienst.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from amt24web.artefacts.exchange_file import write_exchange_file
from amt24web.catalogue.structure import Catalogue
from amt24web.domain.exchange import Exported
from amt24web.domain.records import Json, Record
from amt24web.rules import exchanged_records, exchanged_trial, leaving_trial
from amt24web.rules.exchanged_records import Author
from amt24web.rules.facts import PARTICIPANTS
from amt24web.storage import (
    editions,
    import_origins,
    onlinedienste,
    records,
    trial_travel,
    users,
)
from amt24web.usecases.dossier import Dossier, trial_of


class Leaving:
    """An Onlinedienst about to travel, and who said what in it."""

    def __init__(self, session: Session, dossier: Dossier) -> None:
        self.session, self.dossier = session, dossier
        self.origin = import_origins.find_origin(session, dossier.id)
        self._known: dict[int, Author] = {}

    @property
    def uid(self) -> str:
        """The name it has everywhere: the one it was begun with, wherever that was."""
        return self.origin.origin_uid if self.origin else self.dossier.uid

    def know(self, author_ids: Iterable[int]) -> None:
        """Look up authors, all at once."""
        found = users.names_and_functions(self.session, set(author_ids) - self._known.keys())
        self._known |= {n: Author(name=name, function=said) for n, (name, said) in found.items()}

    def author(self, author_id: int) -> Author:
        """An author by name and function."""
        return self._known.get(author_id) or Author(name="")


class Arriving:
    """An Onlinedienst that has just begun here, with people who have no account here."""

    def __init__(
        self, session: Session, onlinedienst_id: int, catalogue: Catalogue, now: datetime
    ) -> None:
        self.session, self.onlinedienst_id = session, onlinedienst_id
        self.catalogue, self.now = catalogue, now
        self._numbers: dict[Author, int] = {}

    def number_of(self, author: Author) -> int:
        """The number of an author here; the same name and function are one person."""
        if author not in self._numbers:
            self._numbers[author] = users.keep_absent(
                self.session, author.name, author.function, self.now
            )
        return self._numbers[author]


@dataclass(frozen=True, slots=True)
class Part:
    """What a story says of an Onlinedienst, and how it keeps that in a new one.

    ``dump`` gives None if there is nothing to say; then the file has no such part. ``load``
    raises InvalidInput for what it cannot take.
    """

    dump: Callable[[Leaving], Json]
    load: Callable[[Arriving, Json], None]


def _dump_records(leaving: Leaving) -> Json:
    catalogue = leaving.dossier.standing.catalogue
    kept = sorted(_travelling(leaving), key=lambda record: (record.key, record.row_uid))
    leaving.know(record.author_id for record in kept)
    somebody = exchanged_records.somebody_in(kept, catalogue)
    groups: dict[str, list[Json]] = {exchanged_records.ASKED: [], exchanged_records.FORMER: []}
    for record in kept:
        is_former = exchanged_records.is_former(record, catalogue)
        group = exchanged_records.FORMER if is_former else exchanged_records.ASKED
        author = leaving.author(record.author_id)
        groups[group].append(dict(exchanged_records.say(record, author, somebody)))
    return {name: said for name, said in groups.items() if said}


def _travelling(leaving: Leaving) -> list[Record]:
    return [r for r in leaving.dossier.standing.facts.records if not _is_guest(leaving, r)]


def _is_guest(leaving: Leaving, record: Record) -> bool:
    """Whether it is the untouched row of who took the Onlinedienst over: no fact of it."""
    is_first = record.key == PARTICIPANTS and record.revision == 1
    return is_first and leaving.origin is not None and record.row_uid == leaving.origin.guest_uid


def _load_records(arriving: Arriving, said: Json) -> None:
    arrived = exchanged_records.read(said, arriving.catalogue)
    signed = exchanged_records.signed(arrived, arriving.number_of)
    records.keep_arrived(arriving.session, arriving.onlinedienst_id, signed)


def _dump_trial(leaving: Leaving) -> Json:
    trial = leaving.dossier.trial or trial_of(leaving.session, leaving.dossier.id)
    signed = trial_travel.list_signatures(leaving.session, leaving.dossier.id)
    leaving.know(signed.everybody)
    participants = _participants(_travelling(leaving))
    return leaving_trial.say(trial, signed, leaving.author, participants)


def _participants(kept: Iterable[Record]) -> frozenset[str]:
    return frozenset(record.row_uid for record in kept if record.key == PARTICIPANTS)


def _load_trial(arriving: Arriving, said: Json) -> None:
    here = records.list_records(arriving.session, arriving.onlinedienst_id)
    trial = exchanged_trial.read(said, _participants(here))
    keep, by = (arriving.session, arriving.onlinedienst_id), arriving.number_of
    case_ids = trial_travel.keep_cases(
        *keep, [(leaving_trial.as_case(c), by(c.author), c.changed_at) for c in trial.cases]
    )
    round_ids = trial_travel.keep_rounds(
        *keep, [(leaving_trial.as_round(r), by(r.author)) for r in trial.rounds]
    )
    results = [(leaving_trial.as_result(r, round_ids, case_ids), by(r.author))
               for r in trial.results]  # fmt: skip
    trial_travel.keep_results(arriving.session, results)
    defects = [(leaving_trial.as_defect(d, case_ids), by(d.author)) for d in trial.defects]
    trial_travel.keep_defects(*keep, defects)
    declared = [(leaving_trial.as_declared(d), by(d.author), d.withdrawn_at)
                for d in trial.declarations]  # fmt: skip
    trial_travel.keep_declarations(*keep, declared)


RECORDS, TRIAL = "records", "trial"
PARTS: dict[str, Part] = {
    RECORDS: Part(_dump_records, _load_records),
    TRIAL: Part(_dump_trial, _load_trial),
}
"""Every part by its name in the file, in the order in which they are taken in."""


def exported(session: Session, dossier: Dossier) -> Exported:
    """The facts of an Onlinedienst as they travel; the same facts, the same words."""
    leaving = Leaving(session, dossier)
    said = {name: part.dump(leaving) for name, part in PARTS.items()}
    found = onlinedienste.find_any(session, dossier.id)
    return Exported(
        uid=leaving.uid,
        phase=dossier.standing.phase,
        edition=json.loads(editions.edition_text(session, found.edition_id)),
        parts={name: told for name, told in said.items() if told is not None},
    )


def facts_file(session: Session, dossier: Dossier) -> bytes:
    """The file that another instance can read; the same facts give the same bytes."""
    return write_exchange_file(exported(session, dossier))
