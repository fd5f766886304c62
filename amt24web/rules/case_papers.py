"""A derived test case as the papers print it, and the sentence that says why there is one."""

from amt24web.domain.papers.testing_plan import CaseToRun
from amt24web.domain.wording import label
from amt24web.rules.case_upkeep import case_number
from amt24web.rules.test_cases import DerivedCase, Given

ALWAYS = "gilt für jeden Onlinedienst"


def because(case: DerivedCase) -> str:
    """Why there is this case: the answers that call for it, in one clause."""
    if not case.reasons:
        return ALWAYS
    return f"weil {'; '.join(_answered(reason) for reason in case.reasons)}"


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
        data=" ".join(part for part in (case.data, *map(_said, case.givens)) if part),
        basis=f"{case.source}; {because(case)}",
        is_stop=case.is_stop,
    )


def _answered(reason: Given) -> str:
    return f"„{reason.text}“ mit „{reason.answer}“ beantwortet ist"


def _said(given: Given) -> str:
    return f"{given.text} {given.answer.rstrip('.')}."
