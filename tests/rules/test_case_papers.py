"""A derived case in words: why it is there, and what a tester has to know."""

from amt24web.rules.case_papers import because
from amt24web.rules.test_state import text_of
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


def test_a_tester_gets_what_the_answers_laid_down():
    rule = a_case_rule(data="Eine erfundene Person.", givens=("kosten",))
    said = text_of(the_case(a_catalogue(COSTS, test_cases=(rule,)), kosten="ja"))
    assert said.data == "Eine erfundene Person. Laut Klärung: Wie ist kosten? Ja."
