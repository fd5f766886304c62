"""Files in a real browser: what is too large is said before anything typed is lost."""

from playwright.sync_api import expect

from tests.e2e.stage import PASSWORD, begun, somebody
from tests.harness.browser import visit

MEGABYTE = 1024 * 1024


def a_file(megabytes: float) -> dict[str, object]:
    return {
        "name": "brief.docx",
        "mimeType": "application/octet-stream",
        "buffer": b"x" * int(megabytes * MEGABYTE),
    }


def test_a_file_too_large_is_named_at_once_and_what_was_typed_stays() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        page.goto(f"/onlinedienste/{number}/hausstil")
        page.get_by_label("Name", exact=True).fill("Landesamt für Muster")
        page.get_by_label("Word-Vorlage").set_input_files(a_file(6))  # type: ignore[arg-type]
        expect(page.get_by_role("alert")).to_contain_text("Erlaubt sind 5 MB.")
        page.get_by_role("button", name="Prüfen und speichern").click()
        expect(page.get_by_label("Word-Vorlage")).to_be_focused()
        expect(page.get_by_label("Name", exact=True)).to_have_value("Landesamt für Muster")
        page.get_by_label("Word-Vorlage").set_input_files([])
        expect(page.get_by_role("alert")).to_have_count(0)


def test_the_form_can_be_sent_once_the_file_fits() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD, pardon=("422",)) as page:
        page.goto(f"/onlinedienste/{number}/hausstil")
        page.get_by_label("Word-Vorlage").set_input_files(a_file(6))  # type: ignore[arg-type]
        page.get_by_role("button", name="Prüfen und speichern").click()
        page.get_by_label("Word-Vorlage").set_input_files(a_file(0.1))  # type: ignore[arg-type]
        page.get_by_role("button", name="Prüfen und speichern").click()
        expect(page.locator("#fehlerliste")).to_contain_text("Das ist keine Word-Datei.")
