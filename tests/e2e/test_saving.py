"""Nothing typed is lost, and the page never claims more than the server has confirmed."""

from playwright.sync_api import expect

from amt24web.usecases import users
from tests.e2e.stage import (
    PASSWORD,
    begun,
    field,
    kept,
    open_section,
    somebody,
    state,
    wait_until_kept,
    wait_until_saved,
)
from tests.harness.browser import sign_in, site, visit
from tests.harness.builders import the_real_catalogue


def test_what_is_typed_is_saved_without_a_button() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        field(page, "anlass").press_sequentially("Neue Schulordnung", delay=5)
        wait_until_saved(page)
        assert kept(number, "anlass") == "Neue Schulordnung"
        assert field(page, "anlass").evaluate("e => e === document.activeElement")


def test_typing_ten_letters_is_one_request() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        before = site().weather.seen
        field(page, "ziel").press_sequentially("zehn Zeich", delay=20)
        wait_until_saved(page)
        assert site().weather.seen == before + 1


def test_what_is_typed_during_a_slow_save_is_saved_too_and_not_claimed_before() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        gate = site().weather.hold_before()
        field(page, "anlass").press_sequentially("erst")
        assert gate.reached.wait(10)
        field(page, "anlass").press_sequentially(" und dann mehr")
        second = site().weather.hold_before()
        gate.open()
        assert second.reached.wait(10)
        expect(state(page)).to_have_attribute("data-state", "pending")
        assert kept(number, "anlass") == "erst"
        second.open()
        wait_until_saved(page)
        assert kept(number, "anlass") == "erst und dann mehr"
        expect(field(page, "anlass")).to_have_value("erst und dann mehr")


def test_a_failing_server_is_named_and_asked_again_until_it_answers() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD, pardon=("500", "503")) as page:
        open_section(page, number)
        site().weather.fail("500 Trouble", "503 Busy")
        field(page, "anlass").fill("bleibt stehen")
        expect(state(page)).to_contain_text("Nicht gespeichert")
        expect(field(page, "anlass")).to_have_value("bleibt stehen")
        wait_until_saved(page)
        assert kept(number, "anlass") == "bleibt stehen"


def test_an_answer_that_got_lost_on_the_way_back_does_no_harm() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD, pardon=("ERR_", "htmx:error")) as page:
        open_section(page, number)
        lost = []

        def lose_the_first(route: object) -> None:
            if lost:
                route.continue_()  # type: ignore[attr-defined]
                return
            lost.append(route.fetch())  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]

        page.route("**/antworten/anlass", lose_the_first)
        field(page, "anlass").fill("einmal gesagt")
        wait_until_saved(page)
        assert lost
        assert kept(number, "anlass") == "einmal gesagt"


def test_offline_the_text_stays_and_is_saved_when_the_net_is_back() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD, pardon=("ERR_INTERNET", "htmx:error")) as page:
        open_section(page, number)
        page.context.set_offline(True)
        field(page, "anlass").fill("im Zug geschrieben")
        expect(state(page)).to_contain_text("offline")
        page.context.set_offline(False)
        wait_until_saved(page)
        assert kept(number, "anlass") == "im Zug geschrieben"


def test_an_ended_session_keeps_the_text_until_somebody_signs_in_again() -> None:
    who = somebody("Sitzung Ende")
    number = begun(who)
    with visit(who.email, password=PASSWORD, pardon=("401",)) as page:
        open_section(page, number)
        with site().app.app_context():
            users.sign_out_everywhere(who=who)
        field(page, "anlass").fill("nach der Pause")
        expect(state(page)).to_contain_text("Sitzung ist abgelaufen")
        assert kept(number, "anlass") is None
        other = page.context.new_page()
        sign_in(other, who.email, PASSWORD)
        other.close()
        page.bring_to_front()
        page.evaluate("dispatchEvent(new Event('focus'))")
        wait_until_saved(page)
        assert kept(number, "anlass") == "nach der Pause"


def test_cookies_that_are_gone_are_no_lost_text() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD, pardon=("400", "401")) as page:
        open_section(page, number)
        page.context.clear_cookies()
        field(page, "anlass").fill("ohne Keks")
        expect(state(page)).to_contain_text("Nicht gespeichert")
        other = page.context.new_page()
        sign_in(other, who.email, PASSWORD)
        other.close()
        page.evaluate("dispatchEvent(new Event('focus'))")
        wait_until_saved(page)
        assert kept(number, "anlass") == "ohne Keks"


def test_leaving_within_the_pause_after_typing_loses_nothing() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        field(page, "anlass").fill("im Hinausgehen")
        page.get_by_role("link", name="Hilfe").first.click()
        page.wait_for_url("**/hilfe")
        wait_until_kept(number, "anlass", "im Hinausgehen")
        open_section(page, number)
        expect(field(page, "anlass")).to_have_value("im Hinausgehen")


def test_back_and_edit_again_saves_without_a_conflict_with_oneself() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        field(page, "anlass").fill("zuerst")
        page.get_by_role("button", name="Speichern", exact=True).last.click()
        page.wait_for_load_state()
        page.get_by_role("link", name="Antworten prüfen").first.click()
        page.wait_for_url("**/pruefen")
        page.go_back()
        field(page, "anlass").fill("danach")
        wait_until_saved(page)
        assert kept(number, "anlass") == "danach"


def test_a_slow_save_that_comes_after_the_button_does_not_win() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD, pardon=("409",)) as page:
        open_section(page, number)
        gate = site().weather.hold_before()
        field(page, "anlass").fill("alt")
        assert gate.reached.wait(10)
        field(page, "anlass").fill("neu")
        page.get_by_role("button", name="Speichern", exact=True).last.click()
        page.wait_for_load_state()
        gate.open()
        page.wait_for_timeout(300)
        assert kept(number, "anlass") == "neu"


def test_an_unreadable_date_stays_as_typed_and_says_what_is_wrong() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        page.get_by_label("ja", exact=True).check()
        field(page, "frist").fill("31.2.2026")
        expect(page.locator("#problem-frist")).to_contain_text("Datum")
        page.reload()
        expect(field(page, "frist")).to_have_value("31.2.2026")


def test_a_question_appears_with_its_condition_and_keeps_what_is_typed_into_it() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        expect(field(page, "frist")).to_have_count(0)
        page.get_by_label("ja", exact=True).check()
        expect(field(page, "frist")).to_be_visible()
        late = site().weather.hold_after()
        field(page, "ziel").fill("ein Ziel")
        assert late.reached.wait(10)
        field(page, "frist").press_sequentially("24.12.2026")
        late.open()
        wait_until_saved(page)
        expect(field(page, "frist")).to_have_value("24.12.2026")
        assert kept(number, "frist") == "2026-12-24"
        page.get_by_label("nein", exact=True).check()
        expect(field(page, "frist")).to_have_count(0)
        assert kept(number, "frist") == "2026-12-24"


def test_progress_on_the_page_follows_every_answer() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        before = page.locator("#fortschritt").get_attribute("value")
        field(page, "ziel").fill("ein Ziel")
        wait_until_saved(page)
        expect(page.locator("#fortschritt")).to_have_attribute("value", str(int(before or 0) + 1))


def test_what_cannot_be_read_is_marked_until_it_is_mended() -> None:
    who = somebody()
    number = begun(who)
    with visit(who.email, password=PASSWORD) as page:
        open_section(page, number)
        page.locator("#f_hat_frist").check()
        day = field(page, "frist")
        expect(state(page).get_by_role("link", name="1 neue Frage")).to_be_visible()
        day.fill("Frühjahr 2027")
        expect(state(page)).to_contain_text("Gespeichert – eine Angabe bitte prüfen")
        expect(state(page)).to_have_attribute("data-state", "check")
        expect(day).to_have_attribute("aria-invalid", "true")
        field(page, "ziel").fill("Weniger Wege")
        wait_until_kept(number, "ziel", "Weniger Wege")
        expect(state(page)).to_contain_text("eine Angabe bitte prüfen")
        day.fill("01.03.2027")
        wait_until_saved(page)
        expect(day).not_to_have_attribute("aria-invalid", "true")


def test_a_number_is_shown_as_it_was_understood() -> None:
    who = somebody()
    number = begun(who, the_real_catalogue())
    with visit(who.email, password=PASSWORD) as page:
        page.goto(f"/onlinedienste/{number}/schnelldurchlauf/heute_und_danach")
        field(page, "fallzahl_jahr").fill("ca. 800")
        wait_until_saved(page)
        page.reload()
        expect(field(page, "fallzahl_jahr")).to_have_value("800")
