"""The papers that call for the Auftakt and report on the way: with everything that can be said."""

from datetime import date
from typing import Any

from amt24web.documents.invitation import build_invitation
from amt24web.documents.outline import Document
from amt24web.domain.papers.invitation import (
    InvitationFacts,
    Invited,
    PointToPrepare,
    Prepared,
    Vacancy,
)
from amt24web.domain.reading import Shown
from tests.documents.papers import a_head, a_question, a_section


def an_invitation(facts: InvitationFacts | None = None, **head: Any) -> Document:
    """An invitation in which everything is known, or one with these facts only."""
    if facts is not None:
        return build_invitation(a_head(**head), a_section(), (), facts)
    meeting = a_section(
        a_question("Wann?", key="auftakt_datum", shown=Shown(text="12.01.2027")),
        a_question("Um welche Uhrzeit?", key="auftakt_uhrzeit", shown=Shown(text="10 bis 12 Uhr")),
        a_question("Wo?", key="auftakt_ort", shown=Shown(text="Raum 204")),
        a_question("Leitung?", key="auftakt_leitung", shown=Shown(text="Erika Beispiel")),
    )
    known = a_section(a_question("Ziel?", key="ziel", shown=Shown(prose="Alle online.\n\nMehr.")))
    points = [PointToPrepare(f"A {n}", f"Frage {n}?") for n in range(1, 6)]
    return build_invitation(
        a_head(kind="Einladung und Tagesordnung zum Auftakt", **head), meeting, (known,),
        InvitationFacts(
            invited=(Invited("Erika Beispiel, Landesamt", ("Prozesseigner", "Testteam"), "Max M."),
                     Invited("Ole Probe", ())),
            vacancies=(Vacancy("Redaktion Amt24", "Staatskanzlei, Referat 42"),
                       Vacancy("Supportteam")),
            prepared=(Prepared("Ole Probe", (PointToPrepare("B 1", "Wer?", date(2027, 1, 8)),)),
                      Prepared("Erika Beispiel", tuple(points))),
        ),
    )  # fmt: skip
