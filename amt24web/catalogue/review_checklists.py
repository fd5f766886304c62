"""Proof-reading the checklists: what an item names is declared, and every list has its head."""

from collections import Counter
from collections.abc import Iterator

from amt24web.catalogue.checklists import CASE_WORDS, ChecklistItem
from amt24web.catalogue.review_conditions import review_condition
from amt24web.catalogue.structure import Catalogue


def review_checklists(catalogue: Catalogue) -> list[str]:
    """Everything an editor should mend in the checklists, one German sentence each."""
    remarks = [
        f"Checkliste „{checklist.id}“ gibt es für eine Phase, die schon eine hat."
        for checklist in catalogue.checklists
        if Counter(c.phase for c in catalogue.checklists)[checklist.phase] > 1
    ]
    headed = {checklist.phase for checklist in catalogue.checklists}
    for item in catalogue.checklist_items:
        place = f"Prüfpunkt „{item.id}“"
        if item.phase not in headed:
            remarks.append(f"{place}: seine Phase hat keine Checkliste.")
        remarks += [f"{place}: {remark}" for remark in _names(item, catalogue)]
        for text in (item.condition, item.proof):
            if text:
                remarks += review_condition(place, text, catalogue.questions, catalogue)
    return remarks


def _names(item: ChecklistItem, catalogue: Catalogue) -> Iterator[str]:
    ways = {way.id for way in catalogue.ways}
    yield from (f"den Weg „{way}“ gibt es nicht." for way in item.ways if way not in ways)
    roles = catalogue.role_names
    yield from (f"die Rolle „{role}“ gibt es nicht." for role in item.roles if role not in roles)
    for question in item.questions:
        if question not in catalogue.questions:
            yield f"die Frage „{question}“ gibt es nicht."
    cases = [case.id for case in catalogue.test_cases]
    for word in item.passed:
        if word not in CASE_WORDS and not any(case.startswith(word) for case in cases):
            yield f"einen Testfall „{word}“ gibt es nicht."
