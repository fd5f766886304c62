"""House styles in the database: versions count up, files are kept by content, nothing is lost."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from amt24web.domain.house_style import Logo, LogoKind, Look, StyleVersion
from amt24web.storage import house_styles
from amt24web.storage.database import reading, writing
from amt24web.storage.house_styles import HouseStyle, HouseStyleVersion, Upload
from amt24web.storage.renditions import StoredFile
from tests.harness.builders import KEPT_AT, a_person, an_onlinedienst

pytestmark = pytest.mark.usefixtures("app")
TEMPLATE, LOGO = ("a" * 64, b"Vorlage"), ("b" * 64, b"<svg/>")


def keep(user_id: int, name: str = "Amt", **said: object) -> int:
    upload = Upload(name=name, **{"accent": "#00582d", **said})  # type: ignore[arg-type]
    with writing() as session:
        return house_styles.keep_version(session, upload, user_id=user_id, now=KEPT_AT)


def version(number: int) -> StyleVersion:
    with reading() as session:
        found = house_styles.find_version(session, number)
    assert found is not None
    return found


def test_a_version_is_found_with_its_files_byte_by_byte():
    number = keep(a_person("Olga").id, template=TEMPLATE, template_name="brief.docx", logo=LOGO,
                  logo_kind=LogoKind.SVG)  # fmt: skip
    found = version(number)
    assert (found.name, found.version, found.uploaded_by) == ("Amt", 1, "Olga")
    assert (found.template_name, found.uploaded_at) == ("brief.docx", KEPT_AT)
    with reading() as session:
        look = house_styles.load_look(session, found)
    assert look == Look("Amt", b"Vorlage", Logo(LogoKind.SVG, b"<svg/>"), "#00582d")


def test_a_version_may_consist_of_a_colour_alone():
    found = version(keep(a_person().id))
    with reading() as session:
        assert house_styles.load_look(session, found) == Look("Amt", accent="#00582d")


def test_the_same_name_counts_up_and_old_versions_stay():
    who = a_person().id
    first, _, other = keep(who), keep(who, accent="#111111"), keep(who, name="Bau")
    with reading() as session:
        listed = house_styles.list_versions(session)
    assert [(v.name, v.version) for v in listed] == [("Amt", 2), ("Amt", 1), ("Bau", 1)]
    assert version(first).accent == "#00582d"
    assert version(other).style_id != version(first).style_id


def test_the_same_file_is_kept_once():
    who = a_person().id
    keep(who, template=TEMPLATE)
    keep(who, template=TEMPLATE, logo=LOGO, logo_kind=LogoKind.PNG)
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(StoredFile)) == 2
        assert house_styles.list_file_names(session) == ["a" * 64, "b" * 64]


def test_a_choice_belongs_to_one_onlinedienst_and_can_be_taken_back():
    who = a_person()
    one, other = an_onlinedienst(who), an_onlinedienst(who, name="Hund anmelden")
    first, second = keep(who.id), keep(who.id)
    for number in (first, second):
        with writing() as session:
            house_styles.choose(session, one, number)
    with reading() as session:
        assert house_styles.find_chosen(session, one) == version(second)
        assert house_styles.find_chosen(session, other) is None
    with writing() as session:
        house_styles.reset(session, one)
    with reading() as session:
        assert house_styles.find_chosen(session, one) is None


@pytest.mark.parametrize("number", [0, -1, 2**31, 10**30, 7])
def test_a_number_that_is_no_version_finds_nothing(number: int):
    with reading() as session:
        assert house_styles.find_version(session, number) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"accent": ""},
        {"version": 0},
        {"logo_kind": LogoKind.PNG},
        {"logo_sha256": "b" * 64},
        {"style_id": 99},
        {"template_sha256": "f" * 64},
    ],
)
def test_the_database_refuses_a_version_that_makes_no_sense(wrong: dict[str, object]):
    who = a_person().id
    keep(who, logo=LOGO, logo_kind=LogoKind.SVG)
    with reading() as session:
        style_id = session.scalar(select(HouseStyle.id))
    values = {
        "style_id": style_id, "version": 9, "template_name": "", "accent": "#111111",
        "uploaded_by_id": who, "uploaded_at": KEPT_AT,
    }  # fmt: skip
    with pytest.raises(IntegrityError), writing() as session:
        session.add(HouseStyleVersion(**values | wrong))


def test_two_styles_cannot_have_the_same_name():
    keep(a_person().id)
    with pytest.raises(IntegrityError), writing() as session:
        session.add(HouseStyle(name="AMT", name_key="amt"))


def test_a_name_is_the_same_whatever_its_case_and_spaces():
    who = a_person().id
    first = keep(who, name="Landesamt für Straßenbau")
    second = keep(who, name="landesamt  FÜR strassenbau")
    assert version(second).style_id == version(first).style_id
    assert (version(second).name, version(second).version) == ("Landesamt für Straßenbau", 2)


def test_styles_stand_as_in_a_dictionary():
    who = a_person().id
    for name in ("Zweckverband", "amt Nord", "Ämterverbund", "Amt Süd", "Bauamt"):
        keep(who, name=name)
    with reading() as session:
        listed = [v.name for v in house_styles.list_versions(session)]
    assert listed == ["amt Nord", "Amt Süd", "Ämterverbund", "Bauamt", "Zweckverband"]


def test_a_version_is_taken_out_of_the_offer_and_put_back():
    who = a_person().id
    one, other = keep(who), keep(who)
    with writing() as session:
        house_styles.set_retired(session, one, KEPT_AT)
    assert (version(one).retired_at, version(one).is_offered) == (KEPT_AT, False)
    assert version(other).is_offered
    with writing() as session:
        house_styles.set_retired(session, one, None)
    assert version(one).is_offered
