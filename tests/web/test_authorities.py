"""The pages of the competent bodies: table, one body, paste, spreadsheet; also for the hostile."""

import io
import re
from contextvars import Context
from html import unescape

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from amt24web.artefacts.spreadsheet import read_spreadsheet
from amt24web.domain.people import Account
from amt24web.domain.records import Record
from amt24web.domain.vocabulary import AccessRole
from amt24web.storage import records
from amt24web.storage.database import reading, writing
from tests.harness.app import statements
from tests.harness.builders import a_member, a_person, a_row, an_onlinedienst, the_real_catalogue
from tests.harness.client import Visitor
from tests.harness.workbooks import a_workbook, hostile_files
from tests.web.pages import faults

HOSTILE = list(hostile_files())
PREVIEWED = re.compile(r'name="pruefsumme" value="([0-9a-f]{64})"')
CARRIED = re.compile(r'<textarea hidden name="text"[^>]*>\n(.*?)</textarea>', re.DOTALL)


class Place:
    """An Onlinedienst with some bodies, and its owner at a browser."""

    def __init__(self, app: Flask, number: int = 0) -> None:
        self.app, self.owner = app, a_person()
        self.id = an_onlinedienst(self.owner, the_real_catalogue())
        rows = [a_row("authorities", f"s{n}", position=n, author_id=self.owner.id,
                      name=f"Schule {n}", nimmt_an="ja") for n in range(number)]  # fmt: skip
        with writing() as session:
            records.keep_many(session, self.id, rows)
        self.visitor = Visitor(app, self.owner)

    def as_one(self, who: Account) -> "Place":
        self.visitor = Visitor(self.app, who)
        return self

    def path(self, rest: str = "") -> str:
        return f"/onlinedienste/{self.id}/stellen{rest}"

    def get(self, rest: str = "") -> str:
        answer = self.visitor.get(self.path(rest))
        assert answer.status_code == 200, answer.status_code
        assert faults(answer.text) == []
        return answer.text

    def post(self, rest: str, status: int, **fields: object) -> str:
        answer = self.visitor.post(self.path(rest), fields)
        assert answer.status_code == status, answer.status_code
        assert status == 303 or faults(answer.text) == []
        return answer.location or answer.text

    def upload(self, data: bytes, status: int, name: str = "stellen.xlsx") -> str:
        # Encoded here: of a large one the test client would leave a temporary file behind.
        file = FileStorage(io.BytesIO(data), name)
        boundary, body = encode_multipart({"csrf_token": self.visitor.form_token, "datei": file})
        answer = Context().run(
            self.visitor.client.post,
            self.path("/einfuegen"),
            data=body,
            content_type=f'multipart/form-data; boundary="{boundary}"',
        )
        assert answer.status_code == status, answer.status_code
        assert faults(answer.text) == []
        return answer.text

    def confirm(self, page: str, status: int = 303) -> str:
        mark, text = PREVIEWED.search(page), CARRIED.search(page)
        assert mark
        assert text
        plain = unescape(text[1])
        return self.post("/uebernehmen", status, text=plain, pruefsumme=mark[1])

    @property
    def rows(self) -> list[Record]:
        with reading() as session:
            found = records.list_records(session, self.id)
        return [r for r in found if r.key == "authorities" and not r.removed]


def test_the_table_shows_fifty_bodies_a_count_and_the_way_to_each(app: Flask) -> None:
    place = Place(app, 120)
    page = place.get()
    assert "120 Stellen" in page
    assert page.count('<tr class="kern-table__row">') == 51
    assert f'href="{place.path("/s7")}"' in page
    assert "Seite 1 von 3" in page
    assert "fieldset" not in page
    assert "Schule 119" in place.get("?seite=3")


@pytest.mark.parametrize(
    "query",
    ["seite=-1", "seite=99999999999999999999", "rolle=x", "welle=' or 1", "suche=%00%25_<b>",
     "unvollstaendig=vielleicht", "entfernen=gibtesnicht", "suche=" + "a+" * 300],
)  # fmt: skip
def test_a_strange_address_shows_the_table(app: Flask, query: str) -> None:
    Place(app, 2).get(f"?{query}")


def test_what_is_filtered_stays_in_every_address(app: Flask) -> None:
    place = Place(app, 60)
    page = place.get("?suche=schule&rolle=nimmt_an&unvollstaendig=ja")
    assert "60 Stellen von 60" in page
    next_page = 'suche=schule&amp;rolle=nimmt_an&amp;unvollstaendig=ja&amp;seite=2"'
    assert next_page in page
    one = place.get("/s3?suche=schule&rolle=nimmt_an")
    assert f'href="{place.path()}?suche=schule&amp;rolle=nimmt_an"' in one
    query = "?suche=schule&rolle=nimmt_an"
    assert place.post(f"/s3{query}", 303, abschnitt="zustaendigkeit", weiter="ja") == (
        place.path(query)
    )


def test_a_body_is_added_filled_in_removed_and_brought_back_without_script(app: Flask) -> None:
    place = Place(app)
    said = {"abschnitt": "zustaendigkeit"}
    assert "Noch keine Stelle" in place.get()
    here = place.post("", 303, **said, tat="hinzufuegen:stellen")
    uid = here.rsplit("/", 1)[1]
    cell = f"f_stellen-{uid}-"
    filled = said | {f"{cell}name": "Amt <A>", f"{cell}revision": "1", f"{cell}ars": "zwölf"}
    assert place.post(f"/{uid}", 303, **filled, weiter="ja") == here
    page = place.get(f"/{uid}")
    assert "Amt &lt;A&gt;" in page
    assert 'value="zwölf"' in page
    assert "zwölf Ziffern" in page
    assert "nicht lesbar" in place.get("?unvollstaendig=ja")
    gone = place.post(f"/{uid}", 303, **said, tat=f"entfernen:stellen:{uid}")
    assert "„Amt &lt;A&gt;“ ist entfernt" in place.get(gone.removeprefix(place.path()))
    assert place.post("", 303, **said, tat=f"wiederherstellen:stellen:{uid}") == here
    assert len(place.rows) == 1


def test_a_save_while_typing_brings_back_only_what_the_page_shows(app: Flask) -> None:
    place = Place(app, 300)
    path = f"/onlinedienste/{place.id}/klaerung/antworten/stellen/s7"
    sent = {"f_stellen-s7-ars": "?", "f_stellen-s7-revision": "1", "abschnitt": "zustaendigkeit",
            "gezeigt": ""}  # fmt: skip
    answer = place.visitor.post(path, sent, htmx=True)
    assert answer.status_code == 200
    assert 'name="f_stellen-s7-revision"' in answer.text
    assert re.findall(r'id="problem-f_stellen-s7-(\w+)"', answer.text) == ["ars"]
    assert len(answer.text) < 2_000


def test_two_people_at_one_body_see_both_texts_of_a_column_the_question_does_not_show(
    app: Flask,
) -> None:
    place = Place(app, 1)
    cell = "f_stellen-s0-"
    said = {"abschnitt": "zustaendigkeit", f"{cell}revision": "1"}
    place.post("/s0", 303, **said, **{f"{cell}buchungstext": "von Anna"}, seite="a", folge="1")
    page = place.post("/s0", 409, **said, **{f"{cell}buchungstext": "von mir"}, seite="b")
    assert "von Anna" in page
    assert "von mir" in page


@pytest.mark.parametrize(("number", "has_forms"), [(12, True), (13, False)])
def test_the_question_shows_forms_for_a_dozen_bodies_and_a_link_for_more(
    app: Flask, number: int, has_forms: bool
) -> None:
    place = Place(app, number)
    page = place.visitor.get(f"/onlinedienste/{place.id}/klaerung/zustaendigkeit").text
    assert faults(page) == []
    assert ('id="zeile-stellen-s0"' in page) is has_forms
    assert (f"Alle {number} Stellen ansehen und ändern" in page) is not has_forms
    assert f'href="{place.path()}"' in page


def test_whoever_adds_the_thirteenth_body_at_the_question_lands_on_its_page(app: Flask) -> None:
    place = Place(app, 12)
    section = f"/onlinedienste/{place.id}/klaerung/zustaendigkeit"
    answer = place.visitor.post(section, {"tat": "hinzufuegen:stellen"})
    assert answer.location.startswith(place.path("/"))
    assert place.visitor.get(answer.location).status_code == 200


def test_a_school_lands_on_its_own_form_with_nothing_in_the_way(app: Flask) -> None:
    place = Place(app, 30)
    cell = "f_stellen-s4-ansprechperson"
    path = f"/onlinedienste/{place.id}/klaerung/antworten/stellen/s4"
    place.visitor.post(path, {cell: "m1", "f_stellen-s4-revision": "1"}, htmx=True)
    place.as_one(a_member(place.id, AccessRole.COMPETENT_BODY, uid="m1"))
    page = place.get()
    assert page.count('<fieldset class="row"') == 1
    assert 'value="Schule 4"' in page
    for absent in ("Suche", "Seite 1", "Excel", "hinzufügen", "Schule 5"):
        assert absent not in page
    assert place.visitor.get(place.path("/s5")).status_code == 404
    assert 'value="Schule 4"' in place.get("/s4")
    for rest in ("/einfuegen", ".xlsx"):
        assert place.visitor.get(place.path(rest)).status_code == 403
    for rest in ("/einfuegen", "/uebernehmen"):
        place.post(rest, 403, text="Stelle\nA")


def test_a_reader_sees_the_table_and_changes_nothing(app: Flask) -> None:
    place = Place(app, 2)
    place.as_one(a_member(place.id, AccessRole.READER))
    assert "hinzufügen" not in place.get()
    page = place.get("/s0")
    assert "Sie lesen mit." in page
    assert "Speichern" not in page


def test_a_pasted_table_is_previewed_and_then_written(app: Flask) -> None:
    place = Place(app, 1)
    text = 'Stelle\tGebiet\tNimmt an\nSchule 0\t\tnein\n"Amt ""A"" & <B>"\tOst\tx'
    page = place.post("/einfuegen", 200, text=text)
    for said in ("1 neue Stelle", "1 vorhandene Stelle wird geändert", "2 Stellen übernehmen"):
        assert said in page
    assert "Amt &#34;A&#34; &amp; &lt;B&gt;" in page
    assert len(place.rows) == 1
    assert place.confirm(page) == place.path()
    assert [r.content.value for r in sorted(place.rows, key=lambda r: r.position)] == [
        {"name": "Schule 0", "nimmt_an": "nein"},
        {"name": 'Amt "A" & <B>', "gebiet": "Ost", "nimmt_an": "ja"},
    ]
    assert "1 Stelle hinzugefügt, 1 Stelle ergänzt" in place.get()


def test_refused_lines_stay_in_the_field_with_their_reason(app: Flask) -> None:
    place = Place(app)
    page = place.post("/einfuegen", 200, text="Stelle;E-Mail\nA;abc\nB;b@example.org")
    assert "1 Zeile kann nicht übernommen werden" in page
    assert "„abc“: Das ist keine E-Mail-Adresse" in page
    assert "A;abc" in page
    done = place.confirm(page, 200)
    assert "1 Stelle hinzugefügt" in done
    assert "A\tabc" in done
    assert [r.content.value for r in place.rows] == [{"name": "B", "kontakt": "b@example.org"}]


def test_what_changed_since_the_preview_is_shown_and_not_overwritten(app: Flask) -> None:
    place = Place(app)
    page = place.post("/einfuegen", 200, text="Stelle\tTelefon\nA\t2")
    place.confirm(place.post("/einfuegen", 200, text="Stelle\tTelefon\nA\t1"))
    again = place.confirm(page, 409)
    assert "seit der Vorschau geändert" in again
    assert [r.content.value for r in place.rows] == [{"name": "A", "telefon": "1"}]
    place.confirm(again)
    assert [r.content.value for r in place.rows] == [{"name": "A", "telefon": "2"}]


def test_a_forged_confirmation_writes_nothing(app: Flask) -> None:
    place = Place(app)
    place.post("/uebernehmen", 409, text="Stelle\nA", pruefsumme="0" * 64)
    place.post("/uebernehmen", 422, text="", pruefsumme="")
    assert place.rows == []


def test_a_spreadsheet_is_read_and_its_rows_can_be_mended_on_the_page(app: Flask) -> None:
    place = Place(app)
    file = a_workbook(["Stelle", "Empfangskanal"], ["A", "Behördenkonto"], ["B", "Fax"])
    page = place.upload(file, 200)
    assert "Vorschau: Blatt „Tabelle1“" in page
    assert "B\tFax" in page
    place.confirm(page, 200)
    assert [r.content.value for r in place.rows] == [
        {"name": "A", "empfangskanal": "behoerdenkonto"}
    ]


@pytest.mark.parametrize(("data", "reason"), [h[1:] for h in HOSTILE], ids=[h[0] for h in HOSTILE])
def test_a_hostile_file_gets_a_clear_answer(app: Flask, data: bytes, reason: str) -> None:
    place = Place(app)
    page = place.upload(data, 422)
    assert reason in page
    assert 'id="fehlerliste"' in page
    assert place.rows == []


def test_a_file_without_rows_and_a_form_without_anything_are_named(app: Flask) -> None:
    place = Place(app)
    assert "steht keine Zeile" in place.upload(a_workbook(), 422)
    assert "Bitte fügen Sie eine Tabelle ein" in place.post("/einfuegen", 422, text="")
    assert "Bitte fügen Sie eine Tabelle ein" in place.upload(b"", 422, name="")


def test_a_text_that_is_too_much_stays_in_the_field(app: Flask) -> None:
    page = Place(app).post("/einfuegen", 422, text="mühsam getippt\n" * 5_001)
    assert "mehr als 5.000 Zeilen" in page
    assert page.count("mühsam getippt") == 5_001


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>\t{{ 7*7 }}",
        "</textarea><script>alert(1)</script>",
        "Stelle\n=cmd|' /C calc'!A0",
        "\n\n\nStelle\n\x00\x1b\ud7ff\ufffe",
        '"' * 1_001,
        ";;;;\n\t\t\t\n\r\r\n",
        "a\t" * 70,
        "Stelle\tName\tstelle\n" * 3,
    ],
)
def test_nothing_pasted_is_a_surprise(app: Flask, text: str) -> None:
    place = Place(app)
    answer = place.visitor.post(place.path("/einfuegen"), {"text": text})
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.text
    assert faults(answer.text) == []
    if answer.status_code == 200 and PREVIEWED.search(answer.text):
        mark, carried = PREVIEWED.search(answer.text), CARRIED.search(answer.text)
        assert mark
        assert carried


def test_the_sheet_is_handed_over_as_a_file_and_read_back_without_a_change(app: Flask) -> None:
    place = Place(app, 3)
    answer = place.visitor.get(place.path(".xlsx"))
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    assert "stellen-grundschule-anmelden.xlsx" in answer.headers["Content-Disposition"]
    assert len(read_spreadsheet(answer.data).rows) == 4
    page = place.upload(answer.data, 200)
    assert "3 Zeilen stehen schon genau so in der Tabelle" in page
    assert "übernehmen</span>" not in page


def test_three_hundred_bodies_cost_no_more_statements_than_three(app: Flask) -> None:
    def numbers(place: Place) -> list[int]:
        token = place.visitor.form_token
        asked = []
        for rest in ("", "?seite=2&suche=schule", "/s1", "/einfuegen", ".xlsx"):
            place.visitor.get(place.path(rest))
            with statements() as sent:
                assert place.visitor.get(place.path(rest)).status_code == 200
            asked.append(len(sent))
        with statements() as sent:
            place.visitor.post(place.path("/einfuegen"), {"text": "Stelle\nSchule 1"}, token=token)
        return [*asked, len(sent)]

    few, many = numbers(Place(app, 3)), numbers(Place(app, 300))
    assert few == many
    assert max(many) <= 8
