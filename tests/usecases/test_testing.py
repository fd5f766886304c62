"""The test of an Onlinedienst: cases taken over, carried out, defects, declarations."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from amt24web.domain.errors import InvalidInput, NotAllowed, NotFound
from amt24web.domain.papers.words import CaseResult, DefectState
from amt24web.domain.people import Account
from amt24web.domain.testing import RoundKind
from amt24web.domain.vocabulary import AccessRole
from amt24web.domain.wording import local_day
from amt24web.rules.declared_conditions import ConditionTyped
from amt24web.rules.evidence import Evidence
from amt24web.rules.submissions import VALUE, Submission
from amt24web.rules.test_edits import CaseTyped, DefectTyped, ResultTyped
from amt24web.rules.test_state import CaseState
from amt24web.storage.database import utc_now
from amt24web.usecases import case_editing, declaring, defects, test_plan, test_running
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.declaring import DeclaringPage
from amt24web.usecases.test_plan import CaseFilter, PlanPage
from amt24web.usecases.test_running import RoundPage
from tests.harness.builders import a_member, a_person, an_onlinedienst, the_real_catalogue

pytestmark = pytest.mark.usefixtures("app")
NEWEST = 2**31 - 1
PASSED = {"result": "passed"}
FAILED = {"result": "failed", "observed": "Das Feld fehlt."}
DECLARED = {"kind": "final_approval", "outcome": "given", "way": "konto"}


class Case:
    """An Onlinedienst that is built as a Blaupause, with its test."""

    def __init__(self) -> None:
        self.owner = a_person("Olga Owner")
        self.number = an_onlinedienst(self.owner, the_real_catalogue())
        self.sent = 0

    def say(self, question: str, *texts: str) -> None:
        record_answer(
            who=self.owner, onlinedienst_id=self.number, target=Target(question),
            submission=Submission({VALUE: list(texts)}, NEWEST), page_id="p", sequence=1,
        )  # fmt: skip

    def take_over(self) -> int:
        return test_plan.take_over(who=self.owner, onlinedienst_id=self.number)

    def plan(self, chosen: CaseFilter | None = None) -> PlanPage:
        return test_plan.view_plan(
            who=self.owner, onlinedienst_id=self.number, chosen=chosen or CaseFilter()
        )

    def one(self, rule: str) -> CaseState:
        return next(c for c in self.plan().cases if c.case.rule_id == rule)

    def begin(self, kind: RoundKind = RoundKind.FULL) -> int:
        return test_running.begin_round(who=self.owner, onlinedienst_id=self.number, kind=kind)

    def round(self, number: int, tester: str | None = "") -> RoundPage:
        return test_running.view_round(
            who=self.owner, onlinedienst_id=self.number, number=number, tester=tester
        )

    def keys(self, number: int) -> set[str]:
        return {c.key for c in self.round(number).cases}

    def end(self, number: int) -> None:
        test_running.end_round(who=self.owner, onlinedienst_id=self.number, number=number)

    def record(
        self,
        held: int,
        state: CaseState,
        said: Mapping[str, object],
        who: Account | None = None,
        page_id: str = "",
    ) -> str:
        self.sent += 1
        usual = {"result": "", "observed": "", "tester": "", "day": "", "on": ""}
        return test_running.record_result(
            who=who or self.owner,
            onlinedienst_id=self.number,
            number=held,
            case_number=state.case.number,
            typed=ResultTyped(**{**usual, **said}),
            page_id=page_id or f"seite{self.sent}",
            sequence=1,
        )

    def edit(self, state: CaseState, **said: object) -> None:
        text = state.text
        typed = {
            "title": text.title, "preconditions": "\n".join(text.preconditions),
            "steps": "\n".join(text.steps), "expected": text.expected, "data": text.data,
            "priority": "high", "perspective": "nutzende", "tester": "",
            "revision": state.case.revision,
        }  # fmt: skip
        case_editing.edit_case(
            who=self.owner, onlinedienst_id=self.number, number=state.case.number,
            typed=CaseTyped(**{**typed, **said}),
        )  # fmt: skip

    def declare(
        self, said: Mapping[str, str], evidence: Evidence | None = None, *,
        conditions: Sequence[ConditionTyped] = (), page_id: str = "",
    ) -> None:  # fmt: skip
        declaring.declare(
            who=self.owner, onlinedienst_id=self.number, typed=said, evidence=evidence,
            conditions=conditions, page_id=page_id,
        )  # fmt: skip

    def release(self) -> DeclaringPage:
        return declaring.view_release(who=self.owner, onlinedienst_id=self.number)


@pytest.fixture
def case(app) -> Case:
    return Case()


def test_cases_follow_from_the_answers_and_are_numbered_once(case: Case):
    assert case.plan().new > 0
    assert case.plan().cases == ()
    assert case.take_over() == case.plan().all_cases > 20
    assert case.take_over() == 0
    keys = [c.key for c in case.plan().cases]
    assert len(set(keys)) == len(keys)
    assert case.plan().cases[0].marks.is_stop
    assert not case.plan().has_news


def test_an_answer_brings_cases_and_taking_it_back_drops_them_without_their_numbers(case: Case):
    case.take_over()
    before = {c.key for c in case.plan().cases}
    case.say("upload", "ja")
    assert case.plan().new > 0
    case.take_over()
    upload = case.one("tf-upload-format")
    assert upload.key not in before
    case.say("upload", "nein")
    case.take_over()
    assert {c.key for c in case.plan().cases} == before
    assert upload.key in [c.key for c in case.plan().dropped_cases]
    case.say("upload", "ja")
    case.take_over()
    assert case.one("tf-upload-format").key == upload.key


def test_what_was_tested_is_to_be_reworked_when_its_answers_change(case: Case):
    case.say("upload", "ja")
    case.say("upload_formate", "pdf")
    case.take_over()
    held, state = case.begin(), case.one("tf-upload-format")
    case.record(held, state, PASSED)
    assert case.one("tf-upload-format").result is CaseResult.PASSED
    case.say("upload_formate", "pdf", "bild")
    changed = case.one("tf-upload-format")
    assert changed.is_to_rework
    assert changed.result is CaseResult.NOT_RUN
    others = [c for c in case.plan().cases if c.is_to_rework and c.key != changed.key]
    assert others == []
    case_editing.look_through(
        who=case.owner, onlinedienst_id=case.number, number=changed.case.number, is_renewed=False
    )
    assert case.one("tf-upload-format").result is CaseResult.PASSED


def test_a_case_to_be_reworked_says_which_answer_changed_which_words(case: Case):
    case.say("upload", "ja")
    case.say("upload_formate", "pdf")
    case.take_over()
    state = case.one("tf-upload-format")
    case.record(case.begin(), state, PASSED)
    case.say("upload_formate", "pdf", "bild")
    page = case_editing.view_case(
        who=case.owner, onlinedienst_id=case.number, number=state.case.number
    )
    assert [c.answer for c in page.causes] == ["PDF, JPG und PNG"]
    assert page.changes
    assert all(change.before != change.after for change in page.changes)
    assert "JPG" in "".join(c.after for c in page.changes)
    assert "JPG" not in "".join(c.before for c in page.changes)


def test_a_result_for_words_that_changed_meanwhile_is_not_taken_for_the_new_ones(case: Case):
    case.say("upload", "ja")
    case.say("upload_formate", "pdf")
    case.take_over()
    held, state = case.begin(), case.one("tf-upload-format")
    case.say("upload_formate", "pdf", "bild")
    with pytest.raises(InvalidInput, match="hat sich der Testfall geändert"):
        case.record(held, state, PASSED | {"shown": state.now.fingerprint})
    case.record(held, state, PASSED | {"shown": case.one("tf-upload-format").now.fingerprint})
    case.say("upload_formate", "pdf")
    case.record(held, case.one("tf-upload-format"), PASSED)
    assert case.one("tf-upload-format").is_to_rework, "nobody has looked at the new words yet"
    assert case.one("tf-upload-format").result is CaseResult.NOT_RUN


def test_derived_and_edited_words_are_kept_apart(case: Case):
    case.take_over()
    state = case.one("tf-geradeaus")
    case.edit(state, steps="Erster Schritt\nZweiter Schritt")
    edited = case.one("tf-geradeaus")
    assert edited.text.steps == ("Erster Schritt", "Zweiter Schritt")
    assert edited.case.text.steps == state.text.steps
    case.take_over()
    assert case.one("tf-geradeaus").text.steps == ("Erster Schritt", "Zweiter Schritt")
    case.edit(edited, steps="\n".join(state.text.steps))
    assert case.one("tf-geradeaus").case.edited is None


def test_two_people_who_edit_one_case_do_not_overwrite_each_other(case: Case):
    case.take_over()
    state = case.one("tf-geradeaus")
    case.edit(state, expected="Zuerst gespeichert")
    with pytest.raises(InvalidInput, match="inzwischen jemand anderes"):
        case.edit(state, expected="Zu spät")
    assert case.one("tf-geradeaus").text.expected == "Zuerst gespeichert"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"steps": "\n \n"}, "steps"),
        ({"expected": ""}, "expected"),
        ({"title": "n" * 301}, "title"),
        ({"steps": "\n".join("x" * 51)}, "steps"),
    ],
)
def test_a_case_that_nobody_could_carry_out_is_refused(
    case: Case, said: dict[str, object], field: str
):
    case.take_over()
    with pytest.raises(InvalidInput) as refusal:
        case.edit(case.one("tf-geradeaus"), **said)
    assert list(refusal.value.problems) == [field]


def test_an_own_case_gets_the_next_number_and_stays_when_answers_change(case: Case):
    case.take_over()
    highest = max(c.case.number for c in case.plan().cases)
    typed = CaseTyped("Zwei Kinder anmelden", "", "Anmelden", "Beide sind da", "", "low",
                      "nutzende", "", 0)  # fmt: skip
    number = case_editing.add_own_case(who=case.owner, onlinedienst_id=case.number, typed=typed)
    assert number == highest + 1
    case.say("upload", "ja")
    case.take_over()
    own = next(c for c in case.plan().cases if c.case.number == number)
    assert own.case.is_own
    assert own.text.title == "Zwei Kinder anmelden"


def test_a_result_sent_twice_is_one_result(case: Case):
    case.take_over()
    held, state = case.begin(), case.one("tf-geradeaus")
    assert case.record(held, state, FAILED | {"opens_defect": True, "weight": "hinders"},
                       page_id="s") == "F-001"  # fmt: skip
    assert case.record(held, state, FAILED | {"opens_defect": True, "weight": "hinders"},
                       page_id="s") == ""  # fmt: skip
    page = case_editing.view_case(
        who=case.owner, onlinedienst_id=case.number, number=state.case.number
    )
    assert len(page.history) == 1
    assert page.defects == (("F-001", "Das Feld fehlt."),)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "result"),
        ({"result": "erfunden"}, "result"),
        ({"result": "failed"}, "observed"),
        ({"result": "blocked", "observed": "  "}, "observed"),
        ({"result": "passed", "day": "übermorgen"}, "day"),
        ({"result": "passed", "day": "1.1.2099"}, "day"),
        ({"result": "passed", "day": "1.1.1900"}, "day"),
        (FAILED | {"opens_defect": True}, "weight"),
    ],
)
def test_a_result_nobody_could_use_is_refused_and_nothing_is_kept(
    case: Case, said: dict[str, object], field: str
):
    case.take_over()
    held, state = case.begin(), case.one("tf-geradeaus")
    with pytest.raises(InvalidInput) as refusal:
        case.record(held, state, said)
    assert list(refusal.value.problems) == [field]
    assert case.one("tf-geradeaus").last is None


def test_a_defect_is_mended_and_then_retested_by_its_case(case: Case):
    case.take_over()
    held, state = case.begin(), case.one("tf-geradeaus")
    case.record(held, state, FAILED | {"opens_defect": True, "weight": "prevents"})
    (line,) = defects.view_defects(who=case.owner, onlinedienst_id=case.number).defects
    mended = DefectTyped("Das Feld fehlt.", "prevents", "mended", "", "Herr Modell", "", "v1.1",
                         line.defect.revision)  # fmt: skip
    defects.change_defect(who=case.owner, onlinedienst_id=case.number, number=1, typed=mended)
    with pytest.raises(InvalidInput, match="inzwischen jemand anderes"):
        defects.change_defect(who=case.owner, onlinedienst_id=case.number, number=1, typed=mended)
    case.end(held)
    again = case.begin(RoundKind.RETEST)
    case.record(again, case.one("tf-geradeaus"), PASSED)
    (line,) = defects.view_defects(who=case.owner, onlinedienst_id=case.number).defects
    assert line.defect.state is DefectState.RETESTED


@pytest.mark.parametrize(
    ("state", "said", "field"),
    [
        ("accepted", {"workaround": ""}, "workaround"),
        ("mended", {"fixed_in": ""}, "fixed_in"),
        ("open", {"title": ""}, "title"),
        ("open", {"until": "bald"}, "until"),
        ("open", {"weight": ""}, "weight"),
    ],
)
def test_a_defect_says_what_its_state_needs(
    case: Case, state: str, said: dict[str, str], field: str
):
    usual = {
        "title": "Fehlt", "weight": "minor", "workaround": "", "responsible": "", "until": "",
        "fixed_in": "",
    }  # fmt: skip
    with pytest.raises(InvalidInput) as refusal:
        defects.report_defect(
            who=case.owner, onlinedienst_id=case.number,
            typed=DefectTyped(**{**usual, **said}, state=state),
        )  # fmt: skip
    assert list(refusal.value.problems) == [field]


def test_one_round_goes_on_at_a_time_and_takes_no_results_when_it_is_over(case: Case):
    with pytest.raises(InvalidInput, match="noch keine Testfälle"):
        case.begin()
    case.take_over()
    held, state = case.begin(), case.one("tf-geradeaus")
    with pytest.raises(InvalidInput, match="noch nicht beendet"):
        case.begin()
    case.end(held)
    with pytest.raises(InvalidInput, match="ist beendet"):
        case.record(held, state, PASSED)
    assert case.begin(RoundKind.CORE) == 2
    page = test_running.view_round(who=case.owner, onlinedienst_id=case.number, number=2)
    assert 0 < page.all_cases < case.plan().all_cases


def test_a_retest_is_about_what_is_left(case: Case):
    case.take_over()
    held, state = case.begin(), case.one("tf-geradeaus")
    case.record(held, state, PASSED)
    case.end(held)
    again = case.begin(RoundKind.RETEST)
    page = test_running.view_round(who=case.owner, onlinedienst_id=case.number, number=again)
    assert state.key not in [c.key for c in page.cases]
    assert page.all_cases == case.plan().all_cases - 1


def test_a_retest_that_is_over_stays_as_it_was_whatever_comes_later(case: Case):
    case.take_over()
    first, other = case.one("tf-geradeaus"), case.one("tf-eingang-behoerde")
    held = case.begin(RoundKind.RETEST)
    case.record(held, first, PASSED)
    case.record(held, other, FAILED)
    case.end(held)
    later = case.begin(RoundKind.RETEST)
    case.record(later, case.one("tf-eingang-behoerde"), PASSED)
    page = test_running.view_round(who=case.owner, onlinedienst_id=case.number, number=held)
    assert {c.key: c.result for c in page.cases} == {
        first.key: CaseResult.PASSED,
        other.key: CaseResult.FAILED,
    }


def test_a_full_round_that_is_over_keeps_the_cases_it_had(case: Case):
    case.say("upload", "ja")
    case.take_over()
    first = case.begin()
    had = case.keys(first)
    case.end(first)
    own = CaseTyped("Später", "", "Anmelden", "Da", "", "low", "nutzende", "", 0)
    case_editing.add_own_case(who=case.owner, onlinedienst_id=case.number, typed=own)
    case.say("upload", "nein")
    case.take_over()
    assert case.keys(first) == had
    test_running.end_round(who=case.owner, onlinedienst_id=case.number, number=first, is_over=False)
    assert case.keys(first) == {c.key for c in case.plan().cases} != had


def test_an_older_round_that_is_taken_up_again_is_the_one_that_goes_on(case: Case):
    case.take_over()
    first = case.begin()
    case.end(first)
    second = case.begin()
    case.end(second)
    test_running.end_round(who=case.owner, onlinedienst_id=case.number, number=first, is_over=False)
    assert case.plan().current_round.number == first
    with pytest.raises(InvalidInput, match=f"Durchlauf {first} "):
        case.begin()
    with pytest.raises(InvalidInput, match=f"Durchlauf {first} "):
        test_running.end_round(
            who=case.owner, onlinedienst_id=case.number, number=second, is_over=False
        )


def test_what_is_to_be_reworked_is_come_to_in_this_round_and_the_next(case: Case):
    case.say("upload", "ja")
    case.say("upload_formate", "pdf")
    case.take_over()
    first, tested = case.begin(), case.one("tf-upload-format")
    number = tested.case.number
    for state in case.plan().cases:
        case.record(first, state, PASSED)
    assert case.round(first).next_after(0) is None
    case.say("upload_formate", "pdf", "bild")
    assert case.round(first).next_after(0).case.number == number
    case.end(first)
    later = case.round(case.begin()).case(number)
    assert later.is_to_rework
    assert later.text == case.one("tf-upload-format").text


@pytest.mark.parametrize(("days", "said"), [(-1, "erst am"), (1, "Zukunft")])
def test_a_result_of_a_day_on_which_no_round_went_on_is_refused(case: Case, days: int, said: str):
    case.take_over()
    held, state = case.begin(), case.one("tf-geradeaus")
    day = local_day(utc_now()) + timedelta(days=days)
    with pytest.raises(InvalidInput) as refusal:
        case.record(held, state, PASSED | {"day": day.strftime("%d.%m.%Y")})
    assert said in refusal.value.problems["day"]


def test_before_the_first_result_the_criteria_say_so(case: Case):
    case.take_over()
    page = case.plan()
    assert {c.actual for c in (*page.end, *page.approval)} == {"noch kein Ergebnis"}
    case.record(case.begin(), case.one("tf-geradeaus"), PASSED)
    page = case.plan()
    assert "noch kein Ergebnis" not in {c.actual for c in (*page.end, *page.approval)}


def test_who_has_cases_sees_their_own_first_and_a_name_within_a_name_is_somebody_else(case: Case):
    case.take_over()
    first, second = case.plan().cases[:2]
    tester, other = (
        a_member(case.number, AccessRole.READER, a_person(name))
        for name in ("Olga Tester", "Olga Testerin")
    )
    case.edit(first, tester=f"m{tester.id}")
    case.edit(second, tester=f"m{other.id}")
    held = case.begin()
    page = test_running.view_round(
        who=tester, onlinedienst_id=case.number, number=held, tester=None
    )
    assert page.is_own
    assert [c.key for c in page.cases] == [first.key]
    assert page.case(second.case.number)
    assert len(case.round(held).cases) == len(page.every)
    assert [c.key for c in case.plan(CaseFilter(tester="Olga Tester")).cases] == [first.key]
    assert not case.round(held, None).is_own, "who has no case sees all"


def test_what_speaks_against_a_release_is_said_and_locks_nothing(case: Case):
    case.take_over()
    held, state = case.begin(), case.one("tf-geradeaus")
    case.record(held, state, FAILED | {"opens_defect": True, "weight": "prevents"})
    assert any("betriebsverhindernde" in warning for warning in case.release().warnings)
    case.declare(DECLARED)
    (line,) = case.release().declarations
    assert line.declared.name == "Olga Owner"
    assert not line.is_outdated


def test_a_declaration_is_outdated_when_what_it_rests_on_changes(case: Case):
    case.take_over()
    held, state = case.begin(), case.one("tf-geradeaus")
    case.record(held, state, PASSED)
    case.declare(DECLARED)
    assert not case.release().declarations[0].is_outdated
    case.record(held, case.one("tf-geradeaus"), FAILED)
    assert case.release().declarations[0].is_outdated


def test_a_declaration_by_mail_of_somebody_without_account_comes_with_its_mail(case: Case):
    told = DECLARED | {"way": "mail", "name": "Eva Leitung", "function": "SMK", "day": "1.3.2026"}
    with pytest.raises(InvalidInput) as refusal:
        case.declare(told)
    assert list(refusal.value.problems) == ["evidence"]
    case.declare(told, Evidence("freigabe.eml", b"From: eva"))
    (line,) = case.release().declarations
    produced = declaring.fetch_evidence(
        who=case.owner, onlinedienst_id=case.number, declaration_id=line.declared.id
    )
    assert produced.content == b"From: eva"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "live_acceptance"}, "kind"),
        ({"outcome": "vielleicht"}, "outcome"),
        ({"outcome": "refused"}, "words"),
        ({"outcome": "on_condition", "words": "mit Worten"}, "a1-text"),
        ({"way": ""}, "way"),
        ({"name": "Jemand anders"}, "way"),
    ],
)
def test_a_declaration_that_cannot_be_read_is_refused(case: Case, said: dict[str, str], field: str):
    with pytest.raises(InvalidInput) as refusal:
        case.declare(DECLARED | said)
    assert field in refusal.value.problems
    assert case.release().declarations == ()


CONDITION = ConditionTyped("Hinweistext ergänzen", "Frau Muster", "1.9.2026")


def test_the_conditions_of_a_declaration_are_kept_apart_from_its_words(case: Case):
    case.declare(DECLARED | {"outcome": "on_condition"}, conditions=[CONDITION, ConditionTyped()])
    (line,) = case.release().declarations
    (kept,) = line.declared.conditions
    assert (kept.text, kept.who, kept.until.isoformat()) == (
        "Hinweistext ergänzen", "Frau Muster", "2026-09-01",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "typed", "field"),
    [
        ("on_condition", ConditionTyped("Etwas", "", "1.9.2026"), "a1-who"),
        ("on_condition", ConditionTyped("Etwas", "Wer", "bald"), "a1-until"),
        ("on_condition", ConditionTyped("Etwas", "Wer", ""), "a1-until"),
        ("given", CONDITION, "a1-text"),
    ],
)
def test_a_condition_nobody_could_meet_is_refused_at_its_field(
    case: Case, outcome: str, typed: ConditionTyped, field: str
):
    with pytest.raises(InvalidInput) as refusal:
        case.declare(DECLARED | {"outcome": outcome}, conditions=[typed])
    assert list(refusal.value.problems) == [field]
    assert case.release().declarations == ()


def test_a_declaration_sent_twice_is_one_and_another_one_from_the_same_page_is_another(case: Case):
    for words in ("", "", "Nachtrag"):
        case.declare(DECLARED | {"words": words}, page_id="seite")
    assert [line.declared.words for line in case.release().declarations] == ["Nachtrag", ""]


def test_an_own_case_sent_twice_is_one_case(case: Case):
    typed = CaseTyped("Kopie", "", "Anmelden", "Da", "", "low", "nutzende", "", 0)
    where = {"who": case.owner, "onlinedienst_id": case.number, "page_id": "seite"}
    first = case_editing.add_own_case(**where, typed=typed)
    assert case_editing.add_own_case(**where, typed=typed) == first
    assert case_editing.add_own_case(**where, typed=replace(typed, title="Zwei")) == first + 1


def test_a_defect_sent_twice_is_one_defect(case: Case):
    typed = DefectTyped("Falsche Farbe", "minor", "open", "", "", "", "")
    where = {"who": case.owner, "onlinedienst_id": case.number}
    first = defects.report_defect(**where, typed=typed, page_id="seite")
    assert defects.report_defect(**where, typed=typed, page_id="seite") == first
    assert defects.report_defect(**where, typed=typed, page_id="andere") != first


def test_a_withdrawn_declaration_stays_to_be_read(case: Case):
    case.declare(DECLARED)
    (line,) = case.release().declarations
    where = {"who": case.owner, "onlinedienst_id": case.number}
    declaring.withdraw(**where, declaration_id=line.declared.id, reason="Falsche Version")
    (line,) = case.release().declarations
    assert line.declared.withdrawn_reason == "Falsche Version"
    with pytest.raises(InvalidInput, match="schon zurückgezogen"):
        declaring.withdraw(**where, declaration_id=line.declared.id, reason="Noch einmal")


def test_testers_record_results_and_only_owners_declare(case: Case):
    case.take_over()
    held, state = case.begin(), case.one("tf-geradeaus")
    tester = a_member(case.number, AccessRole.READER)
    case.record(held, state, PASSED, who=tester)
    assert case.one("tf-geradeaus").last.tester == tester.name
    with pytest.raises(NotAllowed):
        case_editing.drop_case(who=tester, onlinedienst_id=case.number, number=1, is_dropped=True)
    helper = a_member(case.number, AccessRole.CONTRIBUTOR)
    with pytest.raises(NotAllowed):
        declaring.declare(who=helper, onlinedienst_id=case.number, typed=DECLARED)


def test_what_does_not_exist_is_not_found(case: Case):
    where = {"who": case.owner, "onlinedienst_id": case.number}
    with pytest.raises(NotFound):
        case_editing.view_case(**where, number=999)
    with pytest.raises(NotFound):
        test_running.view_round(**where, number=1)
    with pytest.raises(NotFound):
        test_running.fetch_evidence(**where, result_id=1)
    with pytest.raises(NotFound):
        declaring.fetch_evidence(**where, declaration_id=1)
