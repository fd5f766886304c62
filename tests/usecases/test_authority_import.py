"""Importing competent bodies: previewed, then written at once, with revisions, or not at all."""

import pytest
from sqlalchemy import func, select

from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import AccessRole
from amt24web.rules import row_limits
from amt24web.rules.facts import cells
from amt24web.storage import records
from amt24web.storage.database import reading
from amt24web.storage.records import Revision
from amt24web.usecases import upkeep
from amt24web.usecases.authority_import import (
    ImportPage,
    begin_import,
    preview_import,
    take_over,
)
from amt24web.usecases.rows import remove_row
from tests.harness.app import statements
from tests.harness.builders import a_member, a_person, an_onlinedienst, the_real_catalogue
from tests.harness.workbooks import a_workbook

pytestmark = pytest.mark.usefixtures("app")


class Import:
    """An Onlinedienst somebody imports bodies into."""

    def __init__(self) -> None:
        self.owner = a_person()
        self.id = an_onlinedienst(self.owner, the_real_catalogue())

    def preview(self, text: str = "", who: Account | None = None, **said: bytes) -> ImportPage:
        return preview_import(who=who or self.owner, onlinedienst_id=self.id, text=text, **said)

    def take(self, page: ImportPage, who: Account | None = None, mark: str = "") -> ImportPage:
        assert page.plan is not None
        return take_over(
            who=who or self.owner, onlinedienst_id=self.id, text=page.carried,
            fingerprint=mark or page.plan.fingerprint,
        )  # fmt: skip

    def write(self, text: str) -> ImportPage:
        return self.take(self.preview(text))

    @property
    def rows(self) -> list[Record]:
        with reading() as session:
            found = records.list_records(session, self.id)
        return sorted(
            (r for r in found if r.key == "authorities" and not r.removed), key=lambda r: r.position
        )

    @property
    def names(self) -> list[str]:
        return [str(cells(row.content)["name"]) for row in self.rows]


def revisions() -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(Revision)) or 0


def test_a_preview_writes_nothing():
    ours = Import()
    before = revisions()
    page = ours.preview("Stelle\tGebiet\nSchule A\tOst")
    assert page.plan is not None
    assert [line.name for line in page.plan.added] == ["Schule A"]
    assert (revisions(), ours.rows) == (before, [])


def test_what_is_confirmed_is_written_in_order_with_author_and_first_revision():
    ours = Import()
    done = ours.write("Stelle;nimmt an\nSchule A;ja\nSchule B;nein")
    assert (done.added, done.changed, done.has_refused) == (2, 0, False)
    assert ours.names == ["Schule A", "Schule B"]
    assert [(row.revision, row.author_id) for row in ours.rows] == [(1, ours.owner.id)] * 2
    assert [row.position for row in ours.rows] == [1, 2]
    assert upkeep.check_integrity() == []


def test_a_body_that_is_there_gets_its_next_revision_and_keeps_the_rest():
    ours = Import()
    ours.write("Stelle\tTelefon\tWelle\nA\t1\tPilot oder von Anfang an")
    done = ours.write("Stelle\tTelefon\tWelle\nA\t2\t\nB\t3\t")
    assert (done.added, done.changed) == (1, 1)
    (first, _) = ours.rows
    assert (first.revision, first.content.value) == (
        2, {"name": "A", "telefon": "2", "welle": "pilot"})  # fmt: skip


def test_refused_lines_are_not_written_and_stay_to_be_mended():
    ours = Import()
    done = ours.write("Stelle\tTräger\tKontakt\nA\tx\tabc\nB\ty\tb@example.org\n\tz\tc@example.org")
    assert ours.names == ["B"]
    assert (done.added, done.has_refused) == (1, True)
    assert done.text.splitlines()[1:] == ["A\tabc", "\tc@example.org"]
    mended = ours.write(done.text.replace("abc", "a@example.org"))
    assert (ours.names, mended.plan and mended.plan.refused) == (["B", "A"], 1)


def test_a_file_comes_in_like_a_pasted_text_and_carries_its_rows():
    ours = Import()
    file = a_workbook(["Liste"], [], ["Stelle", "ARS", "zeigt"], ["A\nB", 146250007007, True])
    page = ours.preview(file=file)
    assert page.source == "Blatt „Tabelle1“"
    assert ours.take(page).added == 1
    assert ours.rows[0].content.value == {"name": "A B", "ars": "146250007007", "zeigt": "ja"}


def test_lines_are_numbered_as_in_the_file():
    page = Import().preview(file=a_workbook(["Stelle", "Kontakt"], [], ["A", "abc"]))
    assert page.plan is not None
    assert [refusal.line for refusal in page.plan.refusals] == [3]


@pytest.mark.parametrize("text", ["", " \n\t\n", "Stelle\tGebiet"])
def test_nothing_is_nothing_to_import(text: str):
    with pytest.raises(InvalidInput, match="Bitte fügen Sie eine Tabelle ein"):
        Import().preview(text)
    with pytest.raises(InvalidInput, match="steht keine Zeile"):
        Import().preview(file=a_workbook(["Stelle"]))


def test_if_the_table_has_changed_since_the_preview_nothing_is_written():
    ours = Import()
    page = ours.preview("Stelle\tTelefon\nA\t2")
    ours.write("Stelle\tTelefon\nA\t1")
    before = revisions()
    again = ours.take(page)
    assert (again.is_stale, again.is_written, revisions()) == (True, False, before)
    assert again.plan is not None
    assert [(c.before, c.after) for c in again.plan.changed[0].changes] == [("1", "2")]
    assert ours.take(again).changed == 1


def test_confirming_twice_writes_once():
    ours = Import()
    page = ours.preview("Stelle\nA")
    ours.take(page)
    before = revisions()
    assert ours.take(page).is_stale
    assert (ours.names, revisions()) == (["A"], before)


def test_new_bodies_stand_behind_removed_ones():
    ours = Import()
    ours.write("Stelle\nA\nB")
    remove_row(who=ours.owner, onlinedienst_id=ours.id, question_id="stellen", section_id="",
               row_uid=ours.rows[1].row_uid)  # fmt: skip
    ours.write("Stelle\nC")
    assert [row.position for row in ours.rows] == [1, 3]


def test_the_table_takes_only_so_many(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(row_limits.MOST_OF_TABLE, "authorities", 2)
    ours = Import()
    done = ours.write("Stelle\nA\nB\nC")
    assert (ours.names, done.text.splitlines()) == (["A", "B"], ["Stelle", "C"])


@pytest.mark.parametrize(
    ("role", "error"),
    [(AccessRole.READER, NotAllowed), (AccessRole.COMPETENT_BODY, NotAllowed), (None, NotFound)],
)
def test_who_may_not_answer_may_not_import(role: AccessRole | None, error: type[Exception]):
    ours = Import()
    page = ours.preview("Stelle\nA")
    who = a_member(ours.id, role) if role else a_person()
    before = revisions()
    with pytest.raises(error):
        begin_import(who=who, onlinedienst_id=ours.id)
    with pytest.raises(error):
        ours.preview("Stelle\nA", who)
    with pytest.raises(error):
        ours.take(page, who)
    assert (revisions(), ours.rows) == (before, [])


def test_a_thousand_bodies_are_written_with_few_statements():
    ours = Import()
    page = ours.preview("Stelle\n" + "\n".join(f"Schule {n}" for n in range(1_000)))
    with statements() as sent:
        assert ours.take(page).added == 1_000
    assert len(sent) <= 12
    assert len(ours.rows) == 1_000


def test_if_writing_fails_nothing_is_written(monkeypatch: pytest.MonkeyPatch):
    ours = Import()
    page = ours.preview("Stelle\nA\nB")
    before = revisions()

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("amt24web.usecases.dossier.summarise", fail)
    with pytest.raises(RuntimeError):
        ours.take(page)
    assert (revisions(), ours.rows) == (before, [])
