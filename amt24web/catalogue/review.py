"""Proof-reading the catalogue: what pydantic cannot see because it concerns entries together."""

from collections import Counter
from collections.abc import Iterator

from amt24web.catalogue.review_checklists import review_checklists
from amt24web.catalogue.review_conditions import CHOOSING, review_condition
from amt24web.catalogue.review_lists import review_lists
from amt24web.catalogue.review_test_cases import review_test_cases
from amt24web.catalogue.structure import AnswerType, Catalogue, Column, Question


def review(catalogue: Catalogue) -> list[str]:
    """Everything an editor should mend, one German sentence each; empty if all is well."""
    return [
        *_double_ids(catalogue),
        *_questions(catalogue),
        *_sections(catalogue),
        *_scopes(catalogue),
        *_rules(catalogue),
        *_roles(catalogue),
        *review_lists(catalogue),
        *review_test_cases(catalogue),
        *review_checklists(catalogue),
    ]


def _double_ids(catalogue: Catalogue) -> Iterator[str]:
    groups = {
        "Frage": [q.id for s in catalogue.sections for q in s.questions],
        "Abschnitt": [s.id for s in catalogue.sections],
        "Regel": [rule.id for rule in catalogue.rules],
        "Rolle": [role.id for role in catalogue.roles],
        "Weg": [way.id for way in catalogue.ways],
        "Art": [kind.id for kind in catalogue.kinds],
        "Untergrenze": [floor.id for floor in catalogue.floors],
        "Mittel": [means.id for means in catalogue.means],
        "Standard": [standard.id for standard in catalogue.standards],
        "Mitzeichnung": [sign_off.id for sign_off in catalogue.sign_offs],
        "Ansprechen": [contact.id for contact in catalogue.contacts],
        "Vorlauf": [lead_time.id for lead_time in catalogue.lead_times],
        "Testfall": [case.id for case in catalogue.test_cases],
        "Checkliste": [checklist.id for checklist in catalogue.checklists],
        "Prüfpunkt": [item.id for item in catalogue.checklist_items],
    }
    for kind, ids in groups.items():
        for double, number in Counter(ids).items():
            if number > 1:
                yield f"{kind} „{double}“ gibt es {number}-mal."


def _questions(catalogue: Catalogue) -> Iterator[str]:
    known: set[str] = set()
    for question in catalogue.questions.values():
        yield from _choices(question)
        yield from _columns(catalogue, question)
        if question.role not in catalogue.role_names:
            yield f"Frage „{question.id}“: die Rolle „{question.role}“ gibt es nicht."
        for text in (question.condition, question.expression):
            if text:
                yield from review_condition(f"Frage „{question.id}“", text, known, catalogue)
        if question.condition and not question.condition_in_words:
            yield f"Frage „{question.id}“: die Bedingung steht nicht in Worten da."
        known.add(question.id)


def _choices(question: Question) -> Iterator[str]:
    owners: list[Question | Column] = [question, *question.columns]
    for owner in owners:
        if owner.type in CHOOSING and not owner.choices:
            yield f"Frage „{question.id}“: „{owner.id}“ hat keine Optionen."
        slugs = [choice.slug for choice in owner.choices]
        if len(slugs) != len(set(slugs)):
            yield f"Frage „{question.id}“: eine Option von „{owner.id}“ gibt es doppelt."
        ranked = [choice for choice in owner.choices if choice.rank is not None]
        if ranked and len(ranked) < len(owner.choices):
            yield f"Frage „{question.id}“: nicht jede Option hat einen Rang."


def _columns(catalogue: Catalogue, question: Question) -> Iterator[str]:
    if question.row_source is None:
        return
    columns: tuple[Column, ...] = question.columns
    table = next((t for t in catalogue.tables if t.id == question.type.value), None)
    if table:
        columns = table.columns
        for shown in question.shown_columns:
            if shown not in {column.id for column in columns}:
                yield f"Frage „{question.id}“: die Spalte „{shown}“ gibt es nicht."
    if not columns:
        yield f"Frage „{question.id}“ hat keine Spalten."
    for column in columns:
        if column.type in {AnswerType.ROWS, AnswerType.COMPUTED}:
            yield f"Frage „{question.id}“: „{column.type}“ geht nicht als Spalte."


def _sections(catalogue: Catalogue) -> Iterator[str]:
    for section in catalogue.sections:
        for shown in section.shows:
            if shown not in catalogue.questions:
                yield f"Abschnitt „{section.id}“ zeigt die unbekannte Frage „{shown}“."


def _scopes(catalogue: Catalogue) -> Iterator[str]:
    letters = {section.letter for section in catalogue.sections}
    for scope in (*catalogue.ways, *catalogue.kinds):
        for letter in sorted(set(scope.sections) - letters):
            yield f"„{scope.id}“ nennt den unbekannten Abschnitt „{letter}“."
        for question in sorted({*scope.questions, *scope.excluded} - catalogue.questions.keys()):
            yield f"„{scope.id}“ nennt die unbekannte Frage „{question}“."


def _rules(catalogue: Catalogue) -> Iterator[str]:
    for rule in catalogue.rules:
        place = f"Regel „{rule.id}“"
        if rule.question not in catalogue.questions:
            yield f"{place}: die Frage „{rule.question}“ gibt es nicht."
        for text in (rule.condition, *rule.values.values()):
            yield from review_condition(place, text, catalogue.questions, catalogue)
        try:
            rule.message.format_map(dict.fromkeys(rule.values, ""))
        except (KeyError, ValueError, IndexError):
            yield f"{place}: die Meldung nennt einen Wert, der nicht erklärt ist."


def _roles(catalogue: Catalogue) -> Iterator[str]:
    for role in catalogue.roles:
        if role.needed_if:
            yield from review_condition(
                f"Rolle „{role.id}“", role.needed_if, catalogue.questions, catalogue
            )
