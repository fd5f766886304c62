"""Where an Onlinedienst stands on a day, from its answers, its Auftakt and its lead times."""

from datetime import date

from amt24web.domain.papers.status_report import KnownDay, NextStep
from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AnswerState, Phase, PointKind
from amt24web.rules.status_report import read_status
from tests.harness.builders import a_question, a_standing, a_working_catalogue, the_real_catalogue

TODAY = date(2027, 1, 18)
SMALL = a_working_catalogue(a_question("eins"), a_question("zwei"))
PEOPLE = [{"rolle": "pe", "person": "Anna Beispiel"}]


def handed(until: date) -> Content:
    return Content(state=AnswerState.IN_CLARIFICATION, responsible_uid="z1", due_on=until)


def test_points_are_counted_by_weight_and_the_overdue_ones_once_more():
    standing = a_standing(SMALL, participants=PEOPLE, eins=handed(date(2027, 1, 17)))
    facts = read_status(standing, TODAY)
    assert dict(facts.points)[PointKind.IN_CLARIFICATION] == 1
    assert facts.overdue == 1
    assert sum(count for _, count in facts.points) == len(standing.open_points)


def test_a_promise_is_a_step_until_it_is_kept():
    answers = {"eins": handed(date(2027, 1, 17)), "zwei": handed(date(2027, 1, 18))}
    facts = read_status(a_standing(SMALL, participants=PEOPLE, **answers), TODAY)
    assert facts.steps == (
        NextStep("C 1 Wie ist eins?", "Anna Beispiel", date(2027, 1, 17), is_overdue=True),
        NextStep("C 2 Wie ist zwei?", "Anna Beispiel", date(2027, 1, 18)),
    )


def real(**answers: object):
    return a_standing(
        the_real_catalogue(), phase=Phase.PROTOTYPE, participants=PEOPLE,
        umsetzungsweg="blaupause", vorhaben_art="neu", **answers,
    )  # fmt: skip


def test_tasks_of_the_auftakt_are_steps_while_their_day_lies_ahead():
    tasks = [
        {"aufgabe": "gestern", "verantwortlich": "z1", "bis": "2027-01-17"},
        {"aufgabe": "heute", "verantwortlich": "z1", "bis": "2027-01-18"},
        {"aufgabe": "irgendwann"},
    ]
    steps = read_status(real(auftakt_aufgaben=tasks), TODAY).steps
    assert NextStep("heute", "Anna Beispiel", TODAY) in steps
    assert not {"gestern", "irgendwann"} & {step.what for step in steps}


def test_the_known_days_are_in_order_and_beginnings_of_one_day_stand_together():
    milestones = [{"meilenstein": "Formular fertig", "bis": "2027-03-12"}, {"meilenstein": "ohne"}]
    standing = real(
        auftakt_datum="2027-01-12", termin_start="2027-08-02", auftakt_meilensteine=milestones
    )
    days = read_status(standing, TODAY).days
    assert [d for d in days if not d.is_begin] == [
        KnownDay(date(2027, 1, 12), "Auftakt"),
        KnownDay(date(2027, 3, 12), "Formular fertig"),
        KnownDay(date(2027, 8, 2), "gewünschter Livegang"),
    ]
    begins = [d.day for d in days if d.is_begin]
    assert begins == sorted(set(begins))
    assert any(d.text.endswith(" weitere") for d in days if d.is_begin)


def test_what_has_to_begin_within_two_weeks_is_a_step():
    standing = real(termin_start="2027-08-02")
    begin = next(d for d in read_status(standing, TODAY).days if d.is_begin)
    assert any(
        step.what.startswith("Beginnen: ") and step.until == begin.day
        for step in read_status(standing, begin.day).steps
    )
