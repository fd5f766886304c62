"""Random answers to the catalogue as shipped, right and wrong; the same number, the same answer."""

from collections.abc import Mapping
from random import Random

from hypothesis import strategies as st

from amt24web.catalogue.structure import AnswerType, Column, Question
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import Phase
from amt24web.rules.answers import choices_of
from amt24web.rules.facts import all_columns, gather
from amt24web.rules.submissions import Submission, understand, understand_row
from amt24web.rules.summary import Standing, stand
from tests.harness.builders import a_record, the_real_catalogue

CATALOGUE = the_real_catalogue()
TYPED: Mapping[AnswerType, tuple[str, ...]] = {
    AnswerType.TEXT: ("Amt", "Ein Text von mehr als siebenundzwanzig Zeichen", "\ue000"),
    AnswerType.LONG_TEXT: ("Ein Absatz.\n\n- Punkt",),
    AnswerType.NUMBER: ("0", "3", "12.000", "12,5", "viele"),
    AnswerType.DATE: ("1.9.2026", "12.01.2027", "bald"),
    AnswerType.LEIKA_KEY: ("99006053006000", "14006053000000", "08006053006000", "123"),
    AnswerType.MAIL_ADDRESS: ("post@example.org", "anna.muster@example.org", "post"),
    AnswerType.FIM_SCHEMA: ("S00000000400", "400"),
    AnswerType.REGION_KEY: ("146120000000", "14"),
    AnswerType.SUGGESTED: ("XBezahldienste", "XMeld", "Hausformat"),
    AnswerType.PARTICIPANT: ("z1", "weg"),
}
SURROUNDINGS: tuple[Mapping[str, str], ...] = (
    {}, {}, {}, {"zustand": "wird_geklaert", "verantwortlich": "z1", "bis": "1.5.2026"},
    {"zustand": "nicht_zutreffend", "grund": "gibt es nicht"}, {"zustand": "nicht_zutreffend"},
    {"bis": "bald", "notiz": "Frau Beispiel fragt nach"},
)  # fmt: skip

CELLS = 0.7
"""How many cells of a row are filled in."""
Drawn = Mapping[str, int]
keys, numbers = st.sampled_from(sorted(CATALOGUE.questions)), st.integers(0, 500)
few, many = st.dictionaries(keys, numbers), st.dictionaries(keys, numbers, min_size=25)
answers: st.SearchStrategy[Drawn] = few | many


def typed(spec: Question | Column, number: int) -> list[str]:
    """What somebody sends for a question or cell; of several options one, or two."""
    offered = [choice.slug for choice in choices_of(spec)] or TYPED.get(spec.type, ("",))
    first = offered[number % len(offered)]
    is_two = spec.type is AnswerType.CHOICES and number % 2
    return [first, offered[(number // 3) % len(offered)]] if is_two else [first]


def said(question: Question, number: int) -> list[Record]:
    """Some answer to a question, always the same for the same number."""
    around = SURROUNDINGS[number % len(SURROUNDINGS)]
    parts = {"value": typed(question, number), **{key: [text] for key, text in around.items()}}
    content = understand(question, Submission(parts, 0), Content())
    records = [a_record(question.id, content=content)]
    if question.row_source is not None:
        records += [said_row(question, number + n, n) for n in range(number % 4)]
    return records


def said_row(question: Question, number: int, position: int) -> Record:
    columns = all_columns(CATALOGUE, question)
    chance = Random(number)
    parts = {c.id: typed(c, chance.randrange(500)) for c in columns if chance.random() < CELLS}
    content = understand_row(columns, Submission(parts, 0), Content())
    fixed = [row.uid for row in question.fixed_rows]
    uid = fixed[position % len(fixed)] if fixed else f"z{position}"
    return a_record(question.record_key, content=content, row_uid=uid, position=position)


def standing_with(drawn: Drawn, phase: Phase) -> Standing:
    records = {
        (record.key, record.row_uid): record
        for key, number in drawn.items()
        for record in said(CATALOGUE.questions[key], number)
    }
    return stand(CATALOGUE, gather(records.values()), phase)
