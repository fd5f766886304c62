"""The open points of one Onlinedienst: who sees them, what the file says, that looking is free."""

import csv
from io import StringIO
from typing import Any

import pytest

from amt24web.domain.errors import NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole
from amt24web.rules.point_list import ME, PointFilter
from amt24web.rules.point_mails import Pages
from amt24web.rules.submissions import Submission
from amt24web.storage import onlinedienste, open_points
from amt24web.storage.database import reading
from amt24web.usecases import upkeep
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.onlinedienste import view_onlinedienst
from amt24web.usecases.open_points import COLUMNS, PointsPage, export_points, view_points
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
    a_question("eins"),
    a_question("zwei", need="O", role="tt"),
    a_question("spaeter", stage="uebergabe"),
    a_rule("eins == 'streit'", "eins"),
)
EVERY_STAGE = PointFilter(every_stage=True)


def begun(**parts: dict[str, str]) -> tuple[Account, int]:
    owner = a_person("=Anna Beispiel")
    number = an_onlinedienst(owner, CATALOGUE)
    for key, said in parts.items():
        submission = Submission({name: [text] for name, text in said.items()}, 1)
        record_answer(who=owner, onlinedienst_id=number, target=Target(key), page_id="",
                      sequence=0, submission=submission)  # fmt: skip
    return owner, number


def seen(who: Account, number: int, wanted: PointFilter = EVERY_STAGE) -> PointsPage:
    return view_points(
        who=who,
        onlinedienst_id=number,
        wanted=wanted,
        address="https://hier",
        pages=Pages("https://fragen", "https://mitzeichnung"),
    )


def exported(who: Account, number: int) -> Any:
    return export_points(
        who=who,
        onlinedienst_id=number,
        wanted=EVERY_STAGE,
        address_of=lambda line: f"https://hier/{line.section_id}#{line.question_id}",
    )


def kept(number: int) -> tuple[object, ...]:
    with reading() as session:
        return (
            onlinedienste.find_summary(session, number),
            open_points.list_kept(session, number),
        )


def test_the_list_shows_what_the_overview_counts_and_what_comes_later():
    owner, number = begun(eins={"value": "streit"})
    page = seen(owner, number)
    assert [(line.key, line.is_later) for line in page.listed.lines] == [
        ("R1", False), ("spaeter", True),
    ]  # fmt: skip
    overview = view_onlinedienst(who=owner, onlinedienst_id=number)
    assert overview.summary.open_points == page.listed.now == 1


def test_looking_changes_nothing_that_is_kept():
    owner, number = begun(zwei={"zustand": "wird_geklaert", "bis": "01.02.2026"})
    before = kept(number)
    seen(owner, number)
    exported(owner, number)
    assert kept(number) == before
    assert upkeep.check_integrity() == []


def test_for_me_is_what_waits_for_my_own_row():
    owner, number = begun()
    colleague = a_member(number, AccessRole.CONTRIBUTOR)
    promise = {"zustand": ["wird_geklaert"], "verantwortlich": [f"m{colleague.id}"]}
    record_answer(who=owner, onlinedienst_id=number, target=Target("zwei"), page_id="", sequence=1,
                  submission=Submission(promise, 0))  # fmt: skip
    mine = PointFilter(who=ME)
    assert [line.key for line in seen(colleague, number, mine).listed.lines] == ["zwei"]
    assert [line.key for line in seen(owner, number, mine).listed.lines] == ["eins"]
    assert [mail.waiting.name for mail in seen(colleague, number).mails] == [
        "=Anna Beispiel, Amt für Prüfung"
    ]


def test_co_ordination_takes_no_part_and_sees_everybodys():
    _, number = begun()
    page = seen(a_person(is_coordination=True), number, PointFilter(who=ME))
    assert not page.listed.is_participant
    assert [line.key for line in page.listed.lines] == ["eins"]


def test_the_file_says_the_same_and_calculates_nothing():
    owner, number = begun(zwei={"zustand": "wird_geklaert", "bis": "01.02.2026",
                                "notiz": "=HYPERLINK(1)"})  # fmt: skip
    file = exported(owner, number)
    rows = list(csv.reader(StringIO(file.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert tuple(rows[0]) == COLUMNS
    assert [row[0] for row in rows[1:]] == ["C 2", "C 1", "C 3"]
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["Was offen ist"] == "wird geklärt – =HYPERLINK(1)"
    assert (first["Bis wann"], first["Überfällig"]) == ("01.02.2026", "ja")
    assert first["Adresse"] == "https://hier/mehr#zwei"
    assert rows[2][4] == "'=Anna Beispiel, Amt für Prüfung"
    assert [row[8] for row in rows[1:]] == ["jetzt", "jetzt", "später"]
    assert file.file_name.startswith("offene-punkte-grundschule-anmelden-20")


@pytest.mark.parametrize("look", [seen, exported])
def test_who_may_look(look: Any):
    owner, number = begun()
    for role in (AccessRole.CONTRIBUTOR, AccessRole.READER):
        assert look(a_member(number, role), number)
    with pytest.raises(NotAllowed):
        look(a_member(number, AccessRole.COMPETENT_BODY), number)
    refusals = set()
    for who, there in ((a_person(), number), (a_person(is_admin=True), number), (owner, 10**12)):
        with pytest.raises(NotFound) as refusal:
            look(who, there)
        refusals.add(refusal.value.message)
    assert len(refusals) == 1
