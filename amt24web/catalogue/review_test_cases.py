"""Proof-reading the test catalogue: what it names is declared, and each case can arise."""

from collections.abc import Iterable, Iterator
from string import Formatter

from amt24web.catalogue.review_conditions import review_condition
from amt24web.catalogue.structure import AnswerType, Catalogue, Choice, Column, Question
from amt24web.catalogue.test_cases import WORD, CaseRule, CaseTexts

YES_NO = ("ja", "nein")


def review_test_cases(catalogue: Catalogue) -> list[str]:
    """Everything an editor should mend in the test catalogue, one German sentence each."""
    return [
        f"Testfall „{rule.id}“: {remark}"
        for rule in catalogue.test_cases
        if not rule.retired
        for remark in (*_names(rule, catalogue), *_each(rule, catalogue))
    ]


def _names(rule: CaseRule, catalogue: Catalogue) -> Iterator[str]:
    ways = {way.id for way in catalogue.ways}
    yield from (f"den Weg „{way}“ gibt es nicht." for way in rule.ways if way not in ways)
    roles = catalogue.role_names
    yield from (f"die Rolle „{r}“ gibt es nicht." for r in rule.executors if r not in roles)
    for given in rule.givens:
        if given not in catalogue.questions:
            yield f"die Frage „{given}“ gibt es nicht."
    if rule.condition:
        yield from review_condition("„wenn“", rule.condition, catalogue.questions, catalogue)
    yield from _unfillable(rule.general_texts, (), "im allgemeinen Text")


def _each(rule: CaseRule, catalogue: Catalogue) -> Iterator[str]:
    """Where there is a case for each row or option, they are there and can be meant."""
    each = rule.each
    if not each.sources:
        if each != type(each)():
            yield "„je“ sagt nicht, woraus („aus“)."
        return
    for key in each.questions:
        if key not in catalogue.questions:
            yield f"die Frage „{key}“ gibt es nicht."
            return
    if any(_is_rows(source, catalogue) for source in each.sources):
        yield from _rows(rule, catalogue)
    else:
        yield from _options(rule, catalogue)


def _is_rows(source: str, catalogue: Catalogue) -> bool:
    return "." not in source and catalogue.questions[source].row_source is not None


def _rows(rule: CaseRule, catalogue: Catalogue) -> Iterator[str]:
    each = rule.each
    if len(each.sources) > 1 or each.only or each.excluded or each.options:
        yield "„je“ nimmt entweder die Zeilen einer Frage oder Optionen, nicht beides."
    columns = _columns(catalogue.questions[each.sources[0]], catalogue)
    for column, wanted in each.only_rows.items():
        if column not in columns:
            yield f"die Spalte „{column}“ gibt es nicht."
            continue
        offered = _offered(columns[column])
        for cell in wanted:
            if offered and cell not in offered:
                yield f"die Spalte „{column}“ hat keine Option „{cell}“."
    yield from _unfillable(each.all_texts, columns, "unter „je“")


def _options(rule: CaseRule, catalogue: Catalogue) -> Iterator[str]:
    each = rule.each
    if each.only_rows:
        yield "„nur_zeilen“ geht nur mit den Zeilen einer Frage."
    offered: set[str] = set()
    for source in each.sources:
        slugs = {choice.slug for choice in _choices(source, catalogue)}
        if not slugs:
            yield f"„{source}“ hat keine Optionen."
        offered |= slugs
    if offered:
        yield from _meant(rule, offered)
    texts: tuple[CaseTexts, ...] = (each, *each.options)
    said = [text for texts_of in texts for text in texts_of.all_texts]
    yield from _unfillable(said, (WORD,), "unter „je“")


def _meant(rule: CaseRule, offered: set[str]) -> Iterator[str]:
    """The options for which there is a case are offered, and each text belongs to one of them."""
    each = rule.each
    for slug in (*each.only, *each.excluded):
        if slug not in offered:
            yield f"die Option „{slug}“ gibt es nicht."
    meant = (offered & set(each.only) if each.only else offered) - set(each.excluded)
    if not meant:
        yield "„je“ lässt keine Option übrig; diesen Fall gibt es nie."
    for option in each.options:
        if option.id not in meant:
            yield f"der Text für die Option „{option.id}“ wird nie gebraucht."


def _columns(question: Question, catalogue: Catalogue) -> dict[str, Column]:
    table = next((t for t in catalogue.tables if t.id == question.type.value), None)
    columns = table.columns if table else question.columns
    return {column.id: column for column in columns}


def _choices(source: str, catalogue: Catalogue) -> tuple[Choice, ...]:
    """The options behind a source: of a question, or of one of its columns."""
    key, _, column_id = source.partition(".")
    question = catalogue.questions[key]
    if not column_id:
        return question.choices
    column = _columns(question, catalogue).get(column_id)
    return column.choices if column else ()


def _offered(column: Column) -> tuple[str, ...]:
    if column.type is AnswerType.YES_NO:
        return YES_NO
    return tuple(choice.slug for choice in column.choices)


def _unfillable(texts: Iterable[str], words: Iterable[str], where: str) -> Iterator[str]:
    """Braces name only what can be filled in there, and nothing but its name."""
    known = set(words)
    for text in texts:
        try:
            parts = list(Formatter().parse(text))
        except ValueError:
            yield f"eine geschweifte Klammer {where} ist nicht geschlossen."
            continue
        for _, name, spec, conversion in parts:
            if name is not None and (name not in known or spec or conversion):
                yield f"„{{{name}}}“ {where} lässt sich nicht füllen."
