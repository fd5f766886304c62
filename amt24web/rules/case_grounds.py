"""What a derived test case rests on: the questions it depends on, and a fingerprint of them."""

from collections.abc import Iterable

from amt24web.catalogue.conditions import named_in
from amt24web.catalogue.structure import AnswerType, Catalogue
from amt24web.catalogue.test_cases import CaseRule
from amt24web.domain.records import Json
from amt24web.rules.case_subjects import Known, Subject
from amt24web.rules.facts import cells, rows_of
from amt24web.rules.findings import digest_of


def reasons_of(catalogue: Catalogue, rule: CaseRule) -> tuple[str, ...]:
    """The questions that decide whether there is a case: of its condition and of its subjects."""
    condition = named_in(rule.condition) if rule.condition else ()
    return _of_people(catalogue, [*condition, *rule.each.questions])


def dependencies_of(catalogue: Catalogue, rule: CaseRule) -> tuple[str, ...]:
    """All questions a case depends on: its reasons and what the tester is given."""
    return _of_people(catalogue, [*reasons_of(catalogue, rule), *rule.givens])


def fingerprint_of(rule: CaseRule, subject: Subject, known: Known) -> str:
    """SHA-256 over the stored values behind a case.

    Of the question whose rows or options are the subjects only this row or option counts, so that
    another row changes nothing here. What counts as unanswered counts as nothing. Labels, help,
    edition and version of the program do not matter.
    """
    condition = named_in(rule.condition) if rule.condition else ()
    shared = rule.each.questions if subject.is_general else ()
    whole = _of_people(known.catalogue, [*condition, *rule.givens, *shared])
    return digest_of(
        {"antworten": {key: _stored(key, known) for key in whole}, "gegenstand": subject.kept}
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


def _stored(key: str, known: Known) -> Json:
    """What is kept for a question, as it is kept; nothing if it counts as unanswered."""
    question = known.question(key)
    if question is None:
        return None
    if question.row_source is None:
        return known.facts.record(key).content.value
    rows = rows_of(question, known.facts)
    return [[row.row_uid, dict(cells(row.content))] for row in rows if cells(row.content)]
