"""Commenting beside a form that saves itself: neither loses what the other holds."""

from playwright.sync_api import expect

from tests.e2e.stage import PASSWORD, begun, field, kept, open_section, somebody, wait_until_kept
from tests.harness.browser import site, visit


def test_typing_a_comment_saves_no_answer_and_sending_it_loses_none() -> None:
    who = somebody("Karla Kommentar")
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        page.locator("#kommentare-ziel > summary").click()
        seen = site().weather.seen
        page.locator("#text-kommentar-ziel").type("Wer weiß das?")
        page.wait_for_timeout(1_000)
        assert site().weather.seen == seen
        field(page, "anlass").fill("eben erst getippt")
        page.locator("#kommentare-ziel").get_by_role("button", name="Kommentar senden").click()
        expect(page.locator("#kommentare-ziel .thread")).to_contain_text("Wer weiß das?")
        wait_until_kept(number, "anlass", "eben erst getippt")
        assert kept(number, "ziel") is None


def test_comments_marks_and_history_work_without_script() -> None:
    who = somebody("Karla Kommentar")
    number = begun(who)
    with visit(who.email, password=PASSWORD, script=False) as page:
        open_section(page, number)
        field(page, "ziel").fill("erster Text")
        page.get_by_role("button", name="Speichern", exact=True).last.click()
        page.locator("#kommentare-ziel > summary").click()
        page.locator("#text-kommentar-ziel").fill("ohne Skript")
        page.locator("#kommentare-ziel").get_by_role("button", name="Kommentar senden").click()
        expect(page.locator("#kommentare-ziel .thread")).to_contain_text("ohne Skript")
        page.locator("#frage-ziel").get_by_role("button", name="Markieren").click()
        expect(page.locator("#frage-ziel .flagged")).to_be_visible()
        page.locator("#frage-ziel").get_by_role("link", name="Verlauf").click()
        expect(page.locator(".step")).to_contain_text("erster Text")


def test_another_button_does_not_drop_a_typed_comment_without_a_word() -> None:
    who = somebody("Karla Kommentar")
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        page.locator("#kommentare-ziel > summary").click()
        comment = page.locator("#text-kommentar-ziel")
        comment.type("Wer weiß das?")
        save = page.get_by_role("button", name="Speichern", exact=True).last
        save.click()
        expect(page.locator("#kommentare-ziel [role=alert]")).to_contain_text("nicht gesendet")
        expect(comment).to_be_focused()
        expect(comment).to_have_value("Wer weiß das?")
        save.click()
        expect(page.locator("main")).to_contain_text("Gespeichert um")
