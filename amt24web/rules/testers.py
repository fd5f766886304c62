"""Who tests which case."""

from amt24web.domain.testing import PlannedCase
from amt24web.rules.facts import PARTICIPANTS, cells
from amt24web.rules.summary import Standing


class Testers:
    """Who tests a case: whoever it was given to, else those who look from its perspective."""

    __test__ = False

    def __init__(self, standing: Standing) -> None:
        self._people = standing.facts.people
        rows = standing.facts.rows.get(PARTICIPANTS, ())
        self._by_view: dict[str, list[str]] = {}
        for row in rows:
            view = str(cells(row.content).get("perspektive") or "")
            if view:
                self._by_view.setdefault(view, []).append(self._people.get(row.row_uid, ""))

    def of(self, case: PlannedCase) -> str:
        """The names, empty if nobody is named."""
        if case.tester_uid:
            return self._people.get(case.tester_uid, "")
        return "; ".join(self._by_view.get(str(case.marks.perspective), ()))
