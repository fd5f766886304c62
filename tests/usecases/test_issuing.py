"""Issuing: facts are frozen, approved, withdrawn; what was handed out never changes."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from amt24web.documents.comparison import ChangeKind
from amt24web.domain.errors import (
    FileDamaged,
    InvalidInput,
    NotAllowed,
    NotFound,
    RenderingFailed,
)
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import (
    AccessRole,
    DocumentFormat,
    DocumentKind,
    DocumentState,
    SignOffWay,
)
from amt24web.domain.wording import local_day
from amt24web.rules.evidence import Evidence
from amt24web.rules.submissions import VALUE, Submission
from amt24web.storage import issued_documents
from amt24web.storage.database import utc_now, writing
from amt24web.storage.renditions import StoredFile
from amt24web.usecases import house_styles, issuing, rendering
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.drawing import draw_waiting
from amt24web.usecases.issued_papers import (
    DocumentsPage,
    PaperLine,
    VersionPage,
    fetch,
    fetch_evidence,
    view_documents,
    view_version,
)
from amt24web.usecases.upkeep import check_integrity
from tests.documents.files import words_of_pdf
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_working_catalogue,
    an_onlinedienst,
)

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(a_question("eins", "langtext"), a_question("zwei"))
BOGEN = DocumentKind.CLARIFICATION
NEWEST = 2**31 - 1
BY_MAIL = {"way": "mail", "name": "Eva Leitung", "function": "Referat 21", "day": "01.03.2026"}
OWN = {"way": "konto"}
A_MAIL = Evidence("Freigabe.eml", b"From: eva")


class Case:
    """An Onlinedienst with an answer, and its owner."""

    def __init__(self) -> None:
        self.owner = a_person("Olga Owner")
        self.number = an_onlinedienst(self.owner, CATALOGUE)
        self.say("eins", "Erster Stand")

    def say(self, question: str, text: str) -> None:
        record_answer(
            who=self.owner, onlinedienst_id=self.number, target=Target(question),
            submission=Submission({VALUE: [text]}, NEWEST), page_id="p", sequence=1,
        )  # fmt: skip

    def issue(self, who: Account | None = None, note: str = "") -> int:
        return issuing.issue(
            who=who or self.owner, onlinedienst_id=self.number, kind=BOGEN, note=note
        )

    def approve(self, issued_id: int, typed: dict[str, str], file: Evidence | None = None) -> None:
        issuing.approve(
            who=self.owner, onlinedienst_id=self.number, issued_id=issued_id, typed=typed,
            evidence=file,
        )  # fmt: skip

    def withdraw(self, issued_id: int, reason: str = "Falscher Anhang") -> None:
        issuing.withdraw(
            who=self.owner, onlinedienst_id=self.number, issued_id=issued_id, reason=reason
        )

    def page(self, who: Account | None = None) -> DocumentsPage:
        return view_documents(who=who or self.owner, onlinedienst_id=self.number)

    def version(self, issued_id: int) -> VersionPage:
        return view_version(who=self.owner, onlinedienst_id=self.number, issued_id=issued_id)

    def restyle(self) -> None:
        number = house_styles.upload_house_style(
            who=self.owner, onlinedienst_id=self.number,
            typed={"name": "Muster", "accent": "#7a1f3d"},
        )  # fmt: skip
        self.choose(number)

    def choose(self, version_id: int) -> None:
        house_styles.choose_house_style(
            who=self.owner, onlinedienst_id=self.number, version_id=version_id
        )

    def bogen(self) -> PaperLine:
        return next(paper for paper in self.page().papers if paper.kind is BOGEN)

    def file(self, issued_id: int, state: DocumentState, ink: DocumentFormat) -> bytes:
        return fetch(
            who=self.owner, onlinedienst_id=self.number, issued_id=issued_id, state=state,
            file_format=ink,
        ).content  # fmt: skip

    def pdf(self, issued_id: int, state: DocumentState = DocumentState.FOR_APPROVAL) -> bytes:
        return self.file(issued_id, state, DocumentFormat.PDF)


@pytest.fixture
def case(app) -> Case:
    return Case()


def test_what_was_issued_stays_as_it_was_while_the_facts_move_on(case: Case):
    first = case.issue(note="für den Auftakt")
    before = case.pdf(first)
    case.say("eins", "Zweiter Stand")
    assert case.pdf(first) == before
    assert "Erster Stand" in words_of_pdf(before)
    second = case.issue()
    assert "Zweiter Stand" in words_of_pdf(case.pdf(second))
    assert [(v.issued.version, v.issued.note) for v in case.bogen().versions] == [
        (2, ""),
        (1, "für den Auftakt"),
    ]


def test_the_list_says_how_much_has_changed_since_the_newest_version(case: Case):
    assert case.bogen().changed is None
    issued = case.issue()
    assert case.bogen().changed == 0
    case.say("eins", "Zweiter Stand")
    case.say("zwei", "neu dazu")
    page = view_version(who=case.owner, onlinedienst_id=case.number, issued_id=issued)
    assert case.bogen().changed == page.changed
    said = [(c.kind, c.before, c.after) for s in page.sections for c in s.changes]
    assert (ChangeKind.CHANGED, "Erster Stand", "Zweiter Stand") in said


def test_two_versions_are_compared_from_the_older_to_the_newer(case: Case):
    first = case.issue()
    case.say("eins", "Zweiter Stand")
    second = case.issue()
    case.say("eins", "Dritter Stand")
    both = [
        view_version(who=case.owner, onlinedienst_id=case.number, issued_id=a, against_id=b)
        for a, b in ((first, second), (second, first))
    ]
    assert both[0].sections == both[1].sections
    (change,) = (c for s in both[0].sections for c in s.changes if c.kind is ChangeKind.CHANGED)
    assert (change.before, change.after) == ("Erster Stand", "Zweiter Stand")


def test_issuing_again_without_any_change_is_refused(case: Case):
    case.issue()
    with pytest.raises(InvalidInput, match="nichts geändert"):
        case.issue()
    assert len(case.bogen().versions) == 1


def test_another_house_style_alone_is_reason_enough_for_a_new_version(case: Case):
    first = case.issue()
    before = case.pdf(first)
    case.restyle()
    assert case.bogen().has_news
    second = case.issue()
    assert not case.bogen().has_news
    assert case.pdf(second) != before
    assert case.pdf(first) == before
    case.choose(house_styles.OURS)
    assert case.bogen().is_restyled


@pytest.fixture
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is ready in no time: the worker draws them all."""
    monkeypatch.setattr(rendering, "SOON_SECONDS", 0.0)


@pytest.mark.usefixtures("_hurried")
def test_files_a_request_has_no_time_for_come_later_and_say_what_was_frozen(case: Case):
    issued = case.issue()
    assert case.version(issued).is_waiting
    case.say("eins", "Zweiter Stand")
    with pytest.raises(NotFound):
        case.pdf(issued)
    draw_waiting()
    assert not case.version(issued).is_waiting
    assert "Erster Stand" in words_of_pdf(case.pdf(issued))
    assert check_integrity() == []


@pytest.mark.usefixtures("_hurried")
def test_a_version_may_be_approved_before_its_files_are_there(case: Case):
    issued = case.issue()
    case.approve(issued, BY_MAIL, A_MAIL)
    draw_waiting()
    for state in (DocumentState.FOR_APPROVAL, DocumentState.APPROVED):
        assert case.pdf(issued, state).startswith(b"%PDF")
    assert "Eva Leitung" in words_of_pdf(case.pdf(issued, DocumentState.APPROVED))


@pytest.mark.usefixtures("_hurried")
def test_what_could_not_be_drawn_is_said_and_can_be_tried_anew(
    case: Case, monkeypatch: pytest.MonkeyPatch
):
    issued = case.issue()
    case.approve(issued, BY_MAIL, A_MAIL)

    def broken(*_: object, **__: object) -> object:
        raise RenderingFailed("Es scheitert bei „A1“.")

    with monkeypatch.context() as patched:
        patched.setattr(rendering, "draw", broken)
        while draw_waiting():
            pass
    assert case.version(issued).trouble == "Es scheitert bei „A1“."
    issuing.order_again(who=case.owner, onlinedienst_id=case.number, issued_id=issued)
    assert case.version(issued).is_waiting
    draw_waiting()
    assert "Eva Leitung" in words_of_pdf(case.pdf(issued, DocumentState.APPROVED))
    assert case.version(issued).trouble == ""


@pytest.mark.usefixtures("_hurried")
def test_two_versions_that_wait_for_the_same_drawing_both_get_it(case: Case):
    twin = Case()
    first, second = case.issue(), twin.issue()
    pdf = (DocumentState.FOR_APPROVAL, DocumentFormat.PDF)
    shared = {DocumentFormat.PDF: case.version(first).line.issued.ordered[pdf]}
    with writing() as session:
        issued_documents.order_anew(session, second, DocumentState.FOR_APPROVAL, shared)
    draw_waiting()
    assert case.pdf(first) == twin.pdf(second)


def test_approval_by_somebody_without_account_stands_on_the_paper_with_its_proof(case: Case):
    issued = case.issue()
    waiting = case.pdf(issued)
    case.approve(issued, BY_MAIL, Evidence("C:\\Post\\Freigabe <1>.eml", b"From: eva"))
    (line,) = case.bogen().versions
    assert line.issued.state is DocumentState.APPROVED
    assert (line.issued.approved_by, line.issued.approved_way) == ("Eva Leitung", SignOffWay.MAIL)
    paper = words_of_pdf(case.pdf(issued, DocumentState.APPROVED))
    assert "Eva Leitung, Referat 21, 01.03.2026, per E-Mail, festgehalten von Olga Owner" in paper
    assert case.pdf(issued) == waiting
    proof = fetch_evidence(who=case.owner, onlinedienst_id=case.number, issued_id=issued)
    assert (proof.file_name, proof.content) == ("Freigabe -1-.eml", b"From: eva")


def test_in_the_own_account_one_approves_in_the_own_name_today(case: Case):
    issued = case.issue()
    case.approve(issued, OWN)
    (line,) = case.bogen().versions
    assert line.issued.approved_by == "Olga Owner"
    assert line.issued.approved_on == local_day(utc_now())


def test_in_the_own_account_nobody_approves_for_somebody_else(case: Case):
    issued = case.issue()
    with pytest.raises(InvalidInput) as refusal:
        case.approve(issued, OWN | {"name": "Jemand anders"})
    assert list(refusal.value.problems) == ["way"]
    assert case.version(issued).line.issued.approved_on is None


def test_an_occasion_too_long_to_keep_is_not_cut_in_silence(case: Case):
    with pytest.raises(InvalidInput):
        case.issue(note="n" * (issuing.LONGEST_NOTE + 1))
    assert case.bogen().versions == ()


def test_both_renditions_carry_the_same_identity(case: Case):
    issued = case.issue()
    case.approve(issued, OWN)
    identity = case.bogen().versions[0].identity
    for state in (DocumentState.FOR_APPROVAL, DocumentState.APPROVED):
        assert f"Inhaltskennung {identity}" in words_of_pdf(case.pdf(issued, state))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({**BY_MAIL, "name": " "}, "name"),
        ({**BY_MAIL, "day": "31.02.2026"}, "day"),
        ({**BY_MAIL, "day": ""}, "day"),
        ({**BY_MAIL, "way": "telepathie"}, "way"),
        ({}, "way"),
    ],
)
def test_an_approval_that_cannot_be_read_changes_nothing(
    case: Case, typed: dict[str, str], field: str
):
    issued = case.issue()
    with pytest.raises(InvalidInput) as refusal:
        case.approve(issued, typed)
    assert field in refusal.value.problems
    assert case.bogen().versions[0].issued.state is DocumentState.FOR_APPROVAL


def test_nobody_approves_on_a_day_to_come(case: Case):
    issued = case.issue()
    tomorrow = f"{utc_now() + timedelta(days=2):%d.%m.%Y}"
    with pytest.raises(InvalidInput) as refusal:
        case.approve(issued, {**BY_MAIL, "day": tomorrow})
    assert refusal.value.problems["day"] == "Dieser Tag liegt in der Zukunft."


def test_a_mail_has_to_be_there_to_prove_anything(case: Case):
    issued = case.issue()
    with pytest.raises(InvalidInput) as refusal:
        case.approve(issued, BY_MAIL)
    assert "evidence" in refusal.value.problems
    case.approve(issued, {**BY_MAIL, "way": "papier"})


def test_whoever_issues_a_paper_stands_on_it_as_its_editor(case: Case):
    person = a_member(case.number, AccessRole.CONTRIBUTOR)
    assert person.name in words_of_pdf(case.pdf(case.issue(person)))


@pytest.mark.parametrize("name", ["seite.html", "virus.exe", "ohne", "bild.svg"])
def test_a_proof_of_a_kind_that_may_run_is_refused(case: Case, name: str):
    issued = case.issue()
    with pytest.raises(InvalidInput) as refusal:
        case.approve(issued, BY_MAIL, Evidence(name, b"x"))
    assert "evidence" in refusal.value.problems


def test_a_version_is_approved_once_and_withdrawn_once(case: Case):
    issued = case.issue()
    case.approve(issued, OWN)
    with pytest.raises(InvalidInput, match="zur Freigabe steht"):
        case.approve(issued, OWN)
    case.withdraw(issued)
    with pytest.raises(InvalidInput, match="schon zurückgezogen"):
        case.withdraw(issued)
    (line,) = case.bogen().versions
    assert (line.issued.state, line.issued.withdrawn_reason) == (
        DocumentState.WITHDRAWN,
        "Falscher Anhang",
    )
    assert case.pdf(issued, DocumentState.APPROVED)


def test_after_a_withdrawal_the_same_facts_may_be_issued_again_under_a_new_number(case: Case):
    case.withdraw(case.issue())
    assert case.bogen().changed is None
    case.issue()
    assert [v.issued.version for v in case.bogen().versions] == [2, 1]


def test_a_flipped_byte_gives_an_error_and_no_file(case: Case):
    issued = case.issue()
    sha256 = case.bogen().versions[0].issued.files[DocumentState.FOR_APPROVAL, DocumentFormat.PDF]
    content = bytearray(case.pdf(issued))
    assert check_integrity() == []
    content[100] ^= 1
    with writing() as session:
        session.execute(
            update(StoredFile).where(StoredFile.sha256 == sha256).values(content=bytes(content))
        )
    with pytest.raises(FileDamaged, match="Prüfsumme"):
        case.pdf(issued)
    assert check_integrity() == [f"Ausgefertigte Datei {sha256}: die Prüfsumme stimmt nicht."]


@pytest.mark.parametrize("role", [AccessRole.READER, AccessRole.CONTRIBUTOR])
def test_readers_read_contributors_issue_and_owners_approve(case: Case, role: AccessRole):
    person = a_member(case.number, role)
    if role is AccessRole.READER:
        with pytest.raises(NotAllowed):
            case.issue(person)
    else:
        case.issue(person)
    page = case.page(person)
    assert (page.may_issue, page.may_approve) == (role is AccessRole.CONTRIBUTOR, False)
    with pytest.raises(NotAllowed):
        issuing.approve(who=person, onlinedienst_id=case.number, issued_id=1, typed=OWN)


def test_a_version_of_another_onlinedienst_is_not_found(case: Case):
    issued = case.issue()
    other = Case()
    for number in (issued, 0, -1, 2**40):
        with pytest.raises(NotFound):
            other.pdf(number)
        with pytest.raises(NotFound):
            other.withdraw(number)
