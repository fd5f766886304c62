"""The Testplan: page one first, the cases in the order in which they are carried out."""

from amt24web.documents.case_sheets import FIRST_TITLE, NOBODY, in_order
from amt24web.documents.outline import Checklist, Table
from amt24web.documents.plain import ink
from amt24web.documents.testing_plan import MOST_TESTERS
from amt24web.domain.papers.parts import Criterion
from amt24web.domain.papers.words import CaseResult, Priority
from amt24web.domain.wording import label
from tests.documents.files import pages_of_pdf
from tests.documents.outlines import headings, page_one, tables
from tests.documents.papers import file_of
from tests.documents.papers_of_testing import a_case, a_tester, a_testing_plan, many_cases
from tests.documents.pilot import SCHOOL


def test_page_one_says_what_when_who_and_when_it_ends() -> None:
    said = page_one(a_testing_plan())
    assert "Prozess Anmeldung Grundschule, Version 1.4" in said
    assert "Zeitraum: 19.04.2027 bis 21.05.2027" in said
    assert f"Sekretariat, {SCHOOL} | Eingang, Lesbarkeit, Weiterverarbeitung | 07.05.2027" in said
    assert "Der Test endet, wenn: - Alle Testfälle mit Priorität hoch" in said
    assert "- Keine betriebsverhindernde Abweichung (0)" in said


def test_a_tester_without_a_date_is_still_open() -> None:
    said = page_one(a_testing_plan())
    assert "Ganzer Antrag, auch auf dem Smartphone | noch offen" in said


def test_more_testers_than_page_one_holds_stand_further_back() -> None:
    plan = a_testing_plan(testers=tuple(a_tester(f"Person {n}") for n in range(30)))
    assert len(tables(plan)["Wer testet was bis wann"].rows) == MOST_TESTERS
    assert "Alle 30 stehen unter „Testende und ihre Bereitschaft“." in page_one(plan)
    assert len(tables(plan)["Testende und ihre Bereitschaft"].rows) == 30


def test_more_criteria_than_page_one_holds_are_counted_there() -> None:
    plan = a_testing_plan(end_criteria=tuple(Criterion(f"Kriterium {n}") for n in range(9)))
    assert "- und 5 weitere Kriterien gelten" in page_one(plan)
    assert "Kriterium 8 | noch offen | Ende des Tests" in ink(plan)


def test_page_one_holds_the_longest_lists() -> None:
    plan = a_testing_plan(
        testers=tuple(a_tester(f"Person {n}") for n in range(30)),
        end_criteria=tuple(Criterion(f"Endekriterium {n}") for n in range(9)),
        approval_criteria=tuple(Criterion(f"Freigabekriterium {n}") for n in range(9)),
        cases=(),
    )
    first, *_ = pages_of_pdf(file_of(plan))
    assert "Freigabekriterium3" in first


def test_a_tester_who_cannot_begin_says_what_is_missing() -> None:
    said = ink(a_testing_plan())
    assert "nein, es fehlt: Behördenkonto in der Entwicklung" in said
    assert "schule-am-park | Behördenkonto | noch offen | noch offen | noch offen" in said


def test_the_cases_that_stop_a_test_come_first() -> None:
    (title, first), *_ = in_order(many_cases(12))
    assert title == FIRST_TITLE
    assert {case.key for case in first} == {
        "tf-geradeaus",
        "tf-eingang-behoerde",
        "tf-zustaendigkeit-treffer",
    }


def test_cases_follow_tester_by_tester_and_those_of_nobody_come_last() -> None:
    titles = headings(a_testing_plan(), level=2)
    assert titles[-1] == NOBODY
    assert titles.index(f"Sekretariat, {SCHOOL}") > titles.index(FIRST_TITLE)


def test_each_tester_begins_with_the_weightiest_case() -> None:
    cases = [a_case(str(n), priority=p) for n, p in enumerate(reversed(Priority))]
    ((_, ordered),) = in_order(cases)
    assert [case.priority for case in ordered] == list(Priority)


def test_a_case_is_one_small_table_with_a_box_for_every_result() -> None:
    plan = a_testing_plan(cases=(a_case(),))
    table = tables(plan)["tf-geradeaus Ganzer Antrag von der Suche bis zur Eingangsbestätigung"]
    ((_, _, result),) = table.rows
    boxes = result[0]
    assert isinstance(boxes, Checklist)
    assert [item.text[0].text for item in boxes.items] == [label(r) for r in CaseResult]
    assert not any(item.is_checked for item in boxes.items)


def test_a_case_says_what_it_needs_and_where_it_comes_from() -> None:
    said = ink(a_testing_plan(cases=(a_case(),)))
    assert "Voraussetzung: Der Dienst ist in der Entwicklung aktiviert." in said
    assert "3. Senden Sie ihn ab." in said
    assert "Priorität hoch · Nutzende · Bezug: DIN SPEC 66336" in said


def test_a_requirement_without_a_case_stands_out() -> None:
    assert "Kontakt ist sichtbar | kein Testfall | noch nicht getestet" in ink(a_testing_plan())


def test_without_cases_the_annex_says_so() -> None:
    assert "Es sind noch keine Testfälle festgelegt." in ink(a_testing_plan(cases=()))


def test_four_hundred_cases_have_four_hundred_tables() -> None:
    plan = a_testing_plan(cases=many_cases(400))
    assert sum(block.columns[-1].title == "Ergebnis" and len(block.rows) == 1
               for block in plan.blocks if isinstance(block, Table)) == 400  # fmt: skip


def test_sixty_cases_are_drawn_on_their_pages() -> None:
    pages = pages_of_pdf(file_of(a_testing_plan(cases=many_cases(60))))
    assert "ff-57Feld57" in "".join(pages)
