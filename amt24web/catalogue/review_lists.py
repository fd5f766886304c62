"""Proof-reading the lists beside the questions: floors, sign-offs, contacts, lead times."""

from collections.abc import Iterable, Iterator

from amt24web.catalogue.review_conditions import review_condition
from amt24web.catalogue.structure import Catalogue


def review_lists(catalogue: Catalogue) -> Iterator[str]:
    """Everything an editor should mend in these lists, one German sentence each."""
    for floor in catalogue.floors:
        place = f"Untergrenze „{floor.id}“"
        yield from review_condition(place, floor.condition, catalogue.questions, catalogue)
    for sign_off in catalogue.sign_offs:
        place = f"Mitzeichnung „{sign_off.id}“"
        yield from _role(place, sign_off.role, catalogue)
        yield from _questions(place, sign_off.questions, catalogue)
    for contact in catalogue.contacts:
        place = f"Ansprechen „{contact.id}“"
        yield from _role(place, contact.role, catalogue)
        yield from _questions(place, (*contact.facts, *contact.questions), catalogue)
        yield from _condition(place, contact.condition, catalogue)
        for sentence in contact.sentences:
            yield from _condition(f"{place}, Satz „{sentence.id}“", sentence.condition, catalogue)
    for lead_time in catalogue.lead_times:
        place = f"Vorlauf „{lead_time.id}“"
        yield from _role(place, lead_time.role, catalogue)
        yield from _condition(place, lead_time.condition, catalogue)
    yield from _adopted(catalogue)


def _condition(place: str, text: str, catalogue: Catalogue) -> Iterator[str]:
    if text:
        yield from review_condition(place, text, catalogue.questions, catalogue)


def _role(place: str, role: str, catalogue: Catalogue) -> Iterator[str]:
    if role not in catalogue.role_names:
        yield f"{place}: die Rolle „{role}“ gibt es nicht."


def _questions(place: str, questions: Iterable[str], catalogue: Catalogue) -> Iterator[str]:
    for question in questions:
        if question not in catalogue.questions:
            yield f"{place}: die Frage „{question}“ gibt es nicht."


def _adopted(catalogue: Catalogue) -> Iterator[str]:
    """Rows are taken over from an earlier question, column by column."""
    earlier: set[str] = set()
    for question in catalogue.questions.values():
        source = catalogue.questions.get(question.adopted_from)
        if question.adopted_from and (source is None or source.id not in earlier):
            yield f"Frage „{question.id}“ übernimmt Zeilen, die es vorher nicht gibt."
        for mine, theirs in question.adopted_columns.items():
            if mine not in {column.id for column in question.columns}:
                yield f"Frage „{question.id}“: die Spalte „{mine}“ gibt es nicht."
            if source and theirs not in {column.id for column in source.columns}:
                yield f"Frage „{source.id}“: die Spalte „{theirs}“ gibt es nicht."
        earlier.add(question.id)
