"""What the cases of one rule are about: rows, chosen options, or nothing in particular."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from amt24web.catalogue.structure import Catalogue, Choice, Question
from amt24web.catalogue.test_cases import WORD, CaseRule
from amt24web.domain.records import Json
from amt24web.rules.answers import KINDS, choice_text, choices_of
from amt24web.rules.facts import Facts, all_columns, cells, rows_of
from amt24web.rules.questionnaire import shown_answer
from amt24web.rules.visibility import Assessment

NOT_SAID = "ohne Angabe"


@dataclass(frozen=True)
class Known:
    """What test cases are derived from; what several cases say is put into words once."""

    catalogue: Catalogue
    facts: Facts
    assessment: Assessment

    def question(self, key: str) -> Question | None:
        """A question that counts as answered; None for every other."""
        return self.catalogue.questions.get(key) if key in self.assessment.values else None

    def words(self, key: str) -> str:
        """The answer of a question in running text; empty if it counts as unanswered."""
        if key not in self._words:
            self._words[key] = self._said(key)
        return self._words[key]

    def _said(self, key: str) -> str:
        question = self.question(key)
        if question is None:
            return ""
        return shown_answer(self.catalogue, question, self.facts, self.assessment).as_words

    @cached_property
    def _words(self) -> dict[str, str]:
        return {}


@dataclass(frozen=True, slots=True)
class Subject:
    """What one case is about: a row, an option, or nothing in particular (``key`` is empty).

    ``words`` are filled into the texts; ``kept`` is what is stored about it, ``as_line`` what it
    is called: the text of the option, or the first cell of the row that is filled in.
    """

    key: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    kept: Json = None
    as_line: str = ""

    @property
    def is_general(self) -> bool:
        """Whether the case speaks in general words."""
        return not self.key


GENERAL = Subject()


def subjects_of(rule: CaseRule, known: Known) -> tuple[Subject, ...]:
    """The subjects of a rule, in the order of rows or options; none if no case is needed."""
    each = rule.each
    if not each.sources:
        return (GENERAL,)
    found = {s.key: s for source in each.sources for s in _from(source, rule, known)}
    if len(found) > each.limit or (not found and each.once_without):
        return (GENERAL,)
    return tuple(found.values())


def _from(source: str, rule: CaseRule, known: Known) -> Iterator[Subject]:
    key, _, column = source.partition(".")
    question = known.question(key)
    if question is None:
        return
    if question.row_source is None:
        yield from _options(choices_of(question), _chosen(known.assessment.values[key]), rule)
    elif column:
        offered = [c for c in all_columns(known.catalogue, question) if c.id == column]
        chosen = [slug for row in rows_of(question, known.facts)
                  for slug in _chosen(cells(row.content).get(column))]  # fmt: skip
        for spec in offered:
            yield from _options(choices_of(spec), chosen, rule)
    else:
        yield from _rows(question, rule, known)


def _chosen(value: object) -> list[str]:
    """The slugs in an answer of one option or of several."""
    values = value if isinstance(value, list) else [value]
    return [slug for slug in values if isinstance(slug, str) and slug]


def _options(offered: Sequence[Choice], chosen: Sequence[str], rule: CaseRule) -> Iterator[Subject]:
    only, excluded = rule.each.only, rule.each.excluded
    for slug in (choice.slug for choice in offered if choice.slug in chosen):
        if slug not in excluded and (not only or slug in only):
            word = choice_text(offered, slug)
            yield Subject(slug, {WORD: word}, slug, word)


def _rows(question: Question, rule: CaseRule, known: Known) -> Iterator[Subject]:
    columns = all_columns(known.catalogue, question)
    for row in rows_of(question, known.facts):
        kept = cells(row.content)
        if not kept or not _is_wanted(kept, rule):
            continue
        said = {
            column.id: KINDS[column.type].show(kept[column.id], column, known.facts.people).as_line
            for column in columns
            if kept.get(column.id) not in (None, "", [])
        }
        words = {c.id: said.get(c.id, NOT_SAID).rstrip(".") for c in columns}
        yield Subject(row.row_uid, words, dict(kept), next(iter(said.values()), NOT_SAID))


def _is_wanted(kept: Mapping[str, Json], rule: CaseRule) -> bool:
    return all(kept.get(column) in wanted for column, wanted in rule.each.only_rows.items())
