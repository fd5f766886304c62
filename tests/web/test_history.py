"""The history in the browser: what was said, in words, and the way back to it."""

from html.parser import HTMLParser

import pytest
from flask import Flask

from amt24web.domain.vocabulary import AccessRole
from tests.harness.builders import (
    a_column,
    a_member,
    a_person,
    a_question,
    a_sign_off,
    a_working_catalogue,
    an_onlinedienst,
    some_rows,
)
from tests.harness.client import Visitor
from tests.web.pages import faults

CATALOGUE = a_working_catalogue(
    a_question("eins", "langtext"),
    some_rows("zeilen", need="O"),
    a_sign_off("eins"),
    some_rows("breit", a_column("name"), *(a_column(f"spalte{n}") for n in range(5)), need="O"),
)
SCRIPT = "<script>alert(1)</script>"


class Told(HTMLParser):
    """What a page says, with the marks of what went and what came."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("ins", "del"):
            self.words.append(f"<{tag}>")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class Site:
    """An Onlinedienst as its owner sees it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        owner = a_person("Olga Owner")
        self.owner = Visitor(app, owner)
        self.number = an_onlinedienst(owner, CATALOGUE)
        self.here = f"/onlinedienste/{self.number}"

    def member(self, role: AccessRole, uid: str = "") -> Visitor:
        return Visitor(self.app, a_member(self.number, role, uid=uid))

    def say(self, text: str, key: str = "eins", who: Visitor | None = None) -> None:
        fields = {f"f_{key}": text, f"f_{key}-revision": "999"}
        answer = (who or self.owner).post(
            f"{self.here}/klaerung/antworten/{key}", fields, htmx=True
        )
        assert answer.status_code == 200, answer.text

    def add_row(self, text: str, key: str = "zeilen", **cells: str) -> str:
        section = "beteiligung" if key == "stellen" else "mehr"
        place = f"{self.here}/klaerung/{section}"
        self.owner.post(place, {"tat": f"hinzufuegen:{key}"})
        uid = self.owner.get(place).text.split(f'id="zeile-{key}-')[-1].split('"')[0]
        fields = {f"f_{key}-{uid}-{name}": said for name, said in {"name": text, **cells}.items()}
        fields[f"f_{key}-{uid}-revision"] = "9"
        answer = self.owner.post(f"{self.here}/klaerung/antworten/{key}/{uid}", fields, htmx=True)
        assert answer.status_code == 200
        return uid

    def told(self, path: str, who: Visitor | None = None) -> str:
        page = (who or self.owner).get(f"{self.here}/verlauf{path}")
        assert page.status_code == 200, path
        assert faults(page.text) == []
        return Told(page.text).text


@pytest.fixture
def site(app: Flask) -> Site:
    return Site(app)


def test_a_change_is_told_with_what_went_and_what_came(site: Site) -> None:
    site.say("Eltern melden ihr Kind an.")
    site.say("Sorgeberechtigte melden ihr Kind an.", who=site.member(AccessRole.CONTRIBUTOR))
    told = site.told("/eins")
    assert "<del>entfernt: Eltern Ende. <ins>hinzugefügt: Sorgeberechtigte Ende." in told
    assert "Olga Owner" in told
    assert told.count("gilt jetzt") == 1


def test_a_sign_off_is_told_with_its_condition_and_leads_to_its_page(site: Site) -> None:
    place = f"{site.here}/mitzeichnung"
    shown = site.owner.get(place).text.split('name="dsb-shown" value="')[1].split('"')[0]
    fields = {"outcome": "mit Auflage", "words": "Löschfrist nennen", "way": "mail", "name": "Eva",
              "day": "1.3.2026", "shown": shown}  # fmt: skip
    site.owner.post(f"{place}/dsb", {f"dsb-{name}": text for name, text in fields.items()})
    assert "Auflage Löschfrist nennen" in site.told("")
    assert f'href="{place}#dsb"' in site.owner.get(f"{site.here}/verlauf").text


def test_an_issued_paper_is_told_and_leads_to_its_version(site: Site) -> None:
    site.say("a")
    papers = f"{site.here}/dokumente"
    issued = site.owner.post(f"{papers}/klaerung/ausfertigen", {"anlass": "für den Auftakt"})
    version = str(issued.location)
    assert version.startswith(f"{papers}/versionen/")
    site.owner.post(f"{version}/freigeben", {"way": "konto"})
    site.owner.post(f"{version}/zurueckziehen", {"reason": f"Falscher Anhang {SCRIPT}"})
    told = site.told("?abschnitt=-dokumente")
    assert "3 Einträge" in told
    for words in ("Dokument: ausgefertigt", "Anlass für den Auftakt", "Dokument: freigegeben",
                  "Wie im eigenen Konto", "Dokument: zurückgezogen", "Klärungsbogen, Version 1",
                  f"Zurückgezogen, weil Falscher Anhang {SCRIPT}"):  # fmt: skip
        assert words in told
    for who in (site.owner, site.member(AccessRole.READER)):
        page = who.get(f"{site.here}/verlauf").text
        assert page.count(f'href="{version}"') == 3
        assert who.get(version).status_code == 200
    assert '<option value="-dokumente" selected>' in site.owner.get(
        f"{site.here}/verlauf?abschnitt=-dokumente").text  # fmt: skip


def test_what_an_entry_about_a_row_leaves_out_is_counted_and_linked(site: Site) -> None:
    uid = site.add_row("Prüfung", "breit", **{f"spalte{n}": f"Text {n}" for n in range(5)})
    told = site.told("")
    assert "Text 2" in told
    assert "Text 3" not in told
    assert "und 2 weitere Angaben" in told
    whole = f"{site.here}/verlauf/breit/{uid}?auf=2#stand-2"
    assert f'href="{whole}"' in site.owner.get(f"{site.here}/verlauf").text
    assert "Text 4" in site.told(whole.split("/verlauf")[1])


def test_the_question_and_the_overview_lead_to_the_history(site: Site) -> None:
    section = f"{site.here}/klaerung/mehr"
    assert f'href="{site.here}/verlauf/eins"' not in site.owner.get(section).text
    site.say("a")
    assert f'href="{site.here}/verlauf/eins"' in site.owner.get(section).text
    assert f'href="{site.here}/verlauf"' in site.owner.get(site.here).text


def test_a_former_text_is_restored_and_the_page_says_so(site: Site) -> None:
    site.say("alt")
    site.say("neu", who=site.member(AccessRole.CONTRIBUTOR))
    answer = site.owner.post(f"{site.here}/verlauf/eins", {"stand": "1", "neuester": "2"})
    assert (answer.status_code, answer.location) == (303, f"{site.here}/verlauf/eins")
    assert "Wiederhergestellt: der Stand vom" in site.owner.get(answer.location).text
    assert "alt</textarea>" in site.owner.get(f"{site.here}/klaerung/mehr").text.replace("\n", "")


def test_if_somebody_saved_meanwhile_the_page_says_who_and_offers_both_ways(site: Site) -> None:
    site.say("alt")
    site.say("neu")
    site.say("von nebenan", who=site.member(AccessRole.CONTRIBUTOR))
    answer = site.owner.post(f"{site.here}/verlauf/eins", {"stand": "1", "neuester": "2"})
    assert answer.status_code == 409
    assert faults(answer.text) == []
    told = Told(answer.text).text
    assert "Nichts ist überschrieben." in told
    assert "<del>entfernt: von nebenan Ende. <ins>hinzugefügt: alt Ende." in told
    assert 'name="neuester" value="3"' in answer.text
    again = site.owner.post(f"{site.here}/verlauf/eins", {"stand": "1", "neuester": "3"})
    assert again.status_code == 303


@pytest.mark.parametrize("fields", [{}, {"stand": "x"}, {"stand": "99", "neuester": "1"}])
def test_a_revision_that_does_not_exist_is_not_found(site: Site, fields: dict[str, str]) -> None:
    site.say("a")
    assert site.owner.post(f"{site.here}/verlauf/eins", fields).status_code == 404


def test_a_removed_row_is_listed_and_brought_back(site: Site) -> None:
    uid = site.add_row("Prüfung")
    site.owner.post(f"{site.here}/klaerung/mehr", {"tat": f"entfernen:zeilen:{uid}"})
    assert "Entfernte Zeilen (1)" in site.told("/zeilen")
    assert "Diese Zeile ist entfernt." in site.told(f"/zeilen/{uid}")
    fields = {"stand": "3", "neuester": "3"}
    assert site.owner.post(f"{site.here}/verlauf/zeilen/{uid}", fields).status_code == 303
    assert "Entfernte Zeilen" not in site.told("/zeilen")
    assert uid in site.owner.get(f"{site.here}/klaerung/mehr").text


def test_a_reader_reads_and_finds_no_button(site: Site) -> None:
    site.say("alt")
    site.say("neu", who=site.member(AccessRole.CONTRIBUTOR))
    reader = site.member(AccessRole.READER)
    assert "alt" in site.told("/eins", reader)
    assert "Wiederherstellen" not in site.told("/eins", reader)


def test_a_competent_body_reads_the_history_of_its_own_row(site: Site) -> None:
    body = site.member(AccessRole.COMPETENT_BODY, "amt")
    own = site.add_row("Stadt A", "stellen", ansprechperson="amt")
    other = site.add_row("Stadt B", "stellen")
    assert f"/verlauf/stellen/{own}" in body.get(f"{site.here}/stellen").text
    told = site.told(f"/stellen/{own}", body)
    assert "Stadt A" in told
    assert "Stadt B" not in told
    for path in (f"/stellen/{other}", "/stellen", "/stellen/gibtesnicht", ""):
        assert body.get(f"{site.here}/verlauf{path}").status_code == 403


def test_zwischenstaende_unfold_in_their_place(site: Site) -> None:
    for text in ("a", "ab", "abc"):
        site.say(text)
    assert "2 Zwischenstände zeigen" in site.told("/eins")
    unfolded = site.told("/eins?auf=3")
    assert "Zwischenstände einklappen" in unfolded
    assert unfolded.count("Zwischenstand ") == 2


def test_hostile_text_is_shown_and_never_executed(site: Site) -> None:
    site.say(SCRIPT)
    site.say(f"{SCRIPT} {{{{7*7}}}}", who=site.member(AccessRole.CONTRIBUTOR))
    for path in ("", "/eins"):
        page = site.owner.get(f"{site.here}/verlauf{path}").text
        assert "<script>alert" not in page
        assert SCRIPT in site.told(path)


@pytest.mark.parametrize("query", [
    "seite=-1", "seite=99999999999999999999", "person=x", "abschnitt=%27--", "auf=x", "seite=0",
    "person=99999999999999", "abschnitt=" + "a" * 5_000,
])  # fmt: skip
def test_a_strange_address_shows_a_page(site: Site, query: str) -> None:
    site.say("a")
    for path in ("/verlauf", "/verlauf/eins"):
        assert site.owner.get(f"{site.here}{path}?{query}").status_code == 200
