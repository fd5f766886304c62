"""The step from the Auftakt to the prototype and back, on both databases."""

import pytest

from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, AuditEvent, Phase
from amt24web.rules.imposing import ClosingForm
from amt24web.storage import onlinedienste
from amt24web.storage.audit import AuditRow
from amt24web.storage.database import reading
from amt24web.storage.onlinedienste import Listed
from amt24web.usecases import closing, kickoff, upkeep
from amt24web.usecases.kickoff import KickoffPage
from amt24web.usecases.onlinedienste import list_onlinedienste
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_section,
    a_working_catalogue,
    an_onlinedienst,
)

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(
    a_section(
        a_question("auftakt_ort"), section_id="auftakt", letter="AU", questionnaire="auftakt"
    ),
    a_question("spaeter", stage="prototyp"),
)
MOVES = (AuditEvent.KICKOFF_ENDED, AuditEvent.KICKOFF_RESUMED)


class Case:
    """An Onlinedienst at its Auftakt, and its owner."""

    def __init__(self) -> None:
        self.owner = a_person("Anna Beispiel")
        self.id = an_onlinedienst(self.owner, CATALOGUE)
        self.close("auftakt")

    def close(self, slug: str) -> None:
        who = {"spaeter": "rolle:tt", "rollen-fehlen": "rolle:tt"}
        form = ClosingForm(who=who, until_all="15.1.2040")
        closing.close_stage(who=self.owner, onlinedienst_id=self.id, slug=slug, form=form)

    def end(self, by: Account | None = None) -> Phase:
        return kickoff.end_kickoff(who=by or self.owner, onlinedienst_id=self.id)

    def resume(self, by: Account | None = None) -> Phase:
        return kickoff.resume_kickoff(who=by or self.owner, onlinedienst_id=self.id)

    def page(self, by: Account | None = None) -> KickoffPage:
        return kickoff.view_kickoff(who=by or self.owner, onlinedienst_id=self.id)

    @property
    def phase(self) -> Phase:
        with reading() as session:
            return onlinedienste.find_any(session, self.id).phase

    @property
    def listed(self) -> Listed:
        page = list_onlinedienste(who=self.owner, words="", phase=None, sorting="", page=1)
        return page.lines[0]

    @property
    def audited(self) -> list[tuple[str, str]]:
        with reading() as session:
            rows = session.query(AuditRow).order_by(AuditRow.id)
            return [(row.event, row.detail) for row in rows if row.event in MOVES]


def test_who_says_that_the_auftakt_was_held_moves_on_to_the_prototype():
    case = Case()
    before = case.listed.open_points
    assert (case.phase, case.page().phase_next) == (Phase.KICKOFF, Phase.PROTOTYPE)
    assert case.end() is case.phase is Phase.PROTOTYPE
    assert case.audited == [(AuditEvent.KICKOFF_ENDED, "kickoff>prototype")]
    # The list counts what is due in the new phase: the questions of the prototype as well.
    assert (case.listed.phase, case.listed.open_points) == (Phase.PROTOTYPE, before + 1)
    assert upkeep.check_integrity() == []


def test_it_can_be_taken_back():
    case = Case()
    case.end()
    assert case.page().phase_back is Phase.KICKOFF
    assert case.resume() is case.phase is Phase.KICKOFF
    assert case.audited[-1] == (AuditEvent.KICKOFF_RESUMED, "prototype>kickoff")
    assert upkeep.check_integrity() == []


def test_what_the_minutes_lack_is_counted_and_holds_nothing_back():
    case = Case()
    assert case.page().missing == 1
    assert case.end() is Phase.PROTOTYPE


def test_outside_the_auftakt_there_is_nothing_to_end_and_behind_the_prototype_nothing_to_resume():
    case = Case()
    with pytest.raises(InvalidInput):
        case.resume()
    case.end()
    with pytest.raises(InvalidInput):
        case.end()
    case.close("prototyp")
    page = case.page()
    assert (page.phase, page.phase_next, page.phase_back) == (Phase.TEST, None, None)
    with pytest.raises(InvalidInput):
        case.resume()
    assert case.phase is Phase.TEST


def test_before_the_klaerung_is_closed_the_page_offers_no_step():
    owner = a_person()
    page = kickoff.view_kickoff(who=owner, onlinedienst_id=an_onlinedienst(owner, CATALOGUE))
    assert (page.phase_next, page.phase_back) == (None, None)


def test_only_a_prozesseigner_may_move_it():
    case = Case()
    colleague = a_member(case.id, AccessRole.CONTRIBUTOR)
    assert not case.page(colleague).may_move
    with pytest.raises(NotAllowed):
        case.end(colleague)
    with pytest.raises(NotAllowed):
        case.resume(a_member(case.id, AccessRole.READER))
    with pytest.raises(NotFound):
        case.end(a_person("Fremd"))
    assert (case.phase, case.audited) == (Phase.KICKOFF, [])
