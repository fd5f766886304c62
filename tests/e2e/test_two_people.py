"""Two people, or two windows, at the same question: both texts stay, somebody decides."""

from playwright.sync_api import expect

from amt24web.domain.vocabulary import AccessRole
from tests.e2e.stage import (
    PASSWORD,
    begun,
    field,
    joined,
    kept,
    open_section,
    somebody,
    state,
    wait_until_saved,
)
from tests.harness.browser import visit

CONFLICT = ("409",)


def test_two_people_at_one_question_see_both_texts_with_names_and_decide() -> None:
    anna, bela = somebody("Anna Beispiel"), somebody("Bela Beispiel")
    number = begun(anna)
    joined(number, bela, AccessRole.CONTRIBUTOR)
    with (
        visit(anna.email, password=PASSWORD) as first,
        visit(bela.email, password=PASSWORD, pardon=CONFLICT) as second,
    ):
        open_section(first, number)
        open_section(second, number)
        field(first, "anlass").fill("Annas Text")
        wait_until_saved(first)
        field(second, "anlass").fill("Belas Text")
        expect(state(second)).to_contain_text("anders beantwortet")
        finding = second.locator("#befunde-anlass")
        expect(finding).to_contain_text("Anna Beispiel")
        expect(finding).to_contain_text("Annas Text")
        expect(field(second, "anlass")).to_have_value("Belas Text")
        assert kept(number, "anlass") == "Annas Text"
        second.get_by_role("button", name="Beide Texte vergleichen").click()
        expect(second.get_by_role("heading", level=1)).to_have_text("Zwei Texte zu einer Frage")
        second.get_by_role("button", name="Meinen Text übernehmen").click()
        second.wait_for_url("**/klaerung/mehr")
        assert kept(number, "anlass") == "Belas Text"


def test_the_other_text_can_be_kept_instead() -> None:
    anna, bela = somebody("Anna Beispiel"), somebody("Bela Beispiel")
    number = begun(anna)
    joined(number, bela, AccessRole.CONTRIBUTOR)
    with (
        visit(anna.email, password=PASSWORD) as first,
        visit(bela.email, password=PASSWORD, pardon=CONFLICT) as second,
    ):
        open_section(first, number)
        open_section(second, number)
        field(first, "anlass").fill("Annas Text")
        wait_until_saved(first)
        field(second, "ziel").fill("Belas Ziel")
        field(second, "anlass").fill("Belas Text")
        second.get_by_role("button", name="Speichern und weiter").click()
        expect(second.get_by_text("Alles andere ist gespeichert")).to_be_visible()
        second.get_by_role("link", name="Den anderen Text behalten").click()
        expect(field(second, "anlass")).to_have_value("Annas Text")
        assert kept(number, "ziel") == "Belas Ziel"


def test_two_windows_of_one_person_do_not_overwrite_each_other_silently() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD, pardon=CONFLICT) as first:
        second = first.context.new_page()
        open_section(first, number)
        open_section(second, number)
        field(first, "anlass").fill("im ersten Fenster")
        wait_until_saved(first)
        field(second, "anlass").fill("im zweiten Fenster")
        expect(state(second)).to_contain_text("anders beantwortet")
        assert kept(number, "anlass") == "im ersten Fenster"
        second.close(run_before_unload=False)


def test_two_people_at_different_questions_do_not_disturb_each_other() -> None:
    anna, bela = somebody("Anna Beispiel"), somebody("Bela Beispiel")
    number = begun(anna)
    joined(number, bela, AccessRole.CONTRIBUTOR)
    with (
        visit(anna.email, password=PASSWORD) as first,
        visit(bela.email, password=PASSWORD) as second,
    ):
        open_section(first, number)
        open_section(second, number)
        field(first, "anlass").fill("Annas Anlass")
        field(second, "ziel").fill("Belas Ziel")
        wait_until_saved(first)
        wait_until_saved(second)
        second.get_by_role("button", name="Speichern", exact=True).last.click()
        second.wait_for_load_state()
        assert (kept(number, "anlass"), kept(number, "ziel")) == ("Annas Anlass", "Belas Ziel")


def test_a_reader_sees_answers_but_cannot_type() -> None:
    anna, rita = somebody("Anna Beispiel"), somebody("Rita Liest")
    number = begun(anna)
    joined(number, rita, AccessRole.READER)
    with visit(rita.email, password=PASSWORD) as page:
        open_section(page, number)
        expect(field(page, "anlass")).to_be_disabled()
        expect(page.locator(".reading-along")).to_contain_text("Sie lesen mit")
