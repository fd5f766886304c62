"""Standards of the catalogue: search them, enter one with a click, once."""

import pytest

from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole
from amt24web.rules.submissions import VALUE, Submission
from amt24web.usecases import xoev
from amt24web.usecases.answering import Target, record_answers
from amt24web.usecases.clarification import view_section
from tests.harness.builders import (
    a_member,
    a_person,
    a_working_catalogue,
    an_onlinedienst,
    the_real_catalogue,
)

pytestmark = pytest.mark.usefixtures("app")


def begun(*, is_asked: bool = True) -> tuple[Account, int]:
    who = a_person()
    number = an_onlinedienst(who, the_real_catalogue())
    said = {"fachverfahren_lage": "mit_fachverfahren", "xoev_relevant": "ja"} if is_asked else {}
    record_answers(
        who=who, onlinedienst_id=number, page_id="p", sequence=1, section_id="leistung",
        submissions={Target(q): Submission({VALUE: [text]}, 0) for q, text in said.items()},
    )  # fmt: skip
    return who, number


def test_a_standard_is_entered_with_version_and_source_and_only_once():
    who, number = begun()
    place = xoev.adopt_standard(who=who, onlinedienst_id=number, standard_id="xauslaender")
    again = xoev.adopt_standard(who=who, onlinedienst_id=number, standard_id="xauslaender")
    assert again == place
    section = view_section(who=who, onlinedienst_id=number, section_id=place[0]).view
    rows = next(q for q in section.questions if q.question.id == place[1]).rows
    cells = {i.spec.id: i.text for i in rows[0].inputs}
    assert len(rows) == 1
    assert (cells["standard"], bool(cells["version"]), bool(cells["quelle"])) == (
        "XAusländer", True, True)  # fmt: skip


def test_the_page_says_what_is_entered_already():
    who, number = begun()
    xoev.adopt_standard(who=who, onlinedienst_id=number, standard_id="xauslaender")
    page = xoev.view_standards(who=who, onlinedienst_id=number, words="auslander")
    assert page.entered == {"xauslaender"}
    assert "xauslaender" in {standard.id for standard in page.standards}
    assert len(page.standards) < page.total


def test_a_standard_is_entered_only_where_it_is_asked_for():
    who, number = begun(is_asked=False)
    with pytest.raises(InvalidInput):
        xoev.adopt_standard(who=who, onlinedienst_id=number, standard_id="xauslaender")


def test_unknown_standards_strangers_and_readers_are_refused():
    who, number = begun()
    with pytest.raises(NotFound):
        xoev.adopt_standard(who=who, onlinedienst_id=number, standard_id="gibtesnicht")
    with pytest.raises(NotFound):
        xoev.view_standards(who=a_person(), onlinedienst_id=number, words="")
    reader = a_member(number, AccessRole.READER)
    with pytest.raises(NotAllowed):
        xoev.adopt_standard(who=reader, onlinedienst_id=number, standard_id="xauslaender")


def test_an_older_edition_without_standards_says_so():
    who = a_person()
    number = an_onlinedienst(who, a_working_catalogue())
    with pytest.raises(NotFound):
        xoev.view_standards(who=who, onlinedienst_id=number, words="")
