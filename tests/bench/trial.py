"""A large test: 400 cases, carried out in five rounds, the last of which still goes on."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

from flask import Flask

from amt24web.domain.papers.words import CaseResult
from amt24web.domain.people import Account
from amt24web.domain.testing import Recorded, Round, RoundKind
from amt24web.domain.vocabulary import Action, DocumentKind
from amt24web.storage import trial_travel
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases import exchange, papers
from amt24web.usecases.dossier import open_dossier
from tests.bench.filled import filled
from tests.bench.measuring import Row, inks, measured
from tests.harness.builders import a_person
from tests.harness.client import Visitor
from tests.harness.trials import a_case

CASES, ROUNDS = 400, 5
RESULTS = (*(CaseResult.PASSED,) * 8, CaseResult.FAILED, CaseResult.BLOCKED)
NAME = f"{CASES} Testfälle × {ROUNDS} Durchläufe"
ASIDE = "–"


def large_trial(who: Account) -> int:
    """Begin an Onlinedienst with such a test; returns its number."""
    number, now = filled(who), utc_now()
    with writing() as session:
        cases = [(a_case(n), who.id, now) for n in range(1, CASES + 1)]
        case_ids = trial_travel.keep_cases(session, number, cases)
        rounds = [(_round(n), who.id) for n in range(1, ROUNDS + 1)]
        round_ids = trial_travel.keep_rounds(session, number, rounds)
        results = [
            (_result(case_ids[case], round_ids[held], case + held), who.id)
            for held in range(1, ROUNDS + 1)
            for case in range(1, CASES + 1)
        ]
        trial_travel.keep_results(session, results)
    return number


def _round(number: int) -> Round:
    begun = utc_now() - timedelta(days=ROUNDS - number)
    return Round(
        id=0, number=number, kind=RoundKind.FULL, versions=(f"Formular Anmeldung v{number}",),
        environment="Stage", note="", begun_by="", begun_at=begun,
        ended_at=None if number == ROUNDS else begun,
    )  # fmt: skip


def _result(case_id: int, round_id: int, drawn: int) -> Recorded:
    result = RESULTS[drawn % len(RESULTS)]
    return Recorded(
        id=0, round_id=round_id, case_id=case_id, result=result, tester="Tom Tester",
        day=date(2026, 3, 1), on="Firefox", evidence_name="", evidence_sha256="", recorded_by="",
        observed="" if result is CaseResult.PASSED else "Das Feld fehlt.", recorded_at=utc_now(),
    )  # fmt: skip


def trial_rows(app: Flask) -> list[Row]:
    """What its pages, one more result, its report and taking it along cost."""
    who = a_person()
    visitor, number = Visitor(app, who), large_trial(who)
    base, token, sent = f"/onlinedienste/{number}/test", visitor.form_token, count(1)

    def page(path: str) -> Callable[[], None]:
        def ask() -> None:
            assert visitor.get(base + path).status_code == 200

        return ask

    def save() -> None:
        fields = {"result": "passed", "seite": f"s{next(sent)}", "folge": "1"}
        answer = visitor.post(f"{base}/durchlaeufe/{ROUNDS}/faelle/7", fields, token=token)
        assert answer.status_code == 303, answer.text

    def export() -> None:
        exchange.export_onlinedienst(who=who, onlinedienst_id=number)

    word, pdf, pages = _report(who, number)
    return [
        measured(f"{NAME}: Seite „Test“", ASIDE, ASIDE, page("")),
        measured(f"{NAME}: Durchlauf", ASIDE, ASIDE, page(f"/durchlaeufe/{ROUNDS}")),
        measured("ein Ergebnis speichern", ASIDE, ASIDE, save),
        measured("Angaben exportieren", ASIDE, ASIDE, export),
        Row("Testbericht dazu: DOCX, Umbruch bekannt", ASIDE, ASIDE, f"{word:.0f} ms"),
        Row(f"Testbericht dazu: PDF ({pages} Seiten)", ASIDE, "≤ 100 ms je Seite",
            f"{pdf / pages:.0f} ms je Seite"),
    ]  # fmt: skip


def _report(who: Account, number: int) -> tuple[float, float, int]:
    with reading() as session:
        dossier = open_dossier(session, who, number, Action.DOWNLOAD_DOCUMENTS, with_trial=True)
    return inks(papers.paper_of(dossier, DocumentKind.TESTING_REPORT))
