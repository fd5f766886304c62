"""Repeatable questions: add, fill in, move, remove and bring back."""

from playwright.sync_api import Page, expect

from tests.e2e.stage import PASSWORD, begun, open_section, somebody, wait_until_saved
from tests.harness.browser import visit

QUESTION = "#frage-schritte"


def _add(page: Page) -> None:
    page.locator(QUESTION).get_by_role("button", name="Zeile hinzufügen").click()
    page.wait_for_load_state()


def _texts(page: Page) -> list[str]:
    cells = page.locator(f"{QUESTION} .row").get_by_label("Was")
    return [cell.input_value() for cell in cells.all()]


def test_rows_are_added_filled_moved_removed_and_brought_back() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        for text in ("erstens", "zweitens"):
            _add(page)
            page.locator(f"{QUESTION} .row").last.get_by_label("Was").fill(text)
            wait_until_saved(page)
        assert _texts(page) == ["erstens", "zweitens"]
        page.get_by_role("button", name="nach oben Zeile 2").click()
        page.wait_for_load_state()
        assert _texts(page) == ["zweitens", "erstens"]
        page.get_by_role("button", name="entfernen Zeile 1").click()
        page.wait_for_load_state()
        assert _texts(page) == ["erstens"]
        expect(page.get_by_role("button", name="Wiederherstellen")).to_be_focused()
        page.get_by_role("button", name="Wiederherstellen").click()
        page.wait_for_load_state()
        assert _texts(page) == ["zweitens", "erstens"]


def test_what_was_typed_elsewhere_is_saved_when_a_row_is_added() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        page.locator("#f_ziel").fill("vor der Zeile")
        _add(page)
        expect(page.locator("#f_ziel")).to_have_value("vor der Zeile")


def test_the_new_row_has_the_focus() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        _add(page)
        cell = page.locator(f"{QUESTION} .row").last.get_by_label("Was")
        expect(cell).to_be_focused()


def test_an_unreadable_cell_keeps_what_was_typed() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        _add(page)
        cell = page.locator(f"{QUESTION} .row").last.get_by_label("Wann")
        cell.fill("übermorgen")
        expect(page.locator(f"{QUESTION} .question__problem")).to_be_visible()
        expect(cell).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#speicherstand")).to_contain_text("eine Angabe bitte prüfen")
        page.reload()
        cell = page.locator(f"{QUESTION} .row").last.get_by_label("Wann")
        expect(cell).to_have_value("übermorgen")


def test_pressing_a_button_twice_quickly_adds_one_row() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        page.locator(QUESTION).get_by_role("button", name="Zeile hinzufügen").dblclick()
        page.wait_for_load_state("networkidle")
        assert len(_texts(page)) == 1
