"""What operators type."""

import re
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from amt24web.domain.wording import DOCUMENT_SLUGS
from amt24web.storage.database import db, reading
from amt24web.usecases import clarification, demo, users
from amt24web.usecases.onlinedienste import list_onlinedienste
from tests.harness.app import make_app
from tests.harness.builders import a_person

PASSWORD = "demo-passwort-24"


def _run(app: Flask, *words: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(args=list(words), input=typed)


@pytest.fixture
def app() -> Flask:
    """The application with a demo password, on a new database."""
    return make_app(demo_password=PASSWORD)


def test_the_demonstration_begins_with_the_pilot_and_a_second_time_changes_nothing(
    app: Flask,
) -> None:
    first = _run(app, "demo")
    assert first.exit_code == 0, first.output
    assert "eigner@example.org" in first.output
    assert PASSWORD in first.output
    assert "5 Onlinedienste angelegt" in first.output
    second = _run(app, "demo")
    assert second.exit_code == 0
    assert "angelegt" not in second.output
    with app.app_context():
        reader = a_person(is_coordination=True)
        page = list_onlinedienste(who=reader, words="", phase=None, sorting="titel", page=1)
        assert page.total == 5
        assert len({line.phase for line in page.lines}) > 1
        pilot = clarification.review(who=reader, onlinedienst_id=1)
    assert pilot.title == "Anmeldung zur Grundschule im digitalen Pilotverfahren"
    assert pilot.open_points


def test_no_address_of_the_demonstration_belongs_to_anybody() -> None:
    told = "".join(file.read_text(encoding="utf-8") for file in demo.DATA.glob("*.toml"))
    addresses = re.findall(r"[\w.+-]+@[\w.-]*\w", told)
    assert addresses
    assert {a for a in addresses if a.rpartition("@")[2] != "example.org"} == set()


def test_without_a_demo_password_there_is_no_demonstration() -> None:
    result = _run(make_app(), "demo")
    assert result.exit_code == 1
    assert "AMT24WEB_DEMO_PASSWORD" in result.output


def test_a_paper_is_written_to_a_file(app: Flask, tmp_path: Path) -> None:
    _run(app, "demo")
    out = tmp_path / "auftakt.docx"
    result = _run(app, "document", "1", "auftakt", "--format", "docx", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"PK")
    missing = _run(app, "document", "99", "auftakt", "--format", "docx", "--out", str(out))
    assert missing.exit_code == 1
    assert "gibt es nicht" in missing.output
    nowhere = str(tmp_path / "kein" / "ordner.docx")
    unwritable = _run(app, "document", "1", "auftakt", "--format", "docx", "--out", nowhere)
    assert unwritable.exit_code == 1
    assert "nicht schreiben" in unwritable.output


def test_every_kind_of_paper_is_written_to_a_file(app: Flask, tmp_path: Path) -> None:
    _run(app, "demo")
    for kind in DOCUMENT_SLUGS.values():
        out = tmp_path / f"{kind}.docx"
        number = "2" if kind == "betriebsfreigabe" else "3"  # only what is live has been approved
        result = _run(app, "document", number, kind, "--format", "docx", "--out", str(out))
        assert result.exit_code == 0, result.output
        assert f"{kind}-" in result.output


def test_an_account_is_created_with_the_password_from_standard_input(app: Flask) -> None:
    words = ("create-user", "neu@example.org", "--name", "Neu", "--password-stdin")
    assert _run(app, *words, typed="ein-langes-passwort\n").exit_code == 0
    with app.app_context():
        assert users.has_password(email="neu@example.org", password="ein-langes-passwort")
    short = _run(app, *words, typed="kurz\n")
    assert short.exit_code == 1
    assert "Zeichen" in short.output


def test_the_catalogue_as_shipped_passes_its_review(app: Flask) -> None:
    result = _run(app, "catalogue", "check")
    assert result.exit_code == 0, result.output
    assert "in Ordnung" in result.output


def test_a_broken_catalogue_is_named_with_its_place(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "klaerung").mkdir()
    (tmp_path / "klaerung" / "01_leistung.toml").write_text("id = ", encoding="utf-8")
    result = _run(app, "catalogue", "check", str(tmp_path))
    assert result.exit_code == 1
    assert "01_leistung.toml" in result.output


def test_the_database_is_checked_and_what_is_derived_is_made_anew(app: Flask) -> None:
    _run(app, "demo")
    assert _run(app, "check").exit_code == 0
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE onlinedienst_summary SET done = 0"))
    broken = _run(app, "check")
    assert broken.exit_code == 1
    mended = _run(app, "check", "--rebuild")
    assert "5 Onlinedienste neu berechnet" in mended.output
    assert _run(app, "check").exit_code == 0


def test_a_changed_audit_row_is_found(app: Flask) -> None:
    _run(app, "demo")
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE audit SET detail = 'anders' WHERE id = 2"))
    assert _run(app, "check").exit_code == 1
    with app.app_context(), reading() as session:
        assert session.execute(text("SELECT count(*) FROM audit")).scalar()


def test_an_onlinedienst_is_written_to_a_file_and_taken_over_from_it(
    app: Flask, tmp_path: Path
) -> None:
    _run(app, "demo")
    file, again = tmp_path / "pilot.json", tmp_path / "noch_einmal.json"
    written = _run(app, "export", "1", str(file))
    assert written.exit_code == 0, written.output
    other = make_app()
    with other.app_context():
        email = a_person().email
    taken = _run(other, "import", str(file))
    assert taken.exit_code == 0, taken.output
    assert f"Zugang hat {email}" in taken.output
    second = _run(other, "import", str(file), "--owner", "niemand@example.org")
    assert (second.exit_code, "kein Konto mit der Adresse" in second.output) == (1, True)
    _run(other, "export", "1", str(again))
    assert again.read_bytes() == file.read_bytes()
    here = _run(app, "import", str(file), "--owner", "modell@example.org")
    assert "gab es hier schon 1-mal" in here.output


def test_what_cannot_be_exported_or_taken_over_is_said_in_one_line(
    app: Flask, tmp_path: Path
) -> None:
    missing = _run(app, "export", "99", str(tmp_path / "x.json"))
    assert (missing.exit_code, "gibt es nicht" in missing.output) == (1, True)
    with app.app_context():
        a_person()
    nothing = _run(app, "import", str(tmp_path / "fehlt.json"))
    assert (nothing.exit_code, "nicht lesen" in nothing.output) == (1, True)
    (tmp_path / "kaputt.json").write_text("{", encoding="utf-8")
    broken = _run(app, "import", str(tmp_path / "kaputt.json"))
    assert (broken.exit_code, "keine JSON-Datei" in broken.output) == (1, True)


def test_a_package_is_written_verified_and_taken_over(app: Flask, tmp_path: Path) -> None:
    _run(app, "demo")
    file = tmp_path / "paket.zip"
    written = _run(app, "package", "1", "--out", str(file))
    assert written.exit_code == 0, written.output
    assert "Fehlt: 2 Zertifizierungsinformation." in written.output
    assert "-v1-unvollstaendig.zip" in written.output
    right = _run(app, "verify-package", str(file))
    assert (right.exit_code, "in Ordnung" in right.output) == (0, True)
    other = make_app()
    with other.app_context():
        a_person()
    assert _run(other, "import", str(file)).exit_code == 0
    content = file.read_bytes()
    place = content.index(b"%PDF") + 1
    file.write_bytes(content[:place] + b"X" + content[place + 1 :])
    broken = _run(app, "verify-package", str(file))
    assert (broken.exit_code, broken.output) == (1, "beschädigt: teile/03-abnahme-entwurf.pdf\n")
    file.write_bytes(b"kein ZIP")
    none = _run(app, "verify-package", str(file))
    assert (none.exit_code, "keine ZIP-Datei" in none.output) == (1, True)
