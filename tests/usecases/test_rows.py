"""Rows: added, taken away, brought back, moved; nothing in them is ever lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole
from amt24web.rules import row_limits
from amt24web.rules.submissions import Submission
from amt24web.storage.database import reading
from amt24web.storage.records import Revision
from amt24web.usecases import rows, upkeep
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.clarification import view_section
from amt24web.usecases.participants import view_members
from tests.harness.builders import (
    a_fixed_row,
    a_member,
    a_person,
    a_question,
    a_section,
    a_working_catalogue,
    an_onlinedienst,
    some_rows,
)

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(
    a_question("eins"),
    some_rows("zeilen", need="O"),
    some_rows("fest", fixed_rows=(a_fixed_row("aufgabe"),), need="O"),
    a_section(some_rows("punkte"), section_id="auftakt", letter="Z", questionnaire="auftakt"),
)


class Sheet:
    """The rows of one question of a new Onlinedienst, named when they are added."""

    def __init__(self, who: Account | None = None, question: str = "zeilen") -> None:
        self.who = who or a_person()
        self.number = an_onlinedienst(self.who, CATALOGUE)
        self.question = question
        self.uids: dict[str, str] = {}

    def do(self, verb: str, name: str, **said: object) -> rows.RowsChanged:
        uid = self.uids.get(name, name)
        return getattr(rows, verb)(who=self.who, onlinedienst_id=self.number, section_id="",
                                   question_id=self.question, row_uid=uid, **said)  # fmt: skip

    def add(self, *names: str) -> None:
        for name in names:
            added = rows.add_row(who=self.who, onlinedienst_id=self.number,
                                 question_id=self.question, section_id="")  # fmt: skip
            self.uids[name] = added.row_uid
            self.say(name, name)

    def say(self, name: str, text: str) -> None:
        target = Target(self.question, self.uids[name])
        record_answer(
            who=self.who, onlinedienst_id=self.number, target=target,
            submission=Submission({"name": [text]}, 1), page_id="", sequence=0,
        )  # fmt: skip

    def move(self, name: str, *, up: bool) -> None:
        self.do("move_row", name, up=up)

    @property
    def order(self) -> str:
        section = CATALOGUE.section_of[self.question].id
        page = view_section(who=self.who, onlinedienst_id=self.number, section_id=section)
        view = next(q for q in page.view.questions if q.question.id == self.question)
        return "".join(row.inputs[0].text for row in view.rows)


def revisions() -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(Revision)) or 0


def test_rows_stand_in_the_order_they_were_added():
    sheet = Sheet()
    sheet.add("a", "b", "c")
    assert sheet.order == "abc"


def test_the_reply_names_the_row_and_shows_its_section():
    sheet = Sheet()
    sheet.add("a")
    changed = sheet.do("remove_row", "a")
    assert (changed.question_id, changed.row_uid) == ("zeilen", sheet.uids["a"])
    assert changed.view.section.id == "mehr"


def test_a_row_taken_away_can_be_brought_back_to_its_place():
    sheet = Sheet()
    sheet.add("a", "b", "c")
    sheet.do("remove_row", "b")
    assert sheet.order == "ac"
    sheet.do("restore_row", "b")
    assert sheet.order == "abc"


def test_a_row_added_after_another_was_taken_away_stands_behind_it_when_it_returns():
    sheet = Sheet()
    sheet.add("a", "b")
    sheet.do("remove_row", "b")
    sheet.add("c")
    sheet.do("restore_row", "b")
    assert sheet.order == "abc"
    sheet.move("c", up=True)
    assert sheet.order == "acb"


def test_a_row_moves_up_and_down():
    sheet = Sheet()
    sheet.add("a", "b", "c")
    sheet.move("c", up=True)
    assert sheet.order == "acb"
    sheet.move("a", up=False)
    assert sheet.order == "cab"


@pytest.mark.parametrize(("name", "up"), [("a", True), ("b", False)])
def test_at_the_end_a_row_stays_and_nothing_is_written(name: str, up: bool):
    sheet = Sheet()
    sheet.add("a", "b")
    before = revisions()
    sheet.move(name, up=up)
    assert (sheet.order, revisions()) == ("ab", before)


@pytest.mark.parametrize("verb", ["remove_row", "restore_row"])
def test_doing_it_twice_writes_once(verb: str):
    sheet = Sheet()
    sheet.add("a")
    sheet.do("remove_row", "a")
    sheet.do(verb, "a")
    before = revisions()
    sheet.do(verb, "a")
    assert revisions() == before


def test_every_change_is_a_revision_that_keeps_what_the_row_says():
    sheet = Sheet()
    sheet.add("a", "b")
    sheet.move("a", up=False)
    sheet.do("remove_row", "a")
    with reading() as session:
        statement = select(Revision.value, Revision.removed).where(
            Revision.row_uid == sheet.uids["a"]
        )
        kept = [tuple(row) for row in session.execute(statement.order_by(Revision.revision))]
    assert kept == [
        (None, False),
        ({"name": "a"}, False),
        ({"name": "a"}, False),
        ({"name": "a"}, True),
    ]


def test_moving_a_row_does_not_conflict_with_somebody_who_is_typing_in_it():
    sheet = Sheet()
    sheet.add("a", "b")
    sheet.move("a", up=False)
    colleague = a_member(sheet.number, AccessRole.CONTRIBUTOR)
    saved = record_answer(
        who=colleague, onlinedienst_id=sheet.number, target=Target("zeilen", sheet.uids["a"]),
        submission=Submission({"name": ["A"]}, 2), page_id="p", sequence=1,
    )  # fmt: skip
    assert (saved.written, sheet.order) == (1, "bA")


def test_what_is_typed_into_a_row_somebody_took_away_is_kept_for_its_return():
    sheet = Sheet()
    sheet.add("a")
    sheet.do("remove_row", "a")
    sheet.say("a", "anders")
    assert sheet.order == ""
    sheet.do("restore_row", "a")
    assert sheet.order in ("a", "anders")


@pytest.mark.parametrize("verb", ["remove_row", "restore_row"])
def test_an_unknown_row_is_refused(verb: str):
    with pytest.raises(NotFound):
        Sheet().do(verb, "gibtsnicht")


def test_a_row_that_was_taken_away_cannot_be_moved():
    sheet = Sheet()
    sheet.add("a")
    sheet.do("remove_row", "a")
    with pytest.raises(NotFound):
        sheet.move("a", up=True)


@pytest.mark.parametrize(
    ("question", "error"),
    [("eins", InvalidInput), ("fest", InvalidInput), ("gibtsnicht", NotFound)],
)
def test_only_questions_with_free_rows_take_rows(question: str, error: type[Exception]):
    sheet = Sheet(question=question)
    before = revisions()
    with pytest.raises(error):
        sheet.add("a")
    with pytest.raises(error):
        sheet.do("remove_row", "aufgabe")
    with pytest.raises(error):
        sheet.move("aufgabe", up=True)
    assert revisions() == before


def test_a_question_takes_only_so_many_rows(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(row_limits, "MOST_ROWS", 2)
    sheet = Sheet()
    sheet.add("a", "b")
    with pytest.raises(InvalidInput, match="nicht vorgesehen"):
        sheet.add("c")


@pytest.mark.parametrize(
    ("role", "error"),
    [(AccessRole.READER, NotAllowed), (AccessRole.COMPETENT_BODY, NotAllowed), (None, NotFound)],
)
def test_who_may_not_answer_may_not_change_rows(role: AccessRole | None, error: type[Exception]):
    sheet = Sheet()
    sheet.add("a")
    sheet.who = a_member(sheet.number, role) if role else a_person()
    before = revisions()
    for verb, said in (("remove_row", {}), ("restore_row", {}), ("move_row", {"up": True})):
        with pytest.raises(error):
            sheet.do(verb, "a", **said)
    with pytest.raises(error):
        rows.add_row(
            who=sheet.who, onlinedienst_id=sheet.number, question_id="zeilen", section_id=""
        )
    assert revisions() == before


def test_rows_of_the_kickoff_are_for_those_who_record_it():
    sheet = Sheet(question="punkte")
    contributor = a_member(sheet.number, AccessRole.CONTRIBUTOR)
    assert rows.add_row(
        who=contributor, onlinedienst_id=sheet.number, question_id="punkte", section_id="auftakt"
    ).row_uid


def test_the_last_prozesseigner_cannot_be_taken_away():
    owner = a_person()
    sheet = Sheet(owner, question="beteiligte")
    (line,) = view_members(who=owner, onlinedienst_id=sheet.number).lines
    with pytest.raises(InvalidInput, match="Mindestens ein Prozesseigner"):
        sheet.do("remove_row", line.uid)
    a_member(sheet.number, AccessRole.PROCESS_OWNER, uid="m1")
    sheet.do("remove_row", line.uid)
    with pytest.raises(NotFound):
        view_members(who=owner, onlinedienst_id=sheet.number)


def test_a_participant_who_is_brought_back_has_access_again():
    owner = a_person()
    sheet = Sheet(owner, question="beteiligte")
    reader = a_member(sheet.number, AccessRole.READER, uid="m1")
    sheet.do("remove_row", "m1")
    with pytest.raises(NotFound):
        view_members(who=reader, onlinedienst_id=sheet.number)
    sheet.do("restore_row", "m1")
    assert view_members(who=reader, onlinedienst_id=sheet.number).lines


verbs = st.sampled_from(["add_row", "remove_row", "restore_row", "up", "down"])
deeds = st.lists(st.tuples(verbs, st.sampled_from("abcd")), max_size=14)


def test_whatever_is_done_to_rows_no_row_is_lost_and_the_order_is_what_was_made():
    sheet = Sheet()

    @settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))
    @given(deeds)
    def play(done: list[tuple[str, str]]) -> None:
        sheet.number = an_onlinedienst(sheet.who, CATALOGUE, name=f"Nr. {sheet.number}")
        sheet.uids.clear()
        order: list[str] = []
        removed: set[str] = set()
        for verb, name in done:
            if verb == "add_row" and name not in sheet.uids:
                sheet.add(name)
                order.append(name)
            elif name in sheet.uids and verb in ("remove_row", "restore_row"):
                sheet.do(verb, name)
                (removed.add if verb == "remove_row" else removed.discard)(name)
            elif name in sheet.uids and name not in removed and verb in ("up", "down"):
                sheet.move(name, up=verb == "up")
                _swap([n for n in order if n not in removed], order, name, verb)
            assert sheet.order == "".join(n for n in order if n not in removed)
        assert upkeep.check_integrity() == []

    play()


def _swap(living: list[str], order: list[str], name: str, verb: str) -> None:
    here = living.index(name)
    there = here + (-1 if verb == "up" else 1)
    if 0 <= there < len(living):
        one, other = order.index(name), order.index(living[there])
        order[one], order[other] = order[other], order[one]


def test_a_participant_with_access_is_brought_back_only_by_an_owner():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    contributor = a_member(number, AccessRole.CONTRIBUTOR)
    reader = a_member(number, AccessRole.READER)
    about = {"onlinedienst_id": number, "question_id": "beteiligte", "section_id": "",
             "row_uid": f"m{reader.id}"}  # fmt: skip
    rows.remove_row(who=owner, **about)
    with pytest.raises(NotAllowed):
        rows.restore_row(who=contributor, **about)
    assert rows.restore_row(who=owner, **about).row_uid == f"m{reader.id}"
