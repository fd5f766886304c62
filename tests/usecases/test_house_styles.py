"""House styles: tried before they are kept, chosen per Onlinedienst, kept by what was issued."""

import io
from collections.abc import Mapping
from typing import Any

import docx
import pytest
from flask import Flask
from sqlalchemy import select, update

from amt24web.domain.errors import FileDamaged, InvalidInput, NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import (
    AccessRole,
    AuditEvent,
    DocumentFormat,
    DocumentKind,
    DocumentState,
)
from amt24web.rules.evidence import Evidence
from amt24web.storage.audit import AuditRow
from amt24web.storage.database import reading, writing
from amt24web.storage.house_styles import HouseStyleVersion
from amt24web.storage.renditions import Rendition, StoredFile
from amt24web.usecases import documents, house_styles, issued_papers, issuing
from amt24web.usecases.house_styles import HouseStylesPage
from amt24web.usecases.upkeep import check_integrity
from tests.harness.builders import (
    a_member,
    a_person,
    a_question,
    a_working_catalogue,
    an_onlinedienst,
)
from tests.harness.style_files import SVG_LOGO, a_png, a_template

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue(a_question("eins", "langtext"))
BOGEN = DocumentKind.CLARIFICATION
COLOUR = {"name": "Amt", "accent": "#123a6b"}


class Case:
    """An Onlinedienst with its owner, and what they do with house styles."""

    def __init__(self) -> None:
        self.owner = a_person("Olga Owner")
        self.number = an_onlinedienst(self.owner, CATALOGUE)

    def upload(
        self,
        typed: Mapping[str, str] = COLOUR,
        *,
        template: bytes = b"",
        logo: bytes = b"",
        who: Account | None = None,
    ) -> int:
        return house_styles.upload_house_style(
            who=who or self.owner, onlinedienst_id=self.number, typed=typed,
            template=Evidence("../Brief Kopf.docx", template) if template else None,
            logo=Evidence("logo.svg", logo) if logo else None,
        )  # fmt: skip

    def choose(self, version_id: int, who: Account | None = None) -> None:
        house_styles.choose_house_style(
            who=who or self.owner, onlinedienst_id=self.number, version_id=version_id
        )

    def page(self, who: Account | None = None) -> HouseStylesPage:
        return house_styles.view_house_styles(who=who or self.owner, onlinedienst_id=self.number)

    def draft(self, ink: DocumentFormat = DocumentFormat.DOCX) -> bytes:
        return documents.produce(
            who=self.owner, onlinedienst_id=self.number, kind=BOGEN, file_format=ink
        ).content

    def issue(self) -> int:
        return issuing.issue(who=self.owner, onlinedienst_id=self.number, kind=BOGEN)

    def issued(self, issued_id: int, state: DocumentState) -> bytes:
        return issued_papers.fetch(
            who=self.owner, onlinedienst_id=self.number, issued_id=issued_id, state=state,
            file_format=DocumentFormat.DOCX,
        ).content  # fmt: skip

    def sample(self, version_id: int, who: Account | None = None) -> bytes:
        return house_styles.produce_sample(
            who=who or self.owner, onlinedienst_id=self.number, version_id=version_id,
            file_format=DocumentFormat.PDF,
        ).content  # fmt: skip

    def problems(self, typed: Mapping[str, str] = COLOUR, **files: Any) -> dict[str, str]:
        with pytest.raises(InvalidInput) as refused:
            self.upload(typed, **files)
        return refused.value.problems


@pytest.fixture
def case(app: Flask) -> Case:
    return Case()


def letterhead(content: bytes) -> str:
    return docx.Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text


def audited() -> list[tuple[str, str]]:
    ours = [str(e) for e in AuditEvent if e.startswith("house_style")]
    with reading() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
        return [(row.event, row.detail) for row in rows if row.event in ours]


def test_papers_are_drawn_in_the_chosen_style_and_in_ours_again(case: Case):
    before = case.draft()
    case.choose(case.upload(template=a_template(header="Amt für Muster")))
    assert letterhead(case.draft()) == "Amt für Muster"
    case.choose(house_styles.OURS)
    assert case.draft() == before


def test_uploading_alone_changes_no_paper(case: Case):
    before = case.draft()
    case.upload(template=a_template())
    assert case.draft() == before
    assert case.page().chosen is None


def test_a_paper_keeps_the_style_it_was_issued_in_when_it_is_approved(case: Case):
    first = case.upload(template=a_template(header="Altes Haus"))
    case.choose(first)
    issued = case.issue()
    case.choose(case.upload(template=a_template(header="Neues Haus")))
    issuing.approve(
        who=case.owner, onlinedienst_id=case.number, issued_id=issued, typed={"way": "konto"}
    )
    assert letterhead(case.issued(issued, DocumentState.FOR_APPROVAL)) == "Altes Haus"
    assert letterhead(case.issued(issued, DocumentState.APPROVED)) == "Altes Haus"
    assert letterhead(case.draft()) == "Neues Haus"
    page = issued_papers.view_version(who=case.owner, onlinedienst_id=case.number, issued_id=issued)
    assert page.style is not None
    assert page.style.id == first


def test_a_paper_issued_in_our_style_is_approved_in_our_style(case: Case):
    issued = case.issue()
    case.choose(case.upload(template=a_template(header="Neues Haus")))
    issuing.approve(
        who=case.owner, onlinedienst_id=case.number, issued_id=issued, typed={"way": "konto"}
    )
    assert letterhead(case.issued(issued, DocumentState.APPROVED)) == ""


def test_a_newer_version_is_offered_and_not_taken_by_itself(case: Case):
    first = case.upload()
    case.choose(first)
    assert case.page().newer is None
    second = case.upload({"name": "Amt", "accent": "#222222"})
    page = case.page()
    assert page.chosen is not None
    assert page.newer is not None
    assert (page.chosen.id, page.newer.id) == (first, second)
    assert [v.version for v in page.styles[0].versions] == [2, 1]


def test_styles_are_shared_and_each_onlinedienst_chooses_for_itself(case: Case):
    number = case.upload()
    case.choose(number)
    other = Case()
    assert other.page().styles == case.page().styles
    assert other.page().chosen is None
    other.choose(number)
    assert other.page().chosen == case.page().chosen


def test_everything_wrong_is_said_at_once_and_nothing_is_kept(case: Case):
    typed = {"name": "", "accent": "#ffffff"}
    problems = case.problems(typed, template=b"kein Word", logo=b"GIF89a")
    assert list(problems) == ["name", "accent", "template", "logo"]
    with reading() as session:
        assert session.scalars(select(HouseStyleVersion)).all() == []
        assert session.scalars(select(StoredFile)).all() == []


def test_what_cannot_be_drawn_is_refused_when_it_is_uploaded(case: Case):
    strange = SVG_LOGO.replace(b'clip-path="url(#schild)"', b'transform="rotate()"')
    assert "keine Musterseite zeichnen" in case.problems(logo=strange)["logo"]
    circular = SVG_LOGO.replace(b"<clipPath", b'<clipPath clip-path="url(#schild)"')
    assert "keine Musterseite zeichnen" in case.problems(logo=circular)["logo"]


def test_kept_is_what_was_cleaned_under_a_name_that_is_safe(case: Case):
    number = case.upload(template=a_template(body="geheim"), logo=SVG_LOGO)
    style = case.page().styles[0].versions[0]
    assert (style.id, style.template_name) == (number, "Brief Kopf.docx")
    with reading() as session:
        kept = b"".join(session.scalars(select(StoredFile.content)))
    assert b"<title>" not in kept
    assert check_integrity() == []


def test_a_sample_shows_a_style_before_it_is_chosen(case: Case):
    ours, theirs = case.sample(house_styles.OURS), case.sample(case.upload(logo=a_png()))
    assert ours.startswith(b"%PDF")
    assert theirs.startswith(b"%PDF")
    assert ours != theirs
    with pytest.raises(NotFound):
        case.sample(99)


def test_a_sample_is_drawn_once(case: Case):
    number = case.upload(logo=a_png())
    once, kept = case.sample(number), renderings()
    assert case.sample(number) == once
    assert renderings() == kept


def renderings() -> int:
    with reading() as session:
        return len(session.scalars(select(Rendition)).all())


def test_a_file_that_is_not_what_was_uploaded_is_not_used(case: Case):
    number = case.upload(logo=a_png())
    with writing() as session:
        session.execute(update(StoredFile).values(content=b"anders"))
    with pytest.raises(FileDamaged, match="Der Hausstil „Amt“ ist beschädigt"):
        case.sample(number)
    assert len(check_integrity()) == 1


def test_every_change_is_in_the_audit_log(case: Case):
    number = case.upload()
    case.choose(number)
    case.choose(house_styles.OURS)
    assert audited() == [
        ("house_style_uploaded", "Amt 1"),
        ("house_style_chosen", "Amt 1"),
        ("house_style_reset", ""),
    ]


def test_a_style_that_does_not_exist_cannot_be_chosen(case: Case):
    with pytest.raises(NotFound):
        case.choose(99)
    assert audited() == []


@pytest.mark.parametrize("role", [AccessRole.CONTRIBUTOR, AccessRole.READER])
def test_members_who_do_not_own_it_neither_see_nor_change_styles(case: Case, role: AccessRole):
    member = a_member(case.number, role)
    for refused in (
        lambda: case.page(member),
        lambda: case.sample(0, member),
        lambda: case.upload(who=member),
        lambda: case.choose(0, member),
        lambda: house_styles.produce_our_template(who=member, onlinedienst_id=case.number),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_the_coordination_sees_and_does_not_change(case: Case):
    coordination = a_person(is_coordination=True)
    assert case.page(coordination).may_manage is False
    assert case.sample(0, coordination).startswith(b"%PDF")
    with pytest.raises(NotAllowed):
        case.choose(0, coordination)
    with pytest.raises(NotAllowed):
        case.upload(who=coordination)


def test_strangers_learn_nothing(case: Case):
    with pytest.raises(NotFound):
        case.page(a_person())


def test_our_file_to_begin_with_can_be_uploaded_as_it_is(case: Case):
    ours = house_styles.produce_our_template(who=case.owner, onlinedienst_id=case.number)
    assert case.upload({"name": "Unser"}, template=ours.content) == 1


def test_a_template_alone_changes_no_pdf_and_says_so(case: Case):
    number = case.upload({"name": "Amt"}, template=a_template())
    assert case.page().styles[0].versions[0].shapes_pdf is False
    assert case.sample(number) == case.sample(house_styles.OURS)


@pytest.mark.parametrize(
    ("brought", "pdf", "word"),
    [
        ({"template": a_template()}, False, True),
        ({"logo": SVG_LOGO}, True, False),
        ({"logo": a_png()}, True, True),
    ],
)
def test_a_version_knows_which_files_it_changes(
    case: Case, brought: dict[str, bytes], pdf: bool, word: bool
):
    case.upload({"name": "Amt"}, **brought)
    version = case.page().styles[0].versions[0]
    assert (version.shapes_pdf, version.shapes_word) == (pdf, word)


def retire(case: Case, version_id: int, who: Account | None = None) -> None:
    house_styles.retire_house_style(
        who=who or case.owner, onlinedienst_id=case.number, version_id=version_id
    )


def restore(case: Case, version_id: int) -> None:
    house_styles.restore_house_style(
        who=case.owner, onlinedienst_id=case.number, version_id=version_id
    )


def test_a_retired_version_is_offered_to_nobody_new(case: Case):
    first, second = case.upload(), case.upload()
    retire(case, second)
    page = case.page()
    assert [v.id for v in page.styles[0].versions] == [first]
    assert [v.id for v in page.retired[0].versions] == [second]
    with pytest.raises(InvalidInput, match="nicht mehr angeboten"):
        case.choose(second)


def test_whoever_uses_a_retired_version_keeps_it_and_so_does_what_was_issued(case: Case):
    number = case.upload(template=a_template(header="Altes Haus"))
    case.choose(number)
    issued = case.issue()
    retire(case, number)
    page = case.page()
    assert page.chosen is not None
    assert (page.chosen.id, page.chosen.is_offered) == (number, False)
    assert letterhead(case.draft()) == "Altes Haus"
    issuing.approve(
        who=case.owner, onlinedienst_id=case.number, issued_id=issued, typed={"way": "konto"}
    )
    assert letterhead(case.issued(issued, DocumentState.APPROVED)) == "Altes Haus"


def test_a_retired_version_is_not_recommended_as_a_newer_one(case: Case):
    case.choose(case.upload())
    retire(case, case.upload({"name": "AMT", "accent": "#222222"}))
    assert case.page().newer is None


def test_a_retired_version_can_be_brought_back(case: Case):
    number = case.upload()
    retire(case, number)
    restore(case, number)
    assert case.page().retired == ()
    case.choose(number)


def test_retiring_twice_is_noted_once(case: Case):
    number = case.upload()
    for _ in range(2):
        retire(case, number)
    restore(case, number)
    assert audited()[1:] == [("house_style_retired", "Amt 1"), ("house_style_restored", "Amt 1")]


def test_only_those_who_manage_styles_retire_them(case: Case):
    number = case.upload()
    for person in (a_member(case.number, AccessRole.READER), a_person(is_coordination=True)):
        with pytest.raises(NotAllowed):
            retire(case, number, person)
    with pytest.raises(NotFound):
        retire(case, 99)
