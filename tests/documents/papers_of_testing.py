"""Testplan and Testbericht of the pilot, in plain functions."""

from datetime import date
from typing import Any

from amt24web.documents import testing_plan, testing_report
from amt24web.documents.outline import Document
from amt24web.domain.papers.parts import (
    Coverage,
    Criterion,
)
from amt24web.domain.papers.testing_plan import CaseToRun, PlanFacts, Risk, Tester, TrialAccount
from amt24web.domain.papers.testing_report import CaseRun, ReportFacts
from amt24web.domain.papers.words import (
    CaseResult,
    DefectClass,
    DefectState,
    Outcome,
    Priority,
)
from tests.documents.pilot import (
    ARTEFACTS,
    LONG_WORD,
    OFFICE,
    OWNERS_SIGNATURE,
    SCHOOL,
    a_defect,
    a_later_head,
)


def a_tester(name: str = "Sekretariat", **changes: Any) -> Tester:
    """A group at the school that cannot begin yet."""
    facts: dict[str, Any] = {
        "body": SCHOOL, "perspective": "antragannehmende Stelle",
        "scope": "Eingang, Lesbarkeit, Weiterverarbeitung", "until": date(2027, 5, 7),
        "is_ready": False, "still_needs": ("Behördenkonto in der Entwicklung",),
    }  # fmt: skip
    return Tester(**{**facts, **changes, "name": name})


def a_case(key: str = "tf-geradeaus", **changes: Any) -> CaseToRun:
    """A case with three steps that the school carries out."""
    facts: dict[str, Any] = {
        "title": "Ganzer Antrag von der Suche bis zur Eingangsbestätigung",
        "steps": ("Suchen Sie in Amt24 nach „Grundschule anmelden“.",
                  "Füllen Sie den Antrag mit den Testdaten aus.", "Senden Sie ihn ab."),
        "expected": "Der Antrag ist abgesendet. Die Bestätigung nennt die Referenznummer.",
        "priority": Priority.HIGH, "perspective": "Nutzende", "tester": f"Sekretariat, {SCHOOL}",
        "precondition": "Der Dienst ist in der Entwicklung aktiviert.",
        "data": "Familie Testmann, Schulbezirk 4", "basis": "DIN SPEC 66336",
    }  # fmt: skip
    return CaseToRun(**{**facts, **changes, "key": key})


def many_cases(count: int) -> tuple[CaseToRun, ...]:
    """Cases for several testers, three of which stop the test, in no particular order."""
    testers = (f"Sekretariat, {SCHOOL}", f"Fachreferat, {OFFICE}", "Eltern aus dem Testkreis", "")
    stops = ("tf-zustaendigkeit-treffer", "tf-eingang-behoerde", "tf-geradeaus")
    rest = (
        a_case(f"ff-{n:02}", title=f"Feld {n}: Grenzwerte und falsche Angaben",
               priority=tuple(Priority)[n % 3], tester=testers[n % 4], basis="")
        for n in range(1, count - len(stops) + 1)
    )  # fmt: skip
    return (*rest, *(a_case(key, is_stop=True) for key in stops))


def plan_facts(**changes: Any) -> PlanFacts:
    """A plan in which everything is said."""
    facts: dict[str, Any] = {
        "subjects": ARTEFACTS, "begins": date(2027, 4, 19), "ends": date(2027, 5, 21),
        "environment": "Entwicklung (Amt24-Dev), Testsystem der Schulverwaltung",
        "testers": (
            a_tester(),
            a_tester("Fachreferat", body=OFFICE, perspective="verantwortliche Behörde",
                     scope="Fachliche Vorgaben und Texte", is_ready=True, still_needs=()),
            a_tester("Eltern aus dem Testkreis", body="", perspective="Nutzende",
                     scope="Ganzer Antrag, auch auf dem Smartphone", until=None, is_ready=None),
            a_tester("Max Muster", body="Prozessmodellierung", perspective="Entwicklung",
                     scope="Pflichtfelder, Abhängigkeiten, Fehlermeldungen",
                     until=date(2027, 4, 30), is_ready=True, still_needs=()),
        ),
        "end_criteria": (Criterion("Alle Testfälle mit Priorität hoch sind durchgeführt", "100 %"),
                         Criterion("Jede Anforderung hat einen Testfall")),
        "approval_criteria": (Criterion("Keine betriebsverhindernde Abweichung", "0"),
                              Criterion("Keine betriebsbehindernde ohne Umgehung", "0")),
        "strategy": "Zuerst testet die Entwicklung, dann das Fachreferat, dann die Schule.\n\n"
                    "- **Geradeaus** und mit Fehlern\n- Auf Rechner und Smartphone",
        "basis": ("Klärungsbogen 1.0", "DIN SPEC 66336", "TR-03172-3"),
        "in_scope": ("Antrag, Eingang, Eingangsbestätigung",),
        "out_of_scope": ("Last: Nachweis liegt beim SID", "Bezahlung: nicht nötig"),
        "preconditions": ("Der Prototyp ist vorgeführt.", "Die Konten zum Testen sind bereit."),
        "data": "Nur erfundene Personen. Liste: Familie Testmann und Familie Probe.",
        "accounts": (TrialAccount("eltern-1", "BundID", "substantiell", "Testkreis", True),
                     TrialAccount("schule-am-park", "Behördenkonto")),
        "pausing": "Scheitert einer der ersten drei Fälle, wird nicht weiter getestet.",
        "risks": (Risk("Zu wenige Eltern nehmen teil", "Lücken bei der Verständlichkeit",
                       "Ansprache über zwei weitere Schulen", "Ole Probe"),),
        "coverage": (Coverage("Genau ein Empfänger je Schulbezirk", ("tf-zustaendigkeit-treffer",)),
                     Coverage("Kontakt ist sichtbar")),
        "cases": many_cases(12),
        "approvals": (OWNERS_SIGNATURE,),
    }  # fmt: skip
    return PlanFacts(**{**facts, **changes})


def a_testing_plan(**changes: Any) -> Document:
    """The Testplan of the pilot."""
    return testing_plan.build_testing_plan(a_later_head(testing_plan.KIND), plan_facts(**changes))


def a_run(case: str = "tf-geradeaus", **changes: Any) -> CaseRun:
    """A case that the school carried out and that passed."""
    facts: dict[str, Any] = {
        "title": "Ganzer Antrag", "result": CaseResult.PASSED, "perspective": "Nutzende",
        "tester": "Sekretariat", "day": date(2027, 5, 4), "on": "Firefox, Windows",
    }  # fmt: skip
    return CaseRun(**{**facts, **changes, "case": case})


def report_facts(**changes: Any) -> ReportFacts:
    """A report in which everything is said."""
    facts: dict[str, Any] = {
        "subjects": ARTEFACTS, "begins": date(2027, 4, 19), "ends": date(2027, 5, 21),
        "environment": "Entwicklung (Amt24-Dev)",
        "runs": (
            a_run(),
            a_run("tf-pflichtfelder", title="Pflichtfelder", result=CaseResult.FAILED,
                  perspective="Entwicklung", tester="Max Muster", defect="1",
                  observed="Der zweite Wunsch lässt sich nicht leer lassen."),
            a_run("tf-eakte", title="Ablage in der E-Akte", result=CaseResult.BLOCKED,
                  perspective="antragannehmende Stelle", day=None, on="",
                  observed="Das Testsystem fehlt."),
            a_run("tf-screenreader", title="Bedienung mit Screenreader",
                  result=CaseResult.NOT_RUN, perspective="", tester="", day=None, on=""),
        ),
        "defects": (
            a_defect("2", title="Tippfehler im Hinweis", weight=DefectClass.MINOR, case="",
                     state=DefectState.RETESTED, fixed_in="1.4"),
            a_defect(),
            a_defect("3", title=f"{LONG_WORD} findet den Ortsteil nicht", case="",
                     state=DefectState.ACCEPTED, workaround="Auswahl über die Postleitzahl"),
            a_defect("4", title="Absenden bricht ab", weight=DefectClass.PREVENTS, until=None,
                     state=DefectState.MENDED, fixed_in="1.4", responsible=""),
        ),
        "recommendation": Outcome.ON_CONDITION,
        "reasons": "Die Anmeldung gelingt. Der zweite Wunsch wird vor dem Livegang freiwillig.",
        "criteria": (Criterion("Fälle mit Priorität hoch durchgeführt", "100 %", "98 %", False),
                     Criterion("Keine betriebsverhindernde Abweichung", "0")),
        "coverage": (Coverage("Genau ein Empfänger je Schulbezirk",
                              ("tf-zustaendigkeit-treffer",), "bestanden"),),
        "differences": "Zwei Schulen sagten ab.",
        "approvals": (OWNERS_SIGNATURE,),
    }  # fmt: skip
    return ReportFacts(**{**facts, **changes})


def a_testing_report(**changes: Any) -> Document:
    """The Testbericht of the pilot."""
    return testing_report.build_testing_report(
        a_later_head(testing_report.KIND), report_facts(**changes)
    )
