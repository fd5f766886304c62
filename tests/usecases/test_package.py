"""The Go-Live-Paket: made of what is there, kept version by version, and free of secrets."""

import io
import json
import zipfile
import zlib
from dataclasses import replace

import pikepdf
import pytest
from sqlalchemy import select, update

from amt24web.documents.package import FACTS, INDEX, MANIFEST
from amt24web.documents.package_check import check_package
from amt24web.domain.errors import FileDamaged, InvalidInput, NotAllowed, NotFound
from amt24web.domain.papers.words import ContentState
from amt24web.domain.people import Account, Operator
from amt24web.domain.vocabulary import AccessRole, Action, DocumentKind
from amt24web.rules import package_contents
from amt24web.rules.evidence import Evidence
from amt24web.rules.submissions import VALUE, Submission
from amt24web.storage import records
from amt24web.storage.database import reading, writing
from amt24web.storage.renditions import StoredFile
from amt24web.storage.users import SignInSession, User
from amt24web.usecases import (
    certificates,
    exchange,
    issuing,
    package,
    package_plan,
    rendering,
    users,
)
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.dossier import open_dossier
from amt24web.usecases.drawing import draw_waiting
from amt24web.usecases.package import PackagePage, fetch_version, make_package, view_package
from amt24web.usecases.rendering import Produced
from amt24web.usecases.upkeep import check_integrity
from tests.harness.builders import (
    a_column,
    a_member,
    a_person,
    a_question,
    a_record,
    a_working_catalogue,
    an_onlinedienst,
    some_rows,
)

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(
    a_question("dsinfo_text", "langtext"),
    some_rows("amt24_mandant", *(a_column(cell) for cell in package_contents.MANDANT_CELLS)),
    some_rows("support_fachlich", a_column("stelle")),
    some_rows("support_technisch", a_column("stelle")),
    a_question("beschreibung_url"),
)
NEWEST = 2**31 - 1
OPERATOR = Operator(0, "Betrieb", "", "")
BOGEN = DocumentKind.CLARIFICATION
BY_MAIL = {"way": "mail", "name": "Eva Leitung", "function": "Referat 21", "day": "01.03.2026"}


class Case:
    """An Onlinedienst with an answer, and its owner."""

    def __init__(self) -> None:
        self.owner = a_person("Olga Owner")
        self.number = an_onlinedienst(self.owner, CATALOGUE)
        self.say("dsinfo_text", "Wir erheben Ihren Namen.")

    def say(self, question: str, text: str) -> None:
        record_answer(
            who=self.owner, onlinedienst_id=self.number, target=Target(question),
            submission=Submission({VALUE: [text]}, NEWEST), page_id="p", sequence=1,
        )  # fmt: skip

    def make(self, who: Account | None = None) -> Produced:
        produced = make_package(who=who or self.owner, onlinedienst_id=self.number)
        assert produced
        return produced

    def page(self, who: Account | None = None) -> PackagePage:
        return view_package(who=who or self.owner, onlinedienst_id=self.number)

    def state(self, slug: str) -> ContentState:
        return next(ln.content.state for ln in self.page().lines if ln.entry.slug == slug)

    def approve(self) -> None:
        issued_id = issuing.issue(who=self.owner, onlinedienst_id=self.number, kind=BOGEN)
        issuing.approve(
            who=self.owner, onlinedienst_id=self.number, issued_id=issued_id, typed=BY_MAIL,
            evidence=Evidence("Freigabe vom März.eml", b"From: eva"),
        )  # fmt: skip

    def plan(self) -> package_plan.Plan:
        with reading() as session:
            dossier = open_dossier(session, self.owner, self.number, Action.EXPORT, with_trial=True)
            return package_plan.plan(session, dossier)


def files_in(produced: Produced) -> dict[str, bytes]:
    checked = check_package(produced.content)
    assert checked.problems == ()
    return dict(checked.files)


def test_it_holds_what_is_there_and_says_what_is_missing():
    case = Case()
    made = case.make()
    files = files_in(made)
    assert files.keys() == {
        INDEX, MANIFEST, FACTS,
        "teile/01-steckbrief.txt", "teile/07-datenschutzerklaerung.txt",
        "teile/17-klaerung-entwurf.docx", "teile/17-klaerung-entwurf.pdf",
    }  # fmt: skip
    assert made.file_name == "go-live-paket-grundschule-anmelden-v1-unvollstaendig.zip"
    assert "unvollständig" in files[MANIFEST].decode()
    assert "Wir erheben Ihren Namen." in files["teile/07-datenschutzerklaerung.txt"].decode()
    missing = [content.number for content in case.page().missing_contents]
    assert missing == ["1", "2", "3", "4", "9", "14"]


def test_packed_twice_it_is_the_same_file_to_the_byte():
    case = Case()
    today = case.plan()
    files = package._files(today, is_patient=True)
    assert files
    assert package.packed_plan(today, files) == package.packed_plan(case.plan(), files[::-1])
    assert package.packed_plan(today, files) == case.make().content


def test_as_long_as_nothing_changes_it_stays_the_same_version():
    case = Case()
    first, second = case.make(), case.make()
    assert first == second
    page = case.page()
    assert [line.version.version for line in page.versions] == [1]
    assert not page.would_be_new


def test_after_a_change_it_is_a_new_version_and_the_old_one_says_what_changed():
    case = Case()
    first = case.make()
    case.say("dsinfo_text", "Wir erheben nichts.")
    assert case.page().would_be_new
    changes = case.page().versions[0].changes
    assert "geändert: Prozessdatenschutzerklärung (Text)" in changes
    assert "geändert: Klärungsbogen, Entwurf (PDF)" in changes
    assert not any("Steckbrief" in change for change in changes)
    second = case.make()
    assert second.file_name.endswith("-v2-unvollstaendig.zip")
    kept = fetch_version(who=case.owner, onlinedienst_id=case.number, version=1)
    assert kept.content == first.content
    newest, older = case.page().versions
    assert (newest.changes, older.changes) == ((), changes)


def test_an_approved_version_goes_in_place_of_the_draft_with_its_proof():
    case = Case()
    case.make()
    case.approve()
    assert "entfällt: Klärungsbogen, Entwurf (PDF)" in case.page().versions[0].changes
    files = files_in(case.make())
    assert files["nachweise/klaerung-v1-freigabe-vom-maerz.eml"] == b"From: eva"
    assert "teile/17-klaerung-v1-freigegeben.pdf" in files
    assert "teile/17-klaerung-entwurf.pdf" not in files
    case.say("dsinfo_text", "Doch anders.")
    line = next(ln for ln in case.page().lines if ln.entry.slug == "klaerung")
    assert line.content.words == "Version 1, freigegeben. Seitdem 1 Änderung."


def test_the_certificate_goes_in_as_it_came():
    case = Case()
    sent = Evidence("Prüfbericht v2.PDF", b"%PDF-1.7 geprueft")
    where = {"who": case.owner, "onlinedienst_id": case.number}
    certificates.attach_certificate(**where, sent=sent)
    files = files_in(case.make())
    assert files["nachweise/zertifizierung-pruefbericht-v2.pdf"] == sent.content
    assert "Nachweis der Zertifizierung (Prüfbericht v2.PDF)" in files[INDEX].decode()
    certificates.remove_certificate(**where)
    assert any("entfällt: Nachweis" in said for said in case.page().versions[0].changes)
    assert not any("pruefbericht" in path for path in files_in(case.make()))


def test_with_mandant_process_and_form_the_brief_is_there():
    case = Case()
    assert case.state("steckbrief") is ContentState.MISSING
    cells = dict.fromkeys(package_contents.MANDANT_CELLS, "v1")
    row = a_record("amt24_mandant", cells, row_uid="z1", author_id=case.owner.id)
    with writing() as session:
        records.keep(session, case.number, row)
    assert case.state("steckbrief") is ContentState.THERE
    assert b"Prozessversion: v1\n" in files_in(case.make())["teile/01-steckbrief.txt"]


def test_papers_of_further_kinds_go_in_by_themselves(monkeypatch: pytest.MonkeyPatch):
    case = Case()
    entry = replace(package_contents.ENTRIES[3], papers=("status",), needs_approval=False)
    monkeypatch.setattr(package_contents, "ENTRIES", (entry,))
    assert case.state(entry.slug) is ContentState.THERE
    assert "teile/02-status-entwurf.pdf" in {file.path for file in case.page().files}


def test_no_secret_no_session_and_no_account_is_in_it():
    case = Case()
    for role in (AccessRole.CONTRIBUTOR, AccessRole.READER):
        member = a_member(case.number, role)
        users.create_user(email=member.email, name=member.name, password="ein-langes-passwort")
        users.sign_in(email=member.email, password="ein-langes-passwort", address="192.0.2.1")
    case.approve()
    with writing() as session:
        # The owner's own address stands under „Beteiligte“ until somebody says another one there.
        session.execute(update(User).where(User.id == case.owner.id).values(email="konto@x.test"))
    words = _secrets()
    assert len(words) > 6
    for path, stream in _streams(case.make()):
        found = [word for word in words if word.encode() in stream]
        assert not found, path


def _secrets() -> set[str]:
    with reading() as session:
        accounts = session.execute(select(User.email, User.password_hash)).all()
        tokens = session.scalars(select(SignInSession.token_hash)).all()
    return {word for words in accounts for word in words if word} | set(tokens)


def _streams(produced: Produced) -> list[tuple[str, bytes]]:
    """Every file, and what is packed inside PDF and Word files."""
    streams = [("", produced.content)]
    for path, content in files_in(produced).items():
        streams.append((path, content))
        if path.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as word:
                streams += [(f"{path}/{name}", word.read(name)) for name in word.namelist()]
        if path.endswith(".pdf"):
            with pikepdf.open(io.BytesIO(content)) as pdf:
                streams += [(path, thing.read_bytes()) for thing in pdf.objects
                            if isinstance(thing, pikepdf.Stream)]  # fmt: skip
    return streams


def test_the_search_for_secrets_would_find_one():
    case = Case()
    case.say("dsinfo_text", "Mein Passwort ist ein-langes-passwort.")
    found = [path for path, stream in _streams(case.make()) if b"ein-langes-passwort" in stream]
    assert any(path.endswith(".pdf") for path in found)
    assert any(".docx/" in path for path in found)
    assert FACTS in found


def test_another_instance_takes_over_the_facts_of_a_package():
    case = Case()
    guest = a_person()
    made = case.make()
    taken = exchange.take_over(who=guest, content=made.content)
    again = exchange.export_onlinedienst(who=guest, onlinedienst_id=taken.onlinedienst_id)
    assert again.content == files_in(made)[FACTS]


def test_nothing_is_taken_over_from_a_package_in_which_a_byte_is_wrong():
    case = Case()
    content = case.make().content
    place = content.index(b"%PDF") + 1
    broken = content[:place] + b"X" + content[place + 1 :]
    with pytest.raises(InvalidInput, match=r"beschädigt: teile/17-klaerung-entwurf\.pdf"):
        exchange.take_over(who=a_person(), content=broken)


def test_nothing_is_taken_over_from_another_zip_file():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(FACTS, json.dumps({}))
    with pytest.raises(InvalidInput, match="kein Go-Live-Paket"):
        exchange.take_over(who=a_person(), content=target.getvalue())


def test_what_takes_long_is_drawn_by_the_worker(monkeypatch: pytest.MonkeyPatch):
    case = Case()
    monkeypatch.setattr(rendering, "SOON_SECONDS", 0.0)
    assert make_package(who=case.owner, onlinedienst_id=case.number) is None
    assert case.page().versions == ()
    while draw_waiting():
        pass
    assert make_package(who=case.owner, onlinedienst_id=case.number)


def test_it_waits_for_an_approved_version_that_is_still_being_drawn(
    monkeypatch: pytest.MonkeyPatch,
):
    case = Case()
    monkeypatch.setattr(rendering, "SOON_SECONDS", 0.0)
    case.approve()
    assert make_package(who=case.owner, onlinedienst_id=case.number) is None
    while draw_waiting():
        pass
    assert "teile/17-klaerung-v1-freigegeben.pdf" in files_in(case.make())


def test_owners_make_it_members_look_at_it_and_strangers_learn_nothing():
    case = Case()
    for role in (AccessRole.CONTRIBUTOR, AccessRole.READER):
        member = a_member(case.number, role)
        assert not case.page(member).may_make
        with pytest.raises(NotAllowed):
            case.make(member)
        with pytest.raises(NotAllowed):
            fetch_version(who=member, onlinedienst_id=case.number, version=1)
    for deed in (case.make, case.page):
        with pytest.raises(NotFound):
            deed(a_person())
    with pytest.raises(NotFound):
        fetch_version(who=case.owner, onlinedienst_id=case.number, version=1)


def test_an_operator_makes_it_without_an_account():
    case = Case()
    assert case.make(OPERATOR)
    assert case.page().versions[0].version.made_by == ""


def test_a_damaged_file_is_never_handed_out():
    case = Case()
    made = case.make()
    with writing() as session:
        where = StoredFile.sha256 == made.sha256
        session.execute(update(StoredFile).where(where).values(content=zlib.compress(b"x")))
    with pytest.raises(FileDamaged):
        case.make()
    with pytest.raises(FileDamaged):
        fetch_version(who=case.owner, onlinedienst_id=case.number, version=1)
    assert any("Go-Live-Paket" in problem for problem in check_integrity())
