"""Ticking an item of a checklist without script."""

from playwright.sync_api import expect

from tests.e2e.stage import PASSWORD, begun, somebody
from tests.harness.browser import visit
from tests.harness.builders import the_real_catalogue


def test_an_item_is_ticked_without_script() -> None:
    who = somebody("Hanna Haken")
    number = begun(who, the_real_catalogue())
    with visit(who.email, password=PASSWORD, script=False) as page:
        page.goto(f"/onlinedienste/{number}/checklisten/3")
        item = page.locator("#punkt-pr-hinweise")
        item.get_by_text("Abhaken", exact=True).click()
        item.get_by_label("Notiz").fill("gelesen")
        item.get_by_role("button", name="Erledigt").click()
        expect(page.locator("#punkt-pr-hinweise")).to_contain_text("Hanna Haken")
        expect(page.locator("#punkt-pr-hinweise")).to_contain_text("gelesen")
