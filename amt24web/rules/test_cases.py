"""The test cases that follow from the answers: the same answers always give the same cases.

Only rules speak here. What was tested, edited or dropped is kept elsewhere; ``case_upkeep.py``
compares it with what is derived now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amt24web.catalogue.structure import Catalogue
from amt24web.catalogue.test_cases import CaseRule, CaseTexts
from amt24web.domain.papers.words import CaseKind, CaseStage, Perspective, Priority
from amt24web.rules.case_grounds import Grounds, fingerprint_of, grounds_of
from amt24web.rules.case_subjects import Known, Subject, subjects_of
from amt24web.rules.declared import holding
from amt24web.rules.facts import Facts
from amt24web.rules.visibility import Assessment

LONGEST_TITLE_WORD = 70
"""A cell may be a whole sentence; a title shows its beginning."""
WEIGHTS = {priority: weight for weight, priority in enumerate(Priority)}


@dataclass(frozen=True, slots=True)
class CaseOrigin:
    """Where a derived case comes from: the rule, and the row or option it is about.

    ``subject`` is the uid of a row, the slug of an option, or empty.
    """

    rule_id: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A question and what was answered, in words."""

    question: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class DerivedCase:
    """One test case as it follows from the answers now, ready to be read.

    ``reasons`` say why there is this case; ``givens`` are answers the tester needs beside it.
    ``depends_on`` are the questions of both, in the order they are asked, answered or not.
    ``executors`` are roles, ``replaced_by`` ids of field cases that take its place.
    """

    origin: CaseOrigin
    title: str
    preconditions: tuple[str, ...]
    steps: tuple[str, ...]
    expected: str
    data: str
    givens: tuple[Given, ...]
    stage: CaseStage
    kind: CaseKind
    perspective: Perspective
    executors: tuple[str, ...]
    priority: Priority
    is_stop: bool
    is_core: bool
    replaced_by: tuple[str, ...]
    source: str
    reasons: tuple[Given, ...]
    depends_on: tuple[str, ...]
    fingerprint: str


def derive(catalogue: Catalogue, facts: Facts, assessment: Assessment) -> tuple[DerivedCase, ...]:
    """All cases that are needed: stop cases first, then by priority, then as in the catalogue.

    An edition from before the test catalogue has no cases.
    """
    known = Known(catalogue, facts, assessment)
    rules = [rule for rule in catalogue.test_cases if not rule.retired]
    needed = holding(catalogue, "testfall", rules, assessment)
    cases = [
        _case(rule, subject, known)
        for rule in rules
        if rule.id in needed
        for subject in subjects_of(rule, known)
    ]
    return tuple(sorted(cases, key=lambda case: (not case.is_stop, WEIGHTS[case.priority])))


def _case(rule: CaseRule, subject: Subject, known: Known) -> DerivedCase:
    said = _texts(rule, subject)
    grounds = grounds_of(known.catalogue)[rule.id]
    return DerivedCase(
        origin=CaseOrigin(rule.id, subject.key),
        title=said.title,
        preconditions=said.preconditions,
        steps=said.steps,
        expected=said.expected,
        data=said.data,
        givens=_given(rule.givens, known),
        stage=rule.stage,
        kind=rule.kind,
        perspective=rule.perspective,
        executors=rule.executors,
        priority=rule.priority,
        is_stop=rule.is_stop,
        is_core=rule.is_core,
        replaced_by=rule.replaced_by,
        source=rule.source,
        reasons=_reasons(grounds, subject, rule, known),
        depends_on=grounds.depends_on,
        fingerprint=fingerprint_of(grounds, subject, known),
    )


def _texts(rule: CaseRule, subject: Subject) -> CaseTexts:
    """What is said for a subject: its own words first, then those for each, then the general."""
    if subject.is_general:
        return CaseTexts(
            title=rule.title,
            preconditions=rule.preconditions,
            steps=rule.steps,
            expected=rule.expected,
            data=rule.data,
        )
    own = next((o for o in rule.each.options if o.id == subject.key), rule.each)
    voices = (own, rule.each)
    return CaseTexts(
        title=_filled(_first("title", voices), _shortened(subject.words)) or rule.title,
        preconditions=_all_filled(voices, "preconditions", subject.words) or rule.preconditions,
        steps=_all_filled(voices, "steps", subject.words) or rule.steps,
        expected=_filled(_first("expected", voices), subject.words) or rule.expected,
        data=_filled(_first("data", voices), subject.words) or rule.data,
    )


def _first(part: str, voices: Iterable[CaseTexts]) -> str:
    return next((said for voice in voices if (said := getattr(voice, part))), "")


def _all_filled(
    voices: Iterable[CaseTexts], part: str, words: Mapping[str, str]
) -> tuple[str, ...]:
    found = next((said for voice in voices if (said := getattr(voice, part))), ())
    return tuple(_filled(text, words) for text in found)


def _filled(text: str, words: Mapping[str, str]) -> str:
    return text.format_map(words)


def _shortened(words: Mapping[str, str]) -> dict[str, str]:
    return {name: _short(word) for name, word in words.items()}


def _short(word: str) -> str:
    if len(word) <= LONGEST_TITLE_WORD:
        return word
    return f"{word[:LONGEST_TITLE_WORD].rsplit(' ', 1)[0].rstrip(' ,;')} …"


def _given(questions: Iterable[str], known: Known) -> tuple[Given, ...]:
    """Those of the questions that are answered, with their answers."""
    texts = known.catalogue.questions
    return tuple(
        Given(key, texts[key].text, words) for key in questions if (words := known.words(key))
    )


def _reasons(grounds: Grounds, subject: Subject, rule: CaseRule, known: Known) -> tuple[Given, ...]:
    """The answers that call for a case; of rows or options only the one it is about."""
    own = () if subject.is_general else rule.each.questions
    texts = known.catalogue.questions
    words = {key: subject.as_line if key in own else known.words(key) for key in grounds.reasons}
    return tuple(
        Given(key, texts[key].text, said)
        for key, said in words.items()
        if said and known.question(key)
    )
