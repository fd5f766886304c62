"""Looking at things: the list, one Onlinedienst as a whole, a section, everything to check."""

import pytest

from amt24web.domain.errors import NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, Phase
from amt24web.rules.submissions import Submission
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.clarification import first_section, review, view_section
from amt24web.usecases.kickoff import view_kickoff
from amt24web.usecases.onlinedienste import ListPage, list_onlinedienste, view_onlinedienst
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_rule,
    a_section,
    a_working_catalogue,
    an_onlinedienst,
)

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(
    a_question("eins"),
    a_question("zwei", condition="eins == 'ja'"),
    a_question("auftakt_datum", "datum", need="O"),
    a_section(a_question("ziel", need="O"), section_id="auftakt", letter="Z",
              questionnaire="auftakt", shows=("leistung_name",)),
    a_rule("eins == 'streit'", "eins"),
)  # fmt: skip


def begun(owner: Account | None = None, **answers: str) -> tuple[Account, int]:
    who = owner or a_person()
    number = an_onlinedienst(who, CATALOGUE)
    for key, text in answers.items():
        record_answer(who=who, onlinedienst_id=number, target=Target(key), page_id="", sequence=0,
                      submission=Submission({"value": [text]}, 1))  # fmt: skip
    return who, number


def listed(who: Account, words: str = "", page: int = 1) -> ListPage:
    return list_onlinedienste(who=who, words=words, phase=None, sorting="titel", page=page)


def test_overview_and_review_say_the_same():
    owner, number = begun(eins="streit")
    overview = view_onlinedienst(who=owner, onlinedienst_id=number)
    page = review(who=owner, onlinedienst_id=number)
    assert overview.open_points == page.open_points
    assert overview.progress == page.progress
    assert overview.places == page.places
    assert [f.rule_id for f in overview.warnings] == [f.rule_id for f in page.findings] == ["R1"]
    assert [(line.section.id, line.progress) for line in overview.sections] == [
        (line.section.id, line.progress) for line in page.lines
    ]
    assert overview.summary.open_points == len(page.open_points)


def test_the_list_says_what_the_overview_says():
    owner, number = begun(eins="ja")
    (line,) = listed(owner).lines
    summary = view_onlinedienst(who=owner, onlinedienst_id=number).summary
    assert (line.title, line.total, line.done, line.open_points, line.errors, line.phase) == (
        summary.title, summary.total, summary.done, summary.open_points, summary.errors,
        summary.phase,
    )  # fmt: skip


def test_the_overview_shows_the_phases_of_its_life():
    owner, number = begun()
    phases = view_onlinedienst(who=owner, onlinedienst_id=number).phases
    assert [line.number for line in phases] == list(range(1, 9))
    assert [line.phase for line in phases if line.is_current] == [Phase.CLARIFICATION]
    assert not any(line.is_past for line in phases)


def test_the_overview_knows_what_comes_next_and_when_the_kickoff_is():
    owner, number = begun(auftakt_datum="12.01.2027")
    overview = view_onlinedienst(who=owner, onlinedienst_id=number)
    assert overview.next_section is not None
    assert overview.next_section.section.id == first_section(who=owner, onlinedienst_id=number)
    assert overview.kickoff_on == "12.01.2027"


def test_a_section_is_shown_with_the_right_to_answer():
    owner, number = begun()
    reader = a_member(number, AccessRole.READER)
    assert view_section(who=owner, onlinedienst_id=number, section_id="mehr").may_answer
    page = view_section(who=reader, onlinedienst_id=number, section_id="mehr")
    assert not page.may_answer
    assert not any(question.is_editable for question in page.view.questions)


@pytest.mark.parametrize("section", ["gibtsnicht", "", "auftakt", "../etc"])
def test_a_section_the_klaerung_does_not_have_is_not_found(section: str):
    owner, number = begun()
    with pytest.raises(NotFound):
        view_section(who=owner, onlinedienst_id=number, section_id=section)


def test_the_kickoff_shows_its_section_and_what_the_klaerung_knows():
    owner, number = begun()
    page = view_kickoff(who=owner, onlinedienst_id=number)
    assert [q.question.id for q in page.view.asked] == ["leistung_name", "ziel"]
    assert page.view.again[0].input.text == "Grundschule anmelden"


def test_a_catalogue_without_kickoff_has_no_such_page():
    owner = a_person()
    number = an_onlinedienst(owner, a_working_catalogue())
    with pytest.raises(NotFound):
        view_kickoff(who=owner, onlinedienst_id=number)


LOOKS = (
    lambda who, number: view_onlinedienst(who=who, onlinedienst_id=number),
    lambda who, number: view_section(who=who, onlinedienst_id=number, section_id="mehr"),
    lambda who, number: first_section(who=who, onlinedienst_id=number),
    lambda who, number: review(who=who, onlinedienst_id=number),
    lambda who, number: view_kickoff(who=who, onlinedienst_id=number),
)


@pytest.mark.parametrize("look", LOOKS)
def test_who_may_look(look: object):
    owner, number = begun()
    for role in (AccessRole.CONTRIBUTOR, AccessRole.READER):
        assert look(a_member(number, role), number)  # type: ignore[operator]
    assert look(a_person(is_coordination=True), number)  # type: ignore[operator]
    body = a_member(number, AccessRole.COMPETENT_BODY)
    if look is LOOKS[0]:  # nothing to see here, but a page of its own to go on to
        assert look(body, number) is None  # type: ignore[operator]
    else:
        with pytest.raises(NotAllowed):
            look(body, number)  # type: ignore[operator]
    refusals = []
    for who, there in (
        (a_person(), number),
        (a_person(is_admin=True), number),
        (owner, number + 1),
        (owner, 10**12),
    ):
        with pytest.raises(NotFound) as refusal:
            look(who, there)  # type: ignore[operator]
        refusals.append(refusal.value.message)
    assert len(set(refusals)) == 1


def test_co_ordination_sees_everything_in_the_list_and_administration_nothing():
    begun()
    assert listed(a_person(is_coordination=True)).total == 1
    assert listed(a_person(is_admin=True)).total == 0


def test_the_list_is_cut_into_pages():
    owner = a_person()
    for n in range(26):
        an_onlinedienst(owner, CATALOGUE, name=f"Dienst {n:02}")
    first, second, beyond = (listed(owner, page=page) for page in (1, 2, 99))
    assert (len(first.lines), first.pages, first.total) == (25, 2, 26)
    assert [line.title for line in second.lines] == ["Dienst 25"]
    assert beyond.lines == ()
    assert listed(a_person()).pages == 1


@pytest.mark.parametrize("words", ["\x00", "grund\x00schule", "\ud800", "a " * 500, "%" * 200])
def test_whatever_is_searched_for_there_is_an_answer(words: str):
    owner, _ = begun()
    assert listed(owner, words).total in (0, 1)


@pytest.mark.parametrize("page", [1, 2, 2**31 - 1])
def test_a_page_far_beyond_the_end_is_empty_or_first(page: int):
    owner, _ = begun()
    assert len(listed(owner, page=page).lines) == (page == 1)
