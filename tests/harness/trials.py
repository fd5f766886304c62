"""An Onlinedienst in the middle of its test, and sheets of it filled in by hand."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import update

from amt24web.domain.papers.testing_sheet import CASE
from amt24web.domain.papers.words import CaseKind, CaseStage, Perspective, Priority
from amt24web.domain.people import Account
from amt24web.domain.testing import (
    CaseMarks,
    CaseText,
    PlannedCase,
    RoundKind,
    TrialRecords,
)
from amt24web.domain.vocabulary import Action
from amt24web.storage import test_cases
from amt24web.storage.database import reading, utc_now, writing
from amt24web.storage.test_rounds import RoundRow
from amt24web.usecases import test_running, testing_sheets
from amt24web.usecases.dossier import open_dossier
from amt24web.usecases.testing_sheets import ReadBack
from tests.harness.builders import a_person, an_onlinedienst

BEGUN = datetime(2026, 1, 1, 9, tzinfo=UTC)
"""When the round began: results of later days are taken."""


def a_case(number: int = 1, **said: Any) -> PlannedCase:
    """A case somebody made up; ``title`` and ``tester_uid`` may be said, ``steps`` too."""
    text = CaseText(
        title=said.get("title", f"Fall {number}"),
        preconditions=("Ein Konto ist da.",),
        steps=said.get("steps", ("Anmelden", "Absenden")),
        expected="Die Bestätigung kommt.",
        data="",
    )
    marks = CaseMarks(
        CaseStage.SUBJECT, CaseKind.FUNCTIONAL, Perspective.AUTHORITY, Priority.MEDIUM
    )
    return PlannedCase(
        id=0, number=number, rule_id="", subject="", fingerprint="", text=text, marks=marks,
        edited=None, tester_uid=said.get("tester_uid", ""), is_dropped=False, revision=1,
    )  # fmt: skip


@dataclass
class Trial:
    """A test with so many cases, and whoever runs it; a round goes on unless told otherwise."""

    owner: Account
    id: int

    @property
    def records(self) -> TrialRecords:
        """Everything kept about it."""
        with reading() as session:
            dossier = open_dossier(session, self.owner, self.id, Action.VIEW, with_trial=True)
        return dossier.trial_records

    def sheet(self, tester: str = "", number: int | None = None) -> bytes:
        """The XLSX as it goes out."""
        return testing_sheets.produce_workbook(
            who=self.owner, onlinedienst_id=self.id, tester=tester, number=number
        ).content

    def read(self, file: bytes, number: int = 1) -> ReadBack:
        """What comes of a file."""
        return testing_sheets.read_back(
            who=self.owner, onlinedienst_id=self.id, number=number, file=file
        )


def a_trial(*cases: PlannedCase, number: int = 0, has_round: bool = True) -> Trial:
    """An Onlinedienst with these cases, or with ``number`` simple ones."""
    owner = a_person()
    trial = Trial(owner, an_onlinedienst(owner))
    with writing() as session:
        for case in cases or [a_case(n) for n in range(1, number + 1)]:
            test_cases.add_case(session, trial.id, case, user_id=owner.id, now=utc_now())
    if has_round:
        test_running.begin_round(who=owner, onlinedienst_id=trial.id, kind=RoundKind.FULL)
        with writing() as session:
            session.execute(update(RoundRow).values(begun_at=BEGUN))
    return trial


def filled(file: bytes, rows: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The same file with cells filled in: by case, then by head."""
    book = load_workbook(io.BytesIO(file))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        said = rows.get(sheet.cell(row, heads[CASE]).value, {})
        for head, value in said.items():
            sheet.cell(row, heads[head]).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
