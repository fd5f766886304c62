"""The fast track with the ordinary buttons of a browser without script."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from amt24web.web.mailing import LONGEST_ADDRESS, TOO_LONG, mailto
from tests.harness.builders import a_person, an_onlinedienst, the_real_catalogue
from tests.harness.client import Visitor

BLOCKS = ("weichen", "wer", "heute_und_danach", "schnell_recht", "schnell_antwort",
          "niveau_und_konten", "unterlagen_und_kosten", "text_und_daten")  # fmt: skip


def begun(app: Flask) -> tuple[Visitor, str]:
    owner = a_person()
    number = an_onlinedienst(owner, the_real_catalogue())
    return Visitor(app, owner), f"/onlinedienste/{number}/schnelldurchlauf"


def test_beginning_leads_straight_into_the_fast_track(app: Flask) -> None:
    visitor = Visitor(app, a_person())
    said = {"name": "Hund anmelden", "kind": "neu", "way": "blaupause", "dann": "schnell"}
    assert visitor.post("/onlinedienste/neu", said).location.endswith("/schnelldurchlauf")


def test_one_walks_from_block_to_block_to_the_result(app: Flask) -> None:
    visitor, path = begun(app)
    here = visitor.get(path).location
    walked = []
    while not here.endswith("/ergebnis"):
        walked.append(urlsplit(here).path.rsplit("/", 1)[1])
        here = visitor.post(here, {"weiter": "ja"}).location
    assert tuple(walked) == BLOCKS
    page = visitor.get(here).text
    assert "Diese Stellen müssen Sie ansprechen" in page
    assert "Entwurf des Auftaktprotokolls" in page


def test_what_was_passed_over_is_named_on_the_next_page(app: Flask) -> None:
    visitor, path = begun(app)
    said = dict.fromkeys(("beschreibung_vorhanden", "bescheid_form", "rueckkanal"), "rolle:zs")
    handed = {f"f_{question}-fragen": uid for question, uid in said.items()}
    onward = visitor.post(f"{path}/schnell_antwort", {**handed, "weiter": "ja"}).location
    page = unescape(visitor.get(onward).text)
    assert "Im Block „Antwort“ ist noch 1 Frage offen:" in re.sub(r"\s+", " ", page)
    assert f'href="{path}/schnell_antwort#frage-rueckfragen"' in page
    visitor.post(f"{path}/schnell_antwort", {"f_rueckfragen-fragen": "rolle:zs"})
    assert "Im Block „Antwort“" not in visitor.get(onward).text


def test_nothing_is_named_when_a_block_is_done(app: Flask) -> None:
    visitor, path = begun(app)
    questions = ("bescheid_form", "rueckkanal", "rueckfragen")
    handed = {f"f_{question}-fragen": "rolle:zs" for question in questions}
    onward = visitor.post(f"{path}/schnell_antwort", {**handed, "weiter": "ja"}).location
    assert onward == f"{path}/niveau_und_konten"


def test_the_result_begins_with_what_is_open(app: Flask) -> None:
    visitor, path = begun(app)
    page = unescape(visitor.get(f"{path}/ergebnis").text)
    number = re.search(r"Noch (\d+) Fragen offen", page)
    assert number
    assert page.count(f'href="{path}/') - 9 == int(number[1])
    assert f'href="{path}/weichen#frage-leistung_kurz"' in page


def test_the_onlinedienst_leads_to_the_first_open_question(app: Flask) -> None:
    visitor, path = begun(app)
    page = visitor.get(path.removesuffix("/schnelldurchlauf")).text
    assert f'href="{path}/weichen#frage-leistung_kurz"' in page


def test_the_block_about_people_names_them_and_leads_to_their_table(app: Flask) -> None:
    visitor, path = begun(app)
    page = unescape(visitor.get(f"{path}/wer").text)
    assert "Wer schon eingetragen ist" in page
    assert "Prozesseigner" in page.split("Wer schon eingetragen ist")[1]
    assert '/klaerung/zustaendigkeit#frage-beteiligte">Beteiligte jetzt eintragen' in page
    assert '<optgroup label="Weiß es meist">' in page
    assert "Beteiligte jetzt eintragen" not in visitor.get(f"{path}/weichen").text


def test_numbers_of_the_klaerung_are_only_heard(app: Flask) -> None:
    visitor, path = begun(app)
    page = visitor.get(f"{path}/weichen").text
    assert '<span class="question__number sr-only">A 1</span>' in page
    assert '<span class="question__number">' not in page
    klaerung = visitor.get(path.replace("schnelldurchlauf", "klaerung/leistung")).text
    assert '<span class="question__number">A 1</span>' in klaerung


def test_what_is_wrong_is_named_without_a_number(app: Flask) -> None:
    visitor, path = begun(app)
    visitor.post(f"{path}/weichen", {"f_termin_start": "bald", "f_termin_start-revision": "0"})
    page = visitor.get(f"{path}/weichen?pruefen=ja").text
    assert ">Wann soll der Dienst live gehen: " in page


def test_an_unfinished_fast_track_is_what_comes_next(app: Flask) -> None:
    visitor, path = begun(app)
    page = unescape(visitor.get(path.removesuffix("/schnelldurchlauf")).text)
    primary = page[page.index("kern-btn--primary") :]
    assert primary.index("Schnelldurchlauf fortsetzen") < primary.index(">Klärung<")
    assert "Klärung fortsetzen" not in page


def test_sentences_on_what_is_open_are_set_apart(app: Flask) -> None:
    visitor, path = begun(app)
    visitor.post(f"{path}/weichen", {"f_leika-fragen": "rolle:red", "f_leika-revision": "0"})
    page = unescape(visitor.get(path.removesuffix("/schnelldurchlauf")).text)
    assert "unbeantwortet. Eine Frage wird geklärt" in page


def test_what_is_handed_on_comes_back_as_a_mail(app: Flask) -> None:
    visitor, path = begun(app)
    visitor.post(f"{path}/weichen", {"f_leika-fragen": "rolle:red", "f_leika-revision": "0"})
    page = unescape(visitor.get(f"{path}/ergebnis").text)
    assert "Welcher LeiKa-Schlüssel gehört zur Leistung?" in page
    assert "1 weitergegeben" in page


def test_saving_while_typing_shows_the_block_again_and_new_questions(app: Flask) -> None:
    visitor, path = begun(app)
    fields = {"f_schriftform": "bundesrecht", "f_schriftform-revision": "0",
              "abschnitt": "schnell_recht", "gezeigt": "schriftform"}  # fmt: skip
    number = path.split("/")[2]
    answer = visitor.post(
        f"/onlinedienste/{number}/klaerung/antworten/schriftform", fields, htmx=True
    )
    assert answer.status_code == 200
    assert 'id="platz-schriftform_norm"' in answer.text
    assert "Weiß ich nicht, fragen:" in answer.text
    assert "Blöcke des Schnelldurchlaufs" in answer.text


@pytest.mark.parametrize(("text", "said"), [("bald", "ja"), ("01.03.2027", None)])
def test_a_save_says_whether_something_is_to_be_checked(
    app: Flask, text: str, said: str | None
) -> None:
    visitor, path = begun(app)
    fields = {"f_termin_start": text, "f_termin_start-revision": "0", "abschnitt": "weichen"}
    place = path.replace("schnelldurchlauf", "klaerung/antworten/termin_start")
    assert visitor.post(place, fields, htmx=True).headers.get("X-Pruefen") == said


def test_unreadable_answers_stay_on_the_page(app: Flask) -> None:
    visitor, path = begun(app)
    sent = {"f_termin_start": "bald", "f_termin_start-revision": "0", "weiter": "ja"}
    answer = visitor.post(f"{path}/weichen", sent)
    assert answer.location.startswith(f"{path}/weichen?pruefen=ja")
    assert 'value="bald"' in visitor.get(answer.location).text


@pytest.mark.parametrize("text", ["kurz", "x" * 5_000, "Zeile eins\nZeile zwei & <b>„so“</b> 🙂"])
def test_the_address_for_the_mail_program_carries_everything_or_says_so(text: str) -> None:
    address = mailto(["a@example.org", "b+c@example.org"], "Antrag: „Hund“?", text)
    parts = urlsplit(address)
    sent = parse_qs(parts.query, strict_parsing=True)
    assert len(address) <= LONGEST_ADDRESS
    assert parts.path == "a@example.org,b%2Bc@example.org"
    assert sent["subject"] == ["Antrag: „Hund“?"]
    assert sent["body"][0].replace("\r\n", "\n") in (text, TOO_LONG)


def test_every_prepared_mail_opens_in_a_mail_program(app: Flask) -> None:
    visitor, path = begun(app)
    page = visitor.get(f"{path}/ergebnis").text
    addresses = re.findall(r'href="(mailto:[^"]+)"', page)
    assert len(addresses) > 5
    assert all(len(unescape(address)) <= LONGEST_ADDRESS for address in addresses)
