"""The test of an Onlinedienst leaves with its facts and is the same where it arrives."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amt24web.artefacts.exchange_file import read_exchange_file, write_exchange_file
from amt24web.domain.errors import InvalidInput
from amt24web.domain.people import Account
from amt24web.domain.testing import PlannedCase, RoundKind, TrialRecords
from amt24web.domain.vocabulary import AccessRole, Action
from amt24web.rules.evidence import Evidence
from amt24web.rules.submissions import VALUE, Submission
from amt24web.rules.test_edits import CaseTyped, DefectTyped, ResultTyped
from amt24web.storage.database import reading
from amt24web.usecases import (
    case_editing,
    declaring,
    defects,
    demo,
    exchange,
    test_plan,
    test_running,
)
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.dossier import open_dossier
from amt24web.usecases.test_plan import CaseFilter, PlanPage
from amt24web.usecases.upkeep import check_integrity
from tests.harness.app import make_app
from tests.harness.builders import (
    a_member,
    a_person,
    a_working_catalogue,
    an_onlinedienst,
    the_real_catalogue,
)
from tests.harness.random_trials import a_said_trial, random_trials

pytestmark = pytest.mark.usefixtures("app")
NEWEST = 2**31 - 1
PASSED = {"result": "passed", "on": "Firefox"}
FAILED = {
    "result": "failed", "observed": "Das Feld fehlt.", "opens_defect": True, "weight": "hinders",
}  # fmt: skip


class Story:
    """An Onlinedienst whose test has something of everything; ``owner`` runs it."""

    def __init__(self, owner: Account, number: int) -> None:
        self.owner, self.number = owner, number
        self.here: dict[str, Any] = {"who": owner, "onlinedienst_id": number}

    def tell(self) -> "Story":
        test_plan.take_over(**self.here)
        self.say("upload", "ja")
        test_plan.take_over(**self.here)
        self.say("upload", "nein")
        test_plan.take_over(**self.here)
        first, second, third = (case.case for case in self.plan().cases[:3])
        self.edit(first, "Ganz anders anmelden")
        number = self.add("Selbst ausgedacht")
        case_editing.drop_case(**self.here, number=number, is_dropped=True)
        test_running.begin_round(**self.here, kind=RoundKind.FULL, note="Erster Versuch")
        self.record(1, first, PASSED, Evidence("bild.png", b"\x89PNG\r\n\x1a\nx"))
        self.record(1, second, FAILED)
        test_running.end_round(**self.here, number=1)
        self.mend()
        test_running.begin_round(**self.here, kind=RoundKind.RETEST)
        self.record(2, second, PASSED)
        self.record(2, third, {"result": "blocked", "observed": "Kein Konto."})
        self.declare()
        return self

    def say(self, question: str, text: str) -> None:
        record_answer(
            **self.here, target=Target(question), submission=Submission({VALUE: [text]}, NEWEST),
            page_id="p", sequence=1,
        )  # fmt: skip

    def plan(self) -> PlanPage:
        return test_plan.view_plan(**self.here, chosen=CaseFilter())

    def typed(self, title: str, revision: int = 0) -> CaseTyped:
        return CaseTyped(title, "Ein Konto", "Öffnen\nAbsenden", "Geht.", "", "high", "nutzende",
                         "", revision)  # fmt: skip

    def edit(self, case: PlannedCase, title: str) -> None:
        typed = self.typed(title, case.revision)
        case_editing.edit_case(**self.here, number=case.number, typed=typed)

    def add(self, title: str) -> int:
        return case_editing.add_own_case(**self.here, typed=self.typed(title))

    def record(
        self, held: int, case: PlannedCase, said: dict[str, Any], file: Evidence | None = None
    ) -> None:
        usual = {"result": "", "observed": "", "tester": "Tom Tester", "day": "", "on": ""}
        test_running.record_result(
            **self.here, number=held, case_number=case.number, evidence=file,
            typed=ResultTyped(**{**usual, **said}), page_id=f"s{held}-{case.number}", sequence=1,
        )  # fmt: skip

    def mend(self) -> None:
        (found,) = [d for d in self.trial.defects if "Feld" in d.title]
        typed = DefectTyped(found.title, "hinders", "mended", "", "Firma", "1.5.2026",
                            "1.1", found.revision)  # fmt: skip
        defects.change_defect(**self.here, number=found.number, typed=typed)

    def declare(self) -> None:
        told = {"kind": "final_approval", "outcome": "given", "way": "konto"}
        by_mail = {"way": "mail", "name": "Eva Leitung", "function": "SMK", "day": "1.3.2026"}
        declaring.declare(**self.here, typed=told)
        (first,) = self.trial.declarations
        declaring.withdraw(**self.here, declaration_id=first.id, reason="Falsche Version")
        mail = Evidence("freigabe.eml", b"From: eva")
        declaring.declare(**self.here, typed=told | by_mail, evidence=mail)

    @property
    def trial(self) -> TrialRecords:
        with reading() as session:
            dossier = open_dossier(session, self.owner, self.number, Action.VIEW, with_trial=True)
        return dossier.trial_records

    def export(self) -> bytes:
        return exchange.export_onlinedienst(**self.here).content

    @property
    def part(self) -> Any:
        return read_exchange_file(self.export()).parts.get("trial")


def a_story() -> Story:
    owner = a_person("Olga Owner", function="Referat 21")
    return Story(owner, an_onlinedienst(owner, the_real_catalogue())).tell()


def arrived(content: bytes) -> Story:
    guest = a_person("Gast")
    return Story(guest, exchange.take_over(who=guest, content=content).onlinedienst_id)


def test_a_test_with_everything_is_the_same_in_a_second_instance():
    story = a_story()
    content = story.export()
    groups = {name: len(said) for name, said in story.part.items()}
    assert groups["cases"] > 20
    assert (groups["rounds"], groups["results"], groups["declarations"]) == (2, 4, 2)
    with make_app().app_context():
        assert arrived(content).export() == content
        assert check_integrity() == []


def test_the_pilot_of_the_demo_travels_with_its_test():
    demo.build_demo(catalogue=the_real_catalogue(), password="demo-passwort-24")
    pilot = Story(exchange.account_for(email="eigner@example.org"), 1).tell()
    content = pilot.export()
    with make_app().app_context():
        assert arrived(content).export() == content


def test_people_and_times_come_along_and_files_stay():
    story = a_story()
    there = arrived(story.export()).trial
    here = story.trial
    assert [r.begun_by for r in there.rounds] == ["Olga Owner", "Olga Owner"]
    assert [r.ended_at for r in there.rounds] == [r.ended_at for r in here.rounds]
    assert [r.recorded_at for r in there.results] == [r.recorded_at for r in here.results]
    assert there.results[0].evidence_name == here.results[0].evidence_name == "bild.png"
    assert here.results[0].evidence_sha256
    assert not there.results[0].evidence_sha256
    assert [d.is_withdrawn for d in there.declarations] == [True, False]
    assert [d.evidence_sha256 for d in there.declarations] == ["", ""]
    assert [d.basis for d in there.declarations] == [d.basis for d in here.declarations]


def test_nothing_is_numbered_anew_or_doubled_where_it_arrives():
    story = a_story()
    other = arrived(story.export())
    keys = [(c.key, c.text, c.result) for c in story.plan().cases]
    assert [(c.key, c.text, c.result) for c in other.plan().cases] == keys
    assert not other.plan().has_news
    assert test_plan.take_over(**other.here) == 0
    other.say("upload", "ja")
    assert (other.plan().new, other.plan().returned) == (0, len(story.plan().dropped_cases) - 1)
    test_plan.take_over(**other.here)
    numbers = [case.number for case in other.trial.cases]
    assert numbers == [case.number for case in story.trial.cases]
    assert other.add("Noch einer") == max(numbers) + 1


def test_what_is_to_be_reworked_waits_where_it_arrives_too():
    owner = a_person()
    story = Story(owner, an_onlinedienst(owner, the_real_catalogue()))
    story.say("upload", "ja")
    story.say("upload_formate", "pdf")
    test_plan.take_over(**story.here)
    test_running.begin_round(**story.here, kind=RoundKind.FULL)
    upload = next(c for c in story.plan().cases if c.case.rule_id == "tf-upload-format")
    story.record(1, upload.case, PASSED)
    story.say("upload_formate", "bild")
    other = arrived(story.export())
    assert [c.key for c in other.plan().cases if c.is_to_rework] == [upload.key]
    assert check_integrity() == []


def test_an_onlinedienst_without_test_has_no_such_part_and_arrives_without():
    owner = a_person()
    story = Story(owner, an_onlinedienst(owner, a_working_catalogue()))
    assert story.part is None
    other = arrived(story.export())
    assert other.trial == TrialRecords()
    assert other.export() == story.export()


def test_no_account_and_no_file_is_in_the_part():
    story = a_story()
    a_member(story.number, AccessRole.CONTRIBUTOR, a_person("Kim", email="kim@geheim.example"))
    text = json.dumps(story.part)
    for word in ("@", "password", "user_id", "_by_id", "page_id", "sequence", "sha256", "token"):
        assert word not in text, word
    assert {"name": "Olga Owner", "function": "Referat 21"} in [
        one["author"] for group in story.part.values() for one in group
    ]


def forged(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The facts of a small Onlinedienst with a test in which something is changed."""
    owner = a_person()
    content = Story(owner, an_onlinedienst(owner, a_working_catalogue())).export()
    said = read_exchange_file(content)
    trial = a_said_trial()
    trial["cases"][1].pop("tester_uid")
    parts = {**said.parts, "trial": trial}
    change(parts)
    return write_exchange_file(replace(said, parts=parts))


BAD: dict[str, Callable[[dict[str, Any]], object]] = {
    "a double number": lambda p: p["trial"]["cases"].append(p["trial"]["cases"][0]),
    "no such case": lambda p: p["trial"]["results"][0].update(case=99),
    "somebody unknown": lambda p: p["trial"]["cases"][0].update(tester_uid="m9"),
    "a control character": lambda p: p["trial"]["defects"][0].update(title="\x1b[2J"),
    "a wrong type": lambda p: p["trial"].update(results="alle"),
    "no object": lambda p: p.update(trial=[1]),
    "a huge list": lambda p: p["trial"].update(results=p["trial"]["results"] * 50_001),
    "a key nobody knows": lambda p: p["trial"].update(konten=[]),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_test_is_refused_in_one_sentence_and_nothing_is_kept(what: str):
    content = forged(BAD[what])
    guest = a_person()
    with pytest.raises(InvalidInput) as refused:
        exchange.take_over(who=guest, content=content)
    assert refused.value.message.endswith((".", ")."))
    with reading() as session:
        assert exchange.onlinedienste.list_ids(session) == [1]


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(random_trials())
def test_in_and_out_are_the_same_test_whatever_it_says(said: dict[str, Any]):
    content = forged(lambda parts: parts.update(trial=said))
    first = arrived(content)
    assert (first.part or {}) == said
    assert arrived(first.export()).export() == first.export()


JUNK = (None, True, -1, 1.5, 2**40, "", "ja", "2026-01-01", [], ["a"], {}, {"a": 1})


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000), st.sampled_from(JUNK))
def test_whatever_stands_somewhere_the_pages_open_or_it_is_refused(where: int, junk: Any):
    def change(parts: dict[str, Any]) -> None:
        groups = parts["trial"].values()
        places = [(one, name) for group in groups for one in group for name in one]
        places += [(case["marks"], n) for case in parts["trial"]["cases"] for n in case["marks"]]
        inside, name = places[where % len(places)]
        inside[name] = junk

    try:
        story = arrived(forged(change))
    except InvalidInput:
        return
    assert story.plan().cases
    assert test_running.view_round(**story.here, number=story.trial.rounds[0].number)
