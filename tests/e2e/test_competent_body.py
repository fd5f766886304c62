"""Somebody who speaks for one competent body fills in its row, and sees nothing else."""

from playwright.sync_api import expect

from amt24web.domain.vocabulary import AccessRole
from amt24web.storage import records
from amt24web.storage.database import writing
from tests.e2e.stage import PASSWORD, begun, joined, kept, somebody, wait_until_saved
from tests.harness.browser import site, visit
from tests.harness.builders import a_row


def test_a_body_fills_in_its_own_row_and_it_is_saved_while_typing() -> None:
    owner, body = somebody("Olga Eigner"), somebody("Bodo Stelle")
    number = begun(owner)
    joined(number, body, AccessRole.COMPETENT_BODY)
    with site().app.app_context(), writing() as session:
        for uid, name, person in (("amt1", "Stadt A", f"m{body.id}"), ("amt2", "Stadt B", "")):
            row = a_row(
                "authorities",
                uid,
                name=name,
                ansprechperson=person,
                author_id=owner.id,
            )
            records.keep(session, number, row)
    with visit(body.email, password=PASSWORD) as page:
        page.goto(f"/onlinedienste/{number}/stellen")
        expect(page.locator(".row")).to_have_count(1)
        expect(page.get_by_label("Name")).to_have_value("Stadt A")
        page.get_by_label("Kontakt").fill("stadt-a@example.org")
        wait_until_saved(page)
        assert kept(number, "authorities", "amt1")["kontakt"] == "stadt-a@example.org"  # type: ignore[index]
        expect(page.get_by_role("button", name="entfernen")).to_have_count(0)
        page.get_by_role("button", name="Speichern").click()
        page.wait_for_url(f"**/onlinedienste/{number}/stellen")
