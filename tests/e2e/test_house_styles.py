"""The form of a house style in a real browser: a colour is typed, picked, or none."""

from playwright.sync_api import expect

from tests.e2e.stage import PASSWORD, begun, somebody
from tests.harness.browser import visit


def test_a_colour_can_be_picked_typed_and_taken_away() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        page.goto(f"/onlinedienste/{number}/hausstil")
        typed, picker = page.locator("#accent"), page.get_by_label("Farbe auswählen")
        picker.fill("#123a6b")
        expect(typed).to_have_value("#123a6b")
        typed.fill("7A1F1F")
        expect(picker).to_have_value("#7a1f1f")
        page.get_by_role("button", name="Keine Farbe").click()
        expect(typed).to_have_value("")


def test_without_script_a_colour_is_typed_and_nothing_else_is_shown() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD, script=False) as page:
        page.goto(f"/onlinedienste/{number}/hausstil")
        expect(page.get_by_label("Farbe auswählen")).to_be_hidden()
        page.get_by_label("Name", exact=True).fill("Landesamt für Muster")
        page.locator("#accent").fill("123A6B")
        page.get_by_role("button", name="Prüfen und speichern").click()
        expect(page.get_by_text("Farbe #123a6b").first).to_be_visible()
