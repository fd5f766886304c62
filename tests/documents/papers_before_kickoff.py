"""The papers that call for the Auftakt and report on the way: with everything that can be said."""

from datetime import date
from typing import Any

from amt24web.documents.invitation import build_invitation
from amt24web.documents.outline import Document
from amt24web.documents.status_report import build_status_report
from amt24web.domain.papers.invitation import (
    InvitationFacts,
    Invited,
    PointToPrepare,
    Prepared,
    Vacancy,
)
from amt24web.domain.papers.status_report import (
    KnownDay,
    NextStep,
    SectionStatus,
    StatusFacts,
)
from amt24web.domain.reading import Shown
from amt24web.domain.vocabulary import Phase, PointKind
from tests.documents.papers import (
    a_closing,
    a_condition,
    a_head,
    a_question,
    a_section,
    a_sign_off,
)

TODAY = date(2027, 1, 18)


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
            contact="erika@example.org, Telefon 0351 1",
            answer_by=date(2027, 1, 7),
            prepared=(Prepared("Ole Probe", (PointToPrepare("B 1", "Wer?", date(2027, 1, 8)),),
                               (PointToPrepare("C 2", "Wie?", date(2027, 1, 29)),
                                PointToPrepare("B 10", "Was?", date(2027, 1, 29)),
                                PointToPrepare("B 9", "Wo?", date(2027, 1, 29)),
                                PointToPrepare("A 3", "Wann?", date(2027, 1, 15)))),
                      Prepared("Erika Beispiel", tuple(points))),
        ),
    )  # fmt: skip


def a_status(**changes: Any) -> StatusFacts:
    """An Onlinedienst between Auftakt and prototype."""
    facts: dict[str, Any] = {
        "phase": Phase.PROTOTYPE, "done": 28, "total": 40, "overdue": 1,
        "wished_start": date(2027, 8, 2),
        "sections": tuple(SectionStatus(letter, f"Abschnitt {letter}", 3, 5) for letter in "ABCDE"),
        "points": ((PointKind.ERROR, 1), (PointKind.IN_CLARIFICATION, 11)),
        "steps": (NextStep("A 1 Frage?", "Erika Beispiel", date(2027, 1, 15), is_overdue=True),
                  NextStep("Zugang beantragen", "", date(2027, 1, 22))),
        "days": (KnownDay(date(2027, 1, 12), "Auftakt"),
                 KnownDay(date(2027, 3, 1), "Test beginnen", is_begin=True),
                 KnownDay(date(2027, 8, 2), "gewünschter Livegang")),
        "closings": (a_closing(a_condition()),),
        "sign_offs": (a_sign_off(), a_sign_off(subject="Sicherheit", outcome=None, name="",
                                               day=None)),
    }  # fmt: skip
    return StatusFacts(**{**facts, **changes})


def a_status_report(**changes: Any) -> Document:
    """A Statusbericht with everything that can be said, or with these changes."""
    return build_status_report(a_head(kind="Statusbericht", day=TODAY), a_status(**changes))
