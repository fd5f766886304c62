"""Comments and marks: said to the team, with a history, and without effect on the answers."""

from dataclasses import replace
from datetime import date

import pytest

from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, Action, Deed, DocumentKind
from amt24web.rules.remarks import LONGEST_COMMENT, MOST_COMMENTS
from amt24web.rules.submissions import Submission
from amt24web.storage import onlinedienste, records
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases import history, papers, remarks, upkeep
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.clarification import review, view_section
from amt24web.usecases.dossier import open_dossier
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_record,
    a_row,
    a_working_catalogue,
    an_onlinedienst,
)

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(a_question("eins"), a_question("zwei"))
ALL_WHO_VIEW = (AccessRole.CONTRIBUTOR, AccessRole.READER)


class Case:
    """An Onlinedienst with one answer."""

    def __init__(self) -> None:
        self.owner = a_person("Olga Owner")
        self.id = an_onlinedienst(self.owner, CATALOGUE)
        record_answer(
            who=self.owner, onlinedienst_id=self.id, target=Target("eins"),
            submission=Submission({"value": ["ja"]}, 0), page_id="", sequence=0,
        )  # fmt: skip

    def comment(self, text: str, question: str = "eins", who: Account | None = None) -> None:
        remarks.add_comment(
            who=who or self.owner, onlinedienst_id=self.id, question_id=question, text=text
        )

    def remove(self, uid: str, who: Account | None = None) -> None:
        remarks.remove_comment(
            who=who or self.owner, onlinedienst_id=self.id, question_id="eins", uid=uid
        )

    def mark(self, marked: bool = True, question: str = "eins", who: Account | None = None) -> None:
        remarks.mark_question(
            who=who or self.owner, onlinedienst_id=self.id, question_id=question, marked=marked
        )

    @property
    def thread(self) -> list[tuple[str, str]]:
        page = remarks.view_comments(who=self.owner, onlinedienst_id=self.id, question_id="eins")
        return [(comment.author_name, comment.text) for comment in page.comments]

    @property
    def uids(self) -> list[str]:
        page = remarks.view_comments(who=self.owner, onlinedienst_id=self.id, question_id="eins")
        return [comment.uid for comment in page.comments]

    @property
    def marked_by(self) -> dict[str, str]:
        page = view_section(who=self.owner, onlinedienst_id=self.id, section_id="mehr")
        return {q.question.id: q.marked_by for q in page.view.questions}


def test_everybody_who_may_look_may_comment():
    case = Case()
    people = [a_member(case.id, role) for role in ALL_WHO_VIEW]
    people.append(a_person("Koordination", is_coordination=True))
    for person in people:
        case.comment(f"von {person.id}", who=person)
    assert case.thread == [(person.name, f"von {person.id}") for person in people]


def test_a_stranger_and_a_competent_body_may_not():
    case = Case()
    stranger, body = a_person(), a_member(case.id, AccessRole.COMPETENT_BODY)
    for who, refusal in ((stranger, NotFound), (body, NotAllowed)):
        with pytest.raises(refusal):
            case.comment("hm", who=who)
        with pytest.raises(refusal):
            case.mark(who=who)
        with pytest.raises(refusal):
            remarks.view_comments(who=who, onlinedienst_id=case.id, question_id="eins")


def test_a_reader_may_comment_but_not_mark():
    case = Case()
    with pytest.raises(NotAllowed):
        case.mark(who=a_member(case.id, AccessRole.READER))


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST_COMMENT + 1), "\ue000"])
def test_nothing_and_too_much_are_refused(text: str):
    case = Case()
    with pytest.raises(InvalidInput):
        case.comment(text)
    assert case.thread == []


def test_the_same_comment_sent_twice_counts_once():
    case = Case()
    case.comment("Stimmt das?")
    case.comment(" Stimmt das? ")
    case.comment("Stimmt das?", who=a_member(case.id, AccessRole.READER))
    assert len(case.thread) == 2


def test_a_question_takes_a_bounded_number_of_comments():
    case = Case()
    rows = [
        a_row("kommentar:eins", f"k{n}", position=n, author_id=case.owner.id)
        for n in range(MOST_COMMENTS)
    ]
    with writing() as session:
        records.keep_many(session, case.id, rows)
    with pytest.raises(InvalidInput, match="500"):
        case.comment("noch einer")


def test_ones_own_comment_is_taken_back_and_stays_in_the_history():
    case = Case()
    case.comment("voreilig")
    (uid,) = case.uids
    with pytest.raises(NotAllowed):
        case.remove(uid, who=a_member(case.id, AccessRole.CONTRIBUTOR))
    case.remove(uid)
    case.remove(uid)
    assert case.thread == []
    told = history.view_history(who=case.owner, onlinedienst_id=case.id, section_id="mehr").entries
    assert [(e.subject.kind, e.deed) for e in told[:2]] == [
        ("Kommentar", Deed.REMOVED), ("Kommentar", Deed.ADDED),
    ]  # fmt: skip
    assert told[0].changes[0].pieces[0].text == "voreilig"


def test_what_does_not_exist_is_not_found():
    case = Case()
    for deed in (
        lambda: case.comment("hm", "gibtesnicht"),
        lambda: case.mark(question="gibtesnicht"),
        lambda: case.remove("gibtesnicht"),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_mark_is_put_and_taken_off_once():
    case = Case()
    colleague = a_member(case.id, AccessRole.CONTRIBUTOR)
    case.mark(who=colleague)
    case.mark()
    assert case.marked_by == {"eins": colleague.name, "zwei": ""}
    case.mark(marked=False)
    case.mark(marked=False, question="zwei")
    assert set(case.marked_by.values()) == {""}
    told = history.view_history(who=case.owner, onlinedienst_id=case.id, section_id="mehr").entries
    assert [e.deed for e in told if e.subject.kind] == [Deed.REMOVED, Deed.ADDED]


def test_the_page_to_go_back_to_is_the_one_it_was_said_on():
    case = Case()
    said = {"who": case.owner, "onlinedienst_id": case.id, "question_id": "eins"}
    assert remarks.add_comment(**said, text="a").id == "mehr"
    assert remarks.add_comment(**said, text="b", section_id="leistung").id == "leistung"
    assert remarks.mark_question(**said, marked=True, section_id="gibtesnicht").id == "mehr"


def test_remarks_change_no_number_and_no_open_point():
    case = Case()

    def numbers() -> object:
        with reading() as session:
            lines, _ = onlinedienste.list_for(
                session, user_id=case.owner.id, words=[], phase=None, sorting="titel",
                limit=9, offset=0,
            )  # fmt: skip
        page = review(who=case.owner, onlinedienst_id=case.id)
        return lines, page.progress, page.open_points, page.findings

    before = numbers()
    case.comment("hm")
    case.mark(question="zwei")
    assert numbers() == before
    assert upkeep.check_integrity() == []


def paper(case: Case) -> tuple[date, str]:
    """The day the Klärungsbogen carries, and all its texts."""
    with reading() as session:
        dossier = open_dossier(session, case.owner, case.id, Action.DOWNLOAD_DOCUMENTS)
    document = papers.paper_of(dossier, DocumentKind.CLARIFICATION)
    return document.head.day, repr(document.blocks)


def test_a_comment_is_printed_and_leaves_the_paper_its_day():
    case = Case()
    day_before, text_before = paper(case)
    reader = a_member(case.id, AccessRole.READER)
    with writing() as session:
        year_later = utc_now().replace(year=utc_now().year + 1)
        comment = a_record("kommentar:eins", "Stimmt das?", row_uid="k", saved_at=year_later)
        records.keep(session, case.id, replace(comment, author_id=reader.id))
    day, text = paper(case)
    assert day == day_before
    assert "Kommentare" not in text_before
    assert "Stimmt das?" in text
    assert reader.name in text


def test_a_mark_is_not_printed():
    case = Case()
    before = paper(case)
    case.mark()
    assert paper(case) == before
