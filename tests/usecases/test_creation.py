"""Beginning an Onlinedienst."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from amt24web.catalogue.editions import canonical, identity
from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import AccessRole, AuditEvent, Phase
from amt24web.storage.audit import AuditRow
from amt24web.storage.database import reading
from amt24web.storage.editions import Edition
from amt24web.usecases import creation, upkeep
from amt24web.usecases.creation import choices_to_begin, create_onlinedienst
from amt24web.usecases.onlinedienste import list_onlinedienste, view_onlinedienst
from amt24web.usecases.participants import view_members
from tests.harness.builders import a_person, a_question, a_working_catalogue, an_onlinedienst

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = a_working_catalogue()


def number_of_mine(who: object) -> int:
    return list_onlinedienste(who=who, words="", phase=None, sorting="titel", page=1).total  # type: ignore[arg-type]


def test_whoever_begins_it_is_its_first_prozesseigner():
    anna = a_person("Anna Beispiel", function="Landesamt", email="anna@example.org")
    number = an_onlinedienst(anna)
    (line,) = view_members(who=anna, onlinedienst_id=number).lines
    assert (line.name, line.email, line.access) == (
        "Anna Beispiel, Landesamt",
        "anna@example.org",
        AccessRole.PROCESS_OWNER,
    )


def test_its_first_answers_are_there():
    anna = a_person()
    number = an_onlinedienst(anna, name="  Grundschule  anmelden ", way="nur_link", kind="neu")
    overview = view_onlinedienst(who=anna, onlinedienst_id=number)
    assert overview.summary.title == "Grundschule  anmelden"
    assert (overview.summary.way, overview.way, overview.kind) == ("nur_link", "Nur_link", "Neu")
    assert overview.progress.done == 4
    assert upkeep.check_integrity() == []


def test_it_starts_in_the_phase_its_kind_begins_with():
    anna = a_person()
    number = an_onlinedienst(anna, kind="aenderung")
    assert view_onlinedienst(who=anna, onlinedienst_id=number).summary.phase is Phase.PROTOTYPE


@pytest.mark.parametrize(
    ("said", "field", "problem"),
    [
        ({"name": ""}, "leistung_name", creation.NAME_MISSING),
        ({"name": " \r\n"}, "leistung_name", creation.NAME_MISSING),
        ({"name": "x" * 501}, "leistung_name", "Der Text ist zu lang"),
        ({"way": ""}, "umsetzungsweg", creation.WAY_MISSING),
        ({"way": "gibtsnicht"}, "umsetzungsweg", "Diese Auswahl gibt es nicht"),
        ({"kind": ""}, "vorhaben_art", creation.KIND_MISSING),
        ({"kind": "gibtsnicht"}, "vorhaben_art", "Diese Auswahl gibt es nicht"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_begun(
    said: dict[str, str], field: str, problem: str
):
    anna = a_person()
    with pytest.raises(InvalidInput) as refusal:
        an_onlinedienst(anna, **said)
    assert list(refusal.value.problems) == [field]
    assert refusal.value.problems[field].startswith(problem)
    assert number_of_mine(anna) == 0


def test_everything_wrong_is_named_at_once():
    with pytest.raises(InvalidInput) as refusal:
        create_onlinedienst(who=a_person(), catalogue=CATALOGUE, name="", way="", kind="")
    assert len(refusal.value.problems) == 3


def test_the_edition_is_published_with_its_first_use_and_kept_once():
    anna = a_person()
    an_onlinedienst(anna, CATALOGUE, name="Eins")
    an_onlinedienst(anna, CATALOGUE, name="Zwei")
    an_onlinedienst(anna, a_working_catalogue(a_question("neu")), name="Drei")
    with reading() as session:
        identities = list(session.scalars(select(Edition.identity).order_by(Edition.id)))
    assert identities[0] == identity(canonical(CATALOGUE))
    assert len(identities) == 2


def test_it_stays_on_its_edition_when_the_catalogue_changes():
    anna = a_person()
    number = an_onlinedienst(anna, CATALOGUE)
    an_onlinedienst(anna, a_working_catalogue(a_question("neu")), name="Danach")
    assert view_onlinedienst(who=anna, onlinedienst_id=number).progress.total == 5


def test_the_audit_log_knows_who_began_it():
    anna = a_person()
    number = an_onlinedienst(anna)
    with reading() as session:
        row = session.scalars(select(AuditRow)).one()
        assert (row.event, row.user_id, row.onlinedienst_id) == (
            AuditEvent.ONLINEDIENST_CREATED,
            anna.id,
            number,
        )


def test_pressing_the_button_twice_begins_one(monkeypatch: pytest.MonkeyPatch):
    anna, moment = a_person(), datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    monkeypatch.setattr(creation, "utc_now", lambda: moment)
    numbers = [an_onlinedienst(anna), an_onlinedienst(anna), an_onlinedienst(anna, name="Anderes")]
    monkeypatch.setattr(creation, "utc_now", lambda: moment + timedelta(minutes=1))
    numbers.append(an_onlinedienst(anna))
    assert numbers == [1, 1, 2, 3]


def test_whoever_does_not_know_the_way_yet_begins_all_the_same():
    who = a_person()
    number = an_onlinedienst(who, CATALOGUE, name="Hund", way=creation.UNDECIDED, kind="neu")
    overview = view_onlinedienst(who=who, onlinedienst_id=number)
    assert overview is not None
    assert (overview.way, overview.kind) == ("", "Neu")


def test_the_choices_on_offer_are_the_ways_and_kinds():
    beginning = choices_to_begin(who=a_person(), catalogue=CATALOGUE)
    assert [choice.slug for choice in beginning.ways] == ["blaupause", "nur_link"]
    assert [choice.slug for choice in beginning.kinds] == ["neu", "aenderung"]
