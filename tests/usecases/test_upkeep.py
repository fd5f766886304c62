"""Looking after the database: what is derived is what it is derived from."""

from typing import Any

import pytest
from sqlalchemy import delete, select, update

from amt24web.domain.vocabulary import AccessRole
from amt24web.rules.submissions import Submission
from amt24web.storage.audit import AuditRow
from amt24web.storage.database import reading, writing
from amt24web.storage.onlinedienste import SummaryRow
from amt24web.storage.open_points import OpenPointRow
from amt24web.usecases import findings, participants, rows, upkeep
from amt24web.usecases.answering import Target, record_answers
from tests.harness.builders import a_member, a_person, an_onlinedienst, the_real_catalogue

pytestmark = pytest.mark.usefixtures("app")
CATALOGUE = the_real_catalogue()
ANSWERS = {
    "leistung_name": "Anmeldung zur Grundschule",
    "umsetzungsweg": "nur_link",
    "termin_start": "12.01.2027",
    "leistung_kurz": "",
}


def a_lived_in_onlinedienst() -> int:
    """An Onlinedienst in which every story that changes facts has happened."""
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE, kind=CATALOGUE.kinds[0].id)
    place = {"who": owner, "onlinedienst_id": number, "question_id": "beteiligte", "section_id": ""}
    uids = [rows.add_row(**place).row_uid for _ in range(3)]
    rows.move_row(**place, row_uid=uids[2], up=True)
    rows.remove_row(**place, row_uid=uids[0])
    rows.restore_row(**place, row_uid=uids[0])
    rows.remove_row(**place, row_uid=uids[1])
    record_answers(
        who=owner, onlinedienst_id=number, page_id="p", sequence=1, section_id="leistung",
        submissions={
            **{Target(key): Submission({"value": [text]}, 1) for key, text in ANSWERS.items()},
            Target("nicht_ziel"): Submission(
                {"value": [""], "zustand": ["wird_geklaert"], "bis": ["1.5.2026"]}, 0
            ),
            Target("beteiligte", uids[2]): Submission({"rolle": ["tt"], "person": ["Bert"]}, 2),
        },
    )  # fmt: skip
    a_member(number, AccessRole.CONTRIBUTOR, uid="m1")
    participants.change_access(who=owner, onlinedienst_id=number, uid="m1", email="", role=None)
    return number


def derived() -> dict[str, list[tuple[Any, ...]]]:
    points = [c for c in OpenPointRow.__table__.columns if c.name != "id"]
    summary = [c for c in SummaryRow.__table__.columns if c.name != "changed_at"]
    with reading() as session:
        return {
            "points": sorted(map(tuple, session.execute(select(*points))), key=str),
            "summary": sorted(map(tuple, session.execute(select(*summary))), key=str),
        }


def test_working_everything_out_anew_gives_what_was_kept_on_the_way():
    for name in range(2):
        number = a_lived_in_onlinedienst()
        assert number == name + 1
    kept = derived()
    assert upkeep.rebuild_summaries() == 2
    assert derived() == kept
    assert kept["points"]


def test_a_database_in_use_fits_together():
    a_lived_in_onlinedienst()
    assert upkeep.check_integrity() == []


def test_an_empty_database_fits_together():
    assert upkeep.check_integrity() == []
    assert upkeep.rebuild_summaries() == 0


def test_a_stale_summary_is_found_and_mended():
    number = a_lived_in_onlinedienst()
    kept = derived()
    with writing() as session:
        session.execute(update(SummaryRow).values(title="veraltet", done=0))
    assert upkeep.check_integrity() == [f"Onlinedienst {number}: die Übersicht ist veraltet."]
    upkeep.rebuild_summaries()
    assert (upkeep.check_integrity(), derived()) == ([], kept)


def test_a_lost_summary_is_found_and_mended():
    number = a_lived_in_onlinedienst()
    kept = derived()
    with writing() as session:
        session.execute(delete(SummaryRow))
    assert upkeep.check_integrity() == [f"Onlinedienst {number}: die Übersicht ist veraltet."]
    upkeep.rebuild_summaries()
    assert (upkeep.check_integrity(), derived()) == ([], kept)


def test_lost_open_points_are_found_and_mended():
    number = a_lived_in_onlinedienst()
    kept = derived()
    with writing() as session:
        session.execute(delete(OpenPointRow).where(OpenPointRow.onlinedienst_id == number))
    assert upkeep.check_integrity() == [f"Onlinedienst {number}: die Übersicht ist veraltet."]
    upkeep.rebuild_summaries()
    assert (upkeep.check_integrity(), derived()) == ([], kept)


def test_a_changed_audit_log_is_found():
    a_lived_in_onlinedienst()
    with writing() as session:
        session.execute(update(AuditRow).where(AuditRow.id == 1).values(detail="anders"))
    assert upkeep.check_integrity() == ["Audit: Zeile 1 passt nicht in die Kette."]


def test_a_note_about_a_finding_is_part_of_what_is_worked_out():
    owner = a_person()
    number = an_onlinedienst(owner, CATALOGUE, kind=CATALOGUE.kinds[0].id)
    with reading() as session:
        rules = {rule.id for rule in CATALOGUE.rules}
        fired = set(session.scalars(select(OpenPointRow.key))) & rules
    for rule in sorted(fired):
        findings.acknowledge(who=owner, onlinedienst_id=number, rule_id=rule, reason="bekannt")
    kept = derived()
    upkeep.rebuild_summaries()
    assert fired
    assert derived() == kept
