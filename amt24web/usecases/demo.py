"""The demonstration: accounts and three Onlinedienste, entered the way people enter them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amt24web.catalogue.structure import Catalogue
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, Phase
from amt24web.rules.submissions import VALUE, Submission
from amt24web.storage import onlinedienste
from amt24web.storage import users as stored_users
from amt24web.storage.database import reading, writing
from amt24web.usecases import participants, rows, upkeep, users
from amt24web.usecases.answering import Target, record_answers
from amt24web.usecases.creation import create_onlinedienst

DATA = Path(__file__).resolve().parent.parent / "demo_data"
ACCOUNTS = "konten.toml"
OWN_ROW = "ich"
"""In the files: the row of the person who begins the Onlinedienst; it is there from the start."""
NEWEST = 2**31 - 1
"""Whoever tells the demo has seen everything that was said before."""
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
    """One Onlinedienst being told: rows first, so that answers can name the people in them."""

    def __init__(
        self, catalogue: Catalogue, people: Mapping[str, Account], story: Mapping[str, Any]
    ) -> None:
        self.catalogue, self.people, self.story = catalogue, people, story
        self.who = people[story["beginnt"]]
        self.number = 0
        self.rows: dict[str, str] = {}
        self.sequence = 0

    def tell(self) -> None:
        """Enter everything."""
        self.number = create_onlinedienst(
            who=self.who,
            catalogue=self.catalogue,
            name=self.story["name"],
            way=self.story["weg"],
            kind=self.story["art"],
        )
        with reading() as session:
            members = onlinedienste.find(session, self.number, self.who.id)
        self.rows[OWN_ROW] = next(iter(members.own_uids)) if members else ""
        for question, entries in self.story.get("zeilen", {}).items():
            self._answer(dict(self._row(question, entry) for entry in entries))
        self._answer(
            {Target(key): self._parts(said) for key, said in self.story["antworten"].items()}
        )
        for name, access in self.story.get("zugang", {}).items():
            participants.change_access(
                who=self.who,
                onlinedienst_id=self.number,
                uid=self.rows[name],
                email=access["konto"],
                role=AccessRole(access["rolle"]),
            )
        if "phase" in self.story:
            with writing() as session:
                begun = onlinedienste.find_any(session, self.number)
                begun.phase = Phase(self.story["phase"])

    def _row(
        self, question: str, entry: Mapping[str, Any]
    ) -> tuple[Target, Mapping[str, Sequence[str]]]:
        columns = {k: v for k, v in entry.items() if k not in ("kennung", "zeile")}
        uid = entry.get("zeile") or self.rows.get(entry.get("kennung", ""))
        if not uid:
            added = rows.add_row(
                who=self.who,
                onlinedienst_id=self.number,
                question_id=question,
                section_id=self.catalogue.section_of[question].id,
            )
            uid = self.rows[entry.get("kennung", added.row_uid)] = added.row_uid
        return Target(question, uid), {key: self._texts(value) for key, value in columns.items()}

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
        """Everything at once, as one page would send it; nothing may stay unreadable."""
        self.sequence += 1
        saved = record_answers(
            who=self.who,
            onlinedienst_id=self.number,
            submissions={target: Submission(parts, NEWEST) for target, parts in said.items()},
            page_id=f"demo-{self.number}",
            sequence=self.sequence,
            section_id="",
        )
        if saved.conflicts:
            raise RuntimeError(f"demo data conflict: {saved.conflicts}")
