"""Taking note of findings."""

import pytest

from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole
from amt24web.rules.findings import Finding
from amt24web.rules.submissions import Submission
from amt24web.usecases import findings, upkeep
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.clarification import review
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_rule,
    a_working_catalogue,
    an_onlinedienst,
)

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(
    a_question("zahl", "zahl", need="O"),
    a_rule("zahl > 10", "zahl", "viel"),
    a_rule("zahl > 99", "zahl", "zu-viel", severity="FEHLER"),
)


class Case:
    """An Onlinedienst whose number is too high."""

    def __init__(self, number: str = "11") -> None:
        self.owner = a_person()
        self.id = an_onlinedienst(self.owner, CATALOGUE)
        self.sequence = 0
        self.answer(number)

    def answer(self, number: str) -> None:
        self.sequence += 1
        record_answer(
            who=self.owner, onlinedienst_id=self.id, target=Target("zahl"),
            submission=Submission({"value": [number]}, 0), page_id="p", sequence=self.sequence,
        )  # fmt: skip

    def note(self, reason: str, rule: str = "viel", who: Account | None = None) -> str:
        return findings.acknowledge(
            who=who or self.owner, onlinedienst_id=self.id, rule_id=rule, reason=reason
        )

    @property
    def page(self) -> tuple[list[Finding], list[str]]:
        found = review(who=self.owner, onlinedienst_id=self.id)
        return list(found.findings), [point.key for point in found.open_points]


def test_a_finding_is_an_open_point_until_somebody_takes_note_with_a_reason():
    case = Case()
    assert "viel" in case.page[1]
    assert case.note("So vereinbart.") == "mehr#frage-zahl"
    ((finding,), open_keys) = case.page
    assert "viel" not in open_keys
    assert finding.acknowledged is not None
    assert (finding.acknowledged.content.reason, finding.acknowledged.author_id) == (
        "So vereinbart.",
        case.owner.id,
    )
    assert upkeep.check_integrity() == []


def test_the_note_lapses_when_the_facts_change_and_can_be_renewed():
    case = Case()
    case.note("So vereinbart.")
    case.answer("12")
    assert "viel" in case.page[1]
    case.note("Auch das.")
    assert "viel" not in case.page[1]


def test_the_note_holds_again_when_the_facts_are_as_they_were():
    case = Case()
    case.note("So vereinbart.")
    case.answer("12")
    case.answer("11")
    assert "viel" not in case.page[1]


def test_an_empty_reason_takes_the_note_back():
    case = Case()
    case.note("So vereinbart.")
    case.note("  ")
    assert "viel" in case.page[1]


@pytest.mark.parametrize("reason", ["", "  ", "\x00\r\n"])
def test_a_note_needs_a_reason(reason: str):
    case = Case()
    with pytest.raises(InvalidInput, match="warum"):
        case.note(reason)
    assert "viel" in case.page[1]


def test_an_error_is_mended_and_not_noted():
    case = Case("100")
    with pytest.raises(InvalidInput, match="Fehler wird behoben"):
        case.note("Passt schon.", "zu-viel")
    assert "zu-viel" in case.page[1]


@pytest.mark.parametrize("rule", ["gibtsnicht", "zu-viel", ""])
def test_a_finding_that_does_not_hold_cannot_be_noted(rule: str):
    with pytest.raises(NotFound):
        Case().note("So vereinbart.", rule)


@pytest.mark.parametrize(
    ("role", "error"),
    [(AccessRole.READER, NotAllowed), (AccessRole.COMPETENT_BODY, NotAllowed), (None, NotFound)],
)
def test_who_only_reads_takes_no_note(role: AccessRole | None, error: type[Exception]):
    case = Case()
    who = a_member(case.id, role) if role else a_person()
    with pytest.raises(error):
        case.note("So vereinbart.", who=who)
    assert "viel" in case.page[1]


def test_a_contributor_may_take_note():
    case = Case()
    case.note("So vereinbart.", who=a_member(case.id, AccessRole.CONTRIBUTOR))
    assert "viel" not in case.page[1]
