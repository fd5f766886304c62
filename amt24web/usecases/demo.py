"""The demonstration: accounts and Onlinedienste of different shape, as people would enter them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from amt24web.catalogue.structure import Catalogue
from amt24web.domain.papers.words import DefectState
from amt24web.domain.people import Account
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import AccessRole, Phase
from amt24web.rules.saving import Origin, next_record
from amt24web.rules.submissions import VALUE, Submission
from amt24web.rules.test_edits import DefectTyped
from amt24web.storage import onlinedienste, records
from amt24web.storage import users as stored_users
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases import defects, findings, participants, test_plan, upkeep, users
from amt24web.usecases.answering import Target, record_answers
from amt24web.usecases.creation import create_onlinedienst

DATA = Path(__file__).resolve().parent.parent / "demo_data"
ACCOUNTS = "konten.toml"
OWN_ROW = "ich"
"""In the files: the row of the person who begins the Onlinedienst; it is there from the start."""
NEWEST = 2**31 - 1
"""Whoever tells the demo has seen everything that was said before."""
NAMES = ("kennung", "zeile")
"""In the files: how a row is called elsewhere in the file, and which fixed row is meant."""
AROUND = ("zustand", "grund", "notiz", "verantwortlich", "bis")


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account of the demonstration."""

    email: str
    name: str
    what_for: str


@dataclass(frozen=True, slots=True)
class Demo:
    """What is there now; ``created`` counts the Onlinedienste that were not there before."""

    accounts: tuple[DemoAccount, ...]
    created: int


def build_demo(*, catalogue: Catalogue, password: str) -> Demo:
    """Make sure of the accounts and of their Onlinedienste; a second time there is nothing to do.

    Raises InvalidInput for a password that is too short.
    """
    entries = tomllib.loads((DATA / ACCOUNTS).read_text())["konto"]
    people = {entry["email"]: _account(entry, password) for entry in entries}
    with reading() as session:
        is_told = onlinedienste.count_begun_by(session, [p.id for p in people.values()])
    files = [] if is_told else sorted(DATA.glob("[0-9]*.toml"))
    for file in files:
        _Telling(catalogue, people, tomllib.loads(file.read_text())).tell()
    if files:
        upkeep.rebuild_summaries()
    accounts = tuple(DemoAccount(e["email"], e["name"], e["wofuer"]) for e in entries)
    return Demo(accounts, len(files))


def _account(entry: Mapping[str, Any], password: str) -> Account:
    if not users.has_password(email=entry["email"], password=password):
        users.create_user(
            email=entry["email"],
            name=entry["name"],
            function=entry["stelle"],
            password=password,
            is_admin=entry.get("verwaltung", False),
            is_coordination=entry.get("koordination", False),
        )
    with reading() as session:
        user = stored_users.find_by_email(session, entry["email"])
        number = user.id if user else 0
    return Account(number, entry["name"], entry["stelle"], entry["email"])


class _Telling:
    """One Onlinedienst being told: all rows are made first, so that anything can name them."""

    def __init__(
        self, catalogue: Catalogue, people: Mapping[str, Account], story: Mapping[str, Any]
    ) -> None:
        self.catalogue, self.people, self.story = catalogue, people, story
        self.who = people[story["beginnt"]]
        self.number = 0
        self.rows: dict[str, str] = {}

    def tell(self) -> None:
        """Enter everything."""
        self.number = create_onlinedienst(
            who=self.who,
            catalogue=self.catalogue,
            name=self.story["name"],
            way=self.story["weg"],
            kind=self.story["art"],
        )
        if "phase" in self.story:
            with writing() as session:
                begun = onlinedienste.find_any(session, self.number)
                begun.phase = Phase(self.story["phase"])
        self._answer(self._told_rows() | self._handed_on() | self._told_answers())
        for rule, reason in self.story.get("befunde", {}).items():
            findings.acknowledge(
                who=self.who, onlinedienst_id=self.number, rule_id=rule, reason=reason
            )
        self._let_in()
        self._test()

    def _told_rows(self) -> dict[Target, Mapping[str, Sequence[str]]]:
        """The cells of all rows; rows that are not there yet are made, empty, in one go."""
        with reading() as session:
            members = onlinedienste.find(session, self.number, self.who.id)
        self.rows[OWN_ROW] = next(iter(members.own_uids)) if members else ""
        told = [
            (question, entry, self._uid(entry))
            for question, entries in self.story.get("zeilen", {}).items()
            for entry in entries
        ]
        with writing() as session:
            made = (self._new_row(*row, place) for place, row in enumerate(told, 2))
            records.keep_many(session, self.number, [row for row in made if row])
        return {
            Target(question, uid): {k: self._texts(v) for k, v in entry.items() if k not in NAMES}
            for question, entry, uid in told
        }

    def _uid(self, entry: Mapping[str, Any]) -> str:
        """A fixed row has a name in the catalogue, the row of who begins is there already."""
        name = entry.get("kennung", "")
        uid = entry.get("zeile") or self.rows.get(name) or token_hex(8)
        if name:
            self.rows[name] = uid
        return str(uid)

    def _new_row(
        self, question: str, entry: Mapping[str, Any], uid: str, place: int
    ) -> Record | None:
        if "zeile" in entry or uid == self.rows[OWN_ROW]:
            return None
        row = Record(self.catalogue.questions[question].record_key, row_uid=uid, position=place)
        return next_record(row, row.content, Origin(self.who.id, self.who.name), utc_now())

    def _handed_on(self) -> dict[Target, Mapping[str, Sequence[str]]]:
        """Questions that wait for the same person, until the same day, for the same reason."""
        return {
            Target(question): self._parts(
                {"zustand": "wird_geklaert"} | {k: v for k, v in told.items() if k != "fragen"}
            )
            for told in self.story.get("offen", ())
            for question in told["fragen"]
        }

    def _told_answers(self) -> dict[Target, Mapping[str, Sequence[str]]]:
        return {Target(key): self._parts(said) for key, said in self.story["antworten"].items()}

    def _parts(self, said: Any) -> Mapping[str, Sequence[str]]:
        """An answer alone, or a table with the answer (``wert``) and what surrounds it."""
        if not isinstance(said, dict):
            return {VALUE: self._texts(said)}
        names = {"wert": VALUE} | {name: name for name in AROUND}
        return {names[key]: self._texts(value) for key, value in said.items()}

    def _texts(self, value: Any) -> list[str]:
        values = value if isinstance(value, list) else [value]
        return [self._text(v) for v in values]

    def _text(self, value: Any) -> str:
        text = str(value).strip()
        return self.rows[text[1:]] if text.startswith("@") else text

    def _answer(self, said: Mapping[Target, Mapping[str, Sequence[str]]]) -> None:
        """Everything at once, as one page would send it."""
        saved = record_answers(
            who=self.who,
            onlinedienst_id=self.number,
            submissions={target: Submission(parts, NEWEST) for target, parts in said.items()},
            page_id=f"demo-{self.number}",
            sequence=1,
            section_id="",
        )
        if saved.conflicts:
            raise RuntimeError(f"demo data conflict: {saved.conflicts}")

    def _test(self) -> None:
        """Take the test cases over, and report what was found without one."""
        told = self.story.get("test")
        if told is None:
            return
        test_plan.take_over(who=self.who, onlinedienst_id=self.number)
        for found in told.get("abweichung", ()):
            typed = DefectTyped(
                title=found["titel"],
                weight=found["klasse"],
                state=DefectState.OPEN,
                workaround=found.get("umgehung", ""),
                responsible=found.get("behebt", ""),
                until="",
                fixed_in="",
            )
            defects.report_defect(who=self.who, onlinedienst_id=self.number, typed=typed)

    def _let_in(self) -> None:
        """Give some participants an account."""
        for name, access in self.story.get("zugang", {}).items():
            participants.change_access(
                who=self.who,
                onlinedienst_id=self.number,
                uid=self.rows[name],
                email=access["konto"],
                role=AccessRole(access["rolle"]),
            )
