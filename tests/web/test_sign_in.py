"""Signing in: what is said, what is kept, what is ended."""

from flask import Flask
from sqlalchemy import select

from amt24web.storage.audit import AuditRow, list_broken
from amt24web.storage.database import reading
from amt24web.storage.users import SignInSession, User
from amt24web.usecases import users
from tests.harness.client import PASSWORD, Visitor

EMAIL = "anna@example.org"


def _anna() -> None:
    users.create_user(email=EMAIL, name="Anna Beispiel", password=PASSWORD)


def _sign_in(visitor: Visitor, email: str = EMAIL, password: str = PASSWORD) -> int:
    return visitor.post("/anmelden", {"email": email, "password": password}).status_code


def test_with_the_right_password_somebody_gets_in_and_out(app: Flask) -> None:
    _anna()
    visitor = Visitor(app)
    assert _sign_in(visitor) == 303
    assert "Anna Beispiel" in visitor.get("/onlinedienste").text
    assert visitor.post("/abmelden").status_code == 303
    assert visitor.get("/onlinedienste").status_code == 302


def test_a_wrong_password_and_an_unknown_address_sound_the_same(app: Flask) -> None:
    _anna()
    wrong = Visitor(app).post("/anmelden", {"email": EMAIL, "password": "falsch"})
    unknown = Visitor(app).post("/anmelden", {"email": "wer@example.org", "password": "falsch"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.count("error-list") == unknown.text.count("error-list") == 1
    said = [page.text.split('id="fehlerliste"')[1].split("</div>")[0] for page in (wrong, unknown)]
    assert said[0] == said[1]


def test_an_empty_form_names_both_fields(app: Flask) -> None:
    answer = Visitor(app).post("/anmelden", {"email": "", "password": ""})
    assert answer.status_code == 422
    assert "Bitte prüfen Sie 2 Angaben" in answer.text


def test_guessing_is_slowed_down_for_this_account(app: Flask) -> None:
    _anna()
    visitor = Visitor(app)
    answers = [_sign_in(visitor, password="falsch") for _ in range(6)]
    assert answers[:5] == [401] * 5
    assert answers[5] == 429
    assert _sign_in(visitor) == 429


def test_the_password_is_nowhere_in_the_database(app: Flask) -> None:
    _anna()
    _sign_in(Visitor(app))
    with reading() as session:
        password_hash = session.scalars(select(User.password_hash)).one()
        tokens = session.scalars(select(SignInSession.token_hash)).all()
    assert password_hash.startswith("$argon2id$")
    assert PASSWORD not in password_hash
    assert all(len(token) == 64 for token in tokens)


def test_ending_all_sessions_ends_them_on_every_device(app: Flask) -> None:
    _anna()
    office, home = Visitor(app), Visitor(app)
    _sign_in(office)
    _sign_in(home)
    assert "Auf allen Geräten abmelden" in home.get("/onlinedienste").text
    home.post("/abmelden", {"ueberall": "ja"})
    assert office.get("/onlinedienste").status_code == 302


def test_a_new_password_ends_what_was_open(app: Flask) -> None:
    _anna()
    visitor = Visitor(app)
    _sign_in(visitor)
    users.create_user(email=EMAIL, name="Anna Beispiel", password="ein-neues-passwort")
    assert visitor.get("/onlinedienste").status_code == 302


def test_after_signing_in_one_lands_where_one_wanted_to_go_but_never_elsewhere(
    app: Flask,
) -> None:
    _anna()
    for target, place in (
        ("/hilfe", "/hilfe"),
        ("https://example.org/", "/onlinedienste"),
        ("//example.org/", "/onlinedienste"),
        ("/\\example.org", "/onlinedienste"),
    ):
        fields = {"email": EMAIL, "password": PASSWORD, "weiter": target}
        assert Visitor(app).post("/anmelden", fields).location == place


def test_the_cookie_is_hidden_from_scripts_and_other_sites(app: Flask) -> None:
    _anna()
    answer = Visitor(app).post("/anmelden", {"email": EMAIL, "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_signing_in_and_being_refused_is_in_the_audit_log_and_its_chain_holds(
    app: Flask,
) -> None:
    _anna()
    visitor = Visitor(app)
    _sign_in(visitor, password="falsch")
    _sign_in(visitor)
    visitor.get("/onlinedienste/4711")
    with reading() as session:
        events = session.scalars(select(AuditRow.event).order_by(AuditRow.id)).all()
        assert list_broken(session) == []
    for event in ("user_created", "sign_in_failed", "signed_in", "access_refused"):
        assert event in events
