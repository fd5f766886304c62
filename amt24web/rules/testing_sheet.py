"""What a Testbogen says, from the state of the test."""

from dataclasses import replace
from datetime import date

from amt24web.domain.papers.testing_sheet import NO_ROUND, Identity, SheetFacts
from amt24web.domain.testing import Round
from amt24web.domain.wording import label
from amt24web.rules.facts import PARTICIPANTS, cells
from amt24web.rules.said import Said
from amt24web.rules.summary import Standing
from amt24web.rules.test_papers import case_to_run
from amt24web.rules.test_state import CaseState, TrialState, tester_names
from amt24web.rules.versions import read_artefacts

OWNER = "pe"


def read_sheet_facts(
    standing: Standing, state: TrialState, uid: str, held: Round | None, tester: str
) -> SheetFacts:
    """The sheet of one tester, or of all; for a round, or for the plan as long as none goes on."""
    said = Said(standing)
    cases = state.in_round(held) if held else state.living
    return SheetFacts(
        identity=Identity(uid, held.number if held else NO_ROUND, tester),
        scope=label(held.kind) if held else "",
        versions=held.versions if held else tuple(a.as_line for a in read_artefacts(standing)),
        environment=(held.environment if held else "") or said.text("test_umgebung"),
        until=_until(said, tester),
        back_to=_back_to(standing, held.begun_by if held else ""),
        cases=tuple(
            replace(case_to_run(case), tester=tester or case.tester)
            for case in cases
            if not tester or is_tested_by(case, tester)
        ),
    )


def is_tested_by(case: CaseState, tester: str) -> bool:
    """Whether this very person is among those who test a case."""
    return tester in tester_names([case])


def _until(said: Said, tester: str) -> date | None:
    """Until when this person tests, else until when the test goes."""
    days = (row.day("bis") for row in said.rows("test_personen") if row.person("person") == tester)
    return next(filter(None, days), None) or said.day("test_ende")


def _back_to(standing: Standing, begun_by: str) -> str:
    """Whoever began the round, else the Prozesseigner; with what is known to reach them."""
    people = [cells(row.content) for row in standing.facts.rows.get(PARTICIPANTS, ())]
    owners = (row for row in people if row.get("rolle") == OWNER)
    named = (row for row in people if begun_by and row.get("person") == begun_by)
    found = next(named, None) or ({} if begun_by else next(owners, {}))
    parts = (found.get("person") or begun_by, found.get("einrichtung"), found.get("mail"))
    return ", ".join(str(part) for part in parts if part)
