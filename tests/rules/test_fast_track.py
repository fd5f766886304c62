"""Where the fast track leads: what is left open, and whom to speak to now or later."""

from datetime import date
from typing import Any

from amt24web.domain.assessments import EnquiryReading, LeadTimeReading
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.fast_track import left_open, spoken_to
from tests.harness.builders import (
    a_catalogue,
    a_content,
    a_question,
    a_section,
    a_standing,
)

TODAY = date(2026, 11, 24)
CATALOGUE = a_catalogue(
    a_section(a_question("leistung_name"), a_question("ziel"), a_question("kosten")),
    a_section(section_id="eins", letter="1", questionnaire="schnelldurchlauf", shows=("ziel",)),
    a_section(section_id="zwei", letter="2", questionnaire="schnelldurchlauf", shows=("kosten",)),
)


def an_enquiry(role: str, **said: Any) -> EnquiryReading:
    usual: dict[str, Any] = {"key": role, "role": role, "body": "", "named": (), "recipients": ()}
    texts = {"occasion": "", "subject": "", "text": "", "questions": (), "handed_over": 0}
    return EnquiryReading(**{**usual, **texts, "due": TODAY, **said})


def a_line(who: str, **said: Any) -> LeadTimeReading:
    usual: dict[str, Any] = {"key": who, "text": "", "who": who, "weeks": 8, "begin_by": None}
    rest = {"is_soon": False, "is_urgent": False, "note": "", "source": ""}
    return LeadTimeReading(**{**usual, **rest, **said})


def test_open_questions_are_listed_by_block():
    found = left_open(a_standing(CATALOGUE))
    assert [(one.block.id, one.question_id) for one in found] == [
        ("eins", "ziel"), ("zwei", "kosten")]  # fmt: skip
    assert [one.question_id for one in left_open(a_standing(CATALOGUE), "zwei")] == ["kosten"]


def test_what_is_answered_or_handed_on_is_not_left_open():
    handed = a_content(None, state=AnswerState.IN_CLARIFICATION, responsible_uid="rolle:pe")
    assert left_open(a_standing(CATALOGUE, ziel="Weniger Wege", kosten=handed)) == ()


def test_nobody_is_named_who_has_neither_question_nor_lead_time():
    found = spoken_to([an_enquiry("a"), an_enquiry("b", questions=("Wie?",))], [a_line("c")])
    assert [one.enquiry.key for one in found] == ["b"]


def test_a_question_handed_on_makes_a_body_one_to_speak_to_now():
    asked = an_enquiry("a", questions=("Wie?",))
    handed = an_enquiry("b", questions=("Wie?",), handed_over=1)
    assert [one.is_now for one in spoken_to([asked, handed], [])] == [False, True]


def test_what_begins_soon_makes_a_body_one_to_speak_to_now_and_urgent_ones_come_first():
    lines = [a_line("a", is_soon=True), a_line("b", is_soon=True, is_urgent=True), a_line("c")]
    found = spoken_to([an_enquiry(role) for role in "abc"], lines)
    assert [(one.enquiry.key, one.is_now, one.is_urgent) for one in found] == [
        ("b", True, True), ("a", True, False), ("c", False, False)]  # fmt: skip
