"""Random small editions of one catalogue, and random facts for them: to move between."""

from typing import Any

from hypothesis import strategies as st

from amt24web.catalogue.structure import AnswerType, Catalogue, Choice, Column, Question, Table
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import Phase
from amt24web.rules.answers import choices_of
from amt24web.rules.facts import all_columns, gather
from amt24web.rules.submissions import Submission, understand, understand_row
from amt24web.rules.summary import Standing, stand
from tests.harness.builders import (
    a_catalogue,
    a_column,
    a_fixed_row,
    a_question,
    a_record,
    a_role,
    a_rule,
    a_section,
)

CHOOSING = ("auswahl", "mehrfach")
EXPRESSION = "hoechste(wenn(1 == 1, 3))"
IDS = ("a", "b", "c", "d")
SINGLE = ("text", "langtext", "zahl", "datum", "ja_nein", "auswahl", "mehrfach", "beteiligter",
          "leika", "mailadresse", "berechnet")  # fmt: skip
CELLS = ("text", "zahl", "datum", "auswahl", "mehrfach", "beteiligter")
TYPED = (
    "Amt für Prüfung", "Anna", "12", "12,50", "1. Mai 2026", "ja", "eltern", "Vereine",
    "99006053006000", "post@example.org", "p1", "x" * 501, "Eltern, Vereine", "007",
)  # fmt: skip
STATES: tuple[dict[str, str], ...] = (
    {}, {}, {}, {"zustand": "wird_geklaert"}, {"zustand": "nicht_zutreffend", "grund": "so"},
    {"bis": "bald", "notiz": "schon gefragt"},
)  # fmt: skip


@st.composite
def options(draw: st.DrawFn) -> tuple[Choice, ...]:
    """Some options; the same slug may be called otherwise in another edition."""
    slugs = draw(
        st.lists(st.sampled_from(["eltern", "vereine", "aemter"]), unique=True, min_size=1)
    )
    other = draw(st.booleans())
    return tuple(Choice(slug=s, text=f"{s.capitalize()}{' neu' if other else ''}") for s in slugs)


@st.composite
def column(draw: st.DrawFn, column_id: str, kind: str = "") -> Column:
    """A column of any type; only where something is chosen there is a choice."""
    kind = kind or draw(st.sampled_from(CELLS))
    return a_column(column_id, kind, choices=draw(options()) if kind in CHOOSING else ())


@st.composite
def _some_columns(draw: st.DrawFn) -> tuple[Column, ...]:
    ids = draw(st.lists(st.sampled_from(["name", "wann", "wer"]), min_size=1, unique=True))
    return tuple(draw(column(column_id)) for column_id in ids)


@st.composite
def question(draw: st.DrawFn, key: str) -> Question:
    """A question of any type."""
    said: dict[str, Any] = {
        "need": draw(st.sampled_from("PEO")),
        "stage": draw(st.sampled_from(["auftakt", "uebergabe"])),
        "text": draw(st.sampled_from(["Wie?", "Warum?"])),
        "condition": draw(st.sampled_from(["", "", "a == 'ja'", "a is leer"]))
        if key != "a"
        else "",
        "retired": draw(st.sampled_from([False] * 7 + [True])),
    }
    kind = draw(st.one_of(*map(st.sampled_from, (SINGLE, CHOOSING, ["zeilen"], ["beteiligte"]))))
    if kind in CHOOSING:
        said["choices"] = draw(options())
    if kind == "zeilen":
        said["columns"] = draw(_some_columns())
        said["fixed_rows"] = draw(st.sampled_from([(), (a_fixed_row("z1"), a_fixed_row("f2"))]))
    if kind == "berechnet":
        said["expression"] = EXPRESSION
    return a_question(key, kind, **said)


@st.composite
def later(draw: st.DrawFn, former: Question) -> Question:
    """The same question in a later edition: as it was, changed here and there, or another."""
    how = draw(st.sampled_from(["same", "other", "changed", "changed", "changed"]))
    if how == "other":
        return draw(question(former.id))
    changes: dict[str, Any] = {}
    if how == "changed" and former.columns:
        changes["columns"] = tuple(draw(_later_columns(former.columns)))
    elif how == "changed":
        changes["type"] = AnswerType(draw(st.just(former.type) | st.sampled_from(SINGLE)))
        changes["choices"] = draw(options()) if changes["type"] in CHOOSING else ()
        changes["expression"] = EXPRESSION
    # A copy would take along what the former one has worked out of its type.
    return Question(**{name: getattr(former, name) for name in Question.model_fields} | changes)


@st.composite
def _later_columns(draw: st.DrawFn, former: tuple[Column, ...]) -> list[Column]:
    kept = draw(st.lists(st.sampled_from(former), unique_by=lambda c: c.id))
    return [draw(column(c.id, draw(st.sampled_from(["", c.type.value])))) for c in kept]


@st.composite
def editions(draw: st.DrawFn, former: Catalogue | None = None) -> Catalogue:
    """An edition with some of four questions, in two sections, with rules and people.

    With ``former`` it is a later edition of that one.
    """
    ids = draw(st.lists(st.sampled_from(IDS), unique=True, min_size=2))
    known = former.questions if former else {}
    asked = [draw(later(known[key]) if key in known else question(key)) for key in ids]
    cut = draw(st.integers(0, len(asked)))
    rules = [a_rule("1 == 1", key, f"R-{key}", message=draw(st.sampled_from(["So.", "Anders."])),
                    retired=draw(st.booleans())) for key in ids]  # fmt: skip
    return a_catalogue(
        a_section(*asked[:cut], section_id="vorn", letter="A"),
        a_section(*asked[cut:], section_id="hinten", letter="B"),
        tables=(Table(id="beteiligte", columns=draw(_people())),),
        rules=tuple(rules),
        roles=(a_role("pe"), a_role("tt"))[: draw(st.integers(1, 2))],
    )


@st.composite
def _people(draw: st.DrawFn) -> tuple[Column, ...]:
    """The columns of the participants; names stay the names of people."""
    columns = {c.id: c for c in draw(_some_columns())}
    rolle = a_column("rolle", "auswahl", choices=draw(options()))
    return (rolle, a_column("person", draw(st.sampled_from(["text", "langtext"]))),
            *columns.values())  # fmt: skip


@st.composite
def moves(draw: st.DrawFn) -> tuple[Standing, Catalogue]:
    """An Onlinedienst, and a later edition to move it to."""
    before = draw(standings())
    return before, draw(editions(before.catalogue))


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    """An Onlinedienst in which somebody typed all kinds of things."""
    catalogue = draw(editions())
    records: dict[tuple[str, str], Record] = {}
    for asked in catalogue.questions.values():
        for record in draw(_said(catalogue, asked)):
            records[record.key, record.row_uid] = record
    return stand(catalogue, gather(records.values()), draw(st.sampled_from(Phase)))


@st.composite
def _said(draw: st.DrawFn, catalogue: Catalogue, asked: Question) -> list[Record]:
    parts = {"value": [draw(_typed(asked))]} | {
        name: [text] for name, text in draw(st.sampled_from(STATES)).items()
    }
    if draw(st.sampled_from([False, False, False, True])):
        del parts["value"]
    content = understand(asked, Submission(parts, 0), Content())
    records = [] if content.is_empty else [a_record(asked.id, content=content)]
    if asked.row_source is None:
        return records
    fixed = [row.uid for row in asked.fixed_rows]
    uids = draw(st.lists(st.sampled_from(fixed or ["p1", "p2"]), unique=True))
    for position, uid in enumerate(uids, 1):
        cells = {c.id: [draw(_typed(c))] for c in all_columns(catalogue, asked)}
        row = understand_row(all_columns(catalogue, asked), Submission(cells, 0), Content())
        removed = not fixed and draw(st.sampled_from([False, False, True]))
        records.append(
            a_record(asked.record_key, content=row, row_uid=uid, position=position, removed=removed)
        )
    return records


def _typed(spec: Question | Column) -> st.SearchStrategy[str]:
    offered = [choice.slug for choice in choices_of(spec)]
    return st.sampled_from(offered) | st.sampled_from(TYPED) if offered else st.sampled_from(TYPED)
