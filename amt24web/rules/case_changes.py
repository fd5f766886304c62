"""What is different about a case that is to be reworked: words then and now, and the answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from amt24web.domain.testing import CaseText
from amt24web.rules.case_subjects import Known
from amt24web.rules.facts import rows_of
from amt24web.rules.summary import Standing
from amt24web.rules.test_state import CaseState, text_of

NOT_ANSWERED = "nicht beantwortet"


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """A part of the text as it was when the case was touched, and as it follows today."""

    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LaterAnswer:
    """An answer behind the case that was given after the case was written."""

    question: str
    answer: str
    given_at: datetime


def changed_words(state: CaseState) -> tuple[ChangedWords, ...]:
    """The parts whose words are others today; none if the same text follows."""
    if state.now is None:
        return ()
    before, after = _parts(state.text), _parts(text_of(state.now))
    return tuple(
        ChangedWords(part, before[part], after[part])
        for part in before
        if before[part] != after[part]
    )


def _parts(text: CaseText) -> dict[str, str]:
    return {
        "Titel": text.title,
        "Voraussetzungen": "\n".join(text.preconditions),
        "Schritte": "\n".join(text.steps),
        "Erwartetes Ergebnis": text.expected,
        "Testdaten": text.data,
    }


def later_answers(standing: Standing, state: CaseState) -> tuple[LaterAnswer, ...]:
    """The answers it depends on that were given since the case was written, the newest first."""
    if state.now is None:
        return ()
    known = Known(standing.catalogue, standing.facts, standing.assessment)
    found = (
        LaterAnswer(standing.catalogue.questions[key].text, known.words(key) or NOT_ANSWERED, when)
        for key in state.now.depends_on
        if (when := max(_moments(standing, key), default=None)) and when > state.case.changed_at
    )
    return tuple(sorted(found, key=lambda one: one.given_at, reverse=True))


def _moments(standing: Standing, key: str) -> Iterable[datetime]:
    question = standing.catalogue.questions[key]
    if question.row_source is None:
        kept = [standing.facts.record(key)]
    else:
        kept = list(rows_of(question, standing.facts))
    return [record.saved_at for record in kept if record.saved_at]
