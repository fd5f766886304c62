"""Everything works without script, through the ordinary buttons."""

from playwright.sync_api import expect

from tests.e2e.stage import PASSWORD, begun, field, kept, open_section, somebody
from tests.harness.browser import visit


def test_a_section_is_answered_with_the_ordinary_button() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD, script=False) as page:
        open_section(page, number)
        field(page, "anlass").fill("ohne Skript")
        page.get_by_label("ja", exact=True).check()
        page.get_by_role("button", name="Speichern", exact=True).last.click()
        expect(page.locator(".flash")).to_contain_text("Gespeichert um")
        expect(field(page, "anlass")).to_have_value("ohne Skript")
        expect(field(page, "frist")).to_be_visible()
        assert kept(number, "anlass") == "ohne Skript"


def test_what_cannot_be_read_is_named_on_top_and_stays_in_its_field() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD, script=False) as page:
        open_section(page, number)
        page.get_by_label("ja", exact=True).check()
        page.get_by_role("button", name="Speichern", exact=True).last.click()
        field(page, "frist").fill("am Nikolaustag")
        page.get_by_role("button", name="Speichern und weiter").click()
        expect(page.get_by_role("heading", name="Bitte prüfen Sie eine Angabe")).to_be_visible()
        expect(field(page, "frist")).to_have_value("am Nikolaustag")
        assert page.title().startswith("Bitte prüfen")
        page.locator("#fehlerliste a").click()
        assert page.url.endswith("#f_frist")


def test_rows_are_added_and_removed() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD, script=False) as page:
        open_section(page, number)
        page.get_by_role("button", name="Zeile hinzufügen").first.click()
        page.get_by_label("Was").fill("erstens")
        page.get_by_role("button", name="entfernen Zeile 1").click()
        expect(page.get_by_label("Was")).to_have_count(0)
        page.get_by_role("button", name="Wiederherstellen").click()
        expect(page.get_by_label("Was")).to_have_value("erstens")


def test_an_onlinedienst_is_begun_and_found() -> None:
    who = somebody("Olga Ohne")
    with visit(who.email, password=PASSWORD, script=False) as page:
        page.get_by_role("link", name="Onlinedienst anlegen").click()
        page.get_by_role("button", name="Anlegen und zur ganzen Klärung").click()
        expect(page.get_by_role("heading", name="Bitte prüfen Sie 3 Angaben")).to_be_visible()
        page.get_by_label("Wie heißt die Leistung?").fill("Fischereischein beantragen")
        page.get_by_label("Amt24-Blaupause").check()
        page.get_by_label("neuer Onlinedienst").check()
        page.get_by_role("button", name="Anlegen und zur ganzen Klärung").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Leistung und Vorhaben")
        page.get_by_role("link", name="Onlinedienste").first.click()
        page.get_by_label("Suche").fill("fischerei")
        page.get_by_role("button", name="Anzeigen").click()
        expect(page.get_by_role("row")).to_have_count(2)
