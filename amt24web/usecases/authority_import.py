"""Competent bodies from a spreadsheet: look first, then write all good lines at once.

Between the two nothing is kept on the server: the page carries the text back.
"""

from dataclasses import dataclass, replace
from secrets import token_hex

from amt24web.artefacts.spreadsheet import read_spreadsheet
from amt24web.artefacts.text_table import Rows, read_table, uniform, write_table
from amt24web.catalogue.structure import AnswerType, Column
from amt24web.domain.errors import InvalidInput
from amt24web.domain.people import Account
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import Action, RowSource
from amt24web.rules.authority_import import Plan, plan_import
from amt24web.rules.facts import all_columns, rows_of, window
from amt24web.rules.row_limits import most_rows
from amt24web.rules.saving import Origin, next_record
from amt24web.rules.sheet_cells import can_be_read
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, close_dossier, open_dossier

AUTHORITIES = RowSource.AUTHORITIES.value
FROM_SHEET = "Blatt „{title}“"
NOTHING_SENT = "Bitte fügen Sie eine Tabelle ein oder wählen Sie eine Datei."
NOTHING_IN_IT = "Auf dem ersten sichtbaren Blatt der Datei steht keine Zeile mit Angaben."


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The page to paste a table on; with a plan it says what would come in.

    ``carried`` is what the plan was made from, ``text`` what stands in the field to be mended.
    """

    onlinedienst_id: int
    title: str
    columns: tuple[Column, ...]
    most: int
    text: str = ""
    carried: str = ""
    source: str = ""
    plan: Plan | None = None
    is_stale: bool = False
    added: int = 0
    changed: int = 0

    @property
    def is_written(self) -> bool:
        """Whether something was taken over."""
        return bool(self.added or self.changed)

    @property
    def has_refused(self) -> bool:
        """Whether lines are left to be mended."""
        return bool(self.plan and self.plan.refusals)


def begin_import(*, who: Account, onlinedienst_id: int, text: str = "") -> ImportPage:
    """The page to paste a table on, or to choose a file."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.ANSWER)
    return _import_page(dossier, text)


def preview_import(
    *, who: Account, onlinedienst_id: int, text: str = "", file: bytes | None = None
) -> ImportPage:
    """What would come in from a pasted text or an XLSX file; nothing is written.

    Raises InvalidInput for a file that cannot be read or a table that is too large.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.ANSWER)
    sheet = read_spreadsheet(file) if file is not None else None
    page = _planned(dossier, write_table(sheet.rows) if sheet else text)
    if page.plan is None or page.plan.is_empty:
        raise InvalidInput(NOTHING_IN_IT if sheet else NOTHING_SENT)
    return replace(page, source=FROM_SHEET.format(title=sheet.title)) if sheet else page


def _planned(dossier: Dossier, text: str) -> ImportPage:
    """What is carried is what was understood, so that it is understood the same way again."""
    rows = read_table(text)
    return replace(
        _import_page(dossier, text), carried=write_table(rows), plan=_plan(dossier, rows)
    )


def _import_page(dossier: Dossier, text: str) -> ImportPage:
    catalogue = dossier.standing.catalogue
    question = window(catalogue, AnswerType.AUTHORITIES)
    columns = tuple(column for column in all_columns(catalogue, question) if can_be_read(column))
    return ImportPage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        columns=columns,
        most=most_rows(question),
        text=uniform(text),
    )


def _plan(dossier: Dossier, rows: Rows) -> Plan:
    catalogue, facts = dossier.standing.catalogue, dossier.standing.facts
    question = window(catalogue, AnswerType.AUTHORITIES)
    return plan_import(
        rows,
        all_columns(catalogue, question),
        rows_of(question, facts),
        facts.people,
        most_rows(question),
    )


def take_over(*, who: Account, onlinedienst_id: int, text: str, fingerprint: str) -> ImportPage:
    """Write the good lines of a previewed table, all at once; refused ones stay to be mended.

    If the table has changed since the preview, nothing is written and the new preview comes back.
    """
    rows = read_table(text)
    now = utc_now()
    origin = Origin(who.id, who.name)
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.ANSWER, for_update=True)
        plan = _plan(dossier, rows)
        if plan.is_empty:
            raise InvalidInput(NOTHING_SENT)
        if plan.fingerprint != fingerprint:
            return replace(_planned(dossier, text), is_stale=True)
        kept = [next_record(row, row.content, origin, now) for row in _written(dossier, plan)]
        standing = close_dossier(session, dossier, kept, now) if kept else dossier.standing
    page = _planned(replace(dossier, standing=standing), write_table(plan.left_over))
    return replace(page, added=len(plan.added), changed=len(plan.changed))


def _written(dossier: Dossier, plan: Plan) -> list[Record]:
    """The records as they shall be: changed bodies, and new ones behind the last."""
    facts = dossier.standing.facts
    there = {row.row_uid: row for row in facts.rows.get(AUTHORITIES, ())}
    gone = facts.removed.get(AUTHORITIES, ())
    last = max((row.position for row in (*there.values(), *gone)), default=0)
    changed = [replace(there[line.uid], content=line.content) for line in plan.changed]
    added = [
        Record(key=AUTHORITIES, row_uid=token_hex(8), position=last + number, content=line.content)
        for number, line in enumerate(plan.added, 1)
    ]
    return [*changed, *added]
