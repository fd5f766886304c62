"""Taking an Onlinedienst along to another instance, and taking one in from there."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from amt24web.artefacts.exchange_file import canonical_json, checksum, read_exchange_file
from amt24web.artefacts.zip_archive import is_zip
from amt24web.catalogue.editions import identity, read_edition
from amt24web.catalogue.review import review
from amt24web.catalogue.structure import AnswerType, Catalogue
from amt24web.documents.package import FACTS
from amt24web.documents.package_check import REPACKED, check_package
from amt24web.domain.errors import CatalogueBroken, InvalidInput, NotFound
from amt24web.domain.exchange import Exported
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, AuditEvent
from amt24web.domain.wording import counted, file_words
from amt24web.rules import access
from amt24web.rules.exchanged_records import NO_RECORDS
from amt24web.rules.facts import gather, window
from amt24web.rules.summary import stand
from amt24web.rules.test_state import trial_state
from amt24web.storage import audit, editions, import_origins, onlinedienste, records, users
from amt24web.storage.database import reading, utc_now, writing
from amt24web.storage.import_origins import ImportOrigin
from amt24web.storage.onlinedienste import Onlinedienst
from amt24web.usecases.dossier import Dossier, open_dossier, trial_of, write_summary
from amt24web.usecases.exchange_parts import PARTS, RECORDS, Arriving, facts_file
from amt24web.usecases.letting_in import let_in
from amt24web.usecases.papers import BUILDERS, paper_of
from amt24web.usecases.rendering import Produced

SHOWN_DIGITS = 12
DOUBLE_CLICK = timedelta(seconds=10)
"""The same person taking over the same facts within this time pressed the button twice."""
LONGEST_EDITION = 3_000_000
MOST_ENTRIES = 1_500
"""Ours has 225 questions and 100 rules."""
HUGE_EDITION = "Die Fassung des Fragenkatalogs in der Datei ist zu groß."
UNREADABLE_EDITION = "Die Fassung des Fragenkatalogs in der Datei ist nicht lesbar."
BROKEN_EDITION = "Die Fassung des Fragenkatalogs in der Datei ist fehlerhaft: {remark}"
NEWER_PART = (
    "Die Datei enthält Angaben, die dieses Programm nicht kennt („{name}“). Bitte amt24web "
    "erneuern."
)
BROKEN_PACKAGE = "Das Paket ist nicht mehr, was geschnürt wurde: {problem}"
NO_FACTS = "Das Paket enthält keine Angaben, die sich übernehmen lassen."
NOT_UNDERSTOOD = "Die Angaben in der Datei passen nicht zusammen. Es wurde nichts übernommen."
OWNER_MISSING = "Bitte mit --owner ADRESSE sagen, welches Konto Zugang bekommt: Es gibt {accounts}."
NO_ACCOUNT = "Es gibt kein Konto mit der Adresse {email}."
MISREAD = (ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError,
           RecursionError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TakenOver:
    """An Onlinedienst that was taken over.

    ``known_here`` says how many of the same origin were here before; ``mine`` numbers those of
    them with their titles that the person takes part in.
    """

    onlinedienst_id: int
    title: str
    sha256: str
    known_here: int
    mine: tuple[tuple[int, str], ...]


def export_onlinedienst(*, who: Account, onlinedienst_id: int) -> Produced:
    """The facts as a file. Raises NotFound for strangers, NotAllowed for members who may not."""
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.EXPORT)
        content = facts_file(session, dossier)
        sha256 = hashlib.sha256(content).hexdigest()
        audit.record(
            session,
            AuditEvent.ONLINEDIENST_EXPORTED,
            utc_now(),
            user_id=who.id or None,
            onlinedienst_id=dossier.id,
            detail=sha256[:SHOWN_DIGITS],
        )
    return Produced(content, f"onlinedienst-{file_words(dossier.standing.title)}.json", sha256)


def require_taking_over(*, who: Account) -> None:
    """Whether somebody may begin an Onlinedienst here at all. Raises NotAllowed."""
    access.require(Action.CREATE_ONLINEDIENST, who.global_roles)


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file that was read, with its edition and the checksum of its facts."""

    facts: Exported
    edition_text: str
    catalogue: Catalogue
    sha256: str


def take_over(*, who: Account, content: bytes) -> TakenOver:
    """Begin a new Onlinedienst with the facts of a file; ``who`` alone gets access.

    Pressing the button twice begins one. Raises InvalidInput with the one reason why the file
    cannot be taken; nothing of it is kept then.
    """
    access.require(Action.CREATE_ONLINEDIENST, who.global_roles)
    checked = _checked(content)
    now = utc_now()
    with writing() as session:
        known = import_origins.list_known(session, checked.facts.uid)
        since = now - DOUBLE_CLICK
        number = import_origins.find_taken_over(session, who.id, checked.sha256, since)
        if number is None:
            with _in_one_sentence():
                number = _begin(session, who, checked, now)
        before = tuple(one for one in known if one.onlinedienst_id != number)
        mine = tuple(
            (one.onlinedienst_id, one.title)
            for one in before
            if _takes_part(session, one.onlinedienst_id, who)
        )
        title = str(onlinedienste.find_summary(session, number)["title"])
    return TakenOver(number, title, checked.sha256, len(before), mine)


def _checked(content: bytes) -> _Checked:
    facts = read_exchange_file(_unpacked(content))
    if unknown := sorted(facts.parts.keys() - PARTS.keys()):
        raise InvalidInput(NEWER_PART.format(name=unknown[0][:60]))
    if RECORDS not in facts.parts:
        raise InvalidInput(NO_RECORDS)
    text = canonical_json(dict(facts.edition))
    return _Checked(facts, text, _catalogue(text), checksum(facts))


def _unpacked(content: bytes) -> bytes:
    """The facts in a Go-Live-Paket that is still what was packed; any other file as it is."""
    if not is_zip(content):
        return content
    checked = check_package(content)
    if checked.problems and checked.problems != (REPACKED,):
        raise InvalidInput(BROKEN_PACKAGE.format(problem=checked.problems[0]))
    if FACTS not in checked.files:
        raise InvalidInput(NO_FACTS)
    return checked.files[FACTS]


def _takes_part(session: Session, onlinedienst_id: int, who: Account) -> bool:
    found = onlinedienste.find(session, onlinedienst_id, who.id)
    return bool(found and found.roles)


@contextmanager
def _in_one_sentence() -> Iterator[None]:
    """Whatever cannot be understood is one refusal, and the transaction takes everything back."""
    try:
        yield
    except MISREAD as error:
        raise InvalidInput(NOT_UNDERSTOOD) from error


def _catalogue(text: str) -> Catalogue:
    """The edition of a file, proof-read unless it is known here. Raises InvalidInput."""
    if len(text) > LONGEST_EDITION:
        raise InvalidInput(HUGE_EDITION)
    with reading() as session:
        is_known = editions.is_known(session, identity(text))
    try:
        catalogue = read_edition(text)
        _require_reasonable(catalogue)
        remarks = [] if is_known else review(catalogue)
    except CatalogueBroken as error:
        newer = "neuer" in error.message
        raise InvalidInput(error.message if newer else UNREADABLE_EDITION) from error
    except MISREAD as error:
        raise InvalidInput(UNREADABLE_EDITION) from error
    if remarks:
        raise InvalidInput(BROKEN_EDITION.format(remark=remarks[0][:200]))
    return catalogue


def _require_reasonable(catalogue: Catalogue) -> None:
    """Each question and rule costs time to proof-read. Raises InvalidInput for too many."""
    asked = sum(len(section.questions) for section in catalogue.sections)
    if asked + len(catalogue.rules) > MOST_ENTRIES:
        raise InvalidInput(HUGE_EDITION)


def _begin(session: Session, who: Account, checked: _Checked, now: datetime) -> int:
    text = checked.edition_text
    onlinedienst = Onlinedienst(
        uid=str(uuid4()),
        edition_id=editions.keep_edition(session, identity(text), text, now),
        phase=checked.facts.phase,
        created_at=now,
        created_by_id=who.id,
    )
    session.add(onlinedienst)
    session.flush()
    arriving = Arriving(session, onlinedienst.id, checked.catalogue, now)
    for name, part in PARTS.items():
        if name in checked.facts.parts:
            part.load(arriving, checked.facts.parts[name])
    session.add(
        ImportOrigin(
            onlinedienst_id=onlinedienst.id,
            origin_uid=checked.facts.uid,
            sha256=checked.sha256,
            guest_uid=let_in(session, who, onlinedienst.id, now),
            imported_by_id=who.id,
            imported_at=now,
        )
    )
    audit.record(
        session, AuditEvent.ONLINEDIENST_TAKEN_OVER, now, user_id=who.id,
        onlinedienst_id=onlinedienst.id, detail=checked.sha256[:SHOWN_DIGITS],
    )  # fmt: skip
    _derive(session, onlinedienst, checked.catalogue, now)
    return onlinedienst.id


def _derive(
    session: Session, onlinedienst: Onlinedienst, catalogue: Catalogue, now: datetime
) -> None:
    """Work out all that follows, and try every paper: what nobody can read is not taken."""
    window(catalogue, AnswerType.PARTICIPANTS)
    facts = gather(records.list_records(session, onlinedienst.id))
    standing = stand(catalogue, facts, onlinedienst.phase)
    trial = trial_of(session, onlinedienst.id)
    write_summary(
        session, onlinedienst.id, standing, now, known_digest="", is_new=True,
        has_cases=bool(trial.cases),
    )  # fmt: skip
    dossier = Dossier(
        id=onlinedienst.id,
        uid=onlinedienst.uid,
        edition_identity="",
        standing=standing,
        roles=frozenset(),
        own_uids=frozenset(),
        points_digest="",
        has_cases=bool(trial.cases),
        trial=trial,
    )
    trial_state(standing, trial)
    for kind in BUILDERS:
        try:
            paper_of(dossier, kind)
        except NotFound:
            continue


def account_for(*, email: str) -> Account:
    """The account that gets access on the command line; the only one there is, without an address.

    Raises InvalidInput if it is not clear which one is meant.
    """
    with reading() as session:
        accounts = users.list_accounts(session)
    wanted = email.strip().casefold()
    found = [one for one in accounts if not wanted or one.email == wanted]
    if wanted and not found:
        raise InvalidInput(NO_ACCOUNT.format(email=email))
    if len(found) != 1:
        number = counted(len(found), "Konto", "Konten") if found else "kein Konto"
        raise InvalidInput(OWNER_MISSING.format(accounts=number))
    return found[0]
