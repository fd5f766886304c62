"""What a derived test case rests on: the questions it depends on, and a fingerprint of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from amt24web.catalogue.conditions import named_in
from amt24web.catalogue.structure import AnswerType, Catalogue
from amt24web.catalogue.test_cases import CaseRule
from amt24web.domain.records import Json
from amt24web.rules.case_subjects import Known, Subject
from amt24web.rules.facts import cells, rows_of
from amt24web.rules.findings import digest_of


@dataclass(frozen=True, slots=True)
class Grounds:
    """The questions behind the cases of one rule, in the order they are asked.

    ``reasons`` decide whether there is a case, ``whole`` are those whose whole answer counts,
    ``subjects`` those of which only one row or option does; ``depends_on`` are all of them.
    """

    reasons: tuple[str, ...]
    whole: tuple[str, ...]
    subjects: tuple[str, ...]
    depends_on: tuple[str, ...]


@lru_cache(maxsize=16)
def grounds_of(catalogue: Catalogue) -> Mapping[str, Grounds]:
    """By the id of the rule; worked out once for each edition."""
    return {rule.id: _grounds(catalogue, rule) for rule in catalogue.test_cases}


def _grounds(catalogue: Catalogue, rule: CaseRule) -> Grounds:
    condition = named_in(rule.condition) if rule.condition else frozenset()
    subjects = rule.each.questions
    return Grounds(
        reasons=_of_people(catalogue, [*condition, *subjects]),
        whole=_of_people(catalogue, [*condition, *rule.givens]),
        subjects=_of_people(catalogue, subjects),
        depends_on=_of_people(catalogue, [*condition, *rule.givens, *subjects]),
    )


def _of_people(catalogue: Catalogue, names: Iterable[str]) -> tuple[str, ...]:
    """The questions people answer behind these names, in the order they are asked."""
    waiting, found = list(names), set[str]()
    while waiting:
        question = catalogue.questions.get(waiting.pop())
        if question is None or question.id in found:
            continue
        if question.type is AnswerType.COMPUTED:
            waiting += named_in(question.expression)
        else:
            found.add(question.id)
    return tuple(key for key in catalogue.questions if key in found)


def fingerprint_of(grounds: Grounds, subject: Subject, known: Known) -> str:
    """SHA-256 over the stored values behind a case.

    Of the question whose rows or options are the subjects only this row or option counts, so that
    another row changes nothing here. What counts as unanswered counts as nothing. Labels, help,
    edition and version of the program do not matter.
    """
    keys = grounds.depends_on if subject.is_general else grounds.whole
    answers = {key: _stored(key, known) for key in keys}
    return digest_of({"antworten": answers, "gegenstand": subject.kept})


def _stored(key: str, known: Known) -> Json:
    """What is kept for a question, as it is kept; nothing if it counts as unanswered."""
    question = known.question(key)
    if question is None:
        return None
    if question.row_source is None:
        return known.facts.record(key).content.value
    rows = rows_of(question, known.facts)
    return [[row.row_uid, dict(cells(row.content))] for row in rows if cells(row.content)]
