"""Comments and marks: read back in order, and without any effect on the answers."""

from datetime import timedelta

from amt24web.domain.records import Record
from amt24web.domain.vocabulary import Phase
from amt24web.rules.remarks import (
    EMPTY_COMMENT,
    LONGEST_COMMENT,
    comment_problem,
    comment_readings,
    comments_at,
    is_said_again,
    marked_by,
)
from amt24web.rules.summary import stand, summarise
from tests.harness.builders import (
    KEPT_AT,
    a_catalogue,
    a_content,
    a_question,
    a_record,
    a_rule,
    a_section,
    facts_with,
)

CATALOGUE = a_catalogue(
    a_question("eins"),
    a_question("zahl", "zahl"),
    a_question("selten", condition="zahl > 99"),
    a_section(a_question("punkt"), section_id="auftakt", letter="Z", questionnaire="auftakt"),
    rules=(a_rule("zahl > 10", "zahl"),),
)


def a_comment(text: str, question: str = "eins", position: int = 1, **said: object) -> Record:
    content = a_content(text)
    usual = {"row_uid": f"{question}{position}", "position": position, "content": content}
    return a_record(f"kommentar:{question}", **{**usual, **said})  # type: ignore[arg-type]


def a_mark(question: str = "eins", value: bool | None = True) -> Record:
    return a_record(f"markierung:{question}", content=a_content(value))


def test_comments_stand_in_the_order_they_were_written_without_those_taken_back():
    facts = facts_with(
        a_comment("zweiter", position=2),
        a_comment("erster", position=1),
        a_comment("weg", position=3, removed=True),
        a_comment("anderswo", "zahl"),
    )
    assert [comment.text for comment in comments_at(facts, "eins")] == ["erster", "zweiter"]


def test_a_mark_names_who_put_it_until_it_is_taken_off():
    assert marked_by(facts_with(), "eins") == ""
    assert marked_by(facts_with(a_mark()), "eins") == "Anna Beispiel"
    assert marked_by(facts_with(a_mark(value=None)), "eins") == ""


def test_a_comment_needs_words_but_not_too_many():
    assert comment_problem("") == EMPTY_COMMENT
    assert comment_problem("x" * LONGEST_COMMENT) == ""
    assert "20.000 Zeichen" in comment_problem("x" * 20_000)
    assert "privater Bereich" in comment_problem("\ue000")


def test_the_same_text_within_ten_seconds_is_said_again():
    rows = [a_comment("Stimmt das?")]
    soon, late = KEPT_AT + timedelta(seconds=9), KEPT_AT + timedelta(seconds=11)
    assert is_said_again(rows, "Stimmt das?", 1, soon)
    assert not is_said_again(rows, "Stimmt das?", 1, late)
    assert not is_said_again(rows, "Stimmt das?", 2, soon)
    assert not is_said_again(rows, "Stimmt es?", 1, soon)


def test_remarks_change_nothing_that_is_counted_checked_or_fingerprinted():
    answers = [a_record("eins", "ja"), a_record("zahl", 11)]
    remarks = [a_comment("hm"), a_comment("hm", "zahl"), a_mark(), a_mark("zahl")]
    plain = stand(CATALOGUE, facts_with(*answers), Phase.CLARIFICATION)
    remarked = stand(CATALOGUE, facts_with(*answers, *remarks), Phase.CLARIFICATION)
    assert summarise(remarked) == summarise(plain)
    assert remarked.findings == plain.findings
    assert remarked.open_points == plain.open_points
    assert remarked.assessment == plain.assessment


def test_remarks_do_not_make_the_answers_newer():
    later = KEPT_AT + timedelta(days=3)
    answer = a_record("eins", "ja")
    facts = facts_with(answer, a_comment("hm", saved_at=later), a_mark())
    assert facts.newest == answer
    assert facts_with(a_comment("hm")).newest is None


def test_the_paper_takes_comments_at_asked_questions_of_the_klaerung():
    facts = facts_with(
        a_comment("zu Zahl", "zahl"),
        a_comment("zu eins"),
        a_comment("nicht gefragt", "selten"),
        a_comment("Auftakt", "punkt"),
    )
    standing = stand(CATALOGUE, facts, Phase.CLARIFICATION)
    found = comment_readings(CATALOGUE, facts, standing.assessment.asked)
    assert [(c.question, c.text) for c in found] == [("A 1", "zu eins"), ("A 2", "zu Zahl")]
    assert (found[0].who, found[0].when) == ("Anna Beispiel", "02.03.2026, 10:30 Uhr")
