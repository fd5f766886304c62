"""The fast track: an own path over the same answers, and one page at the end."""

import pytest

from amt24web.domain.errors import NotAllowed, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, AnswerState
from amt24web.rules.submissions import HANDED, VALUE, Submission
from amt24web.usecases import fast_track
from amt24web.usecases.answering import Saved, Target, record_answer
from amt24web.usecases.clarification import view_section
from amt24web.usecases.rows import add_row
from tests.harness.builders import a_member, a_person, an_onlinedienst, the_real_catalogue

pytestmark = pytest.mark.usefixtures("app")
ADDRESS = "https://example.org/onlinedienste/1"
NEWEST = 2**31 - 1


def begun(way: str = "blaupause") -> tuple[Account, int]:
    who = a_person()
    return who, an_onlinedienst(who, the_real_catalogue(), way=way)


def say(who: Account, number: int, question: str, part: str, text: str) -> Saved:
    return record_answer(
        who=who,
        onlinedienst_id=number,
        target=Target(question),
        submission=Submission({part: [text]}, NEWEST),
        page_id="p",
        sequence=1,
        section_id="weichen",
    )


def test_an_answer_given_on_the_path_stands_in_the_klaerung():
    who, number = begun()
    say(who, number, "ziel", VALUE, "Weniger Wege")
    section = view_section(who=who, onlinedienst_id=number, section_id="leistung").view
    assert (
        next(q for q in section.questions if q.question.id == "ziel").input.text == "Weniger Wege"
    )


def test_a_question_is_handed_on_without_leaving_the_path():
    who, number = begun()
    saved = say(who, number, "leika", HANDED, "rolle:red")
    handed = next(q for q in saved.view.again if q.question.id == "leika")
    assert (handed.state, handed.handed_to) == (AnswerState.IN_CLARIFICATION, "rolle:red")
    assert saved.view.section.id == "weichen"


def test_taking_it_back_lets_the_answer_count_again():
    who, number = begun()
    say(who, number, "ziel", VALUE, "Weniger Wege")
    say(who, number, "ziel", HANDED, "rolle:zs")
    saved = say(who, number, "ziel", HANDED, "")
    taken = next(q for q in saved.view.again if q.question.id == "ziel")
    assert (taken.state, taken.handed_to) == (AnswerState.ANSWERED, "")


def test_sending_an_untouched_hand_over_changes_nothing():
    who, number = begun()
    assert say(who, number, "ziel", HANDED, "").written == 0


def test_filling_in_a_row_takes_back_that_somebody_else_is_asked():
    who, number = begun()
    say(who, number, "rechtsgrundlagen", HANDED, "rolle:recht")
    added = add_row(
        who=who, onlinedienst_id=number, question_id="rechtsgrundlagen", section_id="schnell_recht"
    )
    saved = record_answer(
        who=who,
        onlinedienst_id=number,
        target=Target("rechtsgrundlagen", added.row_uid),
        submission=Submission({"norm": ["§ 1 Hundesteuersatzung"]}, NEWEST),
        page_id="p",
        sequence=2,
        section_id="schnell_recht",
    )
    answered = saved.view.question("rechtsgrundlagen")
    assert answered
    assert (answered.state, answered.handed_to) == (AnswerState.ANSWERED, "")


def test_the_path_goes_on_where_something_is_open_and_nobody_was_asked():
    who, number = begun()
    assert fast_track.first_block(who=who, onlinedienst_id=number) == "weichen"
    block = fast_track.view_block(who=who, onlinedienst_id=number, block_id="weichen").view
    for question in block.asked:
        say(who, number, question.question.id, HANDED, "rolle:ozg")
    assert fast_track.first_block(who=who, onlinedienst_id=number) == "wer"


@pytest.mark.parametrize(
    ("way", "blocks"),
    [("blaupause", 8), ("eigenes_modell", 8), ("amt24_vorhanden", 7), ("efa", 7), ("nur_link", 3)],
)
def test_the_way_shortens_the_path(way: str, blocks: int):
    who, number = begun(way)
    view = fast_track.view_block(who=who, onlinedienst_id=number, block_id="weichen").view
    assert len([line for line in view.lines if line.progress.total]) == blocks


def test_law_shrinks_to_its_rules_for_a_service_that_is_there_already():
    who, number = begun("efa")
    view = fast_track.view_block(who=who, onlinedienst_id=number, block_id="schnell_recht").view
    assert [q.question.id for q in view.asked] == ["rechtsgrundlagen"]


def test_the_last_block_leads_to_the_result():
    who, number = begun("nur_link")
    view = fast_track.view_block(who=who, onlinedienst_id=number, block_id="text_und_daten").view
    assert view.next_section == ""
    assert view.previous_section == "wer"


def test_the_result_names_everybody_to_speak_to_and_what_takes_time():
    who, number = begun()
    say(who, number, "termin_start", VALUE, "01.09.2028")
    result = fast_track.view_result(who=who, onlinedienst_id=number, address=ADDRESS)
    assert {"Redaktion Amt24", "zuständige oder antragannehmende Stelle"} <= {
        spoken.enquiry.role for spoken in result.spoken_to}  # fmt: skip
    assert all(line.begin_by for line in result.lead_times)
    assert all(ADDRESS in spoken.enquiry.text for spoken in result.spoken_to)
    assert result.niveau


def test_a_link_needs_few_bodies_and_no_level():
    who, number = begun("nur_link")
    result = fast_track.view_result(who=who, onlinedienst_id=number, address=ADDRESS)
    assert result.niveau is None
    assert not {"AWB", "Anwendungsbetreuung"} & {s.enquiry.role for s in result.spoken_to}


def test_strangers_find_nothing_and_readers_answer_nothing():
    _, number = begun()
    reader = a_member(number, AccessRole.READER)
    assert not fast_track.view_block(who=reader, onlinedienst_id=number, block_id="wer").may_answer
    with pytest.raises(NotAllowed):
        say(reader, number, "ziel", HANDED, "rolle:zs")
    with pytest.raises(NotFound):
        fast_track.view_result(who=a_person(), onlinedienst_id=number, address=ADDRESS)


@pytest.mark.parametrize("block", ["leistung", "gibtesnicht"])
def test_only_blocks_are_blocks(block: str):
    who, number = begun()
    with pytest.raises(NotFound):
        fast_track.view_block(who=who, onlinedienst_id=number, block_id=block)
