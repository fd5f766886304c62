"""Every page, light and dark, wide and narrow: no barrier that a machine can find."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from amt24web.usecases import demo
from tests.harness.browser import chromium, let_in, site
from tests.harness.builders import the_real_catalogue

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD = "demo-passwort-24"
PLACES = (
    "",
    "/neu",
    "/{}",
    "/{}/klaerung/leistung",
    "/{}/klaerung/zustaendigkeit",
    "/{}/klaerung/pruefen",
    "/{}/mitzeichnung",
    "/{}/abschluss/auftakt",
    "/{}/klaerung/kommentare/leistung_kurz",
    "/{}/verlauf",
    "/{}/verlauf/leistung_kurz",
    "/{}/verlauf/beteiligte",
    "/{}/klaerung/fassung",
    "/{}/offene-punkte?stufe=alle",
    "/{}/auftakt",
    "/{}/zertifizierung/zertifizierung",
    "/{}/livegang/parameter_schnittstellen",
    "/{}/livegang/produktive_abnahme",
    "/{}/beteiligte",
    "/{}/stellen",
    "/{}/stellen/einfuegen",
    "/{}/hausstil",
    "/{}/test",
    "/{}/test/faelle/1",
    "/{}/test/abweichungen",
    "/{}/test/freigabe",
    "/{}/livegang/paket",
    "/{}/checklisten/3",
    "/{}/checklisten/4?zeigen=offen",
    "/uebernehmen",
)
SCHEMES = ("light", "dark")
WIDTHS = (1280, 320)


@cache
def _pilot() -> int:
    """The number of the pilot; other tests may have begun something before."""
    with site().app.app_context():
        demo.build_demo(catalogue=the_real_catalogue(), password=PASSWORD)
    return _find()


def _find() -> int:
    with _window("light", 1280) as page:
        page.goto("/onlinedienste?suche=pilotverfahren")
        link = page.get_by_role("link", name="Anmeldung zur Grundschule").first
        return int((link.get_attribute("href") or "").rsplit("/", 1)[1])


class _window:
    """A window of the demo's owner in which axe can be injected."""

    def __init__(self, scheme: Any, width: int) -> None:
        self.context = chromium().new_context(
            base_url=site().url,
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
            bypass_csp=True,
            reduced_motion="reduce",
        )

    def __enter__(self) -> Page:
        page = self.context.new_page()
        let_in(self.context, "eigner@example.org", PASSWORD)
        return page

    def __exit__(self, *_error: object) -> None:
        self.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_page_has_a_barrier_or_scrolls_sideways(scheme: str, width: int) -> None:
    pilot = _pilot()
    found = []
    with _window(scheme, width) as page:
        for place in PLACES:
            page.goto("/onlinedienste" + place.format(pilot))
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            # What the bar covers depends on the scrolling; the keyboard test sees to it.
            page.add_style_tag(content=".save-bar { position: static !important; }")
            page.add_script_tag(path=AXE)
            result = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
            found += [
                (place, v["id"], v["nodes"][0]["html"][:200], len(v["nodes"]))
                for v in result["violations"]
            ]
            root = "document.documentElement"
            beyond = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
            if beyond > 0:
                found.append((place, f"scrolls by {beyond}", "", 0))
    assert not found


def test_the_sign_in_page_has_no_barrier() -> None:
    context = chromium().new_context(base_url=site().url, bypass_csp=True)
    page = context.new_page()
    page.goto("/anmelden")
    page.add_script_tag(path=AXE)
    result = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    context.close()
    assert [v["id"] for v in result["violations"]] == []


def test_with_the_keyboard_every_field_is_reached_and_none_hides_behind_the_bar() -> None:
    pilot = _pilot()
    hidden, seen = [], set()
    with _window("light", 1280) as page:
        page.goto(f"/onlinedienste/{pilot}/klaerung/leistung")
        for _ in range(60):
            page.keyboard.press("Tab")
            where = page.evaluate(
                """() => {
                  const e = document.activeElement, r = e.getBoundingClientRect();
                  const bar = document.querySelector('.save-bar');
                  const covered = !bar.contains(e) && r.bottom > bar.getBoundingClientRect().top + 2
                    && r.top < bar.getBoundingClientRect().bottom;
                  return [e.id || e.textContent.trim().slice(0, 30), covered];
                }"""
            )
            seen.add(where[0])
            if where[1]:
                hidden.append(where[0])
    assert len(seen) > 40
    assert not hidden


def test_wide_letters_and_lines_do_not_break_a_page() -> None:
    pilot = _pilot()
    with _window("light", 320) as page:
        page.goto(f"/onlinedienste/{pilot}/klaerung/leistung")
        page.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
            " word-spacing: .16em !important; }"
        )
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
