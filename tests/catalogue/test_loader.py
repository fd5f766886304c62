"""From files to the catalogue in force, and the operator's overlay over it."""

from pathlib import Path

import pytest

from amt24web.catalogue.loader import load_catalogue
from amt24web.domain.errors import CatalogueBroken
from tests.harness.builders import the_real_catalogue

NEW_QUESTION = """
[[frage]]
id = "hausnummer_im_haus"
text = "Welches Aktenzeichen hat das Vorhaben bei uns?"
typ = "text"
pflicht = "O"
stufe = "auftakt"
rolle = "pe"
quelle = "Hausregel"
stand = 2026-03-02
"""


def overlay(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_without_overlay_the_shipped_content_is_in_force():
    catalogue = the_real_catalogue()
    assert {"leistung_name", "umsetzungsweg", "vorhaben_art", "beteiligte"} <= set(
        catalogue.questions
    )
    assert catalogue.questions["umsetzungsweg"].choices  # filled from the ways, declared once


def test_an_overlay_changes_single_fields_and_keeps_the_rest(tmp_path: Path):
    folder = overlay(
        tmp_path,
        "klaerung/x.toml",
        'id = "leistung"\n[[frage]]\nid = "leistung_name"\ntext = "Name im Haus?"',
    )
    changed, shipped = load_catalogue(folder), the_real_catalogue()
    assert changed.questions["leistung_name"].text == "Name im Haus?"
    assert changed.questions["leistung_name"].hint == shipped.questions["leistung_name"].hint
    assert list(changed.questions) == list(shipped.questions)


def test_an_overlay_adds_a_question_at_the_end_of_its_section(tmp_path: Path):
    folder = overlay(tmp_path, "klaerung/x.toml", f'id = "leistung"\n{NEW_QUESTION}')
    section = load_catalogue(folder).section_of["hausnummer_im_haus"]
    assert section.id == "leistung"
    assert section.questions[-1].id == "hausnummer_im_haus"


def test_an_overlay_retires_a_question(tmp_path: Path):
    folder = overlay(
        tmp_path,
        "klaerung/x.toml",
        'id = "leistung"\n[[frage]]\nid = "leistung_kurz"\nzurueckgezogen = true',
    )
    assert "leistung_kurz" not in load_catalogue(folder).questions


def test_an_overlay_retires_a_rule(tmp_path: Path):
    rule = the_real_catalogue().rules[0].id
    folder = overlay(tmp_path, "x.toml", f'[[regel]]\nid = "{rule}"\nzurueckgezogen = true')
    assert next(r for r in load_catalogue(folder).rules if r.id == rule).retired


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.toml", "das ist kein TOML", "x.toml ist keine lesbare TOML-Datei"),
        ("x.toml", "[[fragen]]\nid = 'a'", "x.toml: „fragen“ ist dort nicht vorgesehen"),
        ("klaerung/x.toml", "id = 'leistung'\nfarbe = 'rot'", "„leistung“ → farbe"),
        ("klaerung/x.toml", "id = 'leistung'\n[[frage]]\nid = 'leistung_name'\npflicht = 'X'",
         "„leistung“ → frage → „leistung_name“ → pflicht: .*„X“ gibt es nicht; möglich: P, E, O"),
        ("klaerung/x.toml", "id = 'leistung'\n[[frage]]\nid = 'neu'", "„neu“ → text"),
        ("x.toml", "[[regel]]\nid = 'R-neu'\nquelle = 'x'", "„R-neu“"),
    ],
)  # fmt: skip
def test_a_broken_overlay_is_refused_and_the_place_is_named(
    tmp_path: Path, name: str, text: str, said: str
):
    with pytest.raises(CatalogueBroken, match=said):
        load_catalogue(overlay(tmp_path, name, text))


def test_an_overlay_in_another_encoding_is_refused_by_name(tmp_path: Path):
    (tmp_path / "x.toml").write_bytes("# Prüfung".encode("latin-1"))
    with pytest.raises(CatalogueBroken, match=r"x\.toml"):
        load_catalogue(tmp_path)


def test_a_missing_overlay_folder_is_named(tmp_path: Path):
    with pytest.raises(CatalogueBroken, match="gibtsnicht"):
        load_catalogue(tmp_path / "gibtsnicht")
