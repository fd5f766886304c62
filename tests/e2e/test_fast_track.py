"""The fast track in a real browser: saved while typing, handed on with one choice, copied."""

import re

from playwright.sync_api import expect

from tests.e2e.stage import (
    PASSWORD,
    begun,
    field,
    kept,
    somebody,
    wait_until_kept,
    wait_until_saved,
)
from tests.harness.browser import visit
from tests.harness.builders import the_real_catalogue


def test_a_block_saves_while_one_types_and_shows_the_questions_that_follow() -> None:
    who = somebody()
    number = begun(who, the_real_catalogue())
    with visit(who.email, password=PASSWORD) as page:
        page.goto(f"/onlinedienste/{number}/schnelldurchlauf/schnell_recht")
        expect(page.locator("#frage-schriftform_norm")).to_have_count(0)
        page.get_by_label("ja, Bundesrecht").check()
        expect(page.locator("#frage-schriftform_norm")).to_be_visible()
        field(page, "schriftform_norm").fill("§ 1 Beispielgesetz")
        wait_until_saved(page)
        wait_until_kept(number, "schriftform_norm", "§ 1 Beispielgesetz")


def test_a_question_is_handed_on_with_one_choice() -> None:
    who = somebody()
    number = begun(who, the_real_catalogue())
    with visit(who.email, password=PASSWORD) as page:
        page.goto(f"/onlinedienste/{number}/schnelldurchlauf/schnell_recht")
        field(page, "persoenlich-fragen").select_option("rolle:zs")
        wait_until_saved(page)
        side = page.get_by_role("navigation", name="Blöcke des Schnelldurchlaufs")
        expect(side).to_contain_text("1 weitergegeben")
        page.goto(f"/onlinedienste/{number}/schnelldurchlauf/ergebnis")
        mail = page.locator("textarea.enquiry__mail").first
        expect(mail).to_have_value(re.compile("Muss jemand persönlich erscheinen"))


def test_answering_what_was_handed_on_takes_it_back_while_one_types() -> None:
    who = somebody()
    number = begun(who, the_real_catalogue())
    with visit(who.email, password=PASSWORD) as page:
        page.goto(f"/onlinedienste/{number}/schnelldurchlauf/weichen")
        choice, answer = field(page, "ziel-fragen"), field(page, "ziel")
        answer.fill("Weniger Wege")
        wait_until_kept(number, "ziel", "Weniger Wege")
        choice.select_option("rolle:zs")
        expect(page.locator("#stand-ziel")).to_contain_text("gilt dann als vorläufig")
        answer.press_sequentially(" zum Amt", delay=120)
        expect(choice).to_have_value("")
        expect(page.locator("#stand-ziel")).not_to_contain_text("weitergegeben")
        expect(answer).to_be_focused()
        answer.press_sequentially(", sofort", delay=120)
        wait_until_kept(number, "ziel", "Weniger Wege zum Amt, sofort")
        expect(choice).to_have_value("")
        side = page.get_by_role("navigation", name="Blöcke des Schnelldurchlaufs")
        expect(side).not_to_contain_text("weitergegeben")


def test_the_choice_whom_to_ask_stays_wide_on_a_phone() -> None:
    who = somebody()
    number = begun(who, the_real_catalogue())
    with visit(who.email, password=PASSWORD) as page:
        page.set_viewport_size({"width": 375, "height": 800})
        page.goto(f"/onlinedienste/{number}/schnelldurchlauf/weichen")
        field(page, "ziel").fill("Weniger Wege")
        wait_until_saved(page)
        expect(page.locator("#zuletzt-ziel")).to_contain_text("zuletzt")
        label = page.locator("label[for=f_ziel-fragen]").bounding_box()
        choice = field(page, "ziel-fragen").bounding_box()
        assert label
        assert choice
        assert choice["width"] > 300
        assert choice["y"] >= label["y"] + label["height"]


def test_the_save_bar_leads_to_the_question_that_an_answer_brought() -> None:
    who = somebody()
    number = begun(who, the_real_catalogue())
    with visit(who.email, password=PASSWORD) as page:
        page.goto(f"/onlinedienste/{number}/schnelldurchlauf/schnell_recht")
        page.get_by_label("ja, Bundesrecht").check()
        bar = page.locator("#speicherstand")
        expect(page.locator("#speichermeldung")).to_contain_text("neue Frage")
        bar.get_by_role("link", name="neue Frage").click()
        expect(field(page, "schriftform_norm")).to_be_focused()
        expect(field(page, "schriftform_norm")).to_be_in_viewport()
        field(page, "schriftform_norm").fill("§ 1 Beispielgesetz")
        wait_until_kept(number, "schriftform_norm", "§ 1 Beispielgesetz")


def test_the_prepared_mail_is_copied_with_one_button() -> None:
    who = somebody()
    number = begun(who, the_real_catalogue())
    with visit(who.email, password=PASSWORD) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"/onlinedienste/{number}/schnelldurchlauf/ergebnis")
        page.locator("details.later > summary").click()
        enquiry = page.locator("details.enquiry").first
        if not enquiry.evaluate("e => e.open"):
            enquiry.locator("summary").click()
        enquiry.get_by_role("button", name="Text kopieren").click()
        expect(enquiry.get_by_text("Kopiert")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
        assert copied == enquiry.locator("textarea").input_value()
        assert copied.startswith("Guten Tag,")


def test_a_standard_is_chosen_from_suggestions_or_written_freely() -> None:
    who = somebody()
    number = begun(who, the_real_catalogue())
    with visit(who.email, password=PASSWORD) as page:
        page.goto(f"/onlinedienste/{number}/klaerung/fachverfahren_standards")
        page.locator("#f_fachverfahren_lage").check()
        page.locator("#f_xoev_relevant").check()
        page.locator("#frage-xoev_standards").get_by_role("button", name="Zeile hinzufügen").click()
        standard = page.locator("#frage-xoev_standards input[list]")
        offered = page.locator("#vorschlaege-xoev option").evaluate_all(
            "all => all.map(o => o.value)"
        )
        assert "XMeld" in offered
        standard.fill("XMeld")
        known = page.locator("#frage-xoev_standards .row .row__hint", has_text="Meldewesen")
        expect(known).to_be_visible()
        standard.fill("Hausformat der Stadt")
        expect(known).to_have_count(0)
        wait_until_saved(page)
    assert kept(number, "xoev_relevant") == "ja"
