"""A derived test case as the papers print it, and the sentence that says why there is one."""

from collections.abc import Sequence

from amt24web.catalogue.test_cases import WAY
from amt24web.domain.papers.testing_plan import CaseToRun
from amt24web.domain.wording import label
from amt24web.rules.case_upkeep import case_number
from amt24web.rules.test_cases import DerivedCase, Given

ALWAYS = "gilt für jeden Onlinedienst"
ON_THIS_WAY = "gilt für jeden Onlinedienst auf dem Weg „{way}“"


def because(case: DerivedCase) -> str:
    """Why there is this case: the answers that call for it, in one clause.

    The way on which an Onlinedienst comes about is only named if nothing else calls for the case.
    """
    answers = [reason for reason in case.reasons if reason.question != WAY]
    if answers:
        return f"weil {'; '.join(map(_answered, answers))} beantwortet ist"
    return ON_THIS_WAY.format(way=case.reasons[0].answer) if case.reasons else ALWAYS


def case_to_run(case: DerivedCase, number: int, tester: str = "") -> CaseToRun:
    """The case for the Testplan, under its number; ``tester`` is empty while nobody is named."""
    return CaseToRun(
        key=case_number(number),
        title=case.title,
        steps=case.steps,
        expected=case.expected,
        priority=case.priority,
        perspective=label(case.perspective),
        tester=tester,
        precondition=" ".join(case.preconditions),
        data=" ".join(part for part in (case.data, _laid_down(case.givens)) if part),
        basis=f"{case.source}; {because(case)}",
        is_stop=case.is_stop,
    )


def _answered(reason: Given) -> str:
    return f"„{reason.text}“ mit „{reason.answer.rstrip('.')}“"


def _laid_down(givens: Sequence[Given]) -> str:
    """What the Klärung laid down that the tester needs to know."""
    said = (f"{given.text} {given.answer.rstrip('.')}." for given in givens)
    return f"Laut Klärung: {' '.join(said)}" if givens else ""
