"""Proof-reading conditions: what they name is there, earlier, and can be compared."""

from collections.abc import Iterable, Iterator

from amt24web.catalogue.comparisons import uneven
from amt24web.catalogue.conditions import ConditionError, Step, compile_steps, parse
from amt24web.catalogue.structure import AnswerType, Catalogue

CHOOSING = (AnswerType.CHOICE, AnswerType.CHOICES)
READY_NAMES = frozenset({"rollen_noetig"})


def review_condition(
    place: str, text: str, known: Iterable[str], catalogue: Catalogue
) -> Iterator[str]:
    """What is wrong with a condition at a place, if only ``known`` questions come before it."""
    try:
        names = parse(text).names
        ranks = {q.id: q.ranks for q in catalogue.questions.values() if q.ranks}
        compile_steps([Step("pruefung", parse(text))], ranks)
    except ConditionError as error:
        yield f"{place}: {error}."
        return
    for name in sorted(names - set(known)):
        if name in catalogue.questions:
            yield f"{place}: „{name}“ wird erst später gefragt."
        elif name not in READY_NAMES:
            yield f"{place}: „{name}“ gibt es nicht."
    yield from _unknown_options(place, text, catalogue)
    yield from (f"{place}: {reason}." for reason in uneven(text, catalogue))


def _unknown_options(place: str, text: str, catalogue: Catalogue) -> Iterator[str]:
    """Options a condition compares with must be declared, else it can never hold."""
    for question_id, option in parse(text).compared:
        question = catalogue.questions.get(question_id)
        if question is None or question.type not in CHOOSING:
            continue
        if option not in {choice.slug for choice in question.choices}:
            yield f"{place}: „{question_id}“ hat keine Option „{option}“."
