"""The Testbogen of people without access: handed out, and read back when it is filled in."""

import hashlib
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from amt24web.artefacts.spreadsheet import read_spreadsheet, require_self_contained
from amt24web.documents.head import Head
from amt24web.documents.testing_sheet import KIND, SLUG, build_testing_sheet
from amt24web.documents.testing_workbook import build_workbook
from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.papers.testing_sheet import SheetFacts
from amt24web.domain.people import Account
from amt24web.domain.testing import Round
from amt24web.domain.vocabulary import Action, AuditEvent, DocumentFormat
from amt24web.domain.wording import file_words, local_day
from amt24web.rules.sheet_results import (
    LARGEST,
    FilledSheet,
    RefusedRow,
    judge,
    read_filled,
    require_belongs,
)
from amt24web.rules.test_state import trial_state
from amt24web.rules.testing_sheet import read_sheet_facts
from amt24web.storage import audit, house_styles
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, open_dossier
from amt24web.usecases.papers import changes_head
from amt24web.usecases.recording import Outcome, keep_outcomes
from amt24web.usecases.rendering import Produced, drawn_soon

PAGE_ID_LENGTH = 32
SHOWN_DIGITS = 12
NO_FILE = "Bitte wählen Sie die Datei, die Sie zurückbekommen haben."
TOO_LARGE = f"Diese Datei ist zu groß. Ein Testbogen hat höchstens {LARGEST // 1024 // 1024} MB."
UNKNOWN_ROUND = "Diesen Testdurchlauf gibt es nicht."
NOT_A_TESTER = "Für diese Person gibt es hier keinen Testfall."
IS_OVER = "Dieser Durchlauf ist beendet. Ergebnisse gehören in einen neuen Durchlauf."


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What came of a sheet; before one was sent, only the page to send it from.

    ``kept`` counts new results, ``known`` those that were there already, ``untouched`` the rows
    without any.
    """

    onlinedienst_id: int
    title: str
    held: Round
    kept: int = 0
    known: int = 0
    untouched: int = 0
    defects: tuple[str, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    tester: str = ""
    is_read: bool = False

    @property
    def is_open(self) -> bool:
        """Whether results are still taken."""
        return self.held.ended_at is None


def produce_sheet(
    *,
    who: Account,
    onlinedienst_id: int,
    tester: str,
    number: int | None,
    file_format: DocumentFormat,
) -> Produced | None:
    """The sheet on paper; None if drawing it takes longer and it was ordered.

    ``number`` is that of the round, None for the one that goes on. Raises NotFound for a round or
    a tester that does not exist.
    """
    with reading() as session:
        dossier = _opened(session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS)
        style = house_styles.find_chosen(session, dossier.id)
    head, facts = _facts(dossier, tester, number)
    made = drawn_soon(build_testing_sheet(head, facts), file_format, style)
    if made is None:
        return None
    sha256, content = made
    return _handed_out(who, dossier, Produced(content, _name(head, facts, file_format), sha256))


def produce_workbook(
    *, who: Account, onlinedienst_id: int, tester: str, number: int | None
) -> Produced:
    """The same sheet as XLSX, to fill in and read back."""
    with reading() as session:
        dossier = _opened(session, who, onlinedienst_id, Action.DOWNLOAD_DOCUMENTS)
    head, facts = _facts(dossier, tester, number)
    content = build_workbook(head, facts)
    sha256 = hashlib.sha256(content).hexdigest()
    return _handed_out(who, dossier, Produced(content, _name(head, facts, "xlsx"), sha256))


def _facts(dossier: Dossier, tester: str, number: int | None) -> tuple[Head, SheetFacts]:
    state = trial_state(dossier.standing, dossier.trial_records)
    held = state.current_round if number is None else _round_of(dossier, number)
    facts = read_sheet_facts(dossier.standing, state, dossier.uid, held, tester)
    if tester and not facts.cases:
        raise NotFound(NOT_A_TESTER)
    head = replace(changes_head(dossier), kind=KIND)
    if held:
        head = replace(head, day=max(head.day, local_day(held.begun_at)))
    return head, facts


def _name(head: Head, facts: SheetFacts, ending: str) -> str:
    """For example ``testbogen-hundesteuer-durchlauf-2-erika-beispiel.xlsx``; without the body."""
    person = facts.identity.tester.split(",")[0]
    which = f"durchlauf-{facts.identity.round_number}" if facts.is_for_round else "plan"
    parts = (SLUG, file_words(head.onlinedienst), which, file_words(person))
    return "-".join(part for part in parts if part) + f".{ending}"


def _handed_out(who: Account, dossier: Dossier, produced: Produced) -> Produced:
    with writing() as session:
        audit.record(
            session,
            AuditEvent.DOCUMENT_DOWNLOADED,
            utc_now(),
            user_id=who.id or None,
            onlinedienst_id=dossier.id,
            detail=f"{produced.file_name[:200]} {produced.sha256[:SHOWN_DIGITS]}",
        )
    return produced


def begin_reading(*, who: Account, onlinedienst_id: int, number: int) -> ReadBack:
    """The page to send a filled sheet from."""
    with reading() as session:
        dossier = _opened(session, who, onlinedienst_id, Action.RUN_TESTS)
    return ReadBack(dossier.id, dossier.standing.title, _round_of(dossier, number))


def read_back(*, who: Account, onlinedienst_id: int, number: int, file: bytes) -> ReadBack:
    """Keep every good row of a filled sheet as a result, all at once; the others come back.

    The same file again changes nothing, nor does a row whose very result is kept already. Raises
    InvalidInput with one German sentence if the file as a whole cannot be taken.
    """
    sheet = _read(file)
    now = utc_now()
    with writing() as session:
        dossier = _opened(session, who, onlinedienst_id, Action.RUN_TESTS, for_update=True)
        held = _round_of(dossier, number)
        require_belongs(sheet.identity, dossier.uid, number)
        if held.ended_at is not None:
            raise InvalidInput(IS_OVER)
        good, refused = judge(
            sheet,
            trial_state(dossier.standing, dossier.trial_records).in_round(held),
            [r for r in dossier.trial_records.results if r.round_id == held.id],
            own_name=who.name,
            today=local_day(now),
            begun=local_day(held.begun_at),
        )
        outcomes = [Outcome(row.state, row.read, row.line) for row in good if not row.is_there]
        kept = keep_outcomes(
            session, dossier, held, outcomes, page_id=_page_id(file), who=who, now=now
        )
    return ReadBack(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        held=held,
        kept=len(kept.fresh),
        known=len(good) - len(kept.fresh),
        untouched=sheet.untouched,
        defects=kept.defects,
        refused=refused,
        tester=sheet.identity.tester,
        is_read=True,
    )


def _read(file: bytes) -> FilledSheet:
    if not file:
        raise InvalidInput(NO_FILE)
    if len(file) > LARGEST:
        raise InvalidInput(TOO_LARGE)
    rows = read_spreadsheet(file).rows
    require_self_contained(file)
    return read_filled(rows)


def _page_id(file: bytes) -> str:
    """What stands for the file among the sendings of pages."""
    return hashlib.sha256(file).hexdigest()[:PAGE_ID_LENGTH]


def _opened(
    session: Session,
    who: Account,
    onlinedienst_id: int,
    action: Action,
    *,
    for_update: bool = False,
) -> Dossier:
    return open_dossier(
        session, who, onlinedienst_id, action, for_update=for_update, with_trial=True
    )


def _round_of(dossier: Dossier, number: int) -> Round:
    for held in dossier.trial_records.rounds:
        if held.number == number:
            return held
    raise NotFound(UNKNOWN_ROUND)
