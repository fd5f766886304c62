"""Deriving test cases: the same answers give the same cases, and each knows what it rests on."""

import pytest

from amt24web.domain.papers.words import Priority
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.test_cases import CaseOrigin, derive
from amt24web.rules.visibility import assess
from tests.harness.builders import (
    a_catalogue,
    a_column,
    a_content,
    a_fixed_row,
    a_question,
    a_row,
    facts_with,
    some_choices,
    some_rows,
)
from tests.harness.cases import a_case_rule, cases_of, each_of, the_case

WAYS = a_question("umsetzungsweg", "auswahl", choices=some_choices("blaupause", "nur_link"))
PAID = a_question("kosten", "ja_nein")
MEANS = a_question("zahlarten", "mehrfach", choices=some_choices("karte", "rechnung"))
BODIES = some_rows(
    "stellen_liste",
    a_column("name"),
    a_column("nimmt_an", "ja_nein"),
    a_column("kanal", "auswahl", choices=some_choices("konto", "fit")),
)


# Whether there is a case


def test_a_case_is_there_if_its_condition_holds():
    catalogue = a_catalogue(PAID, test_cases=(a_case_rule(when="kosten == 'ja'"),))
    assert [c.origin for c in cases_of(catalogue, kosten="ja")] == [CaseOrigin("tf-eins")]
    assert cases_of(catalogue, kosten="nein") == ()
    assert cases_of(catalogue) == ()


def test_what_waits_for_clarification_calls_for_no_case():
    catalogue = a_catalogue(PAID, test_cases=(a_case_rule(when="kosten == 'ja'"),))
    waiting = a_content("ja", state=AnswerState.IN_CLARIFICATION)
    assert cases_of(catalogue, kosten=waiting) == ()


def test_a_case_holds_for_its_ways_only():
    catalogue = a_catalogue(WAYS, test_cases=(a_case_rule(ways=("blaupause",)),))
    assert len(cases_of(catalogue, umsetzungsweg="blaupause")) == 1
    assert cases_of(catalogue, umsetzungsweg="nur_link") == ()
    assert cases_of(catalogue) == ()


def test_a_retired_rule_gives_no_case():
    assert cases_of(a_catalogue(PAID, test_cases=(a_case_rule(retired=True),))) == ()


def test_without_a_test_catalogue_there_are_no_cases():
    assert cases_of(a_catalogue(PAID), kosten="ja") == ()


# Rows and options


def test_there_is_a_case_for_each_chosen_option_in_the_order_of_the_options():
    rule = a_case_rule(each=each_of("zahlarten", title="Zahlen: {wort}"))
    cases = cases_of(a_catalogue(MEANS, test_cases=(rule,)), zahlarten=["rechnung", "karte"])
    assert [c.origin.subject for c in cases] == ["karte", "rechnung"]
    assert [c.title for c in cases] == ["Zahlen: Karte", "Zahlen: Rechnung"]


def test_options_can_be_left_out():
    rules = (
        a_case_rule("tf-a", each=each_of("zahlarten", excluded=("rechnung",))),
        a_case_rule("tf-b", each=each_of("zahlarten", only=("rechnung",))),
    )
    cases = cases_of(a_catalogue(MEANS, test_cases=rules), zahlarten=["karte", "rechnung"])
    assert [c.origin for c in cases] == [
        CaseOrigin("tf-a", "karte"),
        CaseOrigin("tf-b", "rechnung"),
    ]


def test_an_option_can_have_words_of_its_own():
    each = each_of("zahlarten", options=[("karte", "Mit {wort} zahlen")], title="Zahlen: {wort}")
    cases = cases_of(
        a_catalogue(MEANS, test_cases=(a_case_rule(each=each),)), zahlarten=["karte", "rechnung"]
    )
    assert [c.title for c in cases] == ["Mit Karte zahlen", "Zahlen: Rechnung"]
    assert {c.steps for c in cases} == {("Tun Sie etwas.",)}


def test_there_is_a_case_for_each_wanted_row():
    rule = a_case_rule(
        each=each_of(
            "stellen_liste", only_rows={"nimmt_an": ("ja",)}, steps=("Gehen Sie zu „{name}“.",)
        )
    )
    bodies = [{"name": "Schule", "nimmt_an": "ja"}, {"name": "Amt", "nimmt_an": "nein"}]
    case = the_case(a_catalogue(BODIES, test_cases=(rule,)), stellen_liste=bodies)
    assert case.origin == CaseOrigin("tf-eins", "z1")
    assert case.steps == ("Gehen Sie zu „Schule“.",)


def test_an_empty_cell_is_said_to_be_empty_and_a_full_stop_is_not_doubled():
    rule = a_case_rule(each=each_of("stellen_liste", expected="{name}, {kanal}."))
    case = the_case(
        a_catalogue(BODIES, test_cases=(rule,)), stellen_liste=[{"name": "Eine Schule."}]
    )
    assert case.expected == "Eine Schule, ohne Angabe."


def test_what_somebody_typed_is_never_taken_for_a_place_to_fill():
    rule = a_case_rule(each=each_of("stellen_liste", title="Bei {name}"))
    case = the_case(a_catalogue(BODIES, test_cases=(rule,)), stellen_liste=[{"name": "{kanal}"}])
    assert case.title == "Bei {kanal}"


def test_a_title_shows_the_beginning_of_a_long_cell():
    rule = a_case_rule(each=each_of("stellen_liste", title="{name}"))
    long = "Amt für Wege und Plätze " * 10
    case = the_case(a_catalogue(BODIES, test_cases=(rule,)), stellen_liste=[{"name": long}])
    assert len(case.title) <= 75
    assert case.title.endswith(" …")


def test_options_of_a_column_and_of_a_question_are_one_set():
    channel = a_question("kanal", "auswahl", choices=some_choices("konto", "fit", "je_stelle"))
    rule = a_case_rule(each=each_of("kanal", "stellen_liste.kanal", excluded=("je_stelle",)))
    catalogue = a_catalogue(channel, BODIES, test_cases=(rule,))
    rows = [{"name": "A", "kanal": "fit"}, {"name": "B", "kanal": "konto"},
            {"name": "C", "kanal": "fit"}]  # fmt: skip
    cases = cases_of(catalogue, kanal="je_stelle", stellen_liste=rows)
    assert [c.origin.subject for c in cases] == ["konto", "fit"]
    assert [c.origin.subject for c in cases_of(catalogue, kanal="fit")] == ["fit"]


def test_fixed_rows_are_subjects_once_something_is_said_about_them():
    tasks = some_rows("aufgaben", a_column("wer"), fixed_rows=(a_fixed_row("a"), a_fixed_row("b")))
    catalogue = a_catalogue(tasks, test_cases=(a_case_rule(each=each_of("aufgaben")),))
    facts = facts_with(a_row("aufgaben", "b", wer="Amt"))
    (case,) = derive(catalogue, facts, assess(catalogue, facts))
    assert case.origin.subject == "b"


@pytest.mark.parametrize("once", [True, False])
def test_without_rows_there_is_one_case_in_general_or_none(once: bool):
    rule = a_case_rule(each=each_of("stellen_liste", title="{name}", once_without=once))
    cases = cases_of(a_catalogue(BODIES, test_cases=(rule,)))
    assert [(c.origin.subject, c.title) for c in cases] == [("", "Fall tf-eins")] * once


def test_too_many_rows_are_one_case_in_general_words():
    rule = a_case_rule(each=each_of("stellen_liste", title="{name}", limit=2))
    catalogue = a_catalogue(BODIES, test_cases=(rule,))
    rows = [{"name": f"Amt {n}"} for n in range(3)]
    assert len(cases_of(catalogue, stellen_liste=rows[:2])) == 2
    assert the_case(catalogue, stellen_liste=rows).title == "Fall tf-eins"


# Reasons, givens, order


def test_a_case_says_which_answers_call_for_it_and_which_the_tester_needs():
    rule = a_case_rule(when="kosten == 'ja'", each=each_of("zahlarten"), givens=("hinweis",))
    catalogue = a_catalogue(PAID, MEANS, a_question("hinweis"), test_cases=(rule,))
    case = cases_of(catalogue, kosten="ja", zahlarten=["karte", "rechnung"], hinweis="Nur bar")[0]
    assert [(r.question, r.answer) for r in case.reasons] == [
        ("kosten", "ja"),
        ("zahlarten", "Karte"),
    ]
    assert [(g.text, g.answer) for g in case.givens] == [("Wie ist hinweis?", "Nur bar")]
    assert case.depends_on == ("kosten", "zahlarten", "hinweis")


def test_a_row_is_called_by_its_first_cell():
    rule = a_case_rule(each=each_of("stellen_liste"))
    bodies = [{"nimmt_an": "ja", "name": "Schule"}]
    case = the_case(a_catalogue(BODIES, test_cases=(rule,)), stellen_liste=bodies)
    assert [reason.answer for reason in case.reasons] == ["Schule"]


def test_behind_a_computed_answer_stand_those_it_is_worked_out_from():
    double = a_question("summe", "berechnet", expression="hoechste(zahl)")
    rule = a_case_rule(when="summe > 3")
    case = the_case(a_catalogue(a_question("zahl", "zahl"), double, test_cases=(rule,)), zahl=4)
    assert case.depends_on == ("zahl",)


def test_stop_cases_come_first_then_priority_then_the_order_of_the_catalogue():
    rules = (
        a_case_rule("tf-niedrig", priority=Priority.LOW),
        a_case_rule("tf-a"),
        a_case_rule("tf-hoch", priority=Priority.HIGH),
        a_case_rule("tf-halt", is_stop=True),
        a_case_rule("tf-b"),
    )
    ids = [case.origin.rule_id for case in cases_of(a_catalogue(PAID, test_cases=rules))]
    assert ids == ["tf-halt", "tf-hoch", "tf-a", "tf-b", "tf-niedrig"]


# Fingerprints


def test_another_row_changes_nothing_for_a_case_about_this_row():
    rule = a_case_rule(each=each_of("stellen_liste"))
    catalogue = a_catalogue(BODIES, test_cases=(rule,))
    one = the_case(catalogue, stellen_liste=[{"name": "A"}])
    both = cases_of(catalogue, stellen_liste=[{"name": "A"}, {"name": "B"}])
    changed = the_case(catalogue, stellen_liste=[{"name": "A", "kanal": "fit"}])
    assert both[0].fingerprint == one.fingerprint
    assert changed.fingerprint != one.fingerprint


def test_another_option_changes_nothing_for_a_case_about_this_option():
    catalogue = a_catalogue(MEANS, test_cases=(a_case_rule(each=each_of("zahlarten")),))
    alone = the_case(catalogue, zahlarten=["karte"])
    both = cases_of(catalogue, zahlarten=["karte", "rechnung"])
    assert both[0].fingerprint == alone.fingerprint
    assert both[0].fingerprint != both[1].fingerprint


def test_words_do_not_matter_for_a_fingerprint():
    rule = a_case_rule(when="kosten == 'ja'", givens=("kosten",))
    other = a_case_rule(when="kosten == 'ja'", givens=("kosten",), title="Ganz anders")
    asked = a_question("kosten", "ja_nein", text="Was kostet es?")
    before = the_case(a_catalogue(PAID, test_cases=(rule,)), kosten="ja")
    after = the_case(a_catalogue(asked, test_cases=(other,)), kosten="ja")
    assert before.title != after.title
    assert before.fingerprint == after.fingerprint
