"""Whoever clarifies a question may answer it, even if they only read everything else."""

import pytest

from amt24web.domain.errors import NotAllowed
from amt24web.domain.vocabulary import AccessRole
from amt24web.rules.submissions import VALUE, Submission
from amt24web.usecases.answering import Saved, Target, record_answer
from amt24web.usecases.clarification import view_section
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
