"""A derived case on paper: its number, and why it is there."""

from amt24web.domain.papers.words import Priority
from amt24web.rules.case_papers import because, case_to_run
from tests.harness.builders import a_catalogue, a_question, some_choices
from tests.harness.cases import a_case_rule, cases_of, the_case

COSTS = a_question("kosten", "auswahl", choices=some_choices("ja", "nein"))


def test_it_says_which_answers_call_for_it():
    catalogue = a_catalogue(COSTS, test_cases=(a_case_rule(when="kosten == 'ja'"),))
    case = the_case(catalogue, kosten="ja")
    assert because(case) == "weil „Wie ist kosten?“ mit „Ja“ beantwortet ist"


def test_the_way_is_named_only_if_nothing_else_calls_for_it():
    way = a_question("umsetzungsweg", "auswahl", choices=some_choices("blaupause"))
    rules = (
        a_case_rule(ways=("blaupause",)),
        a_case_rule("tf-zwei", ways=("blaupause",), when="kosten == 'ja'"),
    )
    catalogue = a_catalogue(way, COSTS, test_cases=rules)
    alone, both = cases_of(catalogue, umsetzungsweg="blaupause", kosten="ja")
    assert because(alone) == "gilt für jeden Onlinedienst auf dem Weg „Blaupause“"
    assert because(both) == "weil „Wie ist kosten?“ mit „Ja“ beantwortet ist"


def test_a_case_without_condition_holds_for_everybody():
    case = the_case(a_catalogue(COSTS, test_cases=(a_case_rule(),)))
    assert because(case) == "gilt für jeden Onlinedienst"


def test_the_plan_gets_everything_a_tester_needs():
    rule = a_case_rule(
        priority=Priority.HIGH, is_stop=True, preconditions=("Erst dies.", "Dann das."),
        data="Eine erfundene Person.", givens=("kosten",),
    )  # fmt: skip
    case = case_to_run(the_case(a_catalogue(COSTS, test_cases=(rule,)), kosten="ja"), 7, "Testteam")
    assert (case.key, case.tester, case.is_stop) == ("T-007", "Testteam", True)
    assert case.precondition == "Erst dies. Dann das."
    assert case.data == "Eine erfundene Person. Laut Klärung: Wie ist kosten? Ja."
    assert case.basis == "Prüfung; gilt für jeden Onlinedienst"
    assert case.perspective == "künftige Nutzende"
