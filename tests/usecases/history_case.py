"""An Onlinedienst whose history is told, and what an entry of it says."""

from datetime import datetime, timedelta

import pytest

from amt24web.domain.people import Account
from amt24web.rules.revisions import Entry
from amt24web.rules.submissions import Submission
from amt24web.storage import records
from amt24web.storage.database import reading, utc_now
from amt24web.usecases import answer_history, answering, history, rows
from amt24web.usecases.answering import Target, record_answer
from tests.harness.builders import (
    a_person,
    a_question,
    a_section,
    a_working_catalogue,
    an_onlinedienst,
    some_rows,
)

CATALOGUE = a_working_catalogue(
    a_question("eins", "langtext"),
    some_rows("zeilen", need="O"),
    a_section(a_question("punkt"), section_id="auftakt", letter="Z", questionnaire="auftakt"),
)
SHOWN_BEFORE = 2**31 - 1


class Case:
    """An Onlinedienst with an owner; every save comes from a page that knew the newest."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch | None = None) -> None:
        self.owner = a_person("Olga Owner")
        self.id = an_onlinedienst(self.owner, CATALOGUE)
        self.clock = utc_now()
        if monkeypatch:
            monkeypatch.setattr(answering, "utc_now", self.now)

    def now(self) -> datetime:
        return self.clock

    def later(self, minutes: float) -> None:
        self.clock += timedelta(minutes=minutes)

    def say(self, text: str, key: str = "eins", row: str = "", who: Account | None = None,
            **around: str) -> None:  # fmt: skip
        parts = {"name" if row else "value": [text]} | {k: [v] for k, v in around.items()}
        record_answer(
            who=who or self.owner, onlinedienst_id=self.id, target=Target(key, row),
            submission=Submission(parts, SHOWN_BEFORE), page_id="", sequence=0,
        )  # fmt: skip

    def add_row(self, text: str, key: str = "zeilen") -> str:
        uid = rows.add_row(
            who=self.owner, onlinedienst_id=self.id, question_id=key, section_id=""
        ).row_uid
        self.say(text, key, uid)
        return uid

    def remove_row(self, uid: str, key: str = "zeilen") -> None:
        rows.remove_row(
            who=self.owner, onlinedienst_id=self.id, question_id=key, row_uid=uid, section_id=""
        )

    def look(self, key: str = "eins", row: str = "", who: Account | None = None,
             **more: int) -> answer_history.AnswerHistory:  # fmt: skip
        return answer_history.view_answer_history(
            who=who or self.owner, onlinedienst_id=self.id, question_id=key, row_uid=row, **more
        )

    def look_at_all(self, who: Account | None = None, **more: object) -> history.HistoryPage:
        return history.view_history(who=who or self.owner, onlinedienst_id=self.id, **more)  # type: ignore[arg-type]

    def restore(self, revision: int, shown: int, key: str = "eins", row: str = "",
                who: Account | None = None) -> answer_history.Restored:  # fmt: skip
        return answer_history.restore(
            who=who or self.owner, onlinedienst_id=self.id, question_id=key, row_uid=row,
            revision=revision, shown_revision=shown,
        )  # fmt: skip

    def kept(self, key: str = "eins", row: str = "") -> tuple[object, int, str]:
        with reading() as session:
            found = records.list_records(session, self.id)
        (record,) = [r for r in found if (r.key, r.row_uid) == (key, row)]
        return record.content.value, record.revision, record.author_name


def texts(entry: Entry) -> dict[str, str]:
    """What an entry says now, by part."""
    return {
        change.name: "".join(p.text for p in change.pieces if p.fate != "removed")
        for change in entry.changes
    }
