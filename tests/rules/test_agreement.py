"""Form, progress, open points, papers and lists look at the same facts and never disagree.

Tried with random answers, right and wrong ones, on the catalogue as it is shipped.
"""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.catalogue.structure import AnswerType
from amt24web.domain.vocabulary import AnswerState, Phase, Questionnaire, Stage
from amt24web.rules.closing import points_of
from amt24web.rules.facts import gather
from amt24web.rules.form_view import QuestionView
from amt24web.rules.progress import DONE, added
from amt24web.rules.questionnaire import read_sections
from amt24web.rules.section_view import SectionView, section_lines, section_view
from amt24web.rules.summary import Standing, stand, summarise
from tests.harness.builders import a_record
from tests.rules.random_answers import CATALOGUE, Drawn, answers, few, numbers, standing_with


def view_of(standing: Standing, section_id: str) -> SectionView:
    section = CATALOGUE.section(section_id)
    assert section is not None
    return section_view(standing, section, is_editable=True)


def is_without_result(view: QuestionView) -> bool:
    """Something computed that has no result yet: on paper it would say nothing."""
    return view.question.type is AnswerType.COMPUTED and view.shown.is_empty


moderately = settings(deadline=None, max_examples=60)


@moderately
@given(answers, st.sampled_from(Phase))
def test_form_and_paper_ask_the_same_questions(drawn: Drawn, phase: Phase):
    standing = standing_with(drawn, phase)
    for questionnaire in Questionnaire:
        read = read_sections(CATALOGUE, standing.facts, standing.assessment, questionnaire)
        on_paper = {section.key: [q.key for q in section.questions] for section in read}
        for section in CATALOGUE.sections_of(questionnaire):
            shown = view_of(standing, section.id).questions
            asked = [q.question.id for q in shown if q.is_asked and not is_without_result(q)]
            assert asked == on_paper.get(section.id, [])
            assert set(asked) <= standing.assessment.asked


@moderately
@given(answers, st.sampled_from(Phase))
def test_progress_counts_what_the_paper_shows(drawn: Drawn, phase: Phase):
    standing = standing_with(drawn, phase)
    read = read_sections(
        CATALOGUE, standing.facts, standing.assessment, Questionnaire.CLARIFICATION
    )
    states = [
        question.state
        for section in read
        for question in section.questions
        if CATALOGUE.questions[question.key].type is not AnswerType.COMPUTED
    ]
    lines = section_lines(standing, CATALOGUE.sections_of(Questionnaire.CLARIFICATION)[0].id)
    summary = summarise(standing)
    assert standing.progress == added([line.progress for line in lines])
    assert (summary.total, summary.done) == (standing.progress.total, standing.progress.done)
    assert standing.progress.total == len(states)
    assert standing.progress.done == sum(state in DONE for state in states)
    assert standing.progress.in_clarification == states.count(AnswerState.IN_CLARIFICATION)


@moderately
@given(answers, st.sampled_from(Phase), st.sampled_from(["mit Auflage", "abgelehnt"]))
def test_what_a_sign_off_asks_for_is_one_more_point_and_one_more_finding(
    drawn: Drawn, phase: Phase, outcome: str
):
    before = standing_with(drawn, phase)
    said = {"outcome": outcome, "name": "Eva", "words": "Frist nennen", "day": "2026-03-01"}
    kept = a_record("mitzeichnung:dsb", {**said, "way": "mail", "answers": {}, "open": []})
    after = stand(CATALOGUE, gather([*before.facts.records, kept]), phase)
    more = {p.key for p in after.open_points} - {p.key for p in before.open_points}
    assert more <= {"mitzeichnung:dsb"}
    assert summarise(after).open_points == summarise(before).open_points + len(more)
    is_error = outcome == "abgelehnt"
    assert summarise(after).errors == summarise(before).errors + (len(more) if is_error else 0)
    lines = section_lines(after, CATALOGUE.sections_of(Questionnaire.CLARIFICATION)[0].id)
    assert sum(p.severity is not None for p in after.open_points) == sum(
        line.findings for line in lines
    )
    assert more <= {p.key for p in after.points_of_every_stage}
    assert after.progress == before.progress
    assert more <= {p.key for stage in Stage for p in points_of(after, stage)}


@moderately
@given(answers, st.sampled_from(Phase))
def test_open_points_stand_at_asked_questions_and_are_counted_once(drawn: Drawn, phase: Phase):
    standing = standing_with(drawn, phase)
    keys = [point.key for point in standing.open_points]
    lines = section_lines(standing, CATALOGUE.sections_of(Questionnaire.CLARIFICATION)[0].id)
    missing = sum(line.progress.due for line in lines)
    assert len(keys) == len(set(keys)) == summarise(standing).open_points
    assert {point.question for point in standing.open_points} <= standing.assessment.asked
    assert sum(point.severity is not None for point in standing.open_points) == sum(
        line.findings for line in lines
    )
    assert missing <= sum(point.severity is None for point in standing.open_points)
    assert set(standing.places) == set(keys)


@moderately
@given(answers)
def test_the_side_list_warns_exactly_where_a_section_has_a_problem(drawn: Drawn):
    standing = standing_with(drawn, Phase.CLARIFICATION)
    lines = section_lines(standing, CATALOGUE.sections_of(Questionnaire.CLARIFICATION)[0].id)
    for line in lines:
        own = [q for q in view_of(standing, line.section.id).questions if q.is_asked]
        shown = {q.question.id for q in own if q.problem_count}
        windows = [q for q in own if q.rows and q.question.shown_columns]
        assert len(shown) <= line.problems <= len(shown) + len(windows)


@moderately
@given(answers, st.sampled_from(sorted(CATALOGUE.questions)), st.integers(0, 500))
def test_who_answers_one_question_loses_no_other_answer(drawn: Drawn, key: str, number: int):
    before = standing_with(drawn, Phase.CLARIFICATION)
    after = standing_with({**drawn, key: number}, Phase.CLARIFICATION)
    for other in set(drawn) - {key}:
        assert after.facts.record(other) == before.facts.record(other)


@moderately
@given(answers)
def test_the_same_facts_give_the_same_standing(drawn: Drawn):
    one, other = standing_with(drawn, Phase.TEST), standing_with(drawn, Phase.TEST)
    assert summarise(one) == summarise(other)
    assert one.open_points == other.open_points
    assert [f.fingerprint for f in one.findings] == [f.fingerprint for f in other.findings]
    assert all(isinstance(p.due_on, date | None) for p in one.open_points)


@moderately
@given(answers, few)
def test_what_is_read_anew_after_a_change_is_what_reading_everything_gives(
    before: Drawn, changed: Drawn
):
    was = standing_with(before, Phase.TEST)
    now = standing_with({**before, **changed}, Phase.TEST)
    quick = stand(CATALOGUE, now.facts, Phase.TEST, was)
    assert quick.assessment == now.assessment
    assert quick.findings == now.findings


@moderately
@given(answers, st.sampled_from(["leistung_kurz", "regeln_fachlich", "ist_schritte"]), numbers)
def test_what_no_condition_names_changes_nothing_but_itself(
    before: Drawn, question: str, number: int
):
    was = standing_with(before, Phase.TEST)
    now = standing_with({**before, question: number}, Phase.TEST)
    quick = stand(CATALOGUE, now.facts, Phase.TEST, was)
    assert quick.assessment == now.assessment
    assert quick.assessment.asked is was.assessment.asked
