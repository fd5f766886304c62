"""The competent bodies: seen by those who may, one by one or as a table, in and out as a sheet."""

import pytest

from amt24web.artefacts.spreadsheet import read_spreadsheet
from amt24web.catalogue.structure import AnswerType
from amt24web.domain.errors import NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole
from amt24web.rules.authorities import Wanted
from amt24web.rules.facts import all_columns, window
from amt24web.rules.form_view import FIRST_LINES, MOST_FORMS
from amt24web.rules.submissions import Submission
from amt24web.storage import records
from amt24web.storage.database import writing
from amt24web.usecases.answering import Saved, Target, record_answer
from amt24web.usecases.authorities import (
    AuthoritiesPage,
    export_authorities,
    view_authorities,
    view_authority,
)
from amt24web.usecases.authority_import import preview_import
from amt24web.usecases.clarification import view_section
from amt24web.usecases.rows import remove_row, restore_row
from tests.harness.app import statements
from tests.harness.builders import a_member, a_person, a_row, an_onlinedienst, the_real_catalogue

pytestmark = pytest.mark.usefixtures("app")
OWNER, READER, BODY = AccessRole.PROCESS_OWNER, AccessRole.READER, AccessRole.COMPETENT_BODY
CATALOGUE = the_real_catalogue()
QUESTION = window(CATALOGUE, AnswerType.AUTHORITIES)
SECTION = CATALOGUE.section_of[QUESTION.id].id


class Bodies:
    """An Onlinedienst of the real catalogue with so many competent bodies."""

    def __init__(self, number: int, **said: str) -> None:
        self.owner = a_person()
        self.id = an_onlinedienst(self.owner, CATALOGUE)
        self.add(*({"name": f"Schule {n}", "gebiet": f"Bezirk {n}"} | said for n in range(number)))

    def add(self, *bodies: dict[str, str]) -> None:
        rows = [a_row("authorities", f"s{n}", position=n, author_id=self.owner.id, **said)
                for n, said in enumerate(bodies)]  # fmt: skip
        with writing() as session:
            records.keep_many(session, self.id, rows)

    def seen_by(self, who: Account | None = None, **wanted: object) -> AuthoritiesPage:
        page = view_authorities(
            who=who or self.owner, onlinedienst_id=self.id, wanted=Wanted(**wanted)
        )
        assert (page.forms is None) is not (page.table is None)
        return page

    def save(self, uid: str, who: Account | None = None, **cells: str) -> Saved:
        return record_answer(
            who=who or self.owner, onlinedienst_id=self.id, target=Target(QUESTION.id, uid),
            submission=Submission({key: [text] for key, text in cells.items()}, 9), page_id="p",
            sequence=1, section_id=SECTION,
        )  # fmt: skip


def names(page: AuthoritiesPage) -> list[str]:
    assert page.table is not None
    return [line.name for line in page.table.lines]


def test_everybody_who_reads_sees_the_table_and_only_some_may_change_it():
    bodies = Bodies(2)
    assert names(bodies.seen_by()) == ["Schule 0", "Schule 1"]
    reader = bodies.seen_by(a_member(bodies.id, READER))
    assert (len(names(reader)), reader.may_answer) == (2, False)
    assert bodies.seen_by().may_answer


def test_who_speaks_for_a_few_bodies_gets_forms_and_who_speaks_for_many_gets_a_table():
    few, many = Bodies(20), Bodies(20, ansprechperson="m1")
    few.save("s3", ansprechperson="m1")
    body = a_member(few.id, BODY, uid="m1")
    page = few.seen_by(body)
    assert page.forms is not None
    assert [row.uid for row in page.forms.rows] == ["s3"]
    assert all(row.is_editable for row in page.forms.rows)
    page = many.seen_by(a_member(many.id, BODY, uid="m1"), words="schule 1")
    assert (page.only_own, page.may_answer, len(names(page))) == (True, False, 11)


def test_one_body_is_shown_with_every_column_the_table_has():
    bodies = Bodies(2)
    page = view_authority(who=bodies.owner, onlinedienst_id=bodies.id, uid="s1")
    assert (page.name, page.row.is_editable) == ("Schule 1", True)
    assert [i.spec.id for i in page.row.inputs] == [
        c.id for c in all_columns(CATALOGUE, QUESTION)
    ]  # fmt: skip


def test_a_body_sees_its_own_page_only_and_others_are_not_there():
    bodies = Bodies(3)
    bodies.save("s0", ansprechperson="m1")
    body = a_member(bodies.id, BODY, uid="m1")
    page = view_authority(who=body, onlinedienst_id=bodies.id, uid="s0")
    assert (page.only_own, page.may_answer, page.row.is_editable) == (True, False, True)
    for uid in ("s1", "gibtsnicht"):
        with pytest.raises(NotFound):
            view_authority(who=body, onlinedienst_id=bodies.id, uid=uid)


def test_a_reader_looks_at_a_body_and_cannot_write():
    bodies = Bodies(1)
    reader = a_member(bodies.id, READER)
    page = view_authority(who=reader, onlinedienst_id=bodies.id, uid="s0")
    assert (page.row.is_editable, page.may_answer) == (False, False)
    with pytest.raises(NotAllowed):
        bodies.save("s0", reader, name="anders")


def test_a_saved_body_comes_back_alone_with_every_column():
    bodies = Bodies(20)
    saved = bodies.save("s7", ars="zwölf")
    (view,) = (q for q in saved.view.questions if q.question.id == QUESTION.id)
    (row,) = view.rows
    assert (row.uid, row.record.revision) == ("s7", 2)
    assert [i.problem != "" for i in row.inputs if i.spec.id == "ars"] == [True]


def test_a_removed_body_is_offered_back_to_those_who_may():
    bodies = Bodies(2)
    place = {"onlinedienst_id": bodies.id, "question_id": QUESTION.id, "section_id": ""}
    remove_row(who=bodies.owner, row_uid="s0", **place)
    offered = {"onlinedienst_id": bodies.id, "removed_uid": "s0"}
    assert view_authorities(who=bodies.owner, **offered).removed == ("s0", "Schule 0")
    reader = a_member(bodies.id, READER)
    assert view_authorities(who=reader, **offered).removed == ("", "")
    with pytest.raises(NotFound):
        view_authority(who=bodies.owner, onlinedienst_id=bodies.id, uid="s0")
    restore_row(who=bodies.owner, row_uid="s0", **place)
    assert view_authorities(who=bodies.owner, **offered).removed == ("", "")
    assert len(names(bodies.seen_by())) == 2


@pytest.mark.parametrize("number", [MOST_FORMS, MOST_FORMS + 1])
def test_many_bodies_are_only_read_at_the_question(number: int):
    bodies = Bodies(number)
    page = view_section(who=bodies.owner, onlinedienst_id=bodies.id, section_id=SECTION)
    (view,) = (q for q in page.view.questions if q.question.id == QUESTION.id)
    assert view.row_count == number
    if number > MOST_FORMS:
        assert (view.has_own_page, view.rows) == (True, ())
        assert view.shown.table is not None
        assert len(view.shown.table.rows) == FIRST_LINES
    else:
        assert (view.has_own_page, len(view.rows)) == (False, number)


def test_the_sheet_holds_all_bodies_under_german_heads_and_people_by_name():
    bodies = Bodies(2, zeigt="ja", welle="welle_2", ansprechperson="m1")
    a_member(bodies.id, BODY, a_person("Bodo Stelle"), uid="m1")
    sheet = export_authorities(who=bodies.owner, onlinedienst_id=bodies.id)
    assert sheet.file_name == "stellen-grundschule-anmelden.xlsx"
    head, first, second = read_spreadsheet(sheet.content).rows
    assert head[0] == "Stelle"
    assert head[-1] == "Ansprechperson (wird nicht eingelesen)"
    assert first[:4] == ("Schule 0", "Bezirk 0", "", "ja")
    assert (first[-1], second[9]) == ("Bodo Stelle", "2. Welle")


def test_reading_an_exported_sheet_back_changes_nothing():
    bodies = Bodies(0)
    bodies.add(
        {"name": "=1+1", "gebiet": "+49", "telefon": "@x", "zeigt": "ja", "nimmt_an": "nein"},
        {"name": 'Schule "Am Park"', "gebiet": "Łódź 😀\nzweite Zeile; und\tTab"},
        {"name": "A", "ars": "146250007007", "empfangskanal": "fit_connect", "welle": "spaeter"},
        {"name": "A"},
        {"name": "A"},
        {"telefon": "0351 ohne Namen"},
        {},
    )
    bodies.save("s2", kontakt="keine Adresse")
    sheet = export_authorities(who=bodies.owner, onlinedienst_id=bodies.id)
    page = preview_import(who=bodies.owner, onlinedienst_id=bodies.id, file=sheet.content)
    assert page.plan is not None
    assert (page.plan.taken, page.plan.refused, page.plan.unchanged) == (0, 0, 6)


def test_who_may_not_read_gets_no_sheet():
    bodies = Bodies(1)
    with pytest.raises(NotAllowed):
        export_authorities(who=a_member(bodies.id, BODY), onlinedienst_id=bodies.id)
    with pytest.raises(NotFound):
        export_authorities(who=a_person(), onlinedienst_id=bodies.id)


def test_three_hundred_bodies_need_no_more_statements_than_three():
    few, many = Bodies(3), Bodies(300)

    def counts(bodies: Bodies) -> list[int]:
        ask = {"who": bodies.owner, "onlinedienst_id": bodies.id}
        numbers = []
        for deed in (
            lambda: view_authorities(**ask),
            lambda: view_authority(**ask, uid="s1"),
            lambda: view_section(**ask, section_id=SECTION),
            lambda: export_authorities(**ask),
            lambda: preview_import(**ask, text="Stelle\nSchule 1"),
            lambda: bodies.save("s1", telefon="0351"),
        ):
            with statements() as sent:
                deed()
            numbers.append(len(sent))
        return numbers

    counts(few)  # the catalogue of the edition is read once per process
    bodies = (few, many)
    for of in bodies:
        of.save("s1", telefon="1")
    assert counts(few) == counts(many)
    assert max(counts(many)) <= 8
