"""How far the test of an Onlinedienst is, in one line, from what is kept."""

from dataclasses import dataclass

from amt24web.domain.papers.words import Outcome
from amt24web.domain.tasks import CaseTotals
from amt24web.domain.wording import counted, label
from amt24web.rules.matters import read_matters, to_rework
from amt24web.rules.summary import Standing
from amt24web.rules.test_papers import declaring_bodies

NOTHING_YET = "noch keine Testfälle"
GRAVEST = (Outcome.REFUSED, Outcome.ON_CONDITION, Outcome.GIVEN)


@dataclass(frozen=True, slots=True)
class TrialLine:
    """Counts of the test: a passed case that has to be reworked counts as not passed.

    ``release`` says in words how the final approval stands; empty while nobody declared it.
    """

    cases: int
    passed: int
    to_rework: int
    open_defects: int
    open_round: int
    release: str
    is_released: bool

    @property
    def words(self) -> str:
        """The state in words."""
        if not self.cases and not self.open_defects:
            return NOTHING_YET
        parts = [
            f"{self.passed} von {counted(self.cases, 'Testfall', 'Testfällen')} bestanden",
            f"{self.to_rework} zu überarbeiten" if self.to_rework else "",
            f"{counted(self.open_defects, 'offene Abweichung', 'offene Abweichungen')}"
            if self.open_defects
            else "",
            self.release,
        ]
        return ", ".join(part for part in parts if part)


def trial_line(standing: Standing, totals: CaseTotals) -> TrialLine:
    """The line, without deriving a single case."""
    rework = to_rework(read_matters(totals.matters))
    bodies = max(1, len(declaring_bodies(standing)))
    return TrialLine(
        cases=totals.cases,
        passed=len(totals.passed - rework),
        to_rework=len(rework),
        open_defects=totals.open_defects,
        open_round=totals.open_round,
        release=_release(totals.declared, bodies),
        is_released=len(totals.declared) >= bodies and Outcome.REFUSED not in totals.declared,
    )


def _release(declared: tuple[Outcome, ...], bodies: int) -> str:
    """What the bodies declared; the gravest word of them counts."""
    if not declared:
        return ""
    word = label(next(outcome for outcome in GRAVEST if outcome in declared))
    of_how_many = f" ({len(declared)} von {bodies} Stellen)" if len(declared) < bodies else ""
    return f"Freigabe {word}{of_how_many}"
