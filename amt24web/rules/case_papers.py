"""What is said about a derived test case: why there is one, and what a tester has to know."""

from collections.abc import Sequence

from amt24web.catalogue.test_cases import WAY
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


def _answered(reason: Given) -> str:
    return f"„{reason.text}“ mit „{reason.answer.rstrip('.')}“"


def laid_down(givens: Sequence[Given]) -> str:
    """What the Klärung laid down that the tester needs to know."""
    said = (f"{given.text} {given.answer.rstrip('.')}." for given in givens)
    return f"Laut Klärung: {' '.join(said)}" if givens else ""
