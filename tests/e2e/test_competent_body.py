"""Somebody who speaks for one competent body fills in its row, and sees nothing else."""

import re

from playwright.sync_api import expect

from amt24web.domain.vocabulary import AccessRole
from amt24web.storage import records
from amt24web.storage.database import writing
from tests.e2e.stage import PASSWORD, begun, joined, kept, somebody, wait_until_saved
from tests.harness.browser import site, visit
from tests.harness.builders import a_row, the_real_catalogue


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


def test_one_body_of_many_is_filled_in_on_its_own_page_and_saved_while_typing() -> None:
    owner = somebody("Olga Eigner")
    number = begun(owner, the_real_catalogue())
    with site().app.app_context(), writing() as session:
        rows = [a_row("authorities", f"amt{n}", position=n, name=f"Amt {n}", author_id=owner.id)
                for n in range(60)]  # fmt: skip
        records.keep_many(session, number, rows)
    with visit(owner.email, password=PASSWORD) as page:
        page.goto(f"/onlinedienste/{number}/stellen?suche=amt")
        page.get_by_role("link", name="Weiter").click()
        page.get_by_role("link", name="Amt 55", exact=True).click()
        page.get_by_label("Regionalschlüssel").fill("14 6 25")
        expect(page.locator(".question__problem")).to_contain_text("zwölf Ziffern")
        page.get_by_label("Regionalschlüssel").fill("146250007007")
        page.get_by_label("Buchungstext").fill("Gebühr")
        wait_until_saved(page)
        expect(page.locator(".question__problem")).to_have_count(0)
        said = kept(number, "authorities", "amt55")
        assert said == {"name": "Amt 55", "ars": "146250007007", "buchungstext": "Gebühr"}
        page.get_by_label("Buchungstext").press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("Gespeichert um")
        page.get_by_role("button", name="Stelle entfernen").click()
        page.get_by_role("button", name="Wiederherstellen").click()
        expect(page.get_by_label("Buchungstext")).to_have_value("Gebühr")
        page.get_by_role("button", name="Speichern und zur Liste").click()
        expect(page).to_have_url(re.compile("stellen.suche=amt.seite=2$"))


def test_a_table_is_pasted_looked_at_and_taken_over_with_three_clicks() -> None:
    owner = somebody("Olga Eigner")
    number = begun(owner, the_real_catalogue())
    with visit(owner.email, password=PASSWORD) as page:
        page.goto(f"/onlinedienste/{number}/klaerung/zustaendigkeit")
        page.get_by_role("link", name="Viele Stellen auf einmal einfügen").click()
        page.get_by_label("Zeilen aus Excel").fill('Stelle\tGebiet\n"A ""B""\n1"\t\tx\nC\tOst')
        page.get_by_role("button", name="Prüfen", exact=True).click()
        page.get_by_role("button", name="2 Stellen übernehmen").click()
        expect(page.get_by_role("status").first).to_contain_text("2 Stellen hinzugefügt")
        expect(page.get_by_role("link", name='A "B" 1')).to_be_visible()
