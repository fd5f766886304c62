"""Builders with defaults: what matters to a test is written in the test, nothing else."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from typing import Any

from amt24web.catalogue.loader import load_catalogue
from amt24web.catalogue.structure import (
    Catalogue,
    Choice,
    Column,
    FixedRow,
    PlausibilityRule,
    Question,
    Role,
    Scope,
    Section,
    SignOff,
    Table,
)
from amt24web.domain.people import Account
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import AccessRole, AnswerState, Phase
from amt24web.rules.facts import Facts, gather
from amt24web.rules.summary import Standing, stand
from amt24web.storage import records
from amt24web.storage.database import utc_now, writing
from amt24web.storage.users import AccountState, User
from amt24web.usecases import creation

KEPT_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SOURCED: Mapping[str, Any] = {"source": "Prüfung", "as_of": date(2026, 3, 2)}
NUMBERS = count(1)


# What is asked


def some_choices(*slugs: str, ranked: bool = False) -> tuple[Choice, ...]:
    """Options by slug; ``ranked`` gives them 1, 2, 3 … as rank."""
    return tuple(
        Choice(slug=slug, text=slug.capitalize(), rank=rank if ranked else None)
        for rank, slug in enumerate(slugs, 1)
    )


def a_column(column_id: str = "name", type: str = "text", **said: Any) -> Column:
    """A column of a repeatable question."""
    return Column(id=column_id, text=column_id.capitalize(), type=type, **said)


def a_fixed_row(uid: str) -> FixedRow:
    """A row that is always there."""
    return FixedRow(uid=uid, text=uid.capitalize())


def a_question(question_id: str = "frage", type: str = "text", **said: Any) -> Question:
    """A required question for the kickoff, asked of the Prozesseigner."""
    usual = {"need": "P", "stage": "auftakt", "role": "pe", "text": f"Wie ist {question_id}?"}
    if said.get("condition"):
        usual["condition_in_words"] = "nur manchmal"
    return Question(**{"id": question_id, "type": type, **SOURCED, **usual, **said})


def some_rows(question_id: str = "zeilen", *columns: Column, **said: Any) -> Question:
    """A repeatable question."""
    return a_question(question_id, "zeilen", columns=columns or (a_column(),), **said)


def a_section(
    *questions: Question, section_id: str = "teil", letter: str = "A", **said: Any
) -> Section:
    """A section of the Klärung."""
    usual = {"title": section_id.capitalize(), "questionnaire": "klaerung"}
    return Section(
        **{"id": section_id, "letter": letter, "questions": questions, **SOURCED, **usual, **said}
    )


def a_rule(
    condition: str, question: str = "frage", rule_id: str = "R1", **said: Any
) -> PlausibilityRule:
    """A plausibility rule that warns before the kickoff."""
    usual = {"message": "Das passt nicht.", "severity": "WARNUNG", "stage": "auftakt"}
    return PlausibilityRule(
        **{"id": rule_id, "condition": condition, "question": question, **SOURCED, **usual, **said}
    )


def a_role(role_id: str = "pe", **said: Any) -> Role:
    """A role in the process."""
    return Role(
        **{"id": role_id, "text": f"Rolle {role_id}", "tasks": "tut etwas", **SOURCED, **said}
    )


def a_sign_off(*questions: str, sign_off_id: str = "dsb", **said: Any) -> SignOff:
    """What the test team signs: these questions."""
    usual = {"role": "tt", "text": "Datenschutz", "declaration": "Ich trage das mit."}
    return SignOff(**{"id": sign_off_id, "questions": questions, **SOURCED, **usual, **said})


def a_scope(scope_id: str, **said: Any) -> Scope:
    """A way or a kind of undertaking; everything is asked unless told otherwise."""
    usual = {"text": scope_id.capitalize(), "description": "so geht das"}
    return Scope(**{"id": scope_id, **SOURCED, **usual, **said})


def a_catalogue(*parts: Section | Question, **said: Any) -> Catalogue:
    """A catalogue of sections, or of questions that go into one section."""
    questions = tuple(part for part in parts if isinstance(part, Question))
    sections = tuple(part for part in parts if isinstance(part, Section))
    if questions:
        sections = (a_section(*questions), *sections)
    return Catalogue(**{"sections": sections, "roles": (a_role(),), **said})


PARTICIPANT_COLUMNS = (
    a_column("rolle", "auswahl", choices=some_choices("pe", "tt", "pm")),
    a_column("person"),
    a_column("einrichtung"),
    a_column("mail", "mailadresse"),
)
AUTHORITY_COLUMNS = (
    a_column("name"),
    a_column("kontakt", "mailadresse"),
    a_column("ansprechperson", "beteiligter"),
)


def a_working_catalogue(*more: Section | Question | PlausibilityRule | SignOff) -> Catalogue:
    """A small catalogue that an Onlinedienst can be begun with: name, way, kind, participants.

    ``more`` questions stand in a section ``mehr`` behind, ``more`` sections, rules and sign-offs
    behind that.
    """
    basics = a_section(
        a_question("leistung_name"),
        a_question("vorhaben_art", "auswahl", choices=some_choices("neu", "aenderung")),
        a_question("umsetzungsweg", "auswahl", choices=some_choices("blaupause", "nur_link")),
        section_id="leistung",
        letter="A",
    )
    people = a_section(
        a_question("beteiligte", "beteiligte"),
        a_question("stellen", "stellen", need="E"),
        section_id="beteiligung",
        letter="B",
    )
    questions = tuple(part for part in more if isinstance(part, Question))
    last = (a_section(*questions, section_id="mehr", letter="C"),) if questions else ()
    return a_catalogue(
        basics,
        people,
        *last,
        *(part for part in more if isinstance(part, Section)),
        rules=tuple(part for part in more if isinstance(part, PlausibilityRule)),
        sign_offs=tuple(part for part in more if isinstance(part, SignOff)),
        ways=(a_scope("blaupause"), a_scope("nur_link")),
        kinds=(a_scope("neu"), a_scope("aenderung", start_phase="prototype")),
        roles=(a_role("pe"), a_role("tt"), a_role("pm", never_needed=True)),
        tables=(
            Table(id="beteiligte", columns=PARTICIPANT_COLUMNS),
            Table(id="stellen", columns=AUTHORITY_COLUMNS),
        ),
    )


@cache
def the_real_catalogue() -> Catalogue:
    """The catalogue as shipped."""
    return load_catalogue()


# What is known


def a_content(value: Any = None, **said: Any) -> Content:
    """What somebody said; with a value it counts as answered."""
    state = AnswerState.OPEN if value is None else AnswerState.ANSWERED
    return Content(**{"value": value, "state": state, **said})


def a_record(key: str = "frage", value: Any = None, **said: Any) -> Record:
    """A kept answer; ``said`` may name parts of the record or of its content."""
    about_record = {name: said.pop(name) for name in list(said) if name in Record.__slots__}
    content = about_record.pop("content", None) or a_content(value, **said)
    usual = {"revision": 1, "author_id": 1, "author_name": "Anna Beispiel", "saved_at": KEPT_AT}
    return Record(**{"key": key, "content": content, **usual, **about_record})


def a_row(key: str = "zeilen", uid: str = "z1", position: int = 1, **said: Any) -> Record:
    """A kept row; what is no part of a record is one of its cells."""
    about_record = {name: said.pop(name) for name in list(said) if name in Record.__slots__}
    return a_record(key, said or None, row_uid=uid, position=position, **about_record)


def facts_with(*kept: Record, **answers: Any) -> Facts:
    """Facts from records, and from answers by question.

    A list of dictionaries gives rows ``z1``, ``z2`` …, a Content stands for itself, anything else
    is the value of an answer. A table is named ``participants`` or ``authorities``.
    """
    return gather(
        [*kept, *(record for key, said in answers.items() for record in _said(key, said))]
    )


def _said(key: str, said: Any) -> Iterable[Record]:
    if isinstance(said, list) and said and isinstance(said[0], dict):
        return [
            a_record(key, cells or None, row_uid=f"z{n}", position=n)
            for n, cells in enumerate(said, 1)
        ]
    if isinstance(said, Content):
        return [a_record(key, content=said)]
    return [a_record(key, said)]


def a_standing(
    catalogue: Catalogue, *, phase: Phase = Phase.CLARIFICATION, **answers: Any
) -> Standing:
    """Where an Onlinedienst with these answers stands."""
    return stand(catalogue, facts_with(**answers), phase)


# Who acts, and on what; these need a database


def a_person(name: str = "Anna Beispiel", **said: Any) -> Account:
    """Somebody with an account; the address is made up from a running number."""
    values = {"function": "Amt für Prüfung", "email": f"person{next(NUMBERS)}@example.org", **said}
    flags = {flag: values.pop(flag, False) for flag in ("is_admin", "is_coordination")}
    with writing() as session:
        user = User(
            name=name,
            password_hash="",
            state=AccountState.ACTIVE,
            created_at=utc_now(),
            **flags,
            **values,
        )
        session.add(user)
        session.flush()
        return Account(id=user.id, name=name, **flags, **values)


def an_onlinedienst(who: Account, catalogue: Catalogue | None = None, **said: Any) -> int:
    """An Onlinedienst that this person has begun; returns its number."""
    usual = {"name": "Grundschule anmelden", "way": "blaupause", "kind": "neu", **said}
    return creation.create_onlinedienst(
        who=who, catalogue=catalogue or a_working_catalogue(), **usual
    )


def a_member(
    onlinedienst_id: int, role: AccessRole, person: Account | None = None, uid: str = ""
) -> Account:
    """Somebody who takes part in an Onlinedienst with this access."""
    member = person or a_person(f"Mitglied {next(NUMBERS)}")
    row = a_row(
        "participants",
        uid or f"m{member.id}",
        position=member.id,
        rolle="tt",
        person=member.name,
        author_id=member.id,
    )
    with writing() as session:
        records.keep(session, onlinedienst_id, row)
        records.link_account(session, onlinedienst_id, row.row_uid, member.id, role)
    return member
