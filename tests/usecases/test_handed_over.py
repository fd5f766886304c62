"""Whoever clarifies a question may answer it, even if they only read everything else."""

import pytest

from amt24web.domain.errors import NotAllowed, NotFound
from amt24web.domain.vocabulary import AccessRole
from amt24web.rules.submissions import VALUE, Submission
from amt24web.usecases.answering import Saved, Target, record_answer
from amt24web.usecases.clarification import view_section
from amt24web.usecases.handed_over import view_handed
from amt24web.usecases.onlinedienste import view_onlinedienst
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_working_catalogue,
    an_onlinedienst,
)

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(a_question("eins"), a_question("zwei"))
NEWEST = 2**31 - 1


def say(who, number: int, question: str, **parts: str) -> Saved:
    sent = {VALUE if name == "wert" else name: [text] for name, text in parts.items()}
    return record_answer(
        who=who, onlinedienst_id=number, target=Target(question),
        submission=Submission(sent, NEWEST), page_id="p", sequence=1, section_id="mehr",
    )  # fmt: skip


def test_a_reader_answers_what_was_handed_to_them_and_nothing_else():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    reader = a_member(number, AccessRole.READER)
    with pytest.raises(NotAllowed):
        say(reader, number, "eins", wert="noch nicht")
    say(owner, number, "eins", zustand="wird_geklaert", verantwortlich=f"m{reader.id}")
    assert say(reader, number, "eins", wert="Das gilt", zustand="").written == 1
    assert say(reader, number, "eins", wert="Das gilt so").written == 1
    with pytest.raises(NotAllowed):
        say(reader, number, "zwei", wert="fremd")


def test_the_page_lets_a_reader_type_only_where_somebody_waits_for_them():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    reader = a_member(number, AccessRole.READER)
    say(owner, number, "eins", zustand="wird_geklaert", verantwortlich=f"m{reader.id}")
    page = view_section(who=reader, onlinedienst_id=number, section_id="mehr")
    assert [q.question.id for q in page.view.questions if q.is_editable] == ["eins"]
    assert not page.may_answer


def test_who_takes_a_question_back_takes_the_right_along():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    reader = a_member(number, AccessRole.READER)
    say(owner, number, "eins", zustand="wird_geklaert", verantwortlich=f"m{reader.id}")
    say(owner, number, "eins", zustand="", verantwortlich="")
    with pytest.raises(NotAllowed):
        say(reader, number, "eins", wert="zu spät")


def hand(owner, number: int, question: str, to) -> None:
    say(owner, number, question, zustand="wird_geklaert", verantwortlich=f"m{to.id}")


def handed(who, number: int) -> list[str]:
    page = view_handed(who=who, onlinedienst_id=number)
    return [q.question.id for q in page.view.asked if q.is_editable]


@pytest.mark.parametrize("role", [AccessRole.READER, AccessRole.COMPETENT_BODY])
def test_what_waits_for_somebody_stands_on_one_page_until_it_is_settled(role: AccessRole):
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    asked, other = a_member(number, role), a_member(number, role)
    hand(owner, number, "eins", asked)
    hand(owner, number, "zwei", other)
    assert handed(asked, number) == ["eins"]
    say(asked, number, "eins", wert="Das gilt")
    assert handed(asked, number) == ["eins"], "an answer alone may still be a draft"
    say(asked, number, "eins", zustand="")
    assert handed(asked, number) == []
    assert handed(other, number) == ["zwei"]


def test_who_speaks_for_one_body_sees_the_handed_question_and_no_other():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    body = a_member(number, AccessRole.COMPETENT_BODY)
    hand(owner, number, "eins", body)
    page = view_handed(who=body, onlinedienst_id=number)
    assert page.only_own
    assert [q.question.id for q in page.view.all_questions] == ["eins"]
    with pytest.raises(NotAllowed):
        view_section(who=body, onlinedienst_id=number, section_id="mehr")


def test_a_stranger_learns_nothing_from_the_page_of_handed_questions():
    number = an_onlinedienst(a_person(), CATALOGUE)
    with pytest.raises(NotFound):
        view_handed(who=a_person(), onlinedienst_id=number)


def test_the_overview_says_how_many_questions_wait_for_me():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE)
    reader = a_member(number, AccessRole.READER)
    assert waiting(reader, number) == (0, True)
    hand(owner, number, "eins", reader)
    hand(owner, number, "zwei", reader)
    assert waiting(reader, number) == (2, False)
    assert waiting(owner, number) == (0, True)


def waiting(who, number: int) -> tuple[int, bool]:
    view = view_onlinedienst(who=who, onlinedienst_id=number)
    assert view is not None
    return view.for_me.questions, view.for_me.is_empty


FOLLOWING = a_working_catalogue(
    a_question("eins", "ja_nein"),
    a_question("daraus", condition="eins == 'ja'"),
    a_question("drei"),
)


def test_whoever_was_asked_answers_what_follows_from_it_too():
    owner = a_person()
    number = an_onlinedienst(owner, FOLLOWING)
    body, other = (a_member(number, AccessRole.COMPETENT_BODY) for _ in range(2))
    hand(owner, number, "eins", body)
    say(body, number, "eins", wert="ja", zustand="")
    assert handed(body, number) == ["daraus"]
    assert say(body, number, "daraus", wert="im Herbst").written == 1
    assert say(body, number, "daraus", wert="im Winter").written == 1
    assert handed(body, number) == []
    with pytest.raises(NotAllowed):
        say(other, number, "daraus", wert="fremd")


def test_what_follows_may_be_handed_to_somebody_else():
    owner = a_person()
    number = an_onlinedienst(owner, FOLLOWING)
    one, other = (a_member(number, AccessRole.READER) for _ in range(2))
    hand(owner, number, "eins", one)
    say(one, number, "eins", wert="ja", zustand="")
    hand(owner, number, "daraus", other)
    assert handed(one, number) == []
    assert handed(other, number) == ["daraus"]
    with pytest.raises(NotAllowed):
        say(one, number, "daraus", wert="zu spät")
